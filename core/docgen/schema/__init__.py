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
    from docgen.schema.chunk import BAD, Chunk, attributes
    from docgen.schema.columns import ACCESS_NAMES, NOBODY, Access, Column, Kind, Quantity, Wide, column, ref
    from docgen.schema.exact import Exact, of_float
    from docgen.schema.names import AmbiguousName, find_name, fold_name, variable, writable
    from docgen.schema.record import BadCell, Lore, Record, RecordType, Table, path_to, uncut
    from docgen.schema.slots import copier
    from docgen.schema.spool import Parts, Spool

__all__ = [
    "ACCESS_NAMES",
    "BAD",
    "NOBODY",
    "Access",
    "AmbiguousName",
    "BadCell",
    "Chunk",
    "Column",
    "Exact",
    "Kind",
    "Lore",
    "Parts",
    "Quantity",
    "Record",
    "RecordType",
    "Spool",
    "Table",
    "Wide",
    "attributes",
    "column",
    "copier",
    "find_name",
    "fold_name",
    "of_float",
    "path_to",
    "ref",
    "uncut",
    "variable",
    "writable",
]

__getattr__ = lazy_names(
    __name__,
    {
        "schema.chunk": "BAD Chunk attributes",
        "schema.columns": "ACCESS_NAMES Access Column Kind NOBODY Quantity Wide column ref",
        "schema.exact": "Exact of_float",
        "schema.names": "AmbiguousName find_name fold_name variable writable",
        "schema.record": "BadCell Lore Record RecordType Table path_to uncut",
        "schema.slots": "copier",
        "schema.spool": "Parts Spool",
    },
)
