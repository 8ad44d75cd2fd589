"""All rules, and looking through a document by them."""

from __future__ import annotations

from dataclasses import replace

from docgen.gongwen.lint import (
    attachments,
    body,
    footers,
    head,
    leftovers,
    page,
    printed,
    punctuation,
    record,
    signature,
    title,
    typefaces,
)
from docgen.gongwen.lint.findings import WHOLE, Draft, Finding, Hit, Rule, findings
from docgen.gongwen.lint.pages import read_pages
from docgen.problems import Severity
from docgen.text import Text

_AREAS = (page, head, title, body, attachments, signature, record, footers, punctuation, leftovers, typefaces, printed)
RULES: tuple[Rule, ...] = tuple(sorted((rule for area in _AREAS for rule in area.RULES), key=lambda rule: rule.id))
"""Every rule, by number."""

_SEVERITIES = list(Severity)


def look(draft: Draft, *, pages: bool = True) -> list[Finding]:
    """What the rules find, errors first, then by number."""
    notes = []
    if pages and _has_to_do_with_pages(draft):
        read = read_pages(draft.document.path)
        if isinstance(read, Text):
            notes.append(_left_out(read))
        else:
            draft = replace(draft, pages=read)
    found = [finding for rule in RULES for finding in findings(rule, draft)]
    return sorted(found, key=lambda each: _SEVERITIES.index(each.severity)) + notes


def _has_to_do_with_pages(draft: Draft) -> bool:
    """Whether a rule would look at the pages: making them takes seconds."""
    return not draft.document.is_template and (draft.parts.official or footers.has_numbers(draft))


def _left_out(why: Text) -> Finding:
    return Finding(NO_PAGES, (Hit(WHOLE, why),), 1)


NO_PAGES = Rule(
    "GW000",
    Severity.NOTE,
    "pages",
    "practice",
    Text("what needs pages was not looked at", "没有检查需要排版后才能看到的项目"),
    Text("LibreOffice and docgen[preview]", "安装 LibreOffice 和 docgen[preview]"),
    lambda _draft: iter(()),
)
"""What is said in place of the rules that need pages, where there are none."""
