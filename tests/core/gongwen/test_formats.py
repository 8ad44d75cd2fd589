"""信函, 纪要 and documents of several organs (GB/T 9704-2012, 7.2.4, 7.3.5, 10), measured on their pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from printed_pages import CHAR, LEFT, LINE, RIGHT, Pages, near

from docgen.gongwen import lint, styles
from docgen.gongwen.build import Builder

DATE = "2013年11月6日"
STACK = ((styles.COPY_NUMBER, "000012"), (styles.SECRECY, "机密★1年"), (styles.SECRECY, "特急"))
TEXT = "正文在这里，说明商请的事项和理由，请予支持为盼。"
ORGANS = ("某某市民政局", "某某市财政局", "某某市公安局", "某某市司法局", "某某市教育局")

pytestmark = pytest.mark.libreoffice


def letter(stack: Sequence[tuple[styles.Style, str]] = STACK) -> Builder:
    """A letter of two pages."""
    builder = Builder("函")
    builder.letter_format("某某市民政局")
    builder.letter_number("某民函〔2013〕3号", *stack)
    builder.title("关于商请提供有关资料的函")
    builder.blank()
    builder.addressees("某某市公安局：")
    for _ in range(14):
        builder.body(TEXT * 2)
    builder.sealed("某某市民政局", DATE)
    builder.note("联系人：周清，电话：028-01000001")
    return builder


def joint(organs: Sequence[str], *, sealed: bool = True, date: str = DATE) -> Builder:
    """A document of several organs."""
    builder = Builder("通知")
    builder.letterhead_space()
    builder.joint_letterhead(organs)
    builder.blank(2)
    builder.number("某民〔2013〕3号")
    builder.blank(2)
    builder.title("关于做好有关工作的通知")
    builder.blank()
    builder.addressees("各乡镇人民政府：")
    for _ in range(4):
        builder.body(TEXT * 4)
    (builder.joint_sealed if sealed else builder.joint_unsealed)(organs, date)
    return builder


def found(builder: Builder, folder: Path) -> set[str]:
    """The rules of docgen lint that it breaks, notes left out."""
    path = folder / "文.docx"
    builder.save(path)
    return {each.rule.id for each in lint.lint_file(path) if each.severity.value != "note"}


class TestLetter:
    @pytest.fixture(scope="class")
    @staticmethod
    def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
        return Pages(letter(), tmp_path_factory.mktemp("pages"))

    def test_the_mark_begins_30_mm_below_the_edge_of_the_paper_in_its_middle(self, pages: Pages) -> None:
        mark = pages.of("某某市民政局")  # the signature has no room on the first page
        assert mark.page == 0
        assert pages.of("某某市民政局", loose=False).top == near(30, 1)
        assert (mark.left + mark.right) / 2 == near(105, 0.5)

    def test_two_double_rules_170_mm_wide_lie_4_mm_below_the_mark_and_20_mm_above_the_edge(self, pages: Pages) -> None:
        thick, thin, foot_thin, foot_thick = pages.rules(thick=3)
        assert thick.bottom - thick.top > 1.5 * (thin.bottom - thin.top)
        assert foot_thick.bottom - foot_thick.top > 1.5 * (foot_thin.bottom - foot_thin.top)
        half = (thick.bottom - thick.top) / 4  # pdfium gives twice the thickness
        assert (thick.top + thick.bottom) / 2 - half - (30 + 36 / 72 * 25.4) == near(4, 0.5)
        assert 297 - ((foot_thick.top + foot_thick.bottom) / 2 + half) == near(20, 0.5)
        for rule in (thick, thin, foot_thin, foot_thick):
            inset = (rule.bottom - rule.top) / 2
            assert (rule.left + inset, rule.right - inset) == (near(20, 0.7), near(190, 0.7))

    def test_the_number_stands_flush_right_14_pt_below_the_rule_beside_the_first_of_the_stack(
        self, pages: Pages
    ) -> None:
        number, copy = pages.of("某民函"), pages.of("000012")
        thin = pages.rules(thick=3)[1]
        assert pages.of("某民函", loose=False).top - thin.bottom == near(14 / 72 * 25.4, 1)
        assert pages.of("〔2013〕3号").right == near(RIGHT, 0.7)
        assert copy.left == near(LEFT, 0.5)
        assert copy.top == near(number.top, 1)
        below = [pages.of(text) for text in ("机密★1年", "特急")]
        assert [spot.left for spot in below] == [near(LEFT, 0.5)] * 2
        assert below[0].top < below[1].top

    def test_the_title_stands_two_lines_below_the_last_of_them(self, pages: Pages) -> None:
        assert pages.of("关于商请").top - pages.of("特急").top == near(3 * LINE, 2)

    def test_only_further_pages_have_a_number_at_the_usual_place(self, pages: Pages) -> None:
        assert "—" not in pages.texts[0]
        dash = pages.of("—", loose=False)
        assert dash.page == 1
        assert (dash.top + dash.bottom) / 2 == near(269, 1)
        assert dash.left == near(LEFT + 4.94, 1)

    @pytest.mark.parametrize("stack", [STACK, ()], ids=["with secrecy", "without"])
    def test_docgen_lint_finds_nothing(self, tmp_path: Path, stack: tuple[tuple[styles.Style, str], ...]) -> None:
        assert found(letter(stack), tmp_path) == set()


class TestSeveralOrgans:
    @pytest.mark.parametrize("number", [2, 3])
    def test_the_marks_stand_below_one_another_beside_one_word(self, tmp_path: Path, number: int) -> None:
        pages = Pages(joint(ORGANS[:number]), tmp_path)
        marks = [pages.of(organ, loose=False) for organ in ORGANS[:number]]
        assert [mark.left for mark in marks] == [near(marks[0].left, 0.5)] * number
        assert [mark.right for mark in marks] == [near(marks[0].right, 0.8)] * number
        assert marks[0].top == near(74, 2)
        word = pages.of("文件", loose=False)
        assert word.left > marks[0].right
        assert (word.top + word.bottom) / 2 == near((marks[0].top + marks[-1].bottom) / 2, 1.5)

    @pytest.mark.parametrize("number", [2, 3, 4, 5])
    def test_seals_of_42_mm_have_room_and_the_last_name_stands_above_the_date(
        self, tmp_path: Path, number: int
    ) -> None:
        pages = Pages(joint([f"某{organ}" for organ in ORGANS[:number]]), tmp_path)
        last = len(pages.texts) - 1
        spots = [pages.of(f"某{organ}", page=last) for organ in ORGANS[:number]]
        middles = [((spot.left + spot.right) / 2, spot.top) for spot in spots]
        for at, (x, y) in enumerate(middles):
            assert LEFT + 21 <= x <= RIGHT - 21
            for other_x, other_y in middles[:at]:
                assert max(abs(x - other_x), abs(y - other_y)) > 42
        date = pages.of(DATE)
        assert date.right == near(RIGHT - 4 * CHAR, 0.6)
        middle = RIGHT - (4 + 6.5 / 2) * CHAR  # of a date in Times New Roman; what stands in for it may be wider
        assert middles[-1][0] == near(middle, 2)
        assert date.top - spots[-1].top == near(LINE, 1)

    def test_without_seals_the_names_begin_below_one_another_and_the_date_2_characters_in(self, tmp_path: Path) -> None:
        organs = ("某某市民政局办公室某处", "某某市财政局")
        pages = Pages(joint(organs, sealed=False), tmp_path)
        last = len(pages.texts) - 1
        first, second = (pages.of(organ, page=last) for organ in organs)
        assert first.right == near(RIGHT - 2 * CHAR, 0.7)
        assert second.left == near(first.left, 0.5)
        assert first.top < second.top < pages.of(DATE).top
        assert pages.of(DATE).right == near(first.left + (2 + 6.5) * CHAR, 0.7)

    @pytest.mark.parametrize("sealed", [True, False])
    @pytest.mark.parametrize("number", [2, 4])
    def test_docgen_lint_finds_nothing(self, tmp_path: Path, number: int, sealed: bool) -> None:
        assert found(joint(ORGANS[:number], sealed=sealed), tmp_path) == set()


NAMES = "王川 李平 张岷 赵青 钱江 孙河 周正 吴桥 冯山 陈石 褚木 卫田".split()


def test_turned_lines_of_those_present_stand_behind_the_colon(tmp_path: Path) -> None:
    builder = Builder("纪要")
    builder.attendance("出席", "郑远山、周清、吴桐、" + "、".join(NAMES))
    pages = Pages(builder, tmp_path)
    first, second = pages.texts[0].split("\n")[:2]
    assert pages.of("出席：").left == near(LEFT + 2 * CHAR, 0.6)
    turned = pages.of("".join(second.split())[:4])
    assert turned.left == near(pages.of("郑远山").left, 1)
    assert first
