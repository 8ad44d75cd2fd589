"""What a form.toml may say beside the plain keys: several tables, checks of the rows that get a document, lists from
the largest down, columns that are published, numbers of the register."""

from pathlib import Path

import pytest
from docx import Document
from letters import Office
from own_forms import Forms, column, places_of, table


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    """石羊镇 丰乐社区 with three households."""
    office = Office(tmp_path / "换届")
    office.homes = [{"户编号": f"04-{n}", "地址": f"{n}号", "户主姓名": name} for n, name in PEOPLE]
    office.settings += '[options."公文"]\n"机关代字" = "石委"\n'
    return Forms(docgen, office)


PEOPLE = ((1, "孔方"), (3, "毛毛"), (2, "王牛"))

COUNTED = 'kind = "整数"'
IN_PLACE = column("社区", 'to = "社区"', "fill = true")
TWO = f"""
access = "内部"
each = "社区"
[lists.代表]
table = "代表"
sort = ["-票", "姓名"]
{table("代表", IN_PLACE, column("姓名", 'kind = "姓名"'), column("票", COUNTED))}
{table("会场", IN_PLACE, column("座位", COUNTED))}
[[check]]
when = "代表|length > 会场[0].座位"
text = "{{{{ 社区名称 }}}}：代表{{{{ 代表|length }}}}人，座位{{{{ 会场[0].座位 }}}}个"
[[check]]
table = "代表"
when = "票 > 100"
text = "{{{{ 姓名 }}}}的票数不对"
severity = "提醒"
"""
OF_PEOPLE = 'table = "代表"\nwhen'
LINES = "{% for 人 in 代表 %}{{ 人.序号 }}{{ 人.姓名 }}{{ 人.票 }}；{% endfor %}"


class TestSeveralTables:
    def test_lists_run_from_the_largest_down_and_then_by_strokes(self, forms):
        forms.put("代表表", TWO, LINES)
        meet(forms, 9, "孔方,5", "尹王,9", "王牛,5", "毛毛,0")
        forms.say("代表表")
        ((_, [text]),) = forms.made().items()
        assert text == "1尹王9；2王牛5；3孔方5；4毛毛0；"

    def test_a_check_counts_the_rows_that_belong_to_a_document(self, forms):
        forms.put("代表表", TWO, LINES)
        meet(forms, 1, "孔方,5", "尹王,101")
        said = forms.say("check", code=1)
        assert "丰乐社区：代表2人，座位1个" in said
        assert "尹王的票数不对" in said
        meet(forms, 2, "孔方,5", "尹王,101")
        assert "座位" not in forms.say("check", code=0)

    @pytest.mark.parametrize(
        ("right", "wrong", "count"),
        [(COUNTED, 'kind = "数"', 2), (OF_PEOPLE, OF_PEOPLE.replace("表", "裱"), 1)],
    )
    def test_mistakes_are_told_with_the_lines_of_the_table_that_has_them(self, forms, right, wrong, count):
        toml = TWO.replace(right, wrong)
        forms.put("代表表", toml, LINES)
        places = places_of(wrong.split("\n")[0], toml, "代表表")
        assert len(places) == count
        said = forms.say("forms", "check", code=1)
        assert [place for place in places if place not in said] == []


def meet(forms: Forms, seats: int, *people: str) -> None:
    """The two workbooks of a meeting of 丰乐社区: its people with their votes, the seats of its room."""
    forms.sheet("代表", "社区,姓名,票", *(f"丰乐社区,{each}" for each in people))
    forms.sheet("会场", "社区,座位", f"丰乐社区,{seats}")


class TestOrder:
    def test_a_name_whose_strokes_nobody_knows_is_told_with_its_cell(self, forms):
        forms.office.homes[0]["户主姓名"] = "\U000200d3方"
        forms.office.write()
        toml = 'each = "户"\nsort = ["户主姓名"]\ntogether = true'
        forms.put("户主表", toml, "{{ 户主姓名 }}")
        said = forms.say("户主表")
        assert "stands last in lists by strokes" in said
        ((_, texts),) = forms.made().items()
        assert [text for text in texts if text] == ["王牛", "毛毛", "\U000200d3方"]


class TestPublished:
    FORM = 'each = "户"\naccess = "公开"\ntogether = true\n[publishes]\n户 = ["户主姓名"]\n'

    def test_a_column_that_the_form_is_there_to_publish(self, forms):
        forms.put("公示", self.FORM, "{{ 户主姓名 }}")
        forms.say("公示")
        ((_, texts),) = forms.made().items()
        assert sorted(filter(None, texts)) == sorted(name for _, name in PEOPLE)

    def test_nothing_else_is(self, forms):
        forms.put("公示", self.FORM, "{{ 户主姓名 }}{{ 联系电话 }}")
        assert "联系电话" in forms.say("公示", code=1)
        assert forms.made() == {}

    @pytest.mark.parametrize(("title", "said"), [("联系电话", "may never be published"), ("户主性名", "户主名")])
    def test_telephones_never_are_and_names_are_known(self, forms, title, said):
        forms.put("公示", self.FORM.replace("户主姓名", title), "甲")
        found = forms.say("forms", "check", code=1)
        assert "forms/公示/form.toml:5" in found
        assert said in found


OFFICIAL = f"""
access = "内部"
each = "请示事项"
series = "文号"
given = true
official = true
filename = "请示/{{{{ 名称 }}}}"
{table("请示事项", 'key = ["名称"]', *map(column, ("名称", "标题", "签发人")))}
"""
HEAD = (
    "{% if 草稿 %}草稿{% else %}{{ 机关代字 }}〔{{ 年份 }}〕{{ 期号 }}号，{{ 签发日期 }}{% endif %}",
    "{% for 行 in 签发行 %}{{ 行.标签 }}{{ 行.姓名 }}{% endfor %}",
    "{% for 行 in 标题行 %}{{ 行 }}{% endfor %}",
    "{{ 署名 }}",
)


class TestNumbers:
    def test_rows_are_named_and_issued_with_the_number_of_the_registry(self, forms):
        forms.put("请示", OFFICIAL, *HEAD)
        forms.sheet("请示事项", "名称,标题,签发人", "方案,关于换届方案的请示,郑远山", "经费,关于经费的请示,吴桐、周清")
        assert "cannot be issued at once" in forms.say("请示", "--issue", "--number", "石委〔2013〕8号", code=2)
        assert "there is no 方按" in forms.say("请示", "方按", code=2)
        forms.say("请示")
        assert next(iter(forms.made().values())) == [
            "草稿",
            "签发人：郑远山",
            "关于换届方案的请示",
            "示例市社区换届工作领导小组",
        ]
        forms.say("请示", "经费", "--issue", "--number", "石委〔2013〕8号", "--date", "2013-11-08")
        made = Document(str(Path(forms.workspace) / "out" / "请示" / "经费.docx"))
        texts = [paragraph.text for paragraph in made.paragraphs]
        assert texts[:2] == ["石委〔2013〕8号，2013年11月8日", "签发人：吴　桐　周　清"]
        assert "请示 经费" in forms.say("register", "--json")


CHOSEN = (
    column("姓名", 'kind = "姓名"'),
    column("出生年月", 'kind = "年月"'),
    column("学历", 'options = ["高中(中专)", "大专"]'),
)


class TestValues:
    FORM = f'access = "内部"\n{table("人选", *CHOSEN)}'

    def test_a_month_has_no_day_and_brackets_are_those_of_chinese(self, forms):
        forms.put("名单", self.FORM, "{% for 人 in 人选 %}{{ 人.出生年月 }}，{{ 人.学历 }}{% endfor %}")
        forms.sheet("人选", "姓名,出生年月,学历", "王牛,1970.10,高中（中专）")
        forms.say("名单")
        assert forms.made() == {"名单/名单.docx": ["1970年10月，高中（中专）"]}

    def test_a_filter_that_nobody_knows_is_told_with_its_line(self, forms):
        toml = f'{self.FORM}[[check]]\nwhen = "姓名|合记 > 3"\ntext = "人太多"\n'
        forms.put("名单", toml, "甲")
        said = forms.say("forms", "check", code=1)
        assert places_of("合记", toml, "名单")[0] in said
        assert "there is no filter 合记" in said
        assert "合计" in said
