"""Empty workbooks to fill in: a styled sheet for each table, and a sheet that says what goes into its columns."""

from docgen.tables.blank.book import blank_workbook, file_name

__all__ = ["blank_workbook", "file_name"]
