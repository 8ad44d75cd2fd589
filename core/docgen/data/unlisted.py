"""Names with a character whose strokes nobody knows, so that a list 按姓氏笔画 has them last: told with their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.data.dataset import Dataset
from docgen.problems import Problem, Severity
from docgen.schema import Record
from docgen.strokes import unlisted
from docgen.text import Text


def unlisted_names(data: Dataset, rows: Iterable[Record], column: str) -> Iterator[Problem]:
    """A warning for each of the rows whose name, in that column, comes last for such a character."""
    for row in rows:
        if strange := unlisted(row.get(column) or ""):
            where = row.origin.at(data.letter(row.origin, column))
            title = row.__table__.column(column).title
            text = _LAST.format(title=title, n=len(strange))
            yield Problem("name-strokes", Severity.WARNING, text, where, _SEE, table=row.__table__.name)


_LAST = Text(
    "the strokes of {n} characters of {title} are not known: the name stands last in lists by strokes",
    "“{title}”里有{n}个字查不到笔画，按姓氏笔画排序时排在最后",
)
_SEE = Text(
    "Compare the list, and put the name in its place by hand.", "请核对该字是否录对；录对的，请在文件里手工调整位置。"
)
