"""The last look at a form: what still seems to be a place to write in, and no message tells."""

from __future__ import annotations

import re
from typing import Any

from docgen.forms.begin.blanks import cell_of, is_shown
from docgen.forms.begin.found import Found
from docgen.forms.begin.lines import Line
from docgen.forms.begin.spots import spots_of
from docgen.render.xml import W

_TAG = re.compile(r"\{\{[^{}]*\}\}")
_SOME = 3


def catch_untold(root: Any, found: Found) -> None:
    """List what is left of places to write in, once a paragraph."""
    for paragraph in root.iter(f"{W}p"):
        if found.told[cell_of(paragraph)]:
            continue
        line = Line(paragraph)
        text = _TAG.sub(lambda tag: "，" * len(tag[0]), line.text)
        spots = [spot for spot in spots_of(text) if not is_shown(spot, line, found)]
        if len(spots) > found.told[paragraph]:
            unnamed = [spot for spot in spots if not spot.label] or spots
            found.unnamed.append(
                ("、".join(dict.fromkeys(spot.shape or "____" for spot in unnamed[:_SOME])), line.read)
            )
