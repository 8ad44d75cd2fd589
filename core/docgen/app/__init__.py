"""What docgen does, without a terminal: a door (docgen.commands, a web page) asks a session and shows what it gives.

Nothing here prints, asks, or reads the command line, the current folder or the language of the environment.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.app.arguments import instance, of_everything
    from docgen.app.form_catalog import NO_FORMS, forms_of, generator_of, in_place, overlaid
    from docgen.app.form_writer import NewForm, Written, check_unmixed, lies_in, write
    from docgen.app.given_codes import GivenCodes
    from docgen.app.listing import list_kinds
    from docgen.app.number_names import called, code_of
    from docgen.app.printed_figures import Printed
    from docgen.app.run_options import Wish
    from docgen.app.session import Session
    from docgen.app.undo_limits import kept_by_undo

__all__ = [
    "NO_FORMS",
    "GivenCodes",
    "NewForm",
    "Printed",
    "Session",
    "Wish",
    "Written",
    "called",
    "check_unmixed",
    "code_of",
    "forms_of",
    "generator_of",
    "in_place",
    "instance",
    "kept_by_undo",
    "lies_in",
    "list_kinds",
    "of_everything",
    "overlaid",
    "write",
]

__getattr__ = lazy_names(
    __name__,
    {
        "app.arguments": "instance of_everything",
        "app.form_catalog": "NO_FORMS forms_of generator_of in_place overlaid",
        "app.form_writer": "NewForm Written check_unmixed lies_in write",
        "app.given_codes": "GivenCodes",
        "app.listing": "list_kinds",
        "app.number_names": "called code_of",
        "app.printed_figures": "Printed",
        "app.run_options": "Wish",
        "app.session": "Session",
        "app.undo_limits": "kept_by_undo",
    },
)
