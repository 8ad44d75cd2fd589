"""Which sheets feed the table of a form, and what is said when a sheet is not what it was."""

import pytest
from own_forms import Forms

ROSTER = """
access = "内部"
each = "证明"
filename = "证明/{{ 姓名 }}"
[table]
name = "证明"
sheets = ["花名册"]
[[table.columns]]
title = "姓名"
kind = "姓名"
[[table.columns]]
title = "部门"
[[table.columns]]
title = "职务"
[[table.columns]]
title = "电话"
"""
TEMPLATE = '{{ 姓名 }}同志系我单位{{ 职务|空("") }}。'
PEOPLE = ("姓名,部门,职务,电话", "郝元,党政办,主任,87110001", "汪敏红,财政所,会计,87110002")


@pytest.fixture
def bare(docgen, tmp_path) -> Forms:
    """A folder with a workbook and a form, without docgen.toml."""
    found = object.__new__(Forms)
    found.docgen, found.workspace = docgen, tmp_path / "二村"
    (found.workspace / "data").mkdir(parents=True)
    sheet(found, "花名册", *PEOPLE)
    return found


def sheet(forms: Forms, name: str, *lines: str) -> None:
    (forms.workspace / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


class TestColumnThatIsGone:
    def test_renamed_it_is_an_error_everywhere_and_what_was_made_stays(self, bare):
        bare.put("证明", ROSTER, TEMPLATE)
        bare.say("证明")
        made = bare.made()
        assert made["证明/郝元.docx"] == ["郝元同志系我单位主任。"]
        sheet(bare, "花名册", PEOPLE[0].replace("职务", "现职"), *PEOPLE[1:])
        for words in (("check",), ("forms", "check", "证明"), ("证明",)):
            said = bare.say("--lang", "zh", *words, code=1)
            assert "表单“证明”要用的列，这里的表头没有：职务" in said
            assert "职务 ← 现职" in said
            assert 'aliases = ["现职"]' in said
            assert "花名册.csv" in said
            assert "第1行" in said
        assert bare.made() == made

    def test_an_alias_mends_it(self, bare):
        sheet(bare, "花名册", PEOPLE[0].replace("职务", "现职"), *PEOPLE[1:])
        bare.put("证明", ROSTER.replace('title = "职务"', 'title = "职务"\naliases = ["现职"]'), TEMPLATE)
        bare.say("check")
        bare.say("证明")
        assert bare.made()["证明/郝元.docx"] == ["郝元同志系我单位主任。"]

    def test_deleted_it_is_not_called_a_blank_cell(self, bare):
        sheet(bare, "花名册", *(line.rpartition(",")[0].rpartition(",")[0] for line in PEOPLE))
        bare.put("证明", ROSTER, TEMPLATE.replace('|空("")', ""))
        said = bare.say("证明", code=1)
        assert "the header of this sheet has no such column" in said
        assert "Put the column back" in said
        assert "is blank" not in said

    def test_what_nobody_prints_may_be_missing(self, bare):
        sheet(bare, "花名册", *(line.rpartition(",")[0] for line in PEOPLE))
        bare.put("证明", ROSTER, TEMPLATE)
        bare.say("check")
        bare.say("证明")
        assert list(bare.made()) == ["证明/汪敏红.docx", "证明/郝元.docx"]

    @pytest.mark.parametrize(
        "more",
        [
            "where = '电话 == \"1\"'\n",
            'sort = ["电话"]\n',
            '[[check]]\ntable = "证明"\nwhen = "电话|length < 2"\ntext = "电话太短"\n',
            '[lists.组]\ntable = "证明"\nby = "电话"\n',
        ],
        ids=["where", "sort", "check", "by"],
    )
    def test_rows_are_not_chosen_or_checked_by_it(self, bare, more):
        sheet(bare, "花名册", *(line.rpartition(",")[0] for line in PEOPLE))
        text = "{% for 组 in 组 %}{{ 组.序号 }}{% endfor %}" if "lists" in more else TEMPLATE
        toml = ROSTER + more if more.startswith("[") else more + ROSTER
        if "lists" in more:
            toml = toml.replace('each = "证明"\nfilename = "证明/{{ 姓名 }}"\n', "")
        bare.put("证明", toml, text)
        said = bare.say("证明", code=1)
        assert "has no such column" in said
        assert "电话" in said
        assert bare.made() == {}

    def test_a_filter_does_not_add_it_up(self, bare):
        toml = ROSTER.replace('each = "证明"\nfilename = "证明/{{ 姓名 }}"\n', "")
        toml = toml.replace('title = "电话"', 'title = "补贴"\nkind = "整数"')
        bare.put("证明", toml, "{% for 人 in 证明 %}{{ 人.姓名 }}{% endfor %}共{{ 证明|合计('补贴') }}元")
        said = bare.say("证明", code=1)
        assert "uses 补贴" in said
        assert bare.made() == {}

    def test_each_sheet_is_looked_at(self, bare):
        (bare.workspace / "data" / "二组").mkdir()
        sheet(bare, "二组/花名册", "姓名,部门,岗位,电话", "丁一,农业站,站长,87110003")
        bare.put("证明", ROSTER, TEMPLATE)
        said = bare.say("check", code=1)
        assert said.count("has no such column") == 1
        assert "二组/花名册.csv" in said
        assert "职务 ← 岗位" in said
        assert "has no such column" in bare.say("证明", code=1)

    def test_a_column_of_a_built_in_table_is_a_warning(self, bare):
        (bare.workspace / "data" / "花名册.csv").unlink()
        sheet(bare, "部门", "名称,全称,是否必审,审查职能", "纪委,市纪委,是,党纪")
        text = "{% for 行 in 部门 %}{{ 行.名称 }}：{{ 行.审查内容|空('') }}{% endfor %}"
        bare.put("部门表", 'access = "内部"', text)
        for words in (("check",), ("部门表",)):
            said = bare.say(*words)
            assert "the form 部门表 uses 审查内容" in said
            assert "审查内容 ← 审查职能" in said
            assert "docgen tables --learn" in said
        assert bare.made() == {"部门表/部门表.docx": ["纪委："]}
