"""Every text of a package, shown or not, with its place as a clerk calls it: what the guard and the checks search.

`shown_texts` gives the lines that a reader sees, `hidden_texts` all else, `texts_of_insert` those of a value that
brings its own markup. Below them: markup (the texts of one tree), technical (which values are sizes, ids and hashes,
and no text), binary (pictures and embedded files), places (what a part and a place are called).
"""

from docgen.render.texts.inserts import texts_of_insert
from docgen.render.texts.package import PlacedText, hidden_texts, shown_texts

__all__ = ["PlacedText", "hidden_texts", "shown_texts", "texts_of_insert"]
