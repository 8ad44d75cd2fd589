"""One pass over the XML of a sheet, before any reader opens it: how much it would take, and its marks.

It looks at bytes, and only at cells whose style matters: reading every cell would cost more than all other reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from docgen.tables.letters import column_number
from docgen.tables.readers.marks import PLAIN, Marks, Spans, Style
from docgen.tables.readers.oddxml import Usual
from docgen.tables.readers.package import Package, too_big
from docgen.tables.readers.room import ALWAYS, MAX_COLUMNS, MAX_ROWS, PER_FILLED, TEXT, check_room, check_text
from docgen.tables.readers.strings import STRUCK, Strings

MAX_MARKED = 200_000
"""Cells with an error, or a formula that was not computed."""

_USUAL_ROWS, _USUAL_COLUMNS = 99_999, 26
_HOLD = 8 << 20
_FEW = 12
_NO_RUN = (-1, -1, b"")

_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")[\s/>]')  # far away, or odd
_ODD = re.compile(rb'<c(?! r="[A-Z]{1,3}\d{1,7}")[\s/>]')
_PREFIXED = re.compile(rb"<\w+:(?:c|cols)[\s/>]")
_FILLED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^/>]*>(?!</c>)')
_REFERENCE = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>')
_ERROR_TEXT = re.compile(rb"<v>(#[^<]{1,20})</v>")
_UNCOMPUTED = re.compile(rb"<f[ />][^<]*(?:</f>)?(?:<v ?/>|<v></v>)?</c>")
_STRING = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="s"[^>]*><v>(\d+)</v>')
_ROW = re.compile(rb'<row (?:[^>]*? )?r="(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<col\s(?=[^>]*\bhidden="(?:1|true)")([^>]*)>')


def scan(package: Package, part: str, sheet: str, styles: Sequence[Style], strings: Strings) -> Marks:
    """The marks of the sheet that lies in `part`. Raises DocgenError when it would take more room than any office's, or
    has cells that no sheet has."""
    scanner = _Scanner(package, sheet, styles, strings)
    for piece, far in scanner.usual(package.pieces(part)):
        scanner.look_at(piece, far)
    if scanner.may_be_too_far():  # now every cell is looked at
        scanner.height = scanner.width = 0
        for piece, _ in scanner.usual(package.pieces(part)):
            scanner.measure(piece)
    if not scanner.in_order:
        scanner.check_rows(package.pieces(part))
    scanner.check(package.size(part) + sum(strings.lengths))
    return scanner.marks


def whole_cells(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut before a row or a cell."""
    held = b""
    for piece in pieces:
        data = held + piece
        cut = max(data.rfind(b"<row"), data.rfind(b"<c "))
        if cut <= 0 and len(data) > _HOLD:
            cut = data.rfind(b"<")
        if cut > 0:
            yield data[:cut]
        held = data[max(cut, 0) :]
    yield held


class _Scanner:
    def __init__(self, package: Package, sheet: str, styles: Sequence[Style], strings: Strings) -> None:
        self.package = package
        self.sheet = sheet
        self.strings = strings
        self.longest = strings.longest
        self.marks = Marks(styles, defaultdict(Spans))
        self.matters = {number for number, style in enumerate(styles) if style != PLAIN}
        self.styled = _styled(self.matters)
        self.columns: dict[bytes, int] = {}
        self.filled = self.text = self.row = 0
        self.in_order = True
        self.height, self.width = _USUAL_ROWS, _USUAL_COLUMNS

    def usual(self, pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
        """The pieces, each of whole cells, as spreadsheets write them, and whether some of their cells may be far."""
        odd = None
        for piece in whole_cells(pieces):
            far = _UNUSUAL.search(piece) is not None
            if odd is None and ((far and _ODD.search(piece)) or (b":c" in piece and _PREFIXED.search(piece))):
                odd = Usual(self.package)
            yield (odd.written(piece), True) if odd else (piece, far)

    def look_at(self, piece: bytes, far: bool) -> None:
        """Count what the piece holds, and keep its marks."""
        if b"hidden=" in piece:
            self._hide(piece)
        if b"<v" not in piece and b"<is" not in piece:  # formatted, but blank
            return
        self._note_order(piece)
        filled = piece.count(b"</c>")
        self.filled += filled
        if self.longest:
            self.text += self._text_in(piece, filled)
        if far:
            self.measure(piece)
        self._note_marks(piece)

    def may_be_too_far(self) -> bool:
        """Whether the sheet could reach too far, as far as is known: only far cells were measured."""
        return self.height * self.width > max(ALWAYS, PER_FILLED * self.filled)

    def check(self, inflated: int) -> None:
        """Raise DocgenError when the sheet would take too much room."""
        check_room(self.package.file, self.sheet, self.height, self.width, self.filled)
        check_text(self.package.file, self.sheet, self.text, inflated)

    # -- rows --

    def _note_order(self, piece: bytes) -> None:
        rows = [self.row, *map(int, _ROW.findall(piece))]
        self.row = rows[-1]
        if self.in_order:
            self.in_order = all(map(int.__lt__, rows, rows[1:]))

    def check_rows(self, pieces: Iterable[bytes]) -> None:
        """Raise DocgenError when two rows have the same number: calamine would give one of them only."""
        seen: set[int] = set()
        for piece, _ in self.usual(pieces):
            rows = list(map(int, _ROW.findall(piece)))
            before = len(seen)
            seen.update(rows)
            if len(seen) < before + len(rows):
                self.package.fail()

    # -- how far, how much --

    def measure(self, piece: bytes) -> None:
        """How far the cells that are not blank reach."""
        for letters, digits in set(_FILLED.findall(piece)):
            row, column = int(digits), self._column(letters) + 1
            if not 0 < row <= MAX_ROWS or column > MAX_COLUMNS:
                self.package.fail()
            self.height, self.width = max(row, self.height), max(column, self.width)

    def _text_in(self, piece: bytes, filled: int) -> int:
        """How long the shared strings of the piece are together; at most, where that is little."""
        if self.text + self.longest * filled <= TEXT:
            return self.longest * filled
        lengths = self.strings.lengths
        numbers = [int(match[2]) for match in _STRING.findall(piece)]
        return sum(lengths[number] for number in numbers if number < len(lengths))

    # -- marks --

    def _hide(self, piece: bytes) -> None:
        self.marks.hidden_rows.update(int(number) - 1 for number in _HIDDEN_ROW.findall(piece))
        for attributes in _HIDDEN_COLUMN.findall(piece):
            found = dict(re.findall(rb'(min|max)="(\d{1,5})"', attributes))
            first, last = int(found.get(b"min", 1)), int(found.get(b"max", 0))
            self.marks.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _note_marks(self, piece: bytes) -> None:
        if self.matters:
            self._note_styles(piece)
        if b't="e"' in piece:
            self._note_errors(piece)
        if b"<f" in piece:
            self._note_uncomputed(piece)
        if self.strings.struck and b't="s"' in piece:
            struck = (match for match in _STRING.findall(piece) if int(match[2]) in self.strings.struck)
            self.marks.struck.update((int(digits) - 1, self._column(letters)) for letters, digits, _ in struck)
        if b"<is" in piece and b"strike" in piece:
            cells = (self._cell_before(piece, match.start()) for match in STRUCK.finditer(piece))
            self.marks.struck.update(cell for cell in cells if cell)
        if len(self.marks.errors) + len(self.marks.uncomputed) > MAX_MARKED:
            raise too_big(self.package.file, self.sheet)

    def _note_styles(self, piece: bytes) -> None:
        open_runs: dict[bytes, tuple[int, int, bytes]] = {}  # of a column: first and last row, number of the style
        for letters, digits, style in self.styled.findall(piece):
            row = int(digits)
            first, last, before = open_runs.get(letters, _NO_RUN)
            if last + 1 == row and before == style:
                open_runs[letters] = (first, row, style)
            else:
                self._keep_run(letters, first, last, before)
                open_runs[letters] = (row, row, style)
        for letters, run in open_runs.items():
            self._keep_run(letters, *run)

    def _keep_run(self, letters: bytes, first: int, last: int, style: bytes) -> None:
        if style and int(style) in self.matters:
            self.marks.spans[self._column(letters)].add(first - 1, last - 1, int(style))

    def _note_errors(self, piece: bytes) -> None:
        at = piece.find(b't="e"')
        while at >= 0:
            end = piece.find(b"</c>", at)
            found = _ERROR_TEXT.search(piece, at, end if end >= 0 else len(piece))
            if found and (cell := self._cell_before(piece, at)):
                self.marks.errors[cell] = found[1].decode()
            at = piece.find(b't="e"', at + 1)

    def _note_uncomputed(self, piece: bytes) -> None:
        for match in _UNCOMPUTED.finditer(piece):
            start = piece.rfind(b'<c r="', 0, match.start())
            text = start >= 0 and b't="str"' in piece[start : match.start()]  # ="" is a value too
            if not text and (cell := self._cell_before(piece, match.start())):
                self.marks.uncomputed.add(cell)

    def _cell_before(self, piece: bytes, at: int) -> tuple[int, int] | None:
        """The cell in whose XML `at` lies; none if it began in an earlier piece."""
        found = _REFERENCE.match(piece, max(piece.rfind(b'<c r="', 0, at), 0))
        return (int(found[2]) - 1, self._column(found[1])) if found else None

    def _column(self, letters: bytes) -> int:
        if letters not in self.columns:
            self.columns[letters] = column_number(letters.decode())
        return self.columns[letters]


def _styled(matters: Collection[int]) -> re.Pattern[bytes]:
    """Finds the cells that have one of these styles and are not blank."""
    numbers = "|".join(map(str, matters)) if len(matters) <= _FEW else r"\d+"
    return re.compile(rf'<c r="([A-Z]+)(\d+)"(?: t="\w+")? s="({numbers})"[^/>]*>'.encode())
