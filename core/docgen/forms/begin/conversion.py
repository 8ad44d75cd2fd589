"""A whole Word form as a template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.forms.begin.blanks import BY_HAND, NUMBER, blanks_to_tags
from docgen.forms.begin.fields import fields_to_tags
from docgen.forms.begin.found import Found, TagOf, text_of
from docgen.forms.begin.marks import marks_to_tags
from docgen.forms.begin.repeated import ROW, TAG, outside, repeated_rows, to_loop
from docgen.forms.declared.generator import OF_ALL
from docgen.render.package import read_parts
from docgen.render.xml import W
from docgen.schema import variable

_TEXTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_SETTINGS = "word/settings.xml"
_MERGE_SETTINGS = re.compile(rb"<w:mailMerge>.*?</w:mailMerge>", re.DOTALL)
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_ASKED = re.compile(rf"\{{\{{ (?:{ROW}\.)?(\w+)")


@dataclass(frozen=True)
class Conversion:
    """A template that was made of a Word form: its bytes; the names that are tags now, from top to bottom; what was
    left, with the text around; labels whose blanks stay, to be filled in by hand; and whether some of its table rows
    repeat."""

    data: bytes
    placed: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    by_hand: tuple[str, ...]
    repeats: bool


def tags_of(columns: Mapping[str, bool]) -> TagOf:
    """The tags of columns, by their titles, and of what docgen.toml says; those of columns with blank cells print
    nothing for these."""
    tags = {name: _tag(name, True) for name in OF_ALL} | {
        variable(title): _tag(variable(title), filled) for title, filled in columns.items()
    }
    return lambda asked: tags.get(variable(asked.replace("_", ""))) or tags.get(variable(asked))


def any_tag(asked: str) -> str | None:
    """A tag for whatever may be a column: all but what is signed or stamped."""
    return None if BY_HAND.search(asked) or not variable(asked).isidentifier() else _tag(variable(asked), True)


def _tag(name: str, filled: bool) -> str:
    return f"{{{{ {name} }}}}" if filled else f'{{{{ {name}|空("") }}}}'


def converted(path: Path, tag_of: TagOf, rows: str, *, each: bool | None = None) -> Conversion:
    """The form at `path` as a template, of one row (`each`) or of all; None if the form is to tell. `rows` is what the
    list of all rows is called in it. Raises DocgenError for a
    file that is no Word document."""
    parts, found = dict(read_parts(path)), Found()
    roots = {name: etree.fromstring(parts[name]) for name in parts if _TEXTS.fullmatch(name)}
    for root in roots.values():
        fields_to_tags(root, tag_of, found)
        marks_to_tags(root, tag_of, found)
        blanks_to_tags(root, tag_of, found, guess=tag_of is any_tag)
    repeats = _repeat(roots.values(), rows, found, each=each)
    placed = [name for root in roots.values() for name in _ASKED.findall(text_of(root)) if name != NUMBER]
    for name, root in roots.items():
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _SETTINGS in parts:  # Word would ask for the old data when the template is opened
        parts[_SETTINGS] = _MERGE_SETTINGS.sub(b"", parts[_SETTINGS])
    return Conversion(_zipped(parts), _once(placed), _once(found.left), _once(found.by_hand), repeats)


def _once(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def _repeat(roots: Collection[Any], rows: str, found: Found, *, each: bool | None) -> bool:
    """Let rows repeat, unless the document is about one row: then tags stand elsewhere as well, and no blank rows say
    that there are others. A document of all rows cannot say which row a tag elsewhere means: it becomes a mark again.
    """
    repeated = [(root, one) for root in roots for one in repeated_rows(root)]
    elsewhere = [
        place
        for root in roots
        for place in outside(root, [one.row for of, one in repeated if of is root])
        if place[1] not in OF_ALL
    ]
    of_one = bool(elsewhere) and not any(one.certain for _, one in repeated) if each is None else each
    if not repeated or of_one:
        return False
    for _, one in repeated:
        to_loop(one.row, rows)
    for paragraph, name in elsewhere:
        _mark(paragraph, name, found)
    return True


def _mark(paragraph: Any, name: str, found: Found) -> None:
    """Let the blank stand again that was in the place of a tag; else a mark, which somebody will see."""
    for node in paragraph.iter(f"{W}t"):
        for tag in TAG.finditer(node.text or ""):
            if tag[1] == name:
                before = found.blanks.get((paragraph, tag[0]), f"【{name}】")
                node.text = node.text.replace(tag[0], before)
                found.left.append((before if before[0] == "【" else f"{name}____", text_of(paragraph)))


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != "[Content_Types].xml"):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), parts[name])
    return file.getvalue()
