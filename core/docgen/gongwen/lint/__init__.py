"""Looks whether a document follows GB/T 9704-2012 (docs/reference/lint.md).

findings → looks → document → parts → rules by area (page, head, title, body, attachments, signature, record, footers,
punctuation, leftovers, printed) → rules → fix. Importing this package costs nothing.
"""

from __future__ import annotations

from pathlib import Path

from docgen.gongwen.lint.findings import Draft, Finding, Hit, Rule

__all__ = ["Finding", "Hit", "Rule", "lint_file", "read_draft"]


def read_draft(path: Path) -> Draft:
    """A .docx as the rules see it. Raises DocgenError when it is none."""
    from docgen.gongwen.lint.document import read_document
    from docgen.gongwen.lint.parts import parts_of

    document = read_document(path)
    return Draft(document, parts_of(document))


def lint_file(path: Path, *, pages: bool = True) -> list[Finding]:
    """What is wrong with a .docx, errors first; with `pages` also what shows when it is printed.

    Where it cannot be printed, a note says that these rules were left out. Raises DocgenError when it is no .docx.
    """
    from docgen.gongwen.lint.rules import look

    return look(read_draft(path), pages=pages)
