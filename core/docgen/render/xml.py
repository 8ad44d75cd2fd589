"""The XML of a Word document: its namespace, reading and writing it."""

from docgen.opc import R, local, parsed, serialized

__all__ = ["R", "W", "local", "parsed", "serialized"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
