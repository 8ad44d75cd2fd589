"""Whether files lie where docgen put them, as it wrote them, and no others beside them. Nothing is read of data/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.batch.folders import UNDER_WAY
from docgen.batch.hashes import digest_of
from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST, files_of, read_manifest
from docgen.batch.names import OLD, of_the_system
from docgen.batch.packs.ticks import only_ticked
from docgen.batch.shards import Shard, Shards
from docgen.batch.verify.words import Words
from docgen.files import lies, list_below
from docgen.problems import DocgenError, Problem, Severity
from docgen.register import PrintedPack
from docgen.text import Text


@dataclass(frozen=True)
class Wanted:
    """A file as docgen wrote it: its SHA-256 (or one of two, if a run was stopped), and what to do when it is not so
    any more: when it is `gone`, when it was `changed`."""

    digests: frozenset[str]
    gone: Text
    changed: Text


@dataclass
class Disk:
    """What docgen wrote below a workspace, and elsewhere: `shards` by generator, packs that were `printed` by
    generator, whose paths begin at `out`."""

    words: Words
    out: Path
    shards: Mapping[str, Sequence[Shard]]
    printed: Mapping[str, Sequence[PrintedPack]]
    files: int = 0
    wanted: dict[Path, Wanted] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Words, out: Path, printed: Mapping[str, Sequence[PrintedPack]]) -> Disk:
        """All that the ledger of `words` and the register know of."""
        disk = cls(words, out, shards_of(words.ledger), printed)
        away = disk._taken_away()
        for found in (disk._singles(), disk._of_shards(), disk._of_printed()):
            disk.wanted.update((path, wanted) for path, wanted in found if path not in away)
        return disk

    @property
    def folders(self) -> list[Shard]:
        """The folders that were made whole."""
        return [shard for shards in self.shards.values() for shard in shards]

    # -- what should be there --

    def _singles(self) -> Iterator[tuple[Path, Wanted]]:
        """Every file of the ledger, whatever it is."""
        ledger = self.words.ledger
        query = "SELECT path, sha256, coming, generator FROM file ORDER BY path"
        for key, written, coming, generator in ledger.select(tuple[str, str | None, str | None, str], query):
            digests = (written, coming)
            again = _AGAIN.format(command=self.words.command(generator)) if generator else _MAKE_AGAIN
            yield ledger.place(key), Wanted(frozenset(filter(None, digests)), again, _YOURS)

    def _taken_away(self) -> set[Path]:
        """The files that docgen itself took away, by the last note of each: undone, or void. No note tells that a
        manifest came to its place: it is there with the files that it names."""
        away = _noted_away(self.words.ledger)
        standing = [each for each in self.folders if not each.paths() or not away.issuperset(each.paths())]
        return away - {shard.path / MANIFEST for shard in standing}

    def _of_shards(self) -> Iterator[tuple[Path, Wanted]]:
        for generator, shards in self.shards.items():
            for shard in shards:
                command = self.words.command(generator, shard.town, shard.place)
                again, over = _AGAIN.format(command=command), _OVERWRITE.format(command=command, old=OLD.written)
                for name, (digest, *_) in shard.files.items():
                    hint = again if name == MANIFEST else over
                    yield shard.path / name, Wanted(frozenset({digest}), again, hint)

    def _of_printed(self) -> Iterator[tuple[Path, Wanted]]:
        for packs in self.printed.values():
            for pack in packs:
                for name, digest in pack.files.items():
                    yield self.out / pack.folder / name, Wanted(frozenset({digest}), _RESTORE, _RESTORE)

    # -- what is there --

    def problems(self) -> Iterator[Problem]:
        """Whatever is not as it should be, by path."""
        found = [*self._differences(), *self._manifests(), *self._strangers(), *self._unknown()]
        yield from sorted(found, key=lambda problem: str(problem.where))

    def of_folder(self, folder: Path) -> list[Problem]:
        """What is not as it should be in one folder that was made whole, but for files of others."""
        return [*self._differences(folder), *self._manifests(folder)]

    def _differences(self, folder: Path | None = None) -> Iterator[Problem]:
        lost: dict[Path, list[Path]] = {}
        for path, wanted in self.wanted.items():
            if folder not in (None, path.parent):
                continue
            self.files += 1
            if not lies(path):
                lost.setdefault(path.parent, []).append(path)
            elif digest_of(path) not in wanted.digests and not self._only_ticked(path, wanted):
                yield self._error("changed", _CHANGED, path, wanted.changed)
        for place, paths in lost.items():
            yield from self._lost(place, paths)

    def _only_ticked(self, path: Path, wanted: Wanted) -> bool:
        return only_ticked(self.words.ledger, path, wanted.digests)

    def _lost(self, folder: Path, paths: Sequence[Path]) -> Iterator[Problem]:
        """Files that are gone: a folder that is gone with all of its files is one matter."""
        if not lies(folder):
            text = _FOLDER_GONE.format(n=len(paths))
            yield self._error("missing", text, folder, self.wanted[paths[0]].gone)
            return
        there = sum(path.parent == folder and lies(path) for path in self.wanted)
        half = any(shard.path == folder for shard in self.folders) and there
        text = _HALF.format(n=there) if half else _GONE
        for path in paths:
            yield self._error("missing", text, path, self.wanted[path].gone)

    def _manifests(self, folder: Path | None = None) -> Iterator[Problem]:
        """Manifests that say something else than the ledger."""
        for generator, shards in self.shards.items():
            for shard in shards:
                if folder in (None, shard.path) and lies(shard.path / MANIFEST):
                    yield from self._manifest(generator, shard)

    def _manifest(self, generator: str, shard: Shard) -> Iterator[Problem]:
        again = _AGAIN.format(command=self.words.command(generator, shard.town, shard.place))
        path = shard.path / MANIFEST
        try:
            facts = read_manifest(shard.path)
            said = {each["name"]: each["sha256"] for each in facts["files"]}
        except DocgenError:
            yield self._error("manifest", _UNREADABLE, path, again)
            return
        made = {digest for name, (digest, *_) in shard.files.items() if name != MANIFEST}
        if set(said.values()) != made or facts.get("generator") != generator:
            yield self._error("manifest", _CONTRADICTS, path, again)

    def _strangers(self) -> Iterator[Problem]:
        """What lies in the folder of a shard and is not docgen's; its PDFs of documents that are no more."""
        known = {*self.wanted, *(parent for path in self.wanted for parent in path.parents)}
        for shard in self.folders:
            for path in list_below(shard.path, [], deep=False) if lies(shard.path) else ():
                if path not in known and not of_the_system(path.name):
                    yield Problem("stranger", Severity.WARNING, _STRANGER, self.words.spot(path), _MOVE)
                elif path.suffix == ".pdf" and path.with_suffix(".docx") not in known:
                    yield Problem("stale", Severity.ERROR, _STALE_PDF, self.words.spot(path), _MOVE)

    def _unknown(self) -> Iterator[Problem]:
        """Folders with a manifest of which there are no notes: the notes were lost, or the folder came from elsewhere.
        What is in them as the manifest says is taken over by the next run."""
        known, found = {shard.path for shard in self.folders}, 0
        for path in sorted(self.out.rglob(MANIFEST)):
            folder, top = path.parent, path.relative_to(self.out).parts[0]
            if folder in known or top.startswith("_"):
                continue
            found += 1
            yield from self._without_notes(folder)
        if found and not self.words.ledger.file.exists():
            text = _NO_NOTES.format(n=found)
            yield Problem("no-notes", Severity.WARNING, text, self.words.spot(self.words.ledger.file), _REBUILD)
        if (self.out / UNDER_WAY).exists():
            yield Problem("stopped", Severity.WARNING, _UNDER_WAY, self.words.spot(self.out / UNDER_WAY), _FINISH)

    def _without_notes(self, folder: Path) -> Iterator[Problem]:
        files = [file for file in files_of(folder) if file.name != MANIFEST]
        same = [file for file in files if _is(folder / file.name, file.sha256)]
        generator = str(read_manifest(folder).get("generator", "")) if files else ""
        self.files += len(files)
        again = _AGAIN.format(command=self.words.command(generator)) if generator else _MAKE_AGAIN
        text = _UNKNOWN.format(n=len(files), same=len(same))
        yield Problem("unknown", Severity.WARNING, text, self.words.spot(folder), again)
        for file in files:
            if file not in same and folder / file.name not in self.wanted:
                there = lies(folder / file.name)
                code, text = ("changed", _CHANGED) if there else ("missing", _GONE)
                yield self._error(code, text, folder / file.name, again)

    def _error(self, code: str, text: Text, path: Path, hint: Text) -> Problem:
        return Problem(code, Severity.ERROR, text, self.words.spot(path), hint)


def shards_of(ledger: Ledger) -> dict[str, list[Shard]]:
    """The shards of every generator, by its name, but for those that never came to their place."""
    names = ledger.select(tuple[str], "SELECT DISTINCT generator FROM shard ORDER BY generator")
    return {name: [shard for shard in Shards(ledger, name).all() if shard.files] for (name,) in names}


def _noted_away(ledger: Ledger) -> set[Path]:
    """The files of which the last note is that they were taken away."""
    last = dict(ledger.select(tuple[str, str | None], "SELECT path, sha256 FROM change ORDER BY rowid"))
    return {ledger.place(key) for key, digest in last.items() if digest is None}


def _is(path: Path, digest: str) -> bool:
    return digest_of(path) == digest


_CHANGED = Text("the file was changed after it was made", "文件生成后改过")
_GONE = Text("the file is gone", "文件不见了")
_HALF = Text("the file is gone, while {n} others of its folder are there", "文件不见了（同一文件夹另有{n}个还在）")
_FOLDER_GONE = Text("the folder is gone, with its {n} files", "文件夹不见了（应有{n}个文件）")
_UNREADABLE = Text("the manifest cannot be read", "清单无法读取")
_CONTRADICTS = Text("the manifest names other files than docgen made", "清单与程序的记录不一致")
_STRANGER = Text("docgen did not make this", "不是程序生成的文件")
_STALE_PDF = Text("the PDF of a document that is no more", "它的原文件已不在，这份 PDF 过时了")
_UNKNOWN = Text(
    "there are no notes of this folder; of {n} files of its manifest {same} are as they were made",
    "程序没有这个文件夹的记录；清单里{n}个文件，{same}个与生成时一致",
)
_NO_NOTES = Text(
    "docgen's notes are gone; from manifests {n} folders can be had again", "程序的记录不见了；可按清单恢复{n}个文件夹"
)
_UNDER_WAY = Text("a run is under way, or was stopped", "有一批正在生成，或中途停了")

_AGAIN = Text("Run {command} again.", "请重新运行 {command}。")
_MAKE_AGAIN = Text("Make it again.", "请重新生成。")
_OVERWRITE = Text(
    "Do not print it. To have docgen's again: {command} --again --overwrite (yours goes to out/{old}/).",
    "先不要印。恢复程序生成的：{command} --again --overwrite（改过的移到 out/{old}/）。",
)
_YOURS = Text(
    "It stays: if it is made again, that goes beside it as a draft.", "程序不会动它：再次生成时另存为“第2稿”放在旁边。"
)
_RESTORE = Text(
    "It was printed and is not made again: bring it back from a backup; --range prints single letters.",
    "这一批已印好，不会重新生成：请从备份拷回；要补印个别信用 --range。",
)
_MOVE = Text("If it does not belong there, move it away.", "如果不该放在这里，请移走。")
_REBUILD = Text(
    "The next run takes them over. What can not be had again: `docgen runs undo`, and which single documents are "
    "docgen's: they stay, new ones go beside them.",
    "下次生成时自动接上。恢复不了的：撤销记录，以及哪些单个文件是程序生成的（都会保留，新的放在旁边）。",
)
_FINISH = Text("Wait until it ends, or run the command again.", "请等它结束；已停的请重新运行那条命令。")
