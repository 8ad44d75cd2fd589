"""docgen as it comes: whatever is installed beside it here does not change a page."""

from __future__ import annotations

from functools import cache, partial
from importlib import import_module

from docgen.plugin.manager import BUILT_IN, Plugins


@cache
def built_in_plugins() -> Plugins:
    """The plugins that come with docgen."""
    plugins = Plugins()
    for name in BUILT_IN:
        plugins.load(name, "docgen", partial(import_module, name))
    return plugins
