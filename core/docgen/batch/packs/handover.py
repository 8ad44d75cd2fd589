"""What a township is handed of its print packs: a folder or a zip file that can be read without docgen."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from docgen.batch.hashes import digest_of
from docgen.batch.names import of_the_system
from docgen.batch.packs.pack import Outline, Printed
from docgen.batch.packs.papers import ends, numbers
from docgen.files import naming, open_file
from docgen.problems import DocgenError, DocumentSpot
from docgen.text import Text

CONTENTS, SHEET = "目录.txt", "交接单.docx"
HANDOVERS = "_交接"
"""The folder below out/ for what is handed over."""

ROOM = 240
"""Characters of a path that Windows opens, and some to spare."""
ROOT = 32
"""As many as a stick or a desktop has before it: C:\\Users\\Administrator\\Desktop\\."""


@dataclass(frozen=True)
class Source:
    """A file to be handed over: where it lies, its path in the bundle, its SHA-256 as docgen wrote it."""

    path: Path
    name: PurePosixPath
    sha256: str


@dataclass
class Bundle:
    """What is handed over together: its name (交接_石羊镇), the files of packs, the packs as `printed`, and papers that
    are made for it, by name."""

    name: str
    sources: list[Source]
    printed: list[Printed]
    papers: dict[str, bytes] = field(default_factory=dict)

    @property
    def letters(self) -> int:
        """How many letters it holds, without spares."""
        return sum(each.pack.letters for each in self.printed)

    def files(self) -> dict[PurePosixPath, Source | bytes]:
        """All that goes into it, by path, in the order of the paths."""
        made: dict[PurePosixPath, Source | bytes] = {PurePosixPath(name): data for name, data in self.papers.items()}
        found = {**made, **{source.name: source for source in self.sources}}
        return {name: found[name] for name in sorted(found)}

    def complete(self, title: str) -> None:
        """Write the list of its contents; `title` says what is handed over to whom. Raises DocgenError for a path that
        is too long for Windows, and when a file cannot be read."""
        for name in (*self.files(), PurePosixPath(CONTENTS)):
            whole = f"{self.name}\\{name}"
            if ROOT + len(whole.encode("utf-16-le")) // 2 > ROOM:
                raise DocgenError(_TOO_LONG.format(room=ROOM - ROOT), hint=_SHORTEN, where=DocumentSpot(whole))
        self.papers[CONTENTS] = _contents(title, self)


_TOO_LONG = Text(
    "its path is too long for Windows, which leaves it {room} characters", "路径太长，Windows 打不开（最多{room}个字）"
)
_SHORTEN = Text(
    "Shorten the names of the township or the community in the tables, and make the packs again.",
    "请在表格里把乡镇（街道）或社区的名称写短，再重新生成。",
)

# -- its contents, in words --


def _contents(title: str, bundle: Bundle) -> bytes:
    """The list of contents, as Notepad reads it."""
    lines = [title, "", *_counts(bundle.printed), "", "文件（路径，字节数，SHA-256）：", ""]
    for name, what in bundle.files().items():
        size, digest = _facts(what)
        lines += [str(name).replace("/", "\\"), f"    {size}　{digest}"]
    return "\r\n".join((*lines, "", *_CHECKING, "")).encode("utf-8-sig")


_CHECKING = (
    "核对文件：在 Windows 里打开“命令提示符”，输入",
    "    certutil -hashfile 文件路径 SHA256",
    "得出的数字与上面相同，文件就与交接时一致。文件名中的序号是社区内的投递顺序。",
)


def _counts(printed: Sequence[Printed]) -> Iterator[str]:
    packs = [each.pack for each in printed]
    for place in dict.fromkeys((pack.town, pack.place) for pack in packs):
        yield "".join(place)
        yield from (f"    {_of_pack(pack)}" for pack in packs if (pack.town, pack.place) == place)
    letters, spares = sum(pack.letters for pack in packs), sum(pack.spares for pack in packs)
    yield f"合计：{len(packs)}批，{letters}份，备用{spares}份，缺{sum(len(pack.missing) for pack in packs)}份。"


def _of_pack(pack: Outline) -> str:
    first, last = ends(pack)
    counts = f"{pack.letters}份，备用{pack.spares}份，缺{len(pack.missing)}份"
    return f"{pack.name}　序号{numbers(pack)}　编号{first}至{last}　{counts}"


def _facts(what: Source | bytes) -> tuple[int, str]:
    if isinstance(what, Source):
        return what.path.stat().st_size, what.sha256
    return len(what), sha256(what).hexdigest()


# -- writing it --


def hand_over(bundle: Bundle, folder: Path) -> tuple[Path, bool]:
    """Write the bundle as a folder in `folder`, whole or not at all; gives where it lies, and whether it is new. Raises
    DocgenError when something else lies there, or a file has changed meanwhile; OSError."""
    place = folder / bundle.name
    files = bundle.files()
    if place.exists():
        return _same(place, _digests(place) == {name: _facts(what)[1] for name, what in files.items()})

    def fill(draft: Path) -> None:
        draft.mkdir()
        for name, what in files.items():
            to = draft.joinpath(*name.parts)
            to.parent.mkdir(parents=True, exist_ok=True)
            with to.open("xb") as file:
                _copy(what, file)
                file.flush()
                os.fsync(file.fileno())

    return _whole(place, fill)


def pack_up(bundle: Bundle, folder: Path) -> tuple[Path, bool]:
    """The same as a zip file: the same bytes for the same files."""
    place = folder / f"{bundle.name}.zip"

    def fill(draft: Path) -> None:
        with draft.open("xb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for name, what in bundle.files().items():
                    inside = zipfile.ZipInfo((bundle.name / name).as_posix(), _NO_TIME)
                    inside.create_system, inside.file_size = 0, _facts(what)[0]
                    with archive.open(inside, "w") as entry:
                        _copy(what, entry)
            file.flush()
            os.fsync(file.fileno())

    return _whole(place, fill)


_NO_TIME = (1980, 1, 1, 0, 0, 0)


def _whole(place: Path, fill: Callable[[Path], None]) -> tuple[Path, bool]:
    """Have `fill` write beside `place` what belongs there, and move it there; what is there already must be the
    same."""
    draft = place.with_name(f".docgen-{place.name}.tmp")
    place.parent.mkdir(parents=True, exist_ok=True)
    _remove(draft)  # of a run that was killed
    try:
        fill(draft)
        if place.exists():
            return _same(place, digest_of(draft) == digest_of(place))
        draft.rename(place)
    finally:
        _remove(draft)
    return place, True


def _remove(draft: Path) -> None:
    shutil.rmtree(draft, ignore_errors=True)
    with suppress(OSError):
        draft.unlink()


def _same(place: Path, is_same: bool) -> tuple[Path, bool]:
    if not is_same:
        raise DocgenError(_THERE, hint=_ELSEWHERE, where=DocumentSpot(str(place)))
    return place, False


_THERE = Text("something else of this name lies there already", "那里已有同名的交接，内容不同，没有改动它")
_ELSEWHERE = Text(
    "Move it away if it was handed over already, or say another folder with --out.",
    "如果已经交接过，请先移走，或用 --out 指定别的文件夹。",
)


def _copy(what: Source | bytes, to: IO[bytes]) -> None:
    """Raises DocgenError when a file is not as docgen wrote it."""
    if isinstance(what, bytes):
        to.write(what)
        return
    digest = sha256()
    with naming(what.path), open_file(what.path) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            to.write(piece)
    if digest.hexdigest() != what.sha256:
        raise DocgenError(_CHANGED, where=DocumentSpot(str(what.path)))


_PIECE = 1 << 20
_CHANGED = Text("the file has changed meanwhile", "文件刚刚被改动了")


def _digests(folder: Path) -> dict[PurePosixPath, str]:
    """The files that lie in a folder, but for those of the system."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not of_the_system(path.name):
            found[PurePosixPath(path.relative_to(folder).as_posix())] = digest_of(path)
    return found
