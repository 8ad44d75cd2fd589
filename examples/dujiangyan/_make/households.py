"""户.xlsx: the roll of households that get a letter, small or as large as wanted."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter

from _make.cadres import Cadres
from _make.chance import dice, share
from _make.excel import HEAD, TITLE, Value, new_book, repack
from _make.people import People
from _make.places import Community, Places

SMALL = (("石羊镇", "丰乐社区"), ("向峨乡", "石碑社区"))
SHEET_ROWS = 1_048_576  # what Excel can hold in one sheet
_LINES_ABOVE = 2

_WIDTHS = {
    "户编号": 14,
    "乡镇（街道）": 13,
    "社区": 13,
    "小组": 8,
    "地址": 26,
    "户主姓名": 12,
    "家庭人口": 9,
    "党员户": 8,
    "发放批次": 10,
    "投递员": 10,
}
_STREETS = ("平安路", "安顺街", "迎宾路", "建设巷", "柏条巷", "天府路", "观景路", "学府街")


def write_small(places: Places, cadres: Cadres, path: Path) -> None:
    """Every household of two communities."""
    communities = [places.community(*names) for names in SMALL]
    counts = {community.code: community.households for community in communities}
    _write(_households(communities, counts, cadres), sum(counts.values()), path)


def write_roll(places: Places, cadres: Cadres, total: int, path: Path) -> None:
    """`total` households over all communities, in proportion to their real number."""
    sizes = share(total, [community.households for community in places.communities])
    counts = {community.code: size for community, size in zip(places.communities, sizes, strict=True)}
    _write(_households(places.communities, counts, cadres), total, path)


def _households(communities: list[Community], counts: dict[str, int], cadres: Cadres) -> Iterator[list[Value]]:
    for community in communities:
        deliverers = [incumbent.person.name for incumbent in cadres.of(community)]
        yield from _of_community(community, counts[community.code], deliverers)


def _of_community(community: Community, count: int, deliverers: list[str]) -> Iterator[list[Value]]:
    """Dice of its own for each community, so that its households stay who they are in a larger roll."""
    chance = dice(f"households of {community.code}")
    people = People(chance)
    town = community.township.kind == "街道"
    groups = max(3, community.households // 45)
    per_group = -(-max(count, community.households) // groups)
    place = f"{community.township.order:02d}{community.number:02d}"
    for index in range(count):
        group = min(index // per_group, groups - 1) + 1
        head = people.name("男" if chance.random() < 0.8 else "女")
        yield [
            f"{place}-{index + 1:05d}",
            community.township.name,
            community.name,
            f"{group}组",
            _address(chance, town, group, index % per_group + 1),
            None if chance.random() < 0.002 else head,  # a household whose head nobody wrote down
            chance.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 6)),
            "是" if chance.random() < 0.18 else None,
            "第1批",
            deliverers[group % len(deliverers)],
        ]


def _address(chance: Random, town: bool, group: int, number: int) -> str:
    if not town:
        return f"{group}组{number}号"
    if chance.random() < 0.3:
        return f"{_STREETS[group % len(_STREETS)]}{number}号"
    return f"{_STREETS[group % len(_STREETS)]}{group}号院{number // 24 + 1}栋{number % 24 // 4 + 1}0{number % 4 + 1}室"


def _write(rows: Iterator[list[Value]], total: int, path: Path) -> None:
    """Row by row: as text, or in as many sheets as Excel needs."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(chain([list(_WIDTHS)], rows))
        return
    book = new_book(write_only=True)
    room = SHEET_ROWS - _LINES_ABOVE
    for number in range(-(-total // room)):
        _write_sheet(book, "户" if total <= room else f"户{number + 1}", rows, room)
    with tempfile.TemporaryFile() as raw:
        book.save(raw)
        repack(raw, path)


def _write_sheet(book: Workbook, name: str, rows: Iterator[list[Value]], room: int) -> None:
    sheet = book.create_sheet(name)
    for index, width in enumerate(_WIDTHS.values(), 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = f"A{_LINES_ABOVE + 1}"
    sheet.append([_styled(sheet, "公开信发放对象户册（户主姓名均为虚构）", TITLE)])
    sheet.append([_styled(sheet, head, HEAD) for head in _WIDTHS])
    for _, row in zip(range(room), rows, strict=False):
        sheet.append(row)


def _styled(sheet: Any, text: str, style: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.style = style
    return cell
