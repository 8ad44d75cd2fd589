"""What many documents print, what they have in common said once: cheap to send, to keep and to compare."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

_NO_REFERENCES = 2  # the version of marshal that writes equal values alike, however often they are used


@dataclass(frozen=True)
class Contexts:
    """The contexts of documents of one template, in their order: `common` to all, and the values of `names` in each."""

    common: dict[str, Any]
    names: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @classmethod
    def of(cls, contexts: Sequence[Mapping[str, Any]]) -> Contexts:
        """The same contexts. Only values that are one object in all of them are common."""
        first = contexts[0] if contexts else {}
        if "" in first or any(context.keys() != first.keys() for context in contexts):
            return cls({}, _WHOLE, [(dict(context),) for context in contexts])
        common = {name: v for name, v in first.items() if all(context[name] is v for context in contexts)}
        names = tuple(name for name in first if name not in common)
        return cls(common, names, [tuple([context[name] for name in names]) for context in contexts])

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if self.names == _WHOLE:
            yield from (dict(row[0]) for row in self.rows)
            return
        for row in self.rows:
            yield {**self.common, **dict(zip(self.names, row, strict=True))}

    def digest(self) -> str:
        """The same for equal contexts, in any process, whichever of their values are one object."""
        if self.names == _WHOLE:
            return digest([sorted(context.items()) for context in self])
        columns = dict(zip(self.names, zip(*self.rows, strict=True), strict=True))
        same = {name: values[0] for name, values in columns.items() if _are_equal(values)}
        differ = [(name, values) for name, values in sorted(columns.items()) if name not in same]
        return digest((len(self), sorted({**self.common, **same}.items()), differ))


_WHOLE = ("",)
"""The names of contexts that have not all the same: each row is a context."""


def _are_equal(values: Sequence[Any]) -> bool:
    """Whether values print the same; 1 and True do not, though they are equal."""
    first = values[0]
    if first.__class__ is str:
        return all(value.__class__ is str and value == first for value in values)
    return len(values) == 1 or (digest(values[1]) == digest(first) and len(set(map(digest, values))) == 1)


def digest(value: Any) -> str:
    """32 hexadecimal digits that differ when a value does; equal ones may differ too if they are no plain data."""
    try:
        data = marshal.dumps(value, _NO_REFERENCES)
    except ValueError:
        data = marshal.dumps(_plain(value), _NO_REFERENCES)
    return blake2b(data, digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    """The value, made of what marshal can write."""
    kind = value.__class__
    if value is None or kind in (str, int, float, bool, bytes):
        return value
    if isinstance(value, Mapping):
        return (kind.__qualname__, [(_plain(key), _plain(each)) for key, each in value.items()])
    if kind in (list, tuple):
        return (kind.__qualname__, [_plain(each) for each in value])
    if isinstance(value, (set, frozenset)):
        return (kind.__qualname__, sorted(map(digest, value)))  # in any process
    if isinstance(value, int):
        return (kind.__qualname__, int(value), _plain(getattr(value, "__dict__", None)))
    if isinstance(value, date):
        return (kind.__qualname__, value.isoformat())
    return (kind.__qualname__, pickle.dumps(value))
