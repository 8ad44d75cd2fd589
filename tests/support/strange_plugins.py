"""A workspace with one workbook and one template, and plugins for it that are trusted, or are not."""

from pathlib import Path

import docx

from docgen.plugin.trust import trust
from docgen.tables.write import workbook

CONFIG = 'title = "走访"\nyear = 2013\nstart = 2013-11-04\nweek_end = "friday"\nissuer = "石羊镇"\n'
CONFIG += '[plugins]\nuse = ["elections"]\n'
HEAD = "from docgen import Access, Generator, Record, Severity, Text, check, column, figure, hookimpl\n"
GOOD = (
    HEAD
    + """

class Visit(Record, table="走访", key=("name",)):
    name: str = column("姓名", required=True, access=Access.PUBLIC)


class Sheet(Generator):
    name, alias, title = "visit", "走访单", Text("visit sheet", "走访单")
    template, access, each, filename = "走访.docx", Access.PUBLIC, Visit, "走访单/{{ 姓名 }}"

    def context(self, row, data):
        return {"姓名": row.name}


@hookimpl
def setup(docgen):
    docgen.record(Visit)
    docgen.generator(Sheet)
"""
)
"""A plugin that makes a document for each of 张三 and 李四."""


def workspace(root: Path, template: str = "走访{{ 姓名 }}。") -> Path:
    """A folder with the workbook of the visits, and a template."""
    for folder in ("data", "plugins", "templates"):
        (root / folder).mkdir(parents=True)
    (root / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    (root / "data" / "走访.xlsx").write_bytes(workbook({"走访": [["姓名", "备注"], ["张三", "甲"], ["李四", "乙"]]}))
    document = docx.Document()
    document.add_paragraph(template)
    document.save(str(root / "templates" / "走访.docx"))
    return root


def plugin(root: Path, name: str, source: str, *, trusted: bool = True) -> Path:
    """One more plugin."""
    path = root / "plugins" / f"{name}.py"
    path.write_text(source, encoding="utf-8")
    if trusted:
        trust(path)
    return path


def line_of(path: Path, words: str) -> str:
    """The place of the first line that holds the words, as messages have it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return f"{path}:{next(number for number, line in enumerate(lines, 1) if words in line)}"
