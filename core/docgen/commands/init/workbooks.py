"""A workbook for each table that docgen and its plugins know."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.commands.init.folder import Files
from docgen.plugin.package import example_words
from docgen.schema import Table


def workbooks(tables: Mapping[str, Table], year: int) -> Files:
    """The workbooks of a new workspace, one for each table, whose dates lie about `year`."""
    from docgen.tables.blank import blank_workbook, file_name  # openpyxl is slow to load

    words = example_words() | {"年份": str(year)}
    return {f"data/{file_name(table)}": blank_workbook(table, year, words) for table in tables.values()}
