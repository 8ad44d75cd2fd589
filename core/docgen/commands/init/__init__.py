"""`docgen init`: a new workspace, with workbooks to fill in, its settings and a menu; or a copy of an example."""

from docgen.commands.init.command import init

__all__ = ["init"]
