"""One LibreOffice: finding it, letting it convert some files, and ending it when it hangs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from docgen.pdf.profile import write_profile
from docgen.problems import DocgenError
from docgen.text import Text

_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"

_LOOK = 0.05  # seconds between two looks at a running conversion
_WORD = "MS Word 2007 XML"
"""The one filter that reads documents: what is not what its name claims is refused, not opened as another kind."""
_BLANK_PAGES = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'


def find_libreoffice() -> str | None:
    """The LibreOffice program of this machine, or None."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    places = _WINDOWS if sys.platform == "win32" else (_MAC,)
    return next((place for place in places if Path(place).exists()), None)


def libreoffice() -> str:
    """The LibreOffice program of this machine. Raises DocgenError when there is none."""
    if program := find_libreoffice():
        return program
    raise DocgenError(
        Text("LibreOffice is not on this machine", "这台电脑没有安装 LibreOffice"),
        hint=Text("Install it, or save as PDF in Word.", "请安装 LibreOffice，或在 Word 里另存为 PDF。"),
    )


@dataclass
class Office:
    """A LibreOffice with a profile of its own below `folder`, which every call after the first finds warm.

    Only one call may run at a time. `variables` is its environment; `stop` ends the call that runs.
    """

    program: str
    folder: Path
    variables: dict[str, str]
    stop: Event

    def convert(self, documents: Sequence[bytes], limit: float, *, blank_pages: bool) -> list[bytes | None]:
        """The PDF of each document in the same order, or None where none came out.

        A LibreOffice that finishes no document for `limit` seconds is killed with all that it started. Raises OSError
        when `folder` cannot be written.
        """
        if self.stop.is_set() or not documents:
            return [None] * len(documents)
        with tempfile.TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as name:
            work = Path(name)
            out = work / "pdf"
            out.mkdir()
            # Copies: two documents may have one name, and LibreOffice leaves lock files beside what it opens.
            sources = [work / f"{number}.docx" for number in range(len(documents))]
            for source, content in zip(sources, documents, strict=True):
                source.write_bytes(content)
            write_profile(self.profile)
            clean = self._run(sources, out, limit, _BLANK_PAGES if blank_pages else "pdf")
            made = [_whole(out / f"{source.stem}.pdf") for source in sources]
        if not clean or None in made:
            shutil.rmtree(self.profile, ignore_errors=True)  # what a crash left there may cause the next one
        return made

    @property
    def profile(self) -> Path:
        """The folder of its profile."""
        return self.folder / "profile"

    def _run(self, sources: Sequence[Path], out: Path, limit: float, kind: str) -> bool:
        """Let it convert `sources` to `kind` into `out`; whether it ended by itself and without complaint."""
        command = [
            self.program,
            f"-env:UserInstallation={self.profile.as_uri()}",
            "--headless",
            "--norestore",
            f"--infilter={_WORD}",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            *map(str, sources),
        ]
        try:
            process = _start(command, self.variables)
        except OSError:
            return False
        try:
            self._watch(process, out, limit)
        finally:
            _kill(process)
        return process.returncode == 0

    def _watch(self, process: subprocess.Popen[bytes], out: Path, limit: float) -> None:
        """Return when it ends, when `stop` is set, or when no file has been finished for `limit` seconds."""
        seen, since = 0, time.monotonic()
        while not self.stop.is_set():
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK)
                return
            if (made := sum(1 for _ in out.iterdir())) > seen:
                seen, since = made, time.monotonic()
            elif time.monotonic() - since > limit:
                return


def _start(command: list[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start it as the first of a process group: the program is a script that starts the real one."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=variables,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started, also what outlived it."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError, PermissionError):  # none is left; macOS says so of the dead
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _whole(pdf: Path) -> bytes | None:
    """The content of a PDF that was written to its end, else None."""
    with suppress(OSError):
        content = pdf.read_bytes()
        if content.rstrip().endswith(b"%%EOF"):
            return content
    return None
