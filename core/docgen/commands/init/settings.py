"""docgen.toml of a new workspace."""

from __future__ import annotations

from docgen.commands.init.answers import Answers
from docgen.commands.init.text import filled
from docgen.config import CONFIG
from docgen.period import Weeks
from docgen.records.rules import BASES
from docgen.text import language
from docgen.workspace import WEEKDAYS, WEEKDAYS_ZH


def settings_file(answers: Answers) -> bytes:
    """The settings, with a Chinese comment for each; the language is the one spoken now."""
    day = WEEKDAYS.index(answers.week_end)
    weeks = Weeks(answers.start, day)
    text = filled(
        CONFIG,
        **vars(answers),
        language=language(),
        bases="、".join(BASES),
        week_end_zh=WEEKDAYS_ZH[day],
        first=weeks.week(1).chinese,
        second=weeks.week(2).chinese,
    )
    return text.encode()
