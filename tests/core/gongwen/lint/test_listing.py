"""What the page of rules is written from."""

from docgen.gongwen.lint.rules import RULES


def test_every_rule_has_a_clause_and_says_what_should_stand_there():
    for rule in RULES:
        assert rule.clause == "practice" or rule.clause[0] in "56789", rule.id
        assert all((*rule.title, *rule.expected)), rule.id
