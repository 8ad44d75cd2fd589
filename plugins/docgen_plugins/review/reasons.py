"""原因代码: the four bars (domain: 四个不准) and the sub-codes that the office has given itself."""

from __future__ import annotations

import re

from docgen import TO_FILL_IN, Access, Dataset, Kind, Record, column
from docgen.records import Rules

NO_REASON = "未填"


class ReasonCode(Record, table="原因代码", sheets=("取消原因代码",), key=("code",)):
    """What a sub-code such as R4-1 means; that of R1 to R4 is known."""

    code: str = column("原因代码", "条款代码", kind=Kind.CODE, required=True, access=Access.PUBLIC)
    words: str = column("情形说明", "情形", "条款内容", required=True, access=Access.PUBLIC)


class Reasons:
    """The words of each code."""

    def __init__(self, data: Dataset) -> None:
        rows = data[ReasonCode] if data.has(ReasonCode) else ()
        self.own = {row.code: row.words for row in rows if row.get("code") and row.get("words")}
        self.bars = {
            "R1": "经诫勉、教育后不及时整改、消极整改或者整改效果不明显的",
            "R2": f"届满民主评议不满意率高于{Rules.of(data.settings).bar_above}%的",
            "R3": "参选动机不纯、服务能力不强或者主要精力不在社区的",
            "R4": "不符合参选条件的",
        }

    def bar(self, code: str | None) -> str:
        """The rule that the code belongs to, or 【待补】."""
        return self.bars.get(rule_of(code), TO_FILL_IN)

    def words(self, code: str | None) -> str:
        """What the code means, as short as the office says it, or 【待补】."""
        return self.own.get(code or "") or self.bars.get(code or "", "").removesuffix("的") or TO_FILL_IN

    def detail(self, code: str | None) -> str:
        """What a sub-code says beyond its rule; nothing where there is no sub-code, or no words for it."""
        return self.own.get(code or "", "")

    def basis(self, code: str | None) -> str:
        """The code with its words, those of its rule where it has none of its own; blank for no code."""
        return f"{code}　{self.detail(code) or self.bar(code).removesuffix('的')}" if code else ""


def rule_of(code: str | None) -> str:
    """R4-1 → R4."""
    found = re.match(r"R[1-4](?=\D|$)", code or "")
    return found[0] if found else NO_REASON
