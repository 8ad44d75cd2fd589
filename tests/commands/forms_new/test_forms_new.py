"""`docgen forms new`: an old Word form, a workbook, or a few names of columns become a form."""

import re
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from roster import FOR_ELECTIONS
from township import PEOPLE, Township, replace

from docgen.forms.begin.found import Found, text_of
from docgen.forms.begin.marks import marks_to_tags

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


class TestOfAnOldFormAndAWorkbook:
    def test_a_list_with_blank_rows_is_filled_to_the_end(self, township):
        source = township.word(
            "会议签到表",
            "会议名称：________",
            table=(("序号", "姓 名", "单位", "电话", "签名"), *((str(n), "", "", "", "") for n in (1, 2, 3, 4))),
        )
        said = township.say("forms", "new", "签到", "--from", source, "--data", township.workbook(*PEOPLE))
        assert "not placed, no such column: 会议名称：____" in said
        assert "Left blank, to be filled in by hand: 签名" in said
        township.say("forms", "check")
        township.say("签到")
        texts, rows = township.made()["签到/签到.docx"]
        assert texts == ["会议签到表", "会议名称：________"]
        assert rows == [
            ["序号", "姓 名", "单位", "电话", "签名"],
            ["1", "郑远山", "丰乐社区", "028-00000001", ""],
            ["2", "周清", "石碑社区", "", ""],
        ]

    def test_a_document_for_each_row(self, township):
        source = township.word(
            "兹聘请【姓名】同志。", "聘期：____年__月__日起", table=(("单位", "", "性别", ""), ("签字", "", "电话", ""))
        )
        data = township.workbook(("姓名", "单位", "聘期"), ("郑远山", "丰乐社区", "2013-11-22"))
        said = township.say("forms", "new", "聘书", "--from", source, "--data", data)
        assert "性别、签字、电话" in said
        township.say("聘书")
        assert township.made() == {
            "聘书/聘书_1_郑远山.docx": (
                ["兹聘请郑远山同志。", "聘期：2013年11月22日起"],
                [["单位", "丰乐社区", "性别", ""], ["签字", "", "电话", ""]],
            )
        }
        assert re.search("^year = 2013", (township.folder / "docgen.toml").read_text(encoding="utf-8"), re.MULTILINE)

    @pytest.mark.parametrize(
        "field",
        [
            '<w:fldSimple w:instr=" MERGEFIELD 姓名 \\* MERGEFORMAT "><w:r><w:rPr><w:b/></w:rPr><w:t>«姓名»</w:t></w:r>'
            "</w:fldSimple>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGEFIELD "姓</w:instrText></w:r>'
            '<w:r><w:instrText>名" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            "<w:r><w:rPr><w:b/></w:rPr><w:t>«姓</w:t></w:r><w:r><w:t>名»</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ],
    )
    def test_merge_fields_keep_their_look(self, township, field):
        source = township.word("某某同志")
        replace(source, "<w:r><w:t>某某同志</w:t></w:r>", f"{field}<w:r><w:t>同志</w:t></w:r>")
        township.say("forms", "new", "通知书", "--from", source, "--data", township.workbook(*PEOPLE))
        township.say("通知书")
        document = Document(str(township.folder / "out/通知书/通知书_1_郑远山.docx"))
        assert document.paragraphs[0].text == "郑远山同志"
        assert document.paragraphs[0].runs[0].bold
        assert "MERGEFIELD" not in etree.tostring(document.element.body, encoding="unicode")

    def test_underlined_spaces_are_a_blank(self, township):
        document = Document()
        paragraph = document.add_paragraph("姓名：")
        paragraph.add_run("      ").underline = True
        document.save(str(township.folder / "旧表.docx"))
        township.say(
            *("forms", "new", "表", "--from", township.folder / "旧表.docx", "--data", township.workbook(*PEOPLE))
        )
        township.say("表")
        made = Document(str(township.folder / "out/表/表_1_郑远山.docx")).paragraphs[0]
        assert (made.text, made.runs[-1].underline) == ("姓名：郑远山", True)

    def test_a_blank_cell_of_the_workbook_prints_nothing_in_a_column_that_has_some(self, township):
        data = township.workbook(*PEOPLE, ("吴桐", "丰乐社区", "028-00000002"))
        township.say("forms", "new", "表", "--from", township.word("{姓名}：{电话}"), "--data", data)
        township.say("表")
        assert [texts for texts, _ in township.made().values()] == [
            ["郑远山：028-00000001"],
            ["周清："],
            ["吴桐：028-00000002"],
        ]
        township.workbook(*PEOPLE, (None, "丰乐社区", "028-00000002"))
        assert "姓名" in township.say("表", code=1)

    def test_all_sheets_of_the_same_columns_feed_it(self, township):
        book = Workbook()
        book.active.title = "丰乐"
        for title, name in (("丰乐", "郑远山"), ("石碑", "周清")):
            sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
            sheet.append(("姓名", "职务"))
            sheet.append((name, "书记"))
        book.save(township.folder / "名单.xlsx")
        source = township.word(table=(("姓名", "职务"), ("", "")))
        township.say("forms", "new", "名册", "--from", source, "--data", township.folder / "名单.xlsx")
        township.say("名册")
        assert township.made()["名册/名册.docx"][1] == [["姓名", "职务"], ["郑远山", "书记"], ["周清", "书记"]]

    def test_a_workbook_of_the_workspace_keeps_its_table(self, docgen, tmp_path):
        from letters import Office

        office = Office(tmp_path / "换届")
        root = office.write()
        document = Document()
        document.add_paragraph("《地址》的住户")
        document.save(str(root / "旧表.docx"))
        data = root / "data/台账.xlsx"  # four sheets
        result = docgen("-w", root, "forms", "new", "门牌", "--from", root / "旧表.docx", "--data", data)
        assert "Its data is the table 户 of this workspace" in result.out
        assert "[table]" not in (root / "forms/门牌/form.toml").read_text(encoding="utf-8")
        assert docgen("-w", root, "门牌").code == 0

    def test_a_workbook_that_lies_deeper_is_taken_up(self, township):
        (township.folder / "旧").mkdir()
        data = township.workbook(*PEOPLE, name="旧/名单.xlsx")
        township.say("forms", "new", "表", "--from", township.word("{姓名}", "收到请签字：____"), "--data", data)
        assert (township.folder / "data/名单.xlsx").read_bytes() == data.read_bytes()
        township.say("表")
        assert len(township.made()) == 2

    def test_a_sheet_may_be_named(self, township):
        data = township.folder / "名单.xlsx"
        book = Workbook()
        book.active.append(("姓名", "职务"))
        book.active.append(("郑远山", "书记"))
        book.create_sheet("委员").append(("姓名", "分工"))
        book["委员"].append(("周清", "组织"))
        book.save(data)
        source = township.word("{姓名}")
        township.say("forms", "new", "表", "--from", source, "--data", data, "--sheet", "委员")
        township.say("表")
        assert [texts for texts, _ in township.made().values()] == [["周清"]]
        said = township.say("forms", "new", "表二", "--from", source, "--data", data, "--sheet", "委元", code=1)
        assert "委员" in said

    def test_what_is_there_is_left_alone(self, township):
        source, data = township.word("《姓名》"), township.workbook(*PEOPLE)
        township.say("forms", "new", "表", "--from", source, "--data", data)
        before = _content(township.folder)
        assert "there is a form 表 already" in township.say("forms", "new", "表", "--from", source, code=1)
        other = township.folder / "别处"
        other.mkdir()
        (township.folder / "data").mkdir()
        (township.folder / "data" / "名单.xlsx").write_bytes(b"other")
        (other / "名单.xlsx").write_bytes(data.read_bytes())
        said = township.say("forms", "new", "表二", "--from", source, "--data", other / "名单.xlsx", code=1)
        assert "there is another 名单.xlsx" in said
        assert {path: content for path, content in _content(township.folder).items() if path in before} == before
        assert not (township.folder / "forms/表二").exists()

    @pytest.mark.parametrize("name", ["check", "公开信", "户", "a/b", "..", "", "--x", "表:一"])
    def test_names_that_no_form_can_have(self, township, name):
        (township.folder / "docgen.toml").write_text(FOR_ELECTIONS, encoding="utf-8")
        source = township.word("《姓名》")
        township.say("forms", "new", "--from", source, "--", name, code=2)
        assert not (township.folder / "forms").exists()

    def test_a_file_that_is_no_docx(self, township):
        said = township.say("forms", "new", "表", "--from", township.workbook(*PEOPLE), code=1)
        assert "名单.xlsx" in said
        assert not (township.folder / "forms").exists()


class TestNothingIsLost:
    """What a column is taken to hold, and which row a tag means, is never a guess that loses something."""

    @pytest.mark.parametrize(
        ("title", "cells", "printed"),
        [
            ("出生日期", ["1950-03-17", "2013-11-22"], "1950-03-17"),
            ("小组", ["3组", "4组"], "3组"),
            ("证号", ["0012", "0013"], "0012"),
            ("补助", ["1,200元", "900元"], "1,200元"),
            ("人数", [12, 3], "12"),
            ("日期", ["2013-11-22", "2013年11月23日"], "2013年11月22日"),
        ],
    )
    def test_what_a_cell_says_is_printed(self, township, title, cells, printed):
        data = township.workbook(("姓名", title), *(("某人", cell) for cell in cells))
        township.say("forms", "new", "表", "--from", township.word(f"【{title}】"), "--data", data)
        township.say("表")
        assert township.made()["表/表_1_某人.docx"][0] == [printed]

    def test_a_merged_cell_holds_for_its_rows(self, township):
        book = Workbook()
        for row in (("社区", "姓名"), ("丰乐社区", "郑远山"), (None, "周清"), ("石碑社区", "吴桐")):
            book.active.append(row)
        book.active.merge_cells("A2:A3")
        book.save(township.folder / "名单.xlsx")
        source = township.word("{社区}{姓名}")
        township.say("forms", "new", "表", "--from", source, "--data", township.folder / "名单.xlsx")
        township.say("表")
        assert [texts for texts, _ in township.made().values()] == [
            ["丰乐社区郑远山"],
            ["丰乐社区周清"],
            ["石碑社区吴桐"],
        ]

    def test_the_applicant_is_no_member_of_the_family(self, township):
        rows = (("姓名", "", "单位", ""), ("称谓", "姓名", "年龄", "单位"), *[("",) * 4] * 3)
        said = township.say(
            *("forms", "new", "表", "--from", township.word(table=rows), "--data", township.workbook(*PEOPLE))
        )
        assert "称谓" in said
        township.say("表")
        _, cells = township.made()["表/表_1_郑远山.docx"]
        assert cells == [["姓名", "郑远山", "单位", "丰乐社区"], list(rows[1]), *[[""] * 4] * 3]

    def test_a_cell_that_a_list_cannot_fill_in_stays_empty(self, township):
        rows = (("单位", ""), ("姓名", "电话"), ("", ""), ("", ""))
        said = township.say(
            *("forms", "new", "表", "--from", township.word(table=rows), "--data", township.workbook(*PEOPLE))
        )
        assert "these stand outside of the list: 单位" in said
        township.say("表")
        assert township.made()["表/表.docx"][1][0] == ["单位", ""]

    def test_a_column_below_another_header_is_known_by_its_own(self, township):
        book = Workbook()
        for row in (("姓名", "家庭情况", None), (None, "保障人数", "住房"), ("郑远山", 3, "自有")):
            book.active.append(row)
        for cells in ("A1:A2", "B1:C1"):
            book.active.merge_cells(cells)
        book.save(township.folder / "名单.xlsx")
        source = township.word("{姓名}：{保障人数}人")
        township.say("forms", "new", "表", "--from", source, "--data", township.folder / "名单.xlsx")
        township.say("表")
        assert township.made()["表/表_1_郑远山.docx"][0] == ["郑远山：3人"]

    def test_a_format_that_is_not_kept_is_told(self, township):
        source = township.word("某某元")
        field = "<w:fldSimple w:instr=' MERGEFIELD 电话 \\# \"#,##0.00\" '><w:r><w:t>«电话»</w:t></w:r></w:fldSimple>"
        replace(source, "<w:r><w:t>某某元</w:t></w:r>", field)
        said = township.say("forms", "new", "表", "--from", source, "--data", township.workbook(*PEOPLE))
        assert '电话 \\# "#,##0.00"' in said

    def test_a_second_form_leaves_the_first_its_workbook(self, township):
        source = township.word("{姓名}")
        township.say("forms", "new", "表一", "--from", source, "--data", township.workbook(*PEOPLE))
        said = township.say("forms", "new", "表二", "--columns", "姓名")
        assert f"{township.folder}/表二.xlsx" in said
        township.say("表一")
        assert len(township.made()) == 2

    def test_other_workbooks_of_the_folder_feed_other_forms(self, township):
        source = township.word("{姓名}")
        township.say("forms", "new", "表", "--from", source, "--data", township.workbook(*PEOPLE))
        township.workbook(("姓名", "单位", "电话"), ("赵六", "某处", "028-00000009"), name="信访人.xlsx")
        township.say("表")
        assert "赵六" not in str(township.made())


class TestOfLess:
    def test_columns_are_proposed_for_what_is_to_be_filled_in(self, township):
        source = township.word("《社区》第__号", "姓名：______", table=(("出生年月", "", "本人签字", ""),))
        said = township.say("forms", "new", "登记表", "--from", source)
        assert "Filled in from the table: 社区、姓名、出生年月" in said
        book = load_workbook(township.folder / "data/登记表.xlsx")
        assert [cell.value.removesuffix("（必填）") for cell in book["登记表"][3]] == ["社区", "姓名", "出生年月"]
        for column, value in zip("ABC", ("丰乐社区", "郑远山", "1970.05"), strict=True):
            book["登记表"][f"{column}4"] = value
        book.save(township.folder / "data/登记表.xlsx")
        township.say("登记表")
        ((texts, rows),) = township.made().values()
        assert texts == ["丰乐社区第__号", "姓名：郑远山"]
        assert rows == [["出生年月", "1970年5月", "本人签字", ""]]

    def test_of_a_list_only_its_columns(self, township):
        source = township.word("时间：____年__月__日", table=(("姓名", "签名"), ("", ""), ("", "")))
        said = township.say("forms", "new", "签到", "--from", source)
        assert "these stand outside of the list: 时间" in said
        assert "时间：____年__月__日" in _texts(township.folder / "forms/签到/签到.docx")
        assert 'title = "时间"' not in (township.folder / "forms/签到/form.toml").read_text(encoding="utf-8")

    @pytest.mark.parametrize(("way", "count"), [("--each", 2), ("--list", 1)])
    def test_a_workbook_alone_gets_a_template(self, township, way, count):
        said = township.say("forms", "new", "表", "--data", township.workbook(*PEOPLE), way, "--access", "内部")
        assert "leaves them out: 电话" in said
        township.say("forms", "check")
        township.say("表")
        made = township.made()
        assert len(made) == count
        assert "郑远山" in str(made)
        assert "丰乐社区" in str(made)

    def test_names_of_columns_get_a_template_and_a_workbook(self, township):
        said = township.say("forms", "new", "签到", "--columns", "姓名、职务")
        assert "data/签到.xlsx" in said
        township.say("forms", "check")
        assert "the table 签到 has no rows" in township.say("签到")

    def test_one_column_is_enough(self, township):
        township.say("forms", "new", "签名册", "--columns", "姓名", "--list")
        assert "the table 签名册 has no rows" in township.say("签名册")
        path = township.folder / "data/签名册.xlsx"
        book = load_workbook(path)
        for number, name in enumerate(("郑远山", "郝元"), 4):
            book["签名册"].cell(number, 1, name)
        book.save(path)
        township.say("forms", "check")
        township.say("签名册")
        assert "郝元" in str(township.made())

    def test_nothing_at_all_says_what_to_give(self, township):
        assert "--from" in township.say("forms", "new", "签到", code=2)


def _texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def _content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(st.lists(st.text("《姓名》{}【职务】：某 ", max_size=6), max_size=8))
def test_marks_leave_all_else_as_it_is(pieces):
    """Whatever runs Word cuts a text into, only known names become tags, and no other character goes."""
    paragraph = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"/>')
    for piece in pieces:
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = piece
    root = etree.Element("root")
    root.append(paragraph)
    before = "".join(pieces)
    marks_to_tags(root, {"姓名": "{{ 姓名 }}"}.get, Found())
    wanted = re.sub(r"《 *姓名 *》|【 *姓名 *】|(?<![{%#])\{ *姓名 *\}(?!\})", "{{ 姓名 }}", before)
    assert text_of(paragraph) == wanted
