"""From a generator to files: plan → run or combine → publish, with a ledger that knows what was made.

Contexts are made in the plan; what is rendered from them is published whole or not at all; a file that a person
has changed is never replaced.
"""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.batch.combining import Proof, combine, proof
    from docgen.batch.plan import Item, Plan, make_plan
    from docgen.batch.publishing import File, Outcome, Published, Publisher, publish
    from docgen.batch.running import Report, Step, run

__all__ = [
    "File",
    "Item",
    "Outcome",
    "Plan",
    "Proof",
    "Published",
    "Publisher",
    "Report",
    "Step",
    "combine",
    "make_plan",
    "proof",
    "publish",
    "run",
]

__getattr__ = lazy_names(
    __name__,
    {
        "batch.combining": "Proof combine proof",
        "batch.plan": "Item Plan make_plan",
        "batch.publishing": "File Outcome Published Publisher publish",
        "batch.running": "Report Step run",
    },
)
