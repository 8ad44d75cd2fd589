"""Defaults of a document written into its styles, since a file has one set of them only (ISO 29500-1 17.7.5)."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.render.merge.properties import insert
from docgen.render.xml import W, local

_KINDS = ("pPr", "rPr")
_UNSAID = {  # what Word takes where document defaults say nothing
    "rFonts": {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "eastAsia": "Times New Roman"},
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "kern": {"val": "0"},
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
}
Said = tuple[str, str, str]
"""A property that a style sets: of paragraphs or runs (pPr, rPr), its name, its attribute."""


class Defaults:
    """What the defaults of a document say otherwise than those of the file."""

    def __init__(self, theirs: Any, ours: Any) -> None:
        self._other = {kind: _differing(_defaults(theirs, kind), _defaults(ours, kind)) for kind in _KINDS}

    def said(self, chain: Iterable[Any]) -> frozenset[Said]:
        """What of it these styles say themselves."""
        said = {key for style in chain for kind in _KINDS for key in _says(kind, style.find(f"{W}{kind}"))}
        return frozenset(said & {key for kind, found in self._other.items() for key in _says(kind, found)})

    def fold(self, style: Any, said: frozenset[Said] = frozenset()) -> None:
        """Write it into a style that is based on nothing, but for what is `said` elsewhere."""
        for kind, properties in self._other.items():
            own = _properties(style, kind)
            for added in map(deepcopy, properties):
                for key in [key for key in added.attrib if (kind, local(added), key) in said]:
                    del added.attrib[key]
                if added.attrib or (kind, local(added), "") not in said:
                    _lay_under(own, added)


def _says(kind: str, properties: Any) -> set[Said]:
    found = properties if properties is not None else ()
    return {(kind, local(child), key) for child in found for key in ("", *child.attrib)}


def _differing(wanted: dict[str, Any], given: dict[str, Any]) -> list[Any]:
    """In their order, so that like files have like bytes."""
    differing = (name for name in wanted | given if not _same(wanted.get(name), given.get(name)))
    found = (wanted[name] if name in wanted else _unsaid(name) for name in differing)
    return [line for line in found if line is not None]


def _properties(style: Any, kind: str) -> Any:
    own = style.find(f"{W}{kind}")
    if own is None:
        own = etree.Element(f"{W}{kind}")
        place = [child for child in style if local(child) in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")]
        style.insert(list(style).index(place[0]) if place else len(style), own)
    return own


def _defaults(defaults: Any, kind: str) -> dict[str, Any]:
    found = defaults.find(f"{W}{kind}Default/{W}{kind}") if defaults is not None else None
    return {} if found is None else {local(child): child for child in found}


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return dict(one.attrib) == dict(other.attrib)


def _unsaid(name: str) -> Any:
    if name not in _UNSAID:
        return None
    return etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in _UNSAID[name].items()})


def _lay_under(properties: Any, added: Any) -> None:
    """Add a property; where the style has it, only what it leaves open."""
    own = properties.find(added.tag)
    if own is not None:
        for key, value in added.attrib.items():
            own.set(key, own.get(key, value))
    elif local(properties) == "pPr":
        insert(properties, added)
    else:  # a run's properties stand in any order
        properties.append(added)
