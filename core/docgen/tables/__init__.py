"""Any workbook to records and problems.

sniff → book → header → cells → read: what kind of file it is, its sheets as grids, where the table is and what
its columns mean, what each cell says, and the records.
"""

from docgen.tables.read import Reading, SheetReport, read_folder

__all__ = ["Reading", "SheetReport", "read_folder"]
