"""Templates and contexts to documents.

source → environment → compiled → package: the text of a template's parts, the sandbox that they run in, the
compiled template, the bytes of the file.
"""

from docgen.render.compiled import Compiled, compile_template
from docgen.render.environment import evaluate

__all__ = ["Compiled", "compile_template", "evaluate"]
