"""What `docgen forms new` makes of the blanks of an old form: each is filled in, left for hand, or listed."""

import pytest
from docx import Document
from old_forms import PERSON, W, made, old_form, para, printed, run, table
from openpyxl import Workbook
from township import Township

from docgen.render.package import read_parts


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


class TestEachBlankIsFilledIn:
    @pytest.mark.parametrize(
        ("blank", "filled"),
        [
            ("签订日期：2024年____月____日", "签订日期：2013年11月22日"),
            ("签订日期： 2024年11月　　日", "签订日期： 2013年11月22日"),
            ("姓名：………", "姓名：郑远山"),
            ("姓名：……", "姓名：郑远山"),
            ("姓名：........", "姓名：郑远山"),
            ("电　话：______  姓  名：____", "电　话：028-00000001  姓  名：郑远山"),
            ("性别（    ）", "性别（男）"),
            ("姓名：        性别：        ", "姓名：郑远山  性别：男"),
            ("1.姓名：\t", "1.姓名：郑远山"),
            ("兹证明____（姓名）系我单位职工", "兹证明郑远山（姓名）系我单位职工"),
            ("兹证明（　　　　）（姓名）系我单位职工", "兹证明（郑远山）（姓名）系我单位职工"),
            ("性别‗‗‗‗，电话‗‗‗‗‗", "性别男，电话028-00000001"),
            ("聘期：____年_月_日至____年_月_日", "聘期：三年"),
            ("姓名：", "姓名：郑远山"),
            ("性别：□男 □女", "性别：☑男 □女"),
            ("性别：男□ 女□", "性别：男☑ 女□"),
            ("性别：男□　女□　　聘期：□三年 □五年", "性别：男☑　女□　　聘期：☑三年 □五年"),
            ("聘期：□三年 □五年　　性别：男□、女□，", "聘期：☑三年 □五年　　性别：男☑、女□，"),
        ],
    )
    def test_in_a_line(self, township, blank, filled):
        said = made(township, para(blank))
        assert printed(township) == filled
        assert "not placed" not in said
        assert "by hand" not in said

    def test_above_its_name(self, township):
        made(township, para("______"), para("（姓名）"))
        assert printed(township) == "郑远山\n（姓名）"

    @pytest.mark.parametrize(
        ("label", "cell", "filled"),
        [
            ("电话", "____", "028-00000001"),
            ("性别", "□男 □女", "☑男 □女"),
            ("签订日期", "    年   月   日", "2013年11月22日"),
            ("姓　名：", "……", "郑远山"),
            ("聘期", "____左右", "三年左右"),
            ("聘期", "      内", "三年内"),
        ],
    )
    def test_in_a_cell_beside_its_label(self, township, label, cell, filled):
        made(township, table((label, cell)))
        assert printed(township) == f"{label}|{filled}"

    def test_in_a_cell_of_its_own(self, township):
        made(township, table(("姓名：", "性别："), ("电话：____", "签名：")))
        assert printed(township) == "姓名：郑远山|性别：男\n电话：028-00000001|签名："

    def test_in_tabs_with_a_line_below(self, township):
        tab = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>'
        made(township, para("姓名：", tab, run("电话："), tab))
        assert printed(township) == "姓名：郑远山电话：028-00000001"


class TestEachOtherIsListed:
    @pytest.mark.parametrize(
        ("blank", "said"),
        [
            ("自__年_月_日至__年_月_日", "自__年__月__日至__年__月__日 in “自__年_月_日至__年_月_日”"),
            ("______年_月_日", "it is not clear what it is: ____年__月__日 in “______年_月_日”"),
            ("2024年____月____日", "2024年____月____日 in “"),
            ("落款 2024年5月  日", "2024年5月  日 in “"),
            ("........", "it is not clear what it is: ... in “........”"),
            ("（    ）", "（  ） in “（    ）”"),
            ("都社组换〔    〕", "〔  〕 in “都社组换〔    〕”"),
            ("___县___镇___村", "___ in “___县___镇___村”"),
            ("Name: ____", "no such column: Name:____ in “Name: ____”"),
            ("备选：        ", "no such column: 备选：____ in “备选：”"),
            ("第_号", "第__ in “第_号”"),
            ("婚否：□是 □否", "by hand: 婚否（□是 □否）"),
            ("□甲 □乙", "by hand: □甲 □乙"),
            ("婚否：是□　否□　　子女：□有 □无", "by hand: 婚否（□是 □否）、子女（□有 □无）"),
        ],
    )
    def test_with_the_paragraph(self, township, blank, said):
        told = made(township, para("{姓名}"), para(blank))
        assert said in told
        assert printed(township) == f"郑远山\n{blank}"

    def test_in_a_long_paragraph_with_what_stands_around(self, township):
        words = "本人自愿参加社区组织的志愿服务活动并遵守各项规定"
        said = made(township, para("{姓名}"), para(f"{words}，身份为____，{words}"))
        assert "身份为____ in “…" in said

    def test_in_a_short_paragraph_with_all_of_it(self, township):
        said = made(township, para("{姓名}"), para("会议名称：____________　时间：____年__月__日"))
        assert "时间：____年__月__日 in “会议名称：____________　时间：____年__月__日”" in said

    def test_boxes_whose_answers_the_workbook_does_not_know(self, township):
        data = (("姓名", "性别"), ("郑远山", "男"), ("周清", "不详"))
        assert "by hand: 性别（□男 □女）" in made(township, para("{姓名}性别：□男 □女"), data=data)

    def test_signs_that_are_boxes(self, township):
        box = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
        said = made(township, para("{姓名}"), para("婚否：", box, run("是"), box, run("否")))
        assert "by hand: 婚否（□是 □否）" in said

    @pytest.mark.parametrize(
        "control",
        [
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt>",
            "<w:sdt><w:sdtPr/><w:sdtContent><w:r/></w:sdtContent></w:sdt>",
        ],
    )
    def test_content_controls_in_a_line(self, township, control):
        said = made(township, para("{姓名}"), para("职务：", control))
        assert "a content control or a picture is there: 职务 in “职务：" in said

    @pytest.mark.parametrize(
        "name", ["ADDRESSBLOCK", "GREETINGLINE", 'NEXTIF "1" = "1"', 'SKIPIF "1" = "1"', "FORMTEXT"]
    )
    def test_fields_that_word_fills_in(self, township, name):
        field = f"<w:fldSimple w:instr='{name}'><w:r><w:t>某</w:t></w:r></w:fldSimple>"
        said = made(township, para("{姓名}"), para("", field, run("，您好")))
        assert f"a field, a content control or a picture is there: {name.split()[0]} in “" in said

    def test_blanks_that_a_field_shows_stay(self, township):
        begin, middle, end = (
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
        )
        field = f"{begin}<w:r><w:instrText>FORMTEXT</w:instrText></w:r>{middle}{run('     ')}{end}"
        said = made(township, para("{性别}"), para("姓名：", field))
        assert "a picture is there: 姓名 in “姓名：”" in said
        assert "姓名：     " in printed(township)

    def test_headers_footnotes_and_text_boxes(self, township):
        """All that a reader sees."""
        source = old_form(township.folder, para("", _BOX.format(text=para("姓名：____ 组别：____"))))
        document = Document(str(source))
        document.sections[0].header.paragraphs[0].text = "电话：____ 编号：____"
        document.save(str(source))
        said = township.say("forms", "new", "表", "--from", source, "--data", township.workbook(*PERSON))
        assert said.count("no such column: 组别：____") == 1
        assert "no such column: 编号：____" in said
        township.say("表")
        parts = read_parts(next((township.folder / "out").rglob("*.docx")))
        assert parts["word/document.xml"].decode().count("郑远山") == 2
        assert any("028-00000001" in data.decode() for name, data in parts.items() if "header" in name)


_BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing><wps:wsp>'
    "<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox>'
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


class TestNothingIsFilledInThatMayBeWrong:
    def test_a_word_between_blanks_may_belong_to_the_one_before(self, township):
        """____社区____组 asks for the community before the word, for the group behind it."""
        data = (("姓名", "社区"), ("郑远山", "丰乐"))
        said = made(township, para("本人____（姓名），系____社区____组居民"), data=data)
        assert printed(township) == "本人郑远山（姓名），系____社区____组居民"
        assert "it is not clear what it is: 社区____ in “" in said

    def test_a_name_is_not_signed(self, township):
        said = made(township, para("姓名：____"), para("姓名：____（签名）"))
        assert printed(township) == "姓名：郑远山\n姓名：____（签名）"
        assert "by hand: 姓名（签名）" in said

    def test_a_day_is_no_span_of_days(self, township):
        said = made(township, para("{姓名}签订日期：____年_月_日至____年_月_日"))
        assert "____年_月_日至" in printed(township)
        assert "it is not clear what it is: 签订日期：____年__月__日至____年__月__日 in “" in said

    def test_a_cell_that_says_none_is_blank(self, township):
        data = (("姓名", "联系电话"), ("郑远山", "028-00000001"), ("周清", "无"))
        made(township, para("姓名：____电话：{联系电话}"), data=data)
        assert [texts for texts, _ in township.made().values()] == [
            ["姓名：郑远山电话：028-00000001"],
            ["姓名：周清电话："],
        ]

    def test_headers_below_others_feed_the_columns_that_are_called_so(self, township):
        """The sheet has two header rows as well: 白班 and 夜班, each with 姓名."""
        data = township.folder / "值班.xlsx"
        book = Workbook()
        rows = (
            ("日期", "白班", None, "夜班", None),
            (None, "姓名", "电话", "姓名", "电话"),
            ("1日", "甲", "1", "乙", "2"),
        )
        for row in (*rows, ("2日", "丙", "3", "丁", "4")):
            book.active.append(row)
        for cells in ("A1:A2", "B1:C1", "D1:E1"):
            book.active.merge_cells(cells)
        book.save(data)
        above, below = (("日期", 1, "r"), ("白班", 2), ("夜班", 2)), (("", 1, "c"), "姓名", "工号", "姓名", "工号")
        source = old_form(township.folder, table(above, below, ("",) * 5, ("",) * 5))
        said = township.say("forms", "new", "表", "--from", source, "--data", data)
        assert "Columns that the form does not print: 白班/电话、夜班/电话" in said
        township.say("表")
        assert printed(township).splitlines()[2:] == ["1日|甲||乙|", "2日|丙||丁|"]


class TestLabelsInBrackets:
    """Of two telephones the workbook has one."""

    DATA = (("姓名", "联系电话"), ("郑远山", "028-00000001"))

    def test_two_that_differ_by_them_alone_are_listed(self, township):
        body = table(("联系电话（办公）", "", "联系电话（家庭）", ""), ("姓名", "", "性别", ""))
        said = made(township, body, data=self.DATA)
        assert "not placed, no such column: 联系电话（办公） in “联系电话（办公）联系电话（家庭）”" in said
        assert "not placed, no such column: 联系电话（家庭） in “" in said
        assert "028" not in printed(township)

    def test_the_only_one_is_the_column(self, township):
        made(township, para("联系电话（手机）：____"), data=self.DATA)
        assert printed(township) == "联系电话（手机）：028-00000001"

    def test_the_one_that_is_called_so_is_the_column(self, township):
        said = made(township, para("联系电话（家庭）：____联系电话：____"), data=self.DATA)
        assert printed(township) == "联系电话（家庭）：____联系电话：028-00000001"
        assert "no such column: 联系电话（家庭）：____" in said

    @pytest.mark.parametrize("label", ["金额（万元）", "金额（签名）"])
    def test_others_than_those_of_the_column(self, township, label):
        made(township, para(f"{{姓名}}{label}：____"), data=(("姓名", "金额(元)"), ("郑远山", 12)))
        assert printed(township) == f"郑远山{label}：____"


class TestMergedCells:
    HEAD = (
        (("序号", 1, "r"), ("姓名", 1, "r"), ("党员", 2), ("签名", 1, "r")),
        (("", 1, "c"), ("", 1, "c"), "应到", "实到", ("", 1, "c")),
    )

    @pytest.mark.parametrize("titles", [("应到", "实到"), ("党员应到", "党员实到"), ("党员/应到", "党员/实到")])
    def test_a_row_below_two_headers_repeats(self, township, titles):
        body = table((("签到表", 5),), *self.HEAD, ("1", "", "", "", ""), ("2", "", "", "", ""))
        said = made(township, body, data=(("姓名", *titles), ("郑远山", 3, 2), ("周清", 4, 4)))
        rows = printed(township).splitlines()
        assert rows[3:] == ["1|郑远山|3|2|", "2|周清|4|4|"]
        assert "by hand: 签名\n" in said
        document = Document(str(township.folder / "out/表/表.docx"))
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in document.tables[0]._tbl.tr_lst]
        assert heads == [True, True, True, False, False]

    def test_columns_of_one_name_are_known_by_what_stands_above(self, township):
        above, below = (("姓名", 1, "r"), ("党员", 2), ("群众", 2)), (("", 1, "c"), "应到", "实到", "应到", "实到")
        data = (("姓名", "应到", "群众应到"), ("郑远山", 3, 5), ("周清", 4, 6))
        said = made(township, table(above, below, ("",) * 5, ("",) * 5), data=data)
        assert printed(township).splitlines()[2:] == ["郑远山|||5|", "周清|||6|"]
        assert "by hand: 党员应到、党员实到、群众实到" in said

    def test_without_a_workbook_both_are_proposed(self, township):
        source = old_form(township.folder, table(*self.HEAD, ("",) * 5, ("",) * 5))
        said = township.say("forms", "new", "表", "--from", source)
        assert "Filled in from the table: 姓名、党员应到、党员实到\n" in said

    def test_a_cell_that_goes_on_gets_nothing(self, township):
        body = table(
            (("家庭住址", 1, "r"), "", ("照片", 1, "r")),
            (("", 1, "c"), "", ("", 1, "c")),
            ("电话", "", ("", 1, "c")),
        )
        data = (("家庭住址", "电话", "照片"), ("丰乐社区1组", "028-00000001", "一"))
        said = made(township, body, data=data)
        cells = Document(str(township.folder / "out/表/表_1.docx")).tables[0]._tbl.tr_lst
        texts = [["".join(node.text or "" for node in cell.iter(f"{W}t")) for cell in row.tc_lst] for row in cells]
        assert texts == [["家庭住址", "丰乐社区1组", "照片"], ["", "", ""], ["电话", "028-00000001", ""]]
        assert "by hand: 家庭住址" in said

    def test_a_label_counts_for_the_rows_that_it_spans(self, township):
        body = table((("住址", 1, "r"), "现在的"), (("", 1, "c"), ""), ("姓名", ""))
        made(township, body, data=(("姓名", "住址"), ("郑远山", "丰乐社区1组")))
        assert "丰乐社区1组" in printed(township)


class TestWithoutAWorkbook:
    @pytest.mark.parametrize(
        ("blank", "columns"),
        [
            ("性别‗‗‗‗年龄‗‗‗‗", "性别、年龄"),
            ("姓名：‗‗‗‗", "姓名"),
            ("Name: ____  Date of birth: ____", "Name、Dateofbirth"),
            ("兹证明____（姓名）系我单位职工", "姓名"),
            ("会议名称：        ", "会议名称"),
        ],
    )
    def test_columns_are_proposed(self, township, blank, columns):
        said = township.say("forms", "new", "表", "--from", old_form(township.folder, para(blank)))
        assert f"Filled in from the table: {columns}\n" in said
        assert "not placed" not in said

    @pytest.mark.parametrize("blank", ["兹聘请‗‗‗‗同志", "性别（    ）", "性别____"])
    def test_what_may_be_a_sentence_is_listed(self, township, blank):
        said = township.say("forms", "new", "表", "--from", old_form(township.folder, para("{姓名}"), para(blank)))
        assert "Filled in from the table: 姓名\n" in said
        assert "not placed" in said


class TestTables:
    def test_cells_that_are_about_two_labels_stay(self, township):
        """What stands above says 好 or 较好, what stands at the left of what."""
        source = old_form(
            township.folder, para("{姓名}"), table(("项目", "好", "较好"), ("作风", "", ""), ("学习", "", ""))
        )
        said = township.say("forms", "new", "表", "--from", source)
        assert "Filled in from the table: 姓名\n" in said
        assert "by hand: 作风、学习\n" in said

    def test_a_blank_of_its_own_is_not_that_of_the_next_cell(self, township):
        said = made(township, table(("姓名：____", ""), ("电话", "")))
        assert printed(township) == "姓名：郑远山|\n电话|028-00000001"
        assert "it is not clear what it is: an empty cell in “姓名：____”" in said

    def test_a_heading_with_a_number_asks_for_nothing(self, township):
        source = old_form(township.folder, table((("一、基本情况：", 2),), ("主要事迹：", "甲")))
        said = township.say("forms", "new", "表", "--from", source)
        assert "Filled in from the table: 主要事迹\n" in said

    def test_rows_in_content_controls(self, township):
        body = table(("姓名", "电话"), ("", ""), ("", "")).replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
        made(township, body.replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>"), more=("--list",))
        parts = read_parts(township.folder / "out/表/表.docx")
        assert "郑远山" in parts["word/document.xml"].decode()

    def test_one_column_at_several_places_is_told(self, township):
        said = made(township, para("姓名：____　电话：____"), para("介绍人姓名____"))
        assert "change the template if one is about somebody else: 姓名\n" in said
