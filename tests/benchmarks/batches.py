"""`docgen letter` on a roll of 100,000 households, against a bare loop that writes the same files and docxtpl's loop;
what a second run costs; how the cost of a letter grows; what a second worker and Dask bring.

All files lie in memory where the machine has such a folder (/dev/shm): a disk's creation of files varies tenfold.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import openpyxl
from docxtpl import DocxTemplate
from measure import Figure, measure, table

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "dujiangyan"
LETTER = ROOT / "templates" / "letter" / "公开信.docx"
LARGEST = Path(__file__).with_name("largest.py")
DOCGEN = str(Path(sys.executable).with_name("docgen"))
HOUSEHOLDS = 100_000
GROWING = (10_000, 100_000, 1_000_000)
ROUNDS = 3
IN_MEMORY = Path("/dev/shm")
LETTERS_OF_DOCXTPL = 200


def report(_folder: Path, rounds: int) -> str:
    """The tables, each shown as soon as it is there, since they take a while; the last one is given back."""
    where = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="docgen-bench-", dir=where) as name:
        room = Room(Path(name), HOUSEHOLDS)
        for made in _first_and_later_runs(room, min(rounds, ROUNDS)):
            print(made, flush=True)
        print(_workers(room, min(rounds, ROUNDS)), flush=True)
        return _growth(Path(name) / "growth")


class Room:
    """A copy of the example with a roll of so many households."""

    def __init__(self, folder: Path, households: int, *, as_csv: bool = False) -> None:
        self.folder, self.largest = folder / f"{households}", 0.0
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([DOCGEN, "init", self.folder, "--example", "dujiangyan"], check=True, capture_output=True)
        data = self.folder / "data"
        _forget_totals(data / "基础台账.xlsx")
        command = [sys.executable, EXAMPLE / "make_data.py", "--households", str(households), "--out", data]
        if as_csv:
            (data / "户.xlsx").unlink()
            command.append("--csv")
        subprocess.run(command, check=True, capture_output=True)

    def empty(self) -> None:
        for name in ("out", ".docgen"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def run(self, *options: str) -> float:
        """Wall seconds of a run, which must not fail."""
        letter = [DOCGEN, "--workspace", self.folder, "letter", "--quiet", *options]
        start = time.perf_counter()
        command = [sys.executable, LARGEST, *letter]
        done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
        seconds = time.perf_counter() - start
        if done.returncode:
            sys.exit(f"docgen letter: exit {done.returncode}\n{done.stdout}{done.stderr}")
        self.largest = float(done.stdout.splitlines()[-1])
        return seconds

    def first(self, *options: str) -> float:
        self.empty()
        return self.run(*options)

    def correct(self) -> None:
        """Another name for one household."""
        path = self.folder / "data" / "户.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        header = next(row for row in sheet.iter_rows(max_row=4) if any(cell.value == "户主姓名" for cell in row))
        column = next(cell.column for cell in header if cell.value == "户主姓名")
        cell = sheet.cell(header[0].row + 100, column)
        cell.value = "吴更正" if cell.value != "吴更正" else "吴再更正"
        book.save(path)


def _forget_totals(path: Path) -> None:
    """The communities of the example are as large as 100,000 households make them; here they may be of any size."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        headers = [cell for row in sheet.iter_rows(max_row=4) for cell in row if "总户数" in str(cell.value)]
        for header in headers:
            for row in range(header.row + 1, sheet.max_row + 1):
                cell = sheet.cell(row, header.column)
                if isinstance(cell.value, int):
                    cell.value = None
    book.save(path)


def _first_and_later_runs(room: Room, rounds: int) -> list[str]:
    floor = Figure("bare loop: the same print files", unit="s")
    first = Figure("docgen letter", unit="s", limit=6)
    docxtpl = Figure(f"docxtpl's loop ({LETTERS_OF_DOCXTPL} letters, scaled)", unit="s")
    reading = Figure("reading and checking alone", lambda: _reading(room), "s")
    same = Figure("nothing changed", room.run, "s")
    changed = Figure("one household corrected", unit="s")
    alone = Figure("--separate", unit="s", limit=8)
    alone_floor = Figure("bare loop: the same single files", unit="s")
    peak, alone_peak = Figure("docgen letter", unit="MB", limit=400), Figure("--separate", unit="MB", limit=400)
    for _ in range(rounds):
        first.samples.append(room.first())
        peak.samples.append(room.largest)
        floor.samples.append(_written_again(room))
        docxtpl.samples.append(_docxtpl() * HOUSEHOLDS / LETTERS_OF_DOCXTPL)
        measure([reading, same], 1)
        room.correct()
        changed.samples.append(room.run())
        alone.samples.append(room.first("--separate"))
        alone_peak.samples.append(room.largest)
        alone_floor.samples.append(_written_again(room))
    same.share = 1 / 8
    changed.limit = reading.median + 0.5
    first_table = table(f"{HOUSEHOLDS:,} letters; wall", [first, same, changed, reading, floor], first)
    alone_table = table("The same, a file for each; wall", [alone, alone_floor], alone_floor)
    docxtpl.share = None
    return [
        first_table,
        alone_table,
        table("Beside docxtpl; wall", [docxtpl, _shared(first, 1 / 150), _shared(alone, 1 / 100)], docxtpl),
        table("The largest process", [peak, alone_peak]),
    ]


def _shared(figure: Figure, share: float) -> Figure:
    return Figure(figure.what, unit=figure.unit, share=share, samples=list(figure.samples))


def _written_again(room: Room) -> float:
    """Seconds to write the files of the last run anew, from memory: folders made, nothing else."""
    out = room.folder / "out"
    files = [(path.relative_to(out), path.read_bytes()) for path in sorted(out.rglob("*")) if path.is_file()]
    copy = room.folder / "copy"
    start = time.perf_counter()
    for path, data in files:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(data)
    seconds = time.perf_counter() - start
    shutil.rmtree(copy)
    return seconds


def _reading(room: Room) -> float:
    code = "from docgen.commands.base import App; from pathlib import Path; import sys; App(Path(sys.argv[1])).data"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, room.folder], check=True, capture_output=True)
    return time.perf_counter() - start


def _docxtpl() -> float:
    values = dict.fromkeys(
        "社区 乡镇 会议时间 会议地点 举报电话 电子邮箱 联系单位 户编号 社区小组 地址 户主".split(), "丰乐社区"
    )
    values |= {"署名": "领导小组", "版本": "2013", "日期": "2013年11月6日", "参选上限": "50%"}
    flags = {"具名": True, "党员户": False, "此致敬礼": True, "草稿": False}
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        start = time.perf_counter()
        for number in range(LETTERS_OF_DOCXTPL):
            document = DocxTemplate(LETTER)
            document.render({**values, **flags}, autoescape=True)
            document.save(Path(folder) / f"{number}.docx")
        return time.perf_counter() - start


def _workers(room: Room, rounds: int) -> str:
    """The stage of the workers alone: the same packs, made by one worker and by two."""
    worker = [sys.executable, __file__, "workers", str(room.folder)]
    ways = [("one process", "1"), ("two processes", "2"), ("Dask, two workers", "dask")]
    figures = [Figure(what, _stage([*worker, way]), "s") for what, way in ways]
    measure(figures, rounds)
    one, two, dask = figures
    two.share, dask.share = 1 / 1.6, 1.5 * two.ratio(one)
    return table(f"{HOUSEHOLDS:,} letters: the stage of the workers alone; wall", figures, one)


def _stage(command: Sequence[str]) -> Callable[[], float]:
    def sample() -> float:
        done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            sys.exit(done.stderr)
        return float(done.stdout.split()[-1])

    return sample


def _growth(folder: Path) -> str:
    """What one more letter costs, from one size of a roll to the next: CPU of all processes. The rolls are .csv: an
    .xlsx of a million rows is larger than any that docgen opens."""
    figures, peaks, costs = list[Figure](), list[Figure](), dict[int, float]()
    for households in GROWING:
        room = Room(folder, households, as_csv=True)
        costs[households] = _cpu_of(room)
        peak = Figure(f"{households:,} households: the largest process", unit="MB", limit=400)
        peak.samples.append(room.largest)
        peaks.append(peak)
        shutil.rmtree(room.folder)
    for few, many in pairwise(costs):
        figure = Figure(f"from {few:,} to {many:,} households", unit="µs", share=1.2 if figures else None)
        figure.samples.append((costs[many] - costs[few]) / (many - few) * 1e6)
        figures.append(figure)
    return table("A letter more: CPU", figures, figures[0]) + "\n" + table("Memory", peaks)


def _cpu_of(room: Room) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    room.first()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stage(workspace: Path, way: str) -> float:
    """Wall seconds of making the packs of all communities, once they are planned and the workers are there."""
    from docgen.batch.cluster import Cluster
    from docgen.batch.guard.watch import Watch
    from docgen.batch.packs.making import Job, Tools, make
    from docgen.batch.packs.papers import RECALL
    from docgen.batch.packs.planning import Planner
    from docgen.commands.base import App
    from docgen.commands.make import template_of
    from docgen.processes.pool import Pool
    from docgen_plugins.letter import Letter

    app, generator = App(workspace), Letter(places=())
    generator.register = app.register
    assert generator.packs
    names = (generator.template, generator.packs.cover, generator.packs.receipts, RECALL)
    letter, cover, receipts, recall = (template_of(app, name) for name in names)
    tools = Tools(letter, cover, receipts, recall, tuple(generator.packs.receipt))
    planner = Planner(generator, app.data, app.plugins.prepare_context, Watch(generator, app.data))
    folder = Path(tempfile.mkdtemp(dir=workspace))
    jobs = [(n, Job(str(folder / str(n)), plan.stem, tuple(plan.packs))) for n, plan in enumerate(planner.places())]
    pool = Cluster(make, tools, "local", 2) if way == "dask" else Pool(make, tools, int(way))
    if isinstance(pool, Pool):
        pool.begin()
    warm = [(-n, Job(str(folder / f"warm{n}"), "x", ())) for n in range(8)]
    results = pool.map([*warm, *jobs])
    for _ in warm:
        next(results)
    start = time.perf_counter()
    if any(isinstance(made, OSError) for _, made in results):
        sys.exit("a pack was not made")
    seconds = time.perf_counter() - start
    shutil.rmtree(folder)
    return seconds


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    print(stage(Path(sys.argv[2]), sys.argv[3]))
