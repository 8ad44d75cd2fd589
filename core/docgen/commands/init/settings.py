"""docgen.toml of a new workspace."""

from __future__ import annotations

from docgen.commands.init.answers import Answers
from docgen.commands.init.text import fill, filled
from docgen.config import CONFIG
from docgen.period import Weeks
from docgen.plugin.package import find_package
from docgen.text import language
from docgen.workspace import WEEKDAYS, WEEKDAYS_ZH


def settings_file(answers: Answers) -> bytes:
    """The settings, with a Chinese comment for each; the language is the one spoken now."""
    day = WEEKDAYS.index(answers.week_end)
    weeks = Weeks(answers.start, day)
    values = vars(answers) | {
        "language": language(),
        "week_end_zh": WEEKDAYS_ZH[day],
        "first": weeks.week(1).chinese,
        "second": weeks.week(2).chinese,
    }
    starts = [find_package(name).load_start() for name in answers.use]
    parts = [fill(start.settings, **values, **answers.special, **start.values) for start in starts]
    return filled(CONFIG, **values, parts=parts).encode()
