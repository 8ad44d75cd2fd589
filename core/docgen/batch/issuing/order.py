"""Issuing a document: it gets its number and day, and all that it rests on is kept.

Nothing is numbered before the document was rendered with that very number, nothing is written before it is numbered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.batch.issuing.standing import flat
from docgen.batch.plan import Item, Plan, Prepare, make_plan
from docgen.batch.publishing import Published, Publisher
from docgen.batch.running import place
from docgen.data import Dataset, Figure
from docgen.files import read_file, unreadable
from docgen.period import Period
from docgen.plugin.generator import Generator, is_given, name_document, series_of
from docgen.problems import DocgenError, DocumentSpot, FileLine, Problem, Severity, UsageError
from docgen.register import Entry, Kept, KeptFigure, Register, digest
from docgen.render import Compiled
from docgen.schema import Access
from docgen.text import Text


@dataclass(frozen=True)
class Order:
    """What is ordered to be issued: the day of approval, the number that was given (None for the next), who drafted
    and who checked it; `because` is why a corrected copy is to take the place of what was issued."""

    day: date | None = None
    number: int | None = None
    drafter: str = ""
    checker: str = ""
    because: str | None = None


@dataclass(frozen=True)
class Office:
    """What issuing works with: the generator and its data, the register, where workbooks lie and documents go (`out`,
    which may be another folder than that of the workspace, its `home`)."""

    generator: Generator
    data: Dataset
    register: Register
    prepare: Prepare
    template: Compiled
    sources: Path
    out: Path
    home: Path
    publisher: Publisher

    def below(self, path: Path) -> str:
        """A path as the register keeps it: below the folder of the workspace, else whole."""
        return path.relative_to(self.home).as_posix() if path.is_relative_to(self.home) else str(path)


@dataclass
class Issuing:
    """A document that is issued, or would be. `file` and its `sheet` are None until they lie
    in their places; `draft` is the draft that it
    replaces, if there is one; `problems` what the verification sheet lists."""

    item: Item
    entry: Entry
    kept: Kept
    data: bytes
    problems: list[Problem] = field(default_factory=list)
    revision: int = 1
    file: Published | None = None
    sheet: Published | None = None
    draft: Path | None = None


Compare = Callable[[Entry], list[Problem]]
"""Says where the register and the office's own list of numbers differ, if the document is entered so."""


def prepare_issue(office: Office, order: Order, compare: Compare) -> Issuing:
    """All of issuing but what changes anything. Raises DocgenError with every problem that stands against it."""
    began = datetime.now().timestamp()
    draft = _only(_plan(office, office.register), office.generator, office.data)
    row = _row(office)
    entry = _entry(office, row, order, draft.title)
    compared = compare(entry)
    against = [*_against(office, draft, entry, order), *(p for p in compared if p.severity is Severity.ERROR)]
    if against:
        raise _refused(against)
    plan = _plan(office, _Assumed(office.register, entry))
    item = replace(_only(plan, office.generator, office.data), issued=None)
    found: list[Problem] = []
    data = office.template.render(item.context, problems=found)
    if draft.issued and digest(data) == draft.issued.sha256:
        raise DocgenError(_SAME, hint=_SAME_HINT)
    kept = _kept(office, item, order, entry, began)
    problems = [*office.data.problems_in_use(), *plan.problems, *found, *compared]
    lying = place(office.out, draft.path, office.template.suffix)
    replaced = lying if lying.exists() and draft.path != item.path else None
    revision = draft.issued.revision + 1 if draft.issued else 1
    return Issuing(item, entry, kept, data, list(dict.fromkeys(problems)), revision, draft=replaced)


class _Assumed(Register):
    """The register as if `entry` had been entered."""

    def __init__(self, register: Register, entry: Entry) -> None:
        super().__init__(register.path)
        self._entry = entry

    def find(self, series: str, document: str) -> Entry | None:
        """The entry, for its own document."""
        if (series, document) == (self._entry.series, self._entry.document):
            return self._entry
        return super().find(series, document)


def _plan(office: Office, register: Register) -> Plan:
    plan = make_plan(office.generator, office.data, register, office.prepare)
    errors = [problem for problem in plan.problems if problem.severity is Severity.ERROR]
    if errors:
        raise _refused(errors)
    return plan


def _only(plan: Plan, generator: Generator, data: Dataset) -> Item:
    if len(plan.items) == 1:
        return plan.items[0]
    seen = data.seen_at(generator.access, generator.publishes)
    names = {name_document(generator, row) for row in generator.rows(seen)}
    hint = Text("Name one: each has a number and a day of its own.", "请写明一份：每份的号和日期各不相同。")
    if len(names) == 1:
        hint = _SHARED.format(series=series_of(generator), document=names.pop())
    raise UsageError(
        Text("{n} documents cannot be issued at once", "不能一次签发{n}份文件").format(n=len(plan.items)), hint=hint
    )


_SHARED = Text(
    "They share one number: docgen register allot {series} '{document}' --number … --title … --day …, then make them.",
    "它们共用一个号。先运行：docgen register allot {series} '{document}' --number 文号 --title 标题 --day 日期",
)


def _row(office: Office) -> Any:
    seen = office.data.seen_at(office.generator.access, office.generator.publishes)
    return next(iter(office.generator.rows(seen)))


def _entry(office: Office, row: Any, order: Order, title: str) -> Entry:
    """The number that the document has or is to get, with its day. Raises UsageError for a number or a day that is
    missing or another than the register has."""
    generator, register = office.generator, office.register
    year, document = office.data.settings.year, name_document(generator, row)
    known = register.find(series_of(generator), document)
    if known and not order.because and register.issued(known):
        called = register.issues.last(known.series, known.year, known.number)
        raise DocgenError(
            Text("issued already: {called}", "已签发：{called}").format(
                called=called.kept.get("called", "") if called else ""
            ),
            hint=_TO_CORRECT,
        )
    day = order.day or (known.day if known else None)
    if day is None:
        raise UsageError(
            Text("on which day was it approved?", "哪一天签发？"),
            hint=Text("--date 2013-11-29", "请加上 --date 2013-11-29"),
        )
    number = known.number if known else order.number
    if number is None and is_given(generator):
        raise UsageError(_WHICH_NUMBER, hint=_GIVEN)
    if number is None:
        number = register.next_number(series_of(generator), year)
    if order.number not in (None, number):
        raise UsageError(Text("it is no. {n} in the register", "登记簿里它是第{n}号").format(n=number), hint=_LISTED)
    if (
        not known
        and not is_given(generator)
        and number != (follows := register.next_number(series_of(generator), year))
    ):
        raise UsageError(Text("the next number is {n}", "下一个号是第{n}号").format(n=follows), hint=_NO_GAPS)
    return Entry(series_of(generator), year, number, document, title, day)


def _against(office: Office, draft: Item, entry: Entry, order: Order) -> Iterable[Problem]:
    """What keeps a document from being issued."""
    lying = place(office.out, draft.path, office.template.suffix)
    yield from (replace(each.to_problem(lying.name), severity=Severity.ERROR) for each in draft.still_open)
    yield from office.data.errors_in_use()
    yield from _of_the_day(office.generator, entry)
    holder = office.register.numbered(entry.series, entry.number, entry.year)
    if holder and holder.document != entry.document:
        yield _error(_TAKEN.format(n=entry.number, title=holder.title), _LISTED)
    if order.drafter and _same_person(order.drafter, order.checker):
        yield _error(_TWO_PEOPLE, _TWO_PEOPLE_HINT)
    ledger = office.publisher.ledger
    if not draft.issued and lying.exists() and ledger and not ledger.is_ours(lying):
        yield replace(_error(_EDITED, _EDITED_HINT), where=DocumentSpot(lying.name))


def _same_person(one: str, other: str) -> bool:
    """Whether two names are one, however they are spaced."""
    return "".join(one.split()) == "".join(other.split())


def _of_the_day(generator: Generator, entry: Entry) -> Iterator[Problem]:
    """What the day of approval contradicts (domain.md §6, E41, E43)."""
    assert entry.day is not None
    if entry.day.year != entry.year:
        yield _error(_OTHER_YEAR.format(day=entry.day, year=entry.year), _OTHER_YEAR_HINT)
    periods = [value for value in vars(generator).values() if isinstance(value, Period)]
    if periods and entry.day < (last := max(period.end for period in periods)):
        yield _error(_TOO_EARLY.format(day=entry.day, last=last), _TOO_EARLY_HINT)


def _kept(office: Office, item: Item, order: Order, entry: Entry, began: float) -> Kept:
    """What is remembered of an issued document, as plain values; of a restricted one nothing that it prints."""
    generator, data = office.generator, office.data
    files = sorted({row.origin.file for rows in data.used.values() for row in rows})
    return {
        "called": f"第{entry.number}{'号' if is_given(generator) else '期'}",
        "command": (generator.name, {name: _plain(value) for name, value in generator.asked.items()}),
        "day": entry.day.isoformat() if entry.day else None,
        "printed": None if generator.access >= Access.RESTRICTED else flat(item.context),
        "figures": [_figure(key, figure) for key, figure in data.counted.items()],
        "sources": [_source(office.sources, name, began) for name in files],
        "counts": {name: len(rows) for name, rows in data.used.items()},
        "drafter": order.drafter,
        "checker": order.checker,
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _figure(key: tuple[str, date | None, date | None], figure: Figure) -> KeptFigure:
    name, start, end = key
    return {
        "name": name,
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
        "value": int(figure.value),
        "printed": str(figure),
        "rows": len(figure.rows),
    }


def _source(folder: Path, name: str, began: float) -> dict[str, str]:
    """A workbook with its hash and the time when it was saved. Raises DocgenError when that was after it was read."""
    path = folder.joinpath(*PurePosixPath(name).parts)
    try:
        saved, content = path.stat().st_mtime, read_file(path)
    except OSError as error:
        raise unreadable(error, FileLine(name)) from None
    if saved > began:
        text = Text("{name} was saved while it was being read", "读取时“{name}”又被保存了").format(name=name)
        raise DocgenError(text, hint=Text("Run this again.", "请重新运行。"))
    return {"file": name, "sha256": digest(content), "saved": datetime.fromtimestamp(saved).isoformat(" ", "seconds")}


def _error(text: Text, hint: Text) -> Problem:
    return Problem("issue", Severity.ERROR, text, None, hint)


def _refused(problems: list[Problem]) -> DocgenError:
    text = Text("not issued: {n} things stand against it", "没有签发：有{n}处不符合").format(n=len(problems))
    head = Problem("issue", Severity.ERROR, text)
    return DocgenError(text, problems=(*problems, head))


_OTHER_YEAR = Text("{day} is not of the year {year} of the number", "成文日期{day}不在编号的年份{year}年")
_OTHER_YEAR_HINT = Text("See --date, and year in docgen.toml.", "请核对 --date 和 docgen.toml 的 year。")
_TOO_EARLY = Text("{day} is before {last}, up to which it counts", "成文日期{day}早于所统计的截止日{last}")
_TOO_EARLY_HINT = Text("A document cannot be older than its numbers.", "文件不能早于它引用的数据。")
_TO_CORRECT = Text(
    "To print a corrected copy: docgen register reissue NUMBER --reason …",
    "如需更正重印：docgen register reissue 期号 --reason 原因",
)
_SAME = Text("the data prints just what was issued", "按现在的数据生成的文件与已签发的完全一样")
_SAME_HINT = Text("Correct the workbook first.", "请先改好表格。")
_WHICH_NUMBER = Text("which number did the registry office give?", "机要（文书）部门给的是什么文号？")
_GIVEN = Text("--number 都社组换〔2013〕10号", "请加上 --number 都社组换〔2013〕10号")
_LISTED = Text("`docgen register` lists the numbers.", "用 docgen register 查看已登记的号。")
_NO_GAPS = Text("Numbers of this series follow one another without a gap.", "这一系列的号依次编排，不能空号。")
_TAKEN = Text("no. {n} belongs to another document: {title}", "第{n}号已属于另一份文件：{title}")
_TWO_PEOPLE = Text("the same person drafted and checked it", "拟稿人和核稿人是同一个人")
_TWO_PEOPLE_HINT = Text("Somebody else has to check it.", "请由另一人核稿。")
_EDITED = Text(
    "the draft was edited by hand, and what is issued is made from the workbooks",
    "草稿被人改过，而签发稿按表格生成，不含这些改动",
)
_EDITED_HINT = Text(
    "Put the changes into the workbooks or the template, then move this draft away or delete it.",
    "请把改动写进表格或模板，然后移走或删除这份草稿。",
)
