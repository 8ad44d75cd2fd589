"""Places that get no pack since their letters are held back as a whole: the lists name them all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docgen.batch.packs.pack import Missing, Pack, Printed
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.packs.planning import Planner

NOT_MADE = "（暂停，未生成）"
"""What stands in the print list where the file would."""

_WHY = Text("its place is held back as a whole", "整个社区暂停生成")


def held_back(planner: Planner) -> Iterator[Printed]:
    """Each such place as a pack in which every letter is missing, unless it has some that were printed before."""
    for (town, place), rows in planner.held.items():
        if planner.frozen.packs((town, place)):
            continue
        missing = tuple(Missing(number, planner.named(row), _WHY) for number, row in enumerate(rows, 1))
        pack = Pack(planner.title, town, place, 1, 1, len(rows), (), missing)
        yield Printed(pack.outline, "", NOT_MADE, "", "")
