"""From a generator to files: plan → run → publish, with a ledger that knows what was made.

Contexts are made in the plan; what is rendered from them is published whole or not at all; a file that a person
has changed is never replaced.
"""

from docgen.batch.plan import Item, Plan, make_plan
from docgen.batch.publish import Outcome, Published, publish
from docgen.batch.run import Report, run

__all__ = ["Item", "Outcome", "Plan", "Published", "Report", "make_plan", "publish", "run"]
