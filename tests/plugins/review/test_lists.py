"""Lists and letters of the review, and the differences that each command shows before anything is printed."""

import json
import re
from collections import defaultdict

import docx
import openpyxl
import pytest
from reviewing import change, make, reviewed, run, table, text_of, with_id

from docgen import name_key
from docgen_plugins.review.people import rank
from docgen_plugins.review.room import UNITS, spans

COMMANDS = ("summary", "forms", "letters", "table", "annex", "notices", "list")


FOR_THE_GROUP = ("summary week-3", "forms", "letters", "table", "annex")


def test_a_difference_is_shown_with_each_paper_for_the_group_before_it_is_made(docgen, small_office):
    out, accepted = (next(row for row in reviewed(small_office) if row["联审结论"] == w) for w in ("取消资格", "合格"))
    edits = with_id(out["身份证号"], 联审结论="合格"), with_id(accepted["身份证号"], 组织部=None)
    change(small_office, "联审意见.xlsx", *edits)
    for words in FOR_THE_GROUP:
        said = run(docgen, small_office, "review", *words.split(), "--dry-run")
        found = {problem["code"]: problem for problem in said["problems"]}
        assert found["review-conclusion"]["text"]["zh"].startswith("这里是合格，候选人.xlsx")
        assert found["E23"]["text"]["zh"] == "复审结论为合格，但组织部未反馈"
        assert {found[code]["severity"] for code in ("review-conclusion", "E23")} == {"warning"}
    assert not (small_office / "out").exists()


def test_pending_without_a_doubt_is_shown(docgen, small_office):
    row = next(row for row in reviewed(small_office) if row["联审结论"] == "合格")
    change(small_office, "候选人.xlsx", with_id(row["身份证号"], 市级复审="待核"))
    change(small_office, "联审意见.xlsx", with_id(row["身份证号"], 联审结论="待核"))
    said = run(docgen, small_office, "review", "annex")
    assert [problem["code"] for problem in said["problems"]] == ["review-pending"]


def test_nothing_is_shown_where_all_agrees(docgen, small_office):
    assert run(docgen, small_office, "review", "table", "--dry-run")["problems"] == []


class TestPublicList:
    def test_it_holds_those_accepted_and_nobody_else(self, docgen, example):
        paths = make(docgen, example, "review", "list")
        rows, shown = reviewed(example), set()
        assert len(paths) == 20
        for path in paths:
            shown |= {(path.stem[3:], row[1], row[2]) for row in table(path)[1:]}
        accepted = {(row["乡镇（街道）"], row["社区"], row["姓名"]) for row in rows if row["联审结论"] == "合格"}
        assert shown == accepted
        assert sum(len(table(path)) - 1 for path in paths) == 1557

    def test_it_says_nothing_of_the_refused_and_no_private_things(self, docgen, small_office):
        for path in make(docgen, small_office, "联审公示"):
            text = text_of(path)
            hotline = re.search(r"受理电话：(028-0\d{7})。", text)
            assert hotline
            assert not re.search(r"R\d|取消|异议|待核|\d{17}[\dX]|\*{4}|地址|日生", text.replace(hotline[1], ""))
            assert "公示期：2013年11月25日至11月29日" in text

    def test_namesakes_of_a_community_are_told_apart_and_nobody_else(self, docgen, small_office):
        here = [row for row in reviewed(small_office) if row["社区"] == "丰乐社区" and row["联审结论"] == "合格"][:2]
        for book in ("联审意见.xlsx", "候选人.xlsx"):
            change(small_office, book, *(with_id(row["身份证号"], 姓名="张伟", 报名人="张伟") for row in here))
        (path,) = make(docgen, small_office, "review", "list", "石羊镇")
        last = [row["身份证号"][-4:] for row in here]
        assert [row[2] for row in table(path) if "张伟" in row[2]] == [f"张伟（身份证号后四位{four}）" for four in last]
        assert text_of(path).count("身份证号") == 2

    def test_who_withdrew_is_not_in_it(self, docgen, small_office):
        row = next(row for row in reviewed(small_office) if row["社区"] == "丰乐社区" and row["联审结论"] == "合格")
        change(small_office, "候选人.xlsx", with_id(row["身份证号"], 人选状态="自愿放弃"))
        (path,) = make(docgen, small_office, "review", "list", "石羊镇")
        assert not [line for line in table(path) if (line[1], line[2]) == ("丰乐社区", row["姓名"])]


class TestTable:
    def test_a_row_a_person_and_a_column_a_department(self, docgen, small_office):
        (path,) = make(docgen, small_office, "review", "table", "石羊镇")
        rows = [row for row in reviewed(small_office) if row["乡镇（街道）"] == "石羊镇"]
        head, *lines = table(path)
        assert head[6:13] == ["纪委", "组织部", "信访", "维稳", "检察", "民政", "计生"]
        assert [line[0] for line in lines] == [str(number) for number in range(1, len(rows) + 1)]
        shown = {line[4]: (line[3], line[6], line[10], line[13]) for line in lines}
        for row in rows:
            objects = ["有异议" if row[name] == "有异议" else "无异议" for name in ("纪委", "检察院")]
            assert shown[row["身份证号"]] == (row["姓名"], *objects, row["联审结论"])
        section = docx.Document(str(path)).sections[0]
        assert section.page_width > section.page_height
        header = docx.Document(str(path)).tables[0].rows[0]._tr
        assert header.find(".//{*}tblHeader") is not None

    def test_another_department_is_another_column(self, docgen, small_office):
        book = openpyxl.load_workbook(small_office / "data" / "基础台账.xlsx")
        book["部门"].append(["公安", "都江堰市公安局", None, "否", "治安处罚情况", None, None])
        book.save(small_office / "data" / "基础台账.xlsx")
        (path,) = make(docgen, small_office, "review", "table", "石羊镇")
        head, first, *_ = table(path)
        assert head[13] == "公安"
        assert first[13] == ""

    @pytest.mark.parametrize("number", [1, 5, 7, 8, 12, 20])
    def test_departments_share_their_part_evenly(self, number):
        made = spans(number)
        assert (len(made), sum(made)) == (number, UNITS)
        assert max(made) - min(made) <= 1

    def test_a_note_that_does_not_fit_is_said_and_the_table_is_made(self, docgen, small_office):
        row = next(row for row in reviewed(small_office) if row["社区"] == "丰乐社区")
        change(small_office, "候选人.xlsx", with_id(row["身份证号"], 备注="长" * 30))
        said = run(docgen, small_office, "review", "table", "石羊镇", "丰乐社区")
        assert [problem["code"] for problem in said["problems"]] == ["no-room"]
        (path,) = (small_office / "out").rglob("联审总表*.docx")
        (line,) = [line for line in table(path) if row["身份证号"] in line]
        assert line[-1] == "另见台账"


class TestAnnex:
    def test_who_is_out_with_reason_and_department_and_a_masked_id(self, docgen, example):
        (path,) = make(docgen, example, "review", "annex")
        out = [row for row in reviewed(example) if row["联审结论"] == "取消资格"]
        lines = table(path, 0)[1:]
        hidden = {row["身份证号"]: row["身份证号"][:6] + "*" * 8 + row["身份证号"][-4:] for row in out}
        assert len(lines) == 165
        assert {(line[1], line[2], line[3], line[4]) for line in lines} == {
            (row["乡镇（街道）"], row["社区"], row["姓名"], hidden[row["身份证号"]]) for row in out
        }
        assert {tuple(line[7:]) for line in lines if line[6] == "R4-1"} == {("受过刑事处罚", "检察")}
        text = text_of(path)
        assert not re.search(r"\d{17}[\dX]", text)
        assert "共165名" in text
        assert text.rstrip().endswith("无。")

    def test_who_is_pending_with_what_is_open(self, docgen, small_office):
        row = next(row for row in reviewed(small_office) if row["联审结论"] == "合格")
        blank = dict.fromkeys(("检察院", "联审结论", "市级复审"))
        for book in ("联审意见.xlsx", "候选人.xlsx"):
            change(small_office, book, with_id(row["身份证号"], **blank))
        (path,) = make(docgen, small_office, "联审附件")
        (line,) = table(path, 1)[1:]
        assert line[3] == row["姓名"]
        assert line[-1] == "尚未作出结论；检察未反馈"


class TestLetters:
    def test_each_department_gets_its_own_with_the_same_number_and_list(self, docgen, small_office):
        title = ("--title", "关于征求社区党组织班子成员初步人选审查意见的函", "--day", "2013-11-11")
        assert docgen("-w", small_office, "register", "allot", "文号", "联审函 2013-11-15", *title).code == 0
        paths = make(docgen, small_office, "review", "letters")
        assert [path.stem for path in paths] == [
            f"{name}_征求意见函_都社组换2013-10" for name in ("纪委", "组织部", "信访", "维稳", "检察", "民政", "计生")
        ]
        text = text_of(paths[0])
        assert "都社组换〔2013〕10号" in text
        assert "中共都江堰市纪律检查委员会：" in text
        assert "请就党纪政纪处分、正在接受调查的情况提出意见" in text
        assert "于2013年11月15日前反馈" in text
        assert "初步人选64名" in text
        everybody = {row["身份证号"] for row in reviewed(small_office)}
        for path in paths[:2]:
            lines = table(path, 1)[1:]
            assert {line[6] for line in lines} == everybody
            assert {line[-1] for line in lines} == {""}
            assert not re.search("有异议R|R\\d|取消资格", text_of(path))

    def test_the_deadline_may_be_typed_and_is_part_of_the_number(self, docgen, small_office):
        (path, *_) = make(docgen, small_office, "联审函", "--deadline", "2013年11月20日")
        assert "于2013年11月20日前反馈" in text_of(path)
        assert "草稿" in path.name
        result = docgen("-w", small_office, "review", "letters", "--deadline", "月底")
        assert (result.code, "月底 is not a day" in result.err) == (2, True)

    def test_those_whom_the_township_refused_are_not_in_it(self, docgen, small_office):
        row = next(row for row in reviewed(small_office) if row["社区"] == "丰乐社区" and row["联审结论"] == "合格")
        change(small_office, "候选人.xlsx", with_id(row["身份证号"], **{"党（工）委意见": "不合格"}))
        (path, *_) = make(docgen, small_office, "review", "letters")
        assert row["身份证号"] not in {line[6] for line in table(path, 1)[1:]}


def test_people_stand_in_the_official_order(docgen, small_office):
    (path,) = make(docgen, small_office, "review", "table")
    order = [line[1] for line in table(path)[1:]]
    townships = list(dict.fromkeys(order))
    places = defaultdict(list)
    for number, name in enumerate(order):
        places[name].append(number)
    assert townships == ["石羊镇", "向峨乡"]
    assert all(found == list(range(found[0], found[-1] + 1)) for found in places.values())
    said = json.loads(docgen("-w", small_office, "review", "forms", "--json", "--dry-run").out)
    assert len(said["would_make"]) == 12


def in_office(lines: list[list[str]], place: int, post: int) -> bool:
    """Whether in each community 书记 stand before 副书记, and these before 委员."""
    ranks = defaultdict(list)
    for line in lines:
        ranks[line[place]].append(("书记", "副书记", "委员").index(line[post]))
    return len(ranks) > 1 and all(found == sorted(found) for found in ranks.values())


def test_the_public_list_stands_by_community_and_in_it_by_strokes(docgen, small_office):
    (public,) = make(docgen, small_office, "review", "list", "石羊镇")
    lines = table(public)[1:]
    names = defaultdict(list)
    for line in lines:
        names[line[1]].append(line[2])
    assert all(theirs == sorted(theirs, key=name_key) for theirs in names.values())
    assert {line[6] for line in lines[:3]} != {"书记"}
    (whole,) = make(docgen, small_office, "review", "table", "石羊镇")
    assert list(names) == list(dict.fromkeys(line[2] for line in table(whole)[1:]))


def test_a_name_whose_strokes_nobody_knows_stands_last_in_the_public_list_and_is_told(docgen, small_office):
    first = next(row for row in reviewed(small_office) if row["社区"] == "丰乐社区" and row["联审结论"] == "合格")
    for book, head in (("候选人.xlsx", "报名人"), ("联审意见.xlsx", "姓名")):
        change(small_office, book, with_id(first["身份证号"], **{head: "\U000200d3文"}))
    said = run(docgen, small_office, "review", "list", "石羊镇", "--dry-run")
    (problem,) = [each for each in said["problems"] if each["code"] == "name-strokes"]
    assert "候选人.xlsx" in problem["where"]
    assert "\U000200d3" not in json.dumps(problem, ensure_ascii=False)
    (public,) = make(docgen, small_office, "review", "list", "石羊镇")
    here = [line[2] for line in table(public)[1:] if line[1] == "丰乐社区"]
    assert here[-1] == "\U000200d3文"


def test_the_annex_stands_by_community_and_in_it_by_post(docgen, small_office):
    (annex,) = make(docgen, small_office, "review", "annex")
    assert in_office([[line[1] + line[2], line[5]] for line in table(annex, 0)[1:]], 0, 1)


@pytest.mark.parametrize(
    ("post", "place"),
    [("书记", 0), ("党支部副书记", 1), ("居委会主任", 2), ("居民委员会副主任", 3), ("纪检委员", 4), ("监委会主任", 5)],
)
def test_posts_have_ranks_whatever_the_body_is(post, place):
    assert rank(post) == place
    assert rank(f"{post}、委员") == min(place, 4)


def test_the_first_word_alone_tells_the_second_ones(docgen, small_office):
    result = docgen("-w", small_office, "review", "--help")
    assert result.code == 0
    assert re.findall(r"^  (\w+)  ", result.out, re.MULTILINE) == sorted(COMMANDS)
    alone = docgen("-w", small_office, "review")
    assert (alone.code, [word for word in COMMANDS if f"\n  {word} " not in alone.out + alone.err]) == (2, [])


@pytest.mark.parametrize(("word", "near"), [("froms", "Did you mean forms? "), ("联审", "")])
def test_a_wrong_second_word_tells_the_right_ones(docgen, small_office, word, near):
    wrong = docgen("-w", small_office, "review", word)
    assert wrong.code == 2
    assert f"{word} may not follow review" in wrong.err
    assert f"{near}Known: annex, forms, letters, list, notices, summary, table" in wrong.err
