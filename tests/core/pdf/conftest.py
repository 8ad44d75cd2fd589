"""Documents to convert, and LibreOffices that stand before the real one."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from warm_office import WarmOffice

from docgen.pdf import office as docgen_office

Letter = Callable[..., Path]


@pytest.fixture
def quick_pdfs() -> None:
    """Here LibreOffice starts as it does for a user."""


@pytest.fixture
def open_office(warm_office: WarmOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are converted by the LibreOffice that is open."""
    monkeypatch.setattr(docgen_office.Office, "convert", warm_office.replacement())


@pytest.fixture
def letter(tmp_path: Path) -> Letter:
    """letter("信.docx", "一", "二"): a document with a page for each text, each in a section of its own."""

    def make(name: str, *texts: str, font: str = "仿宋_GB2312", start: WD_SECTION = WD_SECTION.NEW_PAGE) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document = docx.Document()
        for number, text in enumerate(texts):
            if number:
                document.add_section(start)
            run = document.add_paragraph().add_run(text)
            run.font.name = font
            run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
        document.save(str(path))
        return path

    return make


@pytest.fixture
def hollow(tmp_path: Path) -> Path:
    """A package that LibreOffice cannot load: there is no document in it."""
    path = tmp_path / "空.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return path


class Office:
    """A script named soffice, first on the path, that notes every call and does what it is told.

    In the script $OUT is the folder for the PDFs, $CALL the number of this call, $HERE a folder for its own use, and
    $REAL the LibreOffice of the machine.
    """

    def __init__(self, folder: Path, script: str) -> None:
        self.folder = folder
        program = folder / "soffice"
        program.write_text(_SCRIPT.format(here=folder, real=shutil.which("soffice") or "false", script=script))
        program.chmod(0o755)

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of each call so far."""
        logs = sorted(self.folder.glob("call-*"), key=lambda log: int(log.name[5:]))
        return [log.read_text().splitlines() for log in logs]

    def documents(self) -> list[int]:
        """The number of documents in each call so far."""
        return [sum(word.endswith(".docx") for word in call) for call in self.calls]

    def profiles(self) -> set[str]:
        """The profiles of all calls so far."""
        return {word for call in self.calls for word in call if word.startswith("-env:UserInstallation=")}


_SCRIPT = """#!/bin/sh
HERE='{here}'
REAL='{real}'
CALL=1
until mkdir "$HERE/turn-$CALL" 2>/dev/null; do CALL=$((CALL + 1)); done
printf '%s\\n' "$@" > "$HERE/call-$CALL"
for word in "$@"; do
    if [ "$last" = --outdir ]; then OUT=$word; fi
    last=$word
done
pdf() {{ name=$(basename "$1" .docx); printf '%%PDF-1.7\\n%s\\n%%%%EOF\\n' "$name" > "$OUT/$name.pdf"; }}
{script}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Office]:
    """office(SCRIPT): every conversion of this test runs the script."""

    def place(script: str) -> Office:
        folder = tmp_path / "bin"
        folder.mkdir()
        made = Office(folder, script)
        monkeypatch.setenv("PATH", str(folder), prepend=":")
        return made

    return place


@pytest.fixture
def any_kind() -> str:
    """A script that lets LibreOffice find out by itself what a document is."""
    return """
for word in "$@"; do
    shift
    case $word in --infilter=*) ;; *) set -- "$@" "$word";; esac
done
exec "$REAL" "$@"
"""
