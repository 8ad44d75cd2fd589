"""Where something stands on the pages that LibreOffice makes of a document, in millimetres."""

from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from docgen.gongwen.build import Builder
from docgen.pdf import to_pdf

EM = 16 / 72 * 25.4  # 3号 in millimetres
CHAR = 15.75 / 72 * 25.4  # 1 字 with its spacing
LEFT, RIGHT = 28, 184  # the edges of 版心
LINE = 579 / 20 / 72 * 25.4


class Spot(NamedTuple):
    """A box on a page, in millimetres from its left and upper edges; `page` counts from 0."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Pages:
    """The pages of a document as LibreOffice lays it out."""

    def __init__(self, builder: Builder, folder: Path) -> None:
        path = folder / "文.docx"
        builder.save(path)
        self.pdf = pypdfium2.PdfDocument(to_pdf(path))
        self.texts = [page.get_textpage().get_text_range() for page in self.pdf]  # with spaces that nobody wrote

    def of(self, text: str, loose: bool = True, page: int = 0) -> Spot:
        """From the first to the last character of `text`, from `page` on; `loose` boxes are as high as the font, not
        as the ink."""
        for number in range(page, len(self.pdf)):
            places = [place for place, char in enumerate(self.texts[number]) if not char.isspace()]
            start = "".join(self.texts[number][place] for place in places).find(text)
            if start >= 0:
                words = self.pdf[number].get_textpage()
                ends = (places[start], places[start + len(text) - 1])
                first, last = (words.get_charbox(place, loose=loose) for place in ends)
                return spot(number, self.pdf[number], (first[0], first[1], last[2], first[3]))
        raise AssertionError(f"{text} stands on no page")

    def rules(self, page: int = 0, thick: float = 1.2) -> list[Spot]:
        """The horizontal rules of a page, from top to bottom; pdfium gives twice their thickness."""
        found = []
        for item in self.pdf[page].get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
            box = spot(page, self.pdf[page], item.get_bounds())
            if box.right - box.left > 50 and box.bottom - box.top < thick:
                found.append(box)
        return sorted(set(found), key=lambda box: box.top)


def spot(number: int, page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> Spot:
    left, bottom, right, top = box
    height = page.get_height()
    return Spot(number, *(points / 72 * 25.4 for points in (left, height - top, right, height - bottom)))


def near(value: float, within: float) -> object:
    return pytest.approx(value, abs=within)
