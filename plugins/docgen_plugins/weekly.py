"""周报: a period of work in numbers, township by township, and who missed a daily report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from docgen import (
    Access,
    Dataset,
    DocgenError,
    Generator,
    Period,
    Registry,
    Rows,
    Text,
    chinese_date,
    parameter,
)
from docgen.records import Community, DailyReport, Township, due_days, missed_days

# The lines of the table 本周/累计, by figure.
LEDGER = (
    "leader_visits",
    "group_visits",
    "reviewed",
    "cancelled",
    "talks",
    "letters",
    "announcements",
    "banners",
    "inspections",
    "petitions",
)
NOTHING = "无"


class Weekly(Generator):
    """One 周报 for a period. It has no number: what is numbered is the bulletin."""

    name = "weekly"
    alias = "周报"
    title = Text("weekly report by township (周报)", "周报")
    template = "weekly/周报.docx"
    access = Access.INTERNAL
    filename = "周报/周报_{{ 周次 }}_{{ 截止 }}"

    period: Period = parameter(
        Text(
            "PERIOD: week-3, 2013-11-16..2013-11-22, day-2013-11-22",
            "PERIOD（期间）：第3周（week-3）、2013-11-16..2013-11-22、day-2013-11-22",
        ),
        Period,
    )

    def rows(self, data: Dataset) -> list[Period]:
        """One document: for the period."""
        return [self.period]

    def context(self, row: Period, data: Dataset) -> dict[str, Any]:
        """Numbers of the period and as of its last day, the reports by township, and what they say."""
        until, during = data.upto(row.end), data.during(row)
        reports = during[DailyReport].sort("day")
        if not reports:
            raise DocgenError(
                Text("no daily report lies in {period}", "{period}没有日信息").format(period=row.label),
                hint=Text("Is it the period that you mean? {period}", "期间写对了吗？{period}").format(period=row),
            )
        lines = [_ledger_line(name, until, during) for name in LEDGER]
        is_week = data.settings.weeks.named(row.start, row.end) is not None
        return {
            "周次": row.label.zh,
            "时段": f"{row.label.zh}：{row.chinese}" if is_week else row.chinese,
            "本期": "本周" if is_week else "本期",
            "截止日": chinese_date(row.end),
            "截止": row.end.isoformat(),
            "编报单位": data.settings.issuer,
            "重点": lines,
            **{f"重点“{line['项目']}”": line["累计"] for line in lines if isinstance(line["累计"], str)},
            **_reports_by_township(until, during),
            "典型做法": _said("practice", reports),
            "存在问题": _said("issues", reports),
        }


def _ledger_line(name: str, until: Dataset, during: Dataset) -> dict[str, Any]:
    spec = until.figures[name].spec
    return {
        "项目": spec.title.zh,
        "单位": spec.unit,
        "本期": during.figures[name].whole,
        "累计": until.figures[name].whole,
    }


def _reports_by_township(until: Dataset, during: Dataset) -> dict[str, Any]:
    """The rows by township in the official order, their total, and who missed what."""
    townships = until[Township].sort("order")
    reports = during[DailyReport].by(Township)
    earlier = until[DailyReport].sort("day").by(Township)
    communities = until[Community].by(Township)
    due = len(due_days(during[DailyReport]))
    missed = missed_days(during[DailyReport], townships)
    rows: list[dict[str, Any]] = [
        {
            "序号": number,
            "乡镇": township.name,
            "社区数": until.mark_missing(len(communities[township]), Community, mark="—"),
            "累计": _last_done(earlier[township]),
            "新增": sum(row.get("newly_done") or 0 for row in reports[township]),
            "应报": due,
            "已报": due - len(missed[township]),
            "漏报": len(missed[township]),
            "漏报日期": _days(missed[township]),
        }
        for number, township in enumerate(townships, 1)
    ]
    counted = {name: sum(row[name] for row in rows) for name in ("累计", "新增", "应报", "已报", "漏报")}
    total = {name: until.mark_missing(number, Township) for name, number in counted.items()}
    total["社区数"] = until.mark_missing(len(until[Community]), Community, mark="—")
    return {
        "乡镇表": rows,
        "乡镇数": until.mark_missing(len(rows), Township),
        "合计": total,
        "应报天数": due,
        "漏报乡镇": [row["乡镇"] for row in rows if row["漏报"]],
    }


def _last_done(reports: Rows[DailyReport]) -> int:
    """How many communities a township had done, by the last of its reports that says so."""
    return next((row.done for row in reversed(list(reports)) if row.get("done") is not None), 0)


def _days(days: Sequence[date]) -> str:
    """11月18日、19日；12月2日."""
    months = [(month, list(found)) for month, found in groupby(days, key=lambda day: day.month)]
    return "；".join(f"{month}月{'、'.join(f'{day.day}日' for day in found)}" for month, found in months)


def _said(column: str, reports: Rows[DailyReport]) -> list[dict[str, str]]:
    """What the townships wrote in a column, day by day."""
    told = [(row, row.get(column)) for row in reports]
    return [
        {"乡镇": row.township.name, "日期": f"{row.day.month}月{row.day.day}日", "内容": text.rstrip("。")}
        for row, text in told
        if text and text.strip() != NOTHING
    ]


def contribute(docgen: Registry) -> None:
    """Contribute the weekly report."""
    docgen.generator(Weekly)
