"""候选人.xlsx: one sheet a township, each kept in its own way. Three townships sent theirs in files of their own."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl import Workbook

from _make.candidates import REASONS, Candidate
from _make.excel import BLANK, CENTRE, DITTO, LEFT, MERGE, TEXT, Column, Page, Value, new_book, serial
from _make.people import LANDLINE
from _make.places import Places, Township
from _make.spelling import (
    DAY_SHAPES,
    MONTH_SHAPES,
    community_name,
    full_width,
    padded,
    township_name,
    written_day,
    written_month,
)

ALONE = ("安龙镇", "向峨乡", "虹口乡")
"""Townships that sent a file of their own."""
PRINT_PAGE = 40  # rows after which the header comes again, in the sheets that were pasted from print pages


@dataclass(frozen=True)
class Habits:
    """How one township keeps its sheet."""

    headers: int
    with_township: bool
    day: str
    month: str
    gap: str
    community: str
    repeat: str
    wide_digits: bool
    header_again: bool
    total_on_top: bool
    own_order: bool

    @classmethod
    def of(cls, township: Township) -> Habits:
        """By the township's place in the list, so that all kinds are somewhere."""
        order = township.order
        return cls(
            headers=order - 1,
            with_township=order % 2 == 0,
            day=list(DAY_SHAPES)[order % len(DAY_SHAPES)],
            month=list(MONTH_SHAPES)[order % len(MONTH_SHAPES)],
            gap=("", "　", "", "  ", "")[order % 5],
            community=("full", "short", "full", "long")[order % 4],
            repeat=(MERGE, MERGE, BLANK, MERGE, DITTO)[order % 5],
            wide_digits=order == 13,
            header_again=order in (6, 10),
            total_on_top=order == 9,
            own_order=order == 15,
        )

    def pick(self, spellings: tuple[str, ...]) -> str:
        """The spelling that this township uses."""
        return spellings[self.headers % len(spellings)]


# Headers as the townships write them, in the usual order of the columns.
_HEADERS = {
    "number": ("候选人编号", "编号", "人选编号", "报名编号", "登记号"),
    "township": ("乡镇（街道）", "乡镇", "镇街", "所属乡镇", "乡（镇）街道"),
    "community": ("社区", "社区名称", "村（社区）", "所在社区", "所属社区", "社区（村）"),
    "name": ("姓名", "姓  名", "候选人姓名", "报名人", "人选姓名", "参选人姓名", "被推荐人"),
    "sex": ("性别", "性 别", "男/女", "性别（男/女）"),
    "ethnicity": ("民族", "族别", "民 族", "民族成分"),
    "born": ("出生年月", "出生日期", "出生年月（必填）", "出生时间"),
    "resident_id": ("身份证号", "身份证号码", "公民身份号码", "身份证号（18位）", "身份证号*"),
    "school": ("文化程度", "学历", "最高学历", "教育程度"),
    "party": ("政治面貌", "是否党员", "政治身份"),
    "joined": ("入党时间", "入党年月", "入党日期"),
    "occupation": ("现工作单位及职务", "工作单位及职务", "现职", "现任职务"),
    "incumbent": ("是否现任", "现任两委", "连任"),
    "phone": ("联系电话", "电话", "联系方式"),
    "post": ("拟任职务", "参选职务", "竞选职务", "报名职务", "推荐职务"),
    "nominated_by": ("产生方式", "推荐方式", "提名方式", "报名方式"),
    "votes": ("推荐票数", "户推荐票", "得票数", "推荐得票", "推荐票数（票）"),
    "applied_on": ("报名日期", "报名时间", "登记日期"),
    "township_review": ("初审意见", "乡镇初审", "初审结果", "党（工）委意见"),
    "decision": ("复审结论", "复审结果", "联审结论", "市级复审", "资格审查结论"),
    "decided_on": ("复审日期", "联审日期", "复审时间"),
    "reason": ("取消原因", "取消资格原因", "不合格原因"),
    "status": ("人选状态", "当前状态", "状态"),
    "note": ("备注", "备 注", "说明"),
}
_WIDTHS = {
    "number": 11,
    "township": 11,
    "community": 15,
    "name": 11,
    "born": 12,
    "resident_id": 22,
    "school": 12,
    "party": 13,
    "joined": 12,
    "occupation": 26,
    "phone": 14,
    "nominated_by": 14,
    "applied_on": 14,
    "decided_on": 14,
    "status": 11,
}
_STYLES = {**dict.fromkeys(("number", "resident_id", "phone", "reason"), TEXT), "occupation": LEFT, "note": LEFT}
_TICKS = (("是", "否"), ("√", "×"), ("√", None))

# A row is made once, by attribute; each column picks its own.
Row = dict[str, Value]


def make_book(places: Places, candidates: list[Candidate]) -> Workbook:
    """A sheet for each township but those of ALONE, in the official order."""
    book = new_book()
    for township in places.townships:
        if township.name not in ALONE:
            _add_sheet(book, township, candidates)
    return book


def books_sent_alone(places: Places, candidates: list[Candidate]) -> dict[str, Workbook]:
    """The books of the townships of ALONE, by their names."""
    books = {township.name: new_book() for township in places.townships if township.name in ALONE}
    for township in places.townships:
        if township.name in books:
            _add_sheet(books[township.name], township, candidates)
    return books


def _add_sheet(book: Workbook, township: Township, candidates: list[Candidate]) -> None:
    theirs = [candidate for candidate in candidates if candidate.community.township is township]
    _sheet(book, township, theirs, Habits.of(township))


def _sheet(book: Workbook, township: Township, candidates: list[Candidate], habits: Habits) -> None:
    columns = {attribute: _column(attribute, habits) for attribute in _attributes(habits)}
    page = Page(book, township.name, [serial(), *columns.values()])
    if township.order % 3 == 0:
        page.line("附件2")
    page.title(f"{township.name}社区党组织换届候选人汇总表")
    last_day = written_day(max(candidate.decided_on for candidate in candidates), "2013.11.2")
    page.line(f"填报单位：{township.name}{township.committee}（盖章）　　填报时间：{last_day}")
    page.header()
    totals = {columns[attribute].head: value for attribute, value in _totals(candidates).items()}
    label = "合  计" if habits.gap else "合计"
    if habits.total_on_top:
        page.total(label, totals)
    rows = [_row(candidate, habits) for candidate in candidates]
    size = PRINT_PAGE if habits.header_again else len(rows)
    for start in range(0, len(rows), size):
        if start:
            page.header(again=True)
        page.fill(rows[start : start + size])
    if not habits.total_on_top:
        page.total(label, totals)
    for line in _notes(township):
        page.note(line)
    page.close()


def _attributes(habits: Habits) -> list[str]:
    """The columns in the order of this sheet; some townships put the ID or the post elsewhere."""
    names = [name for name in _HEADERS if name != "township" or habits.with_township]
    if habits.headers % 4 == 1:
        names.remove("resident_id")
        names.insert(names.index("phone"), "resident_id")
    if habits.headers % 5 == 2:
        names.remove("post")
        names.insert(names.index("sex"), "post")
    if habits.own_order:
        first = ["name", "resident_id", "phone", "post"]
        names = [*first, *(name for name in reversed(names) if name not in (*first, "note")), "note"]
    return names


def _column(attribute: str, habits: Habits) -> Column[Row]:
    style = _STYLES.get(attribute, CENTRE)
    if attribute in ("applied_on", "decided_on"):
        style = DAY_SHAPES[habits.day]
    if attribute in ("born", "joined"):
        style = MONTH_SHAPES[habits.month]
    repeat = {"township": MERGE, "community": habits.repeat}.get(attribute, "")
    width = _WIDTHS.get(attribute, 9)
    return Column(habits.pick(_HEADERS[attribute]), width, lambda row: row[attribute], style, repeat=repeat)


def _row(candidate: Candidate, habits: Habits) -> Row:
    community, person = candidate.community, candidate.person
    yes, no = _TICKS[habits.headers % len(_TICKS)]
    return {
        "number": candidate.number,
        "township": township_name(community.township, short=habits.headers % 4 == 3),
        "community": community_name(community, habits.community),
        "name": padded(person.name, habits.gap),
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "born": written_month(person.born, habits.month),
        "resident_id": _written_id(person.resident_id, habits),
        "school": candidate.school,
        "party": candidate.party,
        "joined": written_month(candidate.joined, habits.month),
        "occupation": candidate.occupation,
        "incumbent": yes if candidate.incumbent else no,
        "phone": candidate.phone,
        "post": candidate.post,
        "nominated_by": candidate.nominated_by,
        "votes": full_width(str(candidate.votes)) if habits.wide_digits else candidate.votes,
        "applied_on": written_day(candidate.applied_on, habits.day),
        "township_review": "合格",
        "decision": candidate.decision,
        "decided_on": written_day(candidate.decided_on, habits.day),
        "reason": full_width(candidate.reason) if habits.wide_digits else candidate.reason,
        "status": "取消资格" if candidate.reason else "复审通过",
        "note": None,
    }


def _written_id(number: str, habits: Habits) -> str:
    """Some clerks leave gaps, type a small x or a full-width one."""
    match habits.headers % 6:
        case 2:
            return f"{number[:6]} {number[6:14]} {number[14:]}"
        case 4:
            return number.lower()
        case 5:
            return number.replace("X", "Ｘ")
    return number


def _totals(candidates: list[Candidate]) -> Row:
    return {
        "name": f"{len(candidates)}人",
        "votes": sum(candidate.votes for candidate in candidates),
        "reason": f"{sum(bool(candidate.reason) for candidate in candidates)}人",
    }


def _notes(township: Township) -> list[str]:
    codes = "；".join(f"{code} {reason.text}" for code, reason in REASONS.items())
    phone = f"{LANDLINE}{township.order:03d}2013"
    return [
        f"注：1.取消原因代码：{codes}。",
        "2.本表内容真实，如有虚报由填报单位负责。",
        f"填表人：{township.reporter}　　　审核人：{township.approver}　　　联系电话：{phone}",
    ]
