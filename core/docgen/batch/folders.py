"""Puts a made folder in its place: all of its files at once or none, whatever happens meanwhile.

A folder is made in out/_正在生成/ and swapped in by two renamings. What is stopped between them is finished by the next
run (`recover`). What a person changed or put there stays.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from secrets import token_hex

from docgen.batch.hashes import sha256_of
from docgen.batch.history import History
from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST, MadeFile, files_of
from docgen.batch.names import VOID, draft_names, without_draft
from docgen.batch.publishing import LEFTOVERS, Outcome, Published
from docgen.batch.shards import Shards
from docgen.processes import ctrl_c_later
from docgen.state import refuse_link
from docgen.urls import is_below

UNDER_WAY = "_正在生成"
"""The folder below out/ in which a run makes what it then puts in its place."""


@dataclass
class Placed:
    """A folder in its place: its files, those that no longer belong and where they lie now."""

    files: list[Published] = field(default_factory=list)
    stale: list[tuple[Path, Path]] = field(default_factory=list)


class Folders:
    """The folders of a run, below `out`."""

    def __init__(self, out: Path, ledger: Ledger, history: History, *, overwrite: bool = False) -> None:
        self.out, self.ledger, self.history, self.overwrite = out, ledger, history, overwrite
        self.under_way = out / UNDER_WAY / token_hex(4)

    def place(self, path: PurePosixPath) -> Path:
        """Where the folder of that path below out/ belongs."""
        return self.ledger.check_folder(self.out.joinpath(*path.parts))

    def staged(self, path: PurePosixPath) -> Path:
        """Where the folder that belongs at `path` below out/ is made."""
        return self.ledger.check(self.under_way.joinpath(*path.parts))

    def chosen(self, staged: Path, path: PurePosixPath) -> Path:
        """Of several attempts at the folder for `path`, this one is to be put there: from now on it lies where a run
        that goes on looks for it. Raises OSError."""
        own = self.staged(path)
        if staged != own:
            staged.rename(own)
        return own

    def close(self) -> None:
        """Leave nothing of this run under way: what was stopped on its way to its place is put there. Ctrl-C waits."""
        with ctrl_c_later():
            with suppress(OSError):
                _finish(self.under_way, self.out, self.ledger)
            shutil.rmtree(self.under_way, ignore_errors=True)
            with suppress(OSError):  # another run's
                self.under_way.parent.rmdir()

    def put(self, path: PurePosixPath, made: Sequence[MadeFile], staged: Path, keep: Iterable[str] = ()) -> Placed:
        """Put the folder made for `path`, which is `staged`, in its place. Files that docgen made there before and that
        are not made again are stale, but for those to `keep`. Raises OSError when the place cannot be had; it is then
        as it was."""
        place = self.place(path)
        swap = _Swap(self, staged, place, {file.name: file for file in made}, set(keep))
        return swap.carried_out()

    def void(self, place: Path, names: Iterable[str]) -> list[tuple[Path, Path]]:
        """Move those files of a folder to out/_作废/, since none of them belongs any more; what a person put there
        stays. Gives where each lay, and lies now. Raises OSError."""
        known = self.ledger.known(place, self.history.generator)
        put = (file.name for file in files_of(place))  # of which a run that was killed took no note
        own = [name for name in (*names, *put) if name != MANIFEST]
        pdfs = (pdf for name in own if (pdf := Path(name).with_suffix(".pdf").name) in known)
        every = dict.fromkeys([MANIFEST, *own, *pdfs])  # without the first nobody takes the folder for whole
        there = [place / name for name in every if (place / name).exists()]
        moved = [(path, self.history.room_for(path, VOID)) for path in there]
        for path, to in moved:
            ours = self.is_ours(path, known)
            path.rename(to)
            self.history.note(path, None, to, ours=ours)
        self.ledger.drop(path for path, _ in moved)
        for folder in (place, *place.parents):
            if folder == self.out or not folder.is_relative_to(self.out):
                break
            with suppress(OSError):  # a person's files are in it, or a person has taken it away
                folder.rmdir()
        return [(path, to) for path, to in moved if path.name != MANIFEST]

    def is_ours(self, path: Path, known: Mapping[str, tuple[str | None, ...]]) -> bool:
        """Whether a file is as docgen wrote it, by what is `known` of its folder."""
        return path.name in known and sha256_of(path) in known[path.name]


class _Swap:
    """One folder on its way to its place."""

    def __init__(self, folders: Folders, staged: Path, place: Path, made: dict[str, MadeFile], keep: set[str]) -> None:
        self.folders, self.staged, self.place, self.made, self.keep = folders, staged, place, made, keep
        self.known = folders.ledger.known(place, folders.history.generator)
        for file in files_of(place):  # which tells what a run put there that was killed before it took note
            self.known[file.name] = (*self.known.get(file.name, ()), file.sha256)
        self.there = sorted(each.name for each in place.iterdir()) if place.is_dir() else []
        self.paths: dict[str, Path] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.beside: dict[str, str] = {}  # the file that stays, by the one made beside it
        self.stays: list[str] = []  # what is taken over as it is
        self.stale: list[str] = []
        self.ours: dict[str, bool] = {}

    def carried_out(self) -> Placed:
        for name in list(self.made):
            self._compare(name)
        for name in self.there:
            if name not in self.outcomes and name not in self.stays:
                (self.stays if self._belongs(name) else self.stale).append(name)
        if self.stale or any(outcome is not Outcome.UNCHANGED for outcome in self.outcomes.values()):
            away = self._exchange(bool(self.there))
            stale = self._noted(away)
        else:
            stale = []
        return Placed([self._published(name) for name in self.outcomes if name != MANIFEST], stale)

    def _belongs(self, name: str) -> bool:
        """Whether a file that was not made anew stays: a person's, a printed one, the PDF of one that stays; a draft
        that a person has changed too."""
        path = self.place / name
        if name not in self.known or name in self.keep or not path.is_file():
            return True
        if without_draft(name) in self.beside.values() and not self.folders.is_ours(path, self.known):
            return True
        of = path.with_suffix(".docx").name
        return path.suffix == ".pdf" and (of in self.keep or self.outcomes.get(of) is Outcome.UNCHANGED)

    def _path(self, name: str) -> Path:
        """Where a file belongs. Paths are made once: there may be a hundred thousand."""
        if name not in self.paths:
            self.paths[name] = self.place / name
        return self.paths[name]

    def _compare(self, name: str) -> None:
        """What it means for a made file to be put where one of its name may lie."""
        if not self.there or not self._path(name).exists():
            self.outcomes[name] = Outcome.NEW
            return
        there = sha256_of(self._path(name))
        if there == self.made[name].sha256:
            self.outcomes[name] = Outcome.UNCHANGED
            return
        self.ours[name] = there in self.known.get(name, ())
        if self.ours[name] or name == MANIFEST:
            self.outcomes[name] = Outcome.REPLACED
        elif self.folders.overwrite:
            self.outcomes[name] = Outcome.OVERWRITTEN
        else:
            self._put_beside(name)

    def _put_beside(self, name: str) -> None:
        """A person changed the file of this name: it stays, and what was made is called 第2稿."""
        path = Path(name)
        draft = next(each for each in draft_names(path) if self._is_free(each, self.made[name].sha256))
        (self.staged / name).rename(self.staged / draft)
        file = self.made.pop(name)
        self.made[draft] = MadeFile(draft, file.sha256, file.size)
        self.stays.append(name)
        self.beside[draft] = name
        there = self.place / draft
        same = there.exists() and sha256_of(there) == file.sha256
        self.ours[draft] = True
        self.outcomes[draft] = Outcome.UNCHANGED if same else Outcome.BESIDE

    def _is_free(self, name: str, digest: str) -> bool:
        """Whether a draft of this content can have the name; a run that was killed may have put it there already."""
        path = self.place / name
        free = not path.exists() or self.folders.is_ours(path, self.known) or sha256_of(path) == digest
        return name not in self.made and free

    def _exchange(self, was_there: bool) -> Path | None:
        """Swap the folders; gives where the one before lies now."""
        for name in self.stays:
            link(self.place / name, self.staged / name)
        self.place.parent.mkdir(parents=True, exist_ok=True)
        if not was_there:
            with suppress(FileNotFoundError):
                self.place.rmdir()
            self.staged.replace(self.place)
            return None
        away = self.folders.history.room_for(self.place)
        try:
            self.place.rename(away)
            self.staged.rename(self.place)
        except BaseException:  # Ctrl-C among them, at any moment
            if away.exists() and not self.place.exists():
                away.rename(self.place)
            raise
        return away

    def _noted(self, away: Path | None) -> list[tuple[Path, Path]]:
        """Keep in mind what was done, and what the folder before held; gives what no longer belongs."""
        history, ledger = self.folders.history, self.folders.ledger
        stale = [(self.place / name, self._void(away, name)) for name in self.stale] if away else []
        with ledger.together():
            made = {name: file.sha256 for name, file in self.made.items()}
            ledger.record(self.place, made, history.generator)
            history.note_all(
                (self._path(name), self.made[name].sha256, self._old(away, name, outcome), self.ours.get(name, True))
                for name, outcome in self.outcomes.items()
                if outcome is not Outcome.UNCHANGED and name != MANIFEST
            )
            for path, void in stale:
                ledger.drop([path])
                history.note(path, None, void, ours=sha256_of(void) in self.known.get(path.name, ()))
        if away:
            self._clear(away)
        return stale

    def _old(self, away: Path | None, name: str, outcome: Outcome) -> Path | None:
        """Where the file lies in whose place this one is now."""
        return away / name if away and outcome in (Outcome.REPLACED, Outcome.OVERWRITTEN) else None

    def _void(self, away: Path, name: str) -> Path:
        to = self.folders.history.room_for(self.place / name, VOID)
        (away / name).rename(to)
        return to

    def _clear(self, away: Path) -> None:
        """Leave in the folder before only what was replaced."""
        for path in list(away.iterdir()):
            if path.name in self.stays or path.name == MANIFEST:
                _remove(path)
            elif self.outcomes.get(path.name) is Outcome.UNCHANGED:
                path.replace(self.place / path.name)  # the time of the file stays with it
        with suppress(OSError):  # it holds what was replaced
            away.rmdir()

    def _published(self, name: str) -> Published:
        beside = self._path(self.beside[name]) if name in self.beside else None
        return Published(self._path(name), self.outcomes[name], beside)


def recover(out: Path, ledger: Ledger) -> list[Path]:
    """Finish what a run that was killed had begun to put in its place, and clear away what it had not; no other run may
    be under way. Gives the folders that are in their place now."""
    _sweep(out, ledger)
    root = ledger.check(out / UNDER_WAY / "run").parent
    if not root.is_dir():
        return []
    done = [place for run in root.iterdir() for place in _finish(refuse_link(run), out, ledger)]
    shutil.rmtree(root, ignore_errors=True)
    return done


def _finish(run: Path, out: Path, ledger: Ledger) -> list[Path]:
    done = list[Path]()
    for staged in _complete(run):
        place = ledger.check_folder(out / staged.relative_to(run))
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(place)
            ledger.record(place, {file.name: file.sha256 for file in files_of(place)}, "")
            done.append(place)
    return done


def _complete(root: Path) -> Iterator[Path]:
    """The folders that lack nothing: the manifest is written last."""
    yield from sorted(path.parent for path in root.rglob(MANIFEST))


def _sweep(out: Path, ledger: Ledger) -> None:
    """Take away what a run that was killed left half-written beside the folders that it made."""
    tops = {path.relative_to(out).parts[0] for path in Shards.folders(ledger) if is_below(path, out)}
    for leftover in (each for top in sorted(tops) for each in (out / top).glob(LEFTOVERS)):
        leftover.unlink(missing_ok=True)


def link(path: Path, to: Path) -> None:
    """The same file in a second place, or a folder of the same files. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, to, symlinks=True, copy_function=_linked)
        return
    try:
        os.link(path, to, follow_symlinks=False)
    except OSError:  # a USB stick, a network drive
        shutil.copy2(path, to, follow_symlinks=False)


def _linked(path: str, to: str) -> None:
    link(Path(path), Path(to))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
