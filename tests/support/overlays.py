"""Templates that an office puts in place of built-in ones, and all that docgen wrote in its workspace."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx


def overlay(workspace: Path, name: str, text: str) -> Path:
    """A template of the workspace, a paragraph for each line."""
    file = workspace / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    made = docx.Document()
    for line in text.split("\n"):
        made.add_paragraph(line)
    made.save(str(file))
    return file


def files_of(workspace: Path) -> Iterator[tuple[str, bytes]]:
    """All that docgen wrote, with what is packed in it; marked copies of workbooks hold what these hold."""
    for folder in ("out", ".docgen"):
        for path in (workspace / folder).rglob("*"):
            if path.is_file() and "检查" not in path.parts:
                yield str(path), path.read_bytes()
                if zipfile.is_zipfile(path):
                    with zipfile.ZipFile(path) as archive:
                        yield from ((f"{path}!{name}", archive.read(name)) for name in archive.namelist())
