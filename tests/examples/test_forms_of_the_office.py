"""The forms of examples/dujiangyan/forms: each is made, says what it should, looks as it should, shows no more."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from desk import text_of, write
from office_forms import EXAMPLE, change, made, office_with, pages, rows_of, tables

from docgen.plugin.sources import import_source
from docgen.plugin.trust import contents
from docgen.records import Petition
from docgen.render.compare import compare

FORMS = EXAMPLE / "forms"
COMMANDS = (
    ("换届公告", "石羊镇", "丰乐社区"),
    ("标语横幅清单",),
    ("知识问答",),
    ("举报电话公告",),
    ("监督员名单", "石羊镇", "青城山镇"),
    ("短信",),
    ("快报", "week-3"),
    ("微博", "week-1..week-3"),
    ("问卷表",),
    ("问卷汇总",),
    ("专项调研报告", "week-3"),
    ("基础工作明白账", "石羊镇"),
    ("干部队伍信息台账", "石羊镇"),
    ("重点难点问题台账",),
    ("重点社区分类管理台账",),
    ("信访专题调查报告",),
    ("会议纪要", "day-2013-11-11"),
    ("日信息", "day-2013-11-22"),
    ("临时党组织批复", "石羊镇", "灌口街道"),
    ("放弃参选声明",),
    ("整改报告",),
    ("民主评议票", "石羊镇", "丰乐社区"),
    ("民主评议结果", "石羊镇"),
    ("督查记录", "day-2013-11-07"),
    ("典型经验材料", "week-1"),
    ("届中调整决定", "灌口街道"),
)
PLAIN = ("短信", "微博")
PUBLIC = ("换届公告", "标语横幅清单", "知识问答", "举报电话公告", "监督员名单", "快报", *PLAIN)
RESTRICTED = ("干部队伍信息台账", "信访专题调查报告", "民主评议结果", "届中调整决定", "放弃参选声明", "整改报告")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example in which every form was made."""
    return office_with(COMMANDS, tmp_path_factory)


def test_every_form_is_tried_here_and_by_make_documents(repo):
    names = sorted(path.parent.name for path in FORMS.glob("*/form.toml"))
    assert sorted(words[0] for words in COMMANDS) == names
    script = EXAMPLE / "make_documents.py"
    documents = import_source("make_documents", script, contents(script)).DOCUMENTS
    assert set(names) <= {words[0] for words in documents}


def test_the_templates_are_those_that_the_script_makes(tmp_path):
    subprocess.run([sys.executable, EXAMPLE / "make_forms.py", tmp_path], check=True, stdout=subprocess.DEVNULL)
    paths = sorted(tmp_path.glob("*/*.docx"))
    assert len(paths) == len(COMMANDS) - len(PLAIN)
    stale = [path.name for path in paths if not compare(FORMS / path.relative_to(tmp_path), path).same]
    assert not stale, "run examples/dujiangyan/make_forms.py and commit what it makes"


def test_nothing_is_wrong_with_them(docgen, office):
    result = docgen("-w", office, "forms", "check")
    assert result.code == 0, result.out
    assert result.out.count("nothing is wrong") == len(COMMANDS)


def test_who_may_see_them(docgen, office):
    listed = docgen("-w", office, "forms").out
    for words in COMMANDS:
        level = "public" if words[0] in PUBLIC else "restricted" if words[0] in RESTRICTED else "internal"
        assert re.search(rf"docgen {words[0]}\W+{level}", listed), words[0]


class TestText:
    def test_announcement(self, office):
        text = made(office, "换届公告/石羊镇/*丰乐社区.docx")
        assert text.startswith("丰乐社区党组织换届选举公告")
        assert "党员大会定于2013年12月3日上午9时在丰乐社区党员活动室召开。" in text
        assert "本社区共有402户" in text
        assert "举报电话：028-02719528" in text
        assert text.endswith("中共都江堰市石羊镇委员会\n2013年11月6日")

    def test_slogans_stand_by_kind(self, office):
        kinds = tables(office, "标语横幅清单/*.docx")
        assert [len(rows) - 1 for rows in kinds] == [5, 4, 4]
        assert kinds[0][1][:2] == ["1", "搞好社区党组织换届　夯实基层执政基础"]
        assert all(row[0] == str(number) for rows in kinds for number, row in enumerate(rows[1:], 1))

    def test_questions_and_answers(self, office):
        text = made(office, "知识问答/*.docx")
        assert text.count("答：") == 10
        assert "二、人选推荐\n1．什么是“一户一票”推荐？\n答：每户推举一名代表" in text

    def test_a_hotline_for_each_township(self, office):
        ((_, *rows),) = tables(office, "举报电话公告/*.docx")
        assert len(rows) == 20
        assert rows[3] == ["4", "石羊镇", "第4组", "028-02719528", "zu04@example.org"]

    def test_supervisors_of_a_township(self, office):
        ((_, *rows),) = tables(office, "监督员名单/04-石羊镇.docx")
        assert len(rows) == 16
        assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}、[\u4e00-\u9fff]{2,4}", row[2]) for row in rows)

    def test_a_questionnaire_that_nobody_signs(self, office):
        text = made(office, "问卷表/*.docx")
        assert "问卷不记名" in text
        assert "姓名" not in text
        assert text.count("（单选）") == 5
        assert text.count("（多选）") == 2
        assert text.count("□") == 1 + 3 + 28

    def test_the_summary_adds_up(self, office):
        text = made(office, "问卷汇总/*.docx")
        assert "发放问卷4402份，回收4311份，其中有效问卷4267份：社区干部936份，普通党员2004份，群众1327份。" in text
        returned, *answers = tables(office, "问卷汇总/*.docx")
        assert len(returned) == 22
        for column in range(2, 8):
            assert sum(int(row[column]) for row in returned[1:-1]) == int(returned[-1][column])
        assert answers[0][-1][-1] == "4267"
        for table in answers:
            assert sum(int(row[-1]) for row in table[1:-1]) == int(table[-1][-1])

    def test_the_survey_counts_what_the_tables_hold(self, office):
        text = made(office, "专项调研报告/*.docx")
        assert "对全市255个社区开展专项调研，发放问卷4402份" in text
        assert "不得参选的3名" in text
        assert "应予诫勉谈话的19名，其中主动放弃参选11名，承诺整改后参选8名" in text
        assert "（一）年龄结构偏大。" in text
        ((_, *rows, total),) = tables(office, "专项调研报告/*.docx")
        assert (total[2], total[4]) == ("255", "981")
        assert sum(int(row[2]) for row in rows) == 255
        assert sum(int(row[4]) for row in rows) == 981

    def test_ledgers(self, office):
        ((_, *rows, total),) = tables(office, "台账/基础工作明白账/04-石羊镇.docx")
        assert [row[1] for row in rows][2] == "丰乐社区"
        assert sum(int(row[4]) for row in rows) == int(total[4]) == 6642
        ((_, *people),) = tables(office, "台账/干部队伍信息台账/04-石羊镇.docx")
        assert len(people) == 60
        assert all(re.fullmatch(r"990181\*{8}\d{3}[\dX]", row[3]) for row in people)
        communities, found = tables(office, "台账/重点难点问题台账.docx")
        assert (len(communities) - 1, len(found) - 1) == (49, 18)
        assert {row[4] for row in found[1:]} == {"较重", "严重"}
        assert [len(rows) - 1 for rows in tables(office, "台账/重点社区分类管理台账.docx")] == [18, 6, 25]

    def test_minutes_of_a_day(self, office):
        text = made(office, "会议纪要/*.docx")
        assert "领导小组第2次会议纪要" in text
        assert "程序性问题6项" in text
        assert "六、关于党纪处分影响期如何计算的问题。议定：" in text
        assert "出席：领导小组成员单位负责人" in text
        assert "请假：市信访部门负责人" in text
        assert "（草稿）" in text

    def test_the_reports_of_a_day_name_who_sent_none(self, docgen, office):
        assert "共20个乡镇（街道），已报20个，未报0个" in made(office, "日信息/日信息_2013年11月22日.docx")
        assert docgen("-w", office, "日信息", "day-2013-11-10").code == 0
        text = made(office, "日信息/日信息_2013年11月10日.docx")
        assert "共20个乡镇（街道），已报5个，未报15个" in text
        assert text.count("（未报）") == 15

    def test_an_approval_for_a_township_and_its_list(self, office):
        text = made(office, "临时党组织批复/04-石羊镇_草稿.docx")
        assert "关于成立石羊镇社区临时党组织的批复\n中共都江堰市石羊镇委员会：" in re.sub(r"\n+", "\n", text)
        assert "你委关于成立各社区临时党组织的请示收悉" in text
        assert "你工委" in made(office, "临时党组织批复/01-灌口街道_草稿.docx")
        *_, (head, *rows), _ = tables(office, "临时党组织批复/04-石羊镇_草稿.docx")
        assert head[2] == "临时党组织书记"
        assert len(rows) == 16

    def test_an_approval_gets_the_number_that_is_given(self, docgen, office):
        words = ("--issue", "--number", "都社组换〔2013〕20号", "--date", "2013-11-08")
        assert docgen("-w", office, "临时党组织批复", "虹口乡", *words).code == 0
        text = made(office, "临时党组织批复/*虹口乡_都社组换2013-20.docx")
        assert "都社组换〔2013〕20号" in text
        assert "2013年11月8日印发" in text

    def test_a_ballot_names_who_is_in_office_and_has_no_number(self, office):
        ((head, *rows),) = tables(office, "民主评议票/石羊镇/*丰乐社区.docx")
        assert head == ["姓　名", "职　务", "满意", "基本满意", "不满意", "弃权"]
        assert [row[0] for row in rows] == ["姚云鹏", "罗　家", "顾　杰"]
        assert all(row[2:] == ["", "", "", ""] for row in rows)
        assert "第" not in made(office, "民主评议票/石羊镇/*丰乐社区.docx")

    def test_votes_of_a_township(self, office):
        ((_, *rows),) = tables(office, "民主评议结果/04-石羊镇.docx")
        assert len(rows) == 58
        for row in rows:
            assert sum(int(row[column]) for column in range(8, 12)) == int(row[7])
            assert abs(float(row[12].rstrip("%")) - 100 * int(row[10]) / int(row[7])) < 0.051

    def test_a_record_of_each_inspection_of_the_day(self, office):
        assert len(list((office / "out" / "督查记录" / "11月7日").glob("*.docx"))) == 5
        text = made(office, "督查记录/11月7日/石羊镇丰乐社区*.docx")
        assert "公告未按要求张贴" in text

    def test_good_examples_of_a_week(self, office):
        files = sorted(path.name for path in (office / "out" / "典型经验材料").glob("*.docx"))
        assert files == ["01-灌口街道.docx", "02-聚源镇.docx", "03-幸福街道.docx", "04-胥家镇.docx"]
        assert "（刊于信息专报第1期）" in made(office, "典型经验材料/01-*.docx")

    def test_a_decision_for_each_who_is_moved(self, office):
        files = list((office / "out" / "届中调整决定" / "灌口街道").glob("*.docx"))
        assert len(files) == 3
        text = made(office, "届中调整决定/灌口街道/宝瓶社区_*.docx")
        assert "因年龄原因按程序调整，经研究，决定于2013年11月11日起调整其现任职务" in text


class TestMessages:
    def test_each_is_a_text_of_at_most_seventy_characters_without_numbers(self, office):
        files = sorted((office / "out" / "短信").glob("D*.txt"))
        assert len(files) == 6
        for path in files:
            text = path.read_bytes().decode("utf-8-sig").removesuffix("\r\n")
            assert text.startswith("【社区换届】")
            assert len(text) <= 70
            assert not re.search(r"\d{5}", text)

    def test_one_that_is_too_long_or_holds_a_number_is_refused_with_its_row(self, docgen, example_with_forms):
        change(
            example_with_forms,
            "宣传资料.xlsx",
            "短信",
            {"C3": "请参加党员大会。" * 8 + "谢", "C4": "有事请打028-00002013。"},
        )
        result = docgen("-w", example_with_forms, "短信")
        said = result.out + result.err
        assert result.code == 1
        assert "宣传资料.xlsx / 短信 / row 3" in said
        assert "超过70字" in said
        assert "宣传资料.xlsx / 短信 / row 4" in said
        assert "短信里有电话号码" in said
        assert len(list((example_with_forms / "out" / "短信").glob("D*.txt"))) == 4
        checked = docgen("-w", example_with_forms, "check", "短信")
        assert "短信" in checked.out + checked.err


class TestPrivacy:
    def test_no_document_knows_who_complained(self, office, petitions):
        for path in (office / "out").rglob("*.docx"):
            text = text_of(path)
            for petition in petitions:
                assert not petition["联系方式"] or petition["联系方式"] not in text
            if "信访专题" in str(path):
                (own,) = [each for each in petitions if each["信访编号"] in path.name]
                assert own["信访人"] == "匿名" or own["信访人"] not in text, path.name
                assert "信访人" not in text.replace("不含信访人的任何信息", "")

    def test_public_ones_show_no_telephone_but_hotlines(self, office, hotlines):
        for name in PUBLIC:
            for path in (office / "out" / name).rglob("*.docx"):
                for number in re.findall(r"028-\d+", text_of(path)):
                    assert number in hotlines, path.name

    @pytest.fixture
    def petitions(self) -> list[dict[str, Any]]:
        return rows_of(Petition.__table__.name, ("信访编号", "信访人", "联系方式"))

    @pytest.fixture
    def hotlines(self) -> set[str]:
        return {row["举报电话"] for row in rows_of("指导组", ("举报电话",))}


@pytest.mark.libreoffice
class TestPages:
    @pytest.mark.parametrize(
        ("pattern", "number"),
        [
            ("换届公告/石羊镇/*丰乐社区.docx", 1),
            ("标语横幅清单/*.docx", 1),
            ("举报电话公告/*.docx", 1),
            ("监督员名单/*青城山镇.docx", 1),
            ("信访专题调查报告/XF2013001*.docx", 1),
            ("会议纪要/*.docx", 2),
            ("问卷表/*.docx", 2),
            ("民主评议票/石羊镇/*.docx", 1),
            ("届中调整决定/灌口街道/宝瓶社区_*.docx", 2),
            ("快报/*第3周.docx", 1),
            ("诫勉谈话/放弃参选声明/JM07*.docx", 1),
            ("诫勉谈话/整改报告/JM02*.docx", 1),
        ],
    )
    def test_it_has_so_many(self, office, pattern, number):
        (path,) = (office / "out").glob(pattern)
        assert len(pages(path)) == number

    @pytest.mark.parametrize(
        ("pattern", "head"),
        [
            ("台账/干部队伍信息台账/04-石羊镇.docx", "身份证号"),
            ("台账/重点社区分类管理台账.docx", "主要问题"),
            ("台账/重点难点问题台账.docx", "社区"),
            ("日信息/日信息_2013年11月22日.docx", "当日进展"),
        ],
    )
    def test_a_ledger_lies_across_and_repeats_its_header(self, office, pattern, head):
        (path,) = (office / "out").glob(pattern)
        section = docx.Document(str(path)).sections[0]
        assert section.page_width > section.page_height
        found = pages(path)
        assert len(found) > 1
        for page in found:
            assert head in "".join(page.split())

    @pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
    def test_it_keeps_the_rules_of_lint(self, docgen, office, words):
        files = sorted(path for path in (office / "out").rglob("*.docx") if words[0] in str(path))[:2]
        if words[0] in PLAIN:
            assert not files
            return
        assert files
        found = json.loads(docgen("lint", "--json", *files).out)
        assert [(fault["id"], fault["file"]) for fault in found if fault["severity"] != "note"] == []


def test_a_row_of_a_table_of_forms_is_checked(docgen, example_with_forms):
    write(
        example_with_forms,
        "宣传资料.xlsx",
        (14, "动员参与", "珍惜手中神圣一票　选好社区新一届党组织领头雁带头人", "广场"),
    )
    said = docgen("-w", example_with_forms, "check").out
    assert "横幅一般不超过20字" in said
