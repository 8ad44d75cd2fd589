"""The options of documents that are put into print packs; they are fields of docgen.commands.packs.PackWish."""

from __future__ import annotations

import re
from typing import Any

import click

from docgen.batch.packs.layout import Together
from docgen.commands.base import Option
from docgen.commands.options import careful_options, sides_option
from docgen.plugin.generator import Generator
from docgen.text import Text


class Numbers(click.ParamType[range]):
    """Numbers of letters as people write them: 120-135, 120—135, 7."""

    name = "numbers"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it in a help text."""
        return str(Text("FROM-TO", "起-止"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """The numbers. Fails for what is none."""
        found = re.fullmatch(r"\s*(\d+)\s*(?:[-—–－~～至到]+\s*(\d+)\s*)?", str(value))
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 0 < first <= last:
            text = Text("{value} are no numbers; write them like 120-135", "“{value}”不是序号，请写成 120-135")
            self.fail(str(text.format(value=value)), param, ctx)
        return range(first, last + 1)


class SpareLetters(click.ParamType[Any]):
    """How many spare letters: 5, 2%."""

    name = "spares"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it in a help text."""
        return str(Text("N|N%", "份数|百分比"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The spares of a pack."""
        from docgen.batch.packs.spares import Spares

        return Spares.of(value) if isinstance(value, str) else value


def pack_options(generator: type[Generator] | None = None) -> list[click.Parameter]:
    """Which letters to print, how, and what was printed; places are called as the rows of the generator call them."""
    group, place = _called(generator) if generator else (_GROUP, _PLACE)
    return [*_which(place), *_how(group), *_printed()]


def _called(generator: type[Generator]) -> tuple[Text, Text]:
    """What the group and the place of a pack are called: the attributes in English, the headers in Chinese."""
    if generator.packs is None or generator.each is None:
        return _GROUP, _PLACE
    group, place = (Text(name, generator.each.__table__.column(name).title) for name in generator.packs.place)
    return group, place


_GROUP, _PLACE = Text("group", "上级"), Text("place", "地方")


def _which(place: Text) -> list[click.Parameter]:
    return [
        Option(
            ["--only"],
            multiple=True,
            metavar="CODE",
            help=Text(
                "Print only the letter of this code again, below out/_重印/. May be given several times.",
                "只重印这个编号的信（放在 out/_重印/），可写多次。",
            ),
        ),
        Option(
            ["--range", "range_"],
            type=Numbers(),
            help=Text(
                "Print only these numbers of one {place} again: 120-135.", "只重印一个{place}的这些序号：120-135。"
            ).format(place=place),
        ),
        Option(
            ["--where"],
            metavar="EXPRESSION",
            help=Text(
                "Print only those rows again for which this is true: '小组 == \"1组\"'.",
                "只重印符合条件的行：'小组 == \"1组\"'。",
            ),
        ),
    ]


def _how(group: Text) -> list[click.Parameter]:
    return [
        Option(
            ["--spares"],
            type=SpareLetters(),
            help=Text(
                "Add letters without a name to each pack: 2% or 5. Else what docgen.toml says.",
                "每批另加不写姓名的备用份：2% 或 5；不写则按 docgen.toml。",
            ),
        ),
        Option(
            ["--separate"],
            is_flag=True,
            help=Text("Make each letter a file of its own.", "每户一个文件，不合并。"),
        ),
        Option(
            ["--combine"],
            type=click.Choice([Together.TOWN.value, Together.ALL.value]),
            help=Text(
                "Put the letters of a whole {group}, or all, together; still at most 500 in a file.",
                "整个{group}（{word}）或全部（all）合在一起，每个文件仍不超过500封。",
            ).format(group=group, word=Together.TOWN.value),
        ),
        Option(
            ["--archive"],
            is_flag=True,
            help=Text("Make a zip file of each {group} too.", "另给每个{group}生成一个 zip 包。").format(group=group),
        ),
        Option(
            ["--sample"],
            is_flag=True,
            help=Text(
                "Make only some telling letters, to be read beside their rows, below out/_样张/.",
                "只生成几封有代表性的样张，连同来源行对照表，放在 out/_样张/。",
            ),
        ),
        sides_option(Text("Print on one side or both.", "单面（1）或双面（2）打印。")),
        Option(
            ["--again"],
            is_flag=True,
            help=Text("Make all packs again, also those that have not changed.", "没有变化的也重新生成。"),
        ),
        *careful_options(),
    ]


def _printed() -> list[click.Parameter]:
    return [
        Option(
            ["--mark-printed"],
            is_flag=True,
            help=Text(
                "These packs are printed: they stay as they are from now on. What comes or changes later makes a "
                "supplement (补发), and a list of letters to pull out.",
                "记下这些批次已印好：此后保持不变，新增、更正的户另出补发批和撤回清单。",
            ),
        ),
        Option(
            ["--unmark-printed"],
            is_flag=True,
            help=Text("Take that back.", "取消印好的标记。"),
        ),
        Option(
            ["--pack"],
            type=click.IntRange(1),
            help=Text("Mark only the pack of this number.", "只标记第几批。"),
        ),
    ]
