"""Any workbook to records and problems.

readers: a file of any kind as sheets of values and marks. layout: the tables on a sheet. values: what cells mean.
On these: find, the tables of any workbook; header → rows → read, the tables of a workspace as records; totals, what
their total rows declare; learn → aliases, what headers that nobody knows may mean.

annotate copies a workbook with the wrong cells marked, blank makes one to fill in, write any other.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.tables.find import FoundRow, FoundTable, find_tables
    from docgen.tables.read import read_folder
    from docgen.tables.report import Reading, SheetReport
    from docgen.tables.totals import Total

__all__ = ["FoundRow", "FoundTable", "Reading", "SheetReport", "Total", "find_tables", "read_folder"]

__getattr__ = lazy_names(
    __name__,
    {
        "tables.find": "FoundRow FoundTable find_tables",
        "tables.read": "read_folder",
        "tables.report": "Reading SheetReport",
        "tables.totals": "Total",
    },
)
