"""Rows in words: which file, which sheet, which rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from docgen.problems import Cell


def places(cells: Iterable[Cell]) -> Iterator[str]:
    """The rows by file and sheet, runs of them joined: 候选人.xlsx / 石羊镇  5–12, 14."""
    ordered = sorted((cell.file, cell.sheet, cell.row or 0) for cell in cells)
    for (file, sheet), group in groupby(ordered, key=lambda cell: cell[:2]):
        yield f"{file} / {sheet}  {_runs([row for _, _, row in group])}"


def _runs(rows: list[int]) -> str:
    runs: list[list[int]] = []
    for row in rows:
        if runs and row <= runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(str(run[0]) if run[0] == run[-1] else f"{run[0]}–{run[-1]}" for run in runs)
