"""How a form begins: of an old Word form, of a workbook, or of a few names of columns.

Of an old form: kind tells what file it is; found, lines, spots, labels what stands where, and what it may mean.
fields, marks, cells → tables, boxes → blanks make tags of merge fields, names in brackets, cells and blanks; held, net
list what stays; repeated, sentences → conversion: the rows that repeat, tags that may print nothing, the whole file.
kinds → columns → toml: what a workbook, or somebody, says of columns, and the form.toml of it. sketch: a template for
those who have none.
"""
