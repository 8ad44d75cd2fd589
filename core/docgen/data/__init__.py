"""What plugins see of the data: Dataset, Rows, figures, checks."""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.data.checks import Check, Finding, Rule, check, run_checks
    from docgen.data.dataset import Dataset
    from docgen.data.figures import Figure, FigureSpec, Measure, MissingOption, count, distinct, figure, total
    from docgen.data.rows import Groups, Rows
    from docgen.data.unlisted import unlisted_names

__all__ = [
    "Check",
    "Dataset",
    "Figure",
    "FigureSpec",
    "Finding",
    "Groups",
    "Measure",
    "MissingOption",
    "Rows",
    "Rule",
    "check",
    "count",
    "distinct",
    "figure",
    "run_checks",
    "total",
    "unlisted_names",
]

__getattr__ = lazy_names(
    __name__,
    {
        "data.checks": "Check Finding Rule check run_checks",
        "data.dataset": "Dataset",
        "data.figures": "Figure FigureSpec Measure MissingOption count distinct figure total",
        "data.rows": "Groups Rows",
        "data.unlisted": "unlisted_names",
    },
)
