"""Make the example workspace: every workbook in data/ and register.sqlite. Everybody and everything is invented.

python examples/dujiangyan/make_data.py                        all of it, anew; the same bytes each time
python examples/dujiangyan/make_data.py --households 100000    only data/户.xlsx, with so many households
python examples/dujiangyan/make_data.py --households 1000000 --csv   as text, which may be larger than a workbook
python examples/dujiangyan/make_data.py --out DIR              the same, into another folder
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from _make import (
    book_of_candidates,
    book_of_places,
    books_of_cadres,
    books_of_forms,
    books_of_outreach,
    books_of_work,
    circulars,
    notices,
    outreach,
    reviews,
    work,
)
from _make import households as roll
from _make.cadres import Cadres, make_cadres
from _make.candidates import Candidate, make_candidates
from _make.chance import YEAR, dice
from _make.excel import save
from _make.other_formats import save_csv, save_xls
from _make.people import People
from _make.petitions import Petition, make_petitions
from _make.places import Places, make_places

from docgen.register import Register

HERE = Path(__file__).resolve().parent


class Office(NamedTuple):
    """Everything that has a place or is done somewhere."""

    places: Places
    cadres: Cadres
    candidates: list[Candidate]
    questionnaires: list[outreach.Questionnaire]
    petitions: list[Petition]
    reports: list[work.Report]
    leader_visits: list[work.Visit]
    group_visits: list[work.Visit]
    inspections: list[work.Inspection]
    distributions: list[outreach.Distribution]
    examples: list[outreach.Example]


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Make the example workspace 都江堰; everything in it is invented.")
    parser.add_argument("--households", type=_count, metavar="N", help="write only 户.xlsx, with N households")
    parser.add_argument("--csv", action="store_true", help="write 户.csv instead")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write into DIR instead of the example itself")
    options = parser.parse_args()
    places = make_places()
    if options.households:
        cadres = make_cadres(places, People(dice("people")))
        path = (options.out or HERE / "data") / ("户.csv" if options.csv else "户.xlsx")
        roll.write_roll(places, cadres, options.households, path)
        print(f"{options.households} households: {path}")
    else:
        write_workspace(make_office(places), options.out or HERE)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one household")
    return number


def make_office(places: Places) -> Office:
    """All rows but the households, the same each time."""
    people = People(dice("people"))
    cadres = make_cadres(places, people)
    candidates = make_candidates(places, cadres, people)
    asked = outreach.questionnaires(places, cadres)
    petitions = make_petitions(places, candidates)
    return Office(
        places,
        cadres,
        candidates,
        asked,
        petitions,
        make_reports(places, petitions),
        work.leader_visits(places),
        work.group_visits(places),
        work.inspections(places),
        outreach.distributions(places, cadres),
        outreach.examples(places),
    )


def make_reports(places: Places, petitions: list[Petition]) -> list[work.Report]:
    """What the townships report of each day; so many petitions came in."""
    received = Counter((petition.received_on, petition.township.order) for petition in petitions)
    return work.daily_reports(places, received)


def write_workspace(office: Office, root: Path) -> None:
    """Every workbook and the register; into another folder a copy of the settings too."""
    data, places = root / "data", office.places
    books = {
        "基础台账": book_of_places.make_book(places),
        "候选人": book_of_candidates.make_book(places, office.candidates),
        "现任干部": books_of_cadres.incumbents(places, office.cadres),
        "民主评议": books_of_cadres.appraisals(office.cadres),
        "诫勉谈话": books_of_cadres.talks(office.cadres),
        "联审意见": books_of_cadres.reviews(office.candidates),
        "工作日志": books_of_work.daily_reports(office.reports),
        "指导记录": books_of_work.visits(office.leader_visits, office.group_visits),
        "督查抽查": books_of_work.inspections(office.inspections),
        "信访调查": books_of_work.petitions(office.petitions),
        "研究事项": books_of_work.questions(work.questions()),
        "宣传发放": books_of_outreach.distributions(office.distributions),
        "问卷调查": books_of_outreach.questionnaires(office.questionnaires),
        "典型经验": books_of_outreach.examples(office.examples),
        "专报要点": books_of_outreach.points(outreach.points()),
        "通知要点": notices.book(),
        "通报要点": circulars.book(),
        "联审要点": reviews.book(),
        "宣传资料": books_of_forms.publicity(),
        "问卷": books_of_forms.questionnaire(office.questionnaires),
        "调研要点": books_of_forms.survey(),
        "会议": books_of_forms.meetings(),
        "文号登记": books_of_outreach.documents(outreach.documents()),
    }
    for name, book in books.items():
        save(book, data / f"{name}.xlsx")
    write_sent_alone(places, office.candidates, data / "候选人")
    roll.write_small(places, office.cadres, data / "户.xlsx")
    write_register(root / "register.sqlite")
    if root.resolve() != HERE:
        shutil.copyfile(HERE / "docgen.toml", root / "docgen.toml")
    print(f"{len(books) + 4} workbooks and the register: {root}")


def write_sent_alone(places: Places, candidates: list[Candidate], folder: Path) -> None:
    """The candidates of three townships, each in the format of its office."""
    savers = {"安龙镇": (save, "xlsx"), "向峨乡": (save_xls, "xls"), "虹口乡": (save_csv, "csv")}
    for name, book in book_of_candidates.books_sent_alone(places, candidates).items():
        write, suffix = savers[name]
        write(book, folder / f"{name}.{suffix}")


def write_register(path: Path) -> None:
    """Issues 1 to 3 and the numbers of the papers, as the list of numbers has them. The register is shipped without the
    count of its writes, which begins with the first one of whoever works on."""
    path.unlink(missing_ok=True)
    with TemporaryDirectory() as folder:
        register = Register(Path(folder) / path.name)
        give_numbers(register)
        with closing(sqlite3.connect(register.path, isolation_level=None)) as db:
            db.execute("DROP TABLE history")
            db.execute("VACUUM INTO ?", (str(path),))


def give_numbers(register: Register) -> None:
    """Enter the numbers of issues and papers."""
    issues = zip(outreach.ISSUE_PERIODS, outreach.headlines(), outreach.ISSUE_DAYS, strict=True)
    for period, title, approved_on in issues:
        register.allot("信息专报", period, year=YEAR, title=title, day=approved_on)
    for paper in outreach.documents():
        if paper.kind != "信息专报":
            known = {notices.points()[0].text: notices.SENT, circulars.TITLE: f"通报 {circulars.PERIOD}"}
            name = known.get(paper.title, paper.title)
            register.allot("文号", name, year=YEAR, title=paper.title, day=paper.held_on)
            if paper.state == "作废":
                register.void("文号", paper.number, YEAR, paper.note)


if __name__ == "__main__":
    main()
