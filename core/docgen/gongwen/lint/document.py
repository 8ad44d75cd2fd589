"""A .docx as the rules see it: paragraphs with what they look like, tables, sections, page numbers."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.files import read_file, unreadable
from docgen.gongwen.lint.looks import Indent, Looks, Styles, W, indent
from docgen.opc import R, Relation, Relations, local, parse_bare, relations_of
from docgen.problems import DocgenError, DocumentSpot
from docgen.render.package import MAX_INFLATED
from docgen.text import Text

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SHOWN = 14  # characters of a paragraph that name it


@dataclass(frozen=True, eq=False)
class Run:
    """Characters that look the same."""

    element: Any
    text: str
    looks: Looks

    @property
    def size(self) -> int:
        """In half-points; Word's own default is 10 pt."""
        return self.looks.number("sz", default=20)

    @property
    def color(self) -> str:
        """As six hexadecimal digits; black where nothing is said."""
        color = (self.looks.get("color") or "auto").upper()
        return "000000" if color == "AUTO" else color

    @property
    def is_red(self) -> bool:
        """Whether it is some shade of red."""
        if not re.fullmatch("[0-9A-F]{6}", self.color):
            return False
        red, green, blue = (int(self.color[at : at + 2], 16) for at in (0, 2, 4))
        return red >= 150 and green <= 80 and blue <= 80


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph; `number` counts those outside tables from 1, `cell` is (table, row, cell) for those inside."""

    element: Any
    number: int
    style: str
    looks: Looks
    mark: Looks  # of the characters, where it has none
    runs: tuple[Run, ...]
    section: int = 0
    cell: tuple[int, int, int] | None = None
    boxed: bool = False  # in a text box

    @cached_property
    def raw(self) -> str:
        """Its text, tabs and line breaks included."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def text(self) -> str:
        """Its text, where tags of a template are a plain character or nothing."""
        return TAG.sub(lambda tag: "某" if tag[0].startswith("{{") else "", self.raw)

    @cached_property
    def plain(self) -> str:
        """The text without the blanks around it."""
        return self.text.strip()

    @cached_property
    def indent(self) -> Indent:
        """Its indents."""
        return indent(self.looks)

    @property
    def align(self) -> str:
        """left, center, right, both …"""
        return {"start": "left", "end": "right", None: "left"}.get(found := self.looks.get("jc"), found or "left")

    @property
    def size(self) -> int:
        """The largest type size, in half-points."""
        return max((run.size for run in self.inked), default=self.mark.number("sz", default=20))

    @property
    def inked(self) -> list[Run]:
        """The runs that print something."""
        return [run for run in self.runs if run.text.strip()]

    @property
    def font(self) -> str:
        """The face of its first Han characters; "" where a theme or nothing decides."""
        run = next((run for run in self.inked if re.search("[㐀-鿿]", run.text)), None)
        return (run.looks.font("eastAsia") or "") if run else ""

    @property
    def place(self) -> Text:
        """Where it stands, with the text that begins it."""
        shown = self.raw.strip()
        shown = shown[:_SHOWN] + ("…" if len(shown) > _SHOWN else "")
        if self.cell:
            table, row, cell = self.cell
            text = Text("table {t}, row {r}, cell {c} “{s}”", "第{t}表第{r}行第{c}格“{s}”")
            return text.format(t=table, r=row, c=cell, s=shown)
        if self.boxed:
            return Text("text box “{s}”", "文本框“{s}”").format(s=shown)
        return Text("paragraph {n} “{s}”", "第{n}段“{s}”").format(n=self.number, s=shown)


@dataclass(frozen=True, eq=False)
class Section:
    """Pages of one layout; lengths in twips. `footers` by kind: default, even, first."""

    element: Any
    looks: Looks
    footers: dict[str, list[Paragraph]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Of the paper."""
        return self.looks.number("pgSz", "w", 12240)

    @property
    def height(self) -> int:
        """Of the paper."""
        return self.looks.number("pgSz", "h", 15840)

    @property
    def landscape(self) -> bool:
        """Whether it lies across."""
        return self.width > self.height

    def margin(self, side: str) -> int:
        """The distance of the text from an edge of the paper."""
        return abs(self.looks.number("pgMar", side, 1440)) + (self.looks.number("pgMar", "gutter") * (side == "left"))

    @property
    def text_width(self) -> int:
        """Of 版心."""
        return self.width - self.margin("left") - self.margin("right")

    @property
    def text_height(self) -> int:
        """Of 版心."""
        return self.height - self.margin("top") - self.margin("bottom")


@dataclass(frozen=True, eq=False)
class Document:
    """All that the rules look at. `paragraphs` are those of the body, of tables and text boxes too, in their order."""

    path: Path
    body: Any
    styles: Styles
    paragraphs: list[Paragraph]
    tables: list[Any]
    sections: list[Section]
    settings: Looks
    package: dict[str, bytes]
    roots: dict[str, Any]  # the parts that were parsed, by name: document, settings, footers

    @cached_property
    def flow(self) -> list[Paragraph]:
        """The paragraphs outside tables and text boxes."""
        return [each for each in self.paragraphs if not each.cell and not each.boxed]

    @cached_property
    def is_template(self) -> bool:
        """Whether it is to be filled in by docgen: it has tags that steer, or many."""
        texts = [each.raw for each in self.paragraphs]
        return any("{%" in text for text in texts) or sum("{{" in text for text in texts) > 2


def read_document(path: Path) -> Document:
    """Read a .docx. Raises DocgenError when it is none."""
    try:
        content = read_file(path)
    except OSError as error:
        raise unreadable(error, DocumentSpot(str(path))) from None
    try:
        return parsed_document(path, content)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        SyntaxError,
        StopIteration,
    ):
        text = Text("this is no Word document (.docx)", "这不是 Word 文档（.docx）")
        hint = Text("Open it in Word or WPS and save it as .docx.", "请用 Word 或 WPS 打开，另存为 .docx。")
        raise DocgenError(text, where=DocumentSpot(str(path)), hint=hint) from None


def parsed_document(path: Path, content: bytes) -> Document:
    """The document of these bytes; `path` is where they stand or will stand. Raises what zip and XML raise."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_INFLATED:
            raise ValueError(path)
        package = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    main = next(each.part("") for each in _relations(package, "") if local_kind(each) == "officeDocument")
    related = {local_kind(each): each.part(main) for each in _relations(package, main) if not each.external}
    roots = {main: parse_bare(package[main])}
    body = roots[main].find(W + "body")
    if body is None:
        raise ValueError(main)
    for kind in ("styles", "settings"):
        if related.get(kind) in package:
            roots[related[kind]] = parse_bare(package[related[kind]])
    styles = Styles(roots.get(related.get("styles", "")))
    settings = roots.get(related.get("settings", ""))
    reader = _Reader(styles)
    paragraphs = list(reader.paragraphs(body))
    sections = _sections(package, main, body, roots, reader)
    looks = Looks(() if settings is None else (settings,))
    return Document(path, body, styles, paragraphs, reader.tables, sections, looks, package, roots)


def local_kind(relation: Relation) -> str:
    """The last word of what kind a relation is."""
    return relation.kind.rpartition("/")[2]


def _relations(package: dict[str, bytes], part: str) -> Relations:
    return Relations(part, package.get(relations_of(part)))


class _Reader:
    """Makes paragraphs of a story, and counts its tables and sections."""

    def __init__(self, styles: Styles) -> None:
        self.styles, self.tables = styles, list[Any]()
        self._number = self._section = 0

    def paragraphs(self, story: Any, cell: tuple[int, int, int] | None = None) -> Iterator[Paragraph]:
        """Those of the story, those of each table where it stands."""
        for block in story:
            kind = local(block)
            if kind == "p":
                yield from self._paragraph(block, cell)
            elif kind == "tbl":
                yield from self._table(block)
            elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self.paragraphs(block, cell)

    def _table(self, table: Any) -> Iterator[Paragraph]:
        self.tables.append(table)
        number = len(self.tables)
        for r, row in enumerate(table.findall(W + "tr"), start=1):
            for c, cell in enumerate(row.findall(W + "tc"), start=1):
                yield from self.paragraphs(cell, (number, r, c))

    def _paragraph(self, element: Any, cell: tuple[int, int, int] | None) -> Iterator[Paragraph]:
        self._number += cell is None
        yield self.paragraph(element, cell)
        for box in element.iter(W + "txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                yield from (self.paragraph(each, None, boxed=True) for each in box.iter(W + "p"))
        self._section += element.find(f"{W}pPr/{W}sectPr") is not None

    def paragraph(self, element: Any, cell: tuple[int, int, int] | None = None, *, boxed: bool = False) -> Paragraph:
        """One paragraph with its runs."""
        styles, own = self.styles, element.find(W + "pPr")
        named = own.find(W + "pStyle") if own is not None else None
        style = named.get(W + "val") if named is not None else styles.default
        direct = () if own is None else (own,)
        looks = Looks((*direct, *styles.chain(style, "pPr"), *styles.defaults("pPr")))
        below = (*styles.chain(style, "rPr"), *styles.defaults("rPr"))
        runs = tuple(self._runs(element, below))
        mark = Looks(
            (*(each for each in [own.find(W + "rPr") if own is not None else None] if each is not None), *below)
        )
        return Paragraph(element, self._number, style, looks, mark, runs, self._section, cell, boxed)

    def _runs(self, element: Any, below: tuple[Any, ...]) -> Iterator[Run]:
        for child in element:
            kind = local(child)
            if kind == "r":
                own = child.find(W + "rPr")
                named = own.find(W + "rStyle") if own is not None else None
                styled = self.styles.chain(named.get(W + "val"), "rPr") if named is not None else ()
                yield Run(child, _text(child), Looks((*(() if own is None else (own,)), *styled, *below)))
            elif kind in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"):
                yield from self._runs(child, below)


_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _text(run: Any) -> str:
    return "".join((child.text or "") if local(child) == "t" else _MARKS.get(local(child), "") for child in run)


def _sections(package: dict[str, bytes], main: str, body: Any, roots: dict[str, Any], reader: _Reader) -> list[Section]:
    """The sections, each with its footers or those of the one before."""
    targets = {each.id: each.part(main) for each in _relations(package, main) if not each.external}
    found: list[Section] = []
    for element in [*body.iterfind(f".//{W}pPr/{W}sectPr"), *body.findall(W + "sectPr")]:
        footers = dict(found[-1].footers) if found else {}
        for line in element.findall(W + "footerReference"):
            part = targets.get(line.get(R + "id", ""), "")
            if part in package:
                root = roots.setdefault(part, parse_bare(package[part]))
                footers[line.get(W + "type", "default")] = [
                    _Reader(reader.styles).paragraph(p) for p in root.iter(W + "p")
                ]
        found.append(Section(element, Looks((element,)), footers))
    return found or [Section(body, Looks(()))]
