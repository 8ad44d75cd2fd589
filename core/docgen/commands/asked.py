"""A generator with what somebody asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.commands.base import App
from docgen.period import Period, parse_period
from docgen.plugin.generator import Generator, Parameter


def instance(app: App, generator: type[Generator], asked: Mapping[str, Any]) -> Generator:
    """The generator with its parameters as somebody typed them. Raises DocgenError for a value that is none."""
    parameters = generator.parameters()
    made = generator(**{key: _value(app, parameters[key], typed) for key, typed in asked.items()})
    made.asked = asked
    return made


def of_everything(app: App, generator: Generator) -> Generator:
    """The same, asked for all places."""
    places = {name: () for name, each in generator.parameters().items() if each.kind is tuple}
    made = instance(app, type(generator), {**generator.asked, **places})
    made.register = app.register
    return made


def _value(app: App, declared: Parameter, typed: Any) -> Any:
    if declared.kind is Period and isinstance(typed, str):
        return parse_period(typed, app.workspace.settings.weeks, app.issue_period)
    return typed
