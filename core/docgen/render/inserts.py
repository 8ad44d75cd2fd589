"""What a context may hold beside plain values: pictures and formatted text, bound to no template, so that they may
cross processes.

    template.render({"公章": Picture("章.png", width=40), "要点": Rich("重要：", bold=True) + "请按时到会"})

A picture stands where text may stand, `{{ 公章 }}`; formatted text takes the place of its run, `{{r 要点 }}`; another
document that of its paragraph, `{{p 附件 }}`.
"""

from __future__ import annotations

import hashlib
import re
import struct
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from functools import lru_cache
from html import escape  # xml.sax.saxutils loads the network library
from pathlib import Path
from typing import Any

from docgen.files import read_file, unreadable
from docgen.problems import DocgenError, DocumentSpot
from docgen.text import Text

EMU_PER_MM = 36_000
"""English Metric Units, in which drawings are measured (ISO 29500-1 20.1.2.1)."""


def quoted(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    return f'"{escape(text)}"'.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


class Links:
    """What the markup of a part refers to: pictures and addresses. An id follows from the content, so it is the same in
    every document and process, and the same picture is stored once."""

    def __init__(self) -> None:
        self.images: dict[str, Image] = {}
        self.addresses: dict[str, str] = {}
        self.subs: dict[str, Sub] = {}

    def __bool__(self) -> bool:
        return bool(self.images or self.addresses or self.subs)

    def image(self, image: Image) -> str:
        """The id by which markup shows `image`."""
        self.images[image.name] = image
        return image.name

    def sub(self, sub: Sub) -> str:
        """The mark that `sub` will stand for: an instruction, which may stand between any elements."""
        mark = f"<?docgen {sub.key}?>"
        self.subs[mark] = sub
        return mark

    def address(self, url: str) -> str:
        """The id by which markup leads to `url`. Raises DocgenError for what a document must not lead to."""
        if not url.lower().startswith(_ADDRESSES) or _UNPRINTABLE.search(url):
            raise DocgenError(_NO_ADDRESS.format(url=url), hint=_ADDRESS_HINT)
        name = f"url{hashlib.sha256(url.encode()).hexdigest()[:16]}"
        self.addresses[name] = url
        return name


_ADDRESSES = ("http://", "https://", "mailto:", "tel:")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\ud800-\udfff\ufffe\uffff]")
_NO_ADDRESS = Text("{url!r} is no address that a document may lead to", "文件里不能链接到“{url}”")
_ADDRESS_HINT = Text("Begin it with https:// or mailto:.", "网址请以 https:// 或 mailto: 开头。")


CURRENT: ContextVar[Links | None] = ContextVar("docgen_links", default=None)
"""The links of the part that is being rendered, for values that are escaped inside an expression."""


class Insert(ABC):
    """A value that brings its own markup."""

    @abstractmethod
    def xml(self, links: Links) -> str:
        """Its WordprocessingML; what that refers to is added to `links`."""

    def __html__(self) -> str:
        """Its markup where a template escapes it: in a macro, in a list that is joined."""
        links = CURRENT.get()
        if links is None:
            raise DocgenError(_ALONE, hint=_ALONE_HINT)
        return self.xml(links)

    def __str__(self) -> str:
        raise DocgenError(_ALONE, hint=_ALONE_HINT)


_ALONE = Text("a picture or a document cannot be made into text", "图片和文档不能当作文字处理")
_ALONE_HINT = Text("Print it by itself, without a filter: {{ name }}.", "请单独写一个标记，不加过滤器：{{ 名称 }}。")


@dataclass(frozen=True)
class Image:
    """The bytes of a picture, its kind (png, jpeg, …) and its size in EMU as its resolution says."""

    data: bytes
    kind: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """A name that follows from its content."""
        return f"image{hashlib.sha256(self.data).hexdigest()[:16]}"


@dataclass(frozen=True)
class Picture(Insert):
    """A picture in the line of text: PNG, JPEG, GIF, BMP or TIFF, a path or the bytes.

    `width` and `height` are in millimetres; with one of them the other follows, with none the picture says itself.
    `link` is an address that a click leads to, `description` what is read to people who do not see.
    A file that is not there, or is no picture, raises DocgenError when it is rendered.
    """

    source: str | Path | bytes
    width: float | None = None
    height: float | None = None
    link: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        for length in (self.width, self.height):
            if length is not None and not (isinstance(length, int | float) and 0 < length <= MAX_MM):
                raise DocgenError(_LENGTH.format(length=length, most=MAX_MM))

    def xml(self, links: Links) -> str:
        """A run of its own between the text before and after."""
        image = self.image()
        width, height = self._size(image)
        link = f'<a:hlinkClick xmlns:a="{_A}" r:id="{links.address(self.link)}"/>' if self.link else ""
        drawing = _DRAWING.format(
            image=links.image(image), width=width, height=height, link=link, description=quoted(self.description)
        )
        return f'</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t xml:space="preserve">'

    def image(self) -> Image:
        """The picture's bytes and size. Raises DocgenError for a file that is not there, or is no picture."""
        if isinstance(self.source, bytes):
            return _measured(self.source, "")
        path = Path(self.source)
        try:
            return _read(path, path.stat().st_mtime_ns)
        except OSError as error:
            raise unreadable(error, DocumentSpot(str(path))) from None

    def _size(self, image: Image) -> tuple[int, int]:
        ratio = image.height / image.width
        if self.width is not None:
            height = self.width * ratio if self.height is None else self.height
            return round(self.width * EMU_PER_MM), round(height * EMU_PER_MM)
        if self.height is not None:
            return round(self.height / ratio * EMU_PER_MM), round(self.height * EMU_PER_MM)
        return image.width, image.height


MAX_MM = 2_000
_LENGTH = Text(
    "a picture is not {length!r} wide or high: it takes millimetres, up to {most}",
    "图片的宽、高不能是 {length!r}：单位是毫米，不超过 {most}",
)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Image:
    return _measured(read_file(path), str(path))


def _measured(data: bytes, file: str) -> Image:
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image as Header

    try:
        header = Header.from_blob(data)
        return Image(data, header.content_type.rpartition("/")[2], int(header.width), int(header.height))
    except (
        UnrecognizedImageError,
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        ZeroDivisionError,
        struct.error,
        ValueError,
    ):
        text = Text("this is no picture that Word can show", "这不是 Word 能显示的图片")
        hint = Text("Save it as PNG or JPEG.", "请另存为 PNG 或 JPEG。")
        raise DocgenError(text, hint=hint, where=DocumentSpot(file)) from None


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_DRAWING = (  # ISO 29500-1 20.4.2.8 (inline), 20.2.2.5 (pic)
    f'<w:drawing><wp:inline xmlns:wp="{_WP}" xmlns:r="{_R}" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="{image}" descr={description}>{link}</wp:docPr>'
    f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="{image}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)


@dataclass(frozen=True)
class Run:
    """A text in one format. `size` is in points, `color` and `shade` are RRGGBB, `underline` is a kind of line
    (single, double, wave …) or True, `font` counts for Chinese and Latin letters alike."""

    text: str
    style: str = ""
    font: str = ""
    size: float | None = None
    color: str = ""
    shade: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: str | bool = False
    raised: bool = False
    lowered: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        wrong = [name for name, right in self._rights() if not right]
        if wrong:
            raise DocgenError(_FORMAT.format(names=", ".join(wrong)), hint=_FORMAT_HINT)

    def _rights(self) -> Iterator[tuple[str, bool]]:
        for name in ("color", "shade"):
            yield name, re.fullmatch(r"(#?[0-9A-Fa-f]{6})?", getattr(self, name)) is not None
        yield "size", self.size is None or (isinstance(self.size, int | float) and 1 <= self.size <= MAX_POINTS)
        yield "underline", self.underline in (True, False, "") or self.underline in _LINES

    def xml(self, links: Links) -> str:
        """A w:r, inside a w:hyperlink when it leads somewhere."""
        properties = "".join(self._properties())
        style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        run = f'<w:r>{style}<w:t xml:space="preserve">{escape(self.text, quote=False)}</w:t></w:r>'
        if not self.link:
            return run
        return f'<w:hyperlink xmlns:r="{_R}" r:id="{links.address(self.link)}">{run}</w:hyperlink>'

    def _properties(self) -> Iterator[str]:
        """In the order of the schema (EG_RPrBase, ISO 29500-1 17.3.2)."""
        if self.style:
            yield f"<w:rStyle w:val={quoted(self.style)}/>"
        if self.font:
            name = quoted(self.font)
            yield f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"
        for wanted, name in ((self.bold, "b"), (self.italic, "i"), (self.strike, "strike")):
            if wanted:
                yield f"<w:{name}/>"
        if self.color:
            yield f"<w:color w:val={quoted(self.color.lstrip('#'))}/>"
        if self.size is not None:
            yield f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'
        if self.underline:
            yield f"<w:u w:val={quoted(self.underline if isinstance(self.underline, str) else 'single')}/>"
        if self.shade:
            yield f'<w:shd w:val="clear" w:color="auto" w:fill={quoted(self.shade.lstrip("#"))}/>'
        if self.raised or self.lowered:
            yield f'<w:vertAlign w:val="{"superscript" if self.raised else "subscript"}"/>'


MAX_POINTS = 1638
"""The largest size that Word takes."""
_LINES = frozenset(
    """single words double thick dotted dottedHeavy dash dashedHeavy dashLong dashLongHeavy dotDash dashDotHeavy
    dotDotDash dashDotDotHeavy wave wavyHeavy wavyDouble none""".split()
)
"""Kinds of lines (ST_Underline, ISO 29500-1 17.18.99)."""
_FORMAT = Text("formatted text with a format that Word does not have: {names}", "文字格式不正确：{names}")
_FORMAT_HINT = Text(
    "color and shade are RRGGBB, size is 1 to 1638 points, underline a kind of line such as single, double, wave.",
    "color、shade 写 RRGGBB，size 为 1 到 1638 磅，underline 写线型，如 single、double、wave。",
)


@dataclass(frozen=True, init=False)
class Rich(Insert):
    """Formatted text, for `{{r name }}`: `Rich("重要", bold=True) + "，请准时"`. The formats are those of Run."""

    runs: tuple[Run, ...] = field(default=())

    def __init__(self, text: object = "", **formats: Any) -> None:
        if unknown := formats.keys() - {found.name for found in fields(Run)}:
            raise DocgenError(_FORMAT.format(names=", ".join(sorted(unknown))), hint=_FORMAT_HINT)
        object.__setattr__(self, "runs", (Run(str(text), **formats),) if text != "" else ())

    def __add__(self, other: object) -> Rich:
        more = other.runs if isinstance(other, Rich) else (Run(str(other)),)
        joined = Rich()
        object.__setattr__(joined, "runs", (*self.runs, *more))
        return joined

    def __radd__(self, other: object) -> Rich:
        return Rich(other) + self

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def xml(self, links: Links) -> str:
        """Its runs, one after another."""
        return "".join(run.xml(links) for run in self.runs)


@dataclass(frozen=True)
class Sub(Insert):
    """Another .docx that stands in the body, for `{{p name }}`: a path, or the bytes of a document that was just
    rendered. Its text looks as styles of the same name look in the template; its pictures, lists and notes come along,
    its headers, footers and page layout do not.
    """

    source: str | Path | bytes

    @property
    def key(self) -> str:
        """What tells it from other documents."""
        source = self.source if isinstance(self.source, bytes) else str(self.source).encode()
        return hashlib.sha256(source).hexdigest()[:16]

    @property
    def name(self) -> str:
        """What messages call it."""
        return "" if isinstance(self.source, bytes) else Path(self.source).name

    def xml(self, links: Links) -> str:
        """A mark; the document takes its place once the template is rendered."""
        return links.sub(self)
