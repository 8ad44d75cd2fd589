"""What a township could trust a form with and should not have to fear: rows, places and people that are not its own."""

import pytest
from letters import Office
from own_forms import Forms

OWN = """
access = "{access}"
each = "名单"
filename = "名单/{{{{ 序号 }}}}"
{more}
[table]
name = "名单"
key = ["姓名"]
[[table.columns]]
title = "姓名"
access = "公开"
[[table.columns]]
title = "组"
[[table.columns]]
title = "党派"
access = "内部"
"""
PEOPLE = ("姓名,组,党派,备注", "张三,一组,党员,家属13812345678", "李四,二组,群众,", "王五,一组,党员,")


def own(access: str = "内部", more: str = "") -> str:
    return OWN.format(access=access, more=more)


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    made = Forms(docgen, Office(tmp_path / "换届"))
    sheet(made, "名单", *PEOPLE)
    return made


def sheet(forms: Forms, name: str, *lines: str) -> None:
    (forms.workspace / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


class TestRows:
    def test_one_that_is_asked_for_alone_keeps_its_number_and_its_file(self, forms):
        forms.put("名单表", own(), "{{ 序号 }}.{{ 姓名 }}")
        forms.say("名单表")
        before = forms.made()
        forms.say("名单表", "李四")
        assert forms.made() == before
        assert before["名单/2.docx"] == ["2.李四"]

    def test_other_sheets_with_the_same_headers_are_not_its_own(self, forms):
        sheet(forms, "信访人", "姓名,组,党派", "赵六,一组,群众")
        forms.put("名单表", own(), "{{ 姓名 }}")
        forms.say("名单表")
        assert "赵六" not in str(forms.made())
        assert len(forms.made()) == 3

    def test_two_that_are_one_document_to_the_register_are_told(self, forms):
        sheet(forms, "名单", *PEOPLE, "张三,三组,群众")
        toml = own(more='series = "文号"\ngiven = true').replace('key = ["姓名"]\n', "")
        forms.put("名单表", toml, "{{ 姓名 }}")
        said = forms.say("名单表", code=1)
        assert "名单.csv / row 5: this row and 名单.csv / row 2 are one document to the register" in said
        assert forms.made() == {}

    def test_a_key_that_may_not_be_shown_still_tells_documents_apart(self, forms):
        forms.office.settings += '[options."公文"]\n"机关代字" = "石委"\n'
        forms.office.write()
        toml = own("公开", 'series = "文号"\ngiven = true').replace('access = "公开"\n[[', 'access = "受限"\n[[', 1)
        forms.put("名单表", toml.replace('title = "组"', 'title = "组"\naccess = "公开"'), "{{ 组 }}")
        forms.say("名单表")
        assert [text for [text] in forms.made().values()] == ["一组", "二组", "一组"]

    def test_a_row_without_a_group_is_not_lost(self, forms):
        sheet(forms, "名单", *PEOPLE, "赵六,,群众")
        lists = '[lists.各组]\ntable = "名单"\nby = "组"\n'
        toml = own().replace('each = "名单"\n', "").replace('filename = "名单/{{ 序号 }}"\n', "") + lists
        forms.put("分组表", toml, "{% for 组 in 各组 %}{% for 行 in 组.行 %}{{ 行.姓名 }}{% endfor %}；{% endfor %}")
        forms.say("分组表")
        ((_, [text]),) = forms.made().items()
        assert text == "张三王五；李四；赵六；"

    def test_rows_stand_in_the_order_of_those_that_they_refer_to(self, forms):
        forms.office.second_town()
        forms.office.places.reverse()
        forms.office.write()
        forms.put("社区表", 'access = "内部"\neach = "社区"\nsort = ["乡镇", "社区名称"]', "{{ 社区 }}")
        forms.say("社区表")
        assert [text for [text] in forms.made().values()] == ["丰乐社区", "石碑社区"]

    @pytest.mark.parametrize("tag", ["{{ 组|姓名对齐 }}", "{{ 组|日期 }}"])
    def test_a_cell_that_cannot_be_read_names_itself_behind_a_filter_too(self, forms, tag):
        forms.put("名单表", own().replace('title = "组"', 'title = "组"\nkind = "日期"'), tag)
        said = forms.say("名单表", code=1)
        assert "名单.csv / B2: 组: a date is needed" in said
        assert "the filter" not in said


class TestAccess:
    @pytest.mark.parametrize("more", ["where = '党派 == \"党员\"'", 'sort = ["-党派"]'])
    def test_rows_are_not_chosen_or_ordered_by_what_may_not_be_seen(self, forms, more):
        forms.put("名单表", own("公开", more), "{{ 姓名 }}")
        said = forms.say("forms", "check", "名单表", code=1)
        assert "forms/名单表/form.toml:5" in said
        assert "党派 is internal, the documents are public" in said

    def test_nor_put_into_groups(self, forms):
        lists = '[lists.各派]\ntable = "名单"\nby = "党派"\n'
        forms.put("名单表", own("公开") + lists, "{% for 派 in 各派 %}{{ 派.行|length }}{% endfor %}")
        assert "党派 is internal" in forms.say("forms", "check", "名单表", code=1)

    def test_unless_the_form_publishes_the_column(self, forms):
        toml = own("公开", "where = '党派 == \"党员\"'") + '[publishes]\n名单 = ["党派"]\n'
        forms.put("名单表", toml, "{{ 姓名 }}")
        forms.say("名单表")
        assert [text for [text] in forms.made().values()] == ["张三", "王五"]

    def test_a_number_in_a_column_that_is_not_printed_stops_nothing(self, forms):
        forms.put("名单表", own(), "{{ 姓名 }}")
        forms.say("名单表")
        assert len(forms.made()) == 3


class TestNames:
    def test_two_columns_of_one_name_are_a_mistake(self, forms):
        clash = own().replace('title = "组"', 'title = "电话（家）"').replace('title = "党派"', 'title = "电话(办)"')
        forms.put("名单表", clash, "{{ 姓名 }}")
        said = forms.say("forms", "check", code=1)
        assert "电话（家） and 电话(办) are both 电话 in templates" in said
        assert "forms/名单表/form.toml:15" in said

    @pytest.mark.parametrize("title", ["extra", "bad", "get"])
    def test_words_of_records_are_no_columns(self, forms, title):
        forms.put("名单表", own().replace('title = "组"', f'title = "{title}"'), "{{ 姓名 }}")
        assert f"a column cannot be called {title}" in forms.say("forms", "check", code=1)

    @pytest.mark.parametrize("key", ["filename", "heading"])
    @pytest.mark.parametrize("text", ["{{ 姓名", "{{ 姓名|没有 }}"])
    def test_a_text_that_cannot_be_read_is_told_with_its_line(self, forms, key, text):
        toml = own(more='heading = "x"').replace("{{ 序号 }}" if key == "filename" else "x", text)
        forms.put("名单表", toml, "{{ 姓名 }}")
        said = forms.say("forms", "check", code=1)
        assert f"forms/名单表/form.toml:{4 if key == 'filename' else 5}" in said

    def test_a_default_in_a_text_is_for_what_is_blank_only(self, forms):
        toml = own(more="heading = \"{{ 组|default('无') }}{{ 姓名 }}\"")
        forms.put("名单表", toml, "{{ 标题 }}")
        sheet(forms, "名单", "姓名,组,党派", "张三,一组,", "李四,,")
        forms.say("名单表")
        assert [text for [text] in forms.made().values()] == ["一组张三", "无李四"]

    def test_a_list_or_a_value_called_as_a_column_is_a_mistake(self, forms):
        toml = own() + '[lists.组]\ntable = "名单"\n[values]\n姓名 = "某"\n'
        forms.put("名单表", toml, "{{ 姓名 }}")
        said = forms.say("forms", "check", code=1)
        assert "组 is the name of a column or a list already" in said
        assert "姓名 is the name of a column or a list already" in said
