"""How results look on a terminal. Nothing that stands in a file or is its name can steer it: see `visible`."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from docgen.problems import SEVERITY_NAMES, Cell, Problem, Severity, readable, visible
from docgen.text import Text, starts_formula

_PIPED_WIDTH = 160
_SHOWN = 20  # kinds of problems
_ROWS = 5  # of one kind


def echo(text: Text | str = "") -> None:
    """One line for the user."""
    click.echo(visible(str(text), lines=True))


def echo_error(text: Text) -> None:
    """One line for the user, on stderr."""
    click.echo(visible(str(text), lines=True), err=True)


def echo_json(value: Any) -> None:
    """JSON that every console can print."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(_readable(value), ensure_ascii=not utf8, indent=2)
    click.echo(_STEERS.sub(lambda character: f"\\u{ord(character[0]):04x}", text))


_STEERS = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")  # JSON need not escape them


def _readable(value: Any) -> Any:
    """The same value with names that can be written in UTF-8."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, Mapping):
        return {_readable(key): _readable(each) for key, each in value.items()}
    return [_readable(each) for each in value] if isinstance(value, list | tuple) else value


def echo_findings(what: str, found: Sequence[tuple[str, Sequence[Problem]]], fine: Text, *, as_json: bool) -> None:
    """What is wrong with each of some things by their names (in JSON each is called `what`); what several share is said
    once. `fine` is said of each that has no more than notes. Exits with 1 when there are errors."""
    if as_json:
        echo_json([{what: name, "problems": [problem.as_dict() for problem in wrong]} for name, wrong in found])
    said: set[Problem] = set()
    for name, problems in found if not as_json else ():
        for problem in problems:
            if problem not in said:
                echo_problem(problem)
        said.update(problems)
        if all(problem.severity is Severity.NOTE for problem in problems):
            echo(fine.format(name=name))
    if any(problem.severity is Severity.ERROR for _, problems in found for problem in problems):
        raise SystemExit(1)


def echo_csv(headers: Sequence[Text], rows: Iterable[Sequence[object]]) -> None:
    """A table for Excel, as UTF-8 with the mark by which Excel knows it. What Excel would take for a formula stands
    after an apostrophe, which is seen: a CSV has no other way, its quotes protect nothing. No data is read from it."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(str(header) for header in headers)
    writer.writerows([_no_formula(visible(str(cell))) for cell in row] for row in rows)
    sys.stdout.buffer.write(text.getvalue().encode("utf-8-sig"))


def _no_formula(cell: str) -> str:
    return f"'{cell}" if starts_formula(cell) else cell


def echo_table(headers: Sequence[Text], rows: Iterable[Sequence[object]], right: Sequence[int] = ()) -> None:
    """A table; the columns numbered in `right` are numbers."""
    from rich.box import ROUNDED, SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPED_WIDTH
    can_draw = "utf" in (sys.stdout.encoding or "").lower()
    table = Table(box=ROUNDED if can_draw else SIMPLE_HEAD, safe_box=not can_draw)
    for index, header in enumerate(headers):
        table.add_column(str(header), justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(visible(str(cell), lines=True) for cell in row))
    console.print(table)


def echo_problem(problem: Problem, *, err: bool = True, with_place: bool = True) -> None:
    """A problem and its hint."""
    label = SEVERITY_NAMES[problem.severity]
    click.echo(f"{label}: {problem if with_place else visible(str(problem.text))}", err=err)
    if problem.hint:
        click.echo(f"  → {visible(str(problem.hint), lines=True)}", err=err)


def echo_problems(problems: Iterable[Problem]) -> None:
    """The first of the problems on stderr. What came up with many rows is said once, and with which rows."""
    groups: dict[Any, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_but_for_row(problem), []).append(problem)
    for first, *others in list(groups.values())[:_SHOWN]:
        echo_problem(first)
        if others:
            rows = "、".join(dict.fromkeys(map(_row_of, others[:_ROWS])))
            more = Text(" …", "……") if len(others) > _ROWS else ""
            echo_error(_ALSO.format(rows=rows, more=more, n=len(others) + 1))
    if len(groups) > _SHOWN:
        echo_error(Text("… and {n} more", "……另有{n}处").format(n=len(groups) - _SHOWN))


_ALSO = Text("  also {rows}{more} ({n} rows in all)", "  还有{rows}{more}（共{n}行）")


def _but_for_row(problem: Problem) -> Any:
    """What problems of one kind in one place share."""
    where = problem.where
    if isinstance(where, Cell):
        where = replace(where, row=None)
    return problem.severity, problem.text, problem.hint, where, problem.record.rpartition(" / ")[0]


def _row_of(problem: Problem) -> str:
    where = problem.where
    place = str(where) if isinstance(where, Cell) and where.row else problem.record
    return place.rpartition(" / ")[2]


def echo_grouped(problems: Sequence[Problem]) -> None:
    """Problems by file and sheet, then how many of each severity."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_group(problem), []).append(problem)
    for name in sorted(groups):
        if name:
            click.echo(visible(name))
        for problem in groups[name]:
            label = SEVERITY_NAMES[problem.severity]
            code = f" {problem.code}" if problem.code[:1] in "EW" else ""  # a rule's number, which people look up
            click.echo(f"  {_spot(problem)}{label}{code} {visible(str(problem.text))}")
            if problem.hint:
                click.echo(f"      → {visible(str(problem.hint), lines=True)}")
    counts = Counter(problem.severity for problem in problems)
    parts = ", ".join(f"{SEVERITY_NAMES[severity]} {counts[severity]}" for severity in Severity if counts[severity])
    echo(Text("{n} problems ({parts})", "共{n}个问题（{parts}）").format(n=len(problems), parts=parts))


def _group(problem: Problem) -> str:
    where = problem.where
    return f"{where.file} / {where.sheet}".rstrip(" /") if isinstance(where, Cell) else str(where or "")


def _spot(problem: Problem) -> str:
    where = problem.where
    if not isinstance(where, Cell) or where.row is None:
        return ""
    row = f"{where.column}{where.row}" if where.column else Text(f"row {where.row}", f"第{where.row}行")
    return f"{row}  "
