"""The templates that there are: the workspace's own before those of plugins before the built-in ones.

A template is called by its path below its folder, visits/走访单.docx; the first of a name is the one in force.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.files import lies, list_below, read_file, real_path, unlistable, unreadable
from docgen.plugin.package import built_in_packages
from docgen.problems import DocgenError, FileLine, TemplateSpot, UsageError, did_you_mean
from docgen.state import NotAsWritten, parse_as
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.plugin.generator import Generator
    from docgen.plugin.spec import Registry

OWN, BUILT_IN = "", "docgen"
"""Owners of templates that are no plugins: the workspace, and docgen."""

SUFFIXES = (".docx", ".txt")
"""What templates end in, and what is made of them."""

_COPIES = ".copies.json"
"""What was copied from where; it lies among the workspace's templates, so that it goes where they go."""


@dataclass(frozen=True)
class Template:
    """A template: its name, its file, and its owner: a plugin, OWN, BUILT_IN, or None for a file elsewhere."""

    name: str
    path: Path
    owner: str | None

    @property
    def sha256(self) -> str:
        """The hash of its file."""
        import hashlib  # late, as the next: `docgen --help` loads this module

        return hashlib.sha256(self.content).hexdigest()

    @property
    def content(self) -> bytes:
        """Its file. Raises DocgenError when it cannot be read."""
        try:
            return read_file(self.path)
        except OSError as error:
            raise unreadable(error, TemplateSpot(self.name)) from None

    @property
    def origin(self) -> Text:
        """Its owner in words."""
        if self.owner is None:
            return Text("a file", "文件")
        plugin = Text("the plugin {name}", "插件 {name} 的模板").format(name=self.owner)
        return {OWN: Text("this workspace", "本工作文件夹"), BUILT_IN: Text("docgen", "内置模板")}.get(
            self.owner, plugin
        )


class Templates:
    """The templates of all plugins of `registry`, and those in the folder `own` of a workspace if there is one."""

    def __init__(self, registry: Registry, own: Path | None) -> None:
        self.registry = registry
        self.own = own

    def in_force(self, name: str) -> Template:
        """The template `name` of which documents are made. Raises DocgenError when there is none."""
        for template in self.named(name):
            return self._refuse_link(template)
        raise DocgenError(
            Text("the template {name} is nowhere", "找不到模板 {name}").format(name=name),
            hint=Text("Put it below {folder}.", "请放到 {folder} 下面。").format(folder=self.own or "templates"),
        )

    def _refuse_link(self, template: Template) -> Template:
        """The template, unless it is one of the workspace that leads to a file elsewhere: a workspace that somebody
        sent prints no file of this machine. Raises DocgenError."""
        if self.own and template.owner == OWN and not real_path(template.path).is_relative_to(real_path(self.own)):
            raise DocgenError(_LINK.format(name=template.name), where=FileLine(str(template.path)))
        return template

    def named(self, name: str) -> list[Template]:
        """Those of one name, the one in force first."""
        places = ((owner, folder / name) for owner, folder in self._folders())
        return [
            Template(name, path, owner) for owner, path in places if lies(path) and not self._is_hidden(owner, name)
        ]

    def all(self) -> list[Template]:
        """Those that are in force, by name."""
        found: dict[str, Template] = {}
        for owner, folder in self._folders():
            for path in documents(folder):
                name = path.relative_to(folder).as_posix()
                if not self._is_hidden(owner, name):
                    found.setdefault(name, Template(name, path, owner))
        return [found[name] for name in sorted(found)]

    def replaced(self, template: Template) -> Template | None:
        """The one that would be in force without `template`."""
        found = self.named(template.name)
        later = found[found.index(template) + 1 :] if template in found else []
        return later[0] if later else None

    def generators(self, template: Template) -> list[type[Generator]]:
        """Those whose documents are made from it."""
        every = {owned.item.name: owned.item for owned in self.registry.generators.values()}
        return [each for each in every.values() if template.owner is not None and each.template == template.name]

    def find(self, word: str) -> Template:
        """What a person means by `word`: a .docx or .txt file, the name or alias of a generator, or the name of a
        template, also without folder or suffix. Raises UsageError with the nearest name when there is none."""
        if word.lower().endswith(SUFFIXES) and lies(Path(word)):
            return self.at(Path(word))
        if word in self.registry.generators:
            return self.in_force(self.registry.generators[word].item.template)
        every, wanted = self.all(), word.replace("\\", "/")
        for spelling in (wanted, *(f"{wanted}{suffix}" for suffix in SUFFIXES)):
            fitting = [each for each in every if each.name == spelling]
            fitting = fitting or [each for each in every if each.name.endswith(f"/{spelling}")]
            if len(fitting) == 1:
                return fitting[0]
        known = [*(each.name for each in every), *(Path(each.name).stem for each in every), *self.registry.generators]
        raise UsageError(
            Text("there is no template {word}", "没有“{word}”这个模板").format(word=word),
            hint=did_you_mean(word, known)
            or Text("`docgen templates list` shows them all.", "用 docgen templates list 查看全部模板。"),
        )

    def at(self, path: Path) -> Template:
        """The template that lies in the file `path`."""
        for owner, folder in self._folders():
            if real_path(path).is_relative_to(real_path(folder)):
                name = real_path(path).relative_to(real_path(folder)).as_posix()
                return Template(name, folder / name, owner)
        return Template(path.name, path, None)

    def _is_hidden(self, owner: str, name: str) -> bool:
        """Whether a built-in template belongs to a package that is off."""
        off = (each for each in built_in_packages().values() if each.name not in self.registry.packages)
        return owner == BUILT_IN and any(name.startswith(each.templates) for each in off)

    def _folders(self) -> Iterator[tuple[str, Path]]:
        """The folders with their owners, in the order in which a template is looked for."""
        if self.own is not None:
            yield OWN, self.own
        for owned in self.registry.template_folders.values():
            yield owned.owner, Path(owned.item)
        from importlib.resources import files

        yield BUILT_IN, Path(str(files("docgen.templates")))


_LINK = Text(
    "the template {name} is a link to a file elsewhere; copy the file here",
    "模板 {name} 是指向别处的链接，请把文件复制到这里",
)


def documents(folder: Path) -> list[Path]:
    """The .docx and .txt files in `folder` and below, by name, without those by which Word says that it has a file
    open. Raises DocgenError for a folder that cannot be looked into."""
    failed: list[OSError] = []
    found = [path for path in list_below(folder, failed) if path.suffix.lower() in SUFFIXES] if lies(folder) else []
    if failed:
        raise unlistable(failed[0], FileLine(str(failed[0].filename or folder)))
    return [path for path in found if not path.name.startswith("~$")]


def copy_to(own: Path, template: Template) -> Path:
    """Copy the template into the folder `own` of a workspace and remember what it was. Raises DocgenError when a file
    of its name lies there."""
    from docgen.state import refuse_links  # late: it loads sqlite3

    target, content = refuse_links(own / template.name, own.parent), template.content
    listed = refuse_links(own / _COPIES, own.parent)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise DocgenError(
            Text("{path} is there already, and was left alone", "已有 {path}，没有改动它").format(path=target),
            hint=Text(
                "How it differs: docgen templates diff {name}", "查看两者的差别：docgen templates diff {name}"
            ).format(name=template.name),
        ) from None
    copies = _copies(own) | {template.name: template.sha256}
    listed.write_text(json.dumps(copies, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return target


def changed_since_copied(own: Path, replaced: Template) -> bool | None:
    """Whether the template `replaced` is another than the one that was copied into `own`; None when nobody knows."""
    copied = _copies(own).get(replaced.name)
    return copied != replaced.sha256 if copied else None


def _copies(own: Path) -> dict[str, str]:
    """The hashes of the templates that were copied, by name."""
    try:
        return parse_as(dict[str, str], read_file(own / _COPIES))
    except (OSError, NotAsWritten):  # nothing was copied, or nobody can say
        return {}
