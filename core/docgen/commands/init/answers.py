"""What a new workspace must know: given as options, asked on a terminal, or proposed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from docgen.commands.output import echo
from docgen.problems import UsageError
from docgen.records.rules import BASES
from docgen.text import Text
from docgen.workspace import WEEKDAYS, weekday_number

LATER = "-"
"""The answer that leaves the basis open."""


@dataclass(frozen=True)
class Answers:
    """The settings of a workspace. `week_end` is an English day of the week; `basis` is blank where nobody has decided
    it yet."""

    title: str
    issuer: str
    start: date
    week_end: str
    year: int
    basis: str


class Day(click.ParamType[date]):
    """A day as people type it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        typed = unicodedata.normalize("NFKC", value).strip()
        parts = re.findall(r"\d+", typed) if re.fullmatch(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?", typed) else []
        try:
            return date(*map(int, parts))
        except (TypeError, ValueError):
            text = Text("{typed} is not a day; write it like 2013-11-04", "“{typed}”不是日期；写成 2013-11-04 的样子")
            self.fail(str(text.format(typed=value)), param, ctx)


class Weekday(click.ParamType[str]):
    """A day of the week in English or Chinese, given in English."""

    name = "weekday"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        number = weekday_number(value)
        if number is None:
            text = Text("{typed} is not a day of the week", "“{typed}”不是星期几；可写周一至周日")
            self.fail(str(text.format(typed=value)), param, ctx)
        return WEEKDAYS[number]


class Basis(click.ParamType[str]):
    """A basis of the rate of dissatisfaction, by its name or its number in the list; LATER gives a blank one."""

    name = "basis"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        typed = unicodedata.normalize("NFKC", value).replace("−", "-").strip()
        known = {LATER: ""}
        for number, basis in enumerate(BASES, 1):
            known |= {str(number): basis, basis: basis}
        if typed not in known:
            text = Text("write one of: {bases}", "可写：{bases}").format(bases="、".join(BASES))
            self.fail(str(text), param, ctx)
        return known[typed]


Ask = Callable[[Text, Any, click.ParamType[Any] | None], Any]


def on_terminal(question: Text, proposal: Any, kind: click.ParamType[Any] | None) -> Any:
    """The answer of the person at the terminal."""
    return click.prompt(str(question), default=str(proposal), type=kind)


def proposed(_question: Text, proposal: Any, kind: click.ParamType[Any] | None) -> Any:
    """The proposal, as if a person had agreed to it."""
    return kind.convert(proposal, None, None) if kind else proposal


def complete(given: Mapping[str, Any], folder: Path, today: date, ask: Ask) -> Answers:
    """All settings of the workspace in `folder`: those `given`, by name, the others as answered. Only the basis is
    never proposed. Raises UsageError when the year is not that of the start."""
    title = given["title"] or ask(_TITLE, folder.resolve().name, None)
    issuer = given["issuer"] or ask(_ISSUER, f"{title}领导小组", None)
    start = given["start"] or ask(_START, (today - timedelta(days=today.weekday())).isoformat(), Day())
    week_end = given["week_end"] or ask(_WEEK_END, str(Text("friday", "周五")), Weekday())
    year = given["year"] or ask(_YEAR, start.year, click.INT)
    if abs(year - start.year) > 1:
        raise UsageError(
            Text("the year {year} does not go with the start {start}", "年度{year}与启动日期{start}对不上").format(
                year=year, start=start
            ),
            hint=Text("Give both: --year and --start.", "请同时写明 --year 和 --start。"),
        )
    basis = given["basis"] or (_asked_basis() if ask is on_terminal else "")
    return Answers(title, issuer, start, week_end, year, basis)


_TITLE = Text("What is the work called", "这项工作叫什么")
_ISSUER = Text("Who signs the documents", "文件由谁落款（发文单位）")
_START = Text("On which day does it start", "从哪一天开始（启动日期）")
_WEEK_END = Text("On which day do its weeks end", "每周截止到星期几")
_YEAR = Text("Which year are dates without one", "表格里没写年份的日期，按哪一年算")


def _asked_basis() -> str:
    echo(_BASIS)
    for number, basis in enumerate(BASES, 1):
        echo(f"  {number}  {basis}")
    answer: str = click.prompt(str(_CHOOSE), default=LATER, type=Basis())
    return answer


_BASIS = Text(
    "What is the rate of dissatisfaction of an appraisal a share of? It decides about people: 16 of 32 valid votes,\n"
    "2 of which abstain, are 50.00% (an admonition talk) of 有效票, but 53.33% (may not run) of 有效票-弃权.",
    "民主评议的不满意率以什么为基数？这会影响对人的处理：有效票32张、弃权2张、不满意16张，\n"
    "按有效票是50.00%（诫勉谈话），按有效票-弃权是53.33%（不得参选）。",
)
_CHOOSE = Text("Its number (- to decide later)", "请填序号（还没有定的，填 -）")
