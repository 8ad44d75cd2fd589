"""GB/T 9704-2012, the layout of official documents: its numbers, a template builder, a linter.

Importing this package costs nothing: `layout`, `titles` and `fields` need the standard library only, and what
needs python-docx (`build`) is imported where it is used.
"""

from docgen.gongwen.fields import fits, width
from docgen.gongwen.office import Office, signers
from docgen.gongwen.titles import title_lines

__all__ = ["Office", "fits", "signers", "title_lines", "width"]
