"""Which sheets feed the table of a form, and what is said when a sheet is not what it was."""

import pytest
import strange_plugins
from own_forms import Forms
from roster import FOR_ELECTIONS, PEOPLE, ROSTER, TEMPLATE, roster, sheet


@pytest.fixture
def bare(docgen, tmp_path) -> Forms:
    """A folder with a workbook and a form, without docgen.toml."""
    return roster(docgen, tmp_path / "二村")


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
        bare.put("证明", toml.replace('access = "内部"', 'access = "受限"'), text)
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
        (bare.workspace / "docgen.toml").write_text(FOR_ELECTIONS, encoding="utf-8")
        sheet(bare, "部门", "名称,全称,是否必审,审查职能", "纪委,市纪委,是,党纪")
        text = "{% for 行 in 部门 %}{{ 行.名称 }}：{{ 行.审查内容|空('') }}{% endfor %}"
        bare.put("部门表", 'access = "内部"', text)
        for words in (("check",), ("部门表",)):
            said = bare.say(*words)
            assert "the form 部门表 uses 审查内容" in said
            assert "审查内容 ← 审查职能" in said
            assert "docgen tables --learn" in said
        assert bare.made() == {"部门表/部门表.docx": ["纪委："]}


SIGNED = """
access = "内部"
[table]
name = "签到"
sheets = ["名册"]
[[table.columns]]
title = "姓名"
kind = "姓名"
[[table.columns]]
title = "职务"
[[table.columns]]
title = "组别"
"""
SIGNS = "{% for 人 in 签到 %}{{ 人.姓名 }}，{% endfor %}"
MEMBERS = ("姓名,职务,组别", "郝元,主任,一组", "汪敏红,会计,二组")
OTHERS = ("姓名,职务,组别", "丁一,站长,三组", "卜二,干事,三组")


@pytest.fixture
def signed(bare) -> Forms:
    """The same with a form that lists the people of another sheet."""
    (bare.workspace / "data" / "花名册.csv").unlink()
    sheet(bare, "名册", *MEMBERS)
    bare.put("签到", SIGNED, SIGNS)
    return bare


class TestSheetOfAnotherName:
    """A name that only contains that of the table is not enough."""

    def test_one_with_few_of_the_columns_does_not_feed_it(self, signed):
        sheet(signed, "职工花名册", "姓名,性别,部门,学历", "丁一,男,农业站,本科", "卜二,女,财政所,大专")
        said = signed.say("--lang", "zh", "check")
        assert "职工花名册.csv\n  提醒 这张工作表没有读入" in said
        signed.say("签到")
        assert signed.made() == {"签到/签到.docx": ["郝元，汪敏红，"]}

    def test_it_is_told_how_many_columns_it_has(self, signed):
        sheet(signed, "花名册", "姓名,职务,性别,部门,学历,住址", "丁一,站长,男,农业站,本科,一组")
        toml = SIGNED + '[[table.columns]]\ntitle = "电话"\n'
        (signed.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        for words in (("check",), ("tables",)):
            said = signed.say("--lang", "zh", *words)
            assert "这张工作表没有读入“签到”表：它不叫“名册”，该表的4列里只有2列：姓名、职务" in said
            assert "花名册.csv" in said
            assert 'sheets = ["名册", "花名册"]' in said

    def test_one_with_all_columns_and_many_others_does_not_feed_it_beside_one_of_the_name(self, signed):
        heads = "序号,姓名,性别,出生年月,部门,职务,组别,学历,住址"
        sheet(signed, "名册备份", heads, "1,丁一,男,1980.05,党政办,主任,一组,本科,一组")
        said = signed.say("--lang", "zh", "check")
        assert "已有叫“名册”的工作表" in said
        assert "名册备份.csv" in said
        signed.say("签到")
        assert signed.made() == {"签到/签到.docx": ["郝元，汪敏红，"]}

    def test_one_of_the_same_columns_feeds_it_and_is_told(self, signed):
        sheet(signed, "名册（石羊镇）", *OTHERS)
        said = signed.say("--lang", "zh", "check")
        assert "这张工作表也读入了“签到”表（2行）：它不叫“名册”，但列相同" in said
        signed.say("签到")
        assert signed.made() == {"签到/签到.docx": ["郝元，汪敏红，丁一，卜二，"]}

    def test_alone_it_feeds_the_table(self, signed):
        (signed.workspace / "data" / "名册.csv").unlink()
        sheet(signed, "2024年名册", *OTHERS)
        assert "也读入了" not in signed.say("--lang", "zh", "check")
        signed.say("签到")
        assert signed.made() == {"签到/签到.docx": ["丁一，卜二，"]}

    def test_a_form_of_its_own_is_not_fed_by_the_table_of_another(self, signed):
        heads = "序号,姓名,性别,出生年月,部门,职务,组别,学历,住址"
        sheet(signed, "职工名册", heads, "1,丁一,男,1980.05,党政办,主任,一组,本科,一组")
        (signed.workspace / "data" / "名册.csv").unlink()
        said = signed.say("forms", "new", "证明", "--data", str(signed.workspace / "data" / "职工名册.csv"))
        assert "签到" not in said
        assert 'sheets = ["职工名册"]' in (signed.workspace / "forms" / "证明" / "form.toml").read_text("utf-8")


PLUGIN = """
from docgen import Access, Generator, Kind, Record, Text, column, hookimpl


class Visit(Record, table="走访", key=("name", "day")):
    name: str = column("姓名", kind=Kind.NAME, required=True, access=Access.PUBLIC)
    day: object = column("日期", kind=Kind.DATE, required=True, access=Access.PUBLIC)
    note: str = column("备注", access=Access.INTERNAL)


class VisitSheet(Generator):
    name, alias, title = "visit", "走访单", Text("visit sheet", "走访单")
    template, access, each, filename = "走访.docx", Access.PUBLIC, Visit, "走访单/{{ 姓名 }}"

    def context(self, row, data):
        return {"姓名": row.name}


@hookimpl
def setup(docgen):
    docgen.record(Visit)
    docgen.generator(VisitSheet)
"""


class TestTableOfAPlugin:
    @pytest.fixture
    def visits(self, docgen, tmp_path) -> Forms:
        found = object.__new__(Forms)
        found.docgen, found.workspace = docgen, strange_plugins.workspace(tmp_path / "走访")
        strange_plugins.plugin(found.workspace, "visits", PLUGIN)
        for path in (found.workspace / "data").iterdir():
            path.unlink()
        return found

    def test_is_not_fed_by_a_sheet_of_another_name_beside_its_own(self, visits):
        sheet(visits, "走访", "姓名,日期,备注", "郝元,2013-11-20,", "汪敏红,2013-11-21,")
        sheet(visits, "领用", "姓名,日期", "丁一,2013-11-20", "卜二,2013-11-21")
        visits.say("走访单")
        assert list(visits.made()) == ["走访单/汪敏红.docx", "走访单/郝元.docx"]
        said = visits.say("--lang", "zh", "check")
        assert "这张工作表没有读入“走访”表" in said
        assert "领用.csv" in said

    def test_nor_by_one_that_has_much_else(self, visits):
        sheet(visits, "领用", "姓名,日期,物品,数量,单位,领用部门", "丁一,2013-11-20,伞,1,把,党政办")
        assert "no sheet in data/ holds the table 走访" in visits.say("走访单", code=1)

    def test_is_fed_by_its_header_alone(self, visits):
        sheet(visits, "登记", "姓名,日期,备注", "丁一,2013-11-20,", "卜二,2013-11-21,")
        visits.say("走访单")
        assert list(visits.made()) == ["走访单/丁一.docx", "走访单/卜二.docx"]


class TestCopyInData:
    """A backup copy that was changed since is another file, and its rows are the same people."""

    def test_stops_the_form_that_reads_it_and_names_both_files(self, signed):
        signed.say("签到")
        made = signed.made()
        sheet(signed, "名册 - 副本", MEMBERS[0], MEMBERS[1], "汪敏红,出纳,二组", "卜二,干事,三组")
        for words in (("check",), ("签到",)):
            said = signed.say("--lang", "zh", *words, code=1)
            assert "这张工作表有2行与 名册 - 副本.csv" in said
            assert "名册.csv" in said.replace("名册 - 副本.csv", "")
            assert "请把其中一份移到别的文件夹" in said
        assert signed.made() == made
        (signed.workspace / "data" / "名册 - 副本.csv").unlink()
        signed.say("check")

    def test_stops_no_other_form(self, signed):
        sheet(signed, "名册 - 副本", *MEMBERS, "卜二,干事,三组")
        sheet(signed, "花名册", *PEOPLE)
        signed.put("证明", ROSTER, TEMPLATE)
        signed.say("证明")
        assert len(signed.made()) == 2

    def test_a_few_who_stand_in_both_are_a_warning(self, signed):
        sheet(signed, "名册（石羊镇）", OTHERS[0], *OTHERS[1:], MEMBERS[1], "乙一,干事,四组", "乙二,干事,四组")
        more = ["丙一,干事,五组", "丙二,干事,五组", "丙三,干事,五组"]
        sheet(signed, "名册", *MEMBERS, *more)
        said = signed.say("check")
        assert (
            "1 rows of this sheet stand in 名册.csv too" in said
            or "1 rows of this sheet stand in 名册（石羊镇）.csv" in said
        )
        signed.say("签到")

    def test_the_same_people_on_other_days_are_other_rows(self, signed):
        toml = SIGNED + '[[table.columns]]\ntitle = "日期"\nkind = "日期"\n'
        (signed.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        for name, day in (("名册", "1月20日"), ("名册（二）", "1月21日")):
            sheet(signed, name, f"{MEMBERS[0]},日期", *(f"{line},{day}" for line in MEMBERS[1:]))
        signed.say("check")
        signed.say("签到")
        assert signed.made() == {"签到/签到.docx": ["郝元，汪敏红，郝元，汪敏红，"]}

    def test_the_same_people_of_the_next_month_are_other_rows(self, signed):
        toml = SIGNED + '[[table.columns]]\ntitle = "年月"\nkind = "年月"\n'
        (signed.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        for name, month in (("名册", "2024年1月"), ("名册（二）", "2024年2月")):
            sheet(signed, name, f"{MEMBERS[0]},年月", *(f"{line},{month}" for line in MEMBERS[1:]))
        signed.say("签到")
        assert signed.made() == {"签到/签到.docx": ["郝元，汪敏红，郝元，汪敏红，"]}

    def test_matters_of_one_official_are_other_rows(self, signed):
        toml = SIGNED + '[[table.columns]]\ntitle = "内容"\n'
        (signed.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        for name in ("名册", "名册（二）"):
            lines = (f"{line},{name}第{n}件事项的内容和处理经过" for n in range(20) for line in MEMBERS[1:])
            sheet(signed, name, f"{MEMBERS[0]},内容", *lines)
        signed.say("签到")
        assert signed.made()["签到/签到.docx"][0].count("郝元") == 40

    def test_the_same_people_of_the_same_number_on_other_days_are_told(self, signed):
        toml = SIGNED + '[[table.columns]]\ntitle = "日期"\nkind = "日期"\n'
        toml += '[[table.columns]]\ntitle = "编号"\nkind = "编号"\n'
        (signed.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        for name, day in (("名册", "1月20日"), ("名册（旧）", "1月21日")):
            rows = (f"{line},{day},KN-{n:02}" for n, line in enumerate(MEMBERS[1:]))
            sheet(signed, name, f"{MEMBERS[0]},日期,编号", *rows)
        for words in (("check",), ("forms", "check"), ("签到",)):
            said = signed.say("--lang", "zh", *words)
            assert "这张工作表也读入了“签到”表" in said
            assert "有2行与 名册.csv 里的相同" in said or "有2行与 名册（旧）.csv 里的相同" in said

    def test_others_of_the_same_number_are_no_copies(self, signed):
        toml = SIGNED.replace('sheets = ["名册"]', 'sheets = ["名册"]\nkey = ["编号"]')
        toml += '[[table.columns]]\ntitle = "编号"\nkind = "编号"\n'
        (signed.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        for name, rows in (("名册", MEMBERS), ("名册（二）", OTHERS)):
            sheet(signed, name, f"{rows[0]},编号", *(f"{row},{n}" for n, row in enumerate(rows[1:])))
        said = signed.say("check", code=1)
        assert "2 rows stand here that stand elsewhere too" in said
        assert "would count and print twice" not in said

    def test_of_a_table_with_a_key_it_is_told_once(self, signed):
        toml = SIGNED.replace('sheets = ["名册"]', 'sheets = ["名册"]\nkey = ["姓名"]')
        (signed.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        sheet(signed, "名册 - 副本", MEMBERS[0], "郝元,书记,一组", "汪敏红,出纳,二组")
        said = signed.say("check", code=1)
        assert "2 rows of this sheet stand in 名册 - 副本.csv too" in said
        assert "stand elsewhere too" not in said
        assert "2 rows of this sheet stand" in signed.say("签到", code=1)
        assert signed.made() == {}


def test_documents_of_one_name_name_both_files(bare):
    (bare.workspace / "data" / "二组").mkdir()
    sheet(
        bare,
        "二组/花名册",
        PEOPLE[0],
        "郝元,农业站,站长,87110003",
        "丁一,农业站,干事,87110004",
        "丁二,农业站,干事,87110004",
    )
    bare.put("证明", ROSTER, TEMPLATE)
    said = bare.say("--lang", "zh", "证明", code=1)
    assert "有2份文件会重名，没有生成：二组/花名册.csv / 第2行、花名册.csv / 第2行" in said


def test_a_table_that_no_sheet_feeds_is_told_with_its_columns(bare):
    (bare.workspace / "data" / "花名册.csv").unlink()
    sheet(bare, "别的", "甲,乙", "1,2")
    bare.put("证明", ROSTER, TEMPLATE)
    assert "它的表头应有：姓名、部门、职务、电话" in bare.say("--lang", "zh", "证明", code=1)
    sheet(bare, "花名册", "甲,乙,丙", "1,2,3", "4,5,6", "7,8,9")
    assert "表头应有：姓名、部门、职务、电话" in bare.say("--lang", "zh", "check", code=1)
