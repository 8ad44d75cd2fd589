"""The pages that are written from the code: `python docs/write.py` writes them, a test compares."""

from __future__ import annotations

from collections.abc import Callable

from _pages.commands import commands_page
from _pages.contract import hooks_page
from _pages.declared import figures_page, tables_page
from _pages.documents import documents_page
from _pages.form_keys import form_page
from docgen.gongwen.lint.listing import lint_page
from docgen.gongwen.lint.rules import RULES
from docgen.records.checks import CHECKS, ELSEWHERE, READING, checks_page
from docgen.render.filters import filters_page

PAGES: dict[str, Callable[[], str]] = {
    "documents.md": documents_page,
    "reference/commands.md": commands_page,
    "reference/tables.md": tables_page,
    "reference/figures.md": figures_page,
    "reference/checks.md": lambda: checks_page(CHECKS, READING, ELSEWHERE),
    "reference/filters.md": filters_page,
    "reference/lint.md": lambda: lint_page(RULES),
    "reference/form.md": form_page,
    "reference/hooks.md": hooks_page,
}
"""What each page says, by its path below docs/."""
