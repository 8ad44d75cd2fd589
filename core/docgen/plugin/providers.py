"""What the engine asks plugins for: the places of a workspace, and the list of numbers that the office keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from docgen.text import Text

if TYPE_CHECKING:
    from docgen.data import Dataset
    from docgen.problems import Problem
    from docgen.register import Entry
    from docgen.schema import Record, Table

__all__ = ["ListedNumber", "NumberList", "Places"]


class Places(Protocol):
    """The places that somebody names on the command line. A plugin declares a class: `Places(names, data)` raises
    UsageError for a name that no place has, or more than one."""

    help: ClassVar[Text]
    """What the help of a command calls the names."""

    def __init__(self, names: Iterable[str], data: Dataset) -> None: ...

    @classmethod
    def has_places(cls, table: Table) -> bool:
        """Whether the rows of a table are places, or lie in places."""
        ...

    @property
    def is_narrow(self) -> bool:
        """Whether a single place was named, less than a whole group."""
        ...

    def hold(self, row: Record) -> bool:
        """Whether a row lies in what was named. Without any name everything does."""
        ...

    def cover(self, group: str, place: str) -> bool:
        """Whether the place of a group lies in what was named, both by their names, also if the tables lack it now."""
        ...


class ListedNumber(NamedTuple):
    """A number in the office's own list: what it begins with, its year and day if they are known, and its cell."""

    code: str
    year: int | None
    number: int
    day: date | None
    source: Text


@dataclass(frozen=True)
class NumberList:
    """The list of document numbers that an office keeps beside the register. `compare` gives how the register's entries
    and the list differ, told by what the numbers of a series begin with; `listed` the numbers that the list calls
    issued."""

    compare: Callable[[Iterable[Entry], Dataset, Callable[[str], str]], list[Problem]]
    listed: Callable[[Dataset], Iterable[ListedNumber]]
