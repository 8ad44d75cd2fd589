"""What holds for a whole file: its settings and its list of fonts (ISO 29500-1 17.15.1.78, 17.8.3)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from docgen.render.xml import W, local, parsed, serialized

SETTINGS = "word/settings.xml"
FONTS = "word/fontTable.xml"
_BEFORE_EVEN = frozenset(
    """writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
    embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
    bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState
    formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge
    revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride
    styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
    doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle""".split()
)
_BETWEEN = frozenset(
    """evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing
    drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
    doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData
    noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter
    noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent
    alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt
    showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr""".split()
)
_BEFORE_ENDNOTES = _BEFORE_EVEN | _BETWEEN


def with_settings(xml: bytes, even_pages: bool, endnotes_in_sections: bool) -> bytes:
    """The part word/settings.xml: with headers of their own on even pages, and endnotes at the end of each section, if
    wanted."""
    root = parsed(xml)
    if even_pages:
        _child(root, "evenAndOddHeaders", _BEFORE_EVEN).attrib.pop(f"{W}val", None)
    if endnotes_in_sections:
        found = _child(root, "endnotePr", _BEFORE_ENDNOTES)
        for line in found.findall(f"{W}pos"):
            found.remove(line)
        place = etree.Element(f"{W}pos")
        place.set(f"{W}val", "sectEnd")
        found.insert(0, place)
    return serialized(root)


def _child(root: Any, name: str, before: frozenset[str]) -> Any:
    found = root.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        root.insert(sum(1 for line in root if local(line) in before), found)
    return found


def with_fonts(xml: bytes, *more: bytes) -> bytes:
    """The part word/fontTable.xml with the fonts of others that it lacks, without embedded files."""
    root = parsed(xml)
    known = {font.get(f"{W}name") for font in root}
    for font in (font for other in more if other for font in parsed(other)):
        if font.get(f"{W}name") in known or not local(font):
            continue
        known.add(font.get(f"{W}name"))
        for line in [line for line in font if local(line).startswith("embed")]:
            font.remove(line)
        root.append(font)
    return serialized(root)
