"""A whole Word form as a template."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.forms.begin.blanks import blanks_to_tags
from docgen.forms.begin.fields import fields_to_tags
from docgen.forms.begin.found import Found, is_fallback, put_text, text_of
from docgen.forms.begin.held import find_controls, note_held
from docgen.forms.begin.kind import parts_of_form
from docgen.forms.begin.labels import NUMBER, Guess, Names, Tags
from docgen.forms.begin.lines import Line
from docgen.forms.begin.marks import marks_to_tags
from docgen.forms.begin.net import catch_untold
from docgen.forms.begin.repeated import ROW, TAG, outside, repeated_rows, to_loop
from docgen.forms.begin.sentences import lenient_in, refuse_gaps
from docgen.forms.declared.generator import OF_ALL
from docgen.render.clean import anonymous
from docgen.render.source import TEXTS
from docgen.render.xml import W, parsed

_SETTINGS = "word/settings.xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile("[》»】}｝:：_＿ 　]")
"""What ends the name in what is told of a place."""
_ASKED = re.compile(rf"\{{\{{ (?:{ROW}\.)?(\w+)")


@dataclass(frozen=True)
class Conversion:
    """A template that was made of a Word form: its bytes; the names that are tags now, from top to bottom; what was
    left, since nothing is called so, since the document must not show it (`barred`), or since nothing says what it is,
    and what something of Word holds, with the text around; labels whose blanks stay,
    to be filled in by hand; columns that stand outside of the rows of a list; merge fields with a format that was not
    kept; names that stand at `several` places; whether some of its table rows repeat; and whether a part of it was
    about others (`of_others`)."""

    data: bytes
    placed: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    barred: tuple[tuple[str, str], ...]
    unnamed: tuple[tuple[str, str], ...]
    held: tuple[tuple[str, str], ...]
    by_hand: tuple[str, ...]
    of_a_row: tuple[str, ...]
    formats: tuple[tuple[str, str], ...]
    several: tuple[str, ...]
    repeats: bool
    of_others: bool


def converted(path: Path, tags: Tags | Guess, rows: str, *, each: bool | None = None) -> Conversion:
    """The form at `path` as a template, of one row (`each`) or of all; None if the form is to tell. Without `tags` it
    is guessed what is a column. `rows` is what the list of all rows is called in it. Raises DocgenError for a file that
    is no Word document."""
    parts, names = parts_of_form(path), Names(tags)
    roots, found = _with_tags(parts, names)
    if unclear := names.unclear_ones():
        roots, found = _with_tags(parts, Names(tags, unclear))
    repeats = _repeat(roots.values(), rows, found, each=each)
    asked = [name for root in roots.values() for name in _ASKED.findall(text_of(root)) if name != NUMBER]
    for name, root in roots.items():
        refuse_gaps(root, lenient_in(parsed(parts[name])))
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _SETTINGS in parts:  # Word would ask for the old data when the template is opened
        parts[_SETTINGS] = _without_merge(parts[_SETTINGS])
    barred = [told for told in found.left if names.bars(_NAME.split(told[0].lstrip("《«【{｛"))[0])]
    left = [told for told in found.left if told not in barred]
    return Conversion(
        _zipped(anonymous(parts, rows)),
        placed=_once(asked),
        left=_once(left),
        barred=_once(barred),
        unnamed=_once(found.unnamed),
        held=_once(found.held),
        by_hand=_once(found.by_hand),
        of_a_row=_once(found.of_a_row),
        formats=_once(found.formats),
        several=_several(roots),
        repeats=repeats,
        of_others=bool(found.others) and not repeats,
    )


def _with_tags(parts: Mapping[str, bytes], names: Names) -> tuple[dict[str, Any], Found]:
    """The parts that a reader sees with tags in them, and what became of the rest."""
    found = Found(unclear=names.unclear)
    roots = {name: parsed(parts[name]) for name in parts if TEXTS.fullmatch(name)}
    for root in roots.values():
        fields_to_tags(root, names, found)
        find_controls(root, found)
        marks_to_tags(root, names, found, guess=names.guess)
        blanks_to_tags(root, names, found)
        note_held(root, found)
        catch_untold(root, found)
    return roots, found


def _several(roots: Mapping[str, Any]) -> tuple[str, ...]:
    """The names that several paragraphs ask for."""
    paragraphs = (paragraph for root in roots.values() for paragraph in root.iter(f"{W}p"))
    lines = (Line(paragraph).text for paragraph in paragraphs if not is_fallback(paragraph))
    asked = Counter(name for line in lines for name in set(_ASKED.findall(line)))
    return tuple(
        name for name, count in asked.items() if count > 1 and name not in (NUMBER, *(text.written for text in OF_ALL))
    )


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
    repeated = [(root, one) for root in roots for one in repeated_rows(root, found)]
    elsewhere = [
        place
        for root in roots
        for place in outside(root, [row for of, one in repeated if of is root for row in (one.row, *one.blank)])
        if place[1] not in (text.written for text in OF_ALL)
    ]
    in_rows = {name for _, one in repeated for name, _ in TAG.findall(text_of(one.row))}
    shared = bool(in_rows & {name for _, name in elsewhere} - {NUMBER})
    certain = any(one.certain for _, one in repeated) and not shared
    of_one = bool(elsewhere) and not certain if each is None else each
    if not repeated or of_one:
        _empty_rows([one.row for _, one in repeated if one.certain or shared], found)
        return False
    for _, one in repeated:
        to_loop(one, rows)
    _take_back(elsewhere, found)
    return True


def _empty_rows(rows: Collection[Any], found: Found) -> None:
    """Let blank rows of others be blank again: the document is about somebody else."""
    for run, label in found.in_rows:
        if any(row in rows for row in run.iterancestors(f"{W}tr")):
            put_text(run, found.blanks.get((run.getparent(), text_of(run)), ""))
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


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != "[Content_Types].xml"):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), parts[name])
    return file.getvalue()
