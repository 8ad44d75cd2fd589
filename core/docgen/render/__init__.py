"""Templates and contexts to documents.

The way of a document: package → source → environment → compiled → repair → package. The parts of the file, the text of
those that hold tags, the sandbox that runs them (codegen and emit: as bytes), the compiled template, what its output
may need before Word reads it, the file again. plain: how a .txt goes the same way.

Beside the way: inserts (pictures, formatted text, documents in a context) with assembly and relations, which add parts
to a file; merge and combine, many documents in one; filters. Off the way: mistakes, names, reasons and places say what
is wrong and where; uses and compare look into templates; template is docxtpl's face of it all.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.render.combine import Combination, combined
    from docgen.render.compiled import Compiled, compile_template
    from docgen.render.environment import evaluate
    from docgen.render.inserts import Picture, Rich, Run, Sub
    from docgen.render.mistakes import mistakes_in
    from docgen.render.template import Template

__all__ = [
    "Combination",
    "Compiled",
    "Picture",
    "Rich",
    "Run",
    "Sub",
    "Template",
    "combined",
    "compile_template",
    "evaluate",
    "mistakes_in",
]

__getattr__ = lazy_names(
    __name__,
    {
        "render.combine": "Combination combined",
        "render.compiled": "Compiled compile_template",
        "render.environment": "evaluate",
        "render.inserts": "Picture Rich Run Sub",
        "render.mistakes": "mistakes_in",
        "render.template": "Template",
    },
)
