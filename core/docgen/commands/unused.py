"""Names what docgen.toml does not turn on or off though it seems to: a package, a plugin that is not installed."""

from __future__ import annotations

from docgen.commands.base import App
from docgen.commands.output import echo_error
from docgen.files import lies
from docgen.plugin.found import State
from docgen.plugin.package import unused_lines
from docgen.problems import DocgenError
from docgen.text import Text


def say_unused(app: App) -> None:
    """Print a line for each built-in package whose settings or numbers the workspace has without using it, and for each
    name in `[plugins] off` that no installed plugin has."""
    if not app.has_workspace:
        return
    try:
        settings = app.workspace.settings
        lines = list(unused_lines(settings, lambda: _series(app)))
    except DocgenError:  # the command has reported what is wrong with docgen.toml or the register
        return
    for line in lines:
        echo_error(line)
    if "plugins" in vars(app):
        found = {plugin.name for plugin in app.plugins.found if plugin.state is State.OFF}
        for name in settings.plugins.off:
            if name not in found:
                echo_error(_NOT_INSTALLED.format(name=name))


def _series(app: App) -> set[str]:
    """The series of which the register has numbers."""
    if not lies(app.workspace.register):
        return set()
    return {entry.series for entry in app.register.entries()}


_NOT_INSTALLED = Text(
    "docgen.toml turns {name} off, but no installed plugin is called so",
    "docgen.toml 停用了 {name}，但没有安装叫这个名称的插件",
)
