"""A picture that a data file names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docgen.files import open_file, real_path
from docgen.forms.values import Unusable
from docgen.problems import Cell, Problem, Severity
from docgen.render import Picture
from docgen.text import Text, reason_of


def picture(folder: Path, name: str, where: Cell, **options: Any) -> Picture | Unusable:
    """The picture in the file `name` below `folder`; what cannot be used fails where a template prints it. `options`
    are those of Picture."""
    folder = real_path(folder)
    path = real_path(folder / name.replace("\\", "/"))
    if not path.is_relative_to(folder):
        return no_picture(_OUTSIDE.format(path=name), where)
    try:
        open_file(path).close()
    except OSError as error:
        return no_picture(_UNREADABLE.format(path=name, why=reason_of(error)), where, _LOOK)
    return Picture(path, **options)


def no_picture(text: Text, where: Cell, hint: Text | None = None) -> Unusable:
    """A picture that cannot be used."""
    return Unusable(Problem("picture", Severity.ERROR, text, where, hint))


_OUTSIDE = Text(
    "a picture must lie beside the data file or below: {path}", "图片要放在数据文件所在的文件夹或其下：{path}"
)
_UNREADABLE = Text("the picture {path} cannot be used: {why}", "图片 {path} 无法使用：{why}")
_LOOK = Text(
    "Write the whole name with its ending, and the folder if it lies in one below the data file: 照片/张三.jpg",
    "请写完整的文件名和后缀；在数据文件旁的文件夹里时连文件夹一起写，如 照片/张三.jpg。",
)
