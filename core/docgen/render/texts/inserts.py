"""The texts of pictures, formatted text and documents that a context holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from docgen.problems import DocgenError
from docgen.render.inserts import Insert, Picture, Rich, Sub
from docgen.render.package import read_parts
from docgen.render.texts.package import hidden_texts, shown_texts, texts_in_picture

_STAYS = re.compile(r"docProps/|customXml/|word/(?:comments\w*|people|settings|webSettings|glossary/.*)\.xml")
"""The parts that do not come along when a document is put into another one."""


def texts_of_insert(value: Insert) -> Iterator[str]:
    """What a value prints that brings its own markup, and what a reader does not see of it: where its links lead,
    the description and the metadata of a picture. Raises DocgenError for a document that cannot be read."""
    if isinstance(value, Rich):
        yield str(value)
        yield from (run.link for run in value.runs if run.link)
    elif isinstance(value, Picture):
        yield from filter(None, (value.description, value.link))
        with suppress(DocgenError):  # a picture that cannot be read is refused where it is printed
            yield from texts_in_picture(value.image().data)
    elif isinstance(value, Sub):
        parts = {name: data for name, data in read_parts(value.source).items() if not _STAYS.match(name)}
        yield from (text for *_, text in shown_texts(parts))
        yield from (text for *_, text in hidden_texts(parts))
