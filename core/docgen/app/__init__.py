"""What docgen does, without a terminal: a door (docgen.commands, a web page) asks a session and shows what it gives.

Nothing here prints, asks, or reads the command line, the current folder or the language of the environment.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.app.session import Session

__all__ = ["Session"]

__getattr__ = lazy_names(__name__, {"app.session": "Session"})
