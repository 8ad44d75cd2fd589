"""What the cells of a sheet to fill in accept: formats, drop-downs, checks of what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.schema import Column, Kind, Table
from docgen.tables.blank import guide

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_ROW, LAST_ROW = 4, 2003
"""Of the rows to be filled in."""

_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.PERCENT: "0.00%",
    Kind.ID: "@",
    Kind.PHONE: "@",
    Kind.CODE: "@",
    Kind.YEARMONTH: "@",
}
_YEARS = 5
_LARGEST = "999999999999999"
_LONGEST_LIST = 255
"""Characters of a drop-down's values that Excel accepts."""


def number_format(column: Column) -> str:
    """The format of the cells of `column`; text where Excel would change what is typed."""
    return _FORMATS.get(column.kind, "General")


def add_rules(sheet: Worksheet, table: Table, year: int) -> None:
    """Give the columns of `table` their drop-downs and checks, and a border to each row that holds something."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Border, Side
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(table.columns, 1):
        _add_rule(sheet, get_column_letter(place), column, year)
    last = get_column_letter(len(table.columns))
    thin = Side(style="thin", color="7F7F7F")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    formula = f"COUNTA($A{FIRST_ROW}:${last}{FIRST_ROW})>0"
    filled = FormulaRule([formula], border=border)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"A{FIRST_ROW}:{last}{LAST_ROW}", filled)


def _add_rule(sheet: Worksheet, letter: str, column: Column, year: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    accepted = _accepted(column, year)
    if accepted:
        rule = DataValidation(**accepted, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = column.title, guide.explanation(column)[:_LONGEST_LIST]
        rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _accepted(column: Column, year: int) -> dict[str, Any]:
    """What Excel is told to accept in `column`; nothing where anything may be typed."""
    values = ",".join(guide.choices(column))
    if values and len(values) <= _LONGEST_LIST and '"' not in values:  # the quote would end the list
        return {"type": "list", "formula1": f'"{values}"'}
    if column.kind is Kind.DATE:
        first, last = f"DATE({year - _YEARS},1,1)", f"DATE({year + _YEARS},12,31)"
        return {"type": "date", "operator": "between", "formula1": first, "formula2": last}
    if column.kind is Kind.INT:
        return {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"}
    if column.kind is Kind.DECIMAL:
        return {"type": "decimal", "operator": "between", "formula1": f"-{_LARGEST}", "formula2": _LARGEST}
    if column.kind is Kind.PERCENT:
        return {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "1"}
    if column.kind is Kind.ID:
        return {"type": "textLength", "operator": "equal", "formula1": "18"}
    return {}
