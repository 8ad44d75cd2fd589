"""A workspace: docgen.toml and the folders around it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docgen.config import CONFIG, MAX_BYTES, ConfigFile, decode
from docgen.files import lies, list_below, read_file
from docgen.period import Weeks
from docgen.problems import DocgenError, FileLine, Problem, Severity, did_you_mean, nearest
from docgen.text import LANGUAGES, Language, Text

FORMS, FORM = "forms", "form.toml"
PLUGINS, TEMPLATES = "plugins", "templates"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class PluginChoice:
    """Which plugins a workspace turns on and off: the names of the built-in packages that it uses, and those of plugins
    of installed packages that stay off."""

    use: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What docgen.toml says.

    `title` is what the project is called, `year` the year that its days lie in, `start` its first day, `week_end` the
    day that its weeks end on (0 is Monday), `issuer` who issues its documents; `aliases` are headers by table and
    title; `plugins` says which plugins are on; `country` whose resident IDs and mobile numbers are personal.
    `rules` and each section of `options` are read, and checked, by the plugin that they belong to.
    """

    file: ConfigFile
    title: str
    year: int
    start: date
    week_end: int
    issuer: str
    language: Language | None = None
    plugins: PluginChoice = PluginChoice()
    country: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    aliases: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def personal_numbers_of(self) -> str:
        """The country whose resident IDs and mobile numbers no open document may show: CN, or blank for none. A
        workspace in English that uses no built-in package has none unless it says so."""
        if self.country:
            return self.country.replace(NO_COUNTRY, "")
        return "" if self.language == "en" and not self.plugins.use else "CN"

    @property
    def weeks(self) -> Weeks:
        """The project's weeks. Raises DocgenError where no docgen.toml says when the first begins."""
        if self.file.path.name == CONFIG and not self.file.lines:
            raise DocgenError(_NO_WEEKS, hint=_HOW_WEEKS, where=FileLine(CONFIG))
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


_NO_WEEKS = Text(
    "there is no docgen.toml here, so nothing says when week 1 begins",
    "这里没有 docgen.toml，无从知道第1周从哪一天开始",
)
_HOW_WEEKS = Text(
    "docgen init makes one; or name the days: 2013-11-16..2013-11-22.",
    "可用 docgen init 新建；或写明起止日期：2013-11-16..2013-11-22。",
)


@dataclass(frozen=True)
class Workspace:
    """The folders that docgen works on."""

    root: Path
    settings: Settings

    @property
    def data(self) -> Path:
        """Workbooks as staff keep them: those in data/, or where there is no such folder, those beside the forms."""
        folder = self.root / "data"
        return self.root if holds_forms(self.root) and not lies(folder) else folder

    @property
    def templates(self) -> Path:
        """Templates that replace the built-in ones of the same name."""
        return self.root / TEMPLATES

    @property
    def plugins(self) -> Path:
        """Python plugins of this workspace, run only when trusted."""
        return self.root / PLUGINS

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
    """The nearest workspace at or above `start`. Raises DocgenError when there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if os.access(folder, os.X_OK) and is_workspace(folder):
            return folder
    raise no_workspace(start)


def is_workspace(folder: Path) -> bool:
    """Whether a folder is one: it has a docgen.toml, or at least a form."""
    return lies(folder / CONFIG) or holds_forms(folder)


def holds_forms(folder: Path) -> bool:
    """Whether forms lie in it (forms/NAME/form.toml)."""
    return any(folders_of_forms(folder / FORMS, []))


def folders_of_forms(forms: Path, failed: list[OSError]) -> Iterator[Path]:
    """The folders in `forms` that hold a form.toml, or something of its name that reading it reports. The error of a
    folder that cannot be listed is added to `failed`."""
    for folder in list_below(forms, failed, deep=False) if lies(forms) else ():
        if lies(folder / FORM):
            yield folder


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


def open_workspace(folder: Path, year: int | None = None) -> Workspace:
    """The workspace in `folder`. A docgen.toml may be missing where there are forms: then the work is called as the
    folder, and `year` is that of dates without one. Raises DocgenError with the line of docgen.toml that is wrong."""
    path = folder / CONFIG
    if year is not None and not lies(path) and holds_forms(folder):
        return Workspace(folder, Settings(ConfigFile(path, (), {}), folder.name, year, date(year, 1, 1), 0, ""))
    return Workspace(folder, _settings(ConfigFile.read(path)))


def typed_language(folder: Path) -> str | None:
    """What docgen.toml in `folder` says of the language, also when something else in it is wrong."""
    try:
        text = decode(read_file(folder / CONFIG, MAX_BYTES))
    except OSError:
        return None
    found = re.search(r"^[ \t]*+language[ \t]*+=[ \t]*+\W(\w+)", text, re.MULTILINE)
    return found[1] if found else None


YEARS = range(1900, 3000)
"""The years that a project may be of."""

# What docgen.toml may hold at its top level: name → (type, how to write it).
_KEYS: dict[str, tuple[type, str]] = {
    "title": (str, 'title = "…"'),
    "year": (int, "year = 2013"),
    "start": (date, "start = 2013-11-04"),
    "week_end": (str, 'week_end = "friday"'),
    "issuer": (str, 'issuer = "…"'),
    "language": (str, 'language = "zh"'),
    "plugins": (dict, '[plugins]  use = ["…"]'),
    "privacy": (dict, '[privacy]  country = "CN"'),
    "rules": (dict, "[rules]"),
    "aliases": (dict, '[aliases.候选人]  姓名 = ["候选对象"]'),
    "options": (dict, '[options."公文"]  红头 = "套红"'),
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
    choice = _plugin_choice(file, values.pop("plugins", {}))
    country = _country(file, values.pop("privacy", {}))
    days, language = _week_end(file), _language(file)
    return Settings(
        file=file,
        week_end=days,
        language=language,
        plugins=choice,
        country=country,
        **values,
        options=options,
        problems=problems,
    )


NO_COUNTRY = "none"
_COUNTRIES = ("CN", NO_COUNTRY)


def _country(file: ConfigFile, values: Mapping[str, Any]) -> str:
    """The country that [privacy] names; blank if it names none."""
    for key, value in values.items():
        names = {"key": key, "known": ", ".join(_COUNTRIES)}
        if key != "country":
            text = Text("[privacy] has no {key!r}", "[privacy] 里没有“{key}”这个设置").format(**names)
            hint = did_you_mean(key, ("country",))
            raise file.error(f"privacy.{key}", text, hint=hint or Text("It has: country.", "可用的：country。"))
        if value not in _COUNTRIES:
            text = Text("[privacy] country is one of: {known}", "[privacy] country 只能是：{known}").format(**names)
            hint = Text(
                "CN: Chinese resident IDs and mobile numbers are personal; none: no numbers are, by their shape.",
                "CN：中国的身份证号、手机号码算个人信息；none：不按号码的样子认定。",
            )
            raise file.error("privacy.country", text, hint=hint)
    return str(values.get("country", ""))


def _plugin_choice(file: ConfigFile, values: Mapping[str, Any]) -> PluginChoice:
    for key, value in values.items():
        if key not in ("use", "off"):
            text = Text("[plugins] has no {key!r}", "[plugins] 里没有“{key}”这个设置").format(key=key)
            hint = did_you_mean(key, ("use", "off"))
            raise file.error(f"plugins.{key}", text, hint=hint or Text("It has: use, off.", "可用的：use、off。"))
        if not _is_list_of_text(value):
            text = Text("{key!r} is written wrong", "“{key}”写得不对").format(key=f"[plugins] {key}")
            hint = Text('Write it like: {key} = ["…"]', '写法：{key} = ["…"]').format(key=key)
            raise file.error(f"plugins.{key}", text, hint=hint)
    return PluginChoice(**{key: tuple(value) for key, value in values.items()})


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
    if not isinstance(value, kind) or isinstance(value, bool | datetime) or (key == "year" and value not in YEARS):
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
