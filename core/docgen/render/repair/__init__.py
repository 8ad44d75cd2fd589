"""What rendered XML may need before Word reads it; done only for templates and values that need it.

The results are those of docxtpl where those are sound: line breaks and tabs of a value, the grid of a table whose
columns a loop made, the numbers of drawings and bookmarks that a loop repeats.
"""

from docgen.render.repair.bookmarks import may_repeat_bookmarks, with_own_bookmarks
from docgen.render.repair.breaks import has_breaks, with_breaks
from docgen.render.repair.drawings import (
    FIRST_DRAWING,
    lacks_shading_patterns,
    with_drawing_numbers,
    with_shading_patterns,
)
from docgen.render.repair.grids import needs_grids, with_grids
from docgen.render.repair.hollow import may_hollow, without_hollows

__all__ = [
    "FIRST_DRAWING",
    "has_breaks",
    "lacks_shading_patterns",
    "may_hollow",
    "may_repeat_bookmarks",
    "needs_grids",
    "with_breaks",
    "with_drawing_numbers",
    "with_grids",
    "with_own_bookmarks",
    "with_shading_patterns",
    "without_hollows",
]
