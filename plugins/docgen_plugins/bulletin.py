"""信息专报: what has been done as of the end of a period, in numbers, and what people say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen import (
    TO_FILL_IN,
    Access,
    Dataset,
    DocgenError,
    Figure,
    Generator,
    Numbering,
    Period,
    Record,
    Registry,
    Rows,
    Severity,
    Text,
    check,
    chinese_date,
    find_entry,
    parameter,
)
from docgen.records import (
    FIGURES,
    Bands,
    Community,
    Department,
    GoodExample,
    Township,
    content_column,
    number_column,
    part_column,
    period_column,
    points_of,
)

HEADLINE, PROBLEM, NEXT_STEP = "标题", "存在问题", "下步工作"

# The lines of the table 本周/累计, by figure.
LEDGER = (
    "leader_visits",
    "group_visits",
    "reviewed",
    "cancelled",
    "announcements",
    "banners",
    "letters",
    "inspections",
    "petitions",
    "talks",
    "adjusted",
)

# The columns of the table by township, by figure: as of the last day, then in the period.
BY_TOWNSHIP = {
    "初步人选": "candidates",
    "复审": "reviewed",
    "取消资格": "cancelled",
    "累计指导": "group_visits",
    "抽查": "inspections",
    "信访": "petitions",
}
BY_TOWNSHIP_IN_PERIOD = {"本周指导": "group_visits"}


class BulletinPoint(Record, table="专报要点", sheets=("信息专报要点",), key=("period", "part", "number")):
    """What people write in a bulletin: the headline, the problems chosen for it, the next steps."""

    period: str = period_column("期次")
    part: str = part_column(
        {HEADLINE: HEADLINE, PROBLEM: PROBLEM, "问题": PROBLEM, NEXT_STEP: NEXT_STEP, "下一步工作": NEXT_STEP}
    )
    number: int = number_column()
    content: str = content_column()


SERIES = "信息专报"
_OPTIONS = ("刊名", "编发单位", "报", "送", "发", "份数", "编辑", "审核", "签发")


class Bulletin(Generator):
    """One 信息专报 for a period; numbered when the register holds an issue for it, else a draft."""

    name = "bulletin"
    alias = "专报"
    title = Text("bulletin for the leaders (信息专报)", "信息专报")
    template = "bulletin/信息专报.docx"
    access = Access.INTERNAL
    numbering = Numbering(SERIES)
    filename = "信息专报/信息专报_{% if 草稿 %}{{ 周次 }}_草稿{% else %}第{{ 期号 }}期_{{ 截止 }}{% endif %}"

    period: Period = parameter(
        Text(
            "PERIOD: week-3, week-2..week-3, 2013-11-16..2013-11-22, day-2013-11-22, 第3期",
            "PERIOD（期间）：第3周（week-3）、week-2..week-3、2013-11-16..2013-11-22、day-2013-11-22、第3期",
        ),
        Period,
    )

    def rows(self, data: Dataset) -> list[Period]:
        """One document: for the period."""
        return [self.period]

    def context(self, row: Period, data: Dataset) -> dict[str, Any]:
        """Numbers as of the last day and of the period, the tables, and the words of the sheet 专报要点."""
        until, during = data.upto(row.end), data.during(row)
        _require_something(row, during)
        is_week = data.settings.weeks.named(row.start, row.end) is not None
        points = self._points(row, data)
        bands = Bands.of(data)
        departments = [department.name for department in data[Department].where(required=True)]
        return {
            **{name: data.settings.option("bulletin", name) for name in _OPTIONS},
            "周次": row.label.zh,
            "时段": f"{row.label.zh}（{row.chinese}）" if is_week else row.chinese,
            "本期": "本周" if is_week else "本期",
            "诫勉下限": f"{bands.talk_from}%",
            "参选上限": f"{bands.bar_above}%",
            "截止日": chinese_date(row.end),
            "截止": row.end.isoformat(),
            "标题": next((point.content for point in points.where(part=HEADLINE)), TO_FILL_IN),
            "部门": data.mark_missing("、".join(departments), Department) or TO_FILL_IN,
            "部门数": data.mark_missing(len(departments), Department) or TO_FILL_IN,
            "累计": _printed(until),
            "本周": _printed(during, timed_only=True),
            "重点": [_ledger_line(name, until, during) for name in LEDGER],
            "典型经验": self._examples(row, until),
            "存在问题": [point.content for point in points.where(part=PROBLEM)],
            "下一步工作": [point.content for point in points.where(part=NEXT_STEP)],
            **_township_table(until, during),
        }

    def _points(self, period: Period, data: Dataset) -> Rows[BulletinPoint]:
        """What people wrote for this very period."""
        points, settings = data[BulletinPoint], data.settings
        return points_of(points, period, settings, lambda number: self._issue(number, data))

    def _issue(self, number: int, data: Dataset) -> Period | None:
        return self.register.period(SERIES, number, data.settings.year)

    def _examples(self, period: Period, data: Dataset) -> list[dict[str, Any]]:
        """Those marked for this issue; a draft takes those marked for the number that comes next."""
        entry = find_entry(self, period)
        number = entry.number if entry else self.register.next_number(SERIES, data.settings.year)
        chosen = data[GoodExample].where(issue=number).sort("number")
        return [
            {"序号": place, "标题": example.title, "地点": _place(example), "内容": example.content}
            for place, example in enumerate(chosen, 1)
        ]


def _require_something(period: Period, during: Dataset) -> None:
    """A week in which nothing happened at all is a week that was mistyped."""
    if not any(during.figures[name].value for name in LEDGER):
        raise DocgenError(
            Text("no row of the tables lies in {period}", "表格里没有{period}的任何记录").format(period=period.label),
            hint=Text("Is it the period that you mean? {period}", "期间写对了吗？{period}").format(period=period),
        )


def _place(example: GoodExample) -> str:
    return example.township.name + (example.community.name if example.community else "")


def _printed(data: Dataset, *, timed_only: bool = False) -> dict[str, str]:
    """The office's figures by Chinese name, as printed, with their units."""
    figures = [data.figures[spec.name] for spec in FIGURES]
    return {figure.spec.var: str(figure) for figure in figures if figure.timed or not timed_only}


def _ledger_line(name: str, until: Dataset, during: Dataset) -> dict[str, Any]:
    spec = until.figures[name].spec
    return {
        "项目": spec.title.zh,
        "单位": spec.unit,
        "本周": during.figures[name].whole,
        "累计": until.figures[name].whole,
    }


_UNKNOWN = "—"
"""What a narrow cell says where nobody knows the number yet."""


def _cell(figure: Figure) -> int | str:
    return _UNKNOWN if figure.lacks else int(figure.value)


def _township_table(until: Dataset, during: Dataset) -> dict[str, Any]:
    """The rows by township in the official order, and their total."""
    columns = {
        **{title: until.figures[name] for title, name in BY_TOWNSHIP.items()},
        **{title: during.figures[name] for title, name in BY_TOWNSHIP_IN_PERIOD.items()},
    }
    parts: dict[str, Mapping[Any, Any]] = {title: figure.by(Township) for title, figure in columns.items()}
    communities = until[Community].by(Township)
    rows = [
        {
            "序号": number,
            "乡镇": township.name,
            "社区数": until.mark_missing(len(communities[township]), Community, mark=_UNKNOWN),
            **{title: _cell(by[township]) for title, by in parts.items()},
        }
        for number, township in enumerate(until[Township].sort("order"), 1)
    ]
    total: dict[str, Any] = {title: _cell(figure) for title, figure in columns.items()}
    total["社区数"] = until.mark_missing(len(until[Community]), Community, mark=_UNKNOWN)
    return {"乡镇表": rows, "合计": total}


@check(
    "bulletin-headline",
    Severity.ERROR,
    Text("two headlines for one bulletin", "同一期专报有两个标题"),
    needs=(BulletinPoint,),
)
def one_headline(data: Dataset) -> Iterator[tuple[Record | None, Text]]:
    """Each headline after the first of its period."""
    for rows in data[BulletinPoint].where(part=HEADLINE).by("period").values():
        for row in rows[1:]:
            yield (
                row,
                Text("there is a headline in {other} already", "标题已有一个：{other}").format(other=rows[0].origin),
            )


def contribute(docgen: Registry) -> None:
    """Contribute the bulletin and the sheet of its words."""
    docgen.record(BulletinPoint)
    docgen.check(one_headline)
    docgen.generator(Bulletin)
