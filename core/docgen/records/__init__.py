"""The office's tables, rules, figures and checks (domain.md §2.3, §1): a built-in plugin."""

from docgen import Check, FigureSpec, Registry, hookimpl
from docgen.records import checks as _checks
from docgen.records import figures as _figures
from docgen.records.outreach import (
    Distribution,
    GoodExample,
    Household,
    IssuedDocument,
    Questionnaire,
)
from docgen.records.people import AdmonitionTalk, Appraisal, Candidate, Incumbent, Review
from docgen.records.places import Community, Department, GuidanceGroup, ScheduleEntry, Township
from docgen.records.rules import Bands
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
CHECKS = tuple(value for value in vars(_checks).values() if isinstance(value, Check))

__all__ = [
    "CHECKS",
    "FIGURES",
    "RECORDS",
    "AdmonitionTalk",
    "Appraisal",
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
    "Review",
    "ScheduleEntry",
    "Township",
]


@hookimpl
def setup(docgen: Registry) -> None:
    """Contribute the office's tables, figures and checks."""
    docgen.record(*RECORDS)
    docgen.figure(*FIGURES)
    docgen.check(*CHECKS)
