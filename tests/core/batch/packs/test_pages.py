"""The papers of print packs as pages: whatever the names are, nothing is moved or cut off."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from packing import LONG_ADDRESS, LONG_HEAD, LONG_NAMES, TITLES, Paper, member, pack, printed, rendered

from docgen.batch.packs.pack import Missing
from docgen.batch.packs.papers import Recall, cover, handover, recalled, receipts, summary
from docgen.gongwen.lint import lint_file
from docgen.pdf import to_pdf
from docgen.problems import Severity
from docgen.text import Text

OTHER_PAGE = {"GW002", "GW003", "GW006", "GW260"}
"""The rules of 版心 and page numbers: labels and lists with pages of their own are no official documents."""

MANY = tuple(
    Missing(n, f"第{n}份花名册.xlsx / 户 / 第{n}行", Text("", f"第{n}种原因：地址太长，公开信上这一行只排得下32个字"))
    for n in range(1, 40)
)
FULL = replace(LONG_NAMES, missing=MANY, spares=12345, due=123456)
RECALLS = [
    Recall(FULL.town, FULL.place, FULL.name, n, f"0403-{n:05}", f"{LONG_HEAD}，{LONG_ADDRESS}", "户册中已无此户")
    for n in range(1, 30)
]


class Pages:
    """The pages of a paper, as LibreOffice lays them out."""

    def __init__(self, paper: Paper, folder: Path) -> None:
        self.path = folder / "文.docx"
        self.path.write_bytes(paper.data)
        self.pdf = pypdfium2.PdfDocument(to_pdf(self.path))
        self.texts = ["".join(page.get_textpage().get_text_range().split()) for page in self.pdf]

    def top(self, page: int, text: str) -> float:
        """How far below the upper edge the text stands, in points."""
        words = self.pdf[page].get_textpage()
        found = words.search(text).get_next()
        assert found is not None, text
        _, _, _, top = words.get_charbox(found[0])
        return float(self.pdf[page].get_height() - top)

    def is_one_line(self, page: int, text: str) -> bool:
        """Whether it is not turned, which in a row of fixed height would hide its end."""
        words = self.pdf[page].get_textpage()
        index, length = words.search(text).get_next()
        first, last = (words.get_charbox(place, loose=True) for place in (index, index + length - 1))
        return abs(first[1] - last[1]) < (first[3] - first[1]) / 2

    def faults(self) -> set[str]:
        """The rules of docgen lint that it breaks, notes left out."""
        return {fault.rule.id for fault in lint_file(self.path) if fault.rule.severity is not Severity.NOTE}


@pytest.mark.libreoffice
@pytest.mark.parametrize("of", [pack(402, missing=12, spares=8), FULL], ids=["usual", "longest"])
def test_a_cover_sheet_is_one_page(of, tmp_path):
    pages = Pages(rendered("封面单", cover(of)), tmp_path)
    assert len(pages.texts) == 1
    for text in (of.town, of.place, f"第{of.number}批", str(of.due), str(of.spares), "领取日期"):
        assert text in pages.texts[0]
        assert pages.is_one_line(0, text)
    assert pages.faults() <= OTHER_PAGE


@pytest.mark.libreoffice
def test_place_and_pack_can_be_read_across_a_room(tmp_path):
    pages = Pages(rendered("封面单", cover(pack())), tmp_path)
    words = pages.pdf[0].get_textpage()
    for text in ("石羊镇", "丰乐社区", "批"):
        index, _ = words.search(text).get_next()
        left, bottom, right, top = words.get_charbox(index)
        assert max(right - left, top - bottom) > 60  # points, 21 mm


@pytest.mark.libreoffice
def test_long_names_and_addresses_move_no_row_of_a_receipt_list(tmp_path):
    usual = Pages(rendered("签收表", receipts(pack(50, spares=3), TITLES)), tmp_path)
    odd = {3: member(3, address=LONG_ADDRESS * 2), 7: member(7, head=LONG_HEAD, deliverer="诸葛德明老师")}
    long_ones = tuple(odd.get(each.number, each) for each in pack(50).members)
    long = Pages(rendered("签收表", receipts(replace(pack(50, spares=3), members=long_ones), TITLES)), tmp_path)
    assert len(usual.texts) == len(long.texts) == 3
    for page, text in ((0, "1组25号"), (0, "本页应发25份"), (1, "本页应发25份"), (2, "备3"), (2, "合计")):
        assert long.top(page, text) == pytest.approx(usual.top(page, text), abs=0.5)
    assert LONG_HEAD in long.texts[0]
    assert LONG_ADDRESS in long.texts[0]
    assert long.top(0, "…") < long.top(0, "1组4号") - 10  # of an address that is cut the mark is seen


@pytest.mark.libreoffice
def test_pages_of_a_receipt_list_hold_25_rows_each(tmp_path):
    full = replace(FULL, members=tuple(member(n) for n in range(1, 401)), spares=0)
    pages = Pages(rendered("签收表", receipts(full, TITLES)), tmp_path)
    assert len(pages.texts) == 400 // 25
    for number, text in enumerate(pages.texts, 1):
        assert f"第{number}页，共16页" in text
        assert "签收日期" in text
        assert f"组{25 * number}号" in text
        assert "本页应发25份" in text
    assert "合计：应发400份" in pages.texts[-1]
    assert pages.faults() <= OTHER_PAGE


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("分发汇总", summary(printed(FULL, *(pack(place=f"第{n}社区", missing=1) for n in range(40))))),
        ("交接单", handover(printed(FULL, *(pack(place=f"第{n}社区") for n in range(15))))),
        ("撤回清单", recalled(RECALLS, "公开信")),
    ],
    ids=["summary", "handover", "recalled"],
)
def test_lists_keep_the_rules_of_official_layout(name, context, tmp_path):
    pages = Pages(rendered(name, context), tmp_path)
    assert pages.faults() == set()
    assert FULL.place in "".join(pages.texts)
    assert all("序号" in text for text in pages.texts)
