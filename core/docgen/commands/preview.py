"""`--preview`: the pages as they would be, opened with the program that shows PDF on this machine."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from docgen.batch.names import safe_name
from docgen.pdf import to_pdf
from docgen.problems import DocgenError, DocumentSpot
from docgen.text import Text, reason_of


def open_pages(name: str, document: bytes) -> tuple[Path, bool]:
    """Make a PDF of the .docx `document`, and open it; gives its path, and whether a program was asked to show it.

    It lies in the user's cache folder until the next preview, since the program goes on reading it. Raises DocgenError
    when LibreOffice is missing or fails, or there is no room.
    """
    source = _new_folder() / f"{safe_name(name)}.docx"
    pdf = source.with_suffix(".pdf")
    try:
        source.write_bytes(document)
        pdf.write_bytes(to_pdf(source))
    except OSError as error:
        raise _no_room(pdf, error) from None
    finally:
        source.unlink(missing_ok=True)
    return pdf, _has_display() and click.launch(str(pdf)) == 0


def _new_folder() -> Path:
    """An empty folder of this user's alone; those of earlier previews are taken away, unless a program holds them."""
    import platformdirs

    home = platformdirs.user_cache_path("docgen") / "preview"
    shutil.rmtree(home, ignore_errors=True)
    try:
        home.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=home))
    except OSError as error:
        raise _no_room(home, error) from None


def _no_room(place: Path, error: OSError) -> DocgenError:
    text = Text("the preview cannot be written: {why}", "预览文件无法写入：{why}").format(why=reason_of(error))
    return DocgenError(text, where=DocumentSpot(str(place)))


def _has_display() -> bool:
    """Whether there is a desktop; xdg-open would otherwise look for a program in the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
