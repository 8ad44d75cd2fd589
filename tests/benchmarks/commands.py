"""Whole commands, each in a new process."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from measure import Figure, children_seconds, measure, table

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "dujiangyan"
DOCGEN = str(Path(sys.executable).with_name("docgen"))


def report(folder: Path, rounds: int) -> str:
    workspace, empty = folder / "workspace", folder / "empty"
    empty.mkdir()
    figures = [
        Figure("import click", _sampler([sys.executable, "-c", "import click"]), "ms"),
        Figure("import docgen", _sampler([sys.executable, "-c", "import docgen"]), "ms", share=1.3),
        Figure("docgen --help, empty folder", _sampler([DOCGEN, "--help"], empty), "ms", share=2),
        Figure("docgen --help, example", _sampler([DOCGEN, "--help"], EXAMPLE), "ms", share=2.5),
        Figure("docgen bulletin week-3", _in_new_copy(workspace, "bulletin", "week-3"), "ms", limit=1500),
        Figure("docgen check", _in_new_copy(workspace, "check"), "ms", limit=3000),
    ]
    measure(figures, 1)  # compiles, and fills the disk's cache
    for figure in figures:
        figure.samples.clear()
    measure(figures, rounds)
    return table("Whole commands; CPU", figures, yardstick=figures[0])


def _sampler(command: Sequence[str | Path], folder: Path | None = None) -> Callable[[], float]:
    def run() -> None:
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            sys.exit(f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}")

    return lambda: children_seconds(run) * 1e3


def _in_new_copy(workspace: Path, *command: str) -> Callable[[], float]:
    """In a new copy of the workspace, so that every workbook is read anew."""
    run = _sampler([DOCGEN, "--workspace", workspace, *command])

    def sample() -> float:
        shutil.rmtree(workspace, ignore_errors=True)
        shutil.copytree(EXAMPLE, workspace, ignore=shutil.ignore_patterns("out", ".docgen"))
        return run()

    return sample
