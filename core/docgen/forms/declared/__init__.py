"""Forms of a folder: forms/签到表/ with form.toml and a Word template is a generator like any other.

keys → own_table → declaration → names, rules, values → lists → generator → load: the keys of form.toml, the table that
a form may bring, all of it read at once; whether its names are known, what is wrong with a row, what a row is to a
template, which rows it lists; the documents, and how the forms of a workspace join the plugins.
"""
