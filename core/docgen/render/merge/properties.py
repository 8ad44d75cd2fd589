"""The order in which Word wants the properties of a paragraph (CT_PPr, ISO 29500-1 17.3.1.26)."""

from __future__ import annotations

from typing import Any

from docgen.render.xml import local

_ORDER = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""".split()


def insert(properties: Any, added: Any) -> None:
    """Put a property into its place."""
    before = frozenset(_ORDER[: _ORDER.index(local(added))])
    properties.insert(sum(1 for child in properties if local(child) in before), added)
