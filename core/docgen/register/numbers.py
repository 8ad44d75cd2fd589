"""The numbers of documents: given once, never again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from docgen.period import Period
from docgen.problems import DocgenError
from docgen.register.codes import Codes
from docgen.register.issued import Issue, Issues, void_issue, write_issue
from docgen.register.printed import check_printed
from docgen.register.store import SpoiledRegister, Store
from docgen.state import NotAsWritten, read_as
from docgen.text import Text


@dataclass(frozen=True)
class Entry:
    """A number of a series. `document` tells what it belongs to (the days of an issue); `day` is the day of approval;
    `void` the reason why the number is dead, which is never used again."""

    series: str
    year: int
    number: int
    document: str
    title: str
    day: date | None
    void: str | None = None


class Register(Store):
    """The numbers given so far, and what was issued under them."""

    @property
    def issues(self) -> Issues:
        """What was issued."""
        return Issues(self)

    def issued(self, entry: Entry | None) -> Issue | None:
        """What is in force under a number, if docgen issued it."""
        return self.issues.last(entry.series, entry.year, entry.number) if entry else None

    def read_copy(self) -> list[Entry]:
        """All numbers that the copy of the register holds; none without one. Raises DocgenError for a copy that cannot
        be used either."""
        copy = Register(self.copy)
        copy.check_rows()
        return copy.entries()

    def needs_copy(self) -> bool:
        """Whether the register is lost, cannot be used, or holds what docgen never wrote there. Raises DocgenError for
        one that is only locked, or cannot be opened."""
        if super().needs_copy():
            return True
        try:
            self.check_rows()
        except SpoiledRegister:
            return True
        return False

    def check_rows(self) -> None:
        """Raise SpoiledRegister if something in it is not as docgen wrote it."""
        self.entries()
        self.issues.check_rows()
        check_printed(self)
        Codes(self).known()

    def entries(self, series: str | None = None) -> list[Entry]:
        """All numbers in order, void ones too; of one series if it is named."""
        where, values = ("WHERE series = ?", (series,)) if series else ("", ())
        return self._select(f"{where} ORDER BY series, year, number", values)

    def find(self, series: str, document: str) -> Entry | None:
        """The living number of a document."""
        found = self._select("WHERE series = ? AND document = ? AND void IS NULL", (series, document))
        return found[0] if found else None

    def numbered(self, series: str, number: int, year: int) -> Entry | None:
        """The entry with that number, void or not."""
        found = self._select("WHERE series = ? AND number = ? AND year = ?", (series, number, year))
        return found[0] if found else None

    def period(self, series: str, number: int, year: int) -> Period | None:
        """The days that a living number stands for, if its document is a period."""
        entry = self.numbered(series, number, year)
        if entry is None or entry.void is not None:
            return None
        first, _, last = entry.document.partition("..")
        label = Text(f"issue {number}", f"第{number}期")
        try:
            return Period(read_as(date, first), read_as(date, last), label)
        except NotAsWritten:  # a number that was restored from the name of a file
            return None

    def next_number(self, series: str, year: int) -> int:
        """One more than the highest number so far: no gap, and no void number again."""
        return max((entry.number for entry in self.entries(series) if entry.year == year), default=0) + 1

    def allot(self, series: str, document: str, *, year: int, title: str, day: date | None = None) -> Entry:
        """The number of `document`: the one it has, else the next. The same call gives the same number."""
        with self.writing() as db:
            if known := self.find(series, document):
                return known
            entry = Entry(series, year, self.next_number(series, year), document, title, day)
            db.execute(_INSERT, _values(entry))
        return entry

    def take(self, entry: Entry) -> Entry:
        """Enter a number that somebody else gave. The same call changes nothing. Raises DocgenError when the number is
        another document's, or the document has another."""
        with self.writing() as db:
            known = self.find(entry.series, entry.document)
            holder = self.numbered(entry.series, entry.number, entry.year)
            if known and holder and known.document == holder.document and holder.void is None:
                return known
            if holder or known:
                raise _not_free(entry, holder, known)
            db.execute(_INSERT, _values(entry))
        return entry

    def enter_issue(self, entry: Entry, issue: Issue, because: str | None, *, given: bool) -> bool:
        """Enter a document with the number, title and day of `entry`, and what was issued under it, all at once; the
        issue before is void, `because` of a reason. The same again changes nothing. False, and nothing is changed, if
        the number is not the one that the document has or would get. Raises DocgenError for a number that the registry
        office `given` and that is another document's."""
        with self.writing() as db:
            known = self.find(entry.series, entry.document)
            holder = self.numbered(entry.series, entry.number, entry.year)
            if given and not known and holder:
                raise _not_free(entry, holder, known)
            expected = known.number if known else entry.number if given else self.next_number(entry.series, entry.year)
            if entry.number != expected or (known and known.year != entry.year):
                return False
            if known:
                key = (entry.series, entry.year, entry.number)
                where = "WHERE series = ? AND year = ? AND number = ?"
                db.execute(f"UPDATE entry SET title = ?, day = ? {where}", (*_values(entry)[4:], *key))
            else:
                db.execute(_INSERT, _values(entry))
            before = self.issued(entry)
            if before is None or before.sha256 != issue.sha256:
                write_issue(db, issue, because or "")
        return True

    def void(self, series: str, number: int, year: int, reason: str) -> Entry:
        """Mark a number as dead, and what was issued under it as no more in force. Raises DocgenError when it is not
        there or dead already."""
        entry = self.require_living(series, number, year)
        with self.writing() as db:
            key = (reason, series, year, number)
            db.execute("UPDATE entry SET void = ? WHERE series = ? AND year = ? AND number = ?", key)
            void_issue(db, series, year, number, reason)
        return replace(entry, void=reason)

    def require_living(self, series: str, number: int, year: int) -> Entry:
        """The entry with that number, which is in use. Raises DocgenError when it is not there or dead."""
        entry = self.numbered(series, number, year)
        if entry is None or entry.void is not None:
            raise DocgenError(
                Text("{series} {year} no. {number} is not in use", "{series}{year}年第{number}号不在用").format(
                    series=series, year=year, number=number
                ),
                hint=Text("`docgen register` lists the numbers.", "用 docgen register 查看已登记的号。"),
            )
        return entry

    def _select(self, clause: str, values: tuple[object, ...]) -> list[Entry]:
        query = f"SELECT series, year, number, document, title, day, void FROM entry {clause}"
        rows = self.select(tuple[str, int, int, str, str, date | None, str | None], "entry", query, values)
        return [Entry(*row) for row in rows]


_INSERT = "INSERT INTO entry (series, year, number, document, title, day) VALUES (?,?,?,?,?,?)"


def _values(entry: Entry) -> tuple[object, ...]:
    day = entry.day.isoformat() if entry.day else None
    return entry.series, entry.year, entry.number, entry.document, entry.title, day


def _not_free(entry: Entry, holder: Entry | None, known: Entry | None) -> DocgenError:
    if known:
        text = Text("this document has no. {n} already", "这份文件已登记为第{n}号").format(n=known.number)
    elif holder and holder.void is not None:
        text = Text("no. {n} is void and is not used again", "第{n}号已作废，不能再用").format(n=holder.number)
    else:
        text = Text("no. {n} is taken: {title}", "第{n}号已被占用：{title}")
        text = text.format(n=entry.number, title=holder.title if holder else "")
    return DocgenError(text, hint=Text("`docgen register` lists the numbers.", "用 docgen register 查看已登记的号。"))
