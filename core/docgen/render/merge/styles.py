"""Styles of several templates in one file: those that are the same are shared, others keep their look under a name of
their own (ISO 29500-1 17.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from docgen.render.merge.identity import ListStyle
from docgen.render.merge.properties import insert
from docgen.render.merge.theme import theme_fonts, without_theme
from docgen.render.xml import W, local, parsed, serialized

STYLES = "word/styles.xml"
_REFERENCES = ("basedOn", "next", "link")
_UNSAID = {  # what Word takes where document defaults say nothing
    "rFonts": {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "eastAsia": "Times New Roman"},
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "kern": {"val": "0"},
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
}


@dataclass(frozen=True)
class Look:
    """What decides how a template looks beside its own text: styles, theme and settings."""

    styles: bytes
    theme: bytes | None
    settings: bytes | None

    def same_as(self, other: Look) -> bool:
        """Whether text looks the same under both."""
        return self._key == other._key

    @property
    def _key(self) -> tuple[bytes, tuple[tuple[str, str], ...]]:
        return etree.tostring(parsed(self.styles), method="c14n"), tuple(sorted(self.fonts.items()))

    @property
    def fonts(self) -> dict[str, str]:
        """The fonts of the theme."""
        return theme_fonts(self.theme, self.settings)


@dataclass(frozen=True)
class Renaming:
    """How a template's text names its styles in the file: new names by old ones, and the styles of paragraphs and
    tables that name none."""

    names: Mapping[str, str]
    paragraph: str = ""
    table: str = ""
    fonts: Mapping[str, str] | None = None
    """Those of its theme, if it is not that of the file."""

    def applied(self, xml: str) -> str:
        """The text of a part, or its source, with the styles of the file. Doing it again changes nothing."""
        if self.fonts is not None:
            xml = without_theme(xml, self.fonts)
        xml = _NAMED.sub(lambda found: found[1] + self.names.get(found[2], found[2]) + '"', xml)
        if self.paragraph:
            xml = _PLAIN_PARAGRAPH.sub(self._styled, xml)
        if self.table:
            xml = re.sub(r"<w:tblPr>(?!<w:tblStyle)", f'<w:tblPr><w:tblStyle w:val="{self.table}"/>', xml)
        return xml

    def _styled(self, found: re.Match[str]) -> str:
        attributes, own, _nothing, empty = found.groups()
        opened = f'<w:p{attributes}><w:pPr><w:pStyle w:val="{self.paragraph}"/>'
        if own:
            return opened
        return f"{opened}</w:pPr></w:p>" if empty else f"{opened}</w:pPr>"


_NAMED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle)\b[^>]*? w:val=")([^"]*)"')
_PLAIN_PARAGRAPH = re.compile(
    r"<w:p((?: [^>]*?)?)(?:>(<w:pPr>)(?!<w:pStyle)|>(<w:pPr/>)|(/)>|>(?!<w:pPr))",
)


class Styles:
    """The part word/styles.xml of a combined file: begins as the first template's."""

    def __init__(self, look: Look) -> None:
        self._known: list[tuple[Look, Renaming | None]] = [(look, None)]
        self.changed = False

    @cached_property
    def _root(self) -> Any:
        return parsed(self._known[0][0].styles)

    def add(self, look: Look, lists: Mapping[str, str]) -> Renaming | None:
        """Take in the styles of another template, whose lists have the new numbers `lists`; nothing is renamed when all
        looks the same."""
        for known, renaming in self._known:
            if known.same_as(look):
                return renaming
        renaming = self._take(look, lists, len(self._known) + 1)
        self._known.append((look, renaming))
        self._change()
        return renaming

    def join(self, look: Look, lists: Mapping[str, str]) -> Renaming:
        """Take in the styles of a document whose text is to look like that of the file: a style that the file has, by
        its name, is the file's."""
        ours = {_title(style): style.get(f"{W}styleId") for style in self._root.iter(f"{W}style")}
        taken = set(ours.values())
        styles = parsed(look.styles).findall(f"{W}style")
        new = [style for style in styles if _title(style) not in ours]
        names = {style.get(f"{W}styleId"): ours.get(_title(style), "") for style in styles}
        for style in new:
            old = style.get(f"{W}styleId")
            names[old] = _free(old, taken)
            taken.add(names[old])
        for style in new:
            _rename(style, names, lists)
            self._root.append(style)
        self._change()
        return Renaming(names)

    def _change(self) -> None:
        self.changed = True
        vars(self).pop("lists", None)

    def xml(self) -> bytes:
        """The part."""
        return serialized(self._root)

    @cached_property
    def lists(self) -> dict[str, ListStyle]:
        """The paragraph styles that bring a list along, themselves or through what they are based on."""
        by_name = {style.get(f"{W}styleId"): style for style in self._root.iter(f"{W}style")}
        found = {}
        for name, style in by_name.items():
            chain = _chain(style, by_name)
            number = _first(chain, "numPr/numId")
            if number is not None and number.get(f"{W}val") != "0":
                level = _first(chain, "numPr/ilvl")
                at = "" if level is None else level.get(f"{W}val")
                found[name] = ListStyle(number.get(f"{W}val"), at, _first(chain, "ind"))
        return found

    def _take(self, look: Look, lists: Mapping[str, str], number: int) -> Renaming:
        root = parsed(without_theme(look.styles.decode("utf-8-sig"), look.fonts).encode())
        styles = root.findall(f"{W}style")
        taken = {style.get(f"{W}styleId") for style in self._root.iter(f"{W}style")}
        names = {old: _free(f"{old}-{number}", taken) for old in (style.get(f"{W}styleId") for style in styles)}
        default = {style.get(f"{W}type"): names[style.get(f"{W}styleId")] for style in styles if _is_default(style)}
        for style in styles:
            if style.find(f"{W}basedOn") is None and style.get(f"{W}type") == "paragraph":
                _fold(style, root.find(f"{W}docDefaults"), self._root.find(f"{W}docDefaults"))
            _rename(style, names, lists)
            style.set(f"{W}customStyle", "1")
            title = style.find(f"{W}name")
            title.set(f"{W}val", f"{title.get(f'{W}val')} {number}")
            self._root.append(style)
        return Renaming(names, default.get("paragraph", ""), default.get("table", ""), look.fonts)


def _is_default(style: Any) -> bool:
    return style.get(f"{W}default") in ("1", "true", "on")


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    return name


def _title(style: Any) -> tuple[str, str]:
    """What tells a style from others: its type and name."""
    title = style.find(f"{W}name")
    return style.get(f"{W}type", ""), "" if title is None else title.get(f"{W}val", "").lower()


def _rename(style: Any, names: Mapping[str, str], lists: Mapping[str, str]) -> None:
    style.set(f"{W}styleId", names[style.get(f"{W}styleId")])
    style.attrib.pop(f"{W}default", None)
    for child in style.findall(f"{W}aliases"):
        style.remove(child)
    for reference in (child for name in _REFERENCES for child in style.findall(f"{W}{name}")):
        reference.set(f"{W}val", names.get(reference.get(f"{W}val"), reference.get(f"{W}val")))
    for used in style.iter(f"{W}numId"):
        used.set(f"{W}val", lists.get(used.get(f"{W}val"), used.get(f"{W}val")))


def _fold(style: Any, theirs: Any, ours: Any) -> None:
    """Write into a style that is based on nothing what its own document's defaults say otherwise than the file's."""
    for kind in ("pPr", "rPr"):
        wanted, given = _defaults(theirs, kind), _defaults(ours, kind)
        own = style.find(f"{W}{kind}")
        if own is None:
            own = etree.Element(f"{W}{kind}")
            place = [child for child in style if local(child) in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")]
            style.insert(list(style).index(place[0]) if place else len(style), own)
        for name in wanted.keys() | given.keys():
            if _same(wanted.get(name), given.get(name)):
                continue
            added = deepcopy(wanted[name]) if name in wanted else _unsaid(name)
            if added is not None:
                _lay_under(own, added)


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


def _chain(style: Any, by_name: Mapping[str, Any]) -> list[Any]:
    """A style and what it is based on, nearest first."""
    chain = [style]
    while len(chain) <= len(by_name):
        base = chain[-1].find(f"{W}basedOn")
        above = by_name.get(base.get(f"{W}val")) if base is not None else None
        if above is None:
            break
        chain.append(above)
    return chain


def _first(chain: list[Any], path: str) -> Any:
    """The first of the styles' paragraph properties at `path`."""
    steps = "/".join(f"{W}{step}" for step in ("pPr", *path.split("/")))
    return next((found for style in chain if (found := style.find(steps)) is not None), None)
