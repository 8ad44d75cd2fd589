"""What a generator is declared with: parameters of its command, the numbering and the packs of its documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.text import Text

REQUIRED: Any = object()


@dataclass(frozen=True)
class Parameter:
    """A value that the command line asks for. `kind` is Period, str, int or bool; tuple for words, as many as come."""

    title: Text
    kind: type
    default: Any = REQUIRED


def parameter(title: Text, kind: type = str, *, default: Any = REQUIRED) -> Any:
    """A parameter of a generator: an argument when it has no default, else an option."""
    return Parameter(title, kind, default)


def document_of_row(_generator: Any, row: Any) -> str:
    """What the register calls a document of which nothing else is said: its row as a text."""
    return str(row)


@dataclass(frozen=True)
class Numbering:
    """Which numbers documents have: those of the register's `series`, which are `given` by the registry office (文号)
    or else follow one another (期号). `document(generator, row)` is what tells a document from others of its series,
    such as the days of a period."""

    series: str
    given: bool = False
    document: Callable[[Any, Any], str] = document_of_row


def covers_unless_asked(generator: Any, _group: str, _place: str, _data: Any) -> bool:
    """Whether nobody asked for some of the documents only: then all places are in scope."""
    return not any(generator.asked.values())


def count_as_rows(_generator: Any, _data: Any) -> Mapping[Any, int]:
    """Nothing: each place gets as many documents as it has rows."""
    return {}


@dataclass(frozen=True)
class Packs:
    """How the documents of a place are put into print files: at most `size` in each, in the order of the
    generator's rows. A file holds the rows of one `split`, an attribute of the row, where that is filled in. `code` is
    the attribute that names a row; `place` those that lead to the group and the place; `receipt` the columns of
    the receipt list, by title. `cover` and `receipts` are the templates of the papers that go with each file.

    Four functions of the generator say what only some packs need:
    `in_scope(generator, group, place, data)`: whether a place, by its names, is among what was asked for, so that what
    was made of it before is stale when no row is left.
    `expected_counts(generator, data)`: how many documents each place is to get, those held back too; nothing where that
    is as many as it has rows.
    `blank_context(generator, context)`: what a spare letter prints, to be filled in by hand, made of the context of one
    who is on the list.
    `natural_key(generator, row)`: what names a row without a code: group, place, how codes begin that are given there,
    and the values that tell it from others. It may raise BadCell."""

    code: str
    place: tuple[str, str]
    receipt: Mapping[str, str]
    split: str = ""
    size: int = 500
    cover: str = "letter/封面单.docx"
    receipts: str = "letter/签收表.docx"
    in_scope: Callable[[Any, str, str, Any], bool] = covers_unless_asked
    expected_counts: Callable[[Any, Any], Mapping[Any, int]] = count_as_rows
    blank_context: Callable[[Any, Mapping[str, Any]], dict[str, Any]] | None = None
    natural_key: Callable[[Any, Any], tuple[str, str, str, tuple[str, ...]]] | None = None


def in_scope(generator: Any, group: str, place: str, data: Any) -> bool:
    """Whether a place of a generator with packs, by the names of its group and itself, is among what was asked for."""
    packs: Packs = generator.packs
    return packs.in_scope(generator, group, place, data)


def make_blank(generator: Any, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a spare letter prints, made of the context of another; None if the packs have no such thing."""
    packs: Packs = generator.packs
    return packs.blank_context(generator, context) if packs.blank_context else None
