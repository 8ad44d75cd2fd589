"""Fonts and colours that a template takes from its theme, written out, since a file has one theme only (ISO 29500-1
17.3.2.26, 20.1.4.1.16)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from docgen.render.xml import W, parsed

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}
_ATTRIBUTES = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}
_SCRIPTS = {"zh-CN": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


def theme_fonts(theme: bytes | None, settings: bytes | None) -> dict[str, str]:
    """The fonts behind the names of a theme (minorEastAsia …); what the theme leaves open for East Asia follows the
    language of the settings."""
    if theme is None:
        return {}
    script = _SCRIPTS.get(_east_asia(settings), "Hans")
    fonts = {}
    for size in ("major", "minor"):
        found = parsed(theme).find(f".//{_A}{size}Font")
        for name, slot in _SLOTS.items() if found is not None else ():
            face = found.find(f"{_A}{slot}")
            own = found.find(f"{_A}font[@script='{script}']") if slot == "ea" else None
            typed = face.get("typeface", "") if face is not None else ""
            fonts[f"{size}{name}"] = typed or (own.get("typeface", "") if own is not None else "")
    return fonts


def _east_asia(settings: bytes | None) -> str:
    found = parsed(settings).find(f"{W}themeFontLang") if settings else None
    return "" if found is None else found.get(f"{W}eastAsia", "")


def without_theme(xml: str, fonts: Mapping[str, str]) -> str:
    """`xml` with the fonts of the theme by name, and its colours as the value that stands beside them."""
    xml = _FONTS.sub(lambda found: _named(found[0], fonts), xml)
    return _COLOURS.sub("", xml)


_FONTS = re.compile(r"<w:rFonts\b[^>]*>")
_COLOURS = re.compile(r' w:theme(?:Color|Tint|Shade|Fill|FillTint|FillShade)="[^"]*"')


def _named(tag: str, fonts: Mapping[str, str]) -> str:
    for theme_name, name in _ATTRIBUTES.items():
        found = re.search(rf' w:{theme_name}="([^"]*)"', tag)
        if found is None:
            continue
        tag = tag.replace(found[0], "")
        if face := fonts.get(found[1], ""):
            tag = re.sub(rf' w:{name}="[^"]*"', "", tag)
            tag = tag.replace("<w:rFonts", f"<w:rFonts w:{name}={quoteattr(face)}", 1)
    return tag
