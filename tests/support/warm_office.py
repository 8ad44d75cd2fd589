"""A LibreOffice that stays open: it starts once a test process, and a conversion then takes a fifth of a second."""

import hashlib
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Lock

import docx

from docgen.pdf.fonts import environment
from docgen.pdf.office import Office, _kill, _start, libreoffice
from docgen.pdf.profile import write_profile

_SECONDS_TO_START = 60
_convert = Office.convert


class WarmOffice:
    """The open LibreOffice, and the PDFs that were made, by what they were made of.

    A document that stays open keeps it from ending; whoever starts LibreOffice with the same profile hands the work
    over to it. `made` is a folder that all test processes share.
    """

    def __init__(self, folder: Path, made: Path) -> None:
        self.folder, self.made = folder, made
        self.office = Office(libreoffice(), folder, environment(folder), Event())
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()

    def start(self) -> None:
        """Open it unless it is open."""
        if self._process and self._process.poll() is None:
            return
        paper = self.folder / "open.docx"
        docx.Document().save(str(paper))
        lock = paper.with_name(f".~lock.{paper.name}#")
        lock.unlink(missing_ok=True)
        write_profile(self.office.profile)
        command = [self.office.program, self._profile_option, "--headless", "--norestore", str(paper)]
        self._process = _start(command, self.office.variables)
        deadline = time.monotonic() + _SECONDS_TO_START
        while not lock.exists() and time.monotonic() < deadline and self._process.poll() is None:
            time.sleep(0.05)

    def stop(self) -> None:
        """End it."""
        if self._process:
            _kill(self._process)
            self._process = None

    @property
    def _profile_option(self) -> str:
        return f"-env:UserInstallation={self.office.profile.as_uri()}"

    def convert_to(self, kind: str, source: Path, folder: Path) -> Path:
        """The file that LibreOffice makes of `source` in `folder`; `kind` is its ending (xlsx)."""
        with self._turn:
            self.start()
            command = [self.office.program, self._profile_option, "--headless", "--convert-to", kind]
            command += ["--outdir", str(folder), str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=120, env=self.office.variables)
        return folder / f"{source.stem}.{kind.partition(':')[0]}"

    def pdfs(self, documents: Sequence[bytes], limit: float, *, blank_pages: bool) -> list[bytes | None]:
        """The PDF of each document, as `Office.convert` gives them; each is made once."""
        files = [self.made / f"{hashlib.sha256(document).hexdigest()}-{blank_pages}.pdf" for document in documents]
        with self._turn:
            absent = {file: document for file, document in zip(files, documents, strict=True) if not file.exists()}
            if absent:
                self.start()
                made = _convert(self.office, list(absent.values()), limit, blank_pages=blank_pages)
                if None in made:
                    self.stop()
                for file, pdf in zip(absent, made, strict=True):
                    if pdf is not None:
                        _write(file, pdf)
        return [file.read_bytes() if file.exists() else None for file in files]

    def replacement(self) -> Callable[..., list[bytes | None]]:
        """A method to put in the place of `Office.convert`."""

        def convert(_: Office, documents: Sequence[bytes], limit: float, *, blank_pages: bool) -> list[bytes | None]:
            return self.pdfs(documents, limit, blank_pages=blank_pages)

        return convert


def _write(file: Path, content: bytes) -> None:
    """Write a file that another process may be reading."""
    beside = file.with_name(f"{file.name}-{time.monotonic_ns()}")
    beside.write_bytes(content)
    beside.replace(file)
