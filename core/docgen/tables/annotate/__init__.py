"""Copies of workbooks in which the cells with problems are coloured and carry the message as a comment.

copy → styles, comments, values: the package is patched; everything else of it stays as it was.
"""

from docgen.tables.annotate.copy import Remark, annotated

__all__ = ["Remark", "annotated"]
