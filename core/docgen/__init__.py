"""docgen: workbooks in, Word documents out; every form is a plugin.

This module is the public API of plugin authors.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.data import (
        Check,
        Dataset,
        Figure,
        FigureSpec,
        Finding,
        MissingOption,
        Rows,
        check,
        count,
        distinct,
        figure,
        total,
        unlisted_names,
    )
    from docgen.masks import mask_id
    from docgen.period import Period, Weeks, chinese_date, parse_period
    from docgen.personal import personal_numbers
    from docgen.plugin.generator import TO_FILL_IN, Generator, Numbering, Packs, find_entry, parameter
    from docgen.plugin.providers import ListedNumber, NumberList, Places
    from docgen.plugin.spec import API, Registry, hookimpl
    from docgen.problems import Cell, DocgenError, FileLine, Problem, Severity, TemplateSpot, UsageError, did_you_mean
    from docgen.schema import NOBODY, Access, BadCell, Column, Kind, Quantity, Record, Table, Wide, column, ref
    from docgen.strokes import name_key
    from docgen.text import Text
    from docgen.workspace import Settings

__version__ = "0.1.0"
__all__ = [
    "API",
    "NOBODY",
    "TO_FILL_IN",
    "Access",
    "BadCell",
    "Cell",
    "Check",
    "Column",
    "Dataset",
    "DocgenError",
    "Figure",
    "FigureSpec",
    "FileLine",
    "Finding",
    "Generator",
    "Kind",
    "ListedNumber",
    "MissingOption",
    "NumberList",
    "Numbering",
    "Packs",
    "Period",
    "Places",
    "Problem",
    "Quantity",
    "Record",
    "Registry",
    "Rows",
    "Settings",
    "Severity",
    "Table",
    "TemplateSpot",
    "Text",
    "UsageError",
    "Weeks",
    "Wide",
    "check",
    "chinese_date",
    "column",
    "count",
    "did_you_mean",
    "distinct",
    "figure",
    "find_entry",
    "hookimpl",
    "mask_id",
    "name_key",
    "parameter",
    "parse_period",
    "personal_numbers",
    "ref",
    "total",
    "unlisted_names",
]

__getattr__ = lazy_names(
    __name__,
    {
        "data": (
            "Check Dataset Figure FigureSpec Finding MissingOption Rows check count distinct figure total "
            "unlisted_names"
        ),
        "masks": "mask_id",
        "period": "Period Weeks chinese_date parse_period",
        "personal": "personal_numbers",
        "plugin.generator": "Generator Numbering Packs TO_FILL_IN find_entry parameter",
        "plugin.providers": "ListedNumber NumberList Places",
        "plugin.spec": "API Registry hookimpl",
        "problems": "Cell DocgenError FileLine Problem Severity TemplateSpot UsageError did_you_mean",
        "schema": "Access BadCell Column Kind NOBODY Quantity Record Table Wide column ref",
        "strokes": "name_key",
        "text": "Text",
        "workspace": "Settings",
    },
)
