"""How a form begins: of an old Word form, of a workbook, or of a few names of columns.

fields, marks, blanks → repeated → conversion: merge fields, names in brackets and blanks of an old form, the rows that
repeat, the whole file. columns → declaration: what a workbook, or somebody, says of columns, and the form.toml of it.
sketch: a template for those who have none.
"""
