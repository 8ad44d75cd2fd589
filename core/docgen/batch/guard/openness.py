"""Output folders say who may see what lies in them: by a file named 公开范围：内部.txt, or Access - internal.txt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from docgen.batch.names import one_of_each_folder
from docgen.files import lies, read_file
from docgen.problems import DocgenError, DocumentSpot
from docgen.rights import is_for_owner, narrow_rights
from docgen.schema import ACCESS_NAMES, Access
from docgen.state import refuse_link
from docgen.text import Text, reason_of, written_language
from docgen.urls import is_url

_START, _END = Text("Access - ", "公开范围："), ".txt"  # a wide colon: a plain one is no part of a name on Windows
_MEANT = {
    Access.PUBLIC: Text("Public: may be given to everybody.", "公开：可以对外公布、发放。"),
    Access.INTERNAL: Text(
        "Internal: for those on the distribution list; not to be passed on or put online.",
        "内部：只发给规定的范围，不得外传，不得上网。",
    ),
    Access.RESTRICTED: Text(
        "Restricted: holds personal data; only for those who deal with the case, not to be e-mailed as a whole.",
        "受限：含个人信息，只供经办人员使用，不得整份转发。",
    ),
}
_HIGHEST = Text(
    "This is about the most confidential of what lies in this folder. docgen writes it and never lowers it.",
    "以上按本文件夹中范围最严的文件确定，由 docgen 写入，不会自动放宽。",
)


def state(out: Path, documents: Iterable[Path], access: Access) -> None:
    """Say in each folder right below `out` that holds one of the documents, or in `out` itself if it lies there, that
    they are of `access`; a higher one that is stated there stays. A restricted folder below `out` is left to its owner
    alone, and so are such documents. Raises DocgenError when it cannot be written."""
    documents = list(documents)
    for document in documents if is_for_owner(access) else ():
        narrow_rights(document)
    for folder in dict.fromkeys(_top(out, document) for document in one_of_each_folder(documents)):
        there = _stated(folder if is_url(folder) else refuse_link(folder))
        level = min(max((access, *there)), Access.RESTRICTED)
        path = _marker(folder, level)
        try:
            _write(path, _MEANT[level])
            for each in (folder, path) if is_for_owner(level) and folder != out else ():
                narrow_rights(each)
            for lower in there:
                for note in _markers(folder, lower) if lower < level else ():
                    note.unlink(missing_ok=True)
        except OSError as error:
            raise DocgenError(_FAILED.format(why=reason_of(error)), where=DocumentSpot(str(path))) from error


def state_aside(out: Path, document: Path, aside: Path) -> None:
    """Say of the folder below `out` into which a document is put `aside` what is said of the one that it lay in."""
    if document.is_relative_to(out) and (said := _stated(_top(out, document))):
        state(out, [aside], max(said))


def is_statement(path: Path) -> bool:
    """Whether a file is one that says who may see its folder."""
    return path.name.startswith(tuple(_START)) and path.suffix == _END


def _stated(folder: Path) -> list[Access]:
    return [level for level in _MEANT if any(map(lies, _markers(folder, level)))]


def is_public(out: Path, document: Path) -> bool:
    """Whether the folder of a document says that everybody may see what lies there, and nothing says otherwise: where
    nothing is said it is not."""
    folder = _top(out, document)
    said = {path for path in folder.iterdir() if path.name.startswith(tuple(_START))} if lies(folder) else set()
    return bool(said) and said <= {*_markers(folder, Access.PUBLIC)}


_FAILED = Text("who may see this folder cannot be stated: {why}", "无法写明本文件夹的公开范围：{why}")


def _markers(folder: Path, level: Access) -> list[Path]:
    """The files that may say so, in English and Chinese."""
    return [folder / f"{start}{name}{_END}" for start, name in zip(_START, ACCESS_NAMES[level], strict=True)]


def _marker(folder: Path, level: Access) -> Path:
    """The file that says so: the one that is there, else one in the language of the workspace."""
    there = [path for path in _markers(folder, level) if lies(path)]
    return there[0] if there else folder / f"{_START.written}{ACCESS_NAMES[level].written}{_END}"


def _top(out: Path, document: Path) -> Path:
    first, *rest = document.relative_to(out).parts
    return out / first if rest else out


def _write(path: Path, meant: Text) -> None:
    """Write it as Notepad reads it, unless it is there already."""
    lines = [meant.zh, _HIGHEST.zh, "", meant.en, _HIGHEST.en, ""]
    if written_language() == "en":
        lines = [*lines[3:5], "", *lines[:2], ""]
    data = "\r\n".join(lines).encode("utf-8-sig")
    if is_url(path):
        if not _holds(path, data):
            path.write_bytes(data)
    elif path.is_symlink() or not _holds(path, data):
        draft = path.with_name(f".docgen-{token_hex(8)}.tmp")
        draft.write_bytes(data)
        draft.replace(path)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file says just this; one that cannot be read is written anew."""
    try:
        return read_file(path, len(data) + 1) == data
    except OSError:
        return False
