"""A document that was issued stays as it was signed; what its data would print now is compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.batch.hashes import sha256_of
from docgen.batch.publishing import File, Outcome, Published, Publishes
from docgen.problems import DocumentSpot, Problem, Severity
from docgen.register import Issue
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.plan import Item

LISTED = 40
"""Differences that are named one by one."""


def stand(item: Item, out: Path, publisher: Publishes) -> tuple[Published, list[Problem]]:
    """The issued file of an item, brought back if it is gone, and what is to be said of it."""
    issue = item.issued
    assert issue is not None
    path = out / issue.file
    problems = list(alterations(issue, item.context, path.name))
    if not path.exists() and issue.content is not None:
        return publisher.put(File(path, issue.content)), problems
    if not path.exists():
        problems.append(_problem("issued-gone", path.name, _GONE, Severity.ERROR))
    elif sha256_of(path) != issue.sha256:
        hint = _BACK if issue.content is not None else None
        problems.append(replace(_problem("issued-edited", path.name, _EDITED), hint=hint))
    return Published(path, Outcome.UNCHANGED), problems


def alterations(issue: Issue, context: Mapping[str, Any], name: str) -> Iterator[Problem]:
    """What late or changed rows would print differently: a warning for each place, with both values."""
    printed = issue.kept.get("printed")
    if printed is None:
        return
    now = flat(context)
    changed = [key for key in {**printed, **now} if printed.get(key) != now.get(key)]
    called = issue.kept.get("called", f"第{issue.number}期")
    for key in changed[:LISTED]:
        old, new = (_shown(values.get(key)) for values in (printed, now))
        yield _problem("issued-since", name, _CHANGED.format(called=called, key=key, old=old, new=new))
    if len(changed) > LISTED:
        yield _problem("issued-since", name, Text("… and {n} more", "……另有{n}处").format(n=len(changed) - LISTED))
    if changed:
        yield Problem("issued-since", Severity.NOTE, _STAYS, DocumentSpot(name), _CORRECT)


def _shown(value: str | None) -> str:
    if value is None:
        return "—"
    return value if len(value) <= _LONG else f"{value[:_LONG]}…"


_LONG = 60
_CHANGED = Text("{key}: {called} prints “{old}”, the data now says “{new}”", "{key}：{called}印“{old}”，现为“{new}”")
_STAYS = Text("the issued file stays as it is", "已签发的文件不改")
_EDITED = Text("the issued file has been changed since it was issued", "签发后这个文件被改动过，与签发时不一致")
_BACK = Text(
    "To bring back what was issued: move this file away and run this again.",
    "如要恢复签发时的原件：移走这个文件，再运行一次。",
)
_GONE = Text(
    "the issued file is not there, and no copy of a restricted one is kept",
    "已签发的文件不在原处；受限文件不留副本，请从档案恢复",
)


def _problem(code: str, name: str, text: Text, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(code, severity, text, DocumentSpot(name))


_CORRECT = Text(
    "To print a correction: docgen register reissue NUMBER --reason …",
    "如需更正重印：docgen register reissue 期号 --reason 原因",
)

NOT_PRINTED = frozenset({"草稿"})


def flat(value: Any, name: str = "") -> dict[str, str]:
    """What a context prints, by name: 累计.总数, 分表.石羊镇.人数."""
    if isinstance(value, Mapping):
        parts = {str(key): part for key, part in value.items() if key not in NOT_PRINTED}
    elif isinstance(value, list | tuple):
        parts = dict(zip(_names(value), value, strict=True))
    else:
        return {name: "" if value is None else str(value)}
    found: dict[str, str] = {}
    for key, part in parts.items():
        found.update(flat(part, f"{name}.{key}" if name else key))
    return found


def _names(rows: Sequence[Any]) -> list[str]:
    """What rows are called: by the first words in each, so that a new row moves none, else by their numbers."""
    names = [_name(row) for row in rows]
    if None in names or len(set(names)) < len(names):
        return [str(number) for number in range(1, len(rows) + 1)]
    return [str(name) for name in names]


def _name(row: Any) -> str | None:
    values = row.values() if isinstance(row, Mapping) else ()
    return next((value for value in values if isinstance(value, str) and not value.isdecimal()), None)
