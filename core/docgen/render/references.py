"""What a template's parts refer to: pictures, links, headers. What a document refers to must be in it, or no program
opens it (ISO 29500-2 6.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from docgen.opc import Relations, relations_of
from docgen.problems import DocgenError, TemplateSpot
from docgen.render.source import TEXTS, Words, part_name
from docgen.render.xml import R, parsed
from docgen.text import Text

_NAMED = re.compile(rb' r:\w+="([^"]+)"')


def resolve_references(template: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without relationships that lead nowhere and that nothing needs. Raises DocgenError, with the place in
    the template, for a picture, link or the like that is not in the document."""
    resolved = dict(parts)
    for source in _sources(parts):
        listed = relations_of(source)
        relations = Relations(source, parts.get(listed))
        changed = False
        for relation in list(relations):
            if not relation.external and relation.target.startswith("#"):  # a bookmark of this document
                relations.drop(relation.id)
                relations.add(relation.id, relation.kind, relation.target, external=True)
                changed = True
            elif not relation.external and relation.part(source) not in parts:
                relations.drop(relation.id)
                changed = True
        if TEXTS.fullmatch(source) or changed:
            _check_named(template, source, parts, relations.ids)
        if changed:
            resolved[listed] = relations.xml()
    return resolved


def _sources(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts that list relationships, the package itself, and those whose text may name some."""
    for name in parts:
        if TEXTS.fullmatch(name):
            yield name
        folder, _, file = name.rpartition("_rels/")
        if file.endswith(".rels") and not TEXTS.fullmatch(source := folder + file.removesuffix(".rels")):
            yield source


def _check_named(template: str, source: str, parts: Mapping[str, bytes], known: set[str]) -> None:
    """Raise DocgenError when the part `source` names a relationship that is not `known`."""
    if source not in parts or {found.decode() for found in _NAMED.findall(parts[source])} <= known:
        return
    for element in parsed(parts[source]).iter(etree.Element):
        for attribute, value in element.attrib.items():
            if attribute.startswith(R) and value and "{" not in value and value not in known:
                raise DocgenError(_LACKING, hint=_INSERT_ANEW, where=_spot(template, source, parts, value))


def _spot(template: str, source: str, parts: Mapping[str, bytes], id: str) -> TemplateSpot:
    if not TEXTS.fullmatch(source):
        return TemplateSpot(template, source)
    words = Words(source, parts[source].decode())
    element = next(e for e in words.root.iter(etree.Element) if id in _values(e))
    return TemplateSpot(template, str(part_name(source)), str(words.place_of(element)))


def _values(element: Any) -> list[str]:
    return [value for attribute, value in element.attrib.items() if attribute.startswith(R)]


_LACKING = Text(
    "a picture, link or embedded object that stands here is not in the file",
    "这里引用的图片、链接或嵌入对象不在文件里",
)
_INSERT_ANEW = Text("Delete it in Word and insert it anew.", "请在 Word 里删除后重新插入。")
