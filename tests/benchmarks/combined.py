"""Many letters in one print file: CPU a record at three sizes, and memory.

As a program, combined.py TEMPLATE COUNT, it is the process that is measured.
"""

import json
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from documents import HOUSEHOLD, letter
from measure import Figure, Worker, measure, table

from docgen.render import Compiled, compile_template

COUNTS = (500, 2_000, 10_000)
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何"
GIVEN_NAMES = "建国 秀英 志强 桂兰 玉珍 德明 素华 光荣 兴发 淑芳 永福 丽 军 洋 艳 勇 敏 静 杰".split()
FLAT = 1.2
"""How much more a letter may cost among many than among few."""
FOOTERS = {"one footer for all": ("", 35), "a footer for each": ("{{ 户编号 }}", None)}
"""What stands below the letters, and µs that one may cost; a footer is one more part of the file."""


def report(folder: Path, rounds: int) -> str:
    return "\n".join(_compared(folder, rounds, what, *footer) for what, footer in FOOTERS.items())


def _compared(folder: Path, rounds: int, what: str, footer: str, limit: float | None) -> str:
    template = letter(folder / "combined.docx", footer=footer)
    speed = [Figure(f"{count:,} letters", limit=limit, share=FLAT if count > COUNTS[0] else None) for count in COUNTS]
    memory = [Figure(figure.what, unit="×", limit=2) for figure in speed]
    workers = []
    for count, time_of, peak_of in zip(COUNTS, speed, memory, strict=True):
        try:
            worker = Worker([sys.executable, __file__, template, str(count)])
        except OSError as error:
            time_of.missing = peak_of.missing = str(error)
            continue
        workers.append(worker)
        time_of.sample = worker.sample
        peak_of.samples.append(json.loads(worker.first_line))
    measure(speed, rounds)
    for worker in workers:
        worker.close()
    title = f"Combined print file, {what}"
    return "\n".join(
        [
            table(f"{title}: CPU a letter", speed, speed[0]),
            table(f"{title}: most memory, times the raw document.xml", memory),
        ]
    )


def records(compiled: Compiled, count: int) -> Iterator[tuple[Compiled, Mapping[str, str]]]:
    """Households, made as they are asked for: their memory is not the combiner's."""
    for number in range(count):
        house = {
            "户主": SURNAMES[number % 17] + GIVEN_NAMES[number % 19],
            "小组": f"{number // 100 + 1}组",
            "地址": f"永丰路{number % 89 + 1}号{number % 7 + 1}栋{number % 31 + 1}单元",
            "户编号": f"XF-YF-{number:06}",
        }
        yield compiled, {**HOUSEHOLD, **house}


def main(template: str, count: int) -> None:
    from docgen.render import combined

    compiled = compile_template(Path(template))
    combined(records(compiled, 1), sides=1)  # loads what it needs
    peak, made = _peak(lambda: combined(records(compiled, count), sides=1))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        raw = archive.getinfo("word/document.xml").file_size
        text = archive.read("word/document.xml").decode()
    if not all(f"XF-YF-{number:06}" in text for number in range(0, count, 97)):
        sys.exit("the combined file lacks letters")
    print(json.dumps(peak / raw), flush=True)
    del made, text
    for _ in sys.stdin:
        start = time.process_time()
        combined(records(compiled, count), sides=1)
        print((time.process_time() - start) / count * 1e6, flush=True)


def _peak(work: Callable[[], bytes]) -> tuple[int, bytes]:
    """The most memory, in bytes, that the process came to hold for it, the result counted."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = work()
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024, made


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
