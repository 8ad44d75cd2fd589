"""Tags that print nothing for a blank cell: they have a place of their own; in a sentence nobody would see the gap."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from docgen.forms.begin.found import text_of
from docgen.forms.begin.lines import Line
from docgen.render.package import read_parts
from docgen.render.source import TEXTS
from docgen.render.xml import W, parsed

_LENIENT = re.compile(r'\{\{ ((?:\w+\.)?(\w+))\|空\(""\) \}\}')
_STOP = re.compile(r"[。，；！？]|[,;!?](?=\s)")
_TAG = re.compile(r"\{\{[^{}]*\}\}")
_BEHIND_LABEL = re.compile(r"[:：][\s　]*\Z")
_OWN_END = re.compile(r"[\w%％]{0,3}(?:[\s　，、；,;]|\Z)")
"""A unit, and what parts a place from the next one."""


def lenient_in(root: Any) -> set[str]:
    """What prints nothing for a blank cell below `root`."""
    return {match[1] for match in _LENIENT.finditer(text_of(root))}


def refuse_gaps(root: Any, kept: Collection[str]) -> None:
    """Let no tag below `root` print nothing within a sentence, but those of `kept`: a row with a blank cell there is
    refused then."""
    for paragraph in root.iter(f"{W}p"):
        line = Line(paragraph)
        found = [match for match in _LENIENT.finditer(line.text) if match[1] == match[2] and match[1] not in kept]
        line.put((*match.span(), f"{{{{ {match[1]} }}}}") for match in found if _is_in_sentence(line.text, match))


def _is_in_sentence(text: str, tag: re.Match[str]) -> bool:
    """Whether the line has the signs of one, and the tag is no blank behind a label: 电话：____，."""
    before, after = text[: tag.start()].rpartition("\n")[2], text[tag.end() :].partition("\n")[0]
    is_own = _BEHIND_LABEL.search(before) and _OWN_END.match(after)
    return not is_own and _STOP.search(_TAG.sub("", before + after)) is not None


def blank_in(template: bytes) -> tuple[str, ...]:
    """The columns for which a template prints nothing where their cell is blank, from top to bottom."""
    parts = read_parts(template)
    texts = (text_of(parsed(parts[name])) for name in parts if TEXTS.fullmatch(name))
    return tuple(dict.fromkeys(match[2] for text in texts for match in _LENIENT.finditer(text)))
