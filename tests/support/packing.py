"""Print packs of real size, and their papers as a reader has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx

from docgen.batch.packs.pack import Member, Missing, Pack, Printed
from docgen.render import Compiled, compile_template
from docgen.text import Text

TEMPLATES = Path(__file__).parents[2] / "templates" / "letter"
TITLES = ("小组", "户主", "地址", "投递员")
HEADS = ("陈建国", "李秀英", "王小明")
LONG_TOWN, LONG_PLACE = "中兴镇两河街道办事处", "向阳花园安置小区社区"
LONG_HEAD, LONG_ADDRESS = "阿依古丽·买买提吐尔逊江", "幸福街道平安路一百二十八号听泉小区第十二栋第三单元第十五层东侧户"


def member(number: int, *, head: str | None = None, address: str | None = None, deliverer: str | None = None) -> Member:
    """A household, like the others but for what is said."""
    group = f"{(number - 1) // 40 + 1}组"
    receipt = (
        group,
        HEADS[number % 3] if head is None else head,
        f"{group}{number}号" if address is None else address,
        ("张伟", "刘洋")[number % 2] if deliverer is None else deliverer,
    )
    return Member(number, f"0403-{number:05}", row(number), receipt)


def row(number: int) -> str:
    """Where a household stands."""
    return f"台账.xlsx / 户 / 第{number + 1}行"


def pack(count: int = 40, *, start: int = 1, missing: int = 0, due: int | None = None, **facts: Any) -> Pack:
    """A pack of `count` households, `missing` of which could not be made."""
    gone = range(start + 4, start + 4 + 7 * missing, 7)
    every = range(start, start + count)
    facts = {"title": "公开信", "town": "石羊镇", "place": "丰乐社区", "number": 1, "of": 1, **facts}
    return Pack(
        due=count if due is None else due,
        members=tuple(member(number) for number in every if number not in gone),
        missing=tuple(Missing(number, row(number), Text("the address is too long", "地址太长")) for number in gone),
        version="2013-GKX-01",
        **facts,
    )


def printed(*packs: Pack) -> list[Printed]:
    """Packs with their files."""
    return [_printed(each, f"公开信_{each.place}_{each.name}") for each in packs]


def _printed(of: Pack, stem: str) -> Printed:
    names = (f"{stem}{end}.docx" for end in ("", "_封面单", "_签收表"))
    return Printed(of.outline, f"公开信/04-{of.town}/{of.place}", *names)


LONG_NAMES = pack(402, missing=12, town=LONG_TOWN, place=LONG_PLACE, number=13, of=14, supplement=True, spares=8)
"""As much as a pack may hold of everything."""


@dataclass(frozen=True)
class Paper:
    """A paper that was made."""

    data: bytes

    @property
    def size(self) -> int:
        """Bytes of its text with all that belongs to it."""
        with ZipFile(BytesIO(self.data)) as package:
            return package.getinfo("word/document.xml").file_size


@cache
def _template(name: str) -> Compiled:
    return compile_template(TEMPLATES / f"{name}.docx")


def rendered(name: str, context: Mapping[str, Any]) -> Paper:
    """The paper `name` (封面单)."""
    return Paper(_template(name).render(context))


def texts(paper: Paper) -> list[str]:
    """What stands in its paragraphs, tables included, from top to bottom."""
    body = docx.Document(BytesIO(paper.data)).element.body
    return ["".join(node.text or "" for node in each.iter("{*}t")) for each in body.iter("{*}p")]


def rows_of(paper: Paper) -> Sequence[Sequence[Sequence[str]]]:
    """The texts of the cells of each row of each table."""
    tables = docx.Document(BytesIO(paper.data)).element.body.iter("{*}tbl")
    return [
        [
            ["".join(node.text or "" for node in cell.iter("{*}t")) for cell in row.iter("{*}tc")]
            for row in each.iter("{*}tr")
        ]
        for each in tables
    ]
