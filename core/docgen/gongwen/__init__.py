"""GB/T 9704-2012, the layout of official documents: its numbers, a template builder, a linter.

Importing this package costs nothing: `layout`, `titles` and `fields` need the standard library only, and what
needs python-docx (`build`) is imported where it is used.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.gongwen.fields import fits, width
    from docgen.gongwen.office import Office, signers
    from docgen.gongwen.titles import title_lines

__all__ = ["Office", "fits", "signers", "title_lines", "width"]

__getattr__ = lazy_names(
    __name__,
    {
        "gongwen.fields": "fits width",
        "gongwen.office": "Office signers",
        "gongwen.titles": "title_lines",
    },
)
