"""The forms of a workspace, those too that are off, and the templates that stand in place of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docgen.app.session import Session
from docgen.files import real_path
from docgen.forms.declared.load import TEMPLATES, form_folders
from docgen.plugin.found import Plugin
from docgen.plugin.templates import OWN, Template, Templates, changed_since_copied
from docgen.problems import FileLine, Problem, Severity
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.forms.declared.generator import DeclaredForm

NO_FORMS = Text("There is no form in {folder}.", "{folder} 里没有表单。")


def forms_of(session: Session) -> list[Plugin]:
    """The forms of the workspace, those that are off too."""
    folders = {str(folder) for folder in form_folders(session.workspace.forms)}
    return [plugin for plugin in session.plugins.found if plugin.origin in folders and plugin.name != TEMPLATES]


def generator_of(session: Session, plugin: Plugin) -> type[DeclaredForm] | None:
    """What a form makes; None of one that is off."""
    names = plugin.brings.get("generators", ())
    found: type[DeclaredForm] | None = session.plugins.registry.generators[names[0]].item if names else None
    return found


def in_place(session: Session, form: type[DeclaredForm]) -> Template | None:
    """The template elsewhere of which the documents are made in place of the form's own."""
    found = Templates(session.plugins.registry, session.workspace.templates).in_force(form.template)
    return None if real_path(found.path) == real_path(form.declaration.template) else found


def overlaid(session: Session, form: type[DeclaredForm]) -> Iterator[Problem]:
    """That a copy in templates/ hides the form's own template, and whatever is changed there."""
    other, own = in_place(session, form), form.declaration.template
    if other is None:
        return
    mine = Template(form.template, own, None)
    same = other.sha256 == mine.sha256
    names = {"other": _below(session, other), "own": f"{own.parent.parent.name}/{form.template}"}
    newer = other.owner == OWN and changed_since_copied(session.workspace.templates, mine)
    text = _SAME if same else _NEWER if newer else _HIDES
    severity = Severity.NOTE if same else Severity.WARNING
    hint = _DIFF.format(name=form.template, **names)
    yield Problem("form-template", severity, text.format(**names), FileLine(names["other"]), hint)


def _below(session: Session, template: Template) -> str:
    """Where a template lies, as seen from the workspace."""
    root = session.workspace.root
    path = template.path.absolute()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


_HIDES = Text(
    "documents are made of this template, and not of the form's own, {own}",
    "文件按这个模板生成，没有用表单自己的 {own}",
)
_NEWER = Text(
    "documents are made of this template, and not of the form's own, {own}, which has changed since it was copied",
    "文件按这个模板生成，没有用表单自己的 {own}；复制之后，{own} 又有改动",
)
_SAME = Text(
    "documents are made of this copy: what you change in the form's own template, {own}, is not printed",
    "文件按这份副本生成，表单自己的 {own} 改了也不起作用",
)
_DIFF = Text(
    "How they differ: docgen templates diff {name}. Delete {other} to use that of the form.",
    "两者的差别：docgen templates diff {name}。想用表单自己的，请删去 {other}。",
)
