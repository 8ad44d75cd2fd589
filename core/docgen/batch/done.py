"""Runs that came to their end without an error: while nothing of what they were made of has changed, they are not made
again, and say again what they said."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import TypedDict, TypeVar

from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST
from docgen.batch.names import one_of_each_folder
from docgen.batch.publishing import Outcome, Published
from docgen.batch.running import Report
from docgen.problems import Problem
from docgen.state import NotAsWritten, parse_as

R = TypeVar("R", bound=Report)
_MOST = 500  # problems that are worth keeping


class Done:
    """The finished runs of a workspace."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def find(self, key: str, inputs: str, kind: type[R]) -> R | None:
        """What a run of this key would report, if it was made of the same inputs and its files are as it left them."""
        query = "SELECT files, report FROM done WHERE key = ? AND inputs = ?"
        rows = self.ledger.select(tuple[str, str], query, (key, inputs))
        if not rows:
            return None
        try:
            files, facts = parse_as(dict[str, _Left], rows[0][0]), parse_as(_Facts, rows[0][1])
        except NotAsWritten:  # then it is made again
            return None
        paths = [self.ledger.place(name) for name in files]
        return _report(facts, paths, kind) if all(map(_as_left, paths, files.values())) else None

    def note(self, key: str, inputs: str, report: Report) -> None:
        """Remember a run that has just ended; not one that failed, or left a file of a person where its own belongs."""
        plain = not report.failed and not any(file.beside or file.lacking for file in report.files)
        files = self._files(report) if plain and len(report.problems) <= _MOST else {}
        with self.ledger.open() as db:
            db.execute("DELETE FROM done WHERE key = ?", (key,))
            if files:
                row = (key, inputs, json.dumps(files, ensure_ascii=False), _json(report))
                db.execute("INSERT INTO done VALUES (?, ?, ?, ?)", row)

    def _files(self, report: Report) -> dict[str, _Left]:
        """The files of a run with their manifests: size and time of each; none if one has gone meanwhile."""
        paths = [file.path for file in report.files]
        try:
            manifests = {own for path in one_of_each_folder(paths) if (own := path.with_name(MANIFEST)).exists()}
            return {self.ledger.key(path): _as_it_is(path) for path in (*paths, *sorted(manifests))}
        except OSError:
            return {}


_Left = tuple[int, int]
"""The size and the time of a file when a run ended."""


class _Facts(TypedDict):
    """What a run reported: its generator, its problems and its errors, its counts by name."""

    generator: str
    problems: list[Problem]
    errors: list[Problem]
    counts: dict[str, int]


def _as_left(path: Path, known: _Left) -> bool:
    try:
        return _as_it_is(path) == known
    except OSError:
        return False


def _as_it_is(path: Path) -> _Left:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _json(report: Report) -> str:
    problems, errors = ([asdict(each) for each in some] for some in (report.problems, report.errors))
    counts = {name: int(value) for name, value in vars(report).items() if isinstance(value, int)}
    facts = {"generator": report.generator, "problems": problems, "errors": errors, "counts": counts}
    return json.dumps(facts, ensure_ascii=False)


def _report(facts: _Facts, paths: Iterable[Path], kind: type[R]) -> R:
    files = [Published(path, Outcome.UNCHANGED) for path in paths if path.name != MANIFEST]
    found = kind(facts["generator"], files, facts["problems"], tuple(facts["errors"]))
    for each in fields(kind):
        if each.name in facts["counts"]:
            count = facts["counts"][each.name]
            setattr(found, each.name, bool(count) if isinstance(each.default, bool) else count)
    found.same = found.made
    return found
