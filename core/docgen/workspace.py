"""A workspace: docgen.toml and the folders around it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docgen.period import Weeks
from docgen.problems import DocgenError, FileLine, Problem, Severity, did_you_mean, nearest
from docgen.text import LANGUAGES, Language, Text, reason_of

CONFIG = "docgen.toml"
FORMS = "forms"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class Settings:
    """What docgen.toml says.

    `rules` and each section of `options` are read, and checked, by the plugin that they belong to.
    """

    file: ConfigFile
    title: str
    year: int
    start: date
    week_end: int
    issuer: str
    language: Language | None = None
    rules: Mapping[str, Any] = field(default_factory=dict)
    aliases: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def weeks(self) -> Weeks:
        """The project's weeks."""
        return Weeks(self.start, self.week_end)

    def option(self, section: str, key: str) -> Any:
        """`[options.SECTION] KEY`. Raises DocgenError naming the section when it is not set."""
        values = self.options.get(section, {})
        if key not in values:
            raise self.file.error(
                f"options.{section}",
                Text("[options.{section}] lacks {key!r}", "[options.{section}] 缺少“{key}”").format(
                    section=section, key=key
                ),
                hint=_rename(key, values) or Text(f"Add: {key} = …", f"请补上：{key} = …"),
            )
        return values[key]


def _rename(key: str, values: Iterable[str]) -> Text | None:
    near = nearest(key, values)
    text = Text("{near} stands there; it should read {key}", "现在写的是“{near}”，应为“{key}”")
    return text.format(near=near, key=key) if near else None


@dataclass(frozen=True)
class Workspace:
    """The folders that docgen works on."""

    root: Path
    settings: Settings

    @property
    def data(self) -> Path:
        """Workbooks as staff keep them."""
        return self.root / "data"

    @property
    def templates(self) -> Path:
        """Templates that replace the built-in ones of the same name."""
        return self.root / "templates"

    @property
    def plugins(self) -> Path:
        """Python plugins of this workspace, run only when trusted."""
        return self.root / "plugins"

    @property
    def forms(self) -> Path:
        """Forms without code, a folder for each."""
        return self.root / FORMS

    @property
    def out(self) -> Path:
        """What was made."""
        return self.root / "out"

    @property
    def register(self) -> Path:
        """The register of document numbers."""
        return self.root / "register.sqlite"

    @property
    def state(self) -> Path:
        """docgen's own memory, which can be rebuilt."""
        return self.root / ".docgen"


def find_workspace(start: Path) -> Path:
    """The nearest folder at or above `start` with a docgen.toml. Raises DocgenError when there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    raise no_workspace(start)


def no_workspace(folder: Path) -> DocgenError:
    """The error for a folder without a docgen.toml."""
    return DocgenError(
        Text(
            "no workspace here: {folder} has no docgen.toml", "这里不是工作文件夹：{folder} 里没有 docgen.toml"
        ).format(folder=folder),
        hint=Text(
            "Change into the workspace folder, or say where it is: docgen --workspace FOLDER …",
            "请先进入工作文件夹，或用 docgen --workspace 文件夹 … 指明位置。",
        ),
    )


def open_workspace(folder: Path) -> Workspace:
    """The workspace in `folder`. Raises DocgenError with the line of docgen.toml that is wrong."""
    file = ConfigFile.read(folder / CONFIG)
    return Workspace(folder, _settings(file))


def typed_language(folder: Path) -> str | None:
    """What docgen.toml in `folder` says of the language, also when something else in it is wrong."""
    try:
        text = decode((folder / CONFIG).read_bytes())
    except OSError:
        return None
    found = re.search(r"^\s*language\s*=\s*\W(\w+)", text, re.MULTILINE)
    return found[1] if found else None


@dataclass(frozen=True)
class ConfigFile:
    """The text of docgen.toml, or of another file of its kind, and what it parses to; knows the line of each key.
    `called` is its name in messages."""

    path: Path
    lines: tuple[str, ...]
    values: Mapping[str, Any]
    called: str = CONFIG

    @classmethod
    def read(cls, path: Path, called: str = CONFIG) -> ConfigFile:
        """Read `path`, as UTF-8 (with or without BOM) or GB18030. Raises DocgenError with the line and the mend."""
        try:
            text = decode(path.read_bytes()).replace("\r\n", "\n")
        except OSError as error:
            raise DocgenError(
                Text("{file} cannot be read: {why}", "无法读取 {file}：{why}").format(file=path, why=reason_of(error))
            ) from None
        lines = tuple(text.split("\n"))
        try:
            return cls(path, lines, _parse(text), called)
        except ValueError as error:
            raise _syntax_error(called, lines, error) from None

    def error(self, key: str, text: Text, *, hint: Text | None = None) -> DocgenError:
        """An error at the line of `key` (dotted)."""
        return DocgenError(text, hint=hint, where=FileLine(self.called, self.line(key)))

    def line(self, key: str) -> int | None:
        """The line of `key` (`a.b.c`: the key c of table [a.b], or the table [a.b.c] itself; `a[2].c`: that of the
        second table [[a]], `a[2].b[1].c` of the first [[a.b]] below it)."""
        table, _, name = key.rpartition(".")
        current, lists = "", Counter[str]()
        for number, line in enumerate(self.lines, 1):
            if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
                above, _, current = header[1].replace('"', "").replace(" ", "").rpartition(".")
                if above:  # below a list: its last table
                    current = f"{above}[{lists[above]}].{current}" if lists[above] else f"{above}.{current}"
                if line.lstrip().startswith("[["):
                    lists[current] += 1
                    current = f"{current}[{lists[current]}]"
                if current == key or current.startswith(f"{key}."):
                    return number
            elif current == table and re.match(rf'\s*"?{re.escape(name)}"?\s*=', line):
                return number
        return None


def decode(raw: bytes) -> str:
    """Text that Notepad or a Chinese editor saved: UTF-8 with or without BOM, UTF-16 with it, else GB18030."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


_FULL_WIDTH = str.maketrans("“”＂＝［］，＃‘’：　０１２３４５６７８９", '"""=[],#\'\': 0123456789')


def _parse(text: str) -> dict[str, Any]:
    """TOML in which a key may be Chinese without quotes, as people write it."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(with_quotes(text))


def with_quotes(text: str) -> str:
    """The text of a settings file with quotes around the Chinese names that have none, as TOML wants them."""
    return re.sub(r"^[^\S\n]*\[[^\n\"']*\]|^[^\n=\"'#]*=", _quote_names, text, flags=re.MULTILINE)


def _quote_names(match: re.Match[str]) -> str:
    return re.sub(r"[^\s\[\].=]*[^\x00-\x7f][^\s\[\].=]*", lambda name: f'"{name[0]}"', match[0])


def _syntax_error(called: str, lines: tuple[str, ...], error: ValueError) -> DocgenError:
    found = re.search(r"at line (\d+)", str(error))
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    number = int(found[1]) if found else max(filled, default=1)
    line = lines[number - 1].strip()
    if "overwrite" in str(error) or "twice" in str(error):
        text = Text("this stands in the file already: {line}", "文件里已经有这一项：{line}")
        hint = Text("Delete one of the two lines.", "请删去其中一行。")
    else:
        text = Text("this line cannot be read: {line}", "这一行无法识别：{line}")
        hint = _mend(line)
    return DocgenError(text.format(line=line), hint=hint, where=FileLine(called, number))


def _mend(line: str) -> Text:
    """The line with half-width signs, if that is all it needs; else how a line is written."""
    mended = line.translate(_FULL_WIDTH)
    if mended != line and _is_toml(mended):
        return Text("Quotes and signs must be half-width. Write: {line}", "引号和符号要用半角。请改为：{line}").format(
            line=mended
        )
    return Text(
        'Each line reads: name = "text", name = 2013 or name = 2013-11-04.',
        '每行的写法：名称 = "文字"、名称 = 2013 或 名称 = 2013-11-04。',
    )


def _is_toml(line: str) -> bool:
    try:
        _parse(line)
    except ValueError:
        return False
    return True


# What docgen.toml may hold at its top level: name → (type, how to write it).
_KEYS: dict[str, tuple[type, str]] = {
    "title": (str, 'title = "…"'),
    "year": (int, "year = 2013"),
    "start": (date, "start = 2013-11-04"),
    "week_end": (str, 'week_end = "friday"'),
    "issuer": (str, 'issuer = "…"'),
    "language": (str, 'language = "zh"'),
    "rules": (dict, "[rules]"),
    "aliases": (dict, '[aliases.候选人]  姓名 = ["候选对象"]'),
    "options": (dict, "[options.bulletin]  份数 = 80"),
}
_REQUIRED = ("title", "year", "start", "week_end", "issuer")


def _settings(file: ConfigFile) -> Settings:
    for key, value in file.values.items():
        _check_key(file, key, value)
    for key in _REQUIRED:
        if key not in file.values:
            raise DocgenError(
                Text("{key!r} is missing", "缺少“{key}”").format(key=key),
                hint=Text("Add a line: {form}", "请加一行：{form}").format(form=_KEYS[key][1]),
                where=FileLine(file.path.name),
            )
    values = {name: value for name, value in file.values.items() if name not in ("week_end", "language")}
    options, problems = _renamed(file, values.pop("options", {}))
    days, language = _week_end(file), _language(file)
    return Settings(file=file, week_end=days, language=language, **values, options=options, problems=problems)


#: Sections of options that were called otherwise: what they are called now.
_RENAMED = {"notice": "公文"}


def _renamed(
    file: ConfigFile, options: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Mapping[str, Any]], tuple[Problem, ...]]:
    """The options by the names that their sections have now, and what is to be written otherwise."""
    made, problems = dict(options), []
    for old, new in _RENAMED.items():
        if old in made:
            made[new] = {**made.pop(old), **made.get(new, {})}
            where = FileLine(file.path.name, file.line(f"options.{old}"))
            names = {"old": f"[options.{old}]", "new": f"[options.{new}]"}
            hint = Text("Write {new} in its place.", "请把它改写为 {new}。").format(**names)
            text = Text("{old} is now called {new}", "{old} 已改名为 {new}").format(**names)
            problems.append(Problem("renamed", Severity.WARNING, text, where, hint))
    return made, tuple(problems)


def _check_key(file: ConfigFile, key: str, value: Any) -> None:
    if key not in _KEYS:
        raise file.error(
            key,
            Text("{key!r} is not a setting", "没有“{key}”这个设置").format(key=key),
            hint=did_you_mean(key, _KEYS)
            or Text("Known settings: {known}", "可用的设置：{known}").format(known=", ".join(_KEYS)),
        )
    kind, form = _KEYS[key]
    if not isinstance(value, kind) or isinstance(value, bool | datetime):
        raise file.error(
            key,
            Text("{key!r} is written wrong", "“{key}”写得不对").format(key=key),
            hint=Text("Write it like: {form}", "写法：{form}").format(form=form),
        )
    for name, inner in value.items() if isinstance(value, dict) and key in ("aliases", "options") else ():
        if not isinstance(inner, dict) or (key == "aliases" and not all(map(_is_list_of_text, inner.values()))):
            raise file.error(
                f"{key}.{name}",
                Text("[{key}.{name}] is written wrong", "[{key}.{name}] 写得不对").format(key=key, name=name),
                hint=Text("Write it like: {form}", "写法：{form}").format(form=form),
            )


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def weekday_number(typed: str) -> int | None:
    """The day of the week that was typed (friday, 周五, 星期五), 0 for Monday; None when it is none."""
    day = unicodedata.normalize("NFKC", typed).strip().lower()
    day = re.sub("星期|礼拜", "周", day).replace("周天", "周日")
    return next((names.index(day) for names in (WEEKDAYS, WEEKDAYS_ZH) if day in names), None)


def _week_end(file: ConfigFile) -> int:
    typed = file.values["week_end"]
    number = weekday_number(typed)
    if number is None:
        raise file.error(
            "week_end",
            Text("week_end is not a day of the week: {typed}", "week_end 不是星期几：{typed}").format(typed=typed),
            hint=Text("Write one of: {days}", "可写：{days}").format(days=", ".join(WEEKDAYS)),
        )
    return number


def _language(file: ConfigFile) -> Language | None:
    typed = file.values.get("language")
    for known in LANGUAGES:
        if typed == known:
            return known
    if typed is None:
        return None
    raise file.error(
        "language",
        Text("language must be zh or en, not {typed!r}", "language 只能是 zh 或 en，不能是“{typed}”").format(
            typed=typed
        ),
        hint=Text('Write it like: language = "zh"', '写法：language = "zh"'),
    )
