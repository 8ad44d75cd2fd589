"""Measure whole commands against the budgets, as ratios in one run: make bench.

Every round runs each command once, so that what else the machine does falls on all; medians are shown.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "dujiangyan"
DOCGEN = str(Path(sys.executable).with_name("docgen"))


@dataclass
class Case:
    """A command, and what it may cost: seconds, or times the yardstick's seconds."""

    name: str
    command: Callable[[Path], Sequence[str | Path]]
    seconds: float | None = None
    ratio: float | None = None
    fresh_workspace: bool = False
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    def within(self, yardstick: float) -> bool:
        return self.median <= (self.seconds or self.median) and self.median <= (self.ratio or 1e9) * yardstick

    @property
    def budget(self) -> str:
        if self.seconds is not None:
            return f"≤ {self.seconds:.1f} s"
        return f"≤ {self.ratio:g} ×" if self.ratio is not None else ""


CASES = [
    Case("import click", lambda _: [sys.executable, "-c", "import click"]),
    Case("docgen --help", lambda _: [DOCGEN, "--help"], ratio=3),
    Case(
        "docgen bulletin week-3",
        lambda workspace: [DOCGEN, "--workspace", workspace, "bulletin", "week-3"],
        seconds=1.5,
        fresh_workspace=True,
    ),
]


def measure(case: Case, root: Path) -> None:
    """Run the command once; a workspace is copied before the clock starts, so every workbook is read anew."""
    workspace = root / "workspace"
    if case.fresh_workspace:
        shutil.rmtree(workspace, ignore_errors=True)
        shutil.copytree(EXAMPLE, workspace, ignore=shutil.ignore_patterns("out", ".docgen"))
    command = case.command(workspace)
    start = time.perf_counter()
    done = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True, encoding="utf-8")
    case.times.append(time.perf_counter() - start)
    if done.returncode:
        sys.exit(f"{case.name}: exit {done.returncode}\n{done.stdout}{done.stderr}")


def table(cases: Sequence[Case]) -> str:
    yardstick = cases[0].median
    rows = [("command", "median", "ratio", "budget", "")]
    for case in cases:
        verdict = "" if not case.budget else "ok" if case.within(yardstick) else "over"
        rows.append((case.name, f"{case.median:.3f} s", f"{case.median / yardstick:.1f}", case.budget, verdict))
    return "\n".join(f"{a:<24}{b:>9}{c:>8}  {d:<10}{e}".rstrip() for a, b, c, d, e in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each command runs (default: 9)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as folder:
        for case in CASES:
            measure(case, Path(folder))
            case.times.clear()  # the first run compiles and fills the disk's cache
        for _ in range(rounds):
            for case in CASES:
                measure(case, Path(folder))
    print(table(CASES))
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"\n{rounds} rounds, Python {version}, {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
