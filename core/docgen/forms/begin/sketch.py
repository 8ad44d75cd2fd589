"""A template for those who have no Word form: the page of GB/T 9704-2012, a title, and the columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from docgen.forms.begin.columns import Columns
from docgen.forms.begin.labels import NUMBER
from docgen.forms.begin.repeated import ROW
from docgen.gongwen.layout import PAGE
from docgen.problems import UsageError
from docgen.schema import variable
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.gongwen.build import Builder

_MANY = 6
"""So many columns fit on an upright page."""

_NUMBER, _LABEL, _ROW, _LINE = 800, 2200, 480, 600  # twips


def sketch(name: str, columns: Columns, left_out: Collection[str], *, each: bool) -> bytes:
    """The Word file: labels and values for each row, or a list of all rows; columns `left_out` are not in it. Raises
    UsageError when no column is left."""
    from docgen.gongwen.build import Builder

    builder = Builder(name)
    tags = {column.title: _tag(column.title, column.filled, each=each) for column in columns.wanted}
    tags.pop(NUMBER, None)
    for title in left_out:
        tags.pop(title, None)
    if not tags:
        titles = "、".join(column.title for column in columns.wanted)
        raise UsageError(_NOTHING_TO_SHOW.format(titles=titles), hint=_WHY)
    if each:
        _grid(builder, name, tags)
    else:
        _list(builder, name, tags, variable(columns.table or name))
    return builder.to_bytes()


def _tag(title: str, filled: bool, *, each: bool) -> str:
    asked = variable(title) if each else f"{ROW}.{variable(title)}"
    return f"{{{{ {asked} }}}}" if filled else f'{{{{ {asked}|空("") }}}}'


def _grid(builder: Builder, name: str, tags: dict[str, str]) -> None:
    from docgen.gongwen.sheets import Row, form, label, lines

    builder.title(name)
    builder.add(form([Row(label(title, _LABEL), lines(tag, middle=True), height=_LINE) for title, tag in tags.items()]))


def _list(builder: Builder, name: str, tags: dict[str, str], rows: str) -> None:
    from docgen.gongwen.elements import Column

    landscape = len(tags) > _MANY
    if landscape:
        builder.landscape()
    builder.title(name)
    widths = _widths(list(tags), PAGE.text_height if landscape else PAGE.text_width)
    number = Column(NUMBER, _NUMBER, f"{{{{ {ROW}.{NUMBER} }}}}")
    columns = [Column(title, width, tag) for (title, tag), width in zip(tags.items(), widths, strict=True)]
    builder.table([number, *columns], f"{ROW} in {rows}", _ROW)


def _widths(titles: Sequence[str], width: int) -> list[int]:
    """The width of each column; together all that the number leaves."""
    room = width - _NUMBER
    share = room // max(len(titles), 1)
    return [share] * (len(titles) - 1) + [room - share * (len(titles) - 1)]


_NOTHING_TO_SHOW = Text("the document can show none of the columns: {titles}", "这些列文件里一列也印不出：{titles}")
_WHY = Text(
    "IDs and telephone numbers need --access 受限; 序号 is there by itself. Name other columns too.",
    "身份证号、电话只有“受限”的文件能印（--access 受限）；序号自动编排。请再写别的列。",
)
