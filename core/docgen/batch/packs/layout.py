"""How the letters of a run are put into folders and files."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from docgen.batch.names import safe_name
from docgen.batch.packs.pack import Member
from docgen.personal import personal_numbers
from docgen.problems import DocgenError

ALL_PLACES, ALL_TOWNS = "各社区", "全部"


class Together(StrEnum):
    """Whose letters stand together in the packs of a folder."""

    PLACE = "community"
    TOWN = "township"
    ALL = "all"


@dataclass(frozen=True)
class Layout:
    """Whose letters stand together; with `separate` each letter is a file of its own."""

    together: Together = Together.PLACE
    separate: bool = False

    def path(self, path: PurePosixPath, title: str, town: str) -> PurePosixPath:
        """The folder of packs, and how their names begin, where a community's alone would be `path`."""
        if len(path.parts) < 2:  # a folder of its own, since all else in it would be taken for stale
            path = PurePosixPath(title) / path / path.name
        path = path.with_name(_cut(path.name, _STEM))
        if self.together is Together.PLACE:
            return path
        top, name = PurePosixPath(path.parts[0]), safe_name(town or ALL_TOWNS)
        if self.together is Together.ALL:
            return top / ALL_TOWNS / f"{title}_{ALL_TOWNS}"
        own = path.parent.parent
        return (own if len(own.parts) > 1 else top / name) / f"{title}_{name}"

    def names(self, members: tuple[Member, ...], spares: int) -> tuple[str, ...]:
        """What the documents of a pack are called after its beginning, if each is a file. None holds digits that may be
        an ID."""
        if not self.separate:
            return ()
        own = [f"{member.number:04}" + _shown(member.code) for member in members]
        first = members[0].number if members else 0
        return (*own, *(f"{first:04}-备用{number:02}" for number in range(1, spares + 1)))


def _shown(code: str) -> str:
    """The code as the end of a name; nothing if it may be an ID, or cannot be a name."""
    with suppress(DocgenError):
        return f"_{_cut(safe_name(code), _CODE)}" if _may_show(code) else ""
    return ""


def _cut(name: str, room: int) -> str:
    """The name, at most so many bytes long."""
    return name.encode()[:room].decode(errors="ignore").rstrip(" .") or "_"


def _may_show(code: str) -> bool:
    if code.isascii() and len(code) < _OF_AN_ID:
        return bool(code)
    return sum(character.isdigit() for character in code) < _OF_AN_ID and not personal_numbers(code)


_STEM, _CODE = 120, 60
"""Bytes of a name: file systems take 255, and 第12批（补发）, numbers and 第2稿 still follow."""

_OF_AN_ID = 11
