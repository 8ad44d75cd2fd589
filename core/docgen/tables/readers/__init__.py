"""Files of every kind to sheets: values and marks.

sniff tells what a file is, book opens it: xlsx, xls, xlsb, ods, html, delimited. Values come from calamine and xlrd;
what they do not give (formats, hidden rows, struck-out text, merges, errors) is read beside them, as marks. package and
room refuse what would cost too much before any reader opens it.
"""
