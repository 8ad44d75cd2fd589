"""What docgen keeps beside documents: whose it is, and which paths it may name.

Databases, manifests and ledgers lie in a workspace that anybody may have written. Each path from them passes one gate
(`gate`), and a workspace carries the mark of each user who took it over (`mark`), which only the key in that user's own
folder (`user`) makes.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.state.database import FULL, connect, temporary_fault
    from docgen.state.gate import OUT, Gate, is_plain_name, refuse_link, refuse_links
    from docgen.state.mark import STATE, Standing, adopt, prepare_state, refuse_foreign, require_own, standing_of
    from docgen.state.shape import NotAsWritten, Within, parse_as, read_as, read_rows
    from docgen.state.user import STATE_VARIABLE, keyed_hash, name_folder, named_folders, user_folder, user_key

__all__ = [
    "FULL",
    "OUT",
    "STATE",
    "STATE_VARIABLE",
    "Gate",
    "NotAsWritten",
    "Standing",
    "Within",
    "adopt",
    "connect",
    "is_plain_name",
    "keyed_hash",
    "name_folder",
    "named_folders",
    "parse_as",
    "prepare_state",
    "read_as",
    "read_rows",
    "refuse_foreign",
    "refuse_link",
    "refuse_links",
    "require_own",
    "standing_of",
    "temporary_fault",
    "user_folder",
    "user_key",
]

__getattr__ = lazy_names(
    __name__,
    {
        "state.database": "FULL connect temporary_fault",
        "state.gate": "Gate OUT is_plain_name refuse_link refuse_links",
        "state.mark": "STATE Standing adopt prepare_state refuse_foreign require_own standing_of",
        "state.shape": "NotAsWritten Within parse_as read_as read_rows",
        "state.user": "STATE_VARIABLE keyed_hash name_folder named_folders user_folder user_key",
    },
)
