"""Figures measured in rounds that take turns, so that what else the machine does falls on all; and their table."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Figure:
    """What is measured, and what it may cost: times the yardstick's, or an amount in its unit."""

    what: str
    sample: Callable[[], float] | None = None
    unit: str = "µs"
    share: float | None = None
    limit: float | None = None
    missing: str = ""
    samples: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    def ratio(self, yardstick: "Figure") -> float:
        """The median of the rounds' ratios."""
        return statistics.median(a / b for a, b in zip(self.samples, yardstick.samples, strict=True))

    def row(self, yardstick: "Figure | None") -> list[str]:
        if not self.samples:
            return [self.what, "not measured", "", "", self.budget, ""]
        ratio = self.ratio(yardstick) if yardstick and yardstick.samples else None
        spread = f"{number(min(self.samples))}–{number(max(self.samples))}"
        shown = fraction(ratio) if ratio is not None else ""
        return [self.what, f"{number(self.median)} {self.unit}", spread, shown, self.budget, self._verdict(ratio)]

    @property
    def budget(self) -> str:
        share = [f"≤ {fraction(self.share)}"] if self.share is not None else []
        limit = [f"≤ {number(self.limit)} {self.unit}"] if self.limit is not None else []
        return ", ".join(limit + share)

    def _verdict(self, ratio: float | None) -> str:
        if not self.budget:
            return ""
        over_share = self.share is not None and ratio is not None and ratio > self.share
        return "over" if over_share or (self.limit is not None and self.median > self.limit) else "ok"


def measure(figures: Iterable[Figure], rounds: int) -> None:
    """Each round takes a sample of every figure."""
    for _ in range(rounds):
        for figure in figures:
            if figure.sample:
                figure.samples.append(figure.sample())


def table(title: str, figures: Sequence[Figure], yardstick: Figure | None = None) -> str:
    heading = ["what", "median", "min–max", "ratio", "budget", ""]
    rows = [heading, *(figure.row(yardstick) for figure in figures)]
    return section(title, markdown(rows), [f"{figure.what}: {figure.missing}" for figure in figures if figure.missing])


def section(title: str, body: str, missing: Sequence[str]) -> str:
    """A table under its title; what could not be measured follows, with the reason."""
    lines = [f"- not measured: {what}" for what in missing]
    return "\n".join([f"## {title}", "", body, "", *lines, *[""] * bool(lines)])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown that can be read as it is; the first row is the heading."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], ["-" * width for width in widths], *rows[1:]]
    return "\n".join(f"| {' | '.join(map(str.ljust, row, widths))} |" for row in ruled)


def number(value: float) -> str:
    """Three figures or a little more."""
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def fraction(ratio: float) -> str:
    return f"1/{1 / ratio:.0f}" if ratio < 0.15 else f"{ratio:.2f} ×"


def repeated(work: Callable[[], object], seconds: float = 0.02) -> Callable[[], float]:
    """A sampler: CPU microseconds of one call of `work`, out of as many as take `seconds`."""
    times = 1
    while _cpu_seconds(work, times) < seconds:
        times *= 2
    return lambda: _cpu_seconds(work, times) / times * 1e6


def _cpu_seconds(work: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - start


def children_seconds(run: Callable[[], Any]) -> float:
    """The CPU seconds of the processes that `run` started and waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Worker:
    """A process that tells about itself in its first line, then answers each line with a sample."""

    def __init__(self, command: Sequence[str | Path], **variables: str) -> None:
        """Raises OSError when it cannot start or ends at once; the text says why."""
        environment = {**os.environ, **variables}
        pipe = subprocess.PIPE
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115, open as long as the process
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=self._errors, env=environment, text=True, encoding="utf-8"
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions, self._answers = self._process.stdin, self._process.stdout
        self.first_line = self._answers.readline()
        if not self.first_line:
            self.close()
            raise OSError(self._why())

    def _why(self) -> str:
        self._errors.seek(0)
        lines = (line.strip() for line in self._errors)
        return next((line for line in lines if "Error: " in line), f"exit {self._process.returncode}")

    def sample(self) -> float:
        self._questions.write("\n")
        self._questions.flush()
        return float(self._answers.readline())

    def close(self) -> None:
        self._process.communicate()


def machine() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    names = (line for line in _cpu_info() if line.startswith("model name"))
    model = next(names, "").partition(":")[2].strip()
    return f"Python {version}, {sys.platform}, {os.cpu_count()} cores {model}".strip()


def _cpu_info() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
