"""What a template asks for that lies above the access of its documents: columns that they may not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.plugin.feeds import Chain, Feeds, GeneratorFeeds, Source, Spot
from docgen.plugin.generator import Generator
from docgen.plugin.manager import Plugins
from docgen.plugin.templates import Template, Templates
from docgen.problems import DocgenError, Problem, Severity
from docgen.render.uses import Use, uses
from docgen.schema import ACCESS_NAMES, Access
from docgen.text import Text


@dataclass(frozen=True)
class Beyond:
    """A name that asks for too much, and the level of the column that it means."""

    use: Use
    level: Access
    mine: Access

    def problems(self) -> Iterator[Problem]:
        """One for each place in the template."""
        text = _BEYOND.format(
            name=".".join(self.use.chain), level=ACCESS_NAMES[self.level], mine=ACCESS_NAMES[self.mine]
        )
        for place in self.use.places:
            yield Problem("template-access", Severity.ERROR, text, place, _TAKE_OUT)


_BEYOND = Text(
    "{{{{ {name} }}}} is {level}, this document is {mine}", "{{{{ {name} }}}} 属于{level}，本文件是{mine}文件"
)
_TAKE_OUT = Text(
    "Take it out of the template; what documents may show is declared in the generator, or as access in form.toml, not "
    "in a template.",
    "请从模板里删去；文件的公开范围由程序或 form.toml 的 access 规定，不能在模板里放宽。",
)


def beyond(plugins: Plugins, template: Template, generator: type[Generator]) -> list[Beyond]:
    """The names of the template that mean columns above the generator's access. Raises DocgenError for a file that is
    not a Word document."""
    tables = plugins.registry.tables()
    own, every = GeneratorFeeds(plugins, tables, generator), Feeds(plugins, tables)
    filters = {name: owned.item for name, owned in plugins.registry.filters.items()}
    published = {(r.__table__.name, name) for r, names in generator.publishes.items() for name in names}
    found = []
    for use in uses(template.path, filters):
        spots = _parts(use.source, own, every) if use.source[0] in own.words else _meant(use, own, every)
        levels = [c.access for t, c in spots if c.access > generator.access and (t.name, c.name) not in published]
        if levels:
            found.append(Beyond(use, min(levels), generator.access))
    return found


def refuse(plugins: Plugins, templates: Templates, template: Template) -> None:
    """Raise DocgenError when the template asks for more than the documents made from it may show: all the names, with
    their places."""
    found = [each for generator in templates.generators(template) for each in beyond(plugins, template, generator)]
    problems = list(dict.fromkeys(problem for each in found for problem in each.problems()))
    if problems:
        names = "、".join(dict.fromkeys(".".join(each.use.chain) for each in found))
        text = _REFUSED.format(template=template.name, names=names)
        raise DocgenError(text, hint=problems[0].hint, problems=problems)


_REFUSED = Text(
    "the template {template} asks for more than its documents may show, so nothing was made: {names}",
    "模板 {template} 要用的数据超出本文件的公开范围，没有生成：{names}",
)


def _meant(use: Use, own: GeneratorFeeds, every: Feeds) -> tuple[Spot, ...]:
    """The columns that a name may mean which the document does not have; none if something stands in for it."""
    feed = own.of(use.source)
    if feed.source is Source.COLUMN:
        return feed.columns
    return every.columns_of(use.source) if feed.source is Source.UNKNOWN and not use.optional else ()


def _parts(chain: Chain, own: GeneratorFeeds, every: Feeds) -> tuple[Spot, ...]:
    """The columns that a part may mean of what the document has, such as a row; none if code says the name itself, or a
    row could show it, or a mask for it."""
    name = chain[-1]
    if len(chain) == 1 or name in own.words or name in own.figures:
        return ()
    spots = own.of(chain).columns or every.columns_of((name,))
    may_show = any(column.mask is not None or column.access <= own.generator.access for _, column in spots)
    return () if may_show else spots
