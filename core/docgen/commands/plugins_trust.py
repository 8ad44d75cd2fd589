"""`docgen plugins trust` and `distrust`: what of this workspace's code may run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.confirm import confirm
from docgen.commands.output import echo, echo_json
from docgen.plugin.development import begin_development, developed_until, end_development
from docgen.plugin.entry_points import find_local
from docgen.plugin.found import Kind, Trust
from docgen.plugin.trust import TRUST_VARIABLE, contents, hash_of, trusted_hash, trusted_hashes
from docgen.plugin.trust import distrust as forget
from docgen.plugin.trust import trust as remember
from docgen.problems import UsageError, did_you_mean
from docgen.text import Text


@command(
    "trust",
    Text(
        "Let a plugin of this workspace run from now on, as it is now. Shows its files and asks; where nobody can "
        "answer, --sha256 says what is meant.",
        "信任本工作文件夹的一个插件（以现在的内容为准），今后可以运行。先列出它的文件再询问；"
        "没有终端时用 --sha256 写明所指的内容。",
    ),
)
@click.argument("name")
@option(
    "--sha256",
    metavar="HASH",
    help=Text("The SHA-256 of what is meant, instead of an answer.", "所指内容的 SHA-256，代替回答。"),
)
@json_option
@pass_app
def trust(app: App, name: str, sha256: str | None, as_json: bool) -> None:
    """Show what would be trusted, ask, and remember it. Raises UsageError for content of another hash."""
    path = _asked(app, name)
    files, before, meant = contents(path), trusted_hash(path), sha256
    sha256 = hash_of(files)
    was = Trust.TRUSTED if before == sha256 else Trust.CHANGED if before else Trust.NONE
    if not as_json:
        for file, data in files.items():
            echo(_FILE.format(file=file, n=len(data)))
        echo(Text(f"SHA-256 {sha256}", f"SHA-256 {sha256}"))
        echo(_WAS[was])
    _confirm(name, sha256, meant)
    remember(path, sha256)
    if as_json:
        sizes = {file: len(data) for file, data in files.items()}
        echo_json({"name": name, "path": str(path), "sha256": sha256, "before": was.value, "files": sizes})
        return
    echo(Text("{name} is trusted as it is now.", "已信任 {name}（以现在的内容为准）。").format(name=name))


def _confirm(name: str, sha256: str, meant: str | None) -> None:
    """Raise UsageError unless somebody says that just this content may run."""
    if meant is not None:
        if meant.strip().lower() != sha256:
            raise UsageError(_OTHER.format(name=name, sha256=sha256), hint=_LOOK)
    else:
        confirm(_ASK.format(name=name), _NAME_IT.format(name=name, sha256=sha256))


@command(
    "dev",
    Text(
        "Let a plugin that you are writing run as it is for eight hours, whatever you change in it. Only at a "
        "terminal; nothing is issued, resumed or sent to other computers by such a plugin.",
        "正在编写的插件八小时内按现有内容运行，改了也不用重新信任。只能在终端里使用；签发、接着生成、多机生成时不运行它。",
    ),
)
@click.argument("name")
@pass_app
def dev(app: App, name: str) -> None:
    """Ask, and remember until when the plugin runs as it is. Raises UsageError where nobody is at a terminal, and for a
    workspace or a plugin of somebody else."""
    path = _asked(app, name)
    app.require_own()
    if not sys.stdin.isatty():
        raise UsageError(_AT_A_TERMINAL, hint=_NAME_IT.format(name=name, sha256=hash_of(contents(path))))
    confirm(_ASK_DEV.format(name=name, path=path), _AT_A_TERMINAL)
    begin_development(path)
    until = developed_until(path)
    if until is None:
        end_development(path)
        raise UsageError(_NOT_YOURS.format(path=path))
    echo(_UNTIL.format(name=name, until=f"{until:%H:%M}"))


_AT_A_TERMINAL = Text("a plugin can be put in development at a terminal only", "只能在终端里把插件设为正在编写")
_NOT_YOURS = Text("{path} is not yours alone: others may write it", "{path} 不只是您的：别人也能改写")
_ASK_DEV = Text(
    "For eight hours whatever stands in {path} runs as you. Are you writing {name} yourself?",
    "八小时内，{path} 里的任何内容都会以您的身份运行。{name} 是您自己在编写吗？",
)
_UNTIL = Text(
    "{name} runs as it is until {until}. Each run says so.", "{until} 之前 {name} 按现有内容运行，每次运行都会提示。"
)


@command(
    "distrust",
    Text("Let a plugin of this workspace run no more.", "取消信任本工作文件夹的一个插件，不再运行。"),
)
@click.argument("name")
@pass_app
def distrust(app: App, name: str) -> None:
    """Forget what was trusted. Raises UsageError where nothing was."""
    folder = app.workspace.plugins
    gone = [folder / name, folder / f"{name}.py"]
    forgotten = [path for path in gone if [forget(path), end_development(path)] != [False, False]]
    if not forgotten:
        known = _known(app)
        text = Text("{name} was not trusted", "没有信任过 {name}").format(name=name)
        raise UsageError(text, hint=None if name in known else did_you_mean(name, known))
    echo(Text("{name} runs no more.", "{name} 今后不再运行。").format(name=name))
    if any(trusted_hashes(path) for path in gone):
        echo(_STILL.format(variable=TRUST_VARIABLE))


def _asked(app: App, name: str) -> Path:
    """The plugin that is meant. Raises UsageError when there is none."""
    path = find_local(app.workspace.plugins, name)
    if path is None:
        raise UsageError(
            Text("there is no plugin {name} in {folder}", "{folder} 里没有插件 {name}").format(
                name=name, folder=app.workspace.plugins
            ),
            hint=did_you_mean(name, _known(app)),
        )
    return path


def _known(app: App) -> list[str]:
    return [plugin.name for plugin in app.plugins.found if plugin.source.kind is Kind.FILE]


_FILE = Text("  {file}  {n} bytes", "  {file}  {n} 字节")
_WAS = {
    Trust.NONE: Text("It was not trusted before.", "此前没有信任过。"),
    Trust.CHANGED: Text("It has changed since it was trusted.", "内容与上次信任时不同。"),
    Trust.TRUSTED: Text("It is as it was when it was trusted.", "内容与上次信任时相同。"),
}
_ASK = Text(
    "A plugin runs with your rights. Have you read it, or do you know who wrote it? Trust {name}?",
    "插件运行时拥有您的全部权限。看过它的内容、知道是谁写的吗？确定信任 {name}？",
)
_NAME_IT = Text(
    "Look at the files, then say which content is meant: docgen plugins trust {name} --sha256 {sha256}",
    "请先看过文件，再写明所指的内容：docgen plugins trust {name} --sha256 {sha256}",
)
_OTHER = Text(
    "{name} has other content than that; its SHA-256 is {sha256}",
    "{name} 的内容不是所写的那个，它的 SHA-256 是 {sha256}",
)
_LOOK = Text(
    "It has changed, or another plugin is meant. Look at its files.", "内容变了，或指的是别的插件。请查看它的文件。"
)
_STILL = Text("The variable {variable} still names it.", "环境变量 {variable} 里仍写有它。")
