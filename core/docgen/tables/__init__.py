"""Any workbook to records and problems.

readers: a file of any kind as sheets of values and marks. layout: the tables on a sheet. values: what cells mean.
On these: find, the tables of any workbook; header → rows → read, the tables of a workspace as records; totals, what
their total rows declare; learn → aliases, what headers that nobody knows may mean.

annotate copies a workbook with the wrong cells marked, blank makes one to fill in, write any other.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.tables.find import FoundRow, FoundTable, find_tables
    from docgen.tables.read import Reading, SheetReport, read_folder
    from docgen.tables.totals import Total

__all__ = ["FoundRow", "FoundTable", "Reading", "SheetReport", "Total", "find_tables", "read_folder"]

_HOMES = {
    "find": ("FoundRow", "FoundTable", "find_tables"),
    "read": ("Reading", "SheetReport", "read_folder"),
    "totals": ("Total",),
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Each name is loaded when it is first asked for: what a cell means can be told without reading a workbook."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
