"""What a cell holds and what it means, wherever it stands: text, numerals, amounts, dates, IDs, number formats.

cells says what is nothing and what is text; parsers have one function for each kind of column; seen is what a person
sees of a number or a date, by the formats of the cells.
"""
