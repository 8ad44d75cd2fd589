"""A workspace of two townships with a few households that get letters, and the letters as a reader has them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

from docgen.tables.write import workbook

Row = dict[str, object]

SETTINGS = """
title = "换届"
year = 2013
start = 2013-11-04
week_end = "friday"
issuer = "示例市社区换届工作领导小组"
[plugins]
use = ["elections"]
[options.letter]
"日期" = 2013-11-06
"""
TOWN: Row = {
    "排序": 4,
    "乡镇名称": "石羊镇",
    "类别": "镇",
    "社区数": 1,
    "指导组编号": "1",
    "党组织全称": "中共示例市石羊镇委员会",
    "应急预案完成": "",
    "预案完成日期": "",
}
GROUP: Row = {
    "组号": "1",
    "类型": "指导组",
    "组长": "郑远山",
    "联系乡镇": "石羊镇",
    "举报电话": "028-01000001",
    "电子邮箱": "zu01@example.org",
}
PLACE: Row = {
    "乡镇(街道)": "石羊镇",
    "社区名称": "丰乐社区",
    "党员数": 40,
    "总户数": 0,
    "应选职数": 3,
    "选举日期": "2013-11-28",
    "会议时间": "上午9时",
    "会议地点": "丰乐社区党员活动室",
}
HOME: Row = {
    "户编号": "0403-00001",
    "乡镇(街道)": "石羊镇",
    "社区": "丰乐社区",
    "小组": "3组",
    "地址": "3组12号",
    "户主姓名": "陈建国",
    "党员户": "",
    "联系电话": "",
}


@dataclass
class Office:
    """The workbook, table by table; each row is like the one above but for what it says."""

    folder: Path
    towns: list[Row] = field(default_factory=lambda: [{}])
    groups: list[Row] = field(default_factory=lambda: [{}])
    places: list[Row] = field(default_factory=lambda: [{}])
    homes: list[Row] = field(default_factory=lambda: [{}])
    settings: str = SETTINGS

    def write(self) -> Path:
        """The workspace."""
        places = [{"总户数": self._homes_in({**PLACE, **place}), **place} for place in self.places]
        tables = {"乡镇": (TOWN, self.towns), "指导组": (GROUP, self.groups), "社区": (PLACE, places)}
        tables["户"] = (HOME, self.homes)
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        sheets = {name: _grid(usual, rows) for name, (usual, rows) in tables.items()}
        (self.folder / "data" / "台账.xlsx").write_bytes(_workbook(sheets))
        (self.folder / "docgen.toml").write_text(self.settings, encoding="utf-8")
        return self.folder

    def _homes_in(self, place: Row) -> int:
        return sum({**HOME, **home}["社区"] == place["社区名称"] for home in self.homes)

    def second_town(self) -> None:
        """Another township, whose group, community and household lack nothing."""
        self.towns.append({"排序": 19, "乡镇名称": "向峨乡", "类别": "乡", "指导组编号": "2", "党组织全称": ""})
        self.groups.append({"组号": "2", "联系乡镇": "向峨乡", "举报电话": "028-01000002", "电子邮箱": "b@example.org"})
        self.places.append({"乡镇(街道)": "向峨乡", "社区名称": "石碑社区", "会议地点": "石碑社区会议室"})
        self.homes.append({"户编号": "1902-00001", "乡镇(街道)": "向峨乡", "社区": "石碑社区", "户主姓名": "钱小宝"})


_made: dict[str, bytes] = {}


def _workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """The workbook of these sheets, made once: a room writes it before each of its commands."""
    key = repr(sheets)
    if key not in _made:
        _made[key] = workbook(sheets)
    return _made[key]


def _grid(usual: Row, rows: list[Row]) -> list[list[object]]:
    titles = list(dict.fromkeys([*usual, *(title for row in rows for title in row)]))
    return [titles, *([{**usual, **row}.get(title, "") for title in titles] for row in rows)]


@dataclass(frozen=True)
class Letter:
    """What stands on a page: the letter, the slip that is signed, the slip for opinions; a line each paragraph."""

    letter: str
    receipt: str
    opinions: str


def letters(file: Path | bytes) -> list[Letter]:
    """The letters of a print file in their order."""
    source = BytesIO(file) if isinstance(file, bytes) else str(file)
    pages: list[list[str]] = [[]]
    for block in docx.Document(source).element.body:
        pages[-1] += ["".join(node.text or "" for node in each.iter("{*}t")) for each in block.iter("{*}p")]
        if next(block.iter("{*}sectPr"), None) is not None:
            pages.append([])
    return [_parted(lines) for lines in pages if any(lines)]


def _parted(lines: list[str]) -> Letter:
    first, second = (next(n for n, line in enumerate(lines) if line.startswith(mark)) for mark in ("签收单", "意见单"))
    parts = (lines[:first], lines[first:second], lines[second:])
    return Letter(*("\n".join(filter(None, part)) for part in parts))


def made(docgen: Any, folder: Path, *places: str, code: int = 0) -> tuple[list[Path], list[Mapping[str, Any]]]:
    """The print files of a run below `folder`, without their papers, and its problems."""
    result = docgen("-w", folder, "letter", *places, "--json")
    assert result.code == code, result.err
    report = json.loads(result.out)
    files = [Path(file["path"]) for file in report["files"]]
    return [file for file in files if _PRINT_FILE.search(file.name)], report["problems"]


_PRINT_FILE = re.compile(r"_\d+-\d+\.docx$")


def all_letters(files: Iterable[Path]) -> list[Letter]:
    """The letters of several print files."""
    return [letter for file in files for letter in letters(file)]
