"""reference/tables.md and reference/figures.md: what the built-in tables and figures declare."""

from __future__ import annotations

import inspect

from _pages.markdown import both, cell, code, table
from docgen.data import FigureSpec, Measure
from docgen.forms.declared.own_table import KINDS
from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages
from docgen.schema import ACCESS_NAMES, Column, Table
from docgen.text import Text

_TABLES_HEAD = """# 表和列 · Tables and columns

docgen 认识的表。工作表按“表名”一行所列的名称和表头对应到表；表头写成“也写作”里的任何一种都行，别的写法记在docgen.toml
的`[aliases]`。“必填”的空格是错误；“要有列”指表头不能少，格子可以空。公开范围高于文件的列，文件里印不出来。
模板里用“模板名称”，引用别的表的列可以接着写：`{{ 社区.乡镇.名称 }}`。

The tables that docgen knows. A sheet finds its table by a name of the line “表名” and by its headers; a header may be
written in any way of “也写作”, others go into `[aliases]` of docgen.toml. A blank cell of a required column is an
error; “要有列” means that the header must be there, its cells may be blank. A document prints no column above its own
access. Templates use the template name, and go on behind a reference: `{{ 社区.乡镇.名称 }}`. Plugins use the
attribute.
"""
_COLUMNS = (
    Text("column", "列"),
    Text("also", "也写作"),
    Text("kind", "类型"),
    Text("needed", "是否必填"),
    Text("access", "公开范围"),
    Text("template name", "模板名称"),
    Text("attribute", "属性"),
)
_FIGURES_HEAD = """# 数字 · Figures

专报、周报等文件里的每个数字：口径、单位、怎样数。`docgen figures 第3周 名称` 列出它所依据的行。按日期截止，
看的是各行的日期列。

Every number of the bulletin, the weekly report and the like: what it counts, its unit, and how.
`docgen figures week-3 NAME` lists the rows behind it. They are cut off by the date of the rows.

"""
_FIGURES = (
    Text("figure", "数字"),
    Text("name in code", "代码名"),
    Text("definition", "口径"),
    Text("unit", "单位"),
    Text("measure", "怎样数"),
)
_REQUIRED = Text("required", "必填")
_COUNTED = Text("column must be there", "要有列")


def tables_page() -> str:
    """The page of tables as Markdown."""
    tables = load_packages(built_in_packages()).registry.tables()
    return _TABLES_HEAD + "".join(map(_table, tables.values()))


def _table(shown: Table) -> str:
    titles = {column.name: column.title for column in shown.columns}
    facts = [
        Text(f"Names: {'、'.join((shown.name, *shown.sheets))}", f"表名：{'、'.join((shown.name, *shown.sheets))}")
    ]
    if shown.key:
        names = "、".join(titles.get(name, name) for name in shown.key)
        facts.append(Text(f"Key: {names}", f"主键：{names}"))
    if shown.dated:
        day = titles.get(shown.dated, shown.dated)
        facts.append(Text(f"Cut off by: {day}", f"按日期截止：{day}"))
    if shown.bulk:
        facts.append(Text("Read in passing, for any number of rows", "逐行读取，行数不限"))
    lines = "".join(f"- {fact.zh} · {fact.en}\n" for fact in facts)
    doc = inspect.cleandoc(shown.record.__doc__ or "")
    columns = table(_COLUMNS, map(_column, shown.columns))
    return f"\n## {shown.name} · {shown.record.__name__}\n\n{doc}\n\n{lines}\n{columns}"


def _column(column: Column) -> tuple[str, ...]:
    needed = _REQUIRED if column.required else _COUNTED if column.counted else Text("", "")
    aliases = "、".join(map(code, column.aliases))
    return (
        cell(column.title),
        aliases,
        _kind(column),
        both(needed),
        both(ACCESS_NAMES[column.access]),
        code(column.var),
        code(column.name),
    )


def _kind(column: Column) -> str:
    if column.to:
        return both(Text(f"a row of {column.to}", f"引用“{column.to}”"))
    named = next(word for word, kind in KINDS.items() if kind is column.kind)
    options = "、".join(dict.fromkeys(column.options.values()))
    return both(Text(column.kind.value, named)) + (f"<br>{cell(options)}" if options else "")


def figures_page() -> str:
    """The page of figures as Markdown."""
    specs = [owned.item for owned in load_packages(built_in_packages()).registry.figures.values()]
    return _FIGURES_HEAD + table(_FIGURES, map(_figure, specs))


def _figure(spec: FigureSpec) -> tuple[str, ...]:
    rounded = Text("", "")
    if spec.show > 1:
        rounded = Text(f"\nprinted as multiples of {spec.show}, 余", f"\n印成{spec.show}的倍数，多出的写“余”")
    measure = _measure(spec.measure)
    shown = Text(measure.en + rounded.en, measure.zh + rounded.zh)
    return both(spec.title), code(spec.name), both(spec.definition), cell(spec.unit), both(shown)


def _measure(measure: Measure) -> Text:
    columns = ", ".join(measure.columns)
    if measure.kind == "total":
        return Text(f"sum of {columns}", f"{columns} 合计")
    if measure.kind == "distinct":
        return Text(f"different values of {columns}", f"{columns} 去重后计数")
    return Text("number of rows", "行数")
