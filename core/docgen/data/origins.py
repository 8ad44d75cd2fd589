"""Rows in words: which file, which sheet, which rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.problems import Cell


def places(cells: Iterable[Cell]) -> Iterator[str]:
    """The rows by file and sheet, runs of them joined: 候选人.xlsx / 石羊镇  5–12, 14."""
    return of_sheets((cell, (cell.row or 0,)) for cell in cells)


def of_sheets(rows: Iterable[tuple[Cell, Iterable[int]]]) -> Iterator[str]:
    """The same of rows by their sheets; one may come several times."""
    found: dict[tuple[str, str], list[int]] = {}
    for sheet, numbers in rows:
        found.setdefault((sheet.file, sheet.sheet), []).extend(numbers)
    for (file, sheet_name), numbers in sorted(found.items()):
        yield f"{file} / {sheet_name}  {_runs(sorted(numbers))}"


def _runs(rows: list[int]) -> str:
    runs: list[list[int]] = []
    for row in rows:
        if runs and row <= runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(str(run[0]) if run[0] == run[-1] else f"{run[0]}–{run[-1]}" for run in runs)
