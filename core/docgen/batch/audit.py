"""Who made which documents of which rows, and when: a line of JSON for each run in .docgen/audit.jsonl. Row numbers and
counts stand in it, never a value, nor the name of a file, which may hold one (domain.md §4)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from docgen.batch.history import user
from docgen.batch.ledger import Ledger
from docgen.batch.publishing import refusing
from docgen.files import check_file, lies
from docgen.rights import narrow_rights, open_private
from docgen.schema import ACCESS_NAMES, Access
from docgen.state import refuse_link

FILE = "audit.jsonl"


def note(ledger: Ledger, action: str, what: str, **more: Any) -> None:
    """Add a line to the log beside the ledger: `action` is make, preview, issue, void, undo or purge, `what` the
    generator or the number. Raises DocgenError when the log cannot be written."""
    line = {
        "time": datetime.now().astimezone().isoformat(timespec="seconds"),
        "who": user(),
        "action": action,
        "what": what,
        **more,
    }
    ledger.prepare()
    file = refuse_link(ledger.file.with_name(FILE))
    narrow_rights(file)
    with refusing(file):
        if lies(file):
            check_file(file)  # nobody reads a pipe
        with open(file, "a", encoding="utf-8", opener=open_private) as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")


def of_documents(access: Access, rows: Iterable[str], tables: Mapping[str, int], files: int) -> dict[str, Any]:
    """What a line says of documents: who may see them, the rows that they are for (docgen.data.origins), the tables
    looked at with their rows, how many files there are."""
    return {
        "access": ACCESS_NAMES[access].zh,
        "rows": list(rows),
        "tables": dict(tables),
        "files": files,
    }
