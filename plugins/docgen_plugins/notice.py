"""补充通知: what the office adds to an earlier notice, from a sheet of its points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docgen import (
    TO_FILL_IN,
    Access,
    Dataset,
    Generator,
    Numbering,
    Record,
    Registry,
    Rows,
    Severity,
    Text,
    UsageError,
    check,
    column,
    did_you_mean,
    parameter,
)
from docgen.gongwen import Office, title_lines
from docgen.records import IssuedDocument, Township, addressees, content_column, number_column, part_column

TITLE, REASON, CITED, CITED_NUMBER = "标题", "缘由", "引用文件", "引用文号"
DUTY, REQUIREMENT, ANNEX = "事项", "要求", "附件"
CONTACT, PHONE, URGENCY, TO, COPIES = "联系人", "联系电话", "紧急程度", "主送", "抄送"
ONCE = (TITLE, REASON, CONTACT, PHONE, URGENCY, TO, COPIES)
PARTS = (TITLE, REASON, CITED, CITED_NUMBER, DUTY, REQUIREMENT, ANNEX, *ONCE[2:])

REQUIREMENTS = "工作要求"
"""The heading of 要求 that has none of its own."""

FORMS = ("推荐结果汇总表", "日程表")
"""The blank forms of the template; an attachment whose title ends like one gets it."""


class NoticePoint(Record, table="通知要点", sheets=("补充通知要点",), key=("notice", "part", "heading", "number")):
    """What people write in a notice, point by point; a point without content shows as 【待补】."""

    notice: str = column("通知", "通知名称", "文件", required=True, fill=True, access=Access.INTERNAL)
    part: str = part_column(
        {
            **{part: part for part in PARTS},
            "原通知": CITED,
            "原通知文号": CITED_NUMBER,
            "工作要求": REQUIREMENT,
            "电话": PHONE,
        }
    )
    heading: str = column("小标题", "分标题", access=Access.INTERNAL)
    number: int = number_column()
    content: str = content_column(required=False)

    @property
    def text(self) -> str:
        """The content, or 【待补】."""
        return self.content or TO_FILL_IN


class Notice(Generator):
    """One 补充通知; numbered when the register holds a 文号 for it, else a draft."""

    name = "notice"
    alias = "通知"
    title = Text("supplementary notice (补充通知)", "补充通知")
    template = "notice/补充通知.docx"
    access = Access.INTERNAL
    numbering = Numbering("文号", given=True)
    filename = "补充通知/{{ 通知 }}_{% if 草稿 %}草稿{% else %}{{ 机关代字 }}{{ 年份 }}-{{ 期号 }}{% endif %}"

    names: tuple[str, ...] = parameter(
        Text(
            "NAMES: what the sheet 通知要点 calls the notices; without any they are listed",
            "NAMES（通知）：“通知要点”表里的通知名称，一个或多个；不写则列出有哪些",
        ),
        tuple,
    )

    def rows(self, data: Dataset) -> list[str]:
        """The notices that are named. Raises UsageError for none, and for one that the sheet does not have."""
        known = list(dict.fromkeys(name for point in data[NoticePoint] if (name := point.get("notice"))))
        unknown = [name for name in self.names if name not in known]
        if unknown or not self.names:
            raise _no_such_notice("、".join(unknown[:1]), known)
        return list(dict.fromkeys(self.names))

    def context(self, row: str, data: Dataset) -> dict[str, Any]:
        """The points of the sheet in their order, and what settings and tables add."""
        points = data[NoticePoint].where(notice=row)
        office = Office(data.settings)
        title = _once(points, TITLE)
        duties, annexes = _duties(points), _annexes(points)
        return {
            "通知": row,
            **office.context(),
            "标题": title,
            "标题行": [*([office.issuer] if office.redhead == "无" else []), *title_lines(title)],
            "主送": _once(points, TO, "") or addressees(data[Township], TO_FILL_IN),
            "引用": _citation(points, data[IssuedDocument]),
            "缘由": _once(points, REASON),
            "事项": duties,
            **{f"{DUTY}“{duty['标题']}”": TO_FILL_IN for duty in duties if TO_FILL_IN in str(duty)},
            "附件": annexes,
            **{f"{ANNEX}“{annex['标题']}”": TO_FILL_IN for annex in annexes if not annex["表"]},
            **{name: _once(points, name) for name in (CONTACT, PHONE)},
            **{name: _once(points, name, "") for name in (URGENCY, COPIES)},
        }


def _no_such_notice(name: str, known: list[str]) -> UsageError:
    listed = Text("The notices are: {names}", "现有的通知：{names}").format(names="、".join(known))
    if not known:
        listed = Text("Write its points in the sheet 通知要点.", "请先在“通知要点”表里写要点。")
    if not name:
        return UsageError(Text("which notice?", "生成哪个通知？"), hint=listed)
    text = Text("there is no notice {name}", "没有通知“{name}”").format(name=name)
    return UsageError(text, hint=did_you_mean(name, known) or listed)


def _once(points: Rows[NoticePoint], part: str, missing: str = TO_FILL_IN) -> str:
    return next((point.text for point in points.where(part=part)), missing)


def _duties(points: Rows[NoticePoint]) -> list[dict[str, Any]]:
    """What is to be done, below its headings in the order of the sheet; the requirements come last. A point without
    a heading stands below that of the point before."""
    groups: dict[str, list[NoticePoint]] = {}
    for part, usual in ((DUTY, TO_FILL_IN), (REQUIREMENT, REQUIREMENTS)):
        heading = usual
        for point in points.where(part=part):
            heading = point.heading or heading
            groups.setdefault(heading, []).append(point)
    return [{"标题": heading, "内容": _in_order(theirs)} for heading, theirs in groups.items()]


def _in_order(points: Iterable[NoticePoint]) -> list[str]:
    """The texts by number; those without one come last."""
    return [
        point.text for point in sorted(points, key=lambda point: (not point.get("number"), point.get("number") or 0))
    ]


def _citation(points: Rows[NoticePoint], issued: Rows[IssuedDocument]) -> str:
    """《title》（文号） of the notices that this one adds to; a 文号 that is not written is looked up by the title."""
    titles = [text.strip("《》") for text in _in_order(points.where(part=CITED))]
    numbers = _in_order(points.where(part=CITED_NUMBER))
    if not titles:
        return TO_FILL_IN
    if not numbers:
        numbers = [_number_of(title, issued) for title in titles]
    numbers += [TO_FILL_IN] * (len(titles) - len(numbers))
    return "、".join(f"《{title}》（{number}）" for title, number in zip(titles, numbers, strict=False))


def _number_of(title: str, issued: Rows[IssuedDocument]) -> str:
    found = issued.where(lambda row: row.title == title and row.state != "作废")
    return (found[0].full_number if len(found) == 1 else "") or TO_FILL_IN


def _annexes(points: Rows[NoticePoint]) -> tuple[dict[str, Any], ...]:
    """A tuple, as a notice without attachments is complete."""
    titles = _in_order(points.where(part=ANNEX))
    return tuple(
        {
            "序号": number if len(titles) > 1 else "",
            "标题": title,
            "表": next((form for form in FORMS if title.endswith(form)), ""),
            "内容": TO_FILL_IN,
        }
        for number, title in enumerate(titles, 1)
    )


@check(
    "notice-once",
    Severity.ERROR,
    Text("a part of a notice is written twice", "同一通知的同一栏目写了两次"),
    needs=(NoticePoint,),
)
def written_once(data: Dataset) -> Iterator[tuple[Record | None, Text]]:
    """Each title, reason and so on after the first of its notice."""
    for points in data[NoticePoint].by("notice").values():
        for part in ONCE:
            for point in points.where(part=part)[1:]:
                text = Text("{part} stands in {other} already", "{part}已有一个：{other}")
                yield point, text.format(part=part, other=points.where(part=part)[0].origin)


@check(
    "notice-cited",
    Severity.ERROR,
    Text("the number of a cited notice is not written as it should be", "引用文号的写法不对"),
    needs=(NoticePoint,),
)
def cited_number(data: Dataset) -> Iterator[tuple[Record | None, Text]]:
    """Numbers that are not of the form 都社组换〔2013〕1号."""
    for point in data[NoticePoint].where(part=CITED_NUMBER):
        if point.content and not re.fullmatch(r"\S+?〔\d{4}〕[1-9]\d*号", point.content):
            text = Text(
                "{number} is not of the form 都社组换〔2013〕1号",
                "“{number}”应写成“都社组换〔2013〕1号”的样子：六角括号，年份四位，不写“第”",
            )
            yield point, text.format(number=point.content)


def contribute(docgen: Registry) -> None:
    """Contribute the notice and the sheet of its points."""
    docgen.record(NoticePoint)
    for each in (written_once, cited_number):
        docgen.check(each)
    docgen.generator(Notice)
