"""The office's tables, rules, figures and checks (domain.md §2.3, §1): a built-in plugin."""

from docgen import FigureSpec, Registry
from docgen.records import figures as _figures
from docgen.records.areas import Areas
from docgen.records.bands import Bands
from docgen.records.checks import CHECKS
from docgen.records.checks.reviews import opinions, required
from docgen.records.numbers import NUMBERS, differences
from docgen.records.outreach import (
    Distribution,
    GoodExample,
    Household,
    IssuedDocument,
    Questionnaire,
)
from docgen.records.people import AdmonitionTalk, Appraisal, Candidate, Incumbent, Recommendation, Review
from docgen.records.places import (
    Community,
    Department,
    GuidanceGroup,
    ScheduleEntry,
    Township,
    addressees,
    group_number,
)
from docgen.records.points import content_column, number_column, part_column, period_column, points_of
from docgen.records.reporting import due_days, missed_days
from docgen.records.roll import faults
from docgen.records.rules import BASES, Rules
from docgen.records.way import way_key
from docgen.records.work import DailyReport, GuidanceVisit, Inspection, Petition, ProcedureQuestion

RECORDS = (
    Township,
    GuidanceGroup,
    Community,
    Department,
    ScheduleEntry,
    Incumbent,
    Candidate,
    Review,
    Appraisal,
    AdmonitionTalk,
    Recommendation,
    DailyReport,
    GuidanceVisit,
    Inspection,
    Petition,
    ProcedureQuestion,
    Household,
    Distribution,
    Questionnaire,
    GoodExample,
    IssuedDocument,
)

FIGURES = tuple(value for value in vars(_figures).values() if isinstance(value, FigureSpec))

__all__ = [
    "BASES",
    "CHECKS",
    "FIGURES",
    "RECORDS",
    "AdmonitionTalk",
    "Appraisal",
    "Areas",
    "Bands",
    "Candidate",
    "Community",
    "DailyReport",
    "Department",
    "Distribution",
    "GoodExample",
    "GuidanceGroup",
    "GuidanceVisit",
    "Household",
    "Incumbent",
    "Inspection",
    "IssuedDocument",
    "Petition",
    "ProcedureQuestion",
    "Questionnaire",
    "Recommendation",
    "Review",
    "Rules",
    "ScheduleEntry",
    "Township",
    "addressees",
    "content_column",
    "differences",
    "due_days",
    "faults",
    "group_number",
    "missed_days",
    "number_column",
    "opinions",
    "part_column",
    "period_column",
    "points_of",
    "required",
    "way_key",
]


def contribute(docgen: Registry) -> None:
    """Contribute the office's tables, figures and checks."""
    docgen.record(*RECORDS)
    docgen.figure(*FIGURES)
    docgen.check(*CHECKS)
    docgen.places(Areas)
    docgen.number_list(NUMBERS)
