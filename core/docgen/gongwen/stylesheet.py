"""Styles as WordprocessingML: what `styles.STYLES` says, in `styles.xml` and `fontTable.xml`."""

from collections.abc import Iterable

from docx.oxml.ns import qn

from docgen.gongwen.format_styles import FORMAT_STYLES
from docgen.gongwen.layout import FANGSONG, FONTS, RED, Font
from docgen.gongwen.oxml import Element, on_off, w
from docgen.gongwen.pack_styles import PACK_STYLES
from docgen.gongwen.styles import NORMAL, STYLES, Style

#: Digits are no Chinese: LibreOffice would divide a number between two lines.
LANGUAGES = {"val": "en-US", "eastAsia": "zh-CN"}


def write_styles(root: Element, normal: Style = NORMAL) -> None:
    """Put the styles in place of all that the `w:styles` root holds; `normal` is that of paragraphs without one."""
    del root[:]
    root.append(_defaults())
    default = w("name", val="Default Paragraph Font")
    root.append(w("style", default, type="character", default=1, styleId="DefaultFont"))
    root.append(_style(normal))
    root.extend(_style(style) for style in (*STYLES, *FORMAT_STYLES, *PACK_STYLES) if style is not NORMAL)


def keep_used(root: Element, stories: Iterable[Element]) -> None:
    """Take out of the `w:styles` root what the `stories` do not use and nothing that they use stands on."""
    known = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
    kept = {name for name, style in known.items() if style.get(qn("w:default"))}
    wanted = {use.get(qn("w:val")) for story in stories for use in story.iter(qn("w:pStyle"), qn("w:rStyle"))}
    while wanted := (wanted & known.keys()) - kept:
        kept |= wanted
        below = (known[name].find(qn("w:basedOn")) for name in wanted)
        wanted = {base.get(qn("w:val")) for base in below if base is not None}
    for name in known.keys() - kept:
        root.remove(known[name])


def font_table() -> list[Element]:
    """`w:font` elements that tell Word what may stand in for a face that is not installed."""
    return [
        w("font", w("altName", val=",".join(font.fallbacks)), w("charset", val=86), name=font.name) for font in FONTS
    ]


def _defaults() -> Element:
    looks = w("rPr", _fonts(FANGSONG), w("lang", **LANGUAGES, bidi="ar-SA"))
    return w("docDefaults", w("rPrDefault", looks), w("pPrDefault"))


def _style(style: Style) -> Element:
    element = w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based) if style.based else None,
        w("qFormat"),
        None if style.character else _paragraph_looks(style),
        _character_looks(style),
        type="character" if style.character else "paragraph",
        styleId=style.id,
    )
    if style.id == NORMAL.id:
        element.set(qn("w:default"), "1")
    elif not style.id.startswith("Footer"):
        element.set(qn("w:customStyle"), "1")
    return element


def _paragraph_looks(style: Style) -> Element:
    """`w:pPr` in the order of the schema."""
    root = style.based is None
    return w(
        "pPr",
        w("keepNext") if style.keep_next else None,
        w("pageBreakBefore") if style.new_page else None,
        on_off("widowControl", False) if root else None,  # else a page loses its 22nd line
        _rule(style) if style.rule else _cut() if style.cut else None,
        w("tabs", *(w("tab", val=kind, pos=place) for kind, place in style.tabs)) if style.tabs else None,
        *(_chinese_line_breaks() if root else ()),
        None if style.on_grid else on_off("snapToGrid", False),
        w("spacing", before=style.before, after=0, line=style.pitch, lineRule="exact") if style.pitch else None,
        w("ind", **style.indent) if style.indent else None,
        w("jc", val=style.align) if style.align else None,
        w("outlineLvl", val=style.level) if style.level is not None else None,
    )


def _chinese_line_breaks() -> list[Element]:
    """No 。 at a line's head, 标点 may hang over its end; no quarter space beside digits."""
    switches = {"kinsoku": True, "overflowPunct": True, "autoSpaceDE": False, "autoSpaceDN": False}
    return [on_off(name, on) for name, on in {**switches, "adjustRightInd": False}.items()]


def _rule(style: Style) -> Element:
    """The red rule of a style."""
    border = w("bottom", val=style.rule_kind, sz=style.rule or 0, space=style.rule_space, color=RED)
    return w("pBdr", border)


def _cut() -> Element:
    return w("pBdr", w("top", val="dashed", sz=6, space=1, color="000000"))


def _character_looks(style: Style) -> Element | None:
    """`w:rPr` in the order of the schema."""
    looks = w(
        "rPr",
        _fonts(style.font) if style.font else None,
        w("color", val=style.color) if style.color else None,
        w("spacing", val=style.spacing) if style.spacing is not None else None,
        w("w", val=style.scale) if style.scale else None,
        w("sz", val=int(style.size)) if style.size else None,
        w("szCs", val=int(style.size)) if style.size else None,
        w("lang", **LANGUAGES) if style.based is None and not style.character else None,
    )
    return looks if len(looks) else None


def _fonts(font: Font) -> Element:
    """Every kind of character by name, none by theme; quotation marks and dashes in the Chinese face."""
    return w("rFonts", hint="eastAsia", ascii=font.latin, hAnsi=font.latin, eastAsia=font.name, cs=font.latin)
