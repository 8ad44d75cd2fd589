"""`docgen templates vars --data`: which column of a data file feeds each name of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.commands.output import echo, echo_json, echo_table
from docgen.plugin.templates import Template
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.forms import Records
    from docgen.forms.fit import Fit
    from docgen.render.compiled import Filters


def say_fits(records: Records, template: Template, filters: Filters, *, as_json: bool) -> None:
    """Print the names of the template and what of the data feeds each."""
    from docgen.forms.fit import fits
    from docgen.render.uses import uses

    told = fits(records, uses(template.path, filters))
    if as_json:
        names = [_as_dict(each) for each in told]
        echo_json({"template": template.name, "path": str(template.path), "data": records.file, "names": names})
        return
    echo(Text("{name}: {path}", "{name}：{path}").format(name=template.name, path=template.path))
    headers = (Text("name", "名称"), Text("fed by", "数据来源"), Text("stands in", "位置"))
    echo_table(headers, [_row(each) for each in told])


def _row(fit: Fit) -> tuple[object, ...]:
    place = fit.use.places[0]
    return ".".join(fit.use.chain), _feed(fit), f"{place.part} {place.place}"


def _feed(fit: Fit) -> Text:
    if fit.feed:
        return fit.feed
    said = _NOTHING if not fit.use.optional else _MAY_BE_MISSING
    return Text("{said}. {hint}", "{said}。{hint}").format(said=said, hint=fit.hint) if fit.hint else said


_NOTHING = Text("not in the data", "数据里没有")
_MAY_BE_MISSING = Text("not in the data, and may be missing", "数据里没有（可以没有）")


def _as_dict(fit: Fit) -> dict[str, Any]:
    return {
        "name": ".".join(fit.use.chain),
        "in_context": ".".join(fit.use.source),
        "optional": fit.use.optional,
        "places": [str(place) for place in fit.use.places],
        "fed_by": fit.feed._asdict() if fit.feed else None,
        "hint": fit.hint._asdict() if fit.hint else None,
    }
