"""`docgen templates new`: a template that follows GB/T 9704-2012, to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from docgen.commands.base import App, Command, option, pass_app
from docgen.commands.output import echo
from docgen.gongwen.kinds import ELEMENTS, KINDS, Wish
from docgen.gongwen.office import REDHEADS
from docgen.problems import DocgenError, UsageError, did_you_mean
from docgen.state import refuse_links
from docgen.text import Text, reason_of


class _New(Command):
    """The command; its help lists the elements and the kinds."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The elements with what they are, the kinds with what they have."""
        with formatter.section(str(Text("Elements", "要素"))):
            formatter.write_dl([(name, str(text)) for name, text in ELEMENTS.items()])
        with formatter.section(str(Text("Kinds, and what each has", "文种及其默认的要素"))):
            formatter.write_dl([(name, "、".join(kind.elements)) for name, kind in KINDS.items()])


@click.command(
    "new",
    cls=_New,
    help=Text(
        "Make a template that follows GB/T 9704-2012, to begin with.\n\n"
        "It has the elements that are asked for, with tags that can be read ({{ 标题 }}, {{ 主送 }}, {{ 正文 }}), and "
        "is written to templates/ of the workspace, or here where there is none. A file that is there stays as it is.",
        "新建一个符合 GB/T 9704-2012 的模板，再用 Word 修改。\n\n"
        "模板里有指定的要素，要填的地方写成 {{ 标题 }}、{{ 主送 }}、{{ 正文 }} 等，存到工作文件夹的 templates/，"
        "没有工作文件夹时存到当前文件夹。已有同名文件的，不会覆盖。",
    ),
)
@click.argument("name")
@option(
    "--kind",
    default="通知",
    metavar="KIND",
    help=Text("The kind of document; 通知 if none is said.", "文种，默认通知。"),
)
@option(
    "--with",
    "elements",
    multiple=True,
    metavar="ELEMENT",
    help=Text("An element that it has; without this, those of its kind.", "要有的要素，可写多次；不写按文种默认。"),
)
@option(
    "--organ",
    "organs",
    multiple=True,
    help=Text(
        "Who issues it, several for a joint document, the leading one first; if none is said, that of docgen.toml.",
        "发文机关；联合行文写多次，主办机关在前。不写用工作文件夹的 issuer。",
    ),
)
@option(
    "--redhead",
    type=click.Choice(REDHEADS),
    default=REDHEADS[0],
    help=Text("The mark is drawn, is on the paper already, or left out.", "套红、用预印的纸，或不要发文机关标志。"),
)
@option("--unsealed", is_flag=True, help=Text("Signed without a seal.", "署名不盖章。"))
@option(
    "--signers",
    type=click.IntRange(1, 6),
    default=1,
    help=Text("How many issue a document to a superior.", "上行文签发人的人数。"),
)
@option("--annexes", type=click.IntRange(1, 9), default=1, help=Text("How many attachments.", "附件的个数。"))
@option(
    "--sample-data",
    is_flag=True,
    help=Text("Write data to try it with beside it (NAME.yaml).", "同时写一份试填用的数据（NAME.yaml）。"),
)
@pass_app
def new(app: App, /, name: str, kind: str, elements: tuple[str, ...], sample_data: bool, **asked: Any) -> None:
    """Write the template, and say which names it has and how to fill it."""
    from docgen.gongwen.skeleton import skeleton

    wish = _wish(app, kind, elements, **asked)
    builder, data = skeleton(wish)
    target = _target(app, name)
    _write(target, builder.to_bytes())
    echo(Text("Made {path}", "已生成 {path}").format(path=target))
    echo(Text("It asks for: {names}", "要填的名称：{names}").format(names="、".join(data)))
    if sample_data:
        sample = target.with_suffix(".yaml")
        _write(sample, _yaml(data).encode())
        echo(Text("Data to try it with: {path}", "试填的数据：{path}").format(path=sample))
    how = Text("To fill it: docgen render {path} --data {data}", "填写：docgen render {path} --data {data}")
    echo(how.format(path=target, data=target.with_suffix(".yaml").name if not sample_data else sample))


def _wish(app: App, kind: str, elements: Iterable[str], organs: tuple[str, ...], unsealed: bool, **asked: Any) -> Wish:
    """What was asked for. Raises UsageError for a kind or an element that there is not."""
    if kind not in KINDS:
        text = Text("there is no kind {kind}", "没有“{kind}”这个文种").format(kind=kind)
        raise UsageError(text, hint=did_you_mean(kind, KINDS) or _known(KINDS))
    named = [part for each in elements for part in each.replace("，", "、").replace(",", "、").split("、") if part]
    for each in named:
        if each not in ELEMENTS:
            text = Text("there is no element {name}", "没有“{name}”这个要素").format(name=each)
            raise UsageError(text, hint=did_you_mean(each, ELEMENTS) or _known(ELEMENTS))
    organs = organs or ((app.home.settings.issuer,) if app.home else ())
    if unsealed and not organs:
        text = Text("--unsealed needs --organ", "--unsealed 要同时写 --organ")
        raise UsageError(text, hint=_WIDTH)
    return Wish(kind, frozenset(named or KINDS[kind].elements), organs, sealed=not unsealed, **asked)


_WIDTH = Text(
    "Without a seal the place of the date follows from the length of the name.", "不盖章时，日期的位置要看署名的长短。"
)


def _known(names: Iterable[str]) -> Text:
    return Text("There are: {names}", "可以写：{names}").format(names="、".join(names))


def _target(app: App, name: str) -> Path:
    """Where the template is written. Raises UsageError for a name that is none of a file."""
    from docgen.batch.names import safe_name

    plain = name.removesuffix(".docx")
    right = safe_name(plain) if plain.strip(". ") else "通知"
    if right != plain:
        text = Text("{name!r} cannot be the name of a file", "“{name}”不能作文件名").format(name=name)
        raise UsageError(text, hint=Text("Such as: {name}", "例如：{name}").format(name=right))
    if app.home is None:
        return Path(f"{plain}.docx")
    return refuse_links(app.home.templates / f"{plain}.docx", app.home.root)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        text = Text("{path} is there already, and was left alone", "已有 {path}，没有改动它").format(path=path)
        raise DocgenError(text, hint=Text("Give another name.", "请换一个名称。")) from None
    except OSError as error:
        text = Text("{path} cannot be written: {why}", "无法写入 {path}：{why}")
        raise DocgenError(text.format(path=path, why=reason_of(error))) from None


def _yaml(data: dict[str, Any]) -> str:
    import yaml

    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
