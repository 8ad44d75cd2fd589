"""The example workspace: made the same each time, of the real size, read without a problem, and nobody in it real."""

import csv
import hashlib
import importlib
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import docgen.records
from docgen import Dataset, Registry
from docgen.data import run_checks
from docgen.records import (
    AdmonitionTalk,
    Appraisal,
    Candidate,
    Community,
    Department,
    Household,
    Incumbent,
    Petition,
    Review,
    Township,
)
from docgen.register import Register
from docgen.tables.values.identity import id_check_digit
from docgen.workspace import open_workspace

# One worker makes the workspace; with another group each worker would make its own.

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "dujiangyan"
CREATORS = re.compile(rb"root|xlwt|openpyxl|Microsoft")
CUTOFF = date(2013, 11, 22)

# As of the end of week 3: the figures of the report (domain.md §1.1).
REPORT = {
    "leaders": "32位",
    "leader_visits": "92人次",
    "groups": "27支",
    "group_visits": "170余次",
    "procedure_questions": "30余项",
    "reviewed": "1722名",
    "cancelled": "165名",
    "announcements": "2000余份",
    "banners": "1000余条",
    "letters": "10万余封",
    "townships_checked": "20个",
    "communities_criticised": "5个",
    "communities_surveyed": "255个",
    "questionnaires": "4402份",
    "questionnaires_cadres": "976名",
    "questionnaires_members": "2050名",
    "questionnaires_residents": "1376名",
    "investigated": "12名",
    "adjusted": "33名",
    "barred": "3名",
    "to_talk": "19名",
    "withdrew": "11名",
    "rectify": "8名",
    "emergency_plans": "19个",
    "petition_people": "24名",
    "petition_townships": "15个",
    "bulletins": "3期",
    "examples": "12条",
}


def make(*arguments: str | Path, seed: str = "0") -> subprocess.Popen[bytes]:
    """The script, started; another hash seed must not change what it makes."""
    command = [sys.executable, EXAMPLE / "make_data.py", *arguments]
    return subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, made by the script."""
    folder = tmp_path_factory.mktemp("made")
    assert make("--out", folder, seed="1").wait() == 0
    return folder


@pytest.fixture(scope="module")
def data() -> Dataset:
    """The committed workbooks as data."""
    registry = Registry("records")
    docgen.records.contribute(registry)
    workspace = open_workspace(EXAMPLE)
    tables = registry.tables(workspace.settings.aliases)
    figures = {name: owned.item for name, owned in registry.figures.items()}
    return Dataset.read(workspace.data, tables, figures, workspace.settings)[0]


def workbooks(folder: Path) -> list[Path]:
    """All data files, of whatever kind."""
    return sorted(path for path in (folder / "data").rglob("*.*") if path.is_file())


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in workbooks(folder)}


def dump(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "register.sqlite")) as db:
        return list(db.iterdump())


@cache
def content(path: Path) -> dict[str, Any]:
    """The values and merges of each sheet."""
    if path.suffix == ".csv":
        return {path.stem: (list(csv.reader(path.read_text("gb18030").splitlines())), [])}
    book = CalamineWorkbook.from_path(str(path))
    sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    return {name: (sheet.to_python(), sorted(sheet.merged_cell_ranges or ())) for name, sheet in sheets.items()}


def headers(file: str, sheet: str) -> list[str]:
    rows, _ = content(EXAMPLE / "data" / file)[sheet]
    return next(row for row in rows if row[0] == "序号")


def texts() -> Iterator[tuple[str, str]]:
    """Every text in a cell of the committed workbooks, folded, with the file that it is in."""
    for path in workbooks(EXAMPLE):
        for rows, _ in content(path).values():
            for row in rows:
                for value in row:
                    if isinstance(value, str) and value:
                        yield path.name, unicodedata.normalize("NFKC", value)


# -- the script --


@pytest.mark.slow
def test_two_runs_make_the_same_bytes(made: Path, tmp_path: Path):
    assert make("--out", tmp_path, seed="2").wait() == 0
    assert len(hashes(made)) == 27
    assert hashes(made) == hashes(tmp_path)
    assert dump(made) == dump(tmp_path)


def test_the_committed_workspace_is_what_the_script_makes(made: Path):
    assert [path.name for path in workbooks(EXAMPLE)] == [path.name for path in workbooks(made)]
    committed = {path.name: content(path) for path in workbooks(EXAMPLE)}
    stale = [path.name for path in workbooks(made) if content(path) != committed[path.name]]
    assert not stale, "run examples/dujiangyan/make_data.py and commit what it makes"
    assert dump(made) == dump(EXAMPLE)
    assert open_workspace(made).settings.title == open_workspace(EXAMPLE).settings.title


def test_the_committed_workbooks_are_small():
    assert sum(path.stat().st_size for path in workbooks(EXAMPLE)) < 2_500_000


def test_a_roll_as_text_has_the_rows_of_the_workbook(tmp_path: Path):
    for more in ([], ["--csv"]):
        assert make("--households", "300", "--out", tmp_path, *more).wait() == 0
    ((rows, _),) = content(tmp_path / "户.xlsx").values()
    with (tmp_path / "户.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [list(map(_as_typed, row)) for row in rows[1:]]


def _as_typed(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell or "")


def test_a_roll_has_exactly_as_many_households_as_asked_for(tmp_path: Path, data: Dataset):
    assert make("--households", "3000", "--out", tmp_path).wait() == 0
    ((rows, _),) = content(tmp_path / "户.xlsx").values()
    households = rows[2:]
    assert len(households) == len({row[0] for row in households}) == 3000
    counts = Counter((row[1], row[2]) for row in households)
    whole = sum(community.households for community in data[Community])
    for community in data[Community]:
        exact = 3000 * community.households / whole
        assert abs(counts[community.township.name, community.name] - exact) < 1


def test_a_roll_too_long_for_one_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(EXAMPLE)
    households, places, cadres, people, chance = (
        importlib.import_module(f"_make.{name}") for name in ("households", "places", "cadres", "people", "chance")
    )
    monkeypatch.setattr(households, "SHEET_ROWS", 302)
    city = places.make_places()
    in_office = cadres.make_cadres(city, people.People(chance.dice("people")))
    households.write_roll(city, in_office, 700, tmp_path / "户.xlsx")
    sheets = content(tmp_path / "户.xlsx")
    assert {name: len(rows) for name, (rows, _) in sheets.items()} == {"户1": 302, "户2": 302, "户3": 102}


# -- the messes of real folders --


def test_three_townships_sent_files_of_their_own(data: Dataset):
    sent = EXAMPLE / "data" / "候选人"
    assert sorted(path.name for path in sent.iterdir()) == ["向峨乡.xls", "安龙镇.xlsx", "虹口乡.csv"]
    assert (sent / "向峨乡.xls").read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    with pytest.raises(UnicodeDecodeError):
        (sent / "虹口乡.csv").read_text("utf-8")
    usual, other = headers("候选人.xlsx", "石羊镇"), headers("候选人/安龙镇.xlsx", "安龙镇")
    assert usual.index("性别（男/女）") < usual.index("联系电话")
    assert other.index("联系方式") < other.index("男/女")
    read = Counter(person.origin.file for person in data[Candidate])
    assert {name: read[f"候选人/{name}"] for name in ("向峨乡.xls", "安龙镇.xlsx", "虹口乡.csv")} == {
        "向峨乡.xls": 50,
        "安龙镇.xlsx": 53,
        "虹口乡.csv": 30,
    }
    assert len({person.community.name for person in data[Candidate] if person.origin.file.endswith(".csv")}) > 1


# -- the size and the figures of the report --


def test_everything_is_read_without_a_problem(data: Dataset):
    assert {problem.code for problem in data.problems} <= {"unknown-sheet"}  # the sheets of plugins


def test_the_volumes_are_those_of_the_report(data: Dataset):
    assert len(data[Township]) == 20
    assert len(data[Community]) == 255
    assert len({person.resident_id for person in data[Candidate]}) == len(data[Candidate]) == 1722
    assert len(data[Department]) == 7
    assert len(data[Review]) == 7 * 1722 == 12_054
    assert all(review.opinion for review in data[Review])
    assert 400 <= len(data[Household]) <= 600


def test_the_figures_are_those_of_the_report(data: Dataset):
    figures = data.upto(CUTOFF).figures
    assert {name: str(figures[name]) for name in REPORT} == REPORT


def test_the_weeks_add_up_and_the_data_goes_on(data: Dataset):
    weeks = [data.during(data.settings.weeks.week(number)) for number in (1, 2, 3)]
    assert weeks[2].end == CUTOFF
    later = data.upto(date(2013, 12, 31)).figures
    grown = set()
    for name, figure in data.upto(CUTOFF).figures.items():
        if figure.timed:
            assert sum(week.figures[name].value for week in weeks) == figure.value, name
            assert all(week.figures[name].value for week in weeks), name
            grown |= {name} if later[name].value > figure.value else set()
    assert {"leader_visits", "group_visits", "letters", "inspections", "to_talk", "petition_people"} <= grown


def test_the_register_and_the_list_of_numbers_agree(data: Dataset):
    issued = data[docgen.records.IssuedDocument].where(series="信息专报").sort("number")
    register = Register(EXAMPLE / "register.sqlite")
    entries = register.entries("信息专报")
    assert [(e.number, e.title, e.day) for e in entries] == [(row.number, row.title, row.day) for row in issued]
    weeks = [str(data.settings.weeks.week(number)) for number in (1, 2, 3)]
    assert [entry.document for entry in entries] == weeks
    papers = data[docgen.records.IssuedDocument].where(series="都社组换").sort("number")
    numbered = [(entry.number, entry.title, entry.day, bool(entry.void)) for entry in register.entries("文号")]
    assert numbered == [(row.number, row.title, row.day, row.state == "作废") for row in papers]


# -- what a careful clerk would check (domain.md §6) --


def test_votes_add_up_and_stand_on_both_edges_of_the_band(data: Dataset):
    rates = []
    for row in data[Appraisal]:
        assert row.satisfied + row.rather + row.dissatisfied + row.abstained == row.valid
        assert row.valid + row.invalid == row.returned <= row.handed_out <= row.present <= row.expected
        rates.append((100 * row.dissatisfied, row.valid))
    assert any(votes == 30 * valid for votes, valid in rates)
    assert any(votes == 50 * valid for votes, valid in rates)
    assert any(29.9 * valid < votes < 30 * valid for votes, valid in rates)
    assert any(51 * valid < votes < 52 * valid for votes, valid in rates)


def test_no_check_finds_anything(data: Dataset):
    assert run_checks(data.aside(), docgen.records.CHECKS) == []


def test_late_reports_say_so_and_votes_next_to_a_limit_were_counted_again(data: Dataset):
    assert len(data[docgen.records.DailyReport].where(note="补报")) == 7
    close = [row for row in data[Appraisal] if 0 <= 100 * row.dissatisfied - 30 * row.valid < 100 and row.valid > 20]
    assert close
    assert all("票数已复核" in row.note for row in close)


def test_talks_follow_the_appraisal_and_only_those_who_rectify_stand(data: Dataset):
    appraisals = {(row.community, row.name): row for row in data[Appraisal]}
    candidates = {(row.community, row.name): row for row in data[Candidate]}
    for talk in data[AdmonitionTalk]:
        person = (talk.community, talk.name)
        assert talk.held_on > appraisals[person].held_on
        assert 30 * appraisals[person].valid <= 100 * appraisals[person].dissatisfied <= 50 * appraisals[person].valid
        assert (person in candidates) == (talk.outcome == "整改后参选")


def test_departments_object_to_those_who_were_disqualified_and_to_nobody_else(data: Dataset):
    objected = {(row.community, row.name) for row in data[Review].where(opinion="有异议")}
    cancelled = data[Candidate].where(decision="取消资格")
    assert objected == {(row.community, row.name) for row in cancelled}
    assert all(re.fullmatch(r"R[1-4](-\d)?", row.reason) for row in cancelled)


def test_petitions_are_about_candidates(data: Dataset):
    candidates = {(row.community, row.name) for row in data[Candidate]}
    subjects = {(row.community, row.subject) for row in data[Petition] if row.subject}
    assert subjects <= candidates
    by_name = {row.township.name for row in data.upto(CUTOFF)[Petition] if row.subject}
    assert {"天马镇", "青城山镇", "中兴镇"} <= by_name


def test_candidates_in_office_are_the_same_persons(data: Dataset):
    in_office = {row.resident_id: row for row in data[Incumbent]}
    assert len(in_office) == len(data[Incumbent])
    for row in data[Candidate]:
        same = in_office.get(row.resident_id)
        assert bool(row.incumbent) == (same is not None)
        assert same is None or (same.community, same.name) == (row.community, row.name)


# -- nobody is real --


def test_ids_are_of_an_area_that_was_never_assigned_and_are_right_otherwise(data: Dataset):
    found = [text for _, text in texts() for text in re.findall(r"\d{17}[\dXx]", re.sub(r"\s", "", text))]
    assert len(found) == 2 * 1722 + len(data[Incumbent])
    for number in found:
        assert number.startswith("990181")
        assert id_check_digit(number) == number[17].upper()
    for person in data[Candidate]:
        assert person.resident_id[6:12] == f"{person.born:%Y%m}"
        assert int(person.resident_id[16]) % 2 == (person.sex == "男")


def test_no_number_can_ring():
    phones = 0
    for file, text in texts():
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", re.sub(r"[\s-]", "", text)), f"a mobile number in {file}"
        for number in re.findall(r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)", text):
            assert number.startswith("028-0"), file
            phones += 1
    assert phones > 1722


def test_no_letter_can_arrive():
    mails = [text for _, text in texts() if "@" in text]
    assert len(mails) == 27
    assert all(re.fullmatch(r"\w+@example\.org", mail) for mail in mails)


def test_no_workbook_names_whoever_made_it():
    for path in workbooks(EXAMPLE):
        if path.suffix != ".xlsx":
            assert CREATORS.search(path.read_bytes()) is None
            continue
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode()
            assert {info.date_time[:3] for info in archive.infolist()} == {(2013, 12, 16)}
        assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)[^>]*>([^<]*)<", core) == ["docgen 示例"] * 2
        assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2013-12-16"}
