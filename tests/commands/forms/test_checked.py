"""What `docgen forms check` tells before a form is run: whatever would go wrong then."""

import pytest
from docx import Document
from letters import Office
from own_forms import DIARY, Forms


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    """石羊镇 丰乐社区 and 向峨乡 石碑社区, a household in each."""
    office = Office(tmp_path / "换届")
    office.second_town()
    return Forms(docgen, office)


def sheet(forms: Forms, name: str, *lines: str) -> None:
    (forms.workspace / "data" / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")


OWN = """
access = "内部"
each = "会议"
[table]
name = "会议"
[[table.columns]]
title = "名称"
[[table.columns]]
title = "应到"
kind = "整数"
[[table.columns]]
title = "时间"
kind = "日期"
[[table.columns]]
title = "公开"
kind = "是否"
[[table.columns]]
title = "结果"
options = ["通过", "不通过"]
[[table.columns]]
title = "社区"
to = "社区"
[[check]]
when = '{when}'
text = "不对"
"""


class TestKinds:
    @pytest.mark.parametrize(
        ("where", "said", "hint"),
        [
            ('党员数 > "50"', '党员数 is a number, "50" is a text', "Write 50."),
            ("社区名称 == 3", "社区名称 is a text, 3 is a number", 'Write "3".'),
            ('乡镇 == "石羊镇"', "乡镇 is a row of another table", "Name a column of it: 乡镇.乡镇名称"),
            ('乡镇.镇名 == "石羊镇"', "the table 乡镇(街道) has no column 镇名", "Did you mean"),
            ('选举日期 > "2013-11-01"', "选举日期 is a date", "选举日期.year == 2013"),
            ('备注 < "20"', "备注 is a text: it cannot be larger or smaller than", "备注|数字"),
            ("社区名称 in [1, 2]", "社区名称 is a text, 1 is a number", 'Write "1".'),
            ("社区名称 - 1 > 2", "社区名称 is a text: nothing can be reckoned with it", "社区名称|数字"),
        ],
    )
    def test_what_cannot_be_compared_is_told_with_its_line(self, forms, where, said, hint):
        forms.put("坏表", f'access = "内部"\neach = "社区"\nwhere = \'{where}\'')
        told = forms.say("forms", "check", code=1)
        assert f"forms/坏表/form.toml:3: {said}" in told
        assert hint in told

    @pytest.mark.parametrize(
        ("when", "said", "hint"),
        [
            ('公开 == "是"', '公开 is yes or no, "是" is a text', "Write 公开, or not 公开."),
            ('结果 == "通国"', "结果 is never 通国", "Did you mean 通过?"),
            ('结果 in ("通过", "弃权")', "结果 is never 弃权", "It may be one of: 通过、不通过"),
            ("应到 > 名称", "名称 is a text: it cannot be larger or smaller than 应到", "名称|数字"),
            ("名称 > 1000", "名称 is a text: it cannot be larger or smaller than 1000", 'kind = "金额"'),
            ("名称 > '1000'", '名称 is a text: it cannot be larger or smaller than "1000"', 'kind = "金额"'),
            ("'1,000.50' <= 名称", "名称 is a text: it cannot be larger or smaller than", "名称|数字"),
            ("应到 > 时间", "应到 is a number, 时间 is a date", "时间.year"),
            ("名称|length > '3'", '名称|length is a number, "3" is a text', "Write 3."),
        ],
    )
    def test_nor_in_a_check(self, forms, when, said, hint):
        forms.put("坏表", OWN.format(when=when.replace("'", '"')), "{{ 名称 }}")
        told = forms.say("forms", "check", code=1)
        assert f"forms/坏表/form.toml:24: {said}" in told
        assert hint is None or hint in told

    def test_texts_that_are_put_together_are_what_they_are(self, forms):
        forms.put("表", OWN.format(when='结果 == "通" + "国"'), "{{ 名称 }}")
        assert "no sheet of the workbooks holds the table" in forms.say("forms", "check", code=1)

    def test_nor_in_a_list_in_chinese(self, forms):
        toml = 'access = "内部"\neach = "社区"\n[lists.各户]\ntable = "户"\nwhere = \'党员户 == "是"\''
        forms.put("坏表", toml)
        told = forms.say("--lang", "zh", "forms", "check", code=1)
        assert "forms/坏表/form.toml:5：" in told or "forms/坏表/form.toml:5:" in told
        assert '党员户 是判断（是或否），"是" 是文字' in told
        assert "请写 党员户 或 not 党员户" in told

    @pytest.mark.parametrize(
        "when",
        [
            "应到 * 2 > 社区.党员数 + 1",
            "时间.year < 2013 and not 公开",
            '结果 == "通过" or 结果 in ("不通过",) or 结果 == none',
            "名称|数字 > 1000 or 名称 < '五百' or 名称 == '1000'",
            "名称|length > 3 and 名称.startswith('党') and '会' in 名称",
            '社区.社区名称 ~ 1 == "x"',
            "公开 == true and 公开 == 1",
        ],
    )
    def test_what_fits_passes(self, forms, when):
        forms.put("好表", OWN.format(when=when.replace("'", '"')), "{{ 名称 }}")
        (forms.workspace / "data" / "会议.csv").write_text(
            "名称,应到,时间,公开,结果,社区\n会,1,2013-11-6,,,\n", "utf-8"
        )
        assert "nothing is wrong" in forms.say("forms", "check")


GROUPED = """
access = "内部"
[lists.各镇]
table = "户"
by = "乡镇(街道)"
"""


class TestGroups:
    def told(self, forms: Forms, inner: str) -> str:
        forms.put("分组", GROUPED, f"{{% for 镇 in 各镇 %}}{inner}{{% endfor %}}")
        return forms.say("forms", "check", code=1)

    def test_a_column_that_the_rows_of_a_group_lack_is_told_with_its_place(self, forms):
        said = self.told(forms, "{% for 行 in 镇.行 %}{{ 行.地止 }}{% endfor %}")
        assert "分组.docx / body / paragraph 1 / {{ 行.地止 }}: nothing is known to feed 行.地止" in said
        assert "Did you mean 地址?" in said

    def test_a_row_behind_a_row_of_a_group_is_known_too(self, forms):
        said = self.told(forms, "{% for 户 in 镇.行 %}{{ 户.社区.社区名 }}{% endfor %}")
        assert "{{ 户.社区.社区名 }}" in said
        assert "Did you mean 社区名称?" in said

    def test_what_groups_do_not_share_is_told(self, forms):
        said = self.told(forms, "{{ 镇.地址 }}{{ 镇.乡镇.镇名 }}")
        assert "{{ 镇.地址 }}" in said
        assert "{{ 镇.乡镇.镇名 }}" in said
        assert "Did you mean 乡镇名称?" in said

    def test_what_a_document_may_not_show_is_refused_behind_a_group(self, forms):
        said = self.told(forms, "{% for 户 in 镇.行 %}{{ 户.联系电话 }}{% endfor %}")
        assert "{{ 户.联系电话 }} is restricted, this document is internal" in said

    def test_what_is_there_passes(self, forms):
        inner = "{{ 镇.序号 }}{{ 镇.乡镇.乡镇名称 }}{{ 镇.行|length }}"
        rows = "{% for 户 in 镇.行 %}{{ 户.序号 }}{{ 户.地址 }}{{ 户.社区.社区名称 }}{% endfor %}"
        forms.put("分组", GROUPED, f"{{% for 镇 in 各镇 %}}{inner}{rows}{{% endfor %}}")
        assert "nothing is wrong" in forms.say("forms", "check")
        forms.say("分组")
        ((_, [text]),) = forms.made().items()
        assert "丰乐社区" in text


class TestNeeds:
    def test_a_table_that_no_sheet_holds_is_told_with_its_line(self, forms):
        forms.put("会议", OWN.format(when="应到 < 0"), "{{ 名称 }}")
        said = forms.say("forms", "check", code=1)
        assert "forms/会议/form.toml:3: no sheet of the workbooks holds the table 会议" in said
        assert "名称、应到、时间" in said
        assert "no sheet" in forms.say("会议", code=1)
        sheet(forms, "会议", "名称,应到,时间,公开,结果,社区", "会,1,2013-11-6,,,")
        assert "nothing is wrong" in forms.say("forms", "check")
        forms.say("会议")

    def test_one_of_a_list_by_the_line_of_the_list_or_its_place_in_the_template(self, forms):
        toml = 'access = "内部"\neach = "社区"\n[lists.得票]\ntable = "推荐结果"'
        forms.put("单子", toml, "{% for 行 in 得票 %}{{ 行.序号 }}{% endfor %}", "{{ 信访调查|length }}")
        said = forms.say("--lang", "zh", "forms", "check", code=1)
        assert "forms/单子/form.toml:4: 数据表格里没有“推荐结果”表" in said
        assert "单子.docx / 正文 / 第2段 / {{ 信访调查|length }}: 数据表格里没有“信访调查”表" in said

    def test_one_that_nobody_lists_is_not_asked_for(self, forms):
        toml = 'access = "内部"\neach = "社区"\n[lists.来信]\ntable = "信访调查"'
        forms.put("单子", toml, "{{ 社区名称 }}")
        assert "nothing is wrong" in forms.say("forms", "check")
        forms.say("单子")

    @pytest.mark.parametrize("more", ["official = true", 'series = "文号"\ngiven = true'])
    def test_what_an_official_document_says_of_its_office(self, forms, more):
        forms.put("公文", f'access = "内部"\neach = "社区"\n{more}', "{{ 社区名称 }}")
        said = forms.say("forms", "check", code=1)
        assert "[options.公文] lacks '机关代字'" in said
        assert "forms/公文/form.toml:3 asks for it" in said
        config = forms.workspace / "docgen.toml"
        config.write_text(f'{config.read_text("utf-8")}\n[options.公文]\n机关代字 = "石委"\n', encoding="utf-8")
        assert "nothing is wrong" in forms.say("forms", "check")
        forms.say("公文")

    def test_a_workbook_that_stops_every_form_is_told_once(self, forms):
        forms.put("甲", 'access = "内部"\neach = "社区"', "{{ 社区名称 }}")
        forms.put("乙", 'access = "内部"\neach = "社区"', "{{ 社区名称 }}")
        (forms.workspace / "data" / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
        said = forms.say("forms", "check", code=1)
        assert said.count("坏.xlsx") == 1
        assert "nothing is wrong" not in said


class TestTexts:
    @pytest.mark.parametrize("key", ["filename", "heading"])
    def test_a_name_that_nothing_feeds_is_told_with_its_line(self, forms, key):
        forms.put("单子", f'access = "内部"\neach = "社区"\n{key} = "单子/{{{{ 社区名 }}}}"', "{{ 社区名称 }}")
        said = forms.say("forms", "check", code=1)
        assert f"forms/单子/form.toml:3: {key}: nothing is known to feed 社区名" in said
        assert "Did you mean 社区名称?" in said

    def test_documents_of_one_name_are_told_with_its_line(self, forms):
        forms.put("单子", 'access = "内部"\neach = "社区"\nfilename = "单子"', "{{ 社区名称 }}")
        said = forms.say("forms", "check", code=1)
        assert "forms/单子/form.toml:3: 2 documents would have the same name" in said


class TestDocuments:
    """What only making documents shows."""

    def test_a_filter_that_takes_no_such_value_fails_everywhere(self, forms):
        forms.put("单子", 'access = "内部"\neach = "社区"', "{{ 社区名称 }}", "{{ 社区名称|日期 }}")
        said = forms.say("forms", "check", code=1)
        assert "单子.docx / body / paragraph 2 / {{ 社区名称|日期 }}" in said
        assert not (forms.workspace / "out").exists()

    def test_a_cell_that_is_blank_in_some_rows_is_a_warning_with_the_first(self, forms):
        forms.office.places[1]["会议地点"] = ""
        forms.office.write()
        forms.put("单子", 'access = "内部"\neach = "社区"', "{{ 会议地点 }}")
        said = forms.say("forms", "check")
        assert "warning: 单子.docx / body / paragraph 1 / {{ 会议地点 }}: 会议地点 is blank; so in 1 of 2" in said
        assert "nothing is wrong" not in said

    def test_a_form_of_days_is_tried_on_the_days_that_there_are(self, forms):
        forms.put("值班", DIARY, "{{ 时段 }}：{% for 行 in 值班 %}{{ 行.事项|日期 }}；{% endfor %}")
        sheet(forms, "值班", "日期,事项", "2014-05-21,甲")
        assert "{{ 行.事项|日期 }}: the filter 日期 needs a date" in forms.say("forms", "check", code=1)

    @pytest.mark.parametrize("key", ["filename", "heading"])
    def test_a_text_that_fails_at_every_row_is_of_the_form(self, forms, key):
        forms.put("单子", f'access = "内部"\neach = "社区"\n{key} = "甲/{{{{ 社区名称|日期 }}}}"', "{{ 社区名称 }}")
        said = forms.say("forms", "check", code=1)
        assert "forms/单子/form.toml: the filter 日期 needs a date" in said

    def test_what_is_wrong_with_the_data_is_none_of_it(self, forms):
        forms.put("会议", OWN.format(when="应到 > 1"), "{{ 名称 }}{{ 应到 }}")
        sheet(forms, "会议", "名称,应到,时间,公开,结果,社区", "会,2,2013-11-6,,,", "议,若干,2013-11-6,,,")
        assert "nothing is wrong" in forms.say("forms", "check")
        forms.say("会议", code=1)


class TestOverlay:
    @pytest.fixture(autouse=True)
    def ejected(self, forms):
        forms.put("单子", 'access = "内部"\neach = "社区"', "{{ 社区名称 }}")
        forms.say("templates", "eject", "单子")

    def write(self, path, *texts):
        document = Document()
        for text in texts:
            document.add_paragraph(text)
        document.save(str(path))

    def test_a_copy_that_is_the_same_is_a_note(self, forms):
        said = forms.say("forms", "check")
        assert "templates/单子/单子.docx: documents are made of this copy" in said
        assert "nothing is wrong" in said

    def test_a_form_that_was_changed_since_is_told_in_check_and_list(self, forms):
        self.write(forms.workspace / "forms" / "单子" / "单子.docx", "新：{{ 社区名称 }}")
        for words in (("forms", "check"), ("forms",)):
            said = forms.say(*words)
            assert "not of the form's own, forms/单子/单子.docx, which has changed since it was copied" in said
            assert "Delete templates/单子/单子.docx to use that of the form" in said
        assert "复制之后，forms/单子/单子.docx 又有改动" in forms.say("--lang", "zh", "forms")
        forms.say("单子")
        assert ["丰乐社区"] in forms.made().values()

    def test_what_is_wrong_in_the_copy_is_told_and_its_names_are_fed(self, forms):
        copy = forms.workspace / "templates" / "单子" / "单子.docx"
        self.write(copy, "{{ 社区名称 }}{{ 户|length }}户")
        assert "not of the form's own" in forms.say("forms", "check")
        forms.say("单子")
        assert ["丰乐社区1户"] in forms.made().values()
        self.write(copy, "{{ 社区名 }}")
        assert "{{ 社区名 }}" in forms.say("forms", "check", code=1)


class TestTables:
    """Which tables `docgen tables` says are missing: those that the forms of the workspace are about."""

    def test_a_clerk_is_not_told_of_documents_that_nobody_makes_here(self, forms):
        assert "信访调查" in forms.say("tables")
        forms.put("会议", OWN.format(when="应到 < 0"), "{{ 名称 }}")
        forms.put("单子", 'access = "内部"\n[lists.人]\ntable = "候选人"', "{{ 人|length }}")
        said = forms.say("tables")
        assert "No sheet feeds: 候选人、会议\n" in said
        assert "信访调查" not in said
        assert "other tables, which no form here names: --all" in said
        assert "信访调查" in forms.say("tables", "--all")
        assert "这里的表单没有用到：--all 列出" in forms.say("--lang", "zh", "tables")


PLAIN = 'access = "内部"\neach = "社区"\n'
CHANGES = [
    "",
    *(
        f"{key} = {value}"
        for key in ("alias", "title", "heading", "filename")
        for value in ("3", "true", '["甲"]', '"甲"')
    ),
    *(f"{key} = {value}" for key in ("together", "period", "official", "given") for value in ('"是"', "1", "true")),
    *(f"{key} = {value}" for key in ("where", "sort") for value in ("3", '"没有"', '["党员数"]', "[1]", '"-党员数"')),
    *(f"where = '{where}'" for where in ("1 +", "党员数|没有", "党员数 is 没有", "1 / 0", "社区名称[9]", "社区名称.x")),
    *(
        f"where = '{where}'"
        for where in ("社区名称()", "党员数 > 1", "选举日期|日期 == 3", "%}{% for", "社区名称|日期")
    ),
    *(
        f"filename = '{name}'"
        for name in ("{{ 没有 }}", "{{ 社区", "{% for %}", "../甲", "{{ 1 / 0 }}", "{{ 社区名称 }}/乙")
    ),
    *(f"{key} = {value}" for key in ("series", "template", "name") for value in ('"没有"', "3", '""')),
    *(f"[lists.单]\n{line}" for line in ("", "table = 3", 'table = "户"', 'table = "户"\nby = "没有"', "表 = 3")),
    *(f"[values]\n{line}" for line in ("甲 = 3", "甲 = [1]", "社区名称 = 3", "甲 = {乙 = 1}")),
    *(f"[publishes]\n{line}" for line in ('社区 = ["没有"]', '没有 = ["甲"]', "社区 = 3", '户 = ["联系电话"]')),
    *(
        f"[[check]]\n{line}"
        for line in ("", "when = 3", "when = '没有'\ntext = '甲'", "when = '党员数 < 0'\ntext = '甲'")
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_check_passes_is_made_and_what_it_refuses_is_told_with_its_place(forms, change):
    forms.put("单子", f"{PLAIN}{change}\n", "{{ 社区名称 }}")
    checked = forms.docgen("-w", forms.workspace, "forms", "check")
    period = ["2013-11-04..2013-11-22"] if change == "period = true" else []
    name = "没有" if change == 'name = "没有"' else "单子"
    made = forms.docgen("-w", forms.workspace, name, *period)
    assert checked.code in (0, 1)
    assert "Traceback" not in checked.err + made.err
    assert (checked.code == 0) == (made.code == 0), checked.out + checked.err + made.err
    if checked.code:
        assert "forms/单子/form.toml" in checked.err or "docgen.toml" in checked.err
