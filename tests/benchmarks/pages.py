"""Pages to PDF: files of 400 pages by two LibreOffices, against one call for each document."""

import subprocess
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from documents import HOUSEHOLD, letter
from docx import Document
from docx.oxml import OxmlElement
from measure import Figure, children_seconds, table

from docgen.pdf import find_libreoffice, to_pdfs
from docgen.render import compile_template

PAGES = 400
ROUNDS = 3
BUDGET = 12
"""Milliseconds a page: 100,000 pages in 20 minutes."""


def report(folder: Path, rounds: int) -> str:
    """`rounds` is for shorter work."""
    program = find_libreoffice()
    if program is None:
        return "## PDF\n\nnot measured: there is no LibreOffice\n"
    one = folder / "one.docx"
    one.write_bytes(compile_template(letter(folder / "letter.docx")).render(HOUSEHOLD))
    files = [_repeated(one, folder / f"{name}.docx") for name in "ab"]
    wall = [
        Figure("docgen, 2 × 400 pages, 2 processes", unit="ms", limit=BUDGET),
        Figure("soffice for each", unit="ms"),
    ]
    cpu = [Figure(figure.what, unit="ms") for figure in wall]
    naive = _naive(program, one, folder)
    naive()  # makes its profile
    for _ in range(min(rounds, ROUNDS)):
        _take(wall[0], cpu[0], lambda: _made(files), PAGES * len(files))
        _take(wall[1], cpu[1], naive, 1)
    return table("PDF: time a page", wall, wall[1]) + "\n" + table("PDF: CPU a page", cpu, cpu[1])


def _take(wall: Figure, cpu: Figure, work: Callable[[], Any], pages: int) -> None:
    start = time.perf_counter()
    cpu.samples.append(children_seconds(work) / pages * 1e3)
    wall.samples.append((time.perf_counter() - start) / pages * 1e3)


def _repeated(document: Path, path: Path) -> Path:
    """The one page of `document` PAGES times."""
    made = Document(str(document))
    body = made.element.body
    paragraphs = list(body.iterchildren())[:-1]
    for _ in range(PAGES - 1):
        copies = deepcopy(paragraphs)
        copies[0].get_or_add_pPr().insert(0, OxmlElement("w:pageBreakBefore"))
        for copy in copies:
            body.insert(len(body) - 1, copy)
    made.save(str(path))
    return path


def _made(files: list[Path]) -> None:
    for path, made in to_pdfs(files, processes=2):
        if not isinstance(made, bytes) or made.count(b"/Type/Page/") != PAGES:
            raise RuntimeError(f"{path.name} did not become {PAGES} pages")


def _naive(program: str, document: Path, folder: Path) -> Callable[[], object]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
    return lambda: subprocess.run(command, check=True, capture_output=True)
