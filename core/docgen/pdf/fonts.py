"""Which installed font stands in for one that documents name and the machine lacks.

Official documents name the fonts of Windows and of 方正. Where they are missing, LibreOffice sets all of them in one
face, often a Japanese one. A fontconfig rule gives it the nearest of the free fonts instead. On Windows and macOS
LibreOffice does not ask fontconfig.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape


class _Face(NamedTuple):
    """Fonts that are the same to a reader: `names` of the real ones, then what is free, the nearest first."""

    names: tuple[str, ...]
    free: tuple[str, ...]
    bold: bool = False  # a free font has to be set in bold to look like it


_SONG = ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "AR PL UMing CN", "AR PL SungtiL GB")
_KAI = ("FandolKai", "AR PL UKai CN", "AR PL KaitiM GB", "LXGW WenKai GB", "LXGW WenKai")
_FANG = ("FandolFang", "AR PL New Sung")
_HEI = (
    "FandolHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
_BOLD_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", *_SONG)  # they have a bold of their own
_TIMES = ("Liberation Serif", "Tinos", "TeX Gyre Termes", "Nimbus Roman")

_FACES = (
    _Face(
        (
            "仿宋_GB2312",
            "仿宋",
            "FangSong_GB2312",
            "FangSong",
            "方正仿宋_GBK",
            "方正仿宋简体",
            "华文仿宋",
            "STFangsong",
        ),
        (*_FANG, *_SONG, *_HEI),
    ),
    _Face(
        ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti"),
        (*_KAI, *_FANG, *_SONG, *_HEI),
    ),
    _Face(
        ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti", "华文细黑", "STXihei"),
        (*_HEI, *_SONG),
    ),
    _Face(("微软雅黑", "Microsoft YaHei"), (*_HEI[1:], *_HEI, *_SONG)),
    _Face(
        ("宋体", "SimSun", "新宋体", "NSimSun", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong"),
        (*_SONG, *_HEI),
    ),
    _Face(
        ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"),
        (*_BOLD_SONG, *_HEI),
        bold=True,
    ),
    _Face(("Times New Roman",), _TIMES),
)

_FILE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<include>{system}</include>
{rules}
</fontconfig>
"""
# FandolSong and FandolHei say of their bold faces that they are regular, so either could be taken for the other.
_HIDE = """\
<selectfont><rejectfont><pattern>
  <patelt name="family"><string>{family}</string></patelt>
  <patelt name="style"><string>Bold</string></patelt>
  <patelt name="weight"><const>regular</const></patelt>
</pattern></rejectfont></selectfont>"""
_REPLACE = """\
<match target="pattern">
  <test name="family"><string>{name}</string></test>
  <edit name="family" mode="assign" binding="same"><string>{stand_in}</string></edit>{weight}
</match>"""
_BOLD = '\n  <edit name="weight" mode="assign"><const>bold</const></edit>'


def environment(folder: Path) -> dict[str, str]:
    """The variables for a LibreOffice that is to know the rule; the rule's file is written into `folder`.

    They are those of this process where no rule is needed or possible. Raises OSError when `folder` cannot be written.
    """
    variables = dict(os.environ)
    system = _system_rules()
    if sys.platform in ("win32", "darwin") or not system.is_file():
        return variables
    installed = installed_families()
    if installed and (rules := list(_rules(installed))):
        file = folder / "fonts.conf"
        text = _FILE.format(system=escape(str(system.absolute())), rules="\n".join(rules))
        file.write_text(text, encoding="utf-8")
        variables["FONTCONFIG_FILE"] = str(file)
    return variables


def installed_families() -> frozenset[str]:
    """The names, in all languages, of the installed font families; empty where fontconfig's `fc-list` is missing."""
    command = ["fc-list", "--format", "%{family}\n"]
    try:
        run = subprocess.run(command, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(run.stdout.decode("utf-8", errors="replace").replace(",", "\n").splitlines())


def stand_ins(installed: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    """(name, installed font that stands in for it, whether in bold) for each known name that is not installed."""
    known = {family.casefold() for family in installed}
    for face in _FACES:
        free = [(name, face.bold) for name in face.free]
        candidates = [*((name, False) for name in face.names), *free]
        found = next((each for each in candidates if each[0].casefold() in known), None)
        if found:
            yield from ((name, *found) for name in face.names if name.casefold() not in known)


def _rules(installed: Collection[str]) -> Iterator[str]:
    """The elements of the rule's file: what LibreOffice may not see, and what stands for what."""
    yield from (_HIDE.format(family=family) for family in ("FandolHei", "FandolSong") if family in installed)
    for name, stand_in, bold in stand_ins(installed):
        yield _REPLACE.format(name=name, stand_in=stand_in, weight=_BOLD if bold else "")


def _system_rules() -> Path:
    """fontconfig's own file: that of the environment, else the usual one."""
    folder = Path(os.environ.get("FONTCONFIG_PATH") or "/etc/fonts")
    return folder / (os.environ.get("FONTCONFIG_FILE") or "fonts.conf")
