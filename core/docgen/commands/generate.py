"""A command for each generator: `docgen visits week-3`, `docgen 走访单 第3周`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from docgen.app import instance
from docgen.commands.base import App, Command, Day, Group, Option
from docgen.commands.options import common_options
from docgen.commands.pack_options import pack_options
from docgen.commands.plugins_off import say_off
from docgen.plugin.generator import REQUIRED, Generator, Parameter
from docgen.problems import UsageError, did_you_mean
from docgen.text import Text

_KINDS: dict[type, click.ParamType[Any]] = {str: click.STRING, int: click.INT}

_HELP = Text("{title}\n\n{parameters}", "{title}\n\n{parameters}")


def generator_command(name: str, generator: type[Generator]) -> Command:
    """The command of `generator` under `name`, its parameters as arguments and options."""

    @click.pass_obj
    def callback(app: App, /, **typed: Any) -> None:
        from docgen.app import Wish
        from docgen.commands.make import make  # what makes documents is slow to load

        asked = {key: typed.pop(key) for key in generator.parameters()}
        ordered = {name: typed.pop(name) for name in ISSUE_OPTIONS if name in typed}
        if typed["cluster"] and not generator.together:
            raise no_print_files()
        made = instance(app, generator, asked)
        say_off(app)
        if ordered.pop("issue", False):
            from docgen.commands.issue import issue_document, order_of

            issue_document(app, made, Wish(**typed), order_of(app, made, **ordered))
        elif given := [name for name, value in ordered.items() if value]:
            raise UsageError(Text("--{name} is for --issue", "--{name} 要与 --issue 一起用").format(name=given[0]))
        elif generator.packs:
            from docgen.commands.packs import PackWish, make_packs

            make_packs(app, made, PackWish(**typed))
        else:
            make(app, made, Wish(**typed))

    options = [
        *_params(generator),
        *(issue_options() if generator.numbering else ()),
        *(pack_options(generator) if generator.packs else ()),
        *common_options(),
    ]
    return _Makes(name, help=_help(generator), callback=callback, params=options)


class _Makes(Command):
    """A command that makes documents; an option that only print packs have is refused as such."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What click does. Raises UsageError for an option of print packs where there are none."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if any(error.option_name in option.opts for option in pack_options()):
                raise UsageError(_OF_PACKS.format(option=error.option_name), hint=_OF_PACKS_HINT) from None
            raise


_OF_PACKS = Text(
    "{option} is for letters that are put into packs, and these documents are not",
    "{option} 只用于分批打印的信，这里的文件不分批",
)
_OF_PACKS_HINT = Text(
    "--help says what this command takes; which rows a form prints says `where` in its form.toml.",
    "这条命令可以写什么，见 --help；表单印哪些行，由 form.toml 的 where 决定。",
)


def generator_group(name: str, generators: Mapping[str, type[Generator]]) -> Group:
    """What the first word of names of two words is alone: the list of them. `generators` by their whole names."""
    commands = [generator_command(full.removeprefix(f"{name} "), each) for full, each in generators.items()]
    text = Text("Write one of the words below after {name}.", "在 {name} 后面再写下列一个词。").format(name=name)
    return _Words(name, commands=commands, help=text)


class _Words(Group):
    """The words that may follow the first one; a wrong one tells them all."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the word that was typed. Raises UsageError with the nearest word, and all, for another."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            words = ", ".join(sorted(self.commands))
            known = Text("Known: {words}", "现有：{words}").format(words=words)
            near = did_you_mean(args[0], self.commands)
            hint = Text(f"{near.en} {known.en}", f"{near.zh}{known.zh}") if near else known
            text = Text("{word} may not follow {name}", "{name} 后面没有“{word}”这个词")
            raise UsageError(text.format(word=args[0], name=self.name), hint=hint)
        return super().resolve_command(ctx, args)


def _help(generator: type[Generator]) -> Text:
    arguments = [declared.title for declared in generator.parameters().values() if declared.default is REQUIRED]
    lines = Text("\n".join(text.en for text in arguments), "\n".join(text.zh for text in arguments))
    return _HELP.format(title=generator.title, parameters=lines)


def _params(generator: type[Generator]) -> list[click.Parameter]:
    return [_param(name, declared) for name, declared in generator.parameters().items()]


def _param(name: str, declared: Parameter) -> click.Parameter:
    kind = _KINDS.get(declared.kind, click.STRING)
    if declared.default is REQUIRED:
        return click.Argument([name], type=kind, nargs=-1 if declared.kind is tuple else 1)
    flag = f"--{name.rstrip('_').replace('_', '-')}"  # for_ is --for, a word that Python keeps to itself
    if declared.kind is bool:
        return Option([flag, name], is_flag=True, default=declared.default, help=declared.title)
    return Option([flag, name], type=kind, default=declared.default, help=declared.title)


def no_print_files() -> UsageError:
    """Why a cluster has nothing to do."""
    text = Text(
        "--cluster is for print files, and these documents are made one by one",
        "--cluster 只用于打印文件，这里是逐份生成的",
    )
    return UsageError(text, hint=Text("Leave it out.", "请去掉这个选项。"))


ISSUE_OPTIONS = ("issue", "number", "date", "drafter", "checker")


def issue_options() -> list[click.Parameter]:
    """The options of documents that have a number."""
    return [
        Option(
            ["--issue"],
            is_flag=True,
            help=Text(
                "Issue it: give it its number and day, make the verification sheet, keep all that it rests on.",
                "签发：编号、定日期，生成校核单，留存数字和所用数据。",
            ),
        ),
        Option(
            ["--number"],
            help=Text(
                "The number, where the registry office gives it: 都社组换〔2013〕10号.",
                "文号由机要（文书）部门给出的，写在这里：都社组换〔2013〕10号。",
            ),
        ),
        Option(
            ["--date"],
            type=Day(),
            help=Text("The day of approval: 2013-11-29.", "签发日期（成文日期）：2013-11-29。"),
        ),
        Option(["--drafter"], help=Text("Who drafted it.", "拟稿人。")),
        Option(["--checker"], help=Text("Who checked it: another person.", "核稿人，不得与拟稿人相同。")),
    ]
