"""A name in the template of a form that nothing feeds: the check and the run say the same, and what to do about it."""

import pytest
from letters import Office
from own_forms import Forms, column, table

HELPERS = table("帮手", column("姓名", "required = true"), column("岗位"), column("月补贴", 'kind = "金额"'))
EACH = f'access = "受限"\neach = "帮手"\nfilename = "聘用书/{{{{ 姓名 }}}}"\n{HELPERS}'
LIST = f'access = "受限"\n{HELPERS}'
ROWS = "{%p for 行 in 帮手 %}\n{{ 行.姓名 }}\n{%p endfor %}"


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    """A workspace with the sheet of two helpers, which has a column more than the form declares."""
    made = Forms(docgen, Office(tmp_path / "镇"))
    made.sheet("帮手", "姓名,岗位,月补贴,手机", "张三,保洁,600,13900010001", "李四,绿化,800,")
    return made


def said(forms: Forms, toml: str, *paragraphs: str) -> tuple[str, str]:
    """What the check and the run say of a form."""
    forms.put("聘用书", toml, *paragraphs)
    return forms.say("forms", "check", "聘用书", code=1), forms.say("聘用书", code=1)


class TestOfEach:
    def test_the_column_is_meant_before_a_setting(self, forms):
        for told in said(forms, EACH, "{{ 岗位名称 }}"):
            assert "→ Did you mean 岗位?" in told

    def test_a_row_of_no_list(self, forms):
        for told in said(forms, EACH, "{{ 行.岗位 }}"):
            assert "→ Each row has a document: write {{ 岗位 }}." in told

    def test_what_is_like_nothing(self, forms):
        for told in said(forms, EACH, "{{ 天气 }}"):
            assert '[[table.columns]], below it title = "天气"' in told
            assert 'under [values] of form.toml: 天气 = "…"' in told

    @pytest.mark.parametrize("tag", ["{{ 手机 }}", "{{ 手机|空 }}"])
    def test_a_column_that_the_sheet_has_and_the_form_does_not_declare(self, forms, tag):
        for told in said(forms, EACH, "{{ 姓名 }}：", tag):
            assert '[[table.columns]], below it title = "手机"' in told
        assert not forms.made()

    def test_nor_is_it_blank_where_a_default_stands(self, forms):
        for told in said(forms, EACH, "{{ 姓名 }}：{{ 手机|default('') }}"):
            assert "the sheet has a column 手机, and form.toml does not" in told

    def test_once_it_is_declared_it_prints(self, forms):
        forms.put("聘用书", EACH + column("手机", 'kind = "电话"'), "{{ 手机|空('无') }}")
        assert "nothing is wrong" in forms.say("forms", "check", "聘用书")
        forms.say("聘用书")
        assert forms.made() == {"聘用书/张三.docx": ["13900010001"], "聘用书/李四.docx": ["无"]}

    def test_a_value_of_the_form_is_not_taken_from_such_a_column(self, forms):
        forms.put("聘用书", f'{EACH}[values]\n手机 = "见公示栏"', "{{ 手机 }}")
        forms.say("聘用书")
        assert forms.made() == {"聘用书/张三.docx": ["见公示栏"], "聘用书/李四.docx": ["见公示栏"]}


class TestOfAList:
    def test_a_name_outside_of_the_rows_that_is_no_column(self, forms):
        for told in said(forms, LIST, "{{ 会议名称 }}", *ROWS.split("\n")):
            assert 'under [values] of form.toml: 会议名称 = "…"' in told

    def test_a_column_outside_of_the_rows(self, forms):
        for told in said(forms, LIST, "{{ 岗位 }}", *ROWS.split("\n")):
            assert "In a row that repeats, {%tr for 行 in 帮手 %}, it is {{ 行.岗位 }}." in told

    def test_a_row_where_none_repeats(self, forms):
        for told in said(forms, LIST, "{{ 行.会议名称 }}", *ROWS.split("\n")):
            assert "行 is known only in rows that repeat" in told
            assert 'written {{ 会议名称 }} here, and said under [values] of form.toml: 会议名称 = "…"' in told

    def test_what_the_messages_say_works(self, forms):
        forms.put("聘用书", f'{LIST}[values]\n会议名称 = "六月例会"', "{{ 会议名称 }}", *ROWS.split("\n"))
        assert "nothing is wrong" in forms.say("forms", "check", "聘用书")
        forms.say("聘用书")
        assert list(forms.made().values()) == [["六月例会", "张三", "李四"]]

    def test_a_column_of_its_rows_that_is_not_declared(self, forms):
        for told in said(forms, LIST, ROWS.replace("姓名", "手机").split("\n")[0], "{{ 行.手机 }}", "{%p endfor %}"):
            assert '[[table.columns]], below it title = "手机"' in told


class TestOfItsFiles:
    def test_a_form_without_a_template_says_where_it_belongs(self, forms):
        (forms.put("聘用书", EACH, "{{ 姓名 }}") / "聘用书.docx").unlink()
        assert "put it into the folder 聘用书, beside form.toml" in forms.say("forms", "check", code=1)

    def test_a_template_of_another_name_is_told(self, forms):
        forms.put("聘用书", f'template = "通知.docx"\n{EACH}', "{{ 姓名 }}")
        assert "There are: 聘用书.docx. Name one of them" in forms.say("forms", "check", code=1)

    def test_braces_that_do_not_end(self, forms):
        forms.put("聘用书", EACH.replace("姓名 }}", "姓名 "), "{{ 姓名 }}")
        assert "→ A column is written in double braces, one pair for each: {{ 姓名 }}." in forms.say(
            "forms", "check", code=1
        )
