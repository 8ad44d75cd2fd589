"""Makes the files of print packs in a folder: the work of a worker, of plain data and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import Any

from docgen.batch.contexts import Contexts
from docgen.batch.hashes import sha256
from docgen.batch.manifest import MadeFile
from docgen.batch.packs.division import file_names
from docgen.batch.packs.frozen import of_letter
from docgen.batch.packs.pack import Missing, Pack
from docgen.batch.packs.papers import Recall, cover, recalled, receipts
from docgen.batch.workers import Made, print_file
from docgen.problems import DocgenError, Problem
from docgen.processes import begin_document
from docgen.render import Compiled
from docgen.urls import is_url, place_of


@dataclass(frozen=True)
class Tools:
    """What a worker needs for all packs of a run: the templates, the titles of the receipt list, and for `sides` see
    Combination."""

    letter: Compiled
    cover: Compiled
    receipts: Compiled
    recall: Compiled
    titles: tuple[str, ...]
    sides: int | None = None

    @property
    def templates(self) -> tuple[Compiled, ...]:
        """All of them."""
        return self.letter, self.cover, self.receipts, self.recall


@dataclass(frozen=True)
class PackJob:
    """A pack to make, what its members print, and what its spares do; `names` are those of single documents, if a
    member is to have one of its own."""

    pack: Pack
    contexts: Contexts
    spares: tuple[dict[str, Any], ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """The packs of a place, to be made in `folder`, which is made too, and the list of `recalls` from packs that were
    printed before. File names begin with `stem`. With `attempts` each that does it makes a folder of its own, since
    several may be at it."""

    folder: str
    stem: str
    packs: tuple[PackJob, ...]
    recalls: tuple[Recall, ...] = ()
    attempts: bool = False


@dataclass
class MadePack:
    """A pack as it was made: its files, what tells the letters of its members from others (`digests`), and what kept
    members out, or is to be said of them, by their places."""

    pack: Pack
    files: list[MadeFile] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    errors: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    notes: list[tuple[int, Problem]] = field(default_factory=list)
    failure: tuple[Problem, ...] = ()


@dataclass
class MadePlace:
    """The packs of a place as they were made in a folder, and the other files that go with them."""

    folder: str
    packs: list[MadePack]
    files: list[MadeFile]

    def all_files(self) -> list[MadeFile]:
        """The files of the packs, and the others."""
        return [*(file for pack in self.packs for file in pack.files), *self.files]


def make(job: Job, tools: Tools) -> MadePlace | OSError:
    """Make the files of a job; gives the error instead when they cannot be written."""
    folder = place_of(f"{job.folder}.{token_hex(4)}" if job.attempts else job.folder)
    try:
        if not is_url(folder):
            shutil.rmtree(folder, ignore_errors=True)  # what a worker that was killed left
        folder.mkdir(parents=True, exist_ok=is_url(folder))
        packs = [_made(each, job.stem, folder, tools) for each in job.packs]
        return MadePlace(str(folder), packs, [_recall_list(job, folder, tools)] if job.recalls else [])
    except OSError as error:
        return error


def _made(job: PackJob, stem: str, folder: Path, tools: Tools) -> MadePack:
    contexts = [*job.contexts, *job.spares]
    if job.names:
        made = Made()
        documents = list(_singles(job, contexts, stem, tools, made))
    else:
        made = print_file(contexts, (tools.letter, tools.sides))
        documents = [(file_names(job.pack, stem)[0], made.data)] if made.data is not None else []
    pack = replace(_as_made(job.pack, made), both_sides=made.on_fronts or tools.sides == 2)
    digests = [of_letter(contexts[number]) for number in made.taken if number < len(job.pack.members)]
    done = MadePack(pack, [], digests, made.errors, made.notes, made.failure)
    if documents:
        documents += _papers(pack, file_names(job.pack, stem), tools)
        done.files = [write(folder, name, data) for name, data in documents]
    return done


def _papers(pack: Pack, names: tuple[str, str, str], tools: Tools) -> list[tuple[str, bytes]]:
    _, front, receipt_list = names
    return [
        (front, tools.cover.render(cover(pack))),
        (receipt_list, tools.receipts.render(receipts(pack, tools.titles))),
    ]


def _recall_list(job: Job, folder: Path, tools: Tools) -> MadeFile:
    title = job.stem.partition("_")[0]
    return write(folder, recall_list(job.stem), tools.recall.render(recalled(job.recalls, title)))


RECALLS = "撤回清单.docx"
"""How the names of lists of letters to pull out end."""


def recall_list(stem: str) -> str:
    """The file that lists the letters to be pulled out of the packs whose names begin so."""
    return f"{stem}_{RECALLS}"


def _singles(
    job: PackJob, contexts: list[dict[str, Any]], stem: str, tools: Tools, made: Made
) -> Iterator[tuple[str, bytes]]:
    """The documents of members, each by itself; what fails is in `made`."""
    for number, (name, context) in enumerate(zip(job.names, contexts, strict=True)):
        found: list[Problem] = []
        try:
            begin_document()
            yield f"{stem}_{name}.docx", tools.letter.render(context, problems=found)
            made.taken.append(number)
        except DocgenError as error:
            made.errors[number] = error.as_problems("document")
        made.notes.extend((number, problem) for problem in found)


def _as_made(pack: Pack, made: Made) -> Pack:
    """The pack without the members that failed."""
    if not made.errors:
        return pack
    failed = tuple(
        Missing(member.number, member.row, made.errors[place][0].text)
        for place, member in enumerate(pack.members)
        if place in made.errors
    )
    members = tuple(member for place, member in enumerate(pack.members) if place not in made.errors)
    missing = tuple(sorted((*pack.missing, *failed), key=lambda each: each.number))
    return replace(pack, members=members, missing=missing)


def write(folder: Path, name: str, data: bytes) -> MadeFile:
    """Write a file that is not there yet, and have the disk keep it. Raises OSError."""
    if is_url(folder):
        (folder / name).write_bytes(data)
        return MadeFile(name, sha256(data), len(data))
    place = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(place, view) :]
        os.fsync(place)
    finally:
        os.close(place)
    return MadeFile(name, sha256(data), len(data))
