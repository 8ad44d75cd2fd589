"""Asks before something that cannot be taken back; where nobody can answer, an option says yes."""

from __future__ import annotations

import sys

import click

from docgen.problems import UsageError
from docgen.text import Text


def confirm(question: Text, hint: Text) -> None:
    """Go on if the answer is yes, and stop the command if it is no. Raises UsageError with the hint, which names the
    option that says yes, when nobody is at a terminal."""
    if not sys.stdin.isatty():
        raise UsageError(Text("nobody is here to say yes", "没有人确认"), hint=hint)
    click.confirm(str(question), abort=True)
