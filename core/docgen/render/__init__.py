"""Templates and contexts to documents.

source → environment → compiled → package: the text of a template's parts, the sandbox that they run in, the
compiled template, the bytes of the file.
"""

from typing import TYPE_CHECKING, Any

from docgen.render.combine import Combination, combined
from docgen.render.compiled import Compiled, compile_template
from docgen.render.environment import evaluate
from docgen.render.inserts import Picture, Rich, Sub
from docgen.render.mistakes import mistakes_in

if TYPE_CHECKING:
    from docgen.render.template import Template

__all__ = [
    "Combination",
    "Compiled",
    "Picture",
    "Rich",
    "Sub",
    "Template",
    "combined",
    "compile_template",
    "evaluate",
    "mistakes_in",
]


def __getattr__(name: str) -> Any:
    """Template is loaded when it is first asked for: it brings docxtpl along, which workers do without."""
    if name == "Template":
        from docgen.render.template import Template

        return Template
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
