"""Functions that fill slots, compiled for a class as dataclasses compile theirs: several times as quick as setattr,
which counts where there are 100,000 rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from keyword import iskeyword
from typing import Any, TypeVar
from unicodedata import is_normalized

from docgen.schema.record import Lore, Record

R = TypeVar("R", bound=Record)


def copier(names: Iterable[str]) -> Callable[[Record, Record], None]:
    """A function that gives a record (the first) these slots of another. It raises AttributeError for one that nobody
    has put."""
    lines = [_put("copy", name, _of("row", name)) for name in ("_row", *names)]
    return _compiled("fill(copy, row)", lines, {})  # type: ignore[no-any-return]


def maker(
    record: type[R], names: Iterable[str], same: Mapping[str, Any]
) -> Callable[[Lore, Iterable[tuple[Any, ...]]], list[R]]:
    """A function that makes records of one sheet, from the number of each and its values of these slots; `same` are
    the others, of which all have the same value."""
    named = {name: f"v{at}" for at, name in enumerate(names)}
    known = {f"s{at}": value for at, value in enumerate(same.values())}
    puts = {"_lore": "lore", "_row": "row", "_source": "None", **named, **dict(zip(same, known, strict=True))}
    lines = ["made = []", f"for {', '.join(('row', *named.values()))}, in rows:", "    record = new(kind)"]
    lines += [f"    {_put('record', name, value)}" for name, value in puts.items()]
    lines += ["    made.append(record)", "return made"]
    return _compiled("make(lore, rows)", lines, {**known, "new": record.__new__, "kind": record})  # type: ignore[no-any-return]


def _put(owner: str, name: str, value: str) -> str:
    return f"{owner}.{name} = {value}" if _is_plain(name) else f"setattr({owner}, {name!r}, {value})"


def _of(owner: str, name: str) -> str:
    return f"{owner}.{name}" if _is_plain(name) else f"getattr({owner}, {name!r})"


def _is_plain(name: str) -> bool:
    """Whether Python takes a name as it is, when it stands behind a dot."""
    return name.isidentifier() and not iskeyword(name) and is_normalized("NFKC", name)


def _compiled(head: str, lines: Iterable[str], known: dict[str, Any]) -> Any:
    exec("\n    ".join((f"def {head}:", *lines)), known)  # of names of columns only, each checked
    return known[head.partition("(")[0]]
