"""A folder with a roster and a form of certificates for those in it."""

from pathlib import Path
from typing import Any

from own_forms import Forms

ROSTER = """
access = "内部"
each = "证明"
filename = "证明/{{ 姓名 }}"
[table]
name = "证明"
sheets = ["花名册"]
[[table.columns]]
title = "姓名"
kind = "姓名"
[[table.columns]]
title = "部门"
[[table.columns]]
title = "职务"
[[table.columns]]
title = "电话"
"""
TEMPLATE = '{{ 姓名 }}同志系我单位{{ 职务|空("") }}。'
CONFIG = 'title = "石羊镇"\nyear = 2024\nstart = 2024-01-01\nweek_end = "周日"\nissuer = "石羊镇"\n'
FOR_ELECTIONS = f'{CONFIG}\n[plugins]\nuse = ["elections"]\n'
PEOPLE = ("姓名,部门,职务,电话", "郝元,党政办,主任,87110001", "汪敏红,财政所,会计,87110002")


def roster(docgen: Any, folder: Path) -> Forms:
    """A folder with a workbook, without docgen.toml."""
    found = object.__new__(Forms)
    found.docgen, found.workspace = docgen, folder
    (folder / "data").mkdir(parents=True)
    sheet(found, "花名册", *PEOPLE)
    return found


def sheet(forms: Forms, name: str, *lines: str) -> None:
    """A workbook of data: a line for each row, the first its headers."""
    (forms.workspace / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
