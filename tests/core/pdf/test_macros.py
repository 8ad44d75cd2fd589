"""With LibreOffice: no macro of a document runs, whatever kind of document it is and whatever the machine allows."""

import os
import time
from pathlib import Path

import pytest
from opendocument import SPACES, media_type, packed

from docgen.pdf import find_libreoffice, profile, to_pdf
from docgen.pdf.office import _kill, _start
from docgen.pdf.profile import write_profile
from docgen.problems import DocgenError

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="shell scripts stand before LibreOffice"),
]

_MACRO = """Sub Main
Open &quot;{mark}&quot; For Output As #1
Print #1, &quot;ran&quot;
Close #1
End Sub
"""
_AT_OPENING = """<office:event-listeners><script:event-listener script:language="ooo:script"
  script:event-name="dom:load" xlink:type="simple"
  xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"/></office:event-listeners>
"""
_BODIES = {
    "text": "<office:text><text:p>正文</text:p></office:text>",
    "spreadsheet": '<office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell>'
    "<text:p>正文</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>",
}
KINDS = {".fodt": "text", ".odt": "text", ".ods": "spreadsheet"}


def with_macro(path: Path, kind: str, mark: Path) -> Path:
    """A document of LibreOffice, written as files of that ending are, whose macro writes `mark` as soon as it is
    open."""
    body, macro = f"<office:body>{_BODIES[KINDS[kind]]}</office:body>", _MACRO.format(mark=mark)
    if kind != ".fodt":
        return packed(path, KINDS[kind], f"<office:scripts>{_AT_OPENING}</office:scripts>{body}", **basic(macro))
    module = f'<ooo:module ooo:name="Module1"><ooo:source-code>{macro}</ooo:source-code></ooo:module>'
    library = f'<ooo:library-embedded ooo:name="Standard">{module}</ooo:library-embedded>'
    script = f'<office:script script:language="ooo:Basic"><ooo:libraries>{library}</ooo:libraries></office:script>'
    inner = f"<office:scripts>{script}{_AT_OPENING}</office:scripts>{body}"
    head = f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:mimetype="{media_type("text")}">'
    path.write_text(f"{head}{inner}</office:document>", encoding="utf-8")
    return path


def basic(macro: str) -> dict[str, str]:
    """The parts of a library of macros with one module."""
    library, script = "http://openoffice.org/2000/library", "http://openoffice.org/2000/script"
    listed = '<library:library library:name="Standard" library:link="false"/>'
    own = f'<library:library xmlns:library="{library}" library:name="Standard" library:readonly="false">'
    module = f'<script:module xmlns:script="{script}" script:name="Module1" script:language="StarBasic">'
    return {
        "Basic/script-lc.xml": f'<library:libraries xmlns:library="{library}">{listed}</library:libraries>',
        "Basic/Standard/script-lb.xml": f'{own}<library:element library:name="Module1"/></library:library>',
        "Basic/Standard/Module1.xml": f"{module}{macro}</script:module>",
    }


def allowing_macros(folder: Path) -> str:
    """The option that lets LibreOffice find the settings of an administrator who allowed every macro."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "lax.xcu").write_text(_LAX, encoding="utf-8")
    layers = (Path(str(find_libreoffice())).resolve().parent / "fundamentalrc").read_text()
    (line,) = (line for line in layers.splitlines() if line.startswith("CONFIGURATION_LAYERS="))
    machine, _, user = line.partition(" user:")
    return f"-env:{machine} xcsxcu:{folder.as_uri()} user:{user}"


_LAX = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
  oor:name="Common" oor:package="org.openoffice.Office">
<node oor:name="Security"><node oor:name="Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop>
</node></node></oor:component-data>
"""


def open_document(document: Path, options: list[str]) -> None:
    """Open `document` as a person does, for two seconds."""
    command = [str(find_libreoffice()), *options, "--headless", "--norestore", str(document)]
    process = _start(command, dict(os.environ))
    try:
        lock, until = document.with_name(f".~lock.{document.name}#"), time.monotonic() + 60
        while not lock.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert lock.exists()
        time.sleep(2)
    finally:
        _kill(process)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("ours", "runs"), [(False, True), (True, False)], ids=["an empty profile", "ours"])
def test_a_macro_does_not_run_even_where_the_office_allows_all_macros(kind, ours, runs, monkeypatch, tmp_path):
    """Opened as a person opens it: a conversion runs none of itself, whatever the settings."""
    if not ours:
        monkeypatch.setattr(profile, "SETTINGS", {})
    ran, folder = tmp_path / "ran.txt", tmp_path / "profile"
    write_profile(folder)
    options = [allowing_macros(tmp_path / "office"), f"-env:UserInstallation={folder.as_uri()}"]
    open_document(with_macro(tmp_path / f"信{kind}", kind, ran), options)
    assert ran.exists() is runs


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_with_a_macro_that_is_named_a_word_document_writes_nothing(kind, office, any_kind, tmp_path):
    ran = tmp_path / "ran.txt"
    document = with_macro(tmp_path / "信.docx", kind, ran)
    with pytest.raises(DocgenError):
        to_pdf(document)
    if kind != ".fodt":  # which is no zip, so that LibreOffice never sees it
        office(any_kind)
        assert to_pdf(document)
    assert not ran.exists()
