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
from docgen.plugin.package import built_in_packages, find_package
from docgen.problems import UsageError
from docgen.text import Text
from docgen.workspace import WEEKDAYS, weekday_number

NONE = "none"
"""The answer of who needs no built-in package."""


@dataclass(frozen=True)
class Answers:
    """The settings of a workspace. `week_end` is an English day of the week, `use` names the built-in packages that it
    uses, and `special` are the answers to their questions, each blank while nobody has decided it."""

    title: str
    issuer: str
    start: date
    week_end: str
    year: int
    use: tuple[str, ...]
    special: Mapping[str, Any]

    @property
    def open_hints(self) -> list[Text]:
        """What to decide later in docgen.toml: a line for each package with a question that is still open."""
        starts = [find_package(name).load_start() for name in self.use]
        is_open = [any(self.special[each.name] == each.open_value for each in start.questions) for start in starts]
        return [start.open_hint for start, still in zip(starts, is_open, strict=True) if still and start.open_hint]


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


class Use(click.ParamType[tuple[str, ...]]):
    """A built-in package, by its name or its number in the list; NONE gives no package. A blank answer is none of them:
    a choice of what a workspace is for is not lost by Enter."""

    name = "package"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The names of the packages. Fails for any other word."""
        if isinstance(value, tuple):
            return value
        typed = unicodedata.normalize("NFKC", value).strip().lower()
        known: dict[str, tuple[str, ...]] = {NONE: ()}
        for number, name in enumerate(built_in_packages(), 1):
            known |= {str(number): (name,), name: (name,)}
        known[str(len(built_in_packages()) + 1)] = ()
        if typed not in known:
            text = Text("write one of: {names}", "可写：{names}")
            self.fail(str(text.format(names=", ".join([*built_in_packages(), NONE]))), param, ctx)
        return known[typed]


Ask = Callable[[Text, Any, click.ParamType[Any] | None], Any]


def on_terminal(question: Text, proposal: Any, kind: click.ParamType[Any] | None) -> Any:
    """The answer of the person at the terminal."""
    return click.prompt(str(question), default=str(proposal), type=kind)


def proposed(_question: Text, proposal: Any, kind: click.ParamType[Any] | None) -> Any:
    """The proposal, as if a person had agreed to it."""
    return kind.convert(proposal, None, None) if kind else proposal


def complete(given: Mapping[str, Any], folder: Path, today: date, ask: Ask) -> Answers:
    """All settings of the workspace in `folder`: those `given`, by name, the others as answered. The packages that it
    uses and their answers are never proposed. Raises UsageError if the year is not that of the start, if nobody says
    which packages are used, or if an option is given whose package is not used."""
    title = given["title"] or ask(_TITLE, folder.resolve().name, None)
    issuer = given["issuer"] or ask(_ISSUER, Text(title, f"{title}领导小组").written, None)
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
    is_asked = ask is on_terminal
    use = given["use"] if given["use"] is not None else _ask_use() if is_asked else None
    if use is None:
        raise UsageError(_NO_USE, hint=_SAY_USE.format(names=", ".join([*built_in_packages(), NONE])))
    return Answers(title, issuer, start, week_end, year, use, _special(given, use, is_asked=is_asked))


def _special(given: Mapping[str, Any], use: tuple[str, ...], *, is_asked: bool) -> dict[str, Any]:
    """The answers to the questions of the packages in `use`, by name."""
    answers = {}
    for name in built_in_packages():
        for question in find_package(name).load_start().questions:
            value = given.get(question.name)
            if name not in use and value is not None:
                raise UsageError(_NEEDS_USE.format(option=f"--{question.name}", package=name))
            if name in use and value is None:
                value = question.ask() if is_asked else question.open_value
            if name in use:
                answers[question.name] = value
    return answers


_TITLE = Text("What is the work called", "这项工作叫什么")
_ISSUER = Text("Who signs the documents", "文件由谁落款（发文单位）")
_START = Text("On which day does it start", "从哪一天开始（启动日期）")
_WEEK_END = Text("On which day do its weeks end", "每周截止到星期几")
_YEAR = Text("Which year are dates without one", "表格里没写年份的日期，按哪一年算")


def _ask_use() -> tuple[str, ...]:
    """The packages that the person at the terminal chooses; Enter alone asks again."""
    echo(_USE)
    for number, package in enumerate(built_in_packages().values(), 1):
        echo(f"  {number}  {package.title} ({package.name})")
    echo(f"  {len(built_in_packages()) + 1}  {_NOTHING}")
    answer: tuple[str, ...] = click.prompt(str(_CHOOSE), type=Use())
    return answer


_USE = Text("What is the workspace for", "这个工作文件夹用来做什么")
_NOTHING = Text("something else: you bring your own workbooks and forms (none)", "别的工作：自备表格和表单 (none)")
_CHOOSE = Text("Its number", "请填序号")
_NO_USE = Text("nobody said what the workspace is for", "没有写明这个工作文件夹用来做什么")
_SAY_USE = Text("Give --use with one of: {names}", "请用 --use 写明，可写：{names}")
_NEEDS_USE = Text("{option} goes with --use {package}", "{option} 要和 --use {package} 一起用")
