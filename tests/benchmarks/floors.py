"""What docgen's time for a letter and for a review form is made of, beside what Jinja and zlib take by themselves."""

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from documents import HOUSEHOLD, PERSON_WITH_OPINIONS, Maker, letter, review_form
from jinja2 import Environment
from measure import Figure, measure, repeated, table

from docgen.opc.deflate import checksum, deflated
from docgen.render import compile_template


def report(folder: Path, rounds: int) -> str:
    return "\n".join(
        [_parts(folder, rounds, letter, HOUSEHOLD), _parts(folder, rounds, review_form, PERSON_WITH_OPINIONS)]
    )


def _parts(folder: Path, rounds: int, make: Maker, values: Mapping[str, Any]) -> str:
    compiled = compile_template(make(folder / f"{make.__name__}.docx", "jinja"))
    (xml,) = compiled.parts(values)
    plain = Environment(autoescape=True).from_string(compiled.stories[0].source)
    figures = [
        Figure("Jinja with autoescape, as text", repeated(lambda: plain.render(values))),
        Figure("Jinja with autoescape, as bytes", repeated(lambda: plain.render(values).encode())),
        Figure("docgen: the parts that change", repeated(lambda: compiled.parts(values))),
        Figure("docgen: their deflate", repeated(lambda: deflated(xml))),
        Figure("zlib, level 6", repeated(lambda: zlib.compress(xml, 6, -zlib.MAX_WBITS))),
        Figure("docgen: their checksum", repeated(lambda: checksum(xml))),
        Figure("zlib: their checksum", repeated(lambda: zlib.crc32(xml))),
        Figure("docgen: the file", repeated(lambda: compiled.render(values))),
    ]
    measure(figures, rounds)
    name = make.__name__.replace("_", " ")
    return table(f"What a {name} is made of: document.xml of {len(xml):,} bytes; CPU", figures, yardstick=figures[1])
