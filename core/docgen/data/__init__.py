"""What plugins see of the data: Dataset, Rows, figures, checks."""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.data.checks import Check, Finding, Rule, check, run_checks, said_once
    from docgen.data.copies import COPY
    from docgen.data.dataset import Dataset, Store
    from docgen.data.figures import (
        TO_FILL_IN,
        Figure,
        FigureSpec,
        Measure,
        Missing,
        MissingOption,
        count,
        distinct,
        figure,
        total,
    )
    from docgen.data.origins import of_sheets, places
    from docgen.data.repeats import SAME
    from docgen.data.rows import Groups, Rows
    from docgen.data.unlisted import unlisted_names
    from docgen.data.view import View

__all__ = [
    "COPY",
    "SAME",
    "TO_FILL_IN",
    "Check",
    "Dataset",
    "Figure",
    "FigureSpec",
    "Finding",
    "Groups",
    "Measure",
    "Missing",
    "MissingOption",
    "Rows",
    "Rule",
    "Store",
    "View",
    "check",
    "count",
    "distinct",
    "figure",
    "of_sheets",
    "places",
    "run_checks",
    "said_once",
    "total",
    "unlisted_names",
]

__getattr__ = lazy_names(
    __name__,
    {
        "data.checks": "Check Finding Rule check run_checks said_once",
        "data.copies": "COPY",
        "data.dataset": "Dataset Store",
        "data.figures": "Figure FigureSpec Measure Missing MissingOption TO_FILL_IN count distinct figure total",
        "data.origins": "of_sheets places",
        "data.repeats": "SAME",
        "data.rows": "Groups Rows",
        "data.unlisted": "unlisted_names",
        "data.view": "View",
    },
)
