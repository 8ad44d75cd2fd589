"""Tags in the bytes of a part that is too large to take apart, as a sheet of a million cells.

The part must stand in one way of writing (`with_findable_tags`); then what these patterns find are the tags, whichever
quotes, blanks and signs stand in them (XML 1.0, 3.1).
"""

from __future__ import annotations

import re
from functools import cache

from docgen.opc.normalize import PREFIXES, normalize_part

_PLAIN = re.compile(rb"""(?:<\?xml\s[^<>]*\?>)?\s*<\w+\s(?=[^<>]*\bxmlns\s*=)""")
_MAIN = b"|".join(re.escape(uri.encode()) for uri, prefix in PREFIXES.items() if not prefix)
_PREFIXED = re.compile(rb"""xmlns:[\w.-]+\s*=\s*["'](?:%b)["']""" % _MAIN)
_ENCODING = re.compile(rb"""<\?xml\s[^<>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)


def with_findable_tags(xml: bytes) -> bytes:
    """The part as it is where nothing but tags can look like one; else written anew: UTF-8, no comments, no CDATA, the
    main namespace without a prefix. Raises XMLSyntaxError for XML that is damaged."""
    is_plain = _PLAIN.match(xml) and not _ENCODING.match(xml) and b"<!" not in xml and xml.find(b"<?", 1) < 0
    return xml if is_plain and not _PREFIXED.search(xml) else normalize_part(xml)


@cache
def start_tag(name: str) -> re.Pattern[bytes]:
    """The start tag of an element without a prefix: its attributes are group 1, and group 2 is "/" if it is empty."""
    return re.compile(rb"""<%b(?=[\s/>])((?:[^<>"'/]++|"[^"<]*+"|'[^'<]*+'|/(?!>))*+)(/?)>""" % name.encode())


@cache
def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"""\s%b\s*=\s*(?:"([^"]*)"|'([^']*)')""" % name.encode())


def attribute(head: bytes, name: str) -> str:
    """The value of an attribute, whose name is a pattern, among those of a start tag; nothing if it has none."""
    found = _attribute(name).search(head)
    return (found[1] or found[2] or b"").decode() if found else ""


def with_attribute(head: bytes, name: str, value: str) -> bytes:
    """The attributes of a start tag with one set; `value` has no signs that XML must escape."""
    others = _attribute(name).sub(b"", head).rstrip()
    return b'%b %b="%b"' % (others, name.encode(), value.encode())
