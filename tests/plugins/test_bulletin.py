"""The bulletin from the command line to the page: week 3 of the example, the rest in the small office."""

import json
import re
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from offices import copy_example, finish_week_3
from python_calamine import CalamineWorkbook

CUT_OFF = date(2013, 11, 22)

# domain.md §1.1: name → (exact number or None where only its printed form is given, as printed)
WEEK_3 = {
    "leaders": (32, "32位"),
    "leader_visits": (92, "92人次"),
    "groups": (27, "27支"),
    "group_visits": (None, "170余次"),
    "procedure_questions": (None, "30余项"),
    "reviewed": (1722, "1722名"),
    "cancelled": (165, "165名"),
    "announcements": (None, "2000余份"),
    "banners": (None, "1000余条"),
    "letters": (None, "10万余封"),
    "townships_checked": (20, "20个"),
    "communities_criticised": (5, "5个"),
    "communities_surveyed": (255, "255个"),
    "questionnaires": (4402, "4402份"),
    "questionnaires_cadres": (976, "976名"),
    "questionnaires_members": (2050, "2050名"),
    "questionnaires_residents": (1376, "1376名"),
    "investigated": (12, "12名"),
    "adjusted": (33, "33名"),
    "barred": (3, "3名"),
    "to_talk": (19, "19名"),
    "withdrew": (11, "11名"),
    "rectify": (8, "8名"),
    "emergency_plans": (19, "19个"),
    "petition_people": (24, "24名"),
    "petition_townships": (15, "15个"),
    "bulletins": (3, "3期"),
    "examples": (12, "12条"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """The example, shared by the tests of its full numbers."""
    return copy_example(tmp_path_factory.mktemp("whole") / "dujiangyan")


@pytest.fixture
def whole_bulletin(docgen, whole) -> Path:
    """The bulletin of week 3 of the example; the first test makes it."""
    made = list((whole / "out" / "信息专报").glob("*.docx"))
    return made[0] if made else make(docgen, whole, "week-3")


@pytest.fixture(scope="module")
def asked() -> dict[str, dict[str, dict]]:
    """What the example says of each period that was asked for: nothing changes it."""
    return {}


@pytest.fixture
def whole_figures(docgen, whole, asked):
    """Gives the figures of the example as of a period."""

    def ask(period: str) -> dict[str, dict]:
        if period not in asked:
            asked[period] = figures(docgen, whole, period)
        return asked[period]

    return ask


def figures(docgen, workspace: Path, period: str) -> dict[str, dict]:
    result = docgen("-w", workspace, "figures", period, "--json")
    assert result.code == 0, result.err
    return {figure["name"]: figure for figure in json.loads(result.out)["figures"]}


def make(docgen, workspace: Path, period: str) -> Path:
    result = docgen("-w", workspace, "bulletin", period, "--json")
    assert result.code == 0, result.err
    return Path(json.loads(result.out)["files"][0]["path"])


def text_of(path: Path) -> str:
    """All text of the body, tables too, in reading order."""
    document = docx.Document(str(path))
    blocks = document.element.body.iter("{*}p")
    return "\n".join("".join(node.text or "" for node in block.iter("{*}t")) for block in blocks)


def data_rows(file: Path, day_header: str) -> list[dict]:
    """An independent reading of a plain sheet: the header is the row that holds `day_header`."""
    rows = []
    for sheet in openpyxl.load_workbook(file, data_only=True).worksheets:
        values = list(sheet.iter_rows(values_only=True))
        top = next(i for i, row in enumerate(values) if day_header in row)
        above: dict[str, object] = {}
        for row in values[top + 1 :]:
            record = dict(zip(values[top], row, strict=True))
            first = next((str(value) for value in row if value is not None), "")
            if re.match("合|注|填表", first) or sum(value is not None for value in row) < 3:
                continue
            record = {name: above.get(name) if value in (None, "〃") else value for name, value in record.items()}
            above = {day_header: record[day_header]}
            rows.append(record)
    return rows


def as_day(value) -> date:
    if isinstance(value, datetime):
        return value.date()
    numbers = [int(number) for number in re.findall(r"\d+", str(value))]
    if len(numbers) == 1:
        numbers = [int(str(value)[:4]), int(str(value)[4:6]), int(str(value)[6:])]
    return date(*([2013, *numbers] if len(numbers) == 2 else numbers))


class TestWeek3:
    def test_the_document_prints_every_figure(self, whole_bulletin, whole_figures):
        text = text_of(whole_bulletin).replace("\n", "")
        found = whole_figures("week-3")
        for name, (value, printed) in WEEK_3.items():
            assert found[name]["printed"] == printed, name
            assert value in (None, found[name]["value"]), name
            assert printed in text, name

    def test_rounded_numbers_have_more_behind_them(self, whole_figures):
        found = whole_figures("week-3")
        for name, least in (("group_visits", 170), ("procedure_questions", 30), ("letters", 100_000)):
            assert found[name]["value"] > least

    def test_parts_add_up(self, docgen, small_office):
        value = {name: figure["value"] for name, figure in figures(docgen, small_office, "week-3").items()}
        groups = ("questionnaires_cadres", "questionnaires_members", "questionnaires_residents")
        assert sum(value[group] for group in groups) == value["questionnaires"]
        assert value["withdrew"] + value["rectify"] == value["to_talk"]

    def test_masthead_and_tail(self, docgen, small_office):
        finish_week_3(small_office)
        text = text_of(make(docgen, small_office, "week-3"))
        for words in ("内部资料", "第3期", "2013年11月22日", "领导小组", "一、工作进展", "二、典型经验"):
            assert words in text
        for words in ("三、存在问题", "四、下一步工作", "报：", "送：", "发：", "共印80份"):
            assert words in text
        assert "草稿" not in text
        assert "【待补】" not in text

    def test_the_table_has_twenty_townships_in_official_order_and_their_total(self, whole_bulletin):
        document = docx.Document(str(whole_bulletin))
        table = max(document.tables, key=lambda table: len(table.rows))
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        header, body, total = rows[0], rows[1:-1], rows[-1]
        assert [row[0] for row in body] == [str(number) for number in range(1, 21)]
        assert [row[1] for row in body[:4]] == ["灌口街道", "幸福街道", "永丰街道", "石羊镇"]
        assert "合" in total[0]
        for column in range(2, len(header)):
            assert sum(int(row[column]) for row in body) == int(total[column]), header[column]
        assert int(total[2]) == 255

    def test_nobody_is_named(self, docgen, small_office):
        """Persons by number, not by name (domain.md §3.3)."""
        finish_week_3(small_office)
        text = text_of(make(docgen, small_office, "week-3"))
        names = {name for name in names_of_candidates(small_office) if re.fullmatch("[一-鿿]{3,4}", name)}
        assert len(names) > 20
        assert not {name for name in names if name in text}
        assert not re.search(r"\d{17}[\dX]|1[3-9]\d{9}", text)

    def test_the_same_input_gives_the_same_bytes(self, docgen, small_office, tmp_path):
        first = make(docgen, small_office, "week-3").read_bytes()
        result = docgen("-w", small_office, "专报", "第3周", "--out", tmp_path / "other", "--json")
        assert Path(json.loads(result.out)["files"][0]["path"]).read_bytes() == first
        result = docgen("-w", small_office, "bulletin", "第3期", "--json")
        assert json.loads(result.out)["files"][0]["outcome"] == "unchanged"

    @pytest.mark.libreoffice
    def test_the_pages(self, docgen, whole):
        """Four pages at most, the page numbers on them, the table by township on one page."""
        result = docgen("-w", whole, "bulletin", "week-3", "--pdf", "--json")
        assert result.code == 0, result.err
        pages = [
            page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(json.loads(result.out)["pdf"][0])
        ]
        assert 3 <= len(pages) <= 4
        assert "信息专报" in re.sub(r"\s", "", pages[0])
        assert re.search(r"—\s*1\s*—", pages[0])
        assert pages[2].startswith("二、典型经验")  # no lone row of the table above
        assert "灌口街道" in pages[-1]
        assert "虹口乡" in pages[-1]


def names_of_candidates(workspace: Path) -> set[str]:
    names = set()
    for path in (workspace / "data" / "候选人.xlsx", workspace / "data" / "候选人" / "向峨乡.xls"):
        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheet_names:
            names |= names_in(book.get_sheet_by_name(sheet).to_python())
    return names


def names_in(rows: list[list]) -> set[str]:
    """What stands below the header that says whose row it is."""
    for top, row in enumerate(rows):
        heads = [re.sub(r"\s", "", str(cell)) for cell in row]
        place = next((heads.index(h) for h in ("姓名", "候选人姓名", "人选姓名", "报名人") if h in heads), None)
        if place is not None:
            return {re.sub(r"\s", "", str(row[place])) for row in rows[top + 1 :] if row[place]}
    return set()


class TestOtherWeeks:
    def test_the_weeks_add_up_to_the_whole(self, whole_figures):
        whole = whole_figures("week-3")
        weeks = [whole_figures(f"week-{number}") for number in (1, 2, 3)]
        for name, figure in whole.items():
            if figure["in_period"] is not None:
                assert sum(week[name]["in_period"] for week in weeks) == figure["value"], name
        assert whole_figures("week-1..week-3")["reviewed"]["in_period"] == 1722

    def test_each_week_differs(self, whole_figures):
        found = [whole_figures(f"week-{number}") for number in (1, 2, 3, 4)]
        for name in ("leader_visits", "group_visits", "letters", "petition_people", "adjusted", "procedure_questions"):
            values = [week[name]["value"] for week in found]
            assert values == sorted(set(values)), name
        assert found[3]["emergency_plans"]["value"] == 20
        assert found[1]["bulletins"]["printed"] == "2期"

    @pytest.mark.parametrize(("period", "end"), [("week-2", date(2013, 11, 15)), ("week-4", date(2013, 11, 29))])
    def test_another_reader_counts_the_same(self, docgen, small_office, period, end):
        found = figures(docgen, small_office, period)
        visits = [
            row for row in data_rows(small_office / "data" / "指导记录.xlsx", "日期") if as_day(row["日期"]) <= end
        ]
        by_kind: dict[str, list] = defaultdict(list)
        for row in visits:
            by_kind["leader" if row["类别"] == "市级领导" else "group"].append(row)
        assert found["leader_visits"]["value"] == sum(int(row["人次"]) for row in by_kind["leader"])
        assert found["group_visits"]["value"] == len(by_kind["group"])

    def test_with_a_number_it_is_a_draft_only_for_what_is_open(self, docgen, small_office):
        number = ("--title", "标题", "--day", "2013-11-29")
        assert docgen("-w", small_office, "register", "allot", "信息专报", "week-4", *number).code == 0
        result = docgen("-w", small_office, "bulletin", "week-4")
        assert "A draft: something in it is still to be written." in result.out
        assert "the register has no number" not in result.out

    def test_a_row_after_the_cut_off_is_not_counted(self, docgen, small_office):
        before = figures(docgen, small_office, "week-3"), figures(docgen, small_office, "week-4")
        file = small_office / "data" / "指导记录.xlsx"
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        values = list(sheet.iter_rows(values_only=True))
        top = next(i for i, row in enumerate(values) if "日期" in row)
        late = dict(zip(values[top], values[top + 1], strict=True)) | {"日期": datetime(2013, 11, 23), "人次": 7}
        sheet.append([late[header] for header in values[top]])
        book.save(file)
        after = figures(docgen, small_office, "week-3"), figures(docgen, small_office, "week-4")
        assert after[0]["leader_visits"]["value"] == before[0]["leader_visits"]["value"] == 5
        assert after[1]["leader_visits"]["value"] == before[1]["leader_visits"]["value"] + 7

    def test_week_4_is_a_draft_without_number_or_date_and_says_what_is_open(self, docgen, small_office):
        result = docgen("-w", small_office, "bulletin", "week-4")
        assert result.code == 0
        assert "A draft: something in it is still to be written." in result.out
        assert "A draft: the register has no number for it." in result.out
        for name in ("标题", "下一步工作"):
            assert f"{name} is still to be written" in result.err
        (made,) = (small_office / "out").rglob("*.docx")
        text = text_of(made)
        assert "草稿" in made.name
        assert "（草稿）" in text
        assert "【待补】" in text
        assert not re.search(r"第\s*\d*\s*期", text.split("\n一、")[0])
        assert "2013年11月29日" not in text.split("截至")[0]

    def test_problems_are_only_those_that_a_person_chose(self, docgen, small_office):
        text = text_of(make(docgen, small_office, "week-3"))
        chosen = [
            row for row in data_rows(small_office / "data" / "专报要点.xlsx", "期间") if row["栏目"] == "存在问题"
        ]
        mine = [row["内容"] for row in chosen if "3" in str(row["期间"]) or "三" in str(row["期间"])]
        section = text.split("三、存在问题")[1].split("四、下一步工作")[0]
        assert mine
        assert all(content in section for content in mine)
        assert len([line for line in section.split("\n") if line.strip()]) == len(mine)


class TestHandEdits:
    def test_an_edited_file_is_never_overwritten(self, docgen, small_office):
        made = make(docgen, small_office, "week-4")
        document = docx.Document(str(made))
        document.add_paragraph("手工改动")
        document.save(str(made))
        edited = made.read_bytes()
        result = docgen("-w", small_office, "bulletin", "week-4")
        second = made.with_name(f"{made.stem}_第2稿.docx")
        assert result.code == 0
        assert str(second) in result.out
        assert "left alone, since it was edited" in result.out
        assert made.read_bytes() == edited
        assert "手工改动" not in text_of(second)
        again = docgen("-w", small_office, "bulletin", "week-4", "--json")
        assert json.loads(again.out)["files"][0]["outcome"] == "unchanged"
        assert sorted(made.parent.glob("*.docx")) == sorted([made, second])

    def test_an_error_in_a_table_that_it_counts_makes_it_a_draft(self, docgen, small_office):
        file = small_office / "data" / "指导记录.xlsx"
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        values = list(sheet.iter_rows(values_only=True))
        top = next(i for i, row in enumerate(values) if "人次" in row)
        sheet.cell(top + 4, values[top].index("人次") + 1).value = "好几人"
        book.save(file)
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 0
        assert "A draft, because the tables that it counts have 1 errors" in result.out
        (made,) = (small_office / "out").rglob("*.docx")
        assert "（草稿）" in text_of(made)


class TestFigures:
    def test_the_rows_behind_a_number(self, docgen, small_office):
        result = docgen("-w", small_office, "figures", "week-3", "诫勉对象")
        assert result.code == 0
        assert "2名" in result.out
        assert re.search(r"民主评议\.xlsx / \S+  \d+", result.out)

    def test_every_row_has_its_place(self, docgen, small_office):
        found = figures(docgen, small_office, "week-3")
        assert len(found["reviewed"]["rows"]) == 64
        assert all(row["file"].startswith("候选人") and row["row"] > 1 for row in found["reviewed"]["rows"])

    def test_a_workbook_to_check_before_signing(self, docgen, small_office):
        result = docgen("-w", small_office, "figures", "week-3", "--xlsx")
        assert result.code == 0
        (file,) = (small_office / "out").rglob("*.xlsx")
        book = openpyxl.load_workbook(file)
        overview, rows = book.worksheets
        printed = {row[0]: row[2] for row in overview.iter_rows(values_only=True, min_row=2)}
        assert printed["open letters delivered"] == "3132封"
        assert printed["procedure questions studied"] == "30余项"
        assert sum(row[0] == "candidates disqualified" for row in rows.iter_rows(values_only=True)) == 4
        overview["G2"] = "√"
        book.save(file)
        ticked = file.read_bytes()
        docgen("-w", small_office, "figures", "week-3", "--xlsx")
        assert file.read_bytes() == ticked

    def test_an_unknown_name_shows_the_nearest(self, docgen, small_office):
        result = docgen("-w", small_office, "figures", "week-3", "复审人数")
        assert result.code == 2
        assert "Did you mean 复审人选?" in result.err
