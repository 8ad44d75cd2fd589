"""Many records in one print file.

combination → member, headers → sections, page_counts: the file in the making, the templates fitted into it, what stands
above and below the text, the sections that keep the records apart, and how many pages each has. What the templates
share is the work of docgen.render.merge.
"""

from docgen.render.combine.combination import Combination, combined

__all__ = ["Combination", "combined"]
