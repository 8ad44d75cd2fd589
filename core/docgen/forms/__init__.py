"""Forms without code. One made on the fly takes a template and any data: docgen render TEMPLATE --data FILE.

values, cells → grids, pictures → trees → records → form: what a cell is to a template, sheets and CSV files as rows,
JSON and YAML as objects, what a file of any kind holds, and the generator that makes documents of it. Beside the way:
picture_columns makes pictures of file names, sealed takes out what no document may show, fit tells whether a template
and the data know the same names. declared is the room of forms in a folder (forms/签到表/), begin makes such folders.

Nothing is imported here: the forms of a workspace are loaded at each start, and have no use for the rest.
"""
