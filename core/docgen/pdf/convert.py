"""Many documents to PDF: several a call, several LibreOffices, and a second try for what failed."""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zipfile
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from docgen.files import read_file, unreadable
from docgen.pdf.fonts import environment
from docgen.pdf.links import cut_links
from docgen.pdf.office import Office, libreoffice
from docgen.problems import DocgenError, DocumentSpot
from docgen.text import Text, reason_of

Result = bytes | DocgenError

MAX_FILES = 32
"""Documents a call. Starting LibreOffice costs as much as a hundred pages; more files a call gain little."""
MAX_BYTES = 16_000_000
"""Unpacked bytes a call, unless one document alone has more: some 1,000 pages, so that results keep coming."""

SECONDS = 60.0
"""Time for one document, whatever its size: a cold start on a slow machine is in it."""
SECONDS_A_MEGABYTE = 20.0
"""More time for each unpacked megabyte, some forty times of what was measured (docs/how-to/pdf.md)."""
MAX_SECONDS = 1800.0
"""Time for one document at most: the size is what the file says of itself."""


@dataclass(frozen=True)
class _Document:
    """A document that has been read. `size` is that of its unpacked parts, in bytes; `problem` says why it is none."""

    path: Path
    content: bytes = b""
    size: int = 0
    blank_pages: bool = False
    problem: DocgenError | None = None

    @property
    def seconds(self) -> float:
        """The time that it may take."""
        return min(SECONDS + SECONDS_A_MEGABYTE * self.size / 1_000_000, MAX_SECONDS)


def to_pdf(document: Path, *, blank_pages: bool | None = None) -> bytes:
    """`document` (.docx) as PDF; `blank_pages` as for `to_pdfs`.

    Raises DocgenError when LibreOffice is missing, or when it fails or takes too long twice.
    """
    ((_, made),) = to_pdfs([document], blank_pages=blank_pages)
    if isinstance(made, DocgenError):
        raise made
    return made


def to_pdfs(
    documents: Sequence[Path], *, processes: int = 1, blank_pages: bool | None = None
) -> Iterator[tuple[Path, bytes | DocgenError]]:
    """Each document (.docx) with its PDF, or with the error that names it, in the order given.

    `processes` LibreOffices work at a time. With `blank_pages` the PDF has the empty pages that LibreOffice puts in
    where the next page has to be an odd or even one: right for printing on both sides. Without a word of yours it has
    them when a section of the document asks to begin on an odd or even page (docs/how-to/pdf.md).
    Raises DocgenError at once when LibreOffice is missing, and later when there is no room for temporary files. Ending
    the iteration early ends the LibreOffices.
    """
    return _convert(libreoffice(), list(documents), max(1, processes), blank_pages)


def _convert(
    program: str, documents: list[Path], processes: int, blank_pages: bool | None
) -> Iterator[tuple[Path, Result]]:
    try:
        with tempfile.TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True) as name:
            offices = _offices(program, Path(name), processes)
            yield from _work(offices, _batches(documents, processes, blank_pages))
    except OSError as error:
        raise DocgenError(
            Text("no room for the work of LibreOffice: {why}", "LibreOffice 的临时文件无法写入：{why}").format(
                why=reason_of(error)
            ),
            where=DocumentSpot(tempfile.gettempdir()),
        ) from None


def _offices(program: str, folder: Path, processes: int) -> list[Office]:
    """As many LibreOffices as `processes`, each with its own part of `folder`."""
    variables, stop = environment(folder), Event()
    offices = [Office(program, folder / str(number), variables, stop) for number in range(processes)]
    for office in offices:
        office.folder.mkdir()
    return offices


def _work(offices: list[Office], batches: Iterable[list[_Document]]) -> Iterator[tuple[Path, Result]]:
    """The results of all batches in order; a batch waits for each office, no more: results are held in memory."""
    free: SimpleQueue[Office] = SimpleQueue()
    for office in offices:
        free.put(office)
    pool = ThreadPoolExecutor(len(offices))
    running: deque[Future[list[tuple[Path, Result]]]] = deque()
    try:
        for batch in batches:
            running.append(pool.submit(_with_free_office, free, batch))
            if len(running) > 2 * len(offices):
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()
    finally:
        offices[0].stop.set()  # they share it
        pool.shutdown(cancel_futures=True)


def _with_free_office(free: SimpleQueue[Office], batch: list[_Document]) -> list[tuple[Path, Result]]:
    office = free.get()
    try:
        return [(document.path, result) for document, result in _tried_twice(office, batch)]
    finally:
        free.put(office)


def _tried_twice(office: Office, batch: list[_Document]) -> Iterator[tuple[_Document, Result]]:
    """Convert the batch in one call, then what that did not make, each alone."""
    readable = [document for document in batch if not document.problem]
    first = iter(_try(office, readable))
    for document in batch:
        yield document, document.problem or next(first) or _try(office, [document])[0] or _failed(document)


def _try(office: Office, documents: list[_Document]) -> list[bytes | None]:
    limit = max((document.seconds for document in documents), default=0)
    contents = [document.content for document in documents]
    return office.convert(contents, limit, blank_pages=any(document.blank_pages for document in documents))


def _failed(document: _Document) -> DocgenError:
    return DocgenError(
        Text("LibreOffice could not make a PDF of it", "LibreOffice 未能转换这份文件"),
        hint=Text("Open it in Word and save it as PDF there.", "请在 Word 里打开并另存为 PDF。"),
        where=DocumentSpot(str(document.path)),
    )


def _batches(documents: list[Path], processes: int, blank_pages: bool | None) -> Iterator[list[_Document]]:
    """The documents, read, in batches small enough that each process gets its part and results keep coming, each with
    blank pages or without."""
    most = min(MAX_FILES, -(-len(documents) // processes))
    batch: list[_Document] = []
    for path in documents:
        document = _read(path, blank_pages)
        full = len(batch) == most or sum(each.size for each in batch) + document.size > MAX_BYTES
        if batch and (full or batch[0].blank_pages != document.blank_pages):
            yield batch
            batch = []
        batch.append(document)
    if batch:
        yield batch


def _read(path: Path, blank_pages: bool | None) -> _Document:
    """Read a document. What is no zip is refused here: LibreOffice would print its bytes as text."""
    try:
        content = read_file(path)
    except OSError as error:
        return _Document(path, problem=unreadable(error, DocumentSpot(str(path))))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            blanks = _asks_for_blank_pages(archive) if blank_pages is None else blank_pages
        return _Document(path, cut_links(content), size, blanks)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, RuntimeError):
        why = Text("this is no Word document (.docx)", "这不是 Word 文档（.docx）")
    return _Document(path, problem=DocgenError(why, where=DocumentSpot(str(path))))


def _asks_for_blank_pages(archive: zipfile.ZipFile) -> bool:
    """Whether a section begins on an odd or even page."""
    if "word/document.xml" not in archive.namelist():  # LibreOffice will say what it makes of that
        return False
    with archive.open("word/document.xml") as body:
        kept = b""
        while chunk := body.read(1 << 20):
            if _ODD_OR_EVEN.search(kept + chunk):
                return True
            kept = chunk[-_ACROSS:]
    return False


_ODD_OR_EVEN = re.compile(rb"<w:type w:val=[\"'](?:odd|even)Page[\"']")
_ACROSS = 40
