"""docs/reference/checks.md: every number of domain.md §6, and what answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docgen import Check, Severity, Text

_HEAD = """# Checks · 检查

`docgen check` looks at these rules; a rule is silent where one of its tables has no sheet. An error (E) blocks issuing,
a warning (W) is to be looked at. What a rule finds in more than twenty rows of a sheet is said once.

`docgen check` 按下列规则检查；所需的表不在时，该规则不作声。错误（E）未改正前不能签发，提醒（W）应逐条核实。同一张表里
超过二十处的同类问题只说一次。

| code 代码 | severity 级别 | what is wrong 查什么 | what to do 怎么办 | tables 所需的表 |
|---|---|---|---|---|
"""
_SEVERITIES = {Severity.ERROR: "错误<br>error", Severity.WARNING: "提醒<br>warning", Severity.NOTE: "说明<br>note"}


def checks_page(checks: Iterable[Check], reading: Mapping[str, Text], elsewhere: Mapping[str, Text]) -> str:
    """The page as Markdown."""
    return "".join(
        [
            _HEAD,
            *(_rows(each) for each in checks),
            _table("What reading answers under codes of its own · 读表时已经回答的", reading),
            _table("What the tables cannot answer · 表格回答不了的", elsewhere),
        ]
    )


def _rows(each: Check) -> str:
    lines = []
    for rule in each.rules:
        tables = "、".join(record.__table__.name for record in rule.needs) or "—"
        cells = (each.code, _SEVERITIES[each.severity], _both(rule.title), _both(rule.hint), tables)
        lines.append(f"| {' | '.join(cells)} |\n")
    return "".join(lines)


def _both(text: Text | None) -> str:
    return f"{text.zh}<br>{text.en}".replace("|", "\\|") if text else "—"


def _table(title: str, answers: Mapping[str, Text]) -> str:
    head = f"\n## {title}\n\n| code 代码 | answered by 由谁回答 |\n|---|---|\n"
    return head + "".join(f"| {code} | {_both(text)} |\n" for code, text in answers.items())
