"""Counts the lines of code of each room, beside another checkout: python tests/count_lines.py [OTHER_CHECKOUT].

A line counts unless it is blank, a comment, or part of a docstring.
"""

import ast
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def count_code(path: Path) -> int:
    """The lines of a file that are code."""
    text = path.read_text("utf-8")
    skipped: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and body:
            first = body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                skipped.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(1 for number, line in lines if number not in skipped and line.strip() and line.strip()[0] != "#")


def count_rooms(checkout: Path) -> tuple[Counter[str], Counter[str]]:
    """The lines and the files of each room of the engine."""
    lines, files = Counter[str](), Counter[str]()
    root = checkout / "core" / "docgen"
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).parts
        room = parts[0] if len(parts) > 1 else "(ground floor)"
        lines[room] += count_code(path)
        files[room] += 1
    return lines, files


def main(checkouts: list[Path]) -> None:
    """Print a line for each room: lines and files of each checkout, and what changed."""
    counted = [count_rooms(checkout) for checkout in checkouts]
    rooms = sorted({room for lines, _ in counted for room in lines})
    for room in [*rooms, ""]:
        cells = []
        for lines, files in counted:
            total = (lines[room], files[room]) if room else (lines.total(), files.total())
            cells.append(total)
        text = "".join(f"{n:>8,} lines {f:>4} files" for n, f in cells)
        change = f"{cells[1][0] - cells[0][0]:>+8,} {cells[1][1] - cells[0][1]:>+4}" if len(cells) > 1 else ""
        print(f"{room or 'in all':<16}{text}{change}")


if __name__ == "__main__":
    main([*map(Path, sys.argv[1:]), HERE])
