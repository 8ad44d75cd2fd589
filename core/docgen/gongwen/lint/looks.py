"""What a paragraph and its characters look like, however far away it is said: direct formatting, styles, defaults."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final, NamedTuple

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")


class Looks:
    """Properties (`w:pPr` or `w:rPr`) from the nearest, which count first, to the defaults of the document."""

    def __init__(self, chain: tuple[Any, ...]) -> None:
        self.chain = chain

    def get(self, tag: str, name: str = "val") -> str | None:
        """The attribute of `w:tag` that counts, or None."""
        for properties in self.chain:
            found = properties.find(W + tag)
            if found is not None and (value := found.get(W + name)) is not None:
                return str(value)
        return None

    def number(self, tag: str, name: str = "val", default: int = 0) -> int:
        """The same as a whole number; `default` where there is none."""
        try:
            return round(float(self.get(tag, name) or default))
        except ValueError:
            return default

    def find(self, tag: str) -> Any:
        """The element `w:tag` that counts, or None."""
        return next((found for each in self.chain if (found := each.find(W + tag)) is not None), None)

    def on(self, tag: str) -> bool:
        """Whether a switch such as `w:b` is on."""
        found = self.find(tag)
        return found is not None and (found.get(W + "val") or "1") not in _OFF

    def font(self, side: str) -> str | None:
        """The face for `side` (eastAsia, ascii, hAnsi) by name; "" if the theme decides, None if nothing does."""
        for properties in self.chain:
            fonts = properties.find(W + "rFonts")
            if fonts is not None:
                if fonts.get(f"{W}{side}Theme"):
                    return ""
                if name := fonts.get(W + side):
                    return str(name)
        return None


class Indent(NamedTuple):
    """Indents of a paragraph in twips; `first` may be less than nothing, `chars` are hundredths of a character."""

    left: int
    right: int
    first: int
    chars: int | None


def indent(looks: Looks) -> Indent:
    """The indents as Word takes them; characters, where they are given, beat lengths."""
    left = looks.number("ind", "left", looks.number("ind", "start"))
    right = looks.number("ind", "right", looks.number("ind", "end"))
    hanging = looks.get("ind", "hanging")
    first = -looks.number("ind", "hanging") if hanging and hanging != "0" else looks.number("ind", "firstLine")
    chars = looks.get("ind", "firstLineChars")
    return Indent(left, right, first, int(chars) if chars and chars.lstrip("-").isdigit() else None)


class Styles:
    """The styles of a document by id, each with those that it is based on."""

    def __init__(self, root: Any) -> None:
        self._all = {style.get(W + "styleId"): style for style in root.iter(W + "style")} if root is not None else {}
        self._root = root

    @cached_property
    def default(self) -> str:
        """The id of the paragraph style of paragraphs that name none."""
        for id, style in self._all.items():
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                return str(id)
        return ""

    def name(self, id: str) -> str:
        """The name that Word shows."""
        style = self._all.get(id)
        name = style.find(W + "name") if style is not None else None
        return str(name.get(W + "val")) if name is not None else ""

    def chain(self, id: str, kind: str) -> tuple[Any, ...]:
        """The properties `kind` (pPr, rPr) of a style and of those below it, nearest first."""
        found, seen = [], set[str]()
        while id in self._all and id not in seen:
            seen.add(id)
            style = self._all[id]
            if (properties := style.find(W + kind)) is not None:
                found.append(properties)
            based = style.find(W + "basedOn")
            id = based.get(W + "val") if based is not None else ""
        return tuple(found)

    def defaults(self, kind: str) -> tuple[Any, ...]:
        """The properties `kind` of the document's defaults."""
        path = f"{W}docDefaults/{W}{kind}Default/{W}{kind}"
        found = self._root.find(path) if self._root is not None else None
        return () if found is None else (found,)
