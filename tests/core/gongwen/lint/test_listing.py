"""The page that lists the rules."""

from pathlib import Path

from docgen.gongwen.lint.listing import lint_page
from docgen.gongwen.lint.rules import RULES


def test_the_page_is_what_the_rules_say(repo: Path):
    assert (repo / "docs" / "lint.md").read_text(encoding="utf-8") == lint_page(RULES), "run: python docs/lint.py"


def test_every_rule_has_a_clause_and_says_what_should_stand_there():
    for rule in RULES:
        assert rule.clause == "practice" or rule.clause[0] in "56789", rule.id
        assert all((*rule.title, *rule.expected)), rule.id
