"""What recorder.py noted of the tests: their costs, and which of them execute a line."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mutants import Mutant


class Cost(NamedTuple):
    """What a test costs; sorted, the quickest stand first and those marked slow last."""

    slow: bool
    seconds: float


class Records:
    """The tests by the lines that they execute."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.costs: dict[str, Cost] = {}
        self._by_line: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._by_file: dict[str, set[str]] = defaultdict(set)
        for folder in folders:
            for file in sorted(folder.glob("*.jsonl")):
                for line in read_lines(file):
                    self._add(json.loads(line))

    def _add(self, record: dict[str, object]) -> None:
        test, lines = str(record["test"]), record["lines"]
        assert isinstance(lines, dict)
        self.costs[test] = Cost(bool(record["slow"]), float(str(record["wall"])))
        for file, numbers in lines.items():
            self._by_file[file].add(test)
            for number in numbers:
                self._by_line[file, number].add(test)

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that execute a line of the mutant, the cheapest first. Of a line that runs only when its module is
        imported, or only in another process, all tests that execute something of the file."""
        lines = range(mutant.line, mutant.end_line + 1)
        found = set().union(*(self._by_line[mutant.file, line] for line in lines)) or self._by_file[mutant.file]
        return sorted(found, key=lambda test: (self.costs[test], test))


def read_lines(file: Path) -> list[str]:
    """The lines of a file; none of one that is not there."""
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
