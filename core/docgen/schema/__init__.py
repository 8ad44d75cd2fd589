"""Tables as classes: Record, column(), ref(), Access, Kind.

    class Person(Record, table="人员", key=("department", "name")):
        department: Department = ref("部门", "部门", "科室", fill=True, access=Access.PUBLIC)
        name: str = column("姓名", "名字", required=True, access=Access.PUBLIC)

A row of a sheet always becomes a record. A cell that could not be read leaves its slot unset: the row can be
counted, reading that slot raises BadCell with the cell.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.schema.columns import ACCESS_NAMES, NOBODY, Access, Column, Kind, Quantity, Wide, column, ref
    from docgen.schema.exact import Exact
    from docgen.schema.names import AmbiguousName, find_name, fold_name, variable, writable
    from docgen.schema.record import BadCell, Lore, Record, RecordType, Table, path_to, uncut

__all__ = [
    "ACCESS_NAMES",
    "NOBODY",
    "Access",
    "AmbiguousName",
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
    "find_name",
    "fold_name",
    "path_to",
    "ref",
    "uncut",
    "variable",
    "writable",
]

__getattr__ = lazy_names(
    __name__,
    {
        "schema.columns": "ACCESS_NAMES Access Column Kind NOBODY Quantity Wide column ref",
        "schema.exact": "Exact",
        "schema.names": "AmbiguousName find_name fold_name variable writable",
        "schema.record": "BadCell Lore Record RecordType Table path_to uncut",
    },
)
