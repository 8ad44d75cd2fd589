"""The package around a Word or Excel file (Open Packaging Conventions, ISO 29500-2).

archive → relations: the zip, and the two lists that hold its parts together; with deflate and xml below them.
"""
