"""资格联审: the report, the forms, the letters to departments, and the lists of the joint review."""

from __future__ import annotations

from docgen import Kind, Registry, column
from docgen.records import Review
from docgen_plugins.review.differences import pending_without_doubt, two_conclusions
from docgen_plugins.review.letters import ReviewLetters
from docgen_plugins.review.lists import ReviewAnnex, ReviewList, ReviewTable
from docgen_plugins.review.papers import ReviewForms, ReviewNotices
from docgen_plugins.review.people import ACCEPTED, CANCELLED, PENDING
from docgen_plugins.review.reasons import ReasonCode
from docgen_plugins.review.summary import ReviewPoint, ReviewSummary


def contribute(docgen: Registry) -> None:
    """Contribute the papers of the review, the sheets of their words, and the conclusion of a wide sheet."""
    docgen.record(ReasonCode, ReviewPoint)
    options = (ACCEPTED, CANCELLED, PENDING)
    docgen.column(Review, "conclusion", column("联审结论", "审查组结论", "综合结论", kind=Kind.ENUM, options=options))
    for each in (two_conclusions, pending_without_doubt):
        docgen.check(each)
    for generator in (
        ReviewSummary,
        ReviewForms,
        ReviewLetters,
        ReviewTable,
        ReviewAnnex,
        ReviewNotices,
        ReviewList,
    ):
        docgen.generator(generator)
