"""慰问单: a slip for each parcel, those of a community in one print file."""

from typing import Any

from docgen import Access, Dataset, Generator, Text, chinese_date, parameter
from docgen_gifts.parcels import Parcel


class Slip(Generator):
    """A slip that whoever takes the parcel signs."""

    name, alias, title = "gifts", "慰问单", Text("parcel slips", "慰问品签收单")
    template, filename = "慰问单.docx", "慰问单/{{ 乡镇 }}/慰问单_{{ 社区 }}"
    access, each, sort, together = Access.INTERNAL, Parcel, ("township", "community", "code"), True

    places: tuple[str, ...] = parameter(
        Text("PLACES: townships; without any, all", "PLACES（地方）：乡镇（街道）；不写则全部"), tuple
    )

    def where(self, row: Any) -> bool:
        """Whether the parcel goes to a place that was asked for."""
        return not self.places or row.township in self.places

    def context(self, row: Any, data: Dataset) -> dict[str, Any]:
        """What a slip says."""
        return {
            "编号": row.code,
            "收件人": row.name,
            "乡镇": row.township,
            "社区": row.community,
            "件数": row.pieces,
            "价值": row.worth,
            "送达日期": chinese_date(row.day) if row.day else "　　年　月　日",
            "总数": str(data.figures["parcels"]),
        }
