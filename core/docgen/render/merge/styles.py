"""Styles of several templates in one file: those that are the same are shared, others keep their look under a name of
their own (ISO 29500-1 17.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.sax.saxutils import quoteattr, unescape

from lxml import etree

from docgen.opc import normalize_part
from docgen.render.merge.defaults import Defaults, Said
from docgen.render.merge.identity import ListStyle
from docgen.render.merge.numbering import definitions
from docgen.render.merge.theme import theme_fonts, without_theme
from docgen.render.xml import W, parsed, serialized

STYLES = "word/styles.xml"
_REFERENCES = ("basedOn", "next", "link")


@dataclass(frozen=True)
class Look:
    """What decides how a template looks beside its own text: styles, theme, settings, and the lists of styles."""

    styles: bytes
    theme: bytes | None
    settings: bytes | None
    numbering: bytes | None = None

    def same_as(self, other: Look) -> bool:
        """Whether text looks the same under both."""
        return self._key == other._key

    @cached_property
    def _key(self) -> tuple[object, ...]:
        root = parsed(self.styles)
        used = {number.get(f"{W}val", "") for number in root.iter(f"{W}numId")}
        lists = definitions(self.numbering, used) if self.numbering and used else {}
        return etree.tostring(root, method="c14n"), sorted(self.fonts.items()), lists

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
    in_tables: Mapping[str, str] = field(default_factory=dict)
    """The styles of paragraphs that name none in tables, by the new name of the table's style."""

    def applied(self, xml: str) -> str:
        """The text of a part, or its source, with the styles of the file. Doing it again changes nothing."""
        if self.fonts is not None:
            xml = without_theme(xml, self.fonts)
        xml = _NAMED.sub(lambda found: found[1] + quoteattr(self._name(unescape(found[2]))), xml)
        if self.table:
            styled = f"<w:tblPr><w:tblStyle w:val={quoteattr(self.table)}/>"
            xml = re.sub(r"<w:tblPr>(?!<w:tblStyle)", lambda _: styled, xml)
        return self._with_paragraphs(xml) if self.paragraph else xml

    def _name(self, old: str) -> str:
        return self.names.get(old, old)

    def _with_paragraphs(self, xml: str) -> str:
        if not self.in_tables or "<w:tbl>" not in xml:
            return _PLAIN_PARAGRAPH.sub(lambda found: _styled(found, self.paragraph), xml)
        inside = [self.paragraph]

        def change(found: re.Match[str]) -> str:
            if found["table"]:
                inside[-1] = self.in_tables.get(found["table"], self.paragraph)
            elif found[0] == "<w:tbl>":
                inside.append(self.paragraph)
            elif found[0] == "</w:tbl>":
                inside[1:] = inside[1:-1]
            else:
                return _styled(found, inside[-1])
            return found[0]

        return _IN_TABLES.sub(change, xml)


def _styled(found: re.Match[str], style: str) -> str:
    """A paragraph that names no style, naming one."""
    attributes, own, _nothing, empty = found.group(1, 2, 3, 4)
    opened = f"<w:p{attributes}><w:pPr><w:pStyle w:val={quoteattr(style)}/>"
    if own:
        return opened
    return f"{opened}</w:pPr></w:p>" if empty else f"{opened}</w:pPr>"


_NAMED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle)\b[^>]*? w:val=)"([^"]*)"')
_PLAIN_PARAGRAPH = re.compile(
    r"<w:p((?: [^>]*?)?)(?:>(<w:pPr>)(?!<w:pStyle)|>(<w:pPr/>)|(/)>|>(?!<w:pPr))",
)
_IN_TABLES = re.compile(rf'{_PLAIN_PARAGRAPH.pattern}|</?w:tbl>|<w:tblStyle w:val="(?P<table>[^"]*)"')


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
        styles = _usable(parsed(look.styles))
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
        root = parsed(without_theme(normalize_part(look.styles).decode(), look.fonts).encode())
        styles = _usable(root)
        taken = {style.get(f"{W}styleId") for style in self._root.iter(f"{W}style")}
        defaults = Defaults(root.find(f"{W}docDefaults"), self._root.find(f"{W}docDefaults"))
        default = {style.get(f"{W}type"): style for style in styles if _is_default(style)}
        inside = _in_tables(default.get("paragraph"), styles, defaults)
        styles += dict.fromkeys(inside.values())
        names = {old: _free(f"{old}-{number}", taken) for old in (style.get(f"{W}styleId") for style in styles)}
        in_tables = {names[table]: names[style.get(f"{W}styleId")] for table, style in inside.items()}
        plain, table = (names.get(_id(default.get(kind)), "") for kind in ("paragraph", "table"))
        for style in styles:
            if _is_base(style) and style not in inside.values():
                defaults.fold(style)
            self._root.append(_of_template(style, names, lists, number))
        return Renaming(names, plain, table, look.fonts, in_tables)


def _of_template(style: Any, names: Mapping[str, str], lists: Mapping[str, str], number: int) -> Any:
    """A style of the template with that number, under its new name."""
    _rename(style, names, lists)
    style.set(f"{W}customStyle", "1")
    title = style.find(f"{W}name")
    if title is not None:
        title.set(f"{W}val", f"{title.get(f'{W}val')} {number}")
    return style


def _in_tables(plain: Any, styles: list[Any], defaults: Defaults) -> dict[str, Any]:
    """The style of plain paragraphs in tables, by the style of the table: what that says counts more than defaults of
    the document, but less than a style of paragraphs, into which the defaults are written."""
    if plain is None or not _is_base(plain):
        return {}
    by_name = {_id(style): style for style in styles}
    found: dict[str, Any] = {}
    made: dict[frozenset[Said], Any] = {}
    for table in [style for style in styles if style.get(f"{W}type") == "table"]:
        said = defaults.said(_chain(table, by_name))
        if said and said not in made:
            made[said] = _variant(plain, len(made) + 1)
            defaults.fold(made[said], said)
        if said:
            found[_id(table)] = made[said]
    return found


def _variant(plain: Any, number: int) -> Any:
    """A style like `plain` for paragraphs in tables."""
    style = deepcopy(plain)
    style.set(f"{W}styleId", f"{_id(plain)}InTable{number}")
    for child in style.findall(f"{W}link") + style.findall(f"{W}aliases"):
        style.remove(child)
    for title in style.findall(f"{W}name"):
        title.set(f"{W}val", f"{title.get(f'{W}val')} in table {number}")
    return style


def _id(style: Any) -> str:
    return "" if style is None else str(style.get(f"{W}styleId"))


def _is_base(style: Any) -> bool:
    """Whether a style of paragraphs is based on nothing."""
    return style.find(f"{W}basedOn") is None and style.get(f"{W}type") == "paragraph"


def _usable(root: Any) -> list[Any]:
    """The styles that text can name."""
    return [style for style in root.findall(f"{W}style") if style.get(f"{W}styleId")]


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
