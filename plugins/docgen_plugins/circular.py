"""通报: the communities that inspections criticised, each with the row that says why."""

from __future__ import annotations

from typing import Any

from docgen import (
    TO_FILL_IN,
    Access,
    Dataset,
    DocgenError,
    Generator,
    Numbering,
    Period,
    Record,
    Registry,
    Rows,
    Text,
    chinese_date,
    parameter,
)
from docgen.gongwen import Office, title_lines
from docgen.records import (
    Inspection,
    Township,
    addressees,
    content_column,
    number_column,
    part_column,
    period_column,
    points_of,
)

SUBJECT, RULING, DEMAND = "标题", "处理决定", "工作要求"


class CircularPoint(Record, table="通报要点", sheets=("通报内容",), key=("period", "part", "number")):
    """What people write in a circular: its title, what was decided, what is demanded."""

    period: str = period_column()
    part: str = part_column((SUBJECT, RULING, DEMAND))
    number: int = number_column()
    content: str = content_column()


def _document(circular: Generator, row: Period) -> str:
    """What the register calls it, by its alias, since the notices' numbers come from the same series."""
    return f"{circular.alias} {row}"


class Circular(Generator):
    """One 通报 for a period. It names communities, no persons."""

    name = "circular"
    alias = "通报"
    title = Text("circular that criticises communities (通报)", "通报")
    template = "circular/通报.docx"
    access = Access.INTERNAL
    numbering = Numbering("文号", given=True, document=_document)
    filename = "通报/通报_{{ 期间 }}_{% if 草稿 %}草稿{% else %}{{ 机关代字 }}{{ 年份 }}-{{ 期号 }}{% endif %}"

    period: Period = parameter(
        Text(
            "PERIOD: week-3, week-2..week-3, 2013-11-16..2013-11-22",
            "PERIOD（期间）：第3周（week-3）、week-2..week-3、2013-11-16..2013-11-22",
        ),
        Period,
    )

    def rows(self, data: Dataset) -> list[Period]:
        """One document: for the period."""
        return [self.period]

    def context(self, row: Period, data: Dataset) -> dict[str, Any]:
        """What was inspected in the period, the communities criticised with their rows, and people's words."""
        during = data.during(row)
        inspections = during[Inspection]
        named = _named(inspections)
        if not named:
            raise DocgenError(
                Text("no inspection of {period} says 是否通报", "{period}的督查抽查没有“是否通报”为是的").format(
                    period=row.label
                ),
                hint=Text("Is it the period that you mean? {period}", "期间写对了吗？{period}").format(period=row),
            )
        points = points_of(data[CircularPoint], row, data.settings)
        townships = {found.township for found in inspections if found.get("township")}
        office = Office(data.settings)
        title = next((point.content for point in points.where(part=SUBJECT)), TO_FILL_IN)
        return {
            "期间": row.label.zh,
            "时段": row.chinese,
            **office.context(),
            "结束语": "特此通报。",
            "标题": title,
            "标题行": [*([office.issuer] if office.redhead == "无" else []), *title_lines(title)],
            "主送": addressees(data[Township], TO_FILL_IN),
            "紧急程度": "",
            "抄送": "",
            "督查次数": str(during.figures["inspections"]),
            "督查乡镇数": data.mark_missing(len(townships), Township, Inspection),
            "通报数": len(named),
            "通报": tuple(named),
            "处理决定": [point.content for point in points.where(part=RULING)],
            "工作要求": [point.content for point in points.where(part=DEMAND)],
        }


def _named(inspections: Rows[Inspection]) -> list[dict[str, Any]]:
    """The places criticised, in the official order and by day; each community once, with all that was found there."""
    found: dict[str, dict[str, Any]] = {}
    for row in inspections.where(criticised=True).sort("day"):
        place = row.township.name + (row.community.name if row.community else "")
        entry = found.setdefault(place, {"地点": place, "次序": row.township.order, "问题": []})
        entry["问题"].append(_problem(row))
    ordered = sorted(found.values(), key=lambda entry: entry["次序"])
    return [{**entry, "序号": number} for number, entry in enumerate(ordered, 1)]


def _problem(row: Inspection) -> str:
    """One finding, with its day, how it was found and by when it is to be put right."""
    day = f"{row.day.month}月{row.day.day}日"
    by = f"，限{chinese_date(row.remedy_by)}前整改" if row.get("remedy_by") else ""
    return f"{day}{row.method}发现，{row.finding.rstrip('。')}{by}"


def contribute(docgen: Registry) -> None:
    """Contribute the circular and the sheet of its words."""
    docgen.record(CircularPoint)
    docgen.generator(Circular)
