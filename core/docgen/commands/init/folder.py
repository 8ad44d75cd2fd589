"""The folder of a new workspace: nothing in it is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docgen.config import CONFIG
from docgen.files import is_folder, lies, list_below
from docgen.problems import DocgenError, UsageError
from docgen.text import Text, reason_of

Files = dict[str, bytes]
"""What a workspace is made of, by path below it."""


def require_empty(folder: Path) -> None:
    """Raise UsageError when there is something in `folder`."""
    if lies(folder / CONFIG):
        raise UsageError(
            Text("there is a workspace in {folder} already", "{folder} 里已经有工作文件夹").format(folder=folder),
            hint=Text(
                'Name another folder; to look at this one: docgen --workspace "{folder}" check',
                '请换一个文件夹；要检查已有的：docgen --workspace "{folder}" check',
            ).format(folder=folder),
        )
    if is_folder(folder) and any(list_below(folder, [], deep=False)):
        raise UsageError(
            Text("the folder {folder} is not empty", "文件夹 {folder} 不是空的").format(folder=folder),
            hint=Text("Name a new one.", "请指定一个新的文件夹。"),
        )


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, and a folder for workbooks, the settings last: what broke off before is no workspace. Raises
    DocgenError when the folder cannot be written."""
    try:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        for name in sorted(files, key=lambda name: name == CONFIG):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])
            if path.suffix == ".sh":
                path.chmod(0o755)
    except OSError as error:
        raise DocgenError(
            Text("{folder} cannot be written: {why}", "无法写入 {folder}：{why}").format(
                folder=folder, why=reason_of(error)
            ),
            hint=Text("Name a folder in which you may write.", "请指定一个可以写入的文件夹。"),
        ) from None
