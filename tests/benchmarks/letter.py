"""Measure one letter against docxtpl, and the deflaters on its document.xml, as CPU times of one run: make bench."""

import tempfile
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate

from docgen.render import compile_template
from docgen.render.deflate import deflated

FIELDS = "户主 社区 小组 地址 户编号 会议地点 会议日期 举报电话 电子邮箱 乡镇 日期".split()
BODY = "社区党组织换届选举关系每一位党员群众的切身利益，请您积极参与，认真行使民主权利，推荐政治素质好的人选。"


def letter(path: Path) -> Path:
    """A letter of one page with eleven fields, in python-docx's own template of 19 parts."""
    document = Document()
    for text in ("致党员群众的公开信", *[BODY] * 9, *(f"{name}：{{{{ {name} }}}}" for name in FIELDS)):
        document.add_paragraph(text)
    document.save(str(path))
    return path


def microseconds(work: Callable[[], object], times: int) -> float:
    """CPU microseconds of one call, after one that is not counted."""
    work()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times * 1e6


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = letter(Path(folder) / "letter.docx")
        values = {name: f"{name}的值" for name in FIELDS}

        def theirs() -> None:
            template = DocxTemplate(str(path))
            template.render(values, autoescape=True)
            template.save(BytesIO())

        compiled = compile_template(path)
        once, many = microseconds(theirs, 40), microseconds(lambda: compiled.render(values), 10_000)
        xml = max(compiled.parts(values), key=len)
        compiling = microseconds(lambda: compile_template(path), 20)
    print(f"letter by docxtpl        {once:9.1f} µs")
    print(f"letter by docgen         {many:9.1f} µs  1/{once / many:.0f} (budget 1/250)")
    print(f"compiling the template   {compiling:9.1f} µs  {compiling / once:.2f} of docxtpl's letter (budget 1)")
    ours, zipped = deflated(xml), zlib.compress(xml, 6)
    mine, plain = microseconds(lambda: deflated(xml), 2000), microseconds(lambda: zlib.compress(xml, 6), 2000)
    print(f"deflate of {len(xml)} bytes    {mine:9.1f} µs  {len(ours)} bytes")
    print(f"zlib, level 6            {plain:9.1f} µs  {len(zipped)} bytes")


if __name__ == "__main__":
    main()
