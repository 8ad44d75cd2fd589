"""What a form may say beyond its rows: days, figures, numbers of the register, names that it publishes."""

from pathlib import Path

import pytest
from docx import Document
from letters import Office
from own_forms import DIARY, Forms


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    """石羊镇 丰乐社区 and 向峨乡 石碑社区."""
    office = Office(tmp_path / "换届")
    office.second_town()
    return Forms(docgen, office)


class TestPeriod:
    def test_a_form_of_days_lists_those_of_the_days(self, forms):
        forms.put("值班", DIARY, "{{ 时段 }}：{% for 行 in 值班 %}{{ 行.事项 }}；{% endfor %}截至{{ 截止日 }}")
        forms.sheet("值班", "日期,事项", "2013-11-21,甲", "2013-11-22,乙", "2013-11-23,丙")
        forms.say("值班", "day-2013-11-22")
        forms.say("值班", "2013-11-21..2013-11-22")
        assert {tuple(text) for text in forms.made().values()} == {
            ("2013年11月22日：乙；截至2013年11月22日",),
            ("2013年11月21日—22日：甲；乙；截至2013年11月22日",),
        }
        assert "PERIOD" in forms.say("值班", "--help")

    def test_figures_count_up_to_the_last_day_and_in_the_days(self, forms):
        forms.put("信息", 'access = "内部"\nperiod = true', "累计{{ 数字.典型经验 }}，本日{{ 本期.典型经验 }}")
        rows = [f"{n},2013-11-{20 + n},石羊镇,丰乐社区,标题{n},内容{n}," for n in (1, 2, 3)]
        forms.sheet("典型经验", "序号,宣传日期,乡镇(街道),社区,标题,内容,采用期号", *rows)
        forms.say("信息", "day-2013-11-22")
        ((_, [text]),) = forms.made().items()
        assert text == "累计2条，本日1条"

    def test_a_figure_that_nobody_counts_is_told(self, forms):
        forms.put("信息", 'access = "内部"\nperiod = true', "{{ 数字.督察抽查 }}")
        said = forms.say("forms", "check", "信息", code=1)
        assert "督察抽查" in said
        assert "督查抽查" in said

    def test_a_column_of_days_must_be_one(self, forms):
        forms.put("值班", DIARY.replace('dated = "日期"', 'dated = "事项"'), "甲")
        assert "dated: the table has no column 事项 of dates" in forms.say("forms", "check", code=1)


OFFICIAL = """
access = "内部"
each = "乡镇(街道)"
series = "文号"
given = true
heading = "关于成立{{ 乡镇名称 }}各社区临时党组织的批复"
filename = "批复/{{ 乡镇名称 }}{% if 草稿 %}_草稿{% endif %}"
"""
LETTER = "{{ 标题 }}{% if 草稿 %}（草稿）{% else %}{{ 机关代字 }}〔{{ 年份 }}〕{{ 期号 }}号，{{ 签发日期 }}{% endif %}"


class TestNumber:
    @pytest.fixture(autouse=True)
    def office(self, forms):
        config = forms.workspace / "docgen.toml"
        config.write_text(f'{config.read_text("utf-8")}\n[options."公文"]\n"机关代字" = "都社组换"\n', encoding="utf-8")
        forms.put("批复", OFFICIAL, LETTER)

    def test_a_draft_has_none_and_an_issued_one_stays(self, forms):
        forms.say("批复", "石羊镇")
        assert list(forms.made().values()) == [["关于成立石羊镇各社区临时党组织的批复（草稿）"]]
        words = ("--issue", "--number", "都社组换〔2013〕5号", "--date", "2013-11-08")
        forms.say("批复", "石羊镇", *words)
        issued = "关于成立石羊镇各社区临时党组织的批复都社组换〔2013〕5号，2013年11月8日"
        assert forms.made()["批复/石羊镇.docx"] == [issued]
        assert "关于成立石羊镇各社区临时党组织的批复" in forms.say("register")
        forms.say("批复")
        assert forms.made()["批复/向峨乡_草稿.docx"] == ["关于成立向峨乡各社区临时党组织的批复（草稿）"]
        assert forms.made()["批复/石羊镇.docx"] == [issued]

    def test_given_without_a_series_is_told(self, forms):
        forms.put("又一", 'access = "内部"\ngiven = true', "甲")
        assert "series is missing" in forms.say("forms", "check", "又一", code=1)


class TestPublished:
    TEXT = "{{ 社区 }}：{{ 义务监督员 }}"

    def test_names_that_a_public_form_is_for(self, forms):
        forms.put("名单", 'each = "社区"\naccess = "公开"', self.TEXT)
        assert "义务监督员" in forms.say("名单", code=1)
        (forms.workspace / "forms" / "名单" / "form.toml").write_text(
            'each = "社区"\naccess = "公开"\n[publishes]\n社区 = ["义务监督员"]', encoding="utf-8"
        )
        forms.say("forms", "check", "名单")

    def test_numbers_of_persons_are_never_published(self, forms):
        published = '户 = ["联系电话"]\n信访调查 = ["信访人"]\n社区 = ["监督"]'
        forms.put("名单", f'each = "户"\n[publishes]\n{published}', "甲")
        said = forms.say("forms", "check", code=1)
        assert "联系电话 may never be published" in said
        assert "信访人 may never be published" in said
        assert "no column 监督" in said


GROUPED = """
access = "内部"
[values]
日期 = 2013-11-06
份数 = 3
[lists.各镇]
table = "户"
by = "乡镇(街道)"
where = 'not 党员户'
[lists.各组]
table = "户"
by = "小组"
"""


def test_rows_in_groups_and_values_of_the_form(forms):
    forms.office.homes = [
        *({"户编号": f"04-{n}", "地址": f"{n}号", "小组": f"{n % 2 + 1}组", "党员户": "是"} for n in (1, 2, 3))
    ]
    forms.office.write()
    texts = (
        "{% for 组 in 各镇 %}{{ 组.序号 }}{{ 组.乡镇.乡镇名称 }}{{ 组.行|length }}户；{% endfor %}",
        "{% for 组 in 各组 %}{{ 组.小组 }}：{% for 户 in 组.行 %}{{ 户.社区 }}{{ 户.户编号 }} {% endfor %}{% endfor %}",
        "{{ 日期 }}，{{ 份数 * 2 }}份",
    )
    forms.put("分组", GROUPED, *texts)
    forms.say("forms", "check")
    forms.say("分组")
    ((_, made),) = forms.made().items()
    assert made == [
        "1石羊镇0户；2向峨乡0户；",
        "2组：丰乐社区04-1 丰乐社区04-3 1组：丰乐社区04-2 ",
        "2013年11月6日，6份",
    ]


def test_a_column_of_groups_that_is_none_is_told(forms):
    forms.put("分组", GROUPED.replace('by = "小组"', 'by = "小祖"').replace("份数 = 3", "份数 = [3]"), "甲")
    said = forms.say("forms", "check", code=1)
    assert "“份数”" in said or "份数 must be" in said
    (forms.workspace / "forms" / "分组" / "form.toml").write_text(GROUPED.replace("小组", "小祖"), encoding="utf-8")
    assert "小祖" in forms.say("forms", "check", code=1)


def test_places_may_be_townships(forms):
    forms.put("镇表", 'each = "乡镇(街道)"\naccess = "内部"\nfilename = "镇表/{{ 乡镇名称 }}"', "{{ 社区数 }}")
    forms.say("镇表", "石羊镇")
    assert list(map(Path, forms.made())) == [Path("镇表/石羊镇.docx")]
    assert Document(str(forms.workspace / "out" / "镇表" / "石羊镇.docx")).paragraphs[0].text


@pytest.mark.parametrize(
    ("blank", "named"),
    [([2], "2 吕二"), ([2, 3], "2 吕二、3 吕三"), (range(1, 8), "1 吕一、2 吕二、3 吕三、4 吕四、5 吕五 and others")],
)
def test_blank_cells_of_a_list_are_told_with_their_rows(forms, blank, named):
    people = [f"吕{'零一二三四五六七'[n]},{'' if n in blank else f'{n}组'}" for n in range(1, 8)]
    forms.sheet("名单", "姓名,组", *people)
    forms.put("名单", GROUPS, "{% for 行 in 名单 %}{{ 行.姓名 }}：{{ 行.组 }}；{% endfor %}")
    assert f"组 is blank; in these rows: {named}\n" in forms.say("名单", code=1)
    assert forms.made() == {}


GROUPS = """
access = "内部"
[table]
name = "名单"
[[table.columns]]
title = "姓名"
[[table.columns]]
title = "组"
"""
