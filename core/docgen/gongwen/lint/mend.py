"""`docgen lint --fix`: a copy of a document in which what is mechanical is put right."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docgen.gongwen.layout import DASH, INDENTS, SONGTI, Size
from docgen.gongwen.lint.document import Document, parsed_document
from docgen.gongwen.lint.findings import WHOLE, Draft, Finding
from docgen.gongwen.lint.mend_looks import mend_looks
from docgen.gongwen.lint.mend_text import Change, mend_text
from docgen.gongwen.lint.parts import parts_of
from docgen.gongwen.lint.rules import look
from docgen.opc import serialized
from docgen.problems import DocgenError, DocumentSpot
from docgen.render.package import write_parts
from docgen.text import Text, reason_of

if TYPE_CHECKING:
    from docx.section import _Footer

_FOOTERS = {"GW260", "GW261", "GW262"}


@dataclass(frozen=True, slots=True)
class Mended:
    """The copy, what was changed in it, and what is still wrong; `path` is None where nothing could be changed."""

    path: Path | None
    changes: tuple[Change, ...]
    left: tuple[Finding, ...]


def mend_file(path: Path) -> Mended:
    """Put right what is mechanical, in a copy beside the file: 通知.docx becomes 通知_改.docx, 通知_改2.docx …

    Raises DocgenError when it is no .docx, or when the copy cannot be written.
    """
    from docgen.gongwen.lint import read_draft

    draft = read_draft(path)
    changes, content = _changed(draft)
    if not changes:
        return Mended(None, (), tuple(look(draft, pages=False)))
    left = look(_read(path, content), pages=False)
    return Mended(_write(path, content), tuple(changes), tuple(left))


def _changed(draft: Draft) -> tuple[list[Change], bytes]:
    """First the words, then the looks, as these depend on the words; again, as rules see more where the type is right;
    then the page numbers."""
    path, content = draft.document.path, b""
    changes: list[Change] = []
    for _ in range(_ROUNDS):
        done = {change.rule for change in changes}
        new = list(mend_text(draft, _broken(draft) - done))
        draft = _read(path, content := _packed(draft.document))
        new += mend_looks(draft, _broken(draft) - done)
        draft = _read(path, content := _packed(draft.document))
        changes += new
        if not new:
            break
    broken = _broken(draft) & _FOOTERS
    if broken and (numbered := _with_page_numbers(content)):
        changes.append(Change(min(broken), WHOLE, "", f"{DASH} 1 {DASH}"))
        content = numbered
    return changes, content


_ROUNDS = 3


def _read(path: Path, content: bytes) -> Draft:
    document = parsed_document(path, content)
    return Draft(document, parts_of(document))


def _broken(draft: Draft) -> set[str]:
    return {finding.rule.id for finding in look(draft, pages=False) if finding.rule.fixed}


def _packed(document: Document) -> bytes:
    """The file with its parts as they are now."""
    return write_parts(document.package | {name: serialized(root) for name, root in document.roots.items()})


def _write(path: Path, content: bytes) -> Path:
    """Write the copy under a name that is free."""
    number = 1
    while True:
        target = path.with_name(f"{path.stem}_改{number if number > 1 else ''}.docx")
        try:
            with target.open("xb") as file:
                file.write(content)
            shutil.copymode(path, target)  # whoever may not see the document may not see its copy
            return target
        except FileExistsError:
            number += 1
        except OSError as error:
            target.unlink(missing_ok=True)
            text = Text("the copy cannot be written: {why}", "无法写入改好的文件：{why}").format(why=reason_of(error))
            raise DocgenError(text, where=DocumentSpot(str(target))) from None


def _with_page_numbers(content: bytes) -> bytes:
    """The same with page numbers as the standard wants them; nothing where footers hold other text too."""
    import docx

    document = docx.Document(io.BytesIO(content))
    pairs = [(section.footer, section.even_page_footer) for section in document.sections]
    if not all(_only_number(footer) for pair in pairs for footer in pair):
        return b""
    for odd, even in pairs[:1]:
        for footer, side in ((odd, "right"), (even, "left")):
            footer.is_linked_to_previous = False
            story = cast(Any, footer._element)
            del story[:]
            story.append(_page_number(side))
    for odd, even in pairs[1:]:
        odd.is_linked_to_previous = even.is_linked_to_previous = True
    document.settings.odd_and_even_pages_header_footer = True
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _only_number(footer: _Footer) -> bool:
    words = "".join(each.text for each in footer.paragraphs) + "".join("表" for _ in footer.tables)
    return footer.is_linked_to_previous or not re.sub(r"[\d\s—–\-第页共/]|PAGE", "", words)


def _page_number(side: str) -> Any:
    """`— 1 —` in 宋体 of 14 pt, 1 字 from the outer edge (7.5)."""
    from docgen.gongwen.oxml import field, run, w

    runs = [run(f"{DASH} "), *field("PAGE", "1"), run(f" {DASH}")]
    for each in runs:
        if (old := each.find(w("rPr").tag)) is not None:
            each.remove(old)
        face = w("rFonts", hint="eastAsia", ascii=SONGTI.name, hAnsi=SONGTI.name, eastAsia=SONGTI.name)
        each.insert(0, w("rPr", face, w("sz", val=int(Size.NO_4)), w("szCs", val=int(Size.NO_4))))
    indent = {side: INDENTS.page_number, "firstLine": 0, "firstLineChars": 0}
    place = w("pPr", w("snapToGrid", val=0), w("ind", **indent), w("jc", val=side))
    return w("p", place, *runs)
