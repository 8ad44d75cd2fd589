"""Many records in one print file.

combination → member, headers → sections: the file in the making, the templates fitted into it, what stands above and
below the text, and the sections that keep the records apart. What the templates share is the work of
docgen.render.merge.
"""

from docgen.render.combine.combination import Combination, combined

__all__ = ["Combination", "combined"]
