"""`docgen check`: every problem found, by file, sheet and cell."""

from __future__ import annotations

from docgen.commands.base import App, command, json_option, pass_app
from docgen.commands.output import echo, echo_grouped, echo_json
from docgen.commands.summaries import SUMMARIES
from docgen.problems import Severity
from docgen.text import Text


@command(
    "check",
    SUMMARIES["check"],
)
@json_option
@pass_app
def check(app: App, as_json: bool) -> None:
    """Print what is wrong; exit 1 when there are errors."""
    problems = app.problems()
    if as_json:
        echo_json([problem.as_dict() for problem in problems])
    elif problems:
        echo_grouped(problems)
    else:
        rows = sum(sheet.rows for sheet in app.reading.sheets)
        echo(
            Text("No problem in {sheets} sheets, {rows} rows.", "{sheets}张工作表、{rows}行，没有发现问题。").format(
                sheets=len(app.reading.sheets), rows=rows
            )
        )
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SystemExit(1)
