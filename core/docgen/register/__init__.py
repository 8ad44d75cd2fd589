"""The register of document and issue numbers: register.sqlite, never a cache.

`Register` gives numbers and keeps what was issued under them, as it was printed.
"""

from docgen.register.issued import Issue
from docgen.register.numbers import Entry, Register

__all__ = ["Entry", "Issue", "Register"]
