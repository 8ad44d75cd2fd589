"""From a generator to files: plan → run or combine → publish, with a ledger that knows what was made.

Contexts are made in the plan; what is rendered from them is published whole or not at all; a file that a person
has changed is never replaced.
"""

from docgen.batch.combine import Proof, combine, proof
from docgen.batch.plan import Item, Plan, make_plan
from docgen.batch.publish import File, Outcome, Published, Publisher, publish
from docgen.batch.run import Report, Step, run

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
