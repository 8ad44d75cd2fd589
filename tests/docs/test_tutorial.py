"""The tutorial, typed as it stands, does what it says."""

import os
import re
import shlex
from pathlib import Path

import openpyxl
import pytest

PAGES = ("install", "example", "check", "bulletin", "issue", "letters", "forms", "help")
TYPED = re.compile(r"^```console( fails)?\n(.*?)^```", re.DOTALL | re.MULTILINE)


def spoil(workspace: Path) -> Path:
    """What the page about checking asks for: 若干 in a cell of 人次."""
    path = workspace / "data" / "指导记录.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (heading,) = (cell for row in sheet.iter_rows(max_row=3) for cell in row if cell.value == "人次")
    sheet.cell(heading.row + 1, heading.column, "若干")
    book.save(path)
    return path


@pytest.mark.slow
def test_every_command_of_the_tutorial_does_what_it_says(docgen, repo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = 0
    for page in PAGES:
        for fails, lines in TYPED.findall((repo / "docs" / "tutorial" / f"{page}.md").read_text("utf-8")):
            spoiled = spoil(Path.cwd()) if fails else None
            for line in lines.splitlines():
                words = shlex.split(line)
                if words[0] == "cd":
                    os.chdir(words[1])
                    continue
                result = docgen(*words[1:])
                assert (result.code != 0) == bool(fails), f"{page}: {line}\n{result.out}{result.err}"
                ran += 1
            if spoiled:
                restore(repo, spoiled)
    assert ran > 20
    assert (Path.cwd() / "out" / "信息专报" / "信息专报_第3期_2013-11-22.docx").is_file()


def restore(repo: Path, path: Path) -> None:
    """Put the number back."""
    path.write_bytes((repo / "examples" / "dujiangyan" / "data" / path.name).read_bytes())
