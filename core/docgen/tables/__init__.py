"""Any workbook to records and problems.

sniff → book: what kind of file it is, its sheets as values and marks.
looks → grid → heads → stacks → blocks → body: where the tables of a sheet are, and which of their rows are data.
find: the tables of any workbook. header → cells → rows → read: what columns mean, what cells say, and the records.
learn → aliases: what headers that nobody knows may mean.
"""

from docgen.tables.find import FoundRow, FoundTable, find_tables
from docgen.tables.read import Reading, SheetReport, read_folder
from docgen.tables.totals import Total

__all__ = ["FoundRow", "FoundTable", "Reading", "SheetReport", "Total", "find_tables", "read_folder"]
