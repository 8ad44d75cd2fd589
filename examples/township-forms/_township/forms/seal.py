"""署名 above the middle of 成文日期, on pages that are wider or narrower than those of official documents."""

from __future__ import annotations

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import SIGN_OFF
from docgen.gongwen.oxml import indented, paragraph


def sealed(builder: Builder, name: str, date: str, width: int) -> None:
    """The name and the date, with room for a seal, at the right of text so wide."""
    builder.space(2)
    builder.add(indented(paragraph(styles.SIGNER.id, name), left=width - SIGN_OFF.box, right=0))
    builder.paragraph(styles.SIGNED_ON, date)
