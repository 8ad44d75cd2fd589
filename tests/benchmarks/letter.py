"""One letter and one review form, by docgen and its rivals."""

from pathlib import Path
from typing import Any

from documents import HOUSEHOLD, PERSON_WITH_OPINIONS, Maker, letter, review_form
from measure import measure, table
from rivals import install, racing

SUBJECTS: list[tuple[str, Maker, dict[str, Any], float]] = [
    ("One letter: a page, 11 fields, 16 parts, document.xml of 13 kB; CPU", letter, HOUSEHOLD, 1 / 250),
    ("One review form: a page, 10 fields, a loop of 14 rows; CPU", review_form, PERSON_WITH_OPINIONS, 1 / 200),
]


def report(folder: Path, rounds: int) -> str:
    install()
    tables = []
    for title, make, values, share in SUBJECTS:
        with racing(folder, make, values) as figures:
            measure(figures, rounds)
        docgen, anew, docxtpl, *_ = figures
        docgen.share, anew.share = share, 1
        tables.append(table(title, figures, yardstick=docxtpl))
    return "\n".join(tables)
