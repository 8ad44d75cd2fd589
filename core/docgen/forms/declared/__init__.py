"""Forms of a folder: forms/签到表/ with form.toml and a Word template is a generator like any other.

keys → own_table → declaration → names, values → lists, head, expressions → rules, generator, needs → load: the keys of
form.toml, the tables that a form may bring, all of it read at once; whether its names are known, what a row is to a
template; the lists of rows, the head of an official document, whether its expressions are sound; what is wrong with a
row, the documents, what they need of the workspace; how the forms of a workspace join the plugins.
"""
