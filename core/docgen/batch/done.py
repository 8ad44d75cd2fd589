"""Runs that came to their end without an error: while nothing of what they were made of has changed, they are not made
again, and say again what they said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST
from docgen.batch.names import one_of_each_folder
from docgen.batch.publish import Outcome, Published
from docgen.batch.run import Report
from docgen.problems import Cell, DocumentSpot, FileLine, Place, Problem, Severity, TemplateSpot
from docgen.text import Text

_PLACES: dict[str, type[Place]] = {kind.__name__: kind for kind in (Cell, DocumentSpot, FileLine, TemplateSpot)}
R = TypeVar("R", bound=Report)
_MOST = 500  # problems that are worth keeping


class Done:
    """The finished runs of a workspace."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def find(self, key: str, inputs: str, kind: type[R]) -> R | None:
        """What a run of this key would report, if it was made of the same inputs and its files are as it left them."""
        if not self.ledger.file.exists():
            return None
        with self.ledger.open() as db:
            row = db.execute("SELECT files, report FROM done WHERE key = ? AND inputs = ?", (key, inputs)).fetchone()
        if row is None:
            return None
        files: Mapping[str, Sequence[int]] = json.loads(row[0])
        paths = [self.ledger.place(name) for name in files]
        if not all(map(_as_left, paths, files.values())):
            return None
        return _report(json.loads(row[1]), paths, kind)

    def note(self, key: str, inputs: str, report: Report) -> None:
        """Remember a run that has just ended; not one that failed, or left a file of a person where its own belongs."""
        plain = not report.failed and not any(file.beside or file.lacking for file in report.files)
        with self.ledger.open() as db:
            db.execute("DELETE FROM done WHERE key = ?", (key,))
            if plain and report.files and len(report.problems) <= _MOST:
                paths = [file.path for file in report.files]
                manifests = {own for path in one_of_each_folder(paths) if (own := path.with_name(MANIFEST)).exists()}
                files = json.dumps(self._files([*paths, *sorted(manifests)]), ensure_ascii=False)
                db.execute("INSERT INTO done VALUES (?, ?, ?, ?)", (key, inputs, files, _json(report)))

    def _files(self, paths: Iterable[Path]) -> dict[str, list[int]]:
        return {self.ledger.key(path): [stat.st_size, stat.st_mtime_ns] for path in paths if (stat := path.stat())}


def _as_left(path: Path, known: Sequence[int]) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    return [stat.st_size, stat.st_mtime_ns] == list(known)


def _json(report: Report) -> str:
    problems = [[_problem(each) for each in some] for some in (report.problems, report.errors)]
    facts = {name: value for name, value in vars(report).items() if isinstance(value, int)}
    return json.dumps({"generator": report.generator, "problems": problems, **facts}, ensure_ascii=False)


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.where
    return {**asdict(problem), "where": [type(where).__name__, asdict(where)] if where else None}


def _report(facts: dict[str, Any], paths: Iterable[Path], kind: type[R]) -> R:
    problems, errors = ([_as_problem(each) for each in some] for some in facts.pop("problems"))
    files = [Published(path, Outcome.UNCHANGED) for path in paths if path.name != MANIFEST]
    return kind(files=files, problems=problems, errors=tuple(errors), **{**facts, "same": facts["made"]})


def _as_problem(facts: dict[str, Any]) -> Problem:
    where = facts.pop("where")
    place = _PLACES[where[0]](**where[1]) if where else None
    text, hint = Text(*facts.pop("text")), facts.pop("hint")
    severity = Severity(facts.pop("severity"))
    return Problem(text=text, where=place, hint=Text(*hint) if hint else None, severity=severity, **facts)
