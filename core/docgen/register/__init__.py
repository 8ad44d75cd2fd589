"""The register of document and issue numbers: register.sqlite, never a cache.

`Register` gives numbers and keeps what was issued under them, as it was printed.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.register.issued import Issue
    from docgen.register.numbers import Entry, Register

__all__ = ["Entry", "Issue", "Register"]

__getattr__ = lazy_names(
    __name__,
    {
        "register.issued": "Issue",
        "register.numbers": "Entry Register",
    },
)
