"""WordprocessingML elements in one line each."""

from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement

#: Punctuation that a Latin face also has: without the hint Word prints it in that face, half as wide.
AMBIGUOUS = frozenset("“”‘’—…·□")


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """Element `w:tag` with attributes of the same namespace; children that are None are left out."""
    element = cast(Element, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def on_off(tag: str, on: bool) -> Element:
    """A switch such as `w:snapToGrid`."""
    return w(tag) if on else w(tag, val=0)


def run(text: str, style: str | None = None) -> Element:
    """One run, all of `text` in one `w:t`, so that a template tag is never split; "\\t" alone gives a `w:tab`."""
    if text == "\t":
        return w("r", w("tab"))
    hint = w("rFonts", hint="eastAsia") if AMBIGUOUS.intersection(text) else None
    looks = w("rPr", w("rStyle", val=style) if style else None, hint)
    content = w("t")
    content.text = text
    if text != text.strip():
        content.set(qn("xml:space"), "preserve")
    return w("r", looks if len(looks) else None, content)


def paragraph(style: str | None, *runs: str | Element) -> Element:
    """A paragraph; each text becomes one run, none at all if it is empty."""
    looks = w("pPr", w("pStyle", val=style)) if style else None
    return w("p", looks, *(run(part) if isinstance(part, str) else part for part in runs if part != ""))


def indented(block: Element, **indent: int) -> Element:
    """The paragraph of a style with an indent of its own, for what no style can know."""
    looks = block.find(qn("w:pPr"))
    assert looks is not None
    looks.append(w("ind", **indent))
    return block


def field(instruction: str, shown: str) -> list[Element]:
    """The runs of a complex field, with the result that is shown until Word counts anew."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        run(shown),
        w("r", w("fldChar", fldCharType="end")),
    ]
