"""The checks of a form's own table: expressions that tell what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.data import Check, Dataset
from docgen.data.checks import Finding
from docgen.data.checks import Rule as CheckRule
from docgen.forms.choice import condition, names_in
from docgen.forms.declared.declaration import Declaration, Rule
from docgen.forms.declared.values import Names, values_of
from docgen.problems import Severity
from docgen.render import evaluate
from docgen.schema import Record
from docgen.text import Text


def checks_of(form: Declaration) -> Iterable[Check]:
    """A check for each severity that the rules of the form have, called by the form's name."""
    for severity in Severity:
        rules = [rule for rule in form.rules if rule.severity is severity]
        if rules and form.table:
            found = tuple(_rule(rule, form.table) for rule in rules)
            yield Check(f"{form.name}{_SIGNS[severity]}", severity, found)


_SIGNS = {Severity.ERROR: "", Severity.WARNING: "-提醒", Severity.NOTE: "-说明"}


def _rule(rule: Rule, table: type[Record]) -> CheckRule:
    names: Names = {name: {} for name in names_in(rule.text, is_text=True)}

    def find(data: Dataset) -> Iterator[Finding]:
        for row in data[table].where(condition(rule.when, table.__table__, "check", blank=False)):
            said = evaluate(rule.text, values_of(row, names, data.tables))
            yield Finding(row, Text(said, said))

    return CheckRule(Text(rule.when, rule.when), (table,), None, find)
