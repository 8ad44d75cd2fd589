"""Word documents to PDF, with LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docgen.problems import DocgenError, DocumentSpot
from docgen.text import Text

TIME_LIMIT = 120
"""Seconds for one document."""

_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"


def find_libreoffice() -> str | None:
    """The LibreOffice program of this machine, or None."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    places = _WINDOWS if sys.platform == "win32" else (_MAC,)
    return next((place for place in places if Path(place).exists()), None)


def to_pdf(document: Path) -> bytes:
    """`document` (.docx) as PDF. Raises DocgenError when LibreOffice is missing, fails or takes too long."""
    program = find_libreoffice()
    if program is None:
        raise DocgenError(
            Text("LibreOffice is not on this machine", "这台电脑没有安装 LibreOffice"),
            hint=Text("Install it, or save as PDF in Word.", "请安装 LibreOffice，或在 Word 里另存为 PDF。"),
        )
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"  # its own: another may be open
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(document)]
        try:
            subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=True)
            return (Path(folder) / f"{document.stem}.pdf").read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise DocgenError(
                Text("LibreOffice could not make a PDF of it", "LibreOffice 未能转换这份文件"),
                hint=Text("Open it in Word and save it as PDF there.", "请在 Word 里打开并另存为 PDF。"),
                where=DocumentSpot(str(document)),
            ) from None
