"""Facts that docgen reads back from a state file: values of the kind that it once wrote, or an error.

State files are data: somebody may have edited one, cut it off, or put another in its place. `read_as` gives a value as
the dataclass, TypedDict or plain type that the code expects, and raises NotAsWritten for every other. Texts hold no NUL
and no half characters, whole numbers fit into 64 bits, so that whatever is done with them later can be done.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NotRequired,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

T = TypeVar("T")

_DEEPEST = 40
_UNFIT = re.compile("[\0\ud800-\udfff]").search
_LARGEST = (1 << 63) - 1


class NotAsWritten(ValueError):
    """A value that docgen never wrote there."""


class Within(NamedTuple):
    """The least and the largest whole number that may stand somewhere, or the length that a list or text may have:
    Annotated[int, Within(0, 5000)]."""

    least: int
    largest: int


Check = Callable[[Any], Any]
"""Takes a plain value, gives it as it is expected, or raises NotAsWritten."""


def parse_as(kind: type[T], text: str | bytes) -> T:
    """Read JSON as a value of `kind`. Raises NotAsWritten for any other text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAsWritten("no JSON") from None
    # Only an escape spells a NUL or half a character, and of a million letters none is looked through without need.
    if (b"\\u" in text) if isinstance(text, bytes) else ("\\u" in text):
        _refuse_unfit(value)
    return cast(T, _check_of(cast(Hashable, kind))(value))


def read_as(kind: type[T], value: object) -> T:
    """Give a plain value as what `kind` says: a scalar, Any (plain values), list, tuple, dict or Mapping, a union, a
    Literal, a date, a dataclass, a TypedDict or a NamedTuple. Raises NotAsWritten if it is none."""
    _refuse_unfit(value)
    return cast(T, _check_of(cast(Hashable, kind))(value))


def read_rows(kind: type[T], rows: Iterable[Sequence[object]]) -> list[T]:
    """Give the rows of a query as tuples of `kind`, such as tuple[str, int | None]. Raises NotAsWritten."""
    found = list(rows)
    for column in zip(*found, strict=False):
        if "\0" in "".join(value for value in column if type(value) is str):
            raise NotAsWritten("NUL")
    made = getattr(kind, "_make", tuple)
    return [cast(T, made(row)) for row in _rows_of(cast(Hashable, kind))(found)]


@lru_cache(maxsize=256)
def _rows_of(kind: Any) -> Check:
    if (names := getattr(kind, "_fields", None)) is None:
        return _table(get_args(kind), tuple)
    hints = get_type_hints(kind, include_extras=True)
    return _table([hints[name] for name in names], tuple)


@lru_cache(maxsize=256)
def _check_of(kind: Any) -> Check:
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin in _MAKERS:
        return _MAKERS[origin](*parts)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind)
    if is_dataclass(kind):
        return _dataclass(cast(type, kind))
    if isinstance(kind, type) and hasattr(kind, "__total__"):
        return _typed_dict(kind)
    if isinstance(kind, type) and hasattr(kind, "_fields"):
        return _named_tuple(kind)
    raise TypeError(f"no state file holds {kind}")


# -- scalars --


def _scalar(*allowed: type) -> Check:
    def check(value: object) -> object:
        if type(value) not in allowed:
            raise NotAsWritten(value)
        return value

    return check


def _refuse_unfit(value: object, deep: int = 0) -> None:
    """Raise NotAsWritten for plain values that hold a text which no file and no database takes."""
    if deep > _DEEPEST or (type(value) is str and _UNFIT(value)):
        raise NotAsWritten(value)
    for each in (*value.keys(), *value.values()) if isinstance(value, dict) else value if type(value) is list else ():
        _refuse_unfit(each, deep + 1)


def _whole(value: object) -> int:
    if type(value) is not int or not -_LARGEST <= value <= _LARGEST:
        raise NotAsWritten(value)
    return value


def _date(value: object) -> date:
    try:
        return date.fromisoformat(_of_type(str, value))
    except ValueError:
        raise NotAsWritten(value) from None


def _enum(kind: type[Enum]) -> Check:
    def check(value: object) -> Enum:
        try:
            return kind(value)
        except ValueError:
            raise NotAsWritten(value) from None

    return check


def _plain(value: object, deep: int = 0) -> object:
    """Whatever JSON holds, as deep as docgen ever writes it."""
    if deep > _DEEPEST:
        raise NotAsWritten("too deep")
    if type(value) is dict:
        return {name: _plain(each, deep + 1) for name, each in value.items()}
    if type(value) is list:
        return [_plain(each, deep + 1) for each in value]
    return _whole(value) if type(value) is int else _scalar(str, bool, float, types.NoneType)(value)


_SCALARS: dict[Any, Check] = {
    str: _scalar(str),
    int: _whole,
    bool: _scalar(bool),
    bytes: _scalar(bytes),
    types.NoneType: _scalar(types.NoneType),
    date: _date,
    Any: _plain,
}


# -- what holds others --


def _list(part: Any) -> Check:
    whole = _column(part)
    return lambda value: whole(_of_type(list, value))


def _tuple(*parts: Any) -> Check:
    if parts[-1] is Ellipsis:
        whole = _column(parts[0])
        return lambda value: tuple(whole(_of_type(list, value)))
    checks = [_check_of(part) for part in parts]

    def check(value: object) -> tuple[object, ...]:
        if type(value) not in (list, tuple) or len(cast(Sequence[object], value)) != len(checks):
            raise NotAsWritten(value)
        return tuple(each(one) for each, one in zip(checks, cast(Sequence[object], value), strict=True))

    return check


def _named_tuple(kind: Any) -> Check:
    hints = get_type_hints(kind, include_extras=True)
    plain = _tuple(*(hints[name] for name in kind._fields))
    return lambda value: kind(*plain(value))


def _dict(name: Any, part: Any) -> Check:
    names, whole = _column(name), _column(part)

    def check(value: object) -> dict[Any, Any]:
        found = _of_type(dict, value)
        return dict(zip(names(list(found)), whole(list(found.values())), strict=True))

    return check


def _union(*parts: Any) -> Check:
    checks = [_check_of(part) for part in parts]

    def check(value: object) -> object:
        for each in checks:
            try:
                return each(value)
            except NotAsWritten:
                continue
        raise NotAsWritten(value)

    return check


def _literal(*known: object) -> Check:
    def check(value: object) -> object:
        if not any(type(value) is type(each) and value == each for each in known):
            raise NotAsWritten(value)
        return value

    return check


def _annotated(kind: Any, within: Within) -> Check:
    plain = _check_of(kind)

    def check(value: object) -> object:
        found = plain(value)
        if not within.least <= (found if type(found) is int else len(found)) <= within.largest:
            raise NotAsWritten(value)
        return found

    return check


def _of_type(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise NotAsWritten(value)
    return value


_MAKERS: dict[Any, Callable[..., Check]] = {
    list: _list,
    tuple: _tuple,
    dict: _dict,
    Mapping: _dict,
    Union: _union,
    types.UnionType: _union,
    Literal: _literal,
    Annotated: _annotated,
    NotRequired: _check_of,
}


# -- many values at once: a pack has five hundred letters, a workspace a million --


def _column(kind: Any) -> Check:
    """A check of a list of values of one kind."""
    if kind is str:
        return _texts
    if kind is int:
        return _wholes
    if get_origin(kind) is tuple and Ellipsis not in get_args(kind):
        return _table(get_args(kind))
    rest = [part for part in get_args(kind) if part is not types.NoneType]
    if len(rest) == 1 and get_origin(kind) in (Union, types.UnionType):
        return _optional(_column(rest[0]))
    one = _check_of(kind)
    return lambda values: [one(each) for each in values]


def _optional(column: Check) -> Check:
    def check(values: list[Any]) -> list[Any]:
        found = iter(column([each for each in values if each is not None]))
        return [None if each is None else next(found) for each in values]

    return check


def _texts(values: list[Any]) -> list[Any]:
    if not {*map(type, values)} <= {str}:
        raise NotAsWritten(values)
    return values


def _wholes(values: list[Any]) -> list[Any]:
    if not {*map(type, values)} <= {int} or (values and not -_LARGEST <= min(values) <= max(values) <= _LARGEST):
        raise NotAsWritten(values)
    return values


def _table(kinds: Sequence[Any], row: type = list) -> Check:
    """A check of a list of lists, or of another kind of `row`, of one length, column by column."""
    columns = [_column(kind) for kind in kinds]
    is_plain = all(kind in (str, int) for kind in kinds)

    def check(value: object) -> list[tuple[Any, ...]]:
        rows = _of_type(list, value)
        if not {*map(type, rows)} <= {row} or not {*map(len, rows)} <= {len(columns)}:
            raise NotAsWritten(value)
        read = [column(list(map(itemgetter(place), rows))) for place, column in enumerate(columns)]
        return list(map(tuple, rows)) if is_plain else list(zip(*read, strict=True))

    return check


# -- what has names --


def _dataclass(kind: type) -> Check:
    hints = get_type_hints(kind, include_extras=True)
    known = {each.name: _check_of(hints[each.name]) for each in fields(kind)}
    needed = {each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING}

    def check(value: object) -> object:
        found = _of_type(dict, value)
        if not needed <= found.keys() <= known.keys():
            raise NotAsWritten(value)
        return kind(**{name: known[name](each) for name, each in found.items()})

    return check


def _typed_dict(kind: Any) -> Check:
    """A check of a dict with these names, and others that a newer docgen may have written."""
    hints = get_type_hints(kind, include_extras=True)  # __required_keys__ knows nothing of annotations that are texts
    needed = {name for name, part in hints.items() if kind.__total__ and get_origin(part) is not NotRequired}
    known = {name: _check_of(part) for name, part in hints.items()}

    def check(value: object) -> dict[str, Any]:
        found = _of_type(dict, value)
        if not needed <= found.keys():
            raise NotAsWritten(value)
        return {name: known.get(name, _plain)(each) for name, each in found.items()}

    return check
