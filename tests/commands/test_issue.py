"""Issuing in the small office: the number, the verification sheet, what is kept, what stands against it."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk import answer, change, documents, text_of, write
from offices import finish_week_3

from docgen.register import Register

ISSUE_3 = "信息专报/信息专报_第3期_2013-11-22.docx"
ISSUE_4 = "信息专报/信息专报_第4期_2013-11-29.docx"
DRAFT_4 = "信息专报/信息专报_第4周_草稿.docx"
WEEK_4 = ("bulletin", "week-4", "--issue", "--date", "2013-11-29")


def finish_week_4(small_office: Path) -> None:
    """What people have to write for week 4."""
    points = (("标题", None, "选举大会陆续召开"), ("下步工作", 1, "抓好新老交接"))
    write(small_office, "专报要点.xlsx", *(("week-4", *point) for point in points))


@pytest.fixture
def whole_week_3(small_office: Path) -> Path:
    """The small office with an experience of week 3, so that nothing is left to write in its bulletin."""
    finish_week_3(small_office)
    return small_office


def number_of(small_office: Path, document: str) -> int | None:
    entry = Register(small_office / "register.sqlite").find("信息专报", document)
    return entry.number if entry else None


WEEK_4_DAYS = "2013-11-23..2013-11-29"


class TestOwnSeries:
    def test_the_next_number_the_day_the_file_and_the_verification_sheet(self, docgen, small_office):
        finish_week_4(small_office)
        assert docgen("-w", small_office, "bulletin", "week-4").code == 0
        result = docgen("-w", small_office, *WEEK_4, "--drafter", "郝元", "--checker", "汪敏红")
        assert result.code == 0, result.err
        assert number_of(small_office, WEEK_4_DAYS) == 4
        assert set(documents(small_office)) == {ISSUE_4, "校核单/校核单_信息专报第4期.docx"} | old_versions(
            small_office
        )
        text = text_of(small_office / "out" / ISSUE_4)
        assert "第4期" in text
        assert "2013年11月29日" in text
        assert "草稿" not in text

        sheet = text_of(small_office / "out" / "校核单" / "校核单_信息专报第4期.docx")
        for words in (
            "选举大会陆续召开",
            "信息专报第4期",
            "2013年11月29日",
            "首次签发",
            "郝元",
            "汪敏红",
            "候选人.xlsx",
            "候选人64",
        ):
            assert words in sheet
        assert "拟稿人和核稿人不得为同一人" in sheet

    def test_nothing_is_issued_while_a_plugin_is_off_unless_it_is_left_out_on_purpose(self, docgen, small_office):
        finish_week_4(small_office)
        (small_office / "plugins").mkdir()
        (small_office / "plugins" / "rule.py").write_text("raise ValueError\n", encoding="utf-8")
        refused = docgen("-w", small_office, *WEEK_4)
        assert refused.code == 1
        assert "nothing is issued: the plugin rule has not been run: it is not trusted" in refused.err
        assert number_of(small_office, WEEK_4_DAYS) is None
        assert docgen("-w", small_office, "--no-local-plugins", *WEEK_4).code == 0
        assert number_of(small_office, WEEK_4_DAYS) == 4

    def test_the_sheet_lists_what_the_checks_found_in_the_data_used(self, docgen, small_office):
        finish_week_4(small_office)
        problems = answer(docgen("-w", small_office, *WEEK_4, "--json"))["problems"]
        sheet = text_of(small_office / "out" / "校核单" / "校核单_信息专报第4期.docx")
        assert problems
        for problem in problems:
            assert problem["text"]["zh"] in sheet

    def test_the_draft_goes_to_the_old_versions(self, docgen, small_office):
        finish_week_4(small_office)
        docgen("-w", small_office, "bulletin", "week-4")
        draft = (small_office / "out" / DRAFT_4).read_bytes()
        assert docgen("-w", small_office, *WEEK_4).code == 0
        assert not (small_office / "out" / DRAFT_4).exists()
        assert [path.read_bytes() for path in (small_office / "out" / "_旧版").rglob("*草稿.docx")] == [draft]

    def test_a_number_in_the_register_is_taken_with_its_day(self, docgen, whole_week_3):
        result = docgen("-w", whole_week_3, "bulletin", "week-3", "--issue")
        assert result.code == 0, result.err
        assert "信息专报第3期" in result.out
        assert (whole_week_3 / "out" / ISSUE_3).exists()

    def test_a_dry_run_changes_nothing(self, docgen, small_office):
        finish_week_4(small_office)
        result = docgen("-w", small_office, *WEEK_4, "--dry-run")
        assert (result.code, "would be issued as 信息专报第4期" in result.out) == (0, True)
        assert number_of(small_office, WEEK_4_DAYS) is None
        assert documents(small_office) == {}


def old_versions(small_office: Path) -> set[str]:
    return {path for path in documents(small_office) if path.startswith("_旧版/")}


class TestRefused:
    """Each says why, gives no number and writes nothing."""

    def refused(self, docgen, small_office: Path, *words: str, code: int = 1) -> str:
        before = documents(small_office)
        result = docgen("-w", small_office, *words)
        assert result.code == code
        assert number_of(small_office, WEEK_4_DAYS) is None
        assert documents(small_office) == before
        return result.err

    def test_for_what_is_still_to_be_written(self, docgen, small_office):
        err = self.refused(docgen, small_office, *WEEK_4)
        assert "标题 is still to be written" in err
        assert "下一步工作 is still to be written" in err

    def test_without_a_day(self, docgen, small_office):
        finish_week_4(small_office)
        assert "on which day" in self.refused(docgen, small_office, "bulletin", "week-4", "--issue", code=2)

    def test_for_an_error_in_a_counted_table(self, docgen, small_office):
        finish_week_4(small_office)
        change(small_office, "督查抽查.xlsx", lambda row: {"检查日期": "十一月某日"} if row.get("序号") == 1 else {})
        err = self.refused(docgen, small_office, *WEEK_4)
        assert "督查抽查.xlsx" in err
        assert "not issued" in err

    def test_when_one_person_drafted_and_checked(self, docgen, small_office):
        finish_week_4(small_office)
        err = self.refused(docgen, small_office, *WEEK_4, "--drafter", "郝元", "--checker", "郝 元")
        assert "the same person drafted and checked it" in err

    @pytest.mark.parametrize(
        ("day", "says"), [("2013-11-28", "before 2013-11-29"), ("2014-11-29", "not of the year 2013")]
    )
    def test_for_a_day_that_cannot_be_right(self, docgen, small_office, day, says):
        finish_week_4(small_office)
        assert says in self.refused(docgen, small_office, *WEEK_4[:-1], day)

    @pytest.mark.parametrize("typed", ["2013年11月", "29.11.2013", "2013-11-31"])
    def test_for_what_is_no_day(self, docgen, small_office, typed):
        err = self.refused(docgen, small_office, *WEEK_4[:-1], typed, code=2)
        assert f"{typed} is not a day; write it like 2013-11-29" in err

    def test_when_the_draft_was_edited_by_hand(self, docgen, small_office):
        finish_week_4(small_office)
        docgen("-w", small_office, "bulletin", "week-4")
        (small_office / "out" / DRAFT_4).write_bytes(b"edited in Word")
        assert "edited by hand" in self.refused(docgen, small_office, *WEEK_4)

    @pytest.mark.parametrize(("number", "says"), [("6", "the next number is 4"), ("第四期", "no issue number")])
    def test_for_a_number_that_does_not_follow(self, docgen, small_office, number, says):
        finish_week_4(small_office)
        assert says in self.refused(docgen, small_office, *WEEK_4, "--number", number, code=2)

    def test_without_issue_a_number_is_no_wish(self, docgen, small_office):
        result = docgen("-w", small_office, "bulletin", "week-4", "--number", "4")
        assert (result.code, "--number is for --issue" in result.err) == (2, True)

    def test_twice(self, docgen, whole_week_3):
        assert docgen("-w", whole_week_3, "bulletin", "week-3", "--issue").code == 0
        result = docgen("-w", whole_week_3, "bulletin", "week-3", "--issue")
        assert (result.code, "issued already: 第3期" in result.err) == (1, True)


class TestNumbersOfTheRegistryOffice:
    NEW = "关于做好会议代表工作的补充通知"

    @pytest.fixture
    def office(self, small_office):
        """The small office with a notice 会议代表 that has no number yet."""
        change(
            small_office,
            "通知要点.xlsx",
            lambda row: {"通知": "会议代表", "内容": self.NEW} if row.get("通知") == "议事会选举" else {},
        )
        return small_office

    def issue(self, docgen, office: Path, number: str) -> object:
        return docgen("-w", office, "notice", "会议代表", "--issue", "--number", number, "--date", "2013-12-16")

    def test_the_number_given_is_printed_and_entered(self, docgen, office):
        result = self.issue(docgen, office, "都社组换〔2013〕10号")
        assert result.code == 0, result.err
        (path,) = (office / "out" / "补充通知").glob("*.docx")
        assert "都社组换〔2013〕10号" in text_of(path)
        assert "2013年12月16日" in text_of(path)
        entry = Register(office / "register.sqlite").find("文号", "会议代表")
        assert (entry.number, entry.title, str(entry.day)) == (10, self.NEW, "2013-12-16")
        assert "都社组换〔2013〕10号 stands in the register, not in the sheet" in result.err

    @pytest.mark.parametrize(
        ("number", "code", "says"),
        [
            ("都社组换[2013]10号", 2, "not written as a 文号 is"),
            ("都社组换〔2013〕010号", 2, "not written as a 文号 is"),
            ("都社组换〔2013〕第10号", 2, "not written as a 文号 is"),
            ("成组发〔2013〕45号", 2, "not of 都社组换〔2013〕"),
            ("都社组换〔2012〕10号", 2, "not of 都社组换〔2013〕"),
            ("都社组换〔2013〕9号", 1, "belongs to another document"),
            ("都社组换〔2013〕3号", 1, "belongs to another document"),
        ],
    )
    def test_a_number_that_cannot_be_right_is_refused(self, docgen, office, number, code, says):
        result = self.issue(docgen, office, number)
        assert (result.code, says in result.err) == (code, True), result.err
        assert documents(office) == {}

    def test_it_must_be_given(self, docgen, office):
        result = docgen("-w", office, "notice", "会议代表", "--issue", "--date", "2013-12-16")
        assert (result.code, "which number did the registry office give" in result.err) == (2, True)

    def test_another_title_in_the_list_of_numbers_stands_against_it(self, docgen, office):
        write(office, "文号登记.xlsx", ("都社组换〔2013〕10号", "都社组换", 2013, 10, "通知", "另一个通知"))
        result = self.issue(docgen, office, "都社组换〔2013〕10号")
        assert result.code == 1
        assert "has another title in the register" in result.err

    def test_one_number_for_all_is_allotted(self, docgen, small_office):
        result = docgen("-w", small_office, "review", "letters", "--issue", "--date", "2013-11-12")
        assert (result.code, "share one number: docgen register allot 文号 '联审函 2013-11-15'" in result.err) == (
            2,
            True,
        )
        words = ("--title", "征求意见", "--day", "2013-11-12", "--number", "都社组换〔2013〕10号")
        assert docgen("-w", small_office, "register", "allot", "文号", "联审函 2013-11-15", *words).code == 0
        assert docgen("-w", small_office, "review", "letters").code == 0
        letters = sorted((small_office / "out" / "资格联审" / "征求意见函").glob("*.docx"))
        assert len(letters) == 7
        assert all("都社组换〔2013〕10号" in text_of(path) for path in letters)

    def test_only_one_at_a_time(self, docgen, small_office):
        result = docgen("-w", small_office, "admonition", "--all", "--issue")
        assert result.code == 2
        assert "--issue" in result.err


class TestIssued:
    """A file that was issued stays as it is."""

    @pytest.fixture
    def issued(self, docgen, whole_week_3):
        assert docgen("-w", whole_week_3, "bulletin", "week-3", "--issue").code == 0
        return whole_week_3

    def rerun(self, docgen, issued: Path) -> list[str]:
        result = docgen("-w", issued, "bulletin", "week-3", "--json")
        assert result.code == 0, result.err
        return [problem["text"]["zh"] for problem in answer(result)["problems"]]

    def test_a_rerun_says_nothing_while_nothing_has_changed(self, docgen, issued):
        before = documents(issued)
        assert self.rerun(docgen, issued) == []
        assert documents(issued) == before

    def test_one_that_is_gone_comes_back_with_the_same_bytes(self, docgen, issued):
        file = issued / "out" / ISSUE_3
        before = file.read_bytes()
        file.unlink()
        change(issued, "指导记录.xlsx", lambda row: {"人次": 3} if row.get("人次") == 2 else {})
        self.rerun(docgen, issued)
        assert file.read_bytes() == before

    def test_one_that_was_edited_is_said_and_left(self, docgen, issued):
        file = issued / "out" / ISSUE_3
        file.write_bytes(b"edited in Word")
        assert "签发后这个文件被改动过，与签发时不一致" in self.rerun(docgen, issued)
        assert file.read_bytes() == b"edited in Word"

    def test_an_undoing_spares_it(self, docgen, issued):
        before = documents(issued)
        result = docgen("-w", issued, "runs", "undo")
        assert result.code == 1
        assert documents(issued) == before

    def test_a_void_number_takes_its_file_away(self, docgen, issued):
        before = (issued / "out" / ISSUE_3).read_bytes()
        assert docgen("-w", issued, "register", "void", "信息专报", "3", "--reason", "内容有误").code == 0
        assert not (issued / "out" / ISSUE_3).exists()
        assert [path.read_bytes() for path in (issued / "out" / "_作废").rglob("*.docx")] == [before]


def test_issued_into_another_folder_it_is_found_there(docgen, whole_week_3, tmp_path):
    outside = tmp_path / "outside"
    assert docgen("-w", whole_week_3, "bulletin", "week-3", "--issue", "--out", outside).code == 0
    assert (outside / ISSUE_3).exists()
    assert docgen("-w", whole_week_3, "register", "void", "信息专报", "3", "--reason", "内容有误").code == 0
    assert not (outside / ISSUE_3).exists()
    assert len(list((whole_week_3 / "out" / "_作废").rglob("*.docx"))) == 1


KILLED = """
import sys
from docgen.cli import main
main(sys.argv[1:])
"""


@pytest.mark.slow
def test_killed_at_any_moment_it_ends_as_if_undisturbed(docgen, small_office, tmp_path):
    finish_week_4(small_office)
    undisturbed = tmp_path / "undisturbed"
    subprocess.run(["cp", "-r", small_office, undisturbed], check=True)
    assert docgen("-w", undisturbed, *WEEK_4).code == 0
    for delay in (0.6, 0.9, 1.1, 1.3, 1.5):
        run = subprocess.Popen(
            [sys.executable, "-c", KILLED, "-w", str(small_office), *WEEK_4], stdout=subprocess.DEVNULL
        )
        time.sleep(delay)
        run.kill()
        run.wait()
    result = docgen("-w", small_office, *WEEK_4)
    assert result.code == 0 or "issued already: 第4期" in result.err
    assert number_of(small_office, WEEK_4_DAYS) == 4
    assert Register(small_office / "register.sqlite").next_number("信息专报", 2013) == 5
    assert (small_office / "out" / ISSUE_4).read_bytes() == (undisturbed / "out" / ISSUE_4).read_bytes()
    assert (small_office / "out" / "校核单" / "校核单_信息专报第4期.docx").exists()
    kept = Register(small_office / "register.sqlite").issues.last("信息专报", 2013, 4)
    assert kept.content == (small_office / "out" / ISSUE_4).read_bytes()
    assert json.dumps(kept.kept, ensure_ascii=False).count("候选人.xlsx") == 1
