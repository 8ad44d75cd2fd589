"""Writes checks.md beside this file from the checks' own declarations."""

from pathlib import Path

from docgen.records.checks import CHECKS, ELSEWHERE, READING, checks_page

page = checks_page(CHECKS, READING, ELSEWHERE)
Path(__file__).with_suffix(".md").write_text(page, encoding="utf-8", newline="\n")
