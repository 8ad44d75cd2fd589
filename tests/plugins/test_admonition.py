"""Admonition talks: who gets which paper, what it says, what it leaves to the pen."""

import json
import re
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from desk import change, text_of

from docgen.records import Appraisal, Bands
from docgen_plugins.admonition.cases import Case

BANDS = Bands("有效票", 30, 50)
SAID = ("服从组织安排", "正视问题", "需要再考虑", "逐户走访")


def make(docgen, workspace: Path, *words: str) -> list[Path]:
    result = docgen("-w", workspace, *words, "--json")
    assert result.code == 0, result.err
    return [Path(file["path"]) for file in json.loads(result.out)["files"]]


def warnings(docgen, workspace: Path, *words: str) -> list[tuple[str, str]]:
    """Code and place of what a run warns of; it is no failure."""
    result = docgen("-w", workspace, *words, "--json")
    assert result.code == 0, result.err
    problems = json.loads(result.out)["problems"]
    assert {problem["severity"] for problem in problems} <= {"warning"}
    return [(problem["code"], problem["where"]) for problem in problems]


def sheet_rows(file: Path, header: str) -> list[dict[str, object]]:
    """An independent reading of a sheet with one or two rows of headers, blank places filled from above."""
    values = [
        list(row) for row in openpyxl.load_workbook(file, data_only=True).worksheets[0].iter_rows(values_only=True)
    ]
    top = next(number for number, row in enumerate(values) if header in row)
    below = values[top + 1]
    names = [sub if sub and head in (None, "评议票数") else head for head, sub in zip(values[top], below, strict=True)]
    rows: list[dict[str, object]] = []
    for row in values[top + 1 :]:
        record = dict(zip(names, row, strict=True))
        if record[header] and record[header] != header:
            before = rows[-1] if rows else {}
            rows.append(
                {name: before.get(name) if v is None and name in ("乡镇", "社区") else v for name, v in record.items()}
            )
    return rows


def vote(workspace: Path, name: str, dissatisfied: int) -> None:
    change(workspace, "民主评议.xlsx", lambda row: {"不满意": dissatisfied} if row.get("被评议人") == name else {})


def rename(workspace: Path, old: str, new: str) -> None:
    for book, header in (("民主评议.xlsx", "被评议人"), ("诫勉谈话.xlsx", "谈话对象"), ("现任干部.xlsx", "姓  名")):
        change(workspace, book, lambda row, header=header: {header: new} if row.get(header) == old else {})


class TestRecord:
    def test_it_prints_the_person_the_talk_and_the_votes(self, docgen, small_office):
        (path,) = make(docgen, small_office, "admonition", "林文刚")
        text = text_of(path)
        lines = text.split("\n")
        for words in ("内部资料　注意保存", "诫勉谈话记录", "编号：JM02"):
            assert words in text
        for words in ("林文刚", "男", "1972年11月", "石羊镇晴湾社区", "党支部副书记", "2010年9月", "石羊镇会议室"):
            assert words in lines
        assert lines[lines.index("谈 话 人") + 1 :][:3] == ["王淑玲", "汪春", "林浩"]
        assert lines[lines.index("记 录 人") + 1] == "黄少杰"
        assert "2013年11月19日　　　时" in text
        assert (
            "2013年11月17日届满民主评议，应到62人，实到57人，发出56票，收回55票，有效票53票，其中不满意25票；"
            "以有效票（53）为基数，不满意率为47.2%。"
        ) in text
        assert "要点：通报评议结果" in text

    def test_each_row_of_the_sheet_gets_its_own_with_the_votes_of_its_appraisal(self, docgen, example):
        papers = [text_of(path) for path in make(docgen, example, "诫勉", "--all")]
        talks = sheet_rows(example / "data" / "诫勉谈话.xlsx", "谈话编号")
        talks = [talk for talk in talks if talk["谈话对象"] and talk["谈话编号"] != "合计"]
        appraisals = sheet_rows(example / "data" / "民主评议.xlsx", "被评议人")
        assert len(papers) == len(talks) == 22
        for talk, paper in zip(talks, papers, strict=True):
            (votes,) = [row for row in appraisals if (row["社区"], row["被评议人"]) == (talk["社区"], talk["谈话对象"])]
            assert f"编号：{talk['谈话编号']}一人一份" in paper
            assert f"应到{votes['应到人数']}人，实到{votes['实到人数']}人" in paper
            assert f"有效票{votes['有效票']}票，其中不满意{votes['不满意']}票" in paper
            rate = re.search(r"不满意率为([\d.]+)%", paper)
            assert rate is not None
            assert abs(float(rate[1]) - 100 * votes["不满意"] / votes["有效票"]) <= 0.05001

    def test_what_the_person_said_and_decided_is_left_to_the_pen(self, docgen, small_office):
        for path in make(docgen, small_office, "admonition", "--all"):
            text = text_of(path)
            assert not [words for words in SAID if words in text]
            assert "□ 主动放弃参选　　　□ 积极整改并参选　　　□ 其他：" in text
            assert "□ 明显　　　□ 一般　　　□ 不明显　　　□ 拒不整改" in text
            assert not re.search("[☑☒■√✓]", text)
            lines = text.split("\n")
            for label, prompt in (("听取说明", "（记录本人的说明）"), ("本人表态", "（由本人填写）")):
                assert lines[lines.index(label) + 1] == prompt
                assert not re.search("[，。]", lines[lines.index(label) + 2])

    def test_no_basis_no_paper(self, docgen, small_office):
        settings = small_office / "docgen.toml"
        settings.write_text(settings.read_text("utf-8").replace('basis = "有效票"', "# basis"), "utf-8")
        for words in (("admonition", "--all"), ("admonition", "ledger")):
            result = docgen("-w", small_office, *words)
            assert result.code == 1
            assert "basis is not set" in result.err
        assert not (small_office / "out").exists()

    def test_who_were_expected_may_be_blank(self, docgen, small_office):
        change(small_office, "民主评议.xlsx", lambda row: {"应到人数": None} if row.get("被评议人") == "林文刚" else {})
        (path,) = make(docgen, small_office, "admonition", "林文刚")
        assert "届满民主评议，实到57人" in text_of(path)

    def test_another_basis_is_printed(self, docgen, small_office):
        settings = small_office / "docgen.toml"
        settings.write_text(settings.read_text("utf-8").replace('basis = "有效票"', 'basis = "实到人数"'), "utf-8")
        (path,) = make(docgen, small_office, "admonition", "林文刚")
        assert "以实到人数（57）为基数，不满意率为43.9%。" in text_of(path)


class TestBand:
    @pytest.mark.parametrize(
        ("name", "votes", "made"),
        [("毛明鹏", 12, True), ("毛明鹏", 11, False), ("朱杰强", 25, True), ("朱杰强", 26, False)],
        ids=["12/40", "11/40", "25/50", "26/50"],
    )
    def test_both_ends_belong_to_it(self, docgen, small_office, name, votes, made):
        vote(small_office, name, votes)
        assert len(make(docgen, small_office, "admonition", "--all", "--dry-run")) == (5 if made else 4)
        assert (docgen("-w", small_office, "admonition", name, "--dry-run").code == 0) == made

    @pytest.mark.parametrize(
        ("votes", "valid", "rate", "inside"),
        [
            (30, 100, "30.0%", True),
            (749, 2500, "30.0%", False),
            (50, 100, "50.0%", True),
            (1251, 2500, "50.0%", False),
            (13, 42, "31.0%", True),
            (69, 200, "34.5%", True),
            (647, 2000, "32.4%", True),
        ],
    )
    def test_the_rate_is_rounded_for_show_only(self, votes, valid, rate, inside):
        row = Appraisal(valid=valid, dissatisfied=votes)
        assert Case(None, row, BANDS).rate == rate
        assert BANDS.to_talk(row) is inside

    def test_a_talk_outside_the_band_is_listed_and_gets_no_paper(self, docgen, small_office):
        vote(small_office, "朱杰强", 26)
        for words in (("admonition", "--all"), ("谈话通知", "--all"), ("诫勉台账",)):
            assert warnings(docgen, small_office, *words) == [("E30", "诫勉谈话.xlsx / 诫勉谈话台账 / row 6")]
        assert not [
            path
            for path in (small_office / "out").rglob("*.docx")
            if "朱杰强" in path.name or "朱杰强" in text_of(path)
        ]
        assert "not in the band of 30%—50%" in docgen("-w", small_office, "admonition", "--all").err

    def test_who_is_in_the_band_without_a_talk_is_listed(self, docgen, small_office):
        blank = dict.fromkeys(
            ("谈话编号", "乡镇（街道）", "社区", "谈话对象", "职务", "诫勉事由", "不满意率", "谈话日期")
        )
        rest = dict.fromkeys(("谈话地点", "谈话人", "记录人", "谈话内容", "本人表态", "参选意向"))
        change(small_office, "诫勉谈话.xlsx", lambda row: {**blank, **rest} if row.get("谈话编号") == "JM05" else {})
        (found,) = warnings(docgen, small_office, "admonition", "--all")
        assert found[0] == "E29"
        assert found[1].startswith("民主评议.xlsx")
        assert len(list((small_office / "out").rglob("*.docx"))) == 4
        result = docgen("-w", small_office, "admonition", "--all")
        assert "彭刚" not in result.err
        assert "without a row of 诫勉谈话" in result.err


class TestNames:
    def test_a_name_of_several_people_is_refused_with_where_each_is(self, docgen, small_office):
        rename(small_office, "毛明鹏", "刘家")
        result = docgen("-w", small_office, "admonition", "刘家")
        assert result.code == 2
        assert "石羊镇采月社区 党支部委员；向峨乡采川社区 党支部委员" in result.err
        assert not (small_office / "out").exists()
        for typed in ("采月社区刘家", "石羊镇刘家", "石羊镇采月社区刘家", "JM01"):
            (path,) = make(docgen, small_office, "admonition", typed)
            assert "12票；以有效票（40）为基数" in text_of(path)
        assert len(make(docgen, small_office, "admonition", "--all")) == 5

    def test_of_namesakes_in_one_community_the_post_tells_whose_votes_they_are(self, docgen, small_office):
        here = {
            row["被评议人"]: row
            for row in sheet_rows(small_office / "data" / "民主评议.xlsx", "被评议人")
            if row["社区"] == "采月社区"
        }
        other = next(name for name, row in here.items() if row["职务"] != "党支部委员")
        rename(small_office, other, "毛明鹏")
        (path,) = make(docgen, small_office, "admonition", "毛明鹏")
        assert "12票；以有效票（40）为基数" in text_of(path)
        assert "1957年10月" in text_of(path)

    def test_an_unknown_name_gives_the_nearest(self, docgen, small_office):
        result = docgen("-w", small_office, "admonition", "毛明朋")
        assert result.code == 2
        assert "Did you mean 毛明鹏?" in result.err

    @pytest.mark.parametrize("words", [(), ("毛明鹏", "--all")])
    def test_either_names_or_all(self, docgen, small_office, words):
        result = docgen("-w", small_office, "admonition", *words)
        assert result.code == 2
        assert "--all" in result.err

    def test_several_names(self, docgen, small_office):
        assert len(make(docgen, small_office, "admonition", "林文刚", "JM01", "毛明鹏")) == 2

    def test_place_and_name_may_be_words_of_their_own(self, docgen, small_office):
        rename(small_office, "毛明鹏", "刘家")
        for typed in (("采月社区", "刘家"), ("石羊镇", "刘家"), ("石羊镇", "采月社区", "刘家")):
            (path,) = make(docgen, small_office, "admonition", *typed)
            assert "采月社区刘家" in path.name
        assert len(make(docgen, small_office, "admonition", "采月社区", "刘家", "向峨乡", "刘家", "JM01")) == 2
        result = docgen("-w", small_office, "admonition", "采月社区", "刘家", "刘家")
        assert (result.code, "刘家 fits several people" in result.err) == (2, True)

    def test_numbers_of_talks_are_not_put_together(self, docgen, small_office):
        talks = {"JM01": "1", "JM02": "2", "JM03": "12"}
        change(
            small_office, "诫勉谈话.xlsx", lambda row: {"谈话编号": talks.get(str(row["谈话编号"]), row["谈话编号"])}
        )
        made = make(docgen, small_office, "admonition", "1", "2")
        assert [re.match(r"\d+", path.name)[0] for path in made] == ["1", "2"]


class TestOtherPapers:
    def test_the_notice(self, docgen, small_office):
        (path,) = make(docgen, small_office, "admonition", "notice", "林文刚")
        text = text_of(path)
        for words in (
            "内部资料",
            "林文刚同志：",
            "47.2%（以有效票为基数，不满意25票）",
            "石羊镇会议室",
            "回　　　　执",
        ):
            assert words in text
        assert "都江堰市社区党组织换届选举工作领导小组" in text
        assert len(make(docgen, small_office, "谈话通知", "--all")) == 5

    def test_the_pledge_of_those_who_mend(self, docgen, small_office):
        change(
            small_office, "诫勉谈话.xlsx", lambda row: {"参选意向": "整改后参选"} if row["谈话编号"] == "JM04" else {}
        )
        papers = make(docgen, small_office, "admonition", "pledge", "--all")
        talks = sheet_rows(small_office / "data" / "诫勉谈话.xlsx", "谈话编号")
        assert len(papers) == sum(talk["参选意向"] == "整改后参选" for talk in talks) == 2
        text = text_of(papers[0])
        assert "我是石羊镇采月社区党支部委员毛明鹏。" in text
        assert "逐户走访听取意见，公开财务，按期向党员报告。" in text
        assert "2013年11月15日前完成" in text
        result = docgen("-w", small_office, "整改承诺书", "林文刚")
        assert (result.code, "is nobody who is to mend and run" in result.err) == (2, True)

    def test_the_ledger_is_one_table_of_all_on_turned_pages(self, docgen, small_office):
        (path,) = make(docgen, small_office, "admonition", "ledger")
        document = docx.Document(str(path))
        (table,) = document.tables
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert len(rows) == 6
        assert table.rows[0]._tr.find(".//{*}tblHeader") is not None
        assert rows[2][1:] == [
            *"JM02 石羊镇 晴湾社区 林文刚 党支部副书记 11.17 25/53 47.2% 11.19 王淑玲等3人 主动放弃".split(),
            "",
            "",
        ]
        assert rows[1][-3:] == ["整改后参选", "11.15", "明显"]
        assert document.sections[0].page_width > document.sections[0].page_height
        assert "不满意率以有效票为基数" in text_of(path)


def test_no_paper_holds_an_id_or_a_phone(docgen, small_office):
    papers = [
        *make(docgen, small_office, "admonition", "--all"),
        *make(docgen, small_office, "admonition", "notice", "--all"),
        *make(docgen, small_office, "admonition", "pledge", "--all"),
        *make(docgen, small_office, "admonition", "ledger"),
    ]
    assert len(papers) == 5 + 5 + 1 + 1
    for path in papers:
        assert not re.search(r"\d{17}[\dX]|\d{6}\*+|1[3-9]\d{9}", text_of(path))


@pytest.mark.libreoffice
def test_the_pages(docgen, example):
    """The record has two, the others fit theirs, with page numbers and some 20 rows of the ledger on its first."""
    for words, pages in ((("admonition", "郑娜", "廖娟"), 2), (("谈话通知", "郑娜"), 1), (("整改承诺书", "郑娜"), 1)):
        result = docgen("-w", example, *words, "--pdf", "--json")
        assert result.code == 0, result.err
        for path in json.loads(result.out)["pdf"]:
            assert len(pypdfium2.PdfDocument(path)) == pages, path
    record = pypdfium2.PdfDocument(next((example / "out" / "诫勉谈话" / "谈话记录").glob("*郑娜*.pdf")))
    first, second = (re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in record)
    assert "本页签字" in first
    assert "—1—" in first
    assert "指出问题" in second
    assert "检查日期" in second
    result = docgen("-w", example, "诫勉台账", "--pdf", "--json")
    first, second = pypdfium2.PdfDocument(json.loads(result.out)["pdf"][0])
    numbers = set(re.findall(r"JM\d\d", first.get_textpage().get_text_bounded()))
    assert 20 <= len(numbers) <= 25
    assert "参选意向" in second.get_textpage().get_text_bounded()
