"""Templates and contexts to documents.

The way of a document: package → source → environment → compiled → repair → package. The parts of the file, the text of
those that hold tags, the sandbox that runs them (codegen and emit: as bytes), the compiled template, what its output
may need before Word reads it, the file again. plain: how a .txt goes the same way.

Beside the way: inserts (pictures, formatted text, documents in a context) with assembly and relations, which add parts
to a file; merge and combine, many documents in one; filters. Off the way: mistakes, names, reasons and places say what
is wrong and where; uses and compare look into templates; template is docxtpl's face of it all.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

_HOMES = {
    "combine": ("Combination", "combined"),
    "compiled": ("Compiled", "compile_template"),
    "environment": ("evaluate",),
    "inserts": ("Picture", "Rich", "Run", "Sub"),
    "mistakes": ("mistakes_in",),
    "template": ("Template",),
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Each name is loaded when it is first asked for: a condition of a form needs no compiler, a worker no docxtpl."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
