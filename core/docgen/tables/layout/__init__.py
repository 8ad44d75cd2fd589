"""Where the tables of a sheet are, and which of their rows are data, whatever they are about.

looks (of one cell) → grid (of the sheet) → heads (how much a row is like a header) → stacks → blocks → body.
"""
