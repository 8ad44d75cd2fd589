"""A generator with what somebody asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.app.session import Session
from docgen.period import Period, parse_period
from docgen.plugin.generator import Generator, Parameter


def instance(session: Session, generator: type[Generator], asked: Mapping[str, Any]) -> Generator:
    """The generator with its parameters as somebody typed them. Raises DocgenError for a value that is none."""
    parameters = generator.parameters()
    made = generator(**{key: _value(session, parameters[key], typed) for key, typed in asked.items()})
    made.asked = asked
    return made


def of_everything(session: Session, generator: Generator) -> Generator:
    """The same, asked for all places."""
    places = {name: () for name, each in generator.parameters().items() if each.kind is tuple}
    made = instance(session, type(generator), {**generator.asked, **places})
    made.register = session.register
    return made


def _value(session: Session, declared: Parameter, typed: Any) -> Any:
    if declared.kind is Period and isinstance(typed, str):
        return parse_period(typed, session.workspace.settings.weeks, session.issue_period)
    return typed
