"""The register of document and issue numbers: register.sqlite, never a cache.

`Register` gives numbers and keeps what was issued under them, as it was printed.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.register.codes import Codes, Given, Natural
    from docgen.register.copies import roll_copies
    from docgen.register.issued import Issue, Kept, KeptFigure, digest
    from docgen.register.numbers import Entry, Register
    from docgen.register.place_facts import PackFacts, PlaceFacts
    from docgen.register.printed import PrintedLetter, PrintedPack, Printings
    from docgen.register.store import Store
    from docgen.register.traces import Trace, find_in_log, find_in_names

__all__ = [
    "Codes",
    "Entry",
    "Given",
    "Issue",
    "Kept",
    "KeptFigure",
    "Natural",
    "PackFacts",
    "PlaceFacts",
    "PrintedLetter",
    "PrintedPack",
    "Printings",
    "Register",
    "Store",
    "Trace",
    "digest",
    "find_in_log",
    "find_in_names",
    "roll_copies",
]

__getattr__ = lazy_names(
    __name__,
    {
        "register.codes": "Codes Given Natural",
        "register.copies": "roll_copies",
        "register.issued": "Issue Kept KeptFigure digest",
        "register.numbers": "Entry Register",
        "register.place_facts": "PackFacts PlaceFacts",
        "register.printed": "PrintedLetter PrintedPack Printings",
        "register.store": "Store",
        "register.traces": "Trace find_in_log find_in_names",
    },
)
