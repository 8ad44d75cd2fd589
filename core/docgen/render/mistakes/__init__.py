"""Every mistake of a template at once, each with its place, what is wrong and what to write instead.

`compile_template` looks in once (`check`), which costs a tenth of compiling; all else is for templates that have some.
"""

from docgen.render.mistakes.expressions import REFUSALS
from docgen.render.mistakes.failing import failing_spot
from docgen.render.mistakes.mistake import spot
from docgen.render.mistakes.search import MAX_LISTED, check, check_size, mistakes_in

__all__ = ["MAX_LISTED", "REFUSALS", "check", "check_size", "failing_spot", "mistakes_in", "spot"]
