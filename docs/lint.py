"""Writes lint.md beside this file from the rules' own declarations."""

from pathlib import Path

from docgen.gongwen.lint.listing import lint_page
from docgen.gongwen.lint.rules import RULES

Path(__file__).with_suffix(".md").write_text(lint_page(RULES), encoding="utf-8", newline="\n")
