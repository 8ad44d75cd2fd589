"""A file that cannot be read is a problem with its name, whatever keeps it from being read, and nothing is made of the
rest of it. The whole of commands, files and faults: tests/faults/test_every_input.py."""

import os
import shutil
from pathlib import Path

import pytest
from all_inputs import Inputs
from file_faults import FAULTS
from forking import forking

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="starts runs by fork")

WHY = {
    **dict.fromkeys(["pipe", "socket", "device"], "it is a pipe, a socket or a device, not a file"),
    "folder": "it is a folder",
    "dangling": "it is a link to a file that is not there",
    "loop": "the link leads back to itself",
    **dict.fromkeys(["denied", "unseen"], "it may not be opened"),
    **dict.fromkeys(["held", "busy"], "another program uses it"),
    **dict.fromkeys(["hung", "broken"], "the disk or the network fails"),
}
"""What is said of a file, by what is wrong with it."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    with forking(folder) as forks:
        yield Inputs(forks, folder)


def documents(inputs: Inputs) -> dict[str, bytes]:
    """What lies below out/, by path."""
    out = inputs.work / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_every_fault_has_its_reason():
    assert WHY.keys() == {*FAULTS} - {"gone", "fleeting"}


@pytest.mark.parametrize("fault", WHY)
def test_a_workbook_is_named_with_the_reason_and_what_to_do(inputs, fault):
    code, said = inputs.meet("visit", "data/走访.xlsx", fault)
    assert code == 1, said
    assert f"error: 走访.xlsx: the file cannot be read: {WHY[fault]}\n  → " in said
    assert documents(inputs) == {
        path.relative_to(inputs.base / "out").as_posix(): path.read_bytes()
        for path in (inputs.base / "out").rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("fault", ["held", "pipe"])
@pytest.mark.parametrize(
    "line",
    ["check", "check --json", "tables", "tables --learn", "figures week-1", "templates vars 走访", "签到表"],
)
def test_every_command_that_reads_the_workbooks_says_so(inputs, line, fault):
    code, said = inputs.meet(line, "data/走访.xlsx", fault)
    assert code == 1, said
    assert "走访.xlsx" in said
    assert WHY[fault] in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["data/走访.xlsx", "data/名单.csv"])
@pytest.mark.parametrize("fault", ["gone", "fleeting"])
def test_what_vanishes_meanwhile_is_no_bug(inputs, name, fault):
    code, said = inputs.meet("签到表", name, fault)
    assert code is not None
    assert "Traceback" not in said


OTHERS = [
    ("check", "docgen.toml", 1, "docgen.toml: the file cannot be read"),
    ("visit", "docgen.toml", 1, "docgen.toml: the file cannot be read"),
    ("check", "data/名单.csv", 1, "名单.csv"),
    ("签到表", "forms/签到表/form.toml", 2, "forms/签到表/form.toml: the file cannot be read"),
    ("check", "forms/签到表/form.toml", 1, "forms/签到表/form.toml"),
    ("签到表", "forms/签到表/签到表.docx", None, "签到表.docx"),
    ("forms check", "forms/签到表/签到表.docx", 1, "签到表.docx"),
    ("visit", "templates/走访.docx", 1, "走访.docx: the file cannot be read"),
    ("templates check", "templates/走访.docx", 1, "走访.docx"),
    ("visit", "plugins/visits/__init__.py", 2, "plugins/visits/__init__.py: the plugin visits is off"),
    ("签到表", "plugins/visits/words.py", None, "plugins/visits/words.py: the plugin visits is off"),
    ("check", "plugins/visits/words.py", 1, "plugins/visits/words.py"),
    ("render {work}/hand/信.docx --data {work}/hand/人.csv --out {work}/o", "hand/信.docx", 1, "信.docx"),
    ("render {work}/hand/信.txt --data {work}/hand/人.csv --out {work}/o", "hand/人.csv", 1, "人.csv"),
    ("render {work}/hand/信.txt --data {work}/hand/人.json --out {work}/o", "hand/人.json", 1, "人.json"),
    ("lint {work}/hand/旧表.docx", "hand/旧表.docx", 1, "旧表.docx: the file cannot be read"),
    ("tables {work}/data/走访.xlsx", "data/走访.xlsx", 1, "走访.xlsx: the file cannot be read"),
    ("forms new 新表 --from {work}/hand/旧表.docx", "hand/旧表.docx", 1, "旧表.docx"),
]


def short(value: object) -> str:
    """A short name of a case."""
    return str(value).replace("{work}/", "")[:40]


@pytest.mark.parametrize(("line", "name", "expected", "named"), OTHERS, ids=short)
def test_files_of_every_other_kind(inputs, line, name, expected, named):
    code, said = inputs.meet(line, name, "held")
    assert code == expected if expected is not None else code in (0, 1, 2), said
    assert named in said, said
    assert WHY["held"] in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("line", "name", "expected", "named"), [OTHERS[0], *OTHERS[-2:]], ids=short)
def test_what_may_not_be_looked_at_is_not_taken_for_absent(inputs, line, name, expected, named):
    code, said = inputs.meet(line, name, "unseen")
    assert code == expected, said
    assert named in said
    assert WHY["unseen"] in said


@pytest.mark.parametrize(("line", "name", "expected", "named"), OTHERS, ids=short)
def test_nobody_waits_for_a_pipe(inputs, line, name, expected, named):
    code, said = inputs.meet(line, name, "pipe")
    assert code in (1, 2) if expected is not None else code is not None, said
    assert Path(name).name in said or Path(name).parent.name in said
    assert "Traceback" not in said


def test_nothing_is_issued_while_a_form_cannot_be_read(inputs):
    line = "bulletin week-1 --issue --date 2013-11-09 --drafter 甲 --checker 乙"
    code, said = inputs.meet(line, "forms/签到表/form.toml", "held")
    assert code == 1
    assert "nothing is issued" in said
    assert "forms/签到表/form.toml" in said


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="wants rights to give them up")
def test_rights_that_the_system_denies(inputs, tmp_path):
    """Not only as a fault that a test puts there."""
    import subprocess
    import sys

    inputs.reset()
    (inputs.work / "data" / "走访.xlsx").chmod(0)
    argv = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", sys.executable, "-m", "docgen", "-w"]
    env = {**os.environ, "DOCGEN_LANG": "en", "DOCGEN_CONFIG_DIR": str(inputs.base.parent / "config")}
    ran = subprocess.run([*argv, inputs.work, "check"], capture_output=True, text=True, env=env, check=False)
    assert ran.returncode == 1
    assert "it may not be opened" in ran.stdout
    assert "Traceback" not in ran.stderr


class TestFolders:
    """A folder that may not be looked into hides files, which is said too."""

    @pytest.mark.parametrize(
        ("name", "line", "named"),
        [
            ("data", "check", "data"),
            ("data/候选人", "visit", "候选人"),
            ("plugins", "签到表", "plugins"),
            ("forms", "check", "forms"),
            ("templates", "templates check", "templates"),
        ],
    )
    def test_it_is_named(self, inputs, name, line, named):
        inputs.reset()
        (inputs.work / "data" / "候选人").mkdir()
        code, said = inputs.run(*inputs.words(line), fault=("closed", inputs.work / name))
        assert "the folder cannot be looked into: it may not be opened" in said, said
        assert named in said
        assert code in (0, 1)
        assert "Traceback" not in said
