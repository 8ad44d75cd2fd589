"""Markdown in two languages, Chinese first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.text import Text


def both(text: Text) -> str:
    """Both languages for a cell of a table, one if they say the same."""
    return cell(text.zh if text.zh == text.en else f"{text.zh}\n{text.en}")


def cell(text: str) -> str:
    """A text that may stand in a cell of a table."""
    return "<br>".join(text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;").split("\n"))


def code(text: str) -> str:
    """A text as it is typed."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def table(headers: Sequence[Text], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [[f"{header.zh} {header.en}" for header in headers], ["---"] * len(headers), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
