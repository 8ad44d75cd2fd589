"""Tables as classes: Record, column(), ref(), Access, Kind.

    class Community(Record, table="社区", key=("township", "name")):
        township: Township = ref("乡镇(街道)", "乡镇(街道)", "乡镇", fill=True, access=Access.PUBLIC)
        name: str = column("社区名称", "社区", required=True, access=Access.PUBLIC)

A row of a sheet always becomes a record. A cell that could not be read leaves its slot unset: the row can be
counted, reading that slot raises BadCell with the cell.
"""

from docgen.schema.columns import (
    ACCESS_NAMES,
    NOBODY,
    Access,
    Column,
    Kind,
    Quantity,
    Wide,
    column,
    ref,
    variable,
    writable,
)
from docgen.schema.exact import Exact
from docgen.schema.record import BadCell, Lore, Record, RecordType, Table, path_to, uncut

__all__ = [
    "ACCESS_NAMES",
    "NOBODY",
    "Access",
    "BadCell",
    "Column",
    "Exact",
    "Kind",
    "Lore",
    "Quantity",
    "Record",
    "RecordType",
    "Table",
    "Wide",
    "column",
    "path_to",
    "ref",
    "uncut",
    "variable",
    "writable",
]
