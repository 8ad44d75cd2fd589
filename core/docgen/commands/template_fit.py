"""`docgen templates vars --data`: which column of a data file feeds each name of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.commands.output import echo, echo_json, echo_table
from docgen.plugin.templates import Template
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.forms.fit import Fit
    from docgen.forms.records import Records
    from docgen.render.environment import Functions


def say_fits(records: Records, template: Template, filters: Functions, *, as_json: bool) -> None:
    """Print the names of the template and what of the data feeds each."""
    from docgen.forms.fit import fits
    from docgen.render.uses import uses

    told = fits(records, uses(template.path, filters))
    if as_json:
        names = [_as_dict(records, each) for each in told]
        echo_json({"template": template.name, "path": str(template.path), "data": records.file, "names": names})
        return
    echo(Text("{name}: {path}", "{name}：{path}").format(name=template.name, path=template.path))
    headers = (Text("name", "名称"), Text("fed by", "数据来源"), Text("stands in", "位置"))
    echo_table(headers, [_row(records, each) for each in told])


def several(records: Records, fit: Fit) -> Text | None:
    """What is wrong where several columns of the data have the name, so that none feeds it."""
    name = fit.use.source[-1]
    cells = next((table.unclear[name] for table in records.tables if name in table.unclear), None)
    if fit.feed or not cells:
        return None
    return _SEVERAL.format(name=name, cells="、".join(map(str, cells)))


_SEVERAL = Text("several columns are called {name}: {cells}", "有几列都叫“{name}”：{cells}")
_RENAME = Text("Rename those that are not meant", "请给不用的列改名")


def hint(records: Records, fit: Fit) -> Text | None:
    """What to do where nothing feeds the name, which may be a header as it stands in the sheet (E-mail)."""
    from docgen.render.mistakes.rewrite import as_column

    if several(records, fit):
        return _RENAME
    known = [name for table in records.tables for name in table.letters]
    return as_column(fit.use.places[0].tag, known) or fit.hint


def _row(records: Records, fit: Fit) -> tuple[object, ...]:
    place = fit.use.places[0]
    return ".".join(fit.use.chain), _feed(records, fit), f"{place.part} {place.place}"


def _feed(records: Records, fit: Fit) -> Text:
    if fit.feed:
        return fit.feed
    said = several(records, fit) or (_MAY_BE_MISSING if fit.use.optional else _NOTHING)
    todo = hint(records, fit)
    return Text("{said}. {hint}", "{said}。{hint}").format(said=said, hint=todo) if todo else said


_NOTHING = Text("not in the data", "数据里没有")
_MAY_BE_MISSING = Text("not in the data, and may be missing", "数据里没有（可以没有）")


def _as_dict(records: Records, fit: Fit) -> dict[str, Any]:
    todo = None if fit.feed else hint(records, fit)
    return {
        "name": ".".join(fit.use.chain),
        "in_context": ".".join(fit.use.source),
        "optional": fit.use.optional,
        "places": [str(place) for place in fit.use.places],
        "fed_by": fit.feed._asdict() if fit.feed else None,
        "hint": todo._asdict() if todo else None,
    }
