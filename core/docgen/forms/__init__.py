"""Forms without code. One made on the fly takes a template and any data: docgen render TEMPLATE --data FILE.

values → grids, pictures → trees → records → form: what a cell is to a template, sheets and CSV files as rows, JSON and
YAML as objects, what a file of any kind holds, and the generator that makes documents of it. Beside the way:
picture_columns makes pictures of file names, sealed takes out what no document may show, fit tells whether a template
and the data know the same names.
"""

from docgen.forms.form import Form, form_of, no_data
from docgen.forms.grids import Row, Table
from docgen.forms.picture_columns import PictureColumn, use_pictures
from docgen.forms.records import Records, read_records
from docgen.forms.sealed import KnownColumns

__all__ = [
    "Form",
    "KnownColumns",
    "PictureColumn",
    "Records",
    "Row",
    "Table",
    "form_of",
    "no_data",
    "read_records",
    "use_pictures",
]
