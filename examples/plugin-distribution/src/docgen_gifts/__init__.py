"""春节慰问: parcels for households, as a plugin of docgen."""

from pathlib import Path
from typing import Any

from docgen import Access, Generator, Kind, Registry, column, hookimpl
from docgen.records import Household
from docgen_gifts.filters import yuan
from docgen_gifts.parcels import Parcel, late, parcels, worth
from docgen_gifts.slips import Slip

docgen_api = 2


@hookimpl
def setup(docgen: Registry) -> None:
    """Hand it all to docgen."""
    docgen.record(Parcel)
    docgen.figure(parcels, worth)
    docgen.check(late)
    docgen.generator(Slip)
    docgen.filter("元", yuan)
    docgen.templates(Path(__file__).parent / "templates")
    docgen.column(Household, "gift", column("慰问对象", "是否慰问", kind=Kind.BOOL, access=Access.PUBLIC))
    docgen.alias(Household, "户主姓名", "慰问户户主")


@hookimpl
def prepare_context(generator: Generator, row: Any, context: dict[str, Any]) -> None:
    """In docgen's open letter, {{ 慰问提示 }} is there for a template of one's own."""
    if generator.name == "letter":
        context["慰问提示"] = "慰问品另行送达。" if row.get("gift") else ""
