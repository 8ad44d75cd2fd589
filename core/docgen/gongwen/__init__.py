"""GB/T 9704-2012, the layout of official documents: its numbers, a template builder, a linter.

Importing this package costs nothing: `layout` and `titles` need the standard library only, and what needs python-docx
(`build`) is imported where it is used.
"""

from docgen.gongwen.office import Office, addressees
from docgen.gongwen.titles import title_lines

__all__ = ["Office", "addressees", "title_lines"]
