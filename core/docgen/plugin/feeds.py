"""What feeds the names of a template: columns, figures, or the code of a generator; told without making a document.

What the code of a generator makes is known by its words: a name that no text of the code holds comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from docgen.plugin.code_words import find_added_words, find_code, find_words
from docgen.plugin.generator import FIGURES, NUMBER, ROWS, DeclaredGenerator, Generator
from docgen.plugin.manager import Plugins
from docgen.plugin.templates import Template, Templates
from docgen.problems import TemplateSpot, nearest
from docgen.render.uses import Use, uses
from docgen.schema import AmbiguousName, Column, Table, variable
from docgen.text import Text

Chain = tuple[str, ...]
Spot = tuple[Table, Column]
Spellings = Mapping[str, str]
"""What a template may write, by what people write for it."""


class Source(StrEnum):
    """Where a value comes from."""

    COLUMN = "column"
    TABLE = "table"
    FIGURE = "figure"
    GENERATOR = "generator"
    PARAMETER = "parameter"
    REGISTER = "register"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Feed:
    """What feeds a name: the kind of source, the same in words, the columns if it is columns (several when the name
    could be any of them), and the nearest known name when it is unknown.

    `certain` is false where code decides, which can do what its words do not say.
    """

    source: Source
    text: Text
    columns: tuple[Spot, ...] = ()
    hint: Text | None = None
    certain: bool = True


_NUMBERING = {
    "草稿": Text("docgen: whether it is a draft", "docgen：是否草稿"),
    "期号": Text("the register: its number", "登记簿：期号"),
    "签发日期": Text("the register: the day of approval", "登记簿：签发日期"),
}
"""What docgen.batch gives a document together with its number."""


class Feeds:
    """What could feed a template that no generator uses: the columns of any table, a table as a whole, a figure."""

    def __init__(self, plugins: Plugins, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self.figures = {owned.item.var: owned.item for owned in plugins.registry.figures.values()}
        self.vars = {column.var for table in tables.values() for column in table.columns}

    def of(self, chain: Chain) -> Feed:
        """What feeds the name `chain` (部门.主任)."""
        every = list(self.tables.values())
        if spots := self.columns_of(chain):
            return Feed(Source.COLUMN, _columns(spots), spots)
        for table in every:
            if chain == (variable(table.name),):
                return Feed(Source.TABLE, Text("the table {name}", "“{name}”表").format(name=table.name))
        if chain[-1] in self.figures:
            return self._figure(chain[-1])
        figures = {var: var for var in self.figures}
        return self._astray(every, chain) or _unknown(chain[0], _spellings(every), figures)

    def columns_of(self, chain: Chain) -> tuple[Spot, ...]:
        """The columns of any table that the name could be."""
        found = (self._follow(table, chain) or self._below(table, chain) for table in self.tables.values())
        return tuple(spot for spot in found if spot)

    def _figure(self, var: str) -> Feed:
        text = Text("figure: {definition}", "数字：{definition}").format(definition=self.figures[var].definition)
        return Feed(Source.FIGURE, text)

    def _follow(self, table: Table, chain: Chain) -> Spot | None:
        """The column at the end of the chain, which begins in `table` and follows references; None when it ends in
        nothing. English after a value that is no reference is Python's affair (日期.year)."""
        column = table.named_column(chain[0])
        if column is None:
            return None
        if len(chain) == 1 or not column.to:
            return (table, column) if len(chain) == 1 or chain[1].isascii() else None
        return self._follow(self.tables[column.to], chain[1:]) if column.to in self.tables else None

    def _below(self, table: Table, chain: Chain) -> Spot | None:
        """The column at the end of a chain that begins with what the table is called (部门.主任)."""
        return self._follow(table, chain[1:]) if chain[0] == variable(table.name) and len(chain) > 1 else None

    def _astray(self, tables: Iterable[Table], chain: Chain) -> Feed | None:
        """The chain is unknown, but its beginning leads from one of `tables` to another, which has the right name."""
        for end in range(len(chain) - 1, 0, -1):
            for table in tables:
                spot = self._follow(table, chain[:end])
                if spot and spot[1].to in self.tables:
                    return _unknown(chain[end], _spellings([self.tables[spot[1].to]]))
        return None


_ROWS = Text("rows of the table {name}", "“{name}”表中的行")
_VALUE = Text("docgen: {name}", "docgen：{name}")


class GeneratorFeeds(Feeds):
    """What feeds a template of `generator`: the columns of its row, the register, what its code makes."""

    def __init__(self, plugins: Plugins, tables: Mapping[str, Table], generator: type[Generator]) -> None:
        super().__init__(plugins, tables)
        self.generator = generator
        each = generator.each.__table__ if generator.each else None
        self.row = [tables.get(each.name, each)] if each else []
        self.words, self.first = find_words(find_code(plugins, generator))
        self.added = find_added_words(plugins)
        self.given = generator.provides(tables) if issubclass(generator, DeclaredGenerator) else {}
        self.complete = issubclass(generator, DeclaredGenerator)

    def of(self, chain: Chain) -> Feed:
        """What feeds the name `chain` (部门.主任)."""
        return (
            self._row(chain) or self._register(chain) or self._given(chain) or self._code(chain) or self._nothing(chain)
        )

    def _given(self, chain: Chain) -> Feed | None:
        """What the generator says that it gives."""
        if chain[0] not in self.given:
            return None
        if chain[0] in (name.written for name in FIGURES) and len(chain) > 1:
            known = {var: var for var in self.figures}
            return self._figure(chain[1]) if chain[1] in self.figures else _unknown(chain[1], known)
        table = self.given[chain[0]]
        if table is None or chain[1:] in ((), (NUMBER,), (ROWS, NUMBER)):
            name = table.name if table else chain[0]
            kind, text = (Source.TABLE, _ROWS) if table else (Source.GENERATOR, _VALUE)
            return Feed(kind, text.format(name=name))
        spot = self._follow(table, chain[1:])
        if spot is None:
            feed = self._astray([table], chain[1:]) or _unknown(chain[1], _spellings([table]))
            return replace(feed, hint=_joined(feed.hint, self._to_add([table], chain[1:])))
        return Feed(Source.COLUMN, _columns((spot,)), (spot,))

    def _row(self, chain: Chain) -> Feed | None:
        spots = tuple(spot for table in self.row if (spot := self._follow(table, chain)))
        return Feed(Source.COLUMN, _columns(spots), spots) if spots else None

    def _register(self, chain: Chain) -> Feed | None:
        numbered = chain[0] in _NUMBERING and bool(self.generator.numbering)
        return Feed(Source.REGISTER, _NUMBERING[chain[0]]) if numbered else None

    def _code(self, chain: Chain) -> Feed | None:
        if chain[0] not in self.words or not all(map(self._is_known, chain[1:])):
            return None
        if plugin := chain[0] not in self.first and self.added.get(chain[0]):
            return Feed(Source.GENERATOR, _ADDED.format(name=plugin))
        if chain[0] in self.generator.parameters():
            return Feed(Source.PARAMETER, self.generator.parameters()[chain[0]].title)
        if len(chain) > 1 and chain[-1] in self.figures:
            return self._figure(chain[-1])
        if spots := tuple(spot for table in self.tables.values() if (spot := self._below(table, chain))):
            return Feed(Source.COLUMN, _columns(spots), spots)
        name = Text(self.generator.name, self.generator.alias or self.generator.name)
        return Feed(Source.GENERATOR, Text("made by {name}", "由“{name}”生成").format(name=name))

    def _is_known(self, name: str) -> bool:
        """Whether something that code makes could have such a part; English is for values of Python."""
        return name.isascii() or name in self.words or name in self.figures or name in self.vars

    def _nothing(self, chain: Chain) -> Feed:
        certain = self.complete or self.generator.context is Generator.context
        if feed := self._astray(self.row, chain):
            return replace(feed, certain=certain)
        words = {word: word for word in (*self.words, *self.figures) if word.isidentifier()}
        if chain[0] in self.words:
            wrong = next(name for name in chain[1:] if not self._is_known(name))
            return _unknown(wrong, words, certain=certain)
        first = {word: word for word in (*self.first, *self.added) if word.isidentifier()}
        columns = _spellings(self.row)
        known = [columns, first] if self.complete else [{**columns, **first}]
        feed = _unknown(chain[0], *known, words, certain=certain)
        return replace(feed, hint=self._in_rows(chain) or self._outside(chain) or self._declared(chain, feed.hint))

    def _declared(self, chain: Chain, near: Text | None) -> Text | None:
        """The hint of a form to write the name that is near, or to say in form.toml what this one is."""
        if not self.complete or len(chain) > 1 or nearest(chain[0], _spellings(self.row)):
            return near
        return _joined(_joined(near, self._to_add(self.row, chain)), _VALUES.format(name=chain[0]))

    def _to_add(self, tables: Iterable[Table], chain: Chain) -> Text | None:
        """The hint to declare a column, of a form whose table is one that a form brings."""
        is_own = self.complete and len(chain) == 1 and any(table.named for table in tables)
        return _ADD.format(name=chain[0]) if is_own else None

    def _outside(self, chain: Chain) -> Text | None:
        """What to write for 行.名称 where no row repeats."""
        if not self.complete or chain[0] != ROWS or len(chain) == 1:
            return None
        name = ".".join(chain[1:])
        if any(self._follow(table, chain[1:]) for table in self.row):
            return _ALONE.format(name=name)
        return _OUTSIDE.format(name=name)

    def _in_rows(self, chain: Chain) -> Text | None:
        """How a column is called in rows that the generator lists."""
        for name, table in self.given.items():
            if table and self._follow(table, chain):
                hint = _IN_ROWS.format(rows=name, name=".".join(chain))
                own = self.complete and len(chain) == 1
                return _joined(hint, _VALUES.format(name=chain[0]) if own else None)
        return None


_IN_ROWS = Text(
    "In a row that repeats, {{%tr for 行 in {rows} %}}, it is {{{{ 行.{name} }}}}.",
    "写在逐行重复的那一行里：{{%tr for 行 in {rows} %}} 之后写 {{{{ 行.{name} }}}}。",
)


_OUTSIDE = Text(
    "行 is known only in rows that repeat, {{%tr for 行 in … %}}. A value that does not change from row to row is "
    'written {{{{ {name} }}}} here, and said under [values] of form.toml: {name} = "…".',
    "“行”只在逐行重复的地方有（{{%tr for 行 in … %}} 之后）。不随行变化的内容，这里写 {{{{ {name} }}}}，"
    '并在 form.toml 的 [values] 下面写：{name} = "…"。',
)
_ALONE = Text("Each row has a document: write {{{{ {name} }}}}.", "每行一份的，请直接写 {{{{ {name} }}}}。")
_ADD = Text(
    'If the sheet has such a column, add it to form.toml: [[table.columns]], below it title = "{name}".',
    '表里有这一列的，请在 form.toml 里加上：[[table.columns]]，下面一行 title = "{name}"。',
)
_VALUES = Text(
    'For a value that does not change from row to row, write under [values] of form.toml: {name} = "…".',
    '不随行变化的内容，请在 form.toml 的 [values] 下面写：{name} = "…"。',
)


def _joined(one: Text | None, other: Text | None) -> Text | None:
    if one is None or other is None:
        return one or other
    return Text(f"{one.en} {other.en}", f"{one.zh}{other.zh}")


@dataclass(frozen=True)
class Fed:
    """A name that a template uses, and what feeds it; of what is unknown as a whole, the parts are told nothing."""

    use: Use
    feed: Feed | None


def fed(plugins: Plugins, templates: Templates, template: Template) -> list[Fed]:
    """The names of the template and what feeds them; of several generators, the one that lacks a name decides.
    Raises DocgenError for a file that is not a Word document."""
    tables = plugins.registry.tables()
    feeds: list[Feeds] = [GeneratorFeeds(plugins, tables, each) for each in templates.generators(template)]
    feeds = feeds or [Feeds(plugins, tables)]
    found: list[Fed] = []
    unknown: set[Chain] = set()
    for use in uses(template.path, {name: owned.item for name, owned in plugins.registry.filters.items()}):
        told = [_feed(each, use.source) for each in feeds]
        feed = next((each for each in told if each.source is Source.UNKNOWN), told[0])
        is_part = any(use.source[:length] in unknown for length in range(1, len(use.source)))
        found.append(Fed(use, None if is_part else feed))
        if feed.source is Source.UNKNOWN:
            unknown.add(use.source)
    return found


def _feed(feeds: Feeds, chain: Chain) -> Feed:
    """What feeds the name; nothing that is known if two columns answer to it."""
    try:
        return feeds.of(chain)
    except AmbiguousName as error:
        return Feed(Source.UNKNOWN, error.text, hint=error.hint)


def hints(plugins: Plugins, templates: Templates, template: Template) -> dict[tuple[TemplateSpot, str], Text]:
    """What to do about the names of the template that nothing feeds, by place and by each part of the name."""
    unknown = (each for each in fed(plugins, templates, template) if each.feed and each.feed.source is Source.UNKNOWN)
    return {
        (place, part): each.feed.hint
        for each in unknown
        if each.feed and each.feed.hint
        for place in each.use.places
        for part in {*each.use.chain, *each.use.source}
    }


def _unknown(name: str, *known: Spellings, certain: bool = True) -> Feed:
    """Nothing feeds `name`; the nearest of the first group that has a near one is hinted at."""
    near = next((spellings[word] for spellings in known if (word := nearest(name, spellings))), None)
    hint = Text("Did you mean {near}?", "是不是“{near}”？").format(near=near) if near else None
    return Feed(Source.UNKNOWN, Text("nothing known gives it", "没有找到来源"), hint=hint, certain=certain)


def _spellings(tables: Iterable[Table]) -> Spellings:
    """The names of all columns in templates, by what their headers may say."""
    columns = [column for table in tables for column in table.columns]
    said = {variable(header): column.var for column in columns for header in (*column.aliases, column.title)}
    return said | {column.var: column.var for column in columns}


def _columns(spots: Iterable[Spot]) -> Text:
    return Text(*["、".join(f"{table.name}.{column.title}" for table, column in spots)] * 2)


_ADDED = Text("added by the plugin {name}", "插件 {name} 添加")
