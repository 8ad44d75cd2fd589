"""Forms without code. One made on the fly takes a template and any data: docgen render TEMPLATE --data FILE.

values → grids, trees → records → form: what a cell is to a template, sheets and CSV files as rows, JSON and YAML as
objects, what a file of any kind holds, and the generator that makes documents of it.
"""

from docgen.forms.form import Form, form_of, no_data
from docgen.forms.grids import Row, Table
from docgen.forms.records import Records, read_records

__all__ = ["Form", "Records", "Row", "Table", "form_of", "no_data", "read_records"]
