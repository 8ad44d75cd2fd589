"""Which values of a document are technical: sizes, coordinates, ids, GUIDs, hashes, days. Their digits are no telephone
number, although some look like one.

What decides is the type of an attribute in the schemas (ISO 29500-1 annex A; VML: ISO 29500-4 annex A): those that are
strings hold text. A number of a person has eleven digits and more; integers of the schemas have ten at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FEWEST = 11
"""How many digits the shortest number has that is looked for in a technical value."""

_SCHEMAS = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:",
    "http://www.w3.org/XML/",
)
"""How the namespaces begin whose attributes are known."""
_TEXTS = frozenset(
    """name descr title alt altText tooltip anchor location docLocation tgtFrame target href src url Target instr
    fieldCodes author initials userId displayText value lastValue caption string text prompt promptTitle error
    errorTitle help statusBar comment description suggestedsigner suggestedsigner2 suggestedsigneremail
    signinginstructions displayName linkTarget uri element typeface bmk action invalidUrl connection command sourceFile
    embeddedHtml vocabulary original presName phldrT ed gfxdata
    equationxml""".split()
)
"""The names of attributes that hold text, whatever the element."""
_VALUES = frozenset(
    """alias tag default result listEntry statusText helpText entryMacro exitMacro docVar attr name aliases description
    tblCaption tblDescription caption lvlText docPart docPartCategory category placeholder query connectString
    mailSubject addressFieldName mappedName udl table altName attachedSchema title desc characteristic strVal filter
    customFilter sheetName definedName font""".split()
)
"""The elements whose attribute `val` holds text."""
_LISTS = frozenset(
    """fmla eqn path v adj points style coordsize coordorigin wrapcoords limo textboxrect inset connectlocs
    connectangles from to control1 control2 matrix offset offset2 origin position dashstyle data colors
    focussize focusposition gradientshapeok polar xrange yrange radiusrange i panose panose1 sqref spans
    hash salt hashValue saltValue""".split()
)
"""The attributes that list numbers, or hold a hash: only an unbroken number is looked for."""
ELEMENTS = frozenset("posOffset pctPosHOffset pctPosVOffset pctWidth pctHeight".split())
"""The elements whose text is a size; a paragraph has many, which belong to nothing together."""

_GUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_HEX = r"(?=[0-9]*[A-Fa-f])(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{16,}"
_DAY = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
_BY_PROGRAMS = r"__[A-Za-z]+__\d+_\d+|TC\d{8}9991"  # bookmarks of LibreOffice, ids of Microsoft's templates
_TOKENS = re.compile(rf"(?<![0-9A-Za-z])(?:{_GUID}|{_HEX}|{_DAY}|{_BY_PROGRAMS})(?![0-9A-Za-z])|([0-9])\1{{10,}}")
_FRACTION = re.compile(r"\s*[-+]?\d*\.\d+(?:[eE][-+]?\d+)?\s*")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_STEP = re.compile(r"[^/?&=#;]+")
UNBROKEN = r"(?<![0-9A-Za-z.])(?:\d{17}[\dXx]|\d{15}|(?:86)?1[3-9]\d{9})(?![0-9A-Za-z])"
"""The pattern of a resident ID or a mobile number that stands alone and without signs in it."""
_UNBROKEN = re.compile(UNBROKEN)


def texts_of_attribute(element: str, attribute: str, value: str) -> Iterator[str]:
    """What of the value of an attribute is to be searched. The names are those of lxml, with their namespaces."""
    uri, _, name = attribute.rpartition("}")
    owner, _, kind = element.rpartition("}")
    is_known = (uri or owner)[1:].startswith(_SCHEMAS)
    if not is_known or not value.isascii() or name in _TEXTS or (name == "val" and kind in _VALUES):
        yield from texts_of_value(value)
    elif name in _LISTS:
        yield from _UNBROKEN.findall(value)
    elif holds_number(value):
        yield from texts_of_value(value)


def texts_of_value(value: str) -> Iterator[str]:
    """What of a text is to be searched: all but GUIDs, hashes, days and the keys of web addresses, and nothing of a
    fraction."""
    text = value
    if holds_number(value):
        text = _ADDRESS.sub(lambda found: _STEP.sub(_without_key, found[0]), _TOKENS.sub(" ", value))
    if text.strip() and not _FRACTION.fullmatch(text):
        yield text


def _without_key(step: re.Match[str]) -> str:
    """A step or a value of a web address, if it is no key: one in which digits and letters are mixed."""
    return "" if re.search("[A-Za-z]", step[0]) and holds_number(step[0]) else step[0]


def holds_number(value: str) -> bool:
    """Whether so many digits stand in a value that a number of a person may be among them."""
    return len(value) >= FEWEST and sum(map(value.count, "0123456789")) >= FEWEST
