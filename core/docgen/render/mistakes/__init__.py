"""Every mistake of a template at once, each with its place, what is wrong and what to write instead.

`compile_template` looks in once (`check`), which costs a tenth of compiling; all else is for templates that have some.
"""

from docgen.render.mistakes.expressions import REFUSALS, source_of
from docgen.render.mistakes.failing import failing_spot, failing_tag
from docgen.render.mistakes.mistake import spot
from docgen.render.mistakes.recorder import MOST_ITEMS, Lack, known_in, lacking
from docgen.render.mistakes.search import MAX_LISTED, check, check_size, mistakes_in

__all__ = [
    "MAX_LISTED",
    "MOST_ITEMS",
    "REFUSALS",
    "Lack",
    "check",
    "check_size",
    "failing_spot",
    "failing_tag",
    "known_in",
    "lacking",
    "mistakes_in",
    "source_of",
    "spot",
]
