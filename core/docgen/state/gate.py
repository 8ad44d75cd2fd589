"""The gate that each path passes which comes from a database, a manifest or a setting, before it is used."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from docgen.problems import DocgenError, DocumentSpot, visible
from docgen.state.user import named_folders
from docgen.text import Text
from docgen.urls import is_url

OUT = "out"
_PLAIN = re.compile(r"[^/\\:\0]+").fullmatch


class Gate:
    """Lets a path through that lies below one of some folders, links resolved.

    `folders` are resolved here, once. A folder that the path itself runs through and that is a link to elsewhere is
    refused; so is a path with `..`, wherever it leads.
    """

    def __init__(self, folders: Iterable[Path | str]) -> None:
        places = [str(folder) for folder in folders]
        self._urls = [place.rstrip("/") for place in places if is_url(place)]
        self._folders = [os.path.realpath(place) for place in places if not is_url(place)]
        self._known: dict[str, bool] = {}

    @classmethod
    def of_workspace(cls, root: Path) -> Gate:
        """The gate of a workspace: below its out/, which may be no link, and the folders that this user named with
        `--out`."""
        made = cls(named_folders(root))
        made._folders.append(os.path.join(os.path.realpath(root), OUT))  # noqa: PTH118 - resolved but for the last name
        return made

    def check(self, path: Path, stated_in: object) -> Path:
        """The path, if it may be used; it need not exist. A link at its end is let through: nothing follows it there.
        Raises DocgenError that names the path and the file that it stands in (`stated_in`)."""
        if not _is_possible(path) or not (self._leads_below(path) or os.path.realpath(path) in self._folders):
            raise _refusal(path, stated_in)
        return path

    def check_url(self, url: str, stated_in: object) -> str:
        """The URL of a document, if it may be used. Raises DocgenError as `check` does."""
        if ".." in url.split("/") or not any(url.startswith(f"{own}/") for own in self._urls):
            raise _refusal(url, stated_in)
        return url

    def _leads_below(self, path: Path) -> bool:
        folder = os.path.dirname(path)  # noqa: PTH120 - of a hundred thousand paths
        known = self._known.get(folder)
        if known is None:
            known = self._known[folder] = ".." not in path.parts and self._holds(folder)
        return known and path.name != ".."

    def _holds(self, folder: str) -> bool:
        real = os.path.realpath(folder)
        return any(real == own or real.startswith(own.rstrip(os.sep) + os.sep) for own in self._folders)


def _is_possible(path: Path) -> bool:
    """Whether a system may have a file of this path: none of its names is too long, and no byte in it is zero."""
    text = str(path)
    if len(text) <= SHORT and "\0" not in text:  # a hundred thousand paths are asked for
        return True
    names = [os.fsencode(name) if os.name == "posix" else name for name in path.parts]
    return "\0" not in text and len(text) <= LONGEST_PATH and max(map(len, names)) <= LONGEST_NAME


LONGEST_PATH, LONGEST_NAME = 4096, 255
SHORT = LONGEST_NAME // 4
"""A path of so many characters has no name that is too long, whatever the letters."""


def _refusal(path: object, stated_in: object) -> DocgenError:
    text = _OUTSIDE.format(path=visible(str(path)[:LONGEST_NAME]))
    return DocgenError(text, hint=_HINT, where=DocumentSpot(str(stated_in)))


def is_plain_name(name: str) -> bool:
    """Whether a name is that of a file right in a folder, on every system: no path, no drive, no `..`."""
    return name not in (".", "..") and _PLAIN(name) is not None


def refuse_link(path: Path) -> Path:
    """The path of a file or folder of docgen's own, which need not exist. Raises DocgenError for a link, through which
    nothing is written, and for a pipe or device, which would be waited for. A storage has none of them."""
    if is_url(path):
        return path
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):  # it is not there, or whoever opens it is told why it cannot be
        return path
    if stat.S_ISLNK(mode):
        raise DocgenError(_LINK, hint=_LINK_HINT, where=DocumentSpot(str(path)))
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise DocgenError(_PIPE, hint=_LINK_HINT, where=DocumentSpot(str(path)))
    return path


def refuse_links(path: Path, root: Path) -> Path:
    """The path of a file in the workspace `root` that is about to be made. Raises DocgenError if it, or a folder on
    the way to it, is a link: nothing is written through it."""
    for each in (path, *path.parents):
        if each == root:
            break
        refuse_link(each)
    return path


_OUTSIDE = Text(
    "a path leads out of the folder for documents: {path}; nothing was done with it",
    "记录里的路径指到了存放文件的文件夹之外：{path}，没有动它",
)
_HINT = Text(
    "Documents lie below out/, or where --out said. If out/ or a folder in it is a link, put a folder in its place. If "
    "somebody sent you this workspace, ask what is meant.",
    "文件只放在 out/ 或 --out 指定的文件夹里。如果 out/ 或其中的文件夹是链接，请换成普通文件夹；"
    "如果工作文件夹是别人发来的，请先问清楚。",
)
_LINK = Text("this is a link, through which nothing is read or written", "这是一个链接，不经它读写")
_PIPE = Text("this is no file but a pipe or a device", "这不是文件，是管道或设备")
_LINK_HINT = Text("Put a file or folder in its place, or delete it.", "请换成普通的文件或文件夹，或删去。")
