"""A print room: an office whose letters are made, printed and printed again, and what lies on its disk."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import docgen.templates
from letters import Office, letters

from docgen.batch.folders import UNDER_WAY
from docgen.batch.guard.openness import is_statement
from docgen.batch.manifest import MANIFEST, read_manifest
from docgen.batch.names import OLD, VOID

PRINT_FILE = re.compile(r"[批份）]_\d{3,}-\d{3,}\.docx$")
ASIDE = (OLD.zh, VOID.zh, UNDER_WAY)
TICKS = ("签收人", "签收日期", "送达情况", "备注")


def office(folder: Path, **places: int) -> Office:
    """An office of 石羊镇 whose communities have so many households: else 丰乐社区 has 40 and 长寿社区 5."""
    made = Office(folder, places=[], homes=[])
    for number, (name, homes) in enumerate((places or {"丰乐社区": 40, "长寿社区": 5}).items(), 1):
        made.places.append({"社区名称": name, "会议地点": f"{name}党员活动室"})
        made.homes += [home(name, number, each) for each in range(1, homes + 1)]
    return made


def home(place: str, number: int, each: int) -> dict[str, object]:
    """The row of a household."""
    ticks = dict.fromkeys(TICKS, "")
    return {
        "户编号": f"04{number:02}-{each:04}",
        "社区": place,
        "地址": f"{each}号",
        "户主姓名": f"户主{each}",
        **ticks,
    }


class Room:
    """Runs `docgen letter` in the workspace of an office."""

    def __init__(self, docgen: Callable[..., Any], office: Office) -> None:
        self.docgen, self.office = docgen, office
        self.workspace = office.write()
        self.out = self.workspace / "out"

    def run(self, *words: object, code: int = 0) -> dict[str, Any]:
        """What a run reports of itself."""
        result = self.say(*words, "--json", code=code)
        report: dict[str, Any] = json.loads(result.out)
        return report

    def say(self, *words: object, code: int = 0) -> Any:
        """What a run says: its exit code, stdout and stderr."""
        self.office.write()
        result = self.docgen("-w", self.workspace, "letter", *words)
        assert result.code == code, result.out + result.err
        assert not (self.out / UNDER_WAY).exists()
        return result

    def folder(self, place: str = "丰乐社区") -> Path:
        """Where the packs of a community lie."""
        return self.out / "公开信" / "04-石羊镇" / place

    def names(self, place: str = "丰乐社区") -> list[str]:
        """The files of a community, without the beginning that all share."""
        found = sorted(path.name for path in self.folder(place).iterdir() if path.name != MANIFEST)
        return [name.removeprefix(f"公开信_{place}_") for name in found]

    def print_files(self, place: str = "丰乐社区") -> list[Path]:
        """Its files of letters, by pack."""
        return sorted(path for path in self.folder(place).iterdir() if PRINT_FILE.search(path.name))

    def pages(self, place: str = "丰乐社区") -> list[str]:
        """What all its letters say, in the order of printing."""
        return [letter.letter for file in self.print_files(place) for letter in letters(file)]

    def overlay(self, old: str, new: str) -> None:
        """Have a template of its own in which the letter says `new` instead of `old`."""
        source = Path(docgen.templates.__path__[0]) / "letter" / "公开信.docx"
        target = self.workspace / "templates" / "letter" / "公开信.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        made = BytesIO()
        with zipfile.ZipFile(target if target.exists() else source) as read, zipfile.ZipFile(made, "w") as write:
            for name in read.namelist():
                data = read.read(name)
                if name == "word/document.xml":
                    assert old.encode() in data
                    data = data.replace(old.encode(), new.encode(), 1)
                write.writestr(name, data)
        target.write_bytes(made.getvalue())


def standing(out: Path) -> dict[str, bytes]:
    """The files below out/ by their path, without what was put aside."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in files
        if path.relative_to(out).parts[0] not in ASIDE
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """The files of a folder with their inode and time."""
    return {
        path.relative_to(folder).as_posix(): ((stat := path.stat()).st_ino, stat.st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def sheets(out: Path) -> dict[str, list[str]]:
    """The print files below out/ that lie where they could be printed: what each of their letters says."""
    files = {name: data for name, data in standing(out).items() if PRINT_FILE.search(name)}
    return {name: [letter.letter for letter in letters(data)] for name, data in files.items()}


def remade(before: dict[str, list[str]], after: dict[str, list[str]]) -> int:
    """How many letters stand in print files that are new or say something else."""
    return sum(len(pages) for name, pages in after.items() if before.get(name) != pages)


def put_aside(out: Path, where: str = VOID.zh) -> list[str]:
    """The names of the files below out/_作废/ (or another of those folders), but for who may see them."""
    return sorted(path.name for path in (out / where).rglob("*") if path.is_file() and not is_statement(path))


def not_whole(out: Path) -> list[str]:
    """Folders in their place whose files are not what their manifest says."""
    found = []
    for manifest in out.rglob(MANIFEST):
        if manifest.relative_to(out).parts[0] in ASIDE:
            continue
        found += [f"{manifest.parent}: {wrong}" for wrong in _wrong(manifest.parent, read_manifest(manifest.parent))]
    return found


def _wrong(folder: Path, facts: dict[str, Any]) -> Iterable[str]:
    for file in facts["files"]:
        path = folder / file["name"]
        if not path.exists():
            yield f"{path.name} is missing"
        elif _sha256(path) != file["sha256"]:
            yield f"{path.name} has other content"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
