"""The profile of a LibreOffice that runs no macro and fetches nothing from outside the document.

LibreOffice reads the settings of a profile last, so that they stand above those of the machine, also where its
administrator allowed macros. `DisableActiveContent` is left out: it takes charts and embedded sheets out of a document.
A LibreOffice ignores the names that it does not know yet.
"""

from __future__ import annotations

from pathlib import Path

_NOBODY, _NO_PORT = "127.0.0.1", "9"
"""A proxy that is not there: what asks for an address in spite of the other settings reaches nothing."""

SETTINGS: dict[str, dict[str, str]] = {
    "Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",  # pictures and objects that a document only links to, also local files
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",  # very high: from trusted places only, and there are none
        "SecureURL": "",
        "DisableOLEAutomation": "true",
        "DisablePythonRuntime": "true",
    },
    "Office.Java/VirtualMachine": {"Enable": "false"},
    "Office.Writer/Content/Update": {"Link": "0"},  # never
    "Office.Calc/Content/Update": {"Link": "1"},  # never; 0 is always here
    "Inet/Settings": {
        "ooInetProxyType": "2",  # set by hand
        "ooInetHTTPProxyName": _NOBODY,
        "ooInetHTTPProxyPort": _NO_PORT,
        "ooInetHTTPSProxyName": _NOBODY,
        "ooInetHTTPSProxyPort": _NO_PORT,
        "ooInetFTPProxyName": _NOBODY,
        "ooInetFTPProxyPort": _NO_PORT,
        "ooInetNoProxy": "",
    },
}
"""The settings by their path below org.openoffice, as LibreOffice names them (officecfg/registry/schema)."""

_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)


def write_profile(folder: Path) -> None:
    """Begin a profile in `folder` unless there is one. Raises OSError when it cannot be written."""
    file = folder / "user" / "registrymodifications.xcu"
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    items = (
        _ITEM.format(path=path, name=name, value=value)
        for path, values in SETTINGS.items()
        for name, value in values.items()
    )
    file.write_text(_FILE.format(items="\n".join(items)), encoding="utf-8")
