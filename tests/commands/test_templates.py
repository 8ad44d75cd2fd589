"""`docgen templates`: for a clerk who changes a template in Word and wants to know whether it is right."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from trusting import trusting

NAME = "bulletin/信息专报.docx"

PLUGIN = '''
from pathlib import Path

from docgen import Access, Generator, Text, hookimpl, parameter
from docgen.records import Candidate


class Card(Generator):
    name, alias, title = "card", "人选卡", Text("card", "人选卡")
    template, access, each, filename = "card/人选卡.docx", Access.RESTRICTED, Candidate, "人选卡/{{ 姓名 }}"
    day = parameter(Text("the day", "哪一天"), default="")

    def context(self, row, data):
        return {"姓名": row.name, "社区": row.community, "合计": {"人选": 3}, "day": self.day}


def loud(value):
    """Puts 三个叹号 behind."""
    return f"{value}！！！"


@hookimpl
def setup(docgen):
    docgen.generator(Card)
    docgen.filter("惊叹", loud)
    docgen.templates(Path(__file__).parent.parent / "带来的模板")


@hookimpl
def prepare_context(generator, row, context):
    context["落款"] = "某某"
'''


def write(path: Path, *paragraphs: str, header: str = "") -> Path:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def change_part(path: Path, name: str, change: Callable[[str], str]) -> None:
    """Rewrite a Word file with one part changed."""
    with zipfile.ZipFile(path) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    changed = change(parts[name].decode())
    assert changed != parts[name].decode()
    with zipfile.ZipFile(path, "w") as package:
        for entry, data in parts.items():
            package.writestr(entry, changed.encode() if entry == name else data)


@pytest.fixture
def built_in(repo) -> Path:
    return repo / "templates" / NAME


@pytest.fixture
def with_plugin(docgen, example, monkeypatch, tmp_path) -> Path:
    """The example with a plugin that brings a generator, its template and a filter."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    (example / "plugins").mkdir(exist_ok=True)
    (example / "plugins" / "card.py").write_text(PLUGIN, encoding="utf-8")
    write(
        example / "带来的模板" / "card" / "人选卡.docx",
        "{{ 姓名 }}（{{ 社区.乡镇.乡镇名称 }}）",
        "{{ 合计.人选|惊叹 }}",
    )
    assert docgen("-w", example, *trusting(example, "card")).code == 0
    return example


@pytest.fixture
def ejected(docgen, small_office) -> Path:
    """The example's own copy of the bulletin's template."""
    assert docgen("-w", small_office, "templates", "eject", "bulletin").code == 0
    return small_office / "templates" / NAME


def listed(result) -> dict[str, dict]:
    return {template["template"]: template for template in json.loads(result.out)}


class TestList:
    def test_without_a_workspace_the_built_in_ones(self, docgen, built_in, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        every = listed(docgen("templates", "list", "--json"))
        assert NAME not in every
        found = every["verification/校核单.docx"]
        assert (found["from"], found["generators"]) == ("docgen", [])
        assert Path(found["path"]).samefile(built_in.parent.parent / "verification" / "校核单.docx")
        shown = docgen("--lang", "zh", "templates")
        assert shown.code == 0
        assert re.search(r"verification/校核单.docx +│ 内置模板 +│", shown.out)

    def test_a_workspace_that_is_asked_for_and_is_none_is_said(self, docgen, tmp_path):
        assert docgen("-w", tmp_path, "templates").code == 1

    def test_those_of_the_workspace_and_of_plugins_too(self, docgen, with_plugin):
        write(with_plugin / "templates" / "通知.docx", "{{ 标题 }}")
        write(with_plugin / "templates" / "~$通知.docx", "")
        found = listed(docgen("-w", with_plugin, "templates", "--json"))
        assert {NAME, "card/人选卡.docx", "通知.docx"} <= set(found)
        assert (found["通知.docx"]["from"], found["通知.docx"]["generators"]) == ("workspace", [])
        assert (found["card/人选卡.docx"]["from"], found["card/人选卡.docx"]["generators"]) == ("card", ["card"])

    def test_one_that_replaces_the_built_in_one_says_so(self, docgen, small_office, ejected, built_in):
        found = listed(docgen("-w", small_office, "templates", "--json"))[NAME]
        assert found["from"] == "workspace"
        assert Path(found["replaces"]).samefile(built_in)
        assert (found["same"], found["changed_since_copied"]) == (True, False)
        write(ejected, "{{ 标题 }}")
        assert f"{NAME}：代替内置模板" in docgen("--lang", "zh", "-w", small_office, "templates").out

    def test_a_template_that_a_generator_lacks_is_said(self, docgen, with_plugin):
        shutil.rmtree(with_plugin / "带来的模板")
        result = docgen("-w", with_plugin, "templates")
        assert "card needs the template card/人选卡.docx, which is nowhere" in result.out
        assert listed(docgen("-w", with_plugin, "templates", "--json"))["card/人选卡.docx"]["path"] is None
        assert docgen("-w", with_plugin, "templates", "vars", "人选卡").code == 1


class TestVars:
    def names(self, docgen, *words) -> dict[str, dict]:
        result = docgen(*words, "--json")
        assert result.code == 0, result.err
        return {name["in_context"]: name for name in json.loads(result.out)["names"]}

    def test_of_the_bulletin_each_is_fed(self, docgen, small_office):
        names = self.names(docgen, "-w", small_office, "templates", "vars", "专报")
        assert {name for name, told in names.items() if told["fed_by"] == "unknown"} == set()
        assert names["累计.复审人选"]["fed_by"] == "figure"
        assert "复审" in names["累计.复审人选"]["text"]["zh"]
        assert names["标题"]["text"]["en"] == "made by bulletin"
        assert {names[name]["fed_by"] for name in ("草稿", "期号", "签发日期")} == {"register"}
        assert names["乡镇表.乡镇"]["name"] == "行.乡镇"
        assert len(names["累计.复审人选"]["places"]) == 2

    @pytest.mark.parametrize("word", [NAME, "bulletin/信息专报", "信息专报", "bulletin", "专报"])
    def test_a_template_is_found_by_name_or_by_generator(self, docgen, small_office, word):
        assert json.loads(docgen("-w", small_office, "templates", "vars", word, "--json").out)["template"] == NAME

    def test_an_unknown_template_names_the_nearest(self, docgen, small_office):
        result = docgen("-w", small_office, "templates", "vars", "信息专板")
        assert (result.code, "信息专报" in result.err) == (2, True)

    def test_columns_of_the_row_follow_references_to_their_cells(self, docgen, with_plugin):
        write(with_plugin / "templates" / "card" / "人选卡.docx", "{{ 姓名 }}{{ 社区.乡镇.指导组.举报电话 }}")
        names = self.names(docgen, "-w", with_plugin, "templates", "vars", "人选卡")
        (name,) = names["姓名"]["columns"]
        assert (name["table"], name["column"], name["attribute"]) == ("候选人", "姓名", "name")
        assert {"file": "候选人.xlsx", "sheet": "灌口街道", "column": "D"} in name["cells"]
        (hotline,) = names["社区.乡镇.指导组.举报电话"]["columns"]
        assert (hotline["table"], hotline["column"]) == ("指导组", "举报电话")
        assert hotline["cells"][0]["file"] == "基础台账.xlsx"

    def test_what_code_makes_is_told_by_its_plugin(self, docgen, with_plugin):
        write(with_plugin / "templates" / NAME, "{{ 标题 }}{{ 落款 }}")
        assert "without a problem: 1" in docgen("-w", with_plugin, "templates", "check").out
        assert self.names(docgen, "-w", with_plugin, "templates", "vars", "专报")["落款"]["fed_by"] == "generator"
        write(with_plugin / "templates" / "card" / "人选卡.docx", "{{ 合计.人选 }}{{ day }}{{ 期号 }}")
        names = self.names(docgen, "-w", with_plugin, "templates", "vars", "card")
        assert [names[name]["fed_by"] for name in ("合计.人选", "day", "期号")] == ["generator", "parameter", "unknown"]

    def test_of_a_clerks_own_file_the_columns_that_could_feed_it(self, docgen, example, tmp_path):
        own = write(tmp_path / "登记表.docx", "{{ 姓名 }}，{{ 手机 }}，{{ 拟任职务|空 }}", header="{{ 社区.党员数 }}")
        names = self.names(docgen, "-w", example, "templates", "vars", own)
        tables = {column["table"] for column in names["姓名"]["columns"]}
        assert {"候选人", "现任干部", "民主评议"} <= tables
        assert names["手机"]["fed_by"] == "unknown"
        assert names["手机"]["hint"]["zh"] == "是不是“联系电话”？"
        assert names["拟任职务"]["filters"] == ["空"]
        shown = docgen("--lang", "zh", "-w", example, "templates", "vars", own).out
        assert "候选人.姓名 ← 候选人/向峨乡.xls / 向峨乡 / D列 等20处" in shown
        assert "页眉" in shown

    def test_without_a_workspace_it_works_without_files(self, docgen, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        own = write(tmp_path / "登记表.docx", "{{ 姓名 }}{% for 人 in 名单 %}{{ 人.民族 }}{% endfor %}")
        names = self.names(docgen, "templates", "vars", own)
        assert {name: told["fed_by"] for name, told in names.items()} == dict.fromkeys(
            ("姓名", "名单", "名单.民族"), "unknown"
        )

    def test_what_may_be_missing_is_told(self, docgen, small_office, tmp_path):
        texts = "{{ 甲|default('') }}{{ 乙 }}{% if 丙 is defined %}有{% endif %}", "{{ 丁|空 }}{{ 乙|d(1) }}"
        own = write(tmp_path / "x.docx", *texts)
        names = self.names(docgen, "-w", small_office, "templates", "vars", own)
        assert {name for name, told in names.items() if told["optional"]} == {"甲", "丙"}

    def test_what_loops_and_set_make_is_followed(self, docgen, small_office, tmp_path):
        own = write(
            tmp_path / "x.docx",
            "{% for 人 in 名单|sort %}{{ loop.index }}{{ 人.姓名 }}",
            "{% for 证 in 人.证件 %}{{ 证 }}{% endfor %}{% endfor %}",
            "{% set 长 = 组长.姓名 %}{{ 长 }}{{ 人 }}{% for 键, 值 in 表.items() %}{{ 键 }}{% endfor %}",
        )
        names = self.names(docgen, "-w", small_office, "templates", "vars", own)
        assert set(names) == {"名单", "名单.姓名", "名单.证件", "组长.姓名", "人", "表"}
        assert names["名单.证件"]["name"] in ("人.证件", "证")


class TestFilters:
    def test_all_with_both_names_and_an_example(self, docgen):
        found = json.loads(docgen("templates", "filters", "--json").out)
        from docgen.render.filters import FILTERS

        assert {name for item in found for name in item["names"]} == set(FILTERS)
        date = next(item for item in found if "日期" in item["names"])
        assert date["names"] == ["日期", "long_date"]
        assert (date["example"], date["result"]) == ('{{ "2013-12-06"|日期 }}', "2013年12月6日")
        shown = docgen("--lang", "zh", "templates", "filters").out
        assert all(item["names"][0] in shown for item in found)

    def test_one_in_full(self, docgen):
        result = docgen("templates", "filters", "long_date")
        assert "日期 / long_date" in result.out
        assert '{{ "2013-12-06"|日期 }} → 2013年12月6日' in result.out

    def test_an_unknown_one_names_the_nearest(self, docgen):
        result = docgen("templates", "filters", "汉字日其")
        assert (result.code, "Did you mean 汉字日期?" in result.err) == (2, True)

    def test_those_of_plugins_with_their_owner(self, docgen, with_plugin):
        result = docgen("-w", with_plugin, "templates", "filters", "惊叹")
        assert "Puts 三个叹号 behind." in result.out
        assert "from the plugin card" in result.out


class TestCheck:
    def test_templates_without_a_problem_are_counted(self, docgen, small_office, ejected, repo):
        result = docgen("--lang", "zh", "-w", small_office, "templates", "check")
        assert (result.code, result.out) == (0, "1个模板，没有发现问题。\n")
        n = len(list((repo / "templates").glob("*/*.docx")))
        assert docgen("templates", "check", repo / "templates").out == f"Templates without a problem: {n}.\n"

    def test_a_workspace_without_templates_has_none_that_is_wrong(self, docgen, small_office):
        result = docgen("-w", small_office, "templates", "check")
        assert (result.code, "No template in" in result.out) == (0, True)

    def test_a_folder_is_checked_whole_whatever_is_broken_in_it(self, docgen, small_office, built_in, tmp_path):
        folder = tmp_path / "表格"
        write(folder / "a" / "好.docx", "{{ 姓名 }}")
        write(folder / "b" / "错.docx", "{{ 姓名|日起 }}", "{% if 甲 %}没有结尾")
        (folder / "~$好.docx").write_bytes(b"lock")
        (folder / "空.docx").write_bytes(b"")
        (folder / "断.docx").write_bytes(built_in.read_bytes()[:5000])
        shutil.copy(built_in, folder / "坏.docx")
        change_part(folder / "坏.docx", "word/document.xml", lambda xml: xml[: len(xml) // 2])
        result = docgen("-w", small_office, "templates", "check", folder, "--json")
        found = {Path(each["path"]).name: each["problems"] for each in json.loads(result.out)}
        assert result.code == 1
        assert set(found) == {"好.docx", "错.docx", "空.docx", "断.docx", "坏.docx"}
        assert {name for name, problems in found.items() if not problems} == {"好.docx"}
        assert all(problem["severity"] == "error" for problems in found.values() for problem in problems)
        shown = docgen("--lang", "zh", "-w", small_office, "templates", "check", folder)
        assert shown.code == 1
        assert "有问题的模板4个，没有问题的1个。" in shown.out
        assert re.search(r"正文 / 第\d段.*日起", shown.out)

    def test_a_part_that_does_not_inflate_is_a_damaged_file(self, docgen, built_in, tmp_path):
        data = bytearray(built_in.read_bytes())
        start = data.find(b"word/document.xml") + 60
        data[start : start + 200] = b"\xff" * 200
        (tmp_path / "坏.docx").write_bytes(data)
        result = docgen("templates", "check", tmp_path / "坏.docx")
        assert (result.code, "坏.docx" in result.out) == (1, True)

    def test_a_name_that_nothing_feeds_is_said_at_each_place_with_the_nearest(self, docgen, small_office, ejected):
        change_part(ejected, "word/document.xml", lambda xml: xml.replace("{{ 标题 }}", "{{ 题目 }}"))
        change_part(ejected, "word/document.xml", lambda xml: xml.replace("累计.复审人选", "累计.复审人数"))
        result = docgen("--lang", "zh", "-w", small_office, "templates", "check")
        assert "正文 / 第7段 / {{ 题目 }}  提醒 没有找到“题目”的数据来源\n      → 是不是“标题”？" in result.out
        assert result.out.count("{{ 累计.复审人数 }}  提醒") == 2
        assert result.out.count("是不是“复审人选”？") == 2

    def test_a_reference_that_leads_nowhere_names_the_nearest_column(self, docgen, with_plugin):
        write(
            with_plugin / "templates" / "card" / "人选卡.docx",
            "{{ 社区.乡镇.乡镇名字 }}{{ 姓名 }}{{ 备考|default('') }}",
        )
        result = docgen("-w", with_plugin, "templates", "check", "人选卡", "--json")
        (template,) = json.loads(result.out)
        (problem,) = template["problems"]
        assert problem["hint"]["zh"] == "是不是“乡镇名称”？"
        assert "社区.乡镇.乡镇名字" in problem["text"]["zh"]

    def test_a_path_that_is_nothing_is_said(self, docgen, small_office):
        assert docgen("-w", small_office, "templates", "check", "没有这个.docx").code == 2


class TestEject:
    def test_the_copy_is_what_documents_are_made_of(self, docgen, small_office, ejected, built_in):
        assert ejected.read_bytes() == built_in.read_bytes()
        change_part(ejected, "word/document.xml", lambda xml: xml.replace("一、工作进展", "一、工作情况"))
        assert docgen("-w", small_office, "bulletin", "week-3").code == 0
        (made,) = (small_office / "out").rglob("*.docx")
        assert "一、工作情况" in zipfile.ZipFile(made).read("word/document.xml").decode()

    def test_it_says_where_and_that_it_counts(self, docgen, small_office):
        result = docgen("--lang", "zh", "-w", small_office, "templates", "eject", "专报")
        assert result.out == f"已复制到 {small_office / 'templates' / NAME}，今后以它为准。\n"

    def test_it_never_overwrites(self, docgen, small_office, ejected):
        write(ejected, "改过的")
        before = ejected.read_bytes()
        result = docgen("-w", small_office, "templates", "eject", "bulletin")
        assert result.code == 1
        assert f"docgen templates diff {NAME}" in result.err
        assert ejected.read_bytes() == before

    def test_what_nobody_brings_cannot_be_copied(self, docgen, small_office, tmp_path, monkeypatch):
        write(small_office / "templates" / "贺信.docx", "x")
        assert docgen("-w", small_office, "templates", "eject", "贺信").code == 1
        monkeypatch.chdir(tmp_path)
        assert docgen("templates", "eject", "bulletin").code == 1


class TestDiff:
    def test_of_a_fresh_copy_there_is_none(self, docgen, small_office, ejected):
        result = docgen("-w", small_office, "templates", "diff", "bulletin")
        assert (result.code, result.out) == (0, "They are the same.\n")

    def test_changed_lines_with_their_places_and_names(self, docgen, small_office, ejected):
        change_part(ejected, "word/document.xml", lambda xml: xml.replace("{{ 标题 }}", "关于{{ 题目 }}"))
        result = docgen("--lang", "zh", "-w", small_office, "templates", "diff", "专报")
        assert result.code == 1
        assert "- 正文 第7段  {{ 标题 }}\n+ 正文 第7段  关于{{ 题目 }}\n" in result.out
        assert "新用到的名称：题目" in result.out
        assert "不再用的名称：标题" in result.out
        told = json.loads(docgen("-w", small_office, "templates", "diff", "专报", "--json").out)
        assert (told["same"], told["only_layout"]) == (False, False)
        assert [change["sign"] for change in told["changes"]] == ["-", "+"]
        assert told["names"] == {"new": ["题目"], "gone": ["标题"]}

    def test_only_the_layout(self, docgen, small_office, ejected):
        document = docx.Document(str(ejected))
        document.styles["Normal"].font.size = Pt(21)
        document.save(str(ejected))
        result = docgen("-w", small_office, "templates", "diff", "bulletin")
        assert (result.code, "only the layout differs" in result.out) == (1, True)

    def test_the_marks_that_word_leaves_are_no_difference(self, docgen, small_office, ejected):
        change_part(
            ejected,
            "word/document.xml",
            lambda xml: re.sub(r"<w:p>", '<w:p w:rsidR="00AB12CD"><w:proofErr w:type="spellStart"/>', xml, count=3),
        )
        assert docgen("-w", small_office, "templates", "diff", "bulletin").code == 0

    def test_of_two_files_with_tables_and_headers(self, docgen, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        for name, cell, header in (("旧", "{{ 姓名 }}", "页眉甲"), ("新", "{{ 性别 }}", "页眉乙")):
            write(tmp_path / f"{name}.docx", "相同的一段", header=header)
            document = docx.Document(str(tmp_path / f"{name}.docx"))
            document.add_table(1, 2).cell(0, 1).text = cell
            document.save(str(tmp_path / f"{name}.docx"))
        result = docgen("--lang", "zh", "templates", "diff", "旧.docx", "新.docx")
        assert result.code == 1
        assert "- 正文 表1 第1行第2格  {{ 姓名 }}\n+ 正文 表1 第1行第2格  {{ 性别 }}\n" in result.out
        assert "- 页眉 第1段  页眉甲\n+ 页眉 第1段  页眉乙\n" in result.out
        assert "相同的一段" not in result.out

    def test_that_the_original_changed_since_is_said(self, docgen, with_plugin):
        assert docgen("-w", with_plugin, "templates", "eject", "人选卡").code == 0
        write(with_plugin / "带来的模板" / "card" / "人选卡.docx", "{{ 姓名 }}")
        result = docgen("--lang", "zh", "-w", with_plugin, "templates", "diff", "人选卡")
        assert (result.code, "复制之后，插件 card 的模板又有改动。" in result.out) == (1, True)
        assert listed(docgen("-w", with_plugin, "templates", "--json"))["card/人选卡.docx"]["changed_since_copied"]
        assert "又有改动" in docgen("--lang", "zh", "-w", with_plugin, "templates").out

    def test_what_there_is_no_copy_of_says_how_to_make_one(self, docgen, small_office):
        result = docgen("-w", small_office, "templates", "diff", "bulletin")
        assert (result.code, f"docgen templates eject {NAME}" in result.err) == (1, True)

    def test_a_file_that_replaces_none_needs_another(self, docgen, small_office, tmp_path):
        own = write(tmp_path / "通知.docx", "x")
        assert docgen("-w", small_office, "templates", "diff", own).code == 2
