"""The names of a Word document's parts: programs may give them any (ISO 29500-2 6.2), docgen looks for Word's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from docgen.opc.relations import ContentTypes, Relation, Relations, relations_of

CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "word/document.xml"
_OF_PACKAGE = {
    "officeDocument": _MAIN,
    "core-properties": "docProps/core.xml",
    "extended-properties": "docProps/app.xml",
}
_ONE_EACH = "styles numbering settings fontTable footnotes endnotes comments"
_OF_MAIN = {kind: f"word/{kind}.xml" for kind in _ONE_EACH.split()}
_MANY = ("header", "footer")


def rename_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the parts that docgen looks for the names that Word gives them, in the content types and relationships too.
    Parts that have them already stay as they are. Raises XMLSyntaxError for a damaged list of relationships."""
    names = _new_names(parts)
    if not names:
        return dict(parts)
    renamed: dict[str, bytes] = {}
    for name, data in parts.items():
        source = _source_of(name)
        if source is None:
            renamed[names.get(name, name)] = data
        else:
            renamed[relations_of(names.get(source, source))] = _lead_to(names, source, data)
    renamed[CONTENT_TYPES] = _type_again(names, parts[CONTENT_TYPES])
    return renamed


def _new_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The new name of each part that has another one today."""
    names: dict[str, str] = {}
    for part, usual in _usual_names(parts):
        if part in parts and part != usual and part not in names:
            names[part] = usual
    taken = set(parts) | set(names.values())
    for usual in set(names.values()) & (parts.keys() - names.keys()):  # somebody else has the name
        names[usual] = next(free for n in count(1) if (free := usual.replace(".xml", f"_{n}.xml")) not in taken)
    return names


def _usual_names(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    main = ""
    for relation in _relations(parts, ""):
        if usual := _OF_PACKAGE.get(_kind(relation)):
            yield _match_case(parts, relation.part("")), usual
            main = _match_case(parts, relation.part("")) if usual == _MAIN else main
    numbers = {kind: count(1) for kind in _MANY}
    for relation in _relations(parts, main) if main else ():
        kind, part = _kind(relation), _match_case(parts, relation.part(main))
        if kind in _OF_MAIN:
            yield part, _OF_MAIN[kind]
        elif kind in _MANY and not re.fullmatch(rf"word/{kind}\d*\.xml", part):
            names = (f"word/{kind}{number}.xml" for number in numbers[kind])
            yield part, next(name for name in names if name not in parts)


def _relations(parts: Mapping[str, bytes], source: str) -> Iterator[Relation]:
    listed = parts.get(relations_of(source))
    return (relation for relation in Relations(source, listed) if not relation.external) if listed else iter(())


def _kind(relation: Relation) -> str:
    return relation.kind.rpartition("/")[2]


def _match_case(parts: Mapping[str, bytes], name: str) -> str:
    """The name as the part has it: small and capital letters count as one (ISO 29500-2 6.2.2.3)."""
    return name if name in parts else next((part for part in parts if part.lower() == name.lower()), name)


def _source_of(name: str) -> str | None:
    """The part whose relationships the part `name` lists; None if it lists none."""
    found = re.fullmatch(r"(.*/)?_rels/(.*)\.rels", name)
    return None if found is None else (found[1] or "") + found[2]


def _lead_to(names: Mapping[str, str], source: str, listed: bytes) -> bytes:
    """The relationships of `source` with the new names of parts, and from where the part lies now."""
    new = Relations(names.get(source, source))
    for relation in Relations(source, listed):
        part = relation.part(source)
        target = relation.target if relation.external else names.get(part, part)
        new.add(relation.id, relation.kind, target, external=relation.external)
    return new.xml()


def _type_again(names: Mapping[str, str], listed: bytes) -> bytes:
    """The content types with the new names of parts."""
    types = ContentTypes(listed)
    kinds = {part: types.of(part) for part in names}
    for part in names:
        types.drop(part)
    for part, kind in kinds.items():
        if kind:
            types.add(names[part], kind)
    return types.xml()
