"""What a generator is declared with: parameters of its command, packs of its documents."""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True)
class Packs:
    """How the documents of a place are put into print files: at most `size` in each, in the order of the
    generator's rows. A file holds the rows of one `split`, an attribute of the row, where that is filled in. `code` is
    the attribute that names a row; `place` those that lead to the group and the place; `receipt` the columns of
    the receipt list, by title. `cover` and `receipts` are the templates of the papers that go with each file."""

    code: str
    place: tuple[str, str]
    receipt: Mapping[str, str]
    split: str = ""
    size: int = 500
    cover: str = "letter/封面单.docx"
    receipts: str = "letter/签收表.docx"
