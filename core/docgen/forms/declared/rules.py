"""The checks of a form: expressions that tell what is wrong with a row of a table of its own, or of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen.data import Check, Dataset, Finding
from docgen.data import Rule as CheckRule
from docgen.forms.choice import condition, names_in
from docgen.forms.declared.declaration import Declaration, Rule
from docgen.forms.declared.lists import lists_for
from docgen.forms.declared.values import names_of, values_of
from docgen.problems import Severity
from docgen.schema import Record, Table
from docgen.text import Text


def checks_of(form: Declaration, tables: Mapping[str, Table]) -> Iterable[Check]:
    """A check for each severity that the rules of the form have, called by the form's name."""
    for severity in Severity:
        rules = [rule for rule in form.rules if rule.severity is severity]
        if rules:
            found = tuple(_rule(form, rule, tables[rule.table].record) for rule in rules)
            yield Check(f"{form.name}{_SIGNS[severity]}", severity, found)


_SIGNS = {Severity.ERROR: "", Severity.WARNING: "-提醒", Severity.NOTE: "-说明"}


def _rule(form: Declaration, rule: Rule, table: type[Record]) -> CheckRule:
    def find(data: Dataset) -> Iterator[Finding]:
        from docgen.render import evaluate

        names = names_of((name,) for name in (*names_in(rule.when), *names_in(rule.text, is_text=True)))

        def lists(row: Record) -> dict[str, Any]:
            known = {column.var for column in data.tables[rule.table].columns}
            return lists_for(form, row, data, names, but=known) if rule.table == form.each else {}

        wrong = condition(rule.when, data.tables[rule.table], "check", blank=False, more=lists)
        for row in data[table].where(wrong):
            said = evaluate(rule.text, {**lists(row), **values_of(row, names, data.tables)})
            yield Finding(row, Text(said, said))

    return CheckRule(Text(rule.when, rule.when), (table,), None, find)
