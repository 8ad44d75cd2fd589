"""Takes out of a template what is about its author and his machine, before documents are made of it (domain.md §4).

What goes: names in the properties, comments and their authors, tracked changes (they are accepted), custom XML, the
thumbnail, numbers of editing sessions, printers, paths of other files, accounts that may edit, hidden text. The title
is what the template is called: Word takes the first line for it that somebody typed, often of another document. The
result of a field that names a file stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.opc import CONTENT_TYPES, ContentTypes, Relations
from docgen.personal import personal_numbers
from docgen.problems import Problem, Severity, TemplateSpot
from docgen.render.accept import CHANGES, with_changes_accepted
from docgen.render.package import read_parts
from docgen.render.source import TEXTS, part_name
from docgen.render.texts import PlacedText, hidden_texts
from docgen.render.unseen import LOCAL_PATH, fields_of_machine, hidden_runs, hiding_styles, unwrap_field
from docgen.render.xml import R, W, local, parsed, serialized
from docgen.text import Text

_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_WORKPLACE = ("Company", "Manager")
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
_TELLING = re.compile(
    rb"rsid|attachedTemplate|mailMerge|docVars|saveThroughXslt|printerSettings|dataBinding|perm(Start|End)|comment"
    rb"|descr\s*=|author\s*=|file:|[A-Za-z]:[\\/]|\\\\|vanish|/(?:home|[Uu]sers|media|mnt|Volumes)/"
)
_STYLES = "word/styles.xml"


def cleaned(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """The parts of a document without all that; `title` is its title, whatever it had."""
    kept = {name: data for name, data in parts.items() if not _is_gone(name)}
    types = ContentTypes(kept[CONTENT_TYPES])
    for name in parts.keys() - kept.keys():
        types.drop(name)
    for name in [name for name in kept if name.endswith(".rels")]:
        _clean_relations(kept, name)
    hiding = _hiding(kept)
    for name in [name for name in kept if name.startswith("word/") and name.endswith(".xml")]:
        if hiding or _TELLING.search(kept[name]):
            kept[name] = _clean_part(kept[name], hiding)
    for name in [name for name in kept if name.endswith(".rels")]:
        _drop_unused(kept, name)
    kept[_CORE] = _properties(kept.get(_CORE), title)
    if _CORE not in parts:
        types.add(_CORE, _CORE_TYPE)
        kept["_rels/.rels"] = _with_core(kept.get("_rels/.rels"))
    return {**kept, CONTENT_TYPES: types.xml()}


def anonymous(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """The parts of a template that goes to others, whose properties name nobody and say `title`. What its editors see
    in Word stays."""
    kept = dict(parts)
    if _CORE in kept:
        kept[_CORE] = _properties(kept[_CORE], title)
    if _APP in kept:
        kept[_APP] = _without_workplace(kept[_APP])
    return kept


def _without_workplace(xml: bytes) -> bytes:
    root = parsed(xml)
    for child in [child for child in root if local(child) in _WORKPLACE]:
        root.remove(child)
    return serialized(root)


def leftovers(path: Path) -> list[Problem]:
    """Warnings of what is in the .docx template `path` and nobody sees: comments and tracked changes, hidden text,
    paths of a machine, numbers of persons in names. Raises DocgenError for a file that is not a Word document."""
    parts = read_parts(path)
    texts = {name: data for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")}
    where = TemplateSpot(path.name)
    found = [(where, _COMMENTS, _BEFORE_USE)] if any(b"<w:commentReference" in data for data in texts.values()) else []
    found += [(where, _TRACKED, _BEFORE_USE)] if any(map(_CHANGED.search, texts.values())) else []
    hiding = _hiding(parts)
    for name in filter(TEXTS.fullmatch, texts):
        spot = TemplateSpot(path.name, str(part_name(name)))
        found += [(spot, text, hint) for text, hint in _unseen(parsed(texts[name]), hiding)]
    problems = [Problem(LEFTOVERS, Severity.WARNING, text, spot, hint) for spot, text, hint in found]
    return [*problems, *warn_hidden_numbers(path.name, hidden_texts(parts))]


def hidden_numbers(path: Path) -> list[Problem]:
    """The warnings of `leftovers` that concern numbers of persons. Raises DocgenError for a file that is not a Word
    document."""
    return warn_hidden_numbers(path.name, hidden_texts(read_parts(path)))


def warn_hidden_numbers(template: str, texts: Iterable[PlacedText]) -> list[Problem]:
    """A warning for each number of a person in texts of the template of that name that no page shows."""
    found = {
        Problem(LEFTOVERS, Severity.WARNING, _NUMBER.format(number=number.masked), spot, _DELETE): None
        for part, place, text in texts
        for number in personal_numbers(text)
        for spot in [TemplateSpot(template, str(part), str(place))]
    }
    return list(found)


def _unseen(root: Any, hiding: frozenset[str]) -> Iterator[tuple[Text, Text]]:
    if hidden_runs(root, hiding):
        yield _HIDDEN, _SHOW
    for kind, _ in fields_of_machine(root):
        yield _FIELD.format(kind=kind), _UNLINK


LEFTOVERS = "template-leftovers"
"""The code of what is in a template and nobody sees."""
_NUMBER = Text(
    "a number of a person stands here, where no page shows it: {number}", "这里有页面上看不到的个人号码：{number}"
)
_DELETE = Text(
    "Delete or rename it in Word; what Word does not show goes when the text is copied into a new document.",
    "请在 Word 里删去或改名；Word 里找不到的，把正文复制到新建的文档里另存即可。",
)
_HIDDEN = Text(
    "the template holds hidden text; documents are made without it", "模板里有隐藏文字，生成的文件不带隐藏文字"
)
_SHOW = Text("Delete it; Ctrl+Shift+8 shows it in Word.", "请删去；在 Word 里按 Ctrl+Shift+8 可以看到。")
_FIELD = Text(
    "a field ({kind}) names a file of one machine; documents keep what it shows, not the path",
    "域（{kind}）里写着某台电脑上的文件路径，生成的文件只保留显示的内容，不带路径",
)
_UNLINK = Text(
    "Turn it into text or a picture of the document: Ctrl+Shift+F9.", "请改成普通文字或插入的图片：按 Ctrl+Shift+F9。"
)
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
        of_machine = relation.external and LOCAL_PATH.match(relation.target) is not None
        can_lack = of_machine and _can_lack(parts, source, relation.id)
        if leads_nowhere or can_lack or _GONE_RELATIONS.search(relation.kind):
            relations.drop(relation.id)
            gone.add(relation.id)
        elif of_machine:
            relations.drop(relation.id)
            relations.add(relation.id, relation.kind, re.split(r"[\\/]", relation.target)[-1], external=True)
    parts[name] = relations.xml()
    if gone and source in parts:
        root = parsed(parts[source])
        for element, attribute in _references(root, gone):
            del element.attrib[attribute]
        parts[source] = serialized(root)


def _drop_unused(parts: dict[str, bytes], name: str) -> None:
    """Take away the relations to pictures, links and embedded files that the part does not use: Word leaves some
    behind, and what was hidden or deleted is gone by now."""
    folder, _, file = name.rpartition("_rels/")
    source = f"{folder}{file.removesuffix('.rels')}"
    if source not in parts:
        return
    relations = Relations(source, parts[name])
    unused = [relation.id for relation in relations if _USED.search(relation.kind)]
    unused = [id for id in unused if not re.search(rb"""["']%b["']""" % re.escape(id.encode()), parts[source])]
    for id in unused:
        relations.drop(id)
    if unused:
        parts[name] = relations.xml()


_USED = re.compile(r"/(image|hyperlink|oleObject|package|aFChunk|media|audio|video)$")
"""Relations that markup uses by their ids."""


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


def _hiding(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The styles of a document that hide text."""
    styles = parts.get(_STYLES, b"")
    return hiding_styles(parsed(styles)) if b"vanish" in styles else frozenset()


def _clean_part(xml: bytes, hiding: frozenset[str]) -> bytes:
    root = parsed(xml)
    with_changes_accepted(root)
    for run in hidden_runs(root, hiding):
        run.getparent().remove(run)
    for mark in [mark for _, marks in fields_of_machine(root) for mark in marks]:
        if mark.getparent() is not None:
            unwrap_field(mark, _take_out)
    for element in [element for element in root.iter(etree.Element) if local(element) in _GONE_ELEMENTS]:
        _take_out(element)
    for element in root.iter(etree.Element):
        for attribute, value in list(element.attrib.items()):
            if attribute.startswith(f"{W}rsid") or (attribute in ("descr", "title") and LOCAL_PATH.match(value)):
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
    own.text = title
    return serialized(root)


def _with_core(xml: bytes | None) -> bytes:
    relations = Relations("", xml)
    relations.add("rIdCore", _CORE_KIND, _CORE)
    return relations.xml()
