"""The package around a Word or Excel file (Open Packaging Conventions, ISO 29500-2).

archive → relations: the zip, and the two lists that hold its parts together; with deflate and xml below them.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.opc.archive import MAX_BYTES, MAX_PARTS, Packed, end_record, packed_parts, zipped
    from docgen.opc.normalize import is_utf8, normalize_part, parse_bare, write_normalized
    from docgen.opc.part_names import CONTENT_TYPES, rename_parts
    from docgen.opc.relations import OFFICE, ContentTypes, Relation, Relations, relations_of
    from docgen.opc.tags import attribute, start_tag, with_attribute, with_findable_tags
    from docgen.opc.trim import drop_remarks, drop_unreached
    from docgen.opc.xml import HOLDS_DOCTYPE, R, local, mended, parsed, prove, serialized

__all__ = [
    "CONTENT_TYPES",
    "HOLDS_DOCTYPE",
    "MAX_BYTES",
    "MAX_PARTS",
    "OFFICE",
    "ContentTypes",
    "Packed",
    "R",
    "Relation",
    "Relations",
    "attribute",
    "drop_remarks",
    "drop_unreached",
    "end_record",
    "is_utf8",
    "local",
    "mended",
    "normalize_part",
    "packed_parts",
    "parse_bare",
    "parsed",
    "prove",
    "relations_of",
    "rename_parts",
    "serialized",
    "start_tag",
    "with_attribute",
    "with_findable_tags",
    "write_normalized",
    "zipped",
]

__getattr__ = lazy_names(
    __name__,
    {
        "opc.archive": "MAX_BYTES MAX_PARTS Packed end_record packed_parts zipped",
        "opc.normalize": "is_utf8 normalize_part parse_bare write_normalized",
        "opc.part_names": "CONTENT_TYPES rename_parts",
        "opc.relations": "ContentTypes OFFICE Relation Relations relations_of",
        "opc.tags": "attribute start_tag with_attribute with_findable_tags",
        "opc.trim": "drop_remarks drop_unreached",
        "opc.xml": "HOLDS_DOCTYPE R local mended parsed prove serialized",
    },
)
