"""A workspace with forms of its own, without code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from letters import Office

FORM = """
title = "会议签到表"
access = "内部"
each = "社区"
filename = "签到表/{{ 乡镇 }}/签到表_{{ 社区 }}"

[lists.各户]
table = "户"
where = 'not 党员户'
sort = ["户编号"]
"""
TEMPLATE = (
    "{{ 社区 }}会议签到表（{{ 社区.乡镇 }}，{{ 年度 }}年）",
    "共{{ 各户|length }}户：{% for 户 in 各户 %}{{ 户.序号 }}.{{ 户.地址 }}；{% endfor %}",
)


def table(name: str, *columns: str) -> str:
    """A table of a form.toml: what is said of it, such as `key = ["名称"]`, and its columns."""
    return "\n".join(["[[table]]", f'name = "{name}"', *columns, ""])


def column(title: str, *lines: str) -> str:
    """A column of it, and what is said of that one: `kind = "整数"`."""
    return "\n".join(["[[table.columns]]", f'title = "{title}"', *lines])


DIARY = """
access = "内部"
period = true
[table]
name = "值班"
dated = "日期"
[[table.columns]]
title = "日期"
kind = "日期"
[[table.columns]]
title = "事项"
"""


def places_of(text: str, toml: str, form: str) -> list[str]:
    """Where a text stands in the form.toml of a form, as messages name it."""
    return [f"forms/{form}/form.toml:{line}" for line, each in enumerate(toml.split("\n"), 1) if text in each]


class Forms:
    """A workspace with forms."""

    def __init__(self, docgen: Callable[..., Any], office: Office) -> None:
        self.docgen, self.office, self.workspace = docgen, office, office.write()

    def put(self, name: str = "签到表", toml: str | bytes = FORM, *paragraphs: str) -> Path:
        """Put a form there; gives its folder."""
        folder = self.workspace / "forms" / name
        folder.mkdir(parents=True)
        (folder / "form.toml").write_bytes(toml.encode() if isinstance(toml, str) else toml)
        document = Document()
        for paragraph in paragraphs or TEMPLATE:
            document.add_paragraph(paragraph)
        document.save(str(folder / f"{name}.docx"))
        return folder

    def sheet(self, name: str, *lines: str) -> None:
        """A workbook of data: a line for each row, the first its headers."""
        (self.workspace / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def say(self, *words: str, code: int = 0) -> str:
        result = self.docgen("-w", self.workspace, *words)
        assert result.code == code, result.out + result.err
        return str(result.out + result.err)

    def made(self) -> dict[str, list[str]]:
        """The paragraphs of what was made, by path below out/."""
        out = self.workspace / "out"
        files = sorted(path for path in out.rglob("*.docx"))
        return {
            path.relative_to(out).as_posix(): [each.text for each in Document(str(path)).paragraphs] for path in files
        }
