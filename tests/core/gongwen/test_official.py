"""The elements of an official document (GB/T 9704-2012, 7), measured on the page that LibreOffice makes of them."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import nsmap
from lxml import etree
from printed_pages import CHAR, EM, LEFT, LINE, RIGHT, Pages, Spot, near, spot

from docgen.gongwen import signers, styles
from docgen.gongwen.build import Builder, Redhead
from docgen.gongwen.elements import Column
from docgen.gongwen.layout import PAGE, unsealed

NAME, DATE = "某某市民政局", "2013年11月6日"


def official(redhead: Redhead = "drawn") -> Builder:
    """A whole official document of three pages."""
    builder = Builder("样张")
    stack = ((styles.COPY_NUMBER, "000012"), (styles.SECRECY, "机密★1年"), (styles.SECRECY, "特急"))
    builder.letterhead_space(*stack)
    builder.letterhead("某某市民政局文件", redhead)
    builder.blank(2)
    builder.number("某民〔2013〕3号", redhead)
    builder.blank(2)
    builder.title("关于某某事项的通知")
    builder.blank()
    builder.addressees("各乡镇党委、街道党工委：")
    for level, text in enumerate(("一、甲", "（一）乙", "1.丙", "（1）丁"), 1):
        builder.heading(text, level)
    builder.body("正文在这里。" * 12)
    builder.annex_note("甲类事项汇总表", "乙类事项汇总表的名称很长很长很长很长很长很长很长很长")
    builder.sealed(NAME, DATE)
    builder.note("联系人：某某，联系电话：028-01234567")
    for number, title in (("1", "甲类事项汇总表"), ("2", "乙类事项汇总表")):
        builder.annex(number, title)
        builder.form([Column("名称", PAGE.text_width, "")], 3)
    builder.record(["抄送：某某。"], ("某某市民政局办公室", "2013年11月7日印发"))
    return builder


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(official(), tmp_path_factory.mktemp("official"))


@pytest.mark.libreoffice
class TestOnThePage:
    def test_a_full_page_has_22_lines_of_28_characters(self, tmp_path: Path) -> None:
        builder = Builder("满页")
        builder.paragraph(styles.NORMAL, "版" * 28 * 22 * 2)
        made = Pages(builder, tmp_path)
        lines = [line for line in re.split(r"\s+", made.texts[0]) if line.startswith("版")]
        assert [len(line) for line in lines] == [28] * 22
        assert len(made.texts) == 2

    def test_the_letterhead_begins_72_mm_below_the_upper_edge(self, pages: Pages) -> None:
        mark = pages.of("某某市民政局文件", loose=False)
        assert mark.top == near(72, 1.5)
        assert (pages.of("某某市民政局文件").left + pages.of("某某市民政局文件").right) / 2 == near(106, 1.5)

    def test_number_of_the_copy_secrecy_and_urgency_stand_above_one_another(self, pages: Pages) -> None:
        spots = [pages.of(text) for text in ("000012", "机密★1年", "特急")]
        assert all(spot.left == near(LEFT, 1) for spot in spots)
        assert [spot.top for spot in spots] == sorted(spot.top for spot in spots)
        assert spots[0].top - 37 < LINE
        assert spots[-1].bottom < 72

    def test_the_red_rule_lies_4_mm_below_the_number_as_wide_as_the_text(self, pages: Pages) -> None:
        (rule,) = (spot for spot in pages.rules() if spot.top < 200)
        em = pages.of("某民", loose=False).top + EM  # the characters of 仿宋 begin at about the top of their box
        thickness = (rule.bottom - rule.top) / 2
        assert rule.top + thickness / 2 - em == near(4, 0.5)
        assert (rule.left + thickness, rule.right - thickness) == (near(LEFT, 0.5), near(RIGHT, 0.5))

    def test_the_title_is_centred_two_lines_below_the_rule(self, pages: Pages) -> None:
        title, rule = pages.of("关于某某事项的通知"), pages.rules()[0]
        assert (title.left + title.right) / 2 == near(106, 0.5)
        assert 2 * LINE < title.top - rule.bottom < 2 * LINE + 5

    def test_the_addressees_stand_at_the_edge_and_the_text_2_characters_in(self, pages: Pages) -> None:
        assert pages.of("各乡镇党委").left == near(LEFT, 0.5)
        for text in ("一、甲", "（一）乙", "1.丙", "（1）丁", "正文在这里"):
            assert pages.of(text).left == near(LEFT + 2 * CHAR, 1), text

    def test_the_titles_in_the_note_of_attachments_stand_below_one_another(self, pages: Pages) -> None:
        assert pages.of("附件：1").left == near(LEFT + 2 * CHAR, 0.5)
        first, second = (pages.of(text).left for text in ("甲类事项汇总表2", "乙类事项汇总表的"))
        assert first == near(LEFT + 6 * CHAR, 0.5)
        assert second == near(first, 0.5)

    def test_the_date_ends_4_characters_in_below_the_middle_of_the_name(self, pages: Pages) -> None:
        date, both = pages.of(DATE), pages.of(NAME + DATE)
        assert date.right == near(RIGHT - 4 * CHAR, 0.5)
        assert both.page == date.page
        assert both.top < date.top
        middle = RIGHT - (4 + 6.5 / 2) * CHAR  # of a date in Times New Roman; what stands in for it may be wider
        assert both.left + len(NAME) * CHAR / 2 == near(middle, 0.5)

    def test_attachments_begin_on_new_pages_with_their_titles_in_the_third_line(self, pages: Pages) -> None:
        for number, title in (("1", "甲类事项汇总表"), ("2", "乙类事项汇总表")):
            head, below = pages.of(f"附件{number}{title}"), pages.of(f"{title}名称")
            assert head.page == below.page
            assert head.top - 37 < LINE
            assert below.top - head.top == near(2 * LINE, 3)

    def test_page_numbers_stand_7_mm_below_the_text_outside(self, pages: Pages) -> None:
        for page, text in enumerate(pages.texts[:2]):
            spots = [self._dash(pages, page, place) for place in (text.index("—"), text.rindex("—"))]
            assert all((spot.top + spot.bottom) / 2 == near(269, 1) for spot in spots)
            if page % 2:
                assert spots[0].left == near(LEFT + 4.94, 1)
            else:
                assert spots[1].right == near(RIGHT - 4.94, 1)

    @staticmethod
    def _dash(pages: Pages, page: int, place: int) -> Spot:
        return spot(page, pages.pdf[page], pages.pdf[page].get_textpage().get_charbox(place))

    def test_the_imprint_ends_at_the_foot_of_the_last_page(self, pages: Pages) -> None:
        last = len(pages.texts) - 1
        rules = [spot for spot in pages.rules(last) if spot.top > 200]
        assert rules[-1].bottom == near(262, 1)
        assert all((rule.left, rule.right) == (near(LEFT, 0.5), near(RIGHT, 0.5)) for rule in rules)
        assert pages.of("抄送：").page == last
        assert pages.of("2013年11月7日印发").right == near(RIGHT - 4.94, 0.5)

    def test_an_imprint_without_room_goes_to_the_next_page(self, tmp_path: Path) -> None:
        builder = Builder("满页")
        for number in range(21):
            builder.body(f"第{number}行。")
        builder.record(["抄送：某某。"], ("某某办公室", "2013年11月7日印发"))
        made = Pages(builder, tmp_path)
        assert made.of("第20行").page < made.of("印发").page

    @pytest.mark.parametrize("redhead", ["printed", "none"])
    def test_printed_paper_keeps_its_place_and_gets_no_red(
        self, tmp_path: Path, redhead: Redhead, pages: Pages
    ) -> None:
        made = Pages(official(redhead), tmp_path)
        assert "民政局文件" not in made.texts[0]
        assert [spot for spot in made.rules() if spot.top < 200] == []
        assert made.of("某民〔").top == near(pages.of("某民〔").top, 0.5)


@pytest.mark.libreoffice
@pytest.mark.parametrize("names", [["郑远山"], ["郑远山", "周清"], ["郑远山", "周清", "吴桐"]], ids=len)
def test_the_signers_of_a_document_to_a_superior_stand_beside_its_number(tmp_path: Path, names: list[str]) -> None:
    builder = Builder("报告")
    *above, last = signers(names)
    for line in above:
        builder.signed_number("", line["标签"], line["姓名"])
    builder.signed_number("某民〔2013〕3号", last["标签"], last["姓名"], "drawn")
    made = Pages(builder, tmp_path)
    number, first = made.of("某民〔2013〕3号"), made.of("签发人：郑远山")
    assert number.left == near(LEFT + CHAR, 0.6)
    ends = made.of("周清" if len(names) > 1 else "郑远山")
    assert ends.right == near(RIGHT - CHAR, 0.6)
    (rule,) = made.rules()
    assert (rule.right - rule.left) == near(RIGHT - LEFT, 1.5)
    assert number.top < rule.top < number.top + 20
    if len(names) == 3:
        below = made.of("吴桐")
        assert below.left == near(made.of("郑远山").left, 0.6)
        assert below.top == near(number.top, 1)
        assert first.top < below.top
    else:
        assert first.top == near(number.top, 1)


@pytest.mark.parametrize(
    ("name", "date", "right"),
    [
        pytest.param(10, 6.5, (2, 3.5), id="the date begins 2 after the name"),
        pytest.param(8.5, 6.5, (2, 2), id="both end 2 in"),
        pytest.param(4, 6.5, (6.5, 2), id="a longer date ends 2 in and the name further"),
    ],
)
def test_without_a_seal_name_and_date_stand_by_their_widths(
    name: float, date: float, right: tuple[float, float]
) -> None:
    made = unsealed(name, date)
    assert made == tuple(round(indent * 315) for indent in right)
    begins = [28 - indent / 315 - width for indent, width in zip(made, (name, date), strict=True)]
    assert begins[1] - begins[0] == pytest.approx(2, abs=0.01)


def test_a_signature_without_a_seal_carries_its_indents() -> None:
    builder = Builder("函")
    builder.unsealed("某某市民政局办公室", DATE)
    root = etree.fromstring(_part(builder))
    indents = [found.get(f"{{{nsmap['w']}}}right") for found in root.iterfind(".//w:p/w:pPr/w:ind", nsmap)]
    assert indents == ["630", "788"]


def test_a_single_attachment_has_no_number() -> None:
    builder = Builder("文")
    builder.annex_note("汇总表")
    assert "附件：汇总表" in "".join(etree.fromstring(_part(builder)).itertext())


def _part(builder: Builder) -> bytes:
    with zipfile.ZipFile(io.BytesIO(builder.to_bytes())) as package:
        return package.read("word/document.xml")
