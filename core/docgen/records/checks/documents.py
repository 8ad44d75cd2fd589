"""E43 to W54: numbers of documents, and what must not stand in a text (domain.md §3.0, §4, §6 F)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from docgen import Access, Dataset, Finding, Kind, Record, Severity, Text, check, personal_numbers
from docgen.records.outreach import VOID, GoodExample, IssuedDocument
from docgen.records.places import Township

_NUMBER = re.compile(r"(.+)〔(\d{4})〕([1-9]\d*)号")
_LOOSE_NUMBER = re.compile(r"[\[［(（【〔]\s*\d{4}\s*[\]］)）】〕]\s*第?\s*\d+\s*号")
_RIGHT_NUMBER = re.compile(r"〔\d{4}〕[1-9]\d*号")
_LEFT_OPEN = re.compile(
    r"\{\{|\}\}|\{%|%\}|×{2,}|[Xx]{2,}|_{3,}|【待补】|#(?:REF|VALUE|NAME|DIV/0|NUM)[!?]|#N/A|^(?:None|nan|NaN|null|NULL)$"
)


@check(
    "E43",
    Severity.ERROR,
    Text(
        "a 文号 that is not 代字〔2013〕5号, or not that of its row",
        "文号不是“代字〔2013〕5号”的写法，或与本行的代字、年份、序号不符",
    ),
    needs=(IssuedDocument,),
    hint=Text(
        "Six-cornered brackets 〔〕, the full year, no 第, no leading zero.",
        "用六角括号〔〕，年份写全，不加“第”，不编虚位。",
    ),
)
def well_formed_numbers(data: Dataset) -> Iterator[Finding]:
    for row in data[IssuedDocument].where(lambda row: row.full_number):
        match = _NUMBER.fullmatch(row.full_number)
        if not match:
            yield Finding(row, Text("文号 is not well-formed", "文号写法不规范"), column="full_number")
            continue
        parts = (row.get("series"), str(row.get("year")), str(row.get("number")))
        if match.groups() != parts:
            text = Text("文号 is not that of 机关代字, 年份 and 序号", "文号与机关代字、年份、序号不符")
            yield Finding(row, text, column="full_number")


@check(
    "E43",
    Severity.ERROR,
    Text(
        "numbers of one series with gaps, a void one given again, or days that go back",
        "同一代字的号码有空号，作废的号又用了，或日期倒退",
    ),
    needs=(IssuedDocument,),
    hint=Text(
        "Enter every number, void ones too (作废); a void number is never given again.",
        "每个号都要登记，作废的也要；作废的号不再使用。",
    ),
)
def series_of_numbers(data: Dataset) -> Iterator[Finding]:
    rows = data[IssuedDocument].where(lambda row: row.series and row.year and row.number)
    for series in rows.by("series").values():
        for year in series.by("year").values():
            for before, row in pairwise(year.sort("number")):
                yield from _after(before, row)


def _after(before: IssuedDocument, row: IssuedDocument) -> Iterator[Finding]:
    if row.number > before.number + 1:
        text = Text("no row for number {a}, between {b} and this", "第{a}号没有登记（前一个是第{b}号）")
        yield Finding(row, text.format(a=before.number + 1, b=before.number), column="number")
    if row.number == before.number and VOID in (before.get("state"), row.get("state")):
        text = Text("the void number {n} is given again, see {other}", "作废的第{n}号又用了，见 {other}")
        yield Finding(row, text.format(n=row.number, other=before.origin), column="number")
    if before.get("day") and row.get("day") and row.day < before.day:
        text = Text("成文日期 is before that of number {n}", "成文日期早于第{n}号")
        yield Finding(row, text.format(n=before.number), column="day")


@check(
    "E43",
    Severity.ERROR,
    Text("年份 is not the year of 成文日期", "年份与成文日期不符"),
    needs=(IssuedDocument,),
    hint=Text("A number is of the year in which the document is dated.", "文号的年份应与成文日期一致。"),
)
def year_of_number(data: Dataset) -> Iterator[Finding]:
    for row in data[IssuedDocument].where(lambda row: row.year != row.day.year):
        text = Text("年份 {a}, 成文日期 {b}", "年份{a}，成文日期{b}")
        yield Finding(row, text.format(a=row.year, b=row.day), column="year")


@check(
    "E45",
    Severity.ERROR,
    Text("a document cited by a 文号 that is not well-formed", "引用的文号写法不规范"),
    hint=Text("Write it like 成组发〔2013〕7号.", "写成“成组发〔2013〕7号”的样子。"),
)
def cited_numbers(data: Dataset) -> Iterator[Finding]:
    def wrong(value: str) -> bool:
        return any(not _RIGHT_NUMBER.fullmatch(found) for found in _LOOSE_NUMBER.findall(value))

    text = Text("{title} cites a number that is not well-formed", "“{title}”里引用的文号不规范")
    return _texts_with(data, wrong, text, Access.SEALED)


@check(
    "E46",
    Severity.ERROR,
    Text("主送 leaves out a kind of unit (街道 or 乡镇)", "主送漏了一类单位（街道或乡镇）"),
    needs=(IssuedDocument, Township),
    hint=Text("Write: 各乡镇党委、街道党工委.", "写成“各乡镇党委、街道党工委”。"),
)
def addressees(data: Dataset) -> Iterator[Finding]:
    kinds = {row.get("kind") for row in data[Township]}
    wanted = {"街道": ("街道",), "乡镇": ("镇", "乡")}
    wanted = {word: names for word, names in wanted.items() if kinds & set(names)}
    for row in data[IssuedDocument].where(lambda row: re.search("各(乡镇|街道|镇|乡)", row.addressee or "")):
        lacking = [word for word, names in wanted.items() if not any(name in row.addressee for name in names)]
        if lacking:
            text = Text("主送 has no {lacking}", "主送没有{lacking}").format(lacking="、".join(lacking))
            yield Finding(row, text, column="addressee")


@check(
    "E47",
    Severity.ERROR,
    Text("a text with something left open (××, {{, None, #REF!)", "文字里有没填完的地方（××、{{、None、#REF!）"),
    hint=Text("Write what belongs there, or leave the cell blank.", "请补写完整，或者留空。"),
)
def left_open(data: Dataset) -> Iterator[Finding]:
    def wrong(value: str) -> bool:
        return _LEFT_OPEN.search(value) is not None

    return _texts_with(data, wrong, Text("{title} is not complete", "“{title}”没有填完"), Access.SEALED)


@check(
    "E49",
    Severity.ERROR,
    Text("an ID or a mobile number in a text that documents may print", "可以印出的文字里有身份证号或手机号"),
    hint=Text("Take it out: it would be published.", "请删去，以免印出公开。"),
)
def numbers_of_persons(data: Dataset) -> Iterator[Finding]:
    def wrong(value: str) -> bool:
        return bool(personal_numbers(value))

    text = Text("{title} holds an ID or a mobile number", "“{title}”里有身份证号或手机号")
    return _texts_with(data, wrong, text, Access.INTERNAL)


def _texts_with(data: Dataset, wrong: Callable[[str], bool], text: Text, upto: Access) -> Iterator[Finding]:
    """The cells of free text of at most that access, in tables that are not bulk, in which `wrong` finds something."""
    for table in data.tables.values():
        own = table.record.__table__.columns
        columns = [c for c in own if c.kind is Kind.TEXT and not c.to and c.access <= upto]
        rows: Iterable[Record] = data[table.record] if not table.bulk and data.has(table.record) else ()
        for row in rows:
            for column in columns:
                value = row.get(column.name)
                if value and wrong(value):
                    yield Finding(row, text.format(title=column.title), column=column.name)


@check(
    "E50",
    Severity.ERROR,
    Text(
        "文号登记: no 签发人 for an issued document, or 拟稿人 is 核稿人",
        "文号登记：已签发的没有签发人，或拟稿人就是核稿人",
    ),
    needs=(IssuedDocument,),
    hint=Text(
        "Whoever checks is not who drafted; nothing goes out unsigned.", "拟稿、核稿不能是同一人；未签发的不能印发。"
    ),
)
def signatures(data: Dataset) -> Iterator[Finding]:
    for row in data[IssuedDocument]:
        if row.get("state") in ("已签发", "已印发") and row.is_set("signer") and row.signer is None:
            text = Text("状态 is {state}, without 签发人", "状态为{state}，没有签发人")
            yield Finding(row, text.format(state=row.state), column="signer")
        if row.get("drafter") and row.get("drafter") == row.get("checker"):
            yield Finding(row, Text("拟稿人 is 核稿人", "拟稿人和核稿人是同一人"), column="checker")


@check(
    "W54",
    Severity.WARNING,
    Text("one good example used twice", "同一典型经验采用了两次"),
    needs=(GoodExample,),
    hint=Text("An example is printed once.", "一条经验只采用一次。"),
)
def example_twice(data: Dataset) -> Iterator[Finding]:
    first: dict[str, GoodExample] = {}
    for row in data[GoodExample].where(lambda row: row.issue):
        for value in filter(None, (row.get("title"), row.get("content"))):
            other = first.setdefault(value, row)
            if other is not row:
                text = Text("used already in issue {n}, see {other}", "第{n}期已采用，见 {other}")
                yield Finding(row, text.format(n=other.issue, other=other.origin), column="issue")
                break
