"""What `docgen forms check` tells before a form is run: whatever would go wrong then."""

import pytest
from letters import Office
from own_forms import Forms


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
            ("应到 > 名称", "应到 is a number, 名称 is a text", None),
            ("应到 > 时间", "应到 is a number, 时间 is a date", "时间.year"),
            ("名称|length > '3'", '名称|length is a number, "3" is a text', "Write 3."),
        ],
    )
    def test_nor_in_a_check(self, forms, when, said, hint):
        forms.put("坏表", OWN.format(when=when.replace("'", '"')), "{{ 名称 }}")
        told = forms.say("forms", "check", code=1)
        assert f"forms/坏表/form.toml:24: {said}" in told
        assert hint is None or hint in told

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
