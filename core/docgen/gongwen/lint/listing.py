"""docs/reference/lint.md: every rule with its number."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.gongwen.lint.findings import Rule
from docgen.problems import Severity
from docgen.text import Text

_HEAD = """# Rules for documents · 公文格式检查

`docgen lint FILE` looks at these rules of GB/T 9704-2012. “practice” marks habits of offices that the standard leaves
open. Rules marked 公文 look at official documents only: those with a number, an organ's mark or an organ that they are
sent to. Rules marked *pages* ({pages}) need LibreOffice and
`docgen[preview]`; without them one note says that these were left out. GW291 needs `fc-list`, and is silent where
there is none. `docgen lint --fix FILE` puts right what is marked ✓, as far as it is clear what was meant, in a copy
beside the file.

`docgen lint 文件` 按下列规则检查，依据 GB/T 9704-2012；“习惯”指标准没有规定、机关通行的做法。标“公文”的规则只用于有发文
字号、发文机关标志或主送机关的文件；标“排版”的规则（{pages}）需要 LibreOffice 和
`docgen[preview]`，没有时只说明这几条没有检查。GW291 需要 `fc-list`，没有就不检查。标 ✓ 的可用
`docgen lint --fix 文件` 改正（意思明确的才改），改在旁边的副本里。

| id 编号 | severity 级别 | clause 条款 | what is wrong 查什么 | what should stand there 应为 | for 适用 | fix 可改 |
|---|---|---|---|---|---|---|
"""
_SEVERITIES = {Severity.ERROR: "错误<br>error", Severity.WARNING: "提醒<br>warning", Severity.NOTE: "说明<br>note"}


def lint_page(rules: Iterable[Rule]) -> str:
    """The page as Markdown."""
    rules = list(rules)
    on_pages = "、".join(dict.fromkeys(rule.id for rule in rules if rule.level == "pages"))
    return _HEAD.format(pages=on_pages) + "".join(_row(rule) for rule in rules)


def _row(rule: Rule) -> str:
    wanted = [*(["公文"] if rule.official else []), *(["排版 *pages*"] if rule.level == "pages" else [])]
    clause = "习惯 practice" if rule.clause == "practice" else rule.clause
    cells = (rule.id, _SEVERITIES[rule.severity], clause, _both(rule.title), _both(rule.expected))
    return f"| {' | '.join((*cells, '、'.join(wanted), '✓' if rule.fixed else ''))} |\n"


def _both(text: Text) -> str:
    return (text.zh if text.zh == text.en else f"{text.zh}<br>{text.en}").replace("|", "\\|")
