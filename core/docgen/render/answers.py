"""The other spellings that a value answers to in a template: First Name also stands for First_Name and first_name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.utils import missing

from docgen.schema import AmbiguousName, Record, find_name


class AmbiguousAnswer(SecurityError):
    """Two values answer to a name. `why` says so to the clerk."""

    def __init__(self, error: AmbiguousName) -> None:
        super().__init__(str(error))
        self.why = error.text


class AnsweringContext(Context):
    """The values of a document. A name that none of them has is looked for in its other spellings."""

    def resolve_or_missing(self, key: str) -> Any:
        """The value of `key`, or Jinja's `missing`. Raises AmbiguousAnswer."""
        value = super().resolve_or_missing(key)
        if value is not missing:
            return value
        found = _find(key, [name for name in self.parent if name not in self.environment.globals])
        return value if found is None else self.parent[found]


def find_answer(owner: Any, name: str) -> str | None:
    """The name of a value in `owner`, a row or a group of values, that answers to `name`, which itself is not there;
    None if there is none. Raises AmbiguousAnswer."""
    if isinstance(owner, Record):
        return _find(name, [*(column.var for column in owner.__table__.columns), *owner.extra])
    if isinstance(owner, Mapping) and not hasattr(owner, name):
        return _find(name, [each for each in owner if isinstance(each, str)])
    return None


def _find(name: str, known: Collection[str]) -> str | None:
    try:
        return find_name(name, known)
    except AmbiguousName as error:
        raise AmbiguousAnswer(error) from None
