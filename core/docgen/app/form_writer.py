"""Writes a form that begins: its folder as a whole, its workbook, and the settings of a new workspace."""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docgen.config import CONFIG
from docgen.files import is_folder, lies, list_below, read_file, real_path, unreadable
from docgen.problems import DocgenError, DocumentSpot
from docgen.state import refuse_links
from docgen.tables.readers.sniff import is_workbook_name
from docgen.text import Language, Text, reason_of
from docgen.workspace import FORM, FORMS, holds_forms

if TYPE_CHECKING:
    from docgen.forms.begin.columns import Columns
    from docgen.schema import Record


@dataclass(frozen=True)
class NewForm:
    """A form before it is written: the Word file and the text of form.toml; its columns; whether it is a document
    for `each` row; the workbook that somebody brought; and the year of a new workspace."""

    name: str
    template: bytes
    toml: str
    columns: Columns
    each: bool
    data: Path | None
    year: int | None


class Written(NamedTuple):
    """The workbook to fill in, if one was made, and where the one that was brought lies now, if it was copied."""

    blank: Path | None
    copy: Path | None


def write(root: Path, form: NewForm) -> Written:
    """Write it into the workspace `root`. Nothing is overwritten.
    Raises DocgenError, with nothing written, where a workbook of that name has another content, form.toml has mistakes,
    or the disk refuses."""
    brought = _workbook(root, form.data)
    with ExitStack() as undo:
        try:
            blank = _written(root, form, brought, undo)
        except OSError as error:
            text = Text("the form cannot be written: {why}", "表单无法写入：{why}").format(why=reason_of(error))
            raise DocgenError(text, where=DocumentSpot(str(root / FORMS / form.name))) from None
        undo.pop_all()
    return Written(blank, brought)


def _written(root: Path, form: NewForm, brought: Path | None, undo: ExitStack) -> Path | None:
    """The folder appears at last, at once, with all that is in it: who tries again finds it there or not."""
    from docgen.forms.declared.declaration import declared_in

    forms, blank = root / FORMS, None
    for path in (forms, brought or forms):
        refuse_links(path, root)
    _make_folder(forms, undo)
    with _draft(forms, form) as draft:
        own = next(iter(declared_in(draft).tables), None)
        if form.year is not None:
            _write_new(root / CONFIG, _settings(root, form.year, _language_of(form)).encode(), undo)
        if brought and form.data:
            _write_new(brought, _content(form.data), undo)
            shutil.copystat(form.data, brought)
        elif own and not form.data:
            blank = _blank_workbook(root, form, own, undo)
        draft.rename(forms / form.name)
    return blank


def _workbook(root: Path, data: Path | None) -> Path | None:
    """Where the workbook is to be copied to; None if there is none, or it lies there."""
    if data is not None and not is_workbook_name(data):
        raise DocgenError(_NO_WORKBOOK.format(name=data.name), hint=_SAVE_AS, where=DocumentSpot(str(data)))
    if data is None or lies_in(data, root):
        return None
    target = _data_folder(root) / data.name
    if lies(target) and _content(target) != _content(data):
        text = Text("there is another {name} in {folder}", "{folder} 里已有另一个 {name}")
        hint = Text("Rename one of the two workbooks.", "请给其中一个工作簿改名。")
        raise DocgenError(text.format(name=data.name, folder=target.parent), hint=hint, where=DocumentSpot(str(target)))
    return None if lies(target) else target


def _content(path: Path) -> bytes:
    """A workbook. Raises DocgenError when it cannot be read."""
    try:
        return read_file(path)
    except OSError as error:
        raise unreadable(error, DocumentSpot(str(path))) from None


def check_unmixed(root: Path, data: Path, table: str, fed: Collection[str]) -> None:
    """Raises DocgenError where a workbook that is to be copied would add its rows to those of a table that the files
    `fed` hold already, such as those of last month."""
    if not fed or (target := _workbook(root, data)) is None:
        return
    text = _MIXED.format(name=data.name, table=table, files="、".join(fed))
    raise DocgenError(text, hint=_APART.format(name=data.name), where=DocumentSpot(str(target.parent)))


_MIXED = Text(
    "{name} would feed the table {table} together with {files}: documents would mix the rows of both",
    "{name} 会和 {files} 一起读入“{table}”表，生成的文件会混在一起",
)
_APART = Text(
    "Give its sheet another name. If the rows belong together, put {name} into the data folder and name it there.",
    "请给它的工作表另起名称；两份的行确实要合在一起的，先把 {name} 放进数据文件夹，再用那里的这一份。",
)
_NO_WORKBOOK = Text("{name} is not called like a workbook", "{name} 的名称不像工作簿")
_SAVE_AS = Text("Save it as .xlsx or .csv.", "请另存为 .xlsx 或 .csv。")


def lies_in(data: Path, root: Path) -> bool:
    """Whether a workbook is among the data of the workspace `root`: in its data folder, or where there is none, beside
    the forms."""
    folder, own = _data_folder(root), real_path(data)
    return own.parent == real_path(root) if folder == root else own.is_relative_to(real_path(folder))


def _data_folder(root: Path) -> Path:
    """data/, unless there is none yet and workbooks or forms lie in the workspace itself: a second form must not hide
    what the first is made of."""
    folder = root / "data"
    is_bare = holds_forms(root) or any(map(is_workbook_name, list_below(root, [], deep=False)))
    return root if is_bare and not is_folder(folder) else folder


@contextmanager
def _draft(forms: Path, form: NewForm) -> Iterator[Path]:
    """The folder of the form, in another one that no command sees."""
    hidden = forms / f".{uuid.uuid4().hex}"
    draft = hidden / form.name
    try:
        draft.mkdir(parents=True)
        (draft / f"{form.name}.docx").write_bytes(form.template)
        (draft / FORM).write_text(form.toml, encoding="utf-8", newline="\n")
        yield draft
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _write_new(path: Path, content: bytes, undo: ExitStack) -> None:
    _make_folder(path.parent, undo)
    with path.open("xb") as file:
        undo.callback(path.unlink, missing_ok=True)
        file.write(content)


def _make_folder(folder: Path, undo: ExitStack) -> None:
    if not is_folder(folder):
        folder.mkdir()
        undo.callback(folder.rmdir)


def _blank_workbook(root: Path, form: NewForm, own: type[Record], undo: ExitStack) -> Path | None:
    """A workbook to fill in for the form's own table, unless one of that name is there."""
    from docgen.plugin.package import example_words
    from docgen.tables.blank import blank_workbook

    path = refuse_links(_data_folder(root) / f"{form.name}.xlsx", root)
    if lies(path):
        return None
    year = form.year or date.today().year
    _write_new(path, blank_workbook(own.__table__, year, example_words() | {"年份": str(year)}), undo)
    return path


def _language_of(form: NewForm) -> Language:
    """The language of the documents: that of what the form is called and of its columns, whatever is spoken here."""
    said = (line.partition("#")[0] for line in (form.name, *form.toml.splitlines()))
    return "zh" if any(re.search("[\u3400-\u9fff]", line) for line in said) else "en"


def _settings(root: Path, year: int, language: Language) -> str:
    title = json.dumps(root.name or "表单", ensure_ascii=False)
    lines = (
        ("", _SETTINGS),
        ("", ""),
        (f"title = {title}", _TITLE),
        (f"year = {year}", _YEAR),
        (f'language = "{language}"', _LANGUAGE),
        (f"start = {year}-01-01", _START),
        ('week_end = "周日"', _WEEK_END),
        ('issuer = "【待补】"', _ISSUER),
    )
    return "\n".join(f"{line}  # {note}".strip() if str(note) else line for line, note in lines) + "\n"


_SETTINGS = Text(
    "The settings of the workspace. Lines that begin with # are comments.",
    "工作文件夹的设置。引号、逗号、等号一律用半角；以 # 开头的行是说明。",
)
_TITLE = Text("what the work is called", "工作名称")
_YEAR = Text("a date such as 11月22日 is of this year", "表格里只写“11月22日”的，按这一年理解")
_LANGUAGE = Text("of documents and messages: zh is Chinese, en English", "文件和提示的语言：zh 为中文，en 为英文")
_START = Text("week 1 begins on this day", "按周生成的文件，第1周从这一天开始")
_WEEK_END = Text("the last day of a week", "每周截止到星期几")
_ISSUER = Text("the office that issues: {{ 发文单位 }} in templates", "发文单位：模板里写 {{ 发文单位 }} 的地方")
