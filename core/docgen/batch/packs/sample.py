"""Letters that tell most about a run, to be read beside their rows before all are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docgen.batch.packs.entries import Entry
from docgen.batch.packs.planning import PlacePlan
from docgen.schema import Access, Record, Table
from docgen.tables.write import cell_content, to_bytes

SAMPLES = "_样张"
"""The folder below out/ for samples."""

FIRST, LAST, LONGEST, WITH, WITHOUT = "一批的第一份", "一批的最后一份", "{}最长", "{}：是", "{}：否"
LIST = "样张对照"
_HEAD = ("页", "为什么看它", "数据行")


@dataclass
class Chosen:
    """A letter of the sample, and why it was chosen."""

    entry: Entry
    why: list[str] = field(default_factory=list)


def choose(plans: Iterable[PlacePlan]) -> list[Chosen]:
    """The letters that tell most, in the order of printing: the first and the last of a pack, the longest of each text,
    one with and one without whatever is so or not (党员户, 具名)."""
    telling: dict[str, tuple[int, Entry]] = {}
    order: dict[int, int] = {}
    for plan in plans:
        for why, weight, entry in _candidates(plan):
            order.setdefault(id(entry), len(order))
            if why not in telling or telling[why][0] < weight:
                telling[why] = weight, entry
    chosen: dict[int, Chosen] = {}
    for why, (_, entry) in telling.items():
        chosen.setdefault(id(entry), Chosen(entry)).why.append(why)
    return sorted(chosen.values(), key=lambda each: order[id(each.entry)])


def _candidates(plan: PlacePlan) -> Iterator[tuple[str, int, Entry]]:
    """Letters of a place, why each may be chosen, and how much it tells."""
    entries = [entry for entry in plan.entries if entry.context is not None]
    if entries:
        yield FIRST, 0, entries[0]
        yield LAST, 0, entries[-1]
    for entry in entries:
        for name, value in (entry.context or {}).items():
            if value.__class__ is str:
                yield LONGEST.format(name), len(value), entry
            elif value.__class__ is bool:
                yield (WITH if value else WITHOUT).format(name), 0, entry


def beside(chosen: Iterable[Chosen], table: Table) -> bytes:
    """A workbook with a row for each letter: its page, why it was chosen, where its row stands and what that holds, in
    the columns that a public document may show."""
    from openpyxl import Workbook

    columns = [column for column in table.columns if column.access is Access.PUBLIC]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(LIST)
    sheet.freeze_panes = "D2"
    for letter, width in zip("ABC", (6, 30, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([cell_content(sheet, title) for title in (*_HEAD, *(column.title for column in columns))])
    for page, each in enumerate(chosen, 1):
        values = [_shown(each.entry.row, column.name) for column in columns]
        row = [page, "；".join(each.why), each.entry.member.row, *values]
        sheet.append([cell_content(sheet, value) for value in row])
    return to_bytes(book)


def _shown(row: Record, name: str) -> str:
    """The value as a text; of a row that is referred to, its name."""
    value = row.get(name)
    if isinstance(value, Record):
        value = value.get(value.__table__.key[-1])
    return "" if value is None else "是" if value is True else "否" if value is False else str(value)
