"""Forms of a township's own without code: a folder with form.toml and a Word template is a command like any other."""

import json

import pytest
from letters import Office
from own_forms import FORM, Forms, column, table


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    """石羊镇 丰乐社区 with three households, 向峨乡 石碑社区 with one."""
    office = Office(tmp_path / "换届")
    office.second_town()
    office.homes = [*({"户编号": f"04-{n}", "地址": f"{n}号"} for n in (2, 1, 3)), office.homes[1]]
    office.homes[2]["党员户"] = "是"
    return Forms(docgen, office)


class TestCommand:
    def test_a_document_for_each_row(self, forms):
        forms.put()
        assert "会议签到表" in forms.say("签到表", "--help")
        forms.say("签到表")
        assert forms.made() == {
            "签到表/向峨乡/签到表_石碑社区.docx": ["石碑社区会议签到表（向峨乡，2013年）", "共1户：1.3组12号；"],
            "签到表/石羊镇/签到表_丰乐社区.docx": ["丰乐社区会议签到表（石羊镇，2013年）", "共2户：1.1号；2.2号；"],
        }

    def test_places_are_named_as_everywhere(self, forms):
        forms.put()
        forms.say("签到表", "石羊镇")
        assert list(forms.made()) == ["签到表/石羊镇/签到表_丰乐社区.docx"]
        assert "there is no township or community 石样镇" in forms.say("签到表", "石样镇", code=2)

    def test_one_document_of_all_data(self, forms):
        forms.put("户数表", 'access = "内部"', "{% for 户 in 户 %}{{ 户.地址 }}{% endfor %}，{{ 发文单位 }}")
        forms.say("户数表")
        ((name, [text]),) = forms.made().items()
        assert name == "户数表/户数表.docx"
        assert text.startswith("2号1号3号")

    def test_a_column_above_its_access_is_refused(self, forms):
        forms.put("电话表", 'each = "户"\naccess = "公开"', "{{ 联系电话 }}")
        said = forms.say("电话表", code=1)
        assert "联系电话" in said
        assert forms.made() == {}

    def test_rows_are_chosen_and_put_together(self, forms):
        toml = 'each = "户"\naccess = "内部"\nwhere = \'地址 != "3号"\'\nsort = ["户编号"]\ntogether = true'
        forms.put("条子", toml, "{{ 地址 }}")
        forms.say("条子")
        ((name, texts),) = forms.made().items()
        assert name == "条子/条子.docx"
        assert [text for text in texts if text] == ["1号", "2号", "3组12号"]


COUNTED = 'kind = "整数"'
MEETING = (
    column("名称", "required = true"),
    column("应到", 'aliases = ["应到人数"]', COUNTED),
    column("实到", COUNTED),
    column("时间", 'kind = "日期"'),
)
OWN = f"""
access = "内部"
each = "会议"
filename = "会议/{{{{ 名称 }}}}"
{table("会议", 'key = ["名称"]', *MEETING)}
[[check]]
when = "实到 > 应到"
text = "{{{{ 名称 }}}}：实到{{{{ 实到 }}}}人，多于应到{{{{ 应到 }}}}人"
"""
HEADS, TOO_MANY = "名称,应到人数,实到,时间", "户代表会,20,21,2013-11-08"


class TestOwnTable:
    def test_its_rows_are_read_checked_and_printed(self, forms):
        forms.put("会议", OWN, "{{ 名称 }}（{{ 时间 }}）：{{ 实到 }}/{{ 应到 }}")
        forms.sheet("会议", HEADS, "党员大会,40,38,2013年11月6日", TOO_MANY, "筹备会,,3,2013-11-01")
        said = forms.say("check", code=1)
        assert "户代表会：实到21人，多于应到20人" in said
        assert "筹备会：" not in said
        said = forms.say("会议", code=1)
        assert "户代表会：实到21人，多于应到20人" in said  # and so it is not printed
        assert "应到 is blank" in said
        assert forms.made() == {"会议/党员大会.docx": ["党员大会（2013年11月6日）：38/40"]}

    def test_a_row_that_only_may_be_wrong_is_printed(self, forms):
        forms.put("会议", OWN + 'severity = "提醒"\n', "{{ 名称 }}")
        forms.sheet("会议", HEADS, TOO_MANY)
        forms.say("会议")
        assert forms.made() == {"会议/户代表会.docx": ["户代表会"]}

    def test_a_list_with_a_wrong_row_is_not_printed(self, forms):
        toml = OWN.replace('each = "会议"\n', "").replace('filename = "会议/{{ 名称 }}"\n', "")
        forms.put("会议", toml, "{% for 会 in 会议 %}{{ 会.名称 }}{% endfor %}")
        forms.sheet("会议", HEADS, "党员大会,40,38,2013-11-06", TOO_MANY)
        assert "户代表会：实到21人，多于应到20人" in forms.say("会议", code=1)
        assert forms.made() == {}


@pytest.fixture
def bare(docgen, tmp_path) -> Forms:
    """A folder with a workbook and a form, without docgen.toml."""
    found = object.__new__(Forms)
    found.docgen, found.workspace = docgen, tmp_path / "二村"
    found.workspace.mkdir()
    (found.workspace / "会议.csv").write_text("名称,应到,实到\n党员大会,40,38\n", encoding="utf-8")
    return found


class TestOneWorkbookAndOneForm:
    def test_are_enough(self, bare):
        bare.put("会议", OWN, "{{ 名称 }}：{{ 实到 }}/{{ 应到 }}，{{ 工作名称 }}")
        bare.say("会议")
        assert bare.made() == {"会议/党员大会.docx": ["党员大会：38/40，二村"]}
        assert "unchanged" in bare.say("会议")
        bare.say("check")

    def test_nobody_signs(self, bare):
        bare.put("会议", OWN, "{{ 名称 }}，{{ 发文单位 }}")
        assert "发文单位" in bare.say("会议", code=1)
        assert bare.made() == {}

    def test_nobody_knows_the_weeks(self, bare):
        bare.put("会议", OWN, "{{ 名称 }}")
        assert "nothing says when week 1 begins" in bare.say("figures", "week-1", code=1)


BAD = """titel = "坏表"
each = "社去"
together = "是"
access = "秘密"

[table]
name = "会议"
[[table.columns]]
title = "名称"
[[table.columns]]
title = "时间"
kind = "时刻"
"""


class TestMistakes:
    def test_all_of_form_toml_are_told_at_once_with_their_lines(self, forms):
        forms.put("坏表", BAD)
        found = json.loads(forms.say("forms", "check", "--json", code=1))
        places = [problem["where"] for problem in found[0]["problems"]]
        assert [f"forms/坏表/form.toml:{line}" for line in (1, 3, 4, 12)] == sorted(
            places, key=lambda at: int(at.split(":")[-1])
        )

    def test_names_that_no_table_has(self, forms):
        forms.put("坏表", 'each = "社区"\nsort = ["党园数"]\nwhere = "总户树 > 3"\n[lists.人]\ntable = "候选"')
        said = forms.say("forms", "check", "坏表", code=1)
        for line, name, right in ((2, "党园数", "党员数"), (3, "总户树", "总户数"), (5, "候选", "候选人")):
            assert f"forms/坏表/form.toml:{line}" in said
            assert name in said
            assert right in said

    def test_names_that_the_template_makes_up(self, forms):
        forms.put("坏表", 'each = "社区"\naccess = "内部"', "{{ 社区.乡镇 }}{{ 支书 }}")
        said = forms.say("forms", "check", code=1)
        assert "支书" in said

    def test_names_that_no_row_of_a_list_has(self, forms):
        forms.put("坏表", FORM, "{% for 户 in 各户 %}{{ 户.地止 }}{% endfor %}")
        said = forms.say("forms", "check", code=1)
        assert "地止" in said
        assert "Did you mean 地址?" in said

    def test_everything_else_works(self, forms):
        forms.put("坏表", BAD)
        forms.put()
        said = forms.say("签到表", "石羊镇")
        assert "丰乐社区" in said
        assert "off: see below" in forms.say("forms")
        assert "坏表" in forms.say("plugins")

    @pytest.mark.parametrize("encoded", ["utf-8-sig", "gb18030"])
    def test_a_file_from_notepad(self, forms, encoded):
        forms.put(toml=FORM.encode(encoded))
        assert "签到表: nothing is wrong" in forms.say("forms", "check")

    def test_full_width_quotes_are_shown_as_they_should_be(self, forms):
        forms.put("坏表", "title = “会议签到表”")
        said = forms.say("forms", "check", code=1)
        assert "forms/坏表/form.toml:1" in said
        assert 'title = "会议签到表"' in said

    def test_the_name_of_a_command_is_taken(self, forms):
        forms.put("check", 'name = "check"\naccess = "内部"', "甲")
        assert "check is a command of docgen" in forms.say("forms", "check", code=1)

    def test_two_forms_of_one_name(self, forms):
        forms.put("甲", 'name = "签到表"\naccess = "内部"', "甲")
        forms.put("乙", 'name = "签到表"\naccess = "内部"', "乙")
        said = forms.say("forms")
        assert "甲" in said
        assert "乙" in said
        assert "is taken" in said
