"""A whole Word form as a template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.forms.begin.blanks import BY_HAND, NUMBER, blanks_to_tags
from docgen.forms.begin.columns import Columns
from docgen.forms.begin.fields import fields_to_tags
from docgen.forms.begin.found import Found, TagOf, plain_label, text_of
from docgen.forms.begin.marks import marks_to_tags
from docgen.forms.begin.repeated import ROW, TAG, outside, repeated_rows, to_loop
from docgen.forms.declared.generator import OF_ALL
from docgen.problems import DocgenError, TemplateSpot
from docgen.render.package import read_parts
from docgen.render.plain import is_plain
from docgen.render.xml import W
from docgen.schema import variable, writable
from docgen.text import Text

_TEXTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_SETTINGS = "word/settings.xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_ASKED = re.compile(rf"\{{\{{ (?:{ROW}\.)?(\w+)")


@dataclass(frozen=True)
class Conversion:
    """A template that was made of a Word form: its bytes; the names that are tags now, from top to bottom; what was
    left, since nothing is called so, and what something of Word holds, with the text around; labels whose blanks stay,
    to be filled in by hand; columns that stand outside of the rows of a list; merge fields with a format that was not
    kept; and whether some of its table rows repeat."""

    data: bytes
    placed: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    held: tuple[tuple[str, str], ...]
    by_hand: tuple[str, ...]
    of_a_row: tuple[str, ...]
    formats: tuple[tuple[str, str], ...]
    repeats: bool


def tags_of(columns: Columns) -> TagOf:
    """The tags of columns, by their titles, and of what docgen.toml says; those of columns with blank cells print
    nothing for these."""
    whole = {title: _tag(variable(title), filled) for title, filled in columns.filled.items()}
    tags = {name: _tag(name, True) for name in OF_ALL}
    tags |= {variable(end): whole[title] for title, end in columns.ends.items()}
    tags |= {variable(title): tag for title, tag in whole.items()}
    return lambda asked: tags.get(variable(asked.replace("_", ""))) or tags.get(variable(asked))


def _any_tag() -> TagOf:
    """Tags for whatever may be a column: all but what is signed or stamped. Labels that differ in brackets only are two
    columns: 电话（办公） and 电话（家庭） are 电话 and 电话家庭."""
    taken: dict[str, str] = {}

    def tag_of(asked: str) -> str | None:
        label = plain_label(asked)
        for name in () if BY_HAND.search(asked) else (variable(asked), writable(label)):
            if name.isidentifier() and taken.setdefault(name, label) == label:
                return _tag(name, True)
        return None

    return tag_of


def _tag(name: str, filled: bool) -> str:
    return f"{{{{ {name} }}}}" if filled else f'{{{{ {name}|空("") }}}}'


def converted(path: Path, tag_of: TagOf | None, rows: str, *, each: bool | None = None) -> Conversion:
    """The form at `path` as a template, of one row (`each`) or of all; None if the form is to tell. Without `tag_of` it
    is guessed what is a column. `rows` is what the list of all rows is called in it. Raises DocgenError for a file that
    is no Word document."""
    if is_plain(path):
        raise DocgenError(_NO_WORD, hint=_TAGS_AT_ONCE, where=TemplateSpot(path.name))
    guess, tag_of = tag_of is None, tag_of or _any_tag()
    parts, found = dict(read_parts(path)), Found()
    roots = {name: etree.fromstring(parts[name]) for name in parts if _TEXTS.fullmatch(name)}
    for root in roots.values():
        fields_to_tags(root, tag_of, found)
        marks_to_tags(root, tag_of, found, guess=guess)
        blanks_to_tags(root, tag_of, found, guess=guess)
    repeats = _repeat(roots.values(), rows, found, each=each)
    asked = [name for root in roots.values() for name in _ASKED.findall(text_of(root)) if name != NUMBER]
    for name, root in roots.items():
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _SETTINGS in parts:  # Word would ask for the old data when the template is opened
        parts[_SETTINGS] = _without_merge(parts[_SETTINGS])
    told = (asked, found.left, found.held, found.by_hand, found.of_a_row, found.formats)
    placed, left, held, by_hand, of_a_row, formats = map(_once, told)
    return Conversion(_zipped(parts), placed, left, held, by_hand, of_a_row, formats, repeats)


def _without_merge(settings: bytes) -> bytes:
    root = etree.fromstring(settings)
    for merge in root.findall(f"{W}mailMerge"):
        root.remove(merge)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _once(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def _repeat(roots: Collection[Any], rows: str, found: Found, *, each: bool | None) -> bool:
    """Let rows repeat, unless the document is about one row: then tags stand elsewhere as well, and either ask for what
    the rows have too, such as the name of the applicant and those of the family, or no blank rows say that there are
    others."""
    repeated = [(root, one) for root in roots for one in repeated_rows(root)]
    elsewhere = [
        place
        for root in roots
        for place in outside(root, [one.row for of, one in repeated if of is root])
        if place[1] not in OF_ALL
    ]
    in_rows = {name for _, one in repeated for name, _ in TAG.findall(text_of(one.row))}
    shared = bool(in_rows & {name for _, name in elsewhere} - {NUMBER})
    certain = any(one.certain for _, one in repeated) and not shared
    of_one = bool(elsewhere) and not certain if each is None else each
    if not repeated or of_one:
        _empty_rows([one.row for _, one in repeated if one.certain or shared], found)
        return False
    for _, one in repeated:
        to_loop(one.row, rows)
    _take_back(elsewhere, found)
    return True


def _empty_rows(rows: Collection[Any], found: Found) -> None:
    """Let blank rows of others be blank again: the document is about somebody else."""
    for run, label in found.in_rows:
        if any(row in rows for row in run.iterancestors(f"{W}tr")):
            run.getparent().remove(run)
            found.by_hand.append(label)


def _take_back(elsewhere: Iterable[tuple[Any, str]], found: Found) -> None:
    """A document of all rows cannot say which of them a tag means that stands elsewhere: the blank stands there again
    that was in its place, else a mark, which somebody will see."""
    for paragraph, name in elsewhere:
        for node in paragraph.iter(f"{W}t"):
            for tag in TAG.finditer(node.text or ""):
                if tag[1] == name:
                    node.text = node.text.replace(tag[0], found.blanks.get((paragraph, tag[0]), f"【{name}】"))
                    found.of_a_row += [name] if name != NUMBER else []


_NO_WORD = Text("an old form must be a Word document (.docx)", "旧表格应是 Word 文档（.docx）")
_TAGS_AT_ONCE = Text(
    "In a text write the tags yourself, such as {{ 姓名 }}, and put it into the folder of a form.",
    "纯文本请直接写标记，如 {{ 姓名 }}，放进表单文件夹作模板。",
)


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != "[Content_Types].xml"):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), parts[name])
    return file.getvalue()
