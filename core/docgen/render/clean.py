"""Takes out of a template what is about its author and his machine, before documents are made of it (domain.md §4).

What goes: names in the properties, comments and their authors, tracked changes (they are accepted), custom XML, the
thumbnail, numbers of editing sessions, printers, paths of other files, accounts that may edit. The title stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.opc.relations import ContentTypes, Relations
from docgen.problems import Problem, Severity, TemplateSpot
from docgen.render.accept import CHANGES, with_changes_accepted
from docgen.render.package import CONTENT_TYPES, read_parts
from docgen.render.xml import R, W, local, parsed, serialized
from docgen.text import Text

_CORE = "docProps/core.xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_KEPT_PROPERTIES = ("title", "language", "created", "modified")

_GONE = re.compile(
    r"docProps/(?!core\.xml)|customXml/|word/(comments\w*|people|documenttasks/.*|customizations)\.xml|word/printerSettings/"
    r"|_xmlsignatures/"
)
"""Parts that a document does without; their relations go along."""
_GONE_RELATIONS = re.compile(r"/(attachedTemplate|mailMerge\w*|transform|recipientData|printerSettings)$")
_GONE_ELEMENTS = frozenset(
    """rsids attachedTemplate mailMerge docVars saveThroughXslt printerSettings dataBinding permStart permEnd
    commentRangeStart commentRangeEnd commentReference""".split()
)
_LOCAL_PATH = re.compile(r"^file:|^[a-z]:[\\/]|^\\\\|^/(home|users)/", re.IGNORECASE)
_TELLING = re.compile(
    rb"rsid|attachedTemplate|mailMerge|docVars|saveThroughXslt|printerSettings|dataBinding|perm(Start|End)|comment"
    rb"|descr=|author=|file:|[A-Za-z]:\\|\\\\"
)


def cleaned(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """The parts of a document without all that; `title` is its title if it has none of its own."""
    kept = {name: data for name, data in parts.items() if not _is_gone(name)}
    types = ContentTypes(kept[CONTENT_TYPES])
    for name in parts.keys() - kept.keys():
        types.drop(name)
    for name in [name for name in kept if name.endswith(".rels")]:
        _clean_relations(kept, name)
    for name in [name for name in kept if name.startswith("word/") and name.endswith(".xml")]:
        if _TELLING.search(kept[name]):
            kept[name] = _clean_part(kept[name])
    kept[_CORE] = _properties(kept.get(_CORE), title)
    if _CORE not in parts:
        types.add(_CORE, _CORE_TYPE)
        kept["_rels/.rels"] = _with_core(kept.get("_rels/.rels"))
    return {**kept, CONTENT_TYPES: types.xml()}


def leftovers(path: Path) -> list[Problem]:
    """Warnings of comments and of tracked changes in the .docx template `path`: documents are made without them. Raises
    DocgenError for a file that is not a Word document."""
    parts = read_parts(path)
    texts = [data for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")]
    found = [_COMMENTS] if any(b"<w:commentReference" in data for data in texts) else []
    found += [_TRACKED] if any(_CHANGED.search(data) for data in texts) else []
    where = TemplateSpot(path.name)
    return [Problem("template-leftovers", Severity.WARNING, text, where, _BEFORE_USE) for text in found]


_COMMENTS = Text("the template holds comments; documents are made without them", "模板里有批注，生成的文件不带批注")
_TRACKED = Text(
    "the template holds tracked changes; documents are made as if they were accepted",
    "模板里有修订，生成的文件按接受修订处理",
)
_BEFORE_USE = Text(
    "Settle them in Word: Review → Accept, Delete.", "请在 Word 的“审阅”里处理完：接受或拒绝修订、删除批注。"
)
_CHANGED = re.compile(rb"<w:(?:%s)[ >/]" % "|".join(sorted(CHANGES)).encode())


def _is_gone(name: str) -> bool:
    source = re.sub(r"_rels/([^/]*)\.rels$", r"\1", name)
    return _GONE.match(source) is not None


def _clean_relations(parts: dict[str, bytes], name: str) -> None:
    """Take away relations that lead to nothing now, or to another file of the author's machine."""
    folder, _, file = name.rpartition("_rels/")
    source = f"{folder}{file.removesuffix('.rels')}"
    relations = Relations(source, parts[name])
    gone = set()
    for relation in list(relations):
        leads_nowhere = not relation.external and _is_gone(relation.part(source))
        of_machine = relation.external and _LOCAL_PATH.match(relation.target) and _can_lack(parts, source, relation.id)
        if leads_nowhere or of_machine or _GONE_RELATIONS.search(relation.kind):
            relations.drop(relation.id)
            gone.add(relation.id)
    if not gone:
        return
    parts[name] = relations.xml()
    if source in parts:
        root = parsed(parts[source])
        for element, attribute in _references(root, gone):
            del element.attrib[attribute]
        parts[source] = serialized(root)


def _can_lack(parts: Mapping[str, bytes], source: str, id: str) -> bool:
    """Whether all that refers to the relation does so by an attribute that may be left out: a hyperlink, or the file of
    a picture that is stored in the document as well."""
    found = list(_references(parsed(parts[source]), {id})) if source in parts else []
    return all(local(e) == "hyperlink" or (a == f"{R}link" and e.get(f"{R}embed")) for e, a in found)


def _references(root: Any, ids: set[str]) -> Iterator[tuple[Any, str]]:
    return (
        (element, attribute)
        for element in list(root.iter(etree.Element))
        for attribute, value in element.attrib.items()
        if attribute.startswith(R) and value in ids
    )


def _clean_part(xml: bytes) -> bytes:
    root = parsed(xml)
    with_changes_accepted(root)
    for element in [element for element in root.iter(etree.Element) if local(element) in _GONE_ELEMENTS]:
        _take_out(element)
    for element in root.iter(etree.Element):
        for attribute, value in list(element.attrib.items()):
            if attribute.startswith(f"{W}rsid") or (attribute in ("descr", "title") and _LOCAL_PATH.match(value)):
                del element.attrib[attribute]
    return serialized(root)


def _take_out(element: Any) -> None:
    """Remove an element; a run that held nothing else goes too."""
    parent = element.getparent()
    parent.remove(element)
    if parent.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in parent) and parent.getparent() is not None:
        parent.getparent().remove(parent)


def _properties(xml: bytes | None, title: str) -> bytes:
    """The properties with title, language and days only."""
    root = parsed(xml) if xml else etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC})
    for child in [child for child in root if local(child) not in _KEPT_PROPERTIES]:
        root.remove(child)
    own = root.find(f"{{{_DC}}}title")
    if own is None:
        own = etree.Element(f"{{{_DC}}}title")
        root.insert(0, own)
    if not (own.text or "").strip():
        own.text = title
    return serialized(root)


def _with_core(xml: bytes | None) -> bytes:
    relations = Relations("", xml)
    relations.add("rIdCore", _CORE_KIND, _CORE)
    return relations.xml()
