"""docgen.toml of a new workspace."""

from __future__ import annotations

from docgen.commands.init.answers import Answers
from docgen.commands.init.text import fill, filled
from docgen.period import Period, Weeks
from docgen.plugin.package import find_package
from docgen.text import language
from docgen.workspace import WEEKDAYS, WEEKDAYS_ZH


def settings_file(answers: Answers) -> bytes:
    """The settings, with a comment for each; their language, and that of the workspace, is the one spoken now."""
    day = WEEKDAYS.index(answers.week_end)
    weeks = Weeks(answers.start, day)
    values = vars(answers) | {
        "language": language(),
        "week_end_zh": WEEKDAYS_ZH[day],
        "first": weeks.week(1).chinese,
        "second": weeks.week(2).chinese,
        "first_days": _days(weeks.week(1)),
        "second_days": _days(weeks.week(2)),
    }
    starts = [find_package(name).load_start() for name in answers.use]
    parts = [fill(start.settings, **values, **answers.special, **start.values) for start in starts]
    return filled(f"docgen.{language()}.toml", **values, parts=parts).encode()


def _days(week: Period) -> str:
    return f"{week.start} to {week.end}"
