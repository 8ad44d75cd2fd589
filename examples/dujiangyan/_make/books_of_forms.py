"""宣传资料.xlsx, 问卷.xlsx, 调研要点.xlsx, 会议.xlsx: the tables that forms bring along."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from openpyxl import Workbook

from _make.chance import day
from _make.excel import DAY, LEFT, MERGE, TEXT, Column, Page, new_book, serial
from _make.outreach import Questionnaire
from _make.texts_of_forms import (
    ATTENDED,
    EXCUSED,
    GROUPS,
    MESSAGES,
    NEWS,
    PLACES,
    QUESTIONNAIRE,
    QUESTIONS,
    SLOGANS,
    SURVEY,
    WEIGHTS,
)
from _make.work import questions


class Line(NamedTuple):
    """A part, what is said first, what is said of it."""

    part: str
    first: str
    second: str


def publicity() -> Workbook:
    """标语, 知识问答, 短信, 快讯."""
    book = new_book()
    slogans = [Line(kind, text, place) for kind, texts in SLOGANS.items() for text, place in texts]
    _lines(book, "标语", "换届宣传标语横幅", ("类别", "内容", "悬挂地点"), slogans)
    answers = [Line(part, asked, said) for part, pairs in QUESTIONS.items() for asked, said in pairs]
    _lines(book, "知识问答", "社区党组织换届知识问答", ("部分", "问", "答"), answers)
    messages: list[Column[tuple[str, str, str]]] = [
        Column("编号", 8, lambda m: m[0], TEXT),
        Column("对象", 12, lambda m: m[1]),
        Column("内容", 80, lambda m: m[2], LEFT),
    ]
    page = Page(book, "短信", messages)
    page.title("短信平台发送内容")
    page.header()
    page.fill(list(MESSAGES))
    page.note("注：连签名不超过70字；不写电话号码。")
    page.close()
    _news(book)
    return book


class News(NamedTuple):
    """An item of 快报, and whether it goes to 微博 too."""

    number: str
    day: int
    headline: str
    text: str
    posted: bool


def _news(book: Workbook) -> None:
    columns: list[Column[News]] = [
        Column("编号", 8, lambda n: n.number, TEXT),
        Column("日期", 13, lambda n: day(11, n.day), DAY),
        Column("标题", 32, lambda n: n.headline, LEFT),
        Column("内容", 70, lambda n: n.text, LEFT),
        Column("发微博", 8, lambda n: "是" if n.posted else "否"),
    ]
    page = Page(book, "快讯", columns)
    page.title("换届快讯")
    page.header()
    page.fill([News(*line) for line in NEWS])
    page.note("注：发微博的，连话题和标题不超过140字；不写电话号码，不写个人姓名。")
    page.close()


def _lines(book: Workbook, name: str, title: str, heads: tuple[str, str, str], lines: list[Line]) -> None:
    part, first, second = heads
    columns: list[Column[Line]] = [
        serial(),
        Column(part, 13, lambda line: line.part, repeat=MERGE),
        Column(first, 42, lambda line: line.first, LEFT),
        Column(second, 60, lambda line: line.second, LEFT),
    ]
    page = Page(book, name, columns)
    page.title(title)
    page.header()
    page.fill(lines)
    page.close()


class Answer(NamedTuple):
    """An option of a question and how many of each group chose it."""

    question: str
    kind: str
    option: str
    counts: dict[str, int]


def questionnaire(returned: list[Questionnaire]) -> Workbook:
    """问卷题目, an option a row, with how many of the `returned` ones that are valid say so."""
    book = new_book()
    columns: list[Column[Answer]] = [
        Column("题目", 36, lambda a: a.question, LEFT, repeat=MERGE),
        Column("题型", 8, lambda a: a.kind, repeat=MERGE),
        Column("选项", 18, lambda a: a.option),
        *(Column(name, 10, lambda a, name=name: a.counts[name]) for name in GROUPS),  # type: ignore[misc]
    ]
    page = Page(book, "问卷题目", columns)
    page.title("专项调研问卷题目及结果")
    page.line("填报单位：市委组织部　　　　填报时间：2013.11.22")
    page.header()
    page.fill(_answers({name: sum(row.valid for row in returned if row.group == name) for name in GROUPS}))
    page.note("注：多选题各项人数之和大于问卷份数。")
    page.close()
    return book


def _answers(valid: dict[str, int]) -> list[Answer]:
    found = []
    for (question, kind, options), weights in zip(QUESTIONNAIRE, WEIGHTS, strict=True):
        counts = {name: [whole * weight // 100 for weight in weights] for name, whole in valid.items()}
        if kind == "单选":  # everybody answered once
            for name, whole in valid.items():
                counts[name][0] += whole - sum(counts[name])
        for at, option in enumerate(options):
            found.append(Answer(question, kind, option, {name: counts[name][at] for name in valid}))
    return found


def survey() -> Workbook:
    """调研要点: what people found, and what they advise."""
    book = new_book()
    lines = [Line(*line) for line in SURVEY]
    _lines(book, "调研要点", "专项调研要点（由调研组填写）", ("部分", "要点", "内容"), lines)
    return book


class Meeting(NamedTuple):
    """A meeting that settled questions."""

    day: date
    name: str

    @property
    def kind(self) -> str:
        """领导小组 or 市委常委会."""
        return next(kind for kind in PLACES if self.name.startswith(kind))


def meetings() -> Workbook:
    """会议出席: where the meetings were, and who took part."""
    book = new_book()
    columns: list[Column[Meeting]] = [
        Column("日期", 13, lambda m: m.day, DAY),
        Column("会议", 34, lambda m: m.name, LEFT),
        Column("地点", 18, lambda m: PLACES[m.kind]),
        Column("主持", 18, lambda m: ATTENDED[m.kind][0]),
        Column("出席", 30, lambda m: "，".join(filter(None, ATTENDED[m.kind][1:3])), LEFT),
        Column("请假", 28, lambda m: EXCUSED.get(m.day.day) if m.day.month == 11 else None, LEFT),
        Column("列席", 30, lambda m: ATTENDED[m.kind][3], LEFT),
    ]
    page = Page(book, "会议出席", columns)
    page.title("换届工作会议出席情况")
    page.header()
    page.fill(list(dict.fromkeys(Meeting(asked.held_on, asked.meeting) for asked in questions())))
    page.close()
    return book
