"""The 补充通知, from the command line to the page."""

import json
import re
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from desk import change

SENT, OPEN = "议事会选举", "新老班子交接"
POINTS, PLACES = Path("data") / "通知要点.xlsx", Path("data") / "基础台账.xlsx"


def make(docgen, workspace: Path, name: str) -> Path:
    result = docgen("-w", workspace, "notice", name, "--json")
    assert result.code == 0, result.err
    return Path(json.loads(result.out)["files"][0]["path"])


def lines(path: Path) -> list[str]:
    """The text of each paragraph of the body, tables too, in reading order."""
    blocks = docx.Document(str(path)).element.body.iter("{*}p")
    return ["".join(node.text or "" for node in block.iter("{*}t")) for block in blocks]


def edit(file: Path, sheet: str, change) -> None:
    """Change a sheet: `change` gets its cells, the rows below the header by header."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    rows = list(page.iter_rows())
    top = next(place for place, row in enumerate(rows) if sum(cell.value is not None for cell in row) > 3)
    heads = [re.sub(r"\s", "", str(cell.value)) for cell in rows[top]]
    for row in rows[top + 1 :]:
        change(dict(zip(heads, row, strict=True)))
    book.save(file)


def write(workspace: Path, notice: str, part: str, text: str | None) -> None:
    """Write `text` as the first content of a part of a notice."""
    at = {"通知": ""}

    def change(cells) -> None:
        at["通知"] = cells["通知"].value or at["通知"]
        if (at["通知"], cells["栏目"].value) == (notice, part) and part not in at:
            cells["内容"].value = at[part] = text

    edit(workspace / POINTS, "通知要点", change)
    assert part in at


def add_street(workspace: Path) -> None:
    """灌口街道, since the small office has no 街道; 第4组 looks after it too."""
    book = openpyxl.load_workbook(workspace / PLACES)
    book["乡镇（街道）"].append([20, None, "灌口街道", "灌口", "街道", None, None, 0, 0, 0, "第4组"])
    book["指导组"]["F3"] = "石羊镇、灌口街道"
    book.save(workspace / PLACES)


class TestIssued:
    def test_number_title_addressees_citation_and_signature(self, docgen, small_office):
        add_street(small_office)
        made = make(docgen, small_office, SENT)
        text = lines(made)
        assert made.name == f"{SENT}_都社组换2013-4.docx"
        assert "都江堰市社区党组织换届选举工作领导小组文件" in text
        assert "都社组换〔2013〕4号" in text
        title = text.index("关于社区党组织和议事会选举")
        assert text[title + 1] == "有关问题的补充通知"
        assert text.index("各乡镇党委、街道党工委：") == title + 3
        opening = text[title + 4]
        assert opening.startswith("《关于做好2013年社区党组织换届选举工作的通知》（都社组换〔2013〕1号）印发以来，")
        assert opening.endswith("，经研究，现就有关事项补充通知如下：")
        assert text.index("都江堰市社区党组织换届选举工作领导小组") + 1 == text.index("2013年11月6日")
        assert any(re.fullmatch(r"（联系人：[一-鿿]+，联系电话：028-0\d{7}）", line) for line in text)
        assert "抄送：市委常委，市纪委机关，市委组织部，市民政局，各指导组、督导组。" in text
        assert "市社区换届工作领导小组办公室2013年11月6日印发" in text
        assert not [line for line in text if "待补" in line or "草稿" in line or "{" in line]

    def test_the_duties_stand_below_numbered_headings(self, docgen, small_office):
        text = lines(make(docgen, small_office, SENT))
        heads = [line for line in text if re.match("[一二三四五]、", line)]
        assert heads == ["一、规范“一户一票”推荐程序", "二、公开推荐结果", "三、依法选举村民议事会", "四、工作要求"]
        first, second = (text.index(head) for head in heads[:2])
        assert [line[:2] for line in text[first + 1 : second]] == ["1．", "2．", "3．"]
        assert text[text.index(heads[-1]) + 4] == "特此通知。"

    def test_a_point_without_a_heading_stands_below_the_one_before(self, docgen, small_office):
        seen = set()

        def once(cells) -> None:
            heading = cells["小标题"].value
            if heading in seen or cells["栏目"].value == "要求":
                cells["小标题"].value = None
            seen.add(heading)
            if cells["栏目"].value == "要求" and cells["序号"].value == 2:
                cells["序号"].value = "二十点"  # not a number: it comes last

        before = lines(make(docgen, small_office, SENT))
        edit(small_office / POINTS, "通知要点", once)
        after = lines(make(docgen, small_office, SENT))
        heads = [[line for line in text if re.match("[一二三四五]、", line)] for text in (before, after)]
        assert heads[0] == heads[1]
        assert after[after.index("四、工作要求") + 3].startswith("3．11月8日17:00前")

    def test_each_attachment_is_a_blank_form_with_the_title_of_the_note(self, docgen, small_office):
        path = make(docgen, small_office, SENT)
        text = lines(path)
        titles = ["社区党组织班子成员初步人选推荐结果汇总表", "社区党组织和议事会换届选举日程表"]
        assert [f"附件：1.{titles[0]}", f"2.{titles[1]}"] == text[text.index(f"附件：1.{titles[0]}") :][:2]
        for number, title in enumerate(titles, 1):
            place = text.index(f"附件{number}")
            assert text[place + 1 : place + 3] == ["", title]
        forms = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(path).tables[1:3]]
        assert forms[0][0][:6] == ["序号", "社区", "推荐日期", "应推荐户数", "实推荐户数", "发出推荐票"]
        assert forms[1][0] == ["序号", "阶段", "开始日期", "结束日期", "责任单位", "备注"]
        assert all(not any(row) for form in forms for row in form[1:])

    def test_a_single_attachment_has_no_number(self, docgen, small_office):
        def drop(cells) -> None:
            if cells["内容"].value == "社区党组织和议事会换届选举日程表":
                cells["栏目"].value, cells["内容"].value, cells["小标题"].value = "要求", "按时报送。", "工作要求"
                cells["序号"].value = 4

        edit(small_office / POINTS, "通知要点", drop)
        text = lines(make(docgen, small_office, SENT))
        assert "附件：社区党组织班子成员初步人选推荐结果汇总表" in text
        assert "附件" in text
        assert "4．按时报送。" in text

    def test_the_register_gives_the_number(self, docgen, small_office):
        allot = ("register", "allot", "文号", OPEN, "--title", "标题", "--day", "2013-12-16")
        assert "文号 no. 10" in docgen("-w", small_office, *allot).out
        result = docgen("-w", small_office, "notice", OPEN)
        assert "still to be written" in result.out
        assert "the register has no number" not in result.out

    @pytest.mark.libreoffice
    def test_the_pages(self, docgen, small_office):
        """Five pages: each form on one of its own, the imprint on the last, the signature on a page with text."""
        result = docgen("-w", small_office, "notice", SENT, "--pdf", "--json")
        assert result.code == 0, result.err
        document = pypdfium2.PdfDocument(json.loads(result.out)["pdf"][0])
        pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]
        assert len(pages) == 5
        assert pages[0].startswith("都江堰市社区党组织换届选举工作领导小组文件都社组换〔2013〕4号关于社区")
        assert "特此通知。附件：1." in pages[2]
        assert "2013年11月6日（联系人" in pages[2]
        assert pages[3].startswith("附件1社区党组织班子成员初步人选推荐结果汇总表")
        assert pages[4].startswith("附件2社区党组织和议事会换届选举日程表")
        assert "抄送：" in pages[4]
        assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * 5


class TestDraft:
    def test_without_a_number_and_with_missing_words_it_is_a_draft(self, docgen, small_office):
        result = docgen("-w", small_office, "通知", OPEN)
        assert result.code == 0
        assert "A draft: something in it is still to be written." in result.out
        assert "A draft: the register has no number for it." in result.out
        for name in ("事项“明确交接时限”", "联系人"):
            assert f"{name} is still to be written" in result.err
        (made,) = (small_office / "out").rglob("*.docx")
        text = lines(made)
        assert made.name == f"{OPEN}_草稿.docx"
        assert "（草稿）" in text
        assert not [line for line in text if "都社组换〔2013〕10号" in line or "印发" in line.split("印发以来")[0]]
        assert text[text.index("二、明确交接时限") + 1] == "【待补】"
        assert "（联系人：【待补】，联系电话：028-01345345）" in text
        assert not [line for line in text if line.startswith(("抄送", "附件"))]

    def test_the_number_of_a_cited_notice_is_found_by_its_title(self, docgen, small_office):
        opening = next(line for line in lines(make(docgen, small_office, OPEN)) if "印发以来" in line)
        assert opening.startswith("《关于做好新老班子交接工作的通知》（都社组换〔2013〕8号）印发以来，")
        write(small_office, OPEN, "引用文件", "关于谁也没有发过的通知")
        opening = next(line for line in lines(make(docgen, small_office, OPEN)) if "印发以来" in line)
        assert "《关于谁也没有发过的通知》（【待补】）" in opening

    def test_an_attachment_that_is_no_form_is_still_to_be_made(self, docgen, small_office):
        write(small_office, SENT, "附件", "承诺书")
        text = lines(make(docgen, small_office, SENT))
        assert text[text.index("附件1") + 2 :][:3] == ["承诺书", "", "【待补】"]
        assert "（草稿）" in text


class TestAddressees:
    @pytest.mark.parametrize(
        ("kinds", "addressees"),
        [
            pytest.param(("镇", "乡"), "各乡镇党委：", id="no streets"),
            pytest.param(("镇", "镇"), "各镇党委：", id="only 镇"),
            pytest.param(("镇", "街道"), "各镇党委、街道党工委：", id="no 乡"),
            pytest.param(("街道", "街道"), "各街道党工委：", id="only streets"),
        ],
    )
    def test_they_are_of_the_kinds_that_there_are(self, docgen, small_office, kinds, addressees):
        of = dict(zip(("石羊镇", "向峨乡"), kinds, strict=True))
        change(small_office, PLACES.name, lambda row: {"类别": of[row["乡镇名称"]]} if row["乡镇名称"] in of else {})
        assert addressees in lines(make(docgen, small_office, SENT))

    def test_the_sheet_may_name_them(self, docgen, small_office):
        edit(small_office / POINTS, "通知要点", lambda cells: _to_parts(cells, "抄送", "主送"))
        text = lines(make(docgen, small_office, SENT))
        assert "市委常委，市纪委机关，市委组织部，市民政局，各指导组、督导组：" in text
        assert not [line for line in text if line.startswith("抄送")]


def _to_parts(cells, old: str, new: str) -> None:
    if cells["栏目"].value == old:
        cells["栏目"].value = new


class TestLetterhead:
    @pytest.mark.parametrize(
        ("redhead", "head"),
        [
            pytest.param("套红", ["", "都江堰市社区党组织换届选举工作领导小组文件", "", ""], id="drawn"),
            pytest.param("预印", ["", "", "", ""], id="printed"),
            pytest.param("无", [], id="none"),
        ],
    )
    def test_drawn_printed_or_none(self, docgen, small_office, redhead, head):
        config = small_office / "docgen.toml"
        config.write_text(config.read_text("utf-8").replace('"红头" = "套红"', f'"红头" = "{redhead}"'), "utf-8")
        text = lines(make(docgen, small_office, SENT))
        number = text.index("都社组换〔2013〕4号")
        assert text[:number] == head
        title = text[number + 3 :][: 2 + (redhead == "无")]
        assert ("都江堰市社区党组织换届选举工作领导小组" in title) == (redhead == "无")

    def test_another_word_is_refused(self, docgen, small_office):
        config = small_office / "docgen.toml"
        config.write_text(config.read_text("utf-8").replace('"红头" = "套红"', '"红头" = "红色"'), "utf-8")
        result = docgen("-w", small_office, "notice", SENT)
        assert result.code == 1
        assert "docgen.toml:38: 红头 is 红色" in result.err
        assert "套红、预印、无" in result.err

    def test_urgency_stands_above_it(self, docgen, small_office):
        edit(small_office / POINTS, "通知要点", lambda cells: _to_parts(cells, "抄送", "紧急程度"))
        write(small_office, SENT, "紧急程度", "特急")
        assert lines(make(docgen, small_office, SENT))[0] == "特急"


class TestNames:
    def test_without_a_name_they_are_listed(self, docgen, small_office):
        result = docgen("-w", small_office, "notice")
        assert result.code == 2
        assert f"The notices are: {SENT}、{OPEN}" in result.err

    def test_an_unknown_one_is_refused_with_the_nearest(self, docgen, small_office):
        result = docgen("-w", small_office, "notice", "议事会选取")
        assert result.code == 2
        assert f"Did you mean {SENT}?" in result.err
        assert not (small_office / "out").exists()


class TestChecks:
    def test_two_titles_for_one_notice(self, docgen, small_office):
        edit(small_office / POINTS, "通知要点", lambda cells: _to_parts(cells, "缘由", "标题"))
        assert "标题 stands in" in docgen("-w", small_office, "check").out

    def test_a_number_in_the_wrong_brackets(self, docgen, small_office):
        write(small_office, SENT, "引用文号", "都社组换[2013]01号")
        result = docgen("-w", small_office, "check")
        assert "都社组换[2013]01号 is not of the form 都社组换〔2013〕1号" in result.out
