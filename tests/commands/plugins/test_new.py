"""`docgen plugins new` writes a plugin that works at once, with a test that passes, and `docgen.plugin.testing`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.plugin.manager import load_plugins
from docgen.tables.write import workbook

pytest_plugins = ["docgen.plugin.testing"]

CONFIG = 'title = "走访"\nyear = 2013\nstart = 2013-11-04\nweek_end = "friday"\nissuer = "石羊镇"\n'
CONFIG += '[plugins]\nuse = ["elections"]\n'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace of a user of one's own."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    made = tmp_path / "走访"
    made.mkdir()
    (made / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    return made


def in_a_shell(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What Python says in the workspace."""
    env = {**os.environ, "PYTHONUTF8": "1", **variables}
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=root, env=env, check=False, capture_output=True, text=True, encoding="utf-8")


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_what_it_writes_works_at_once_and_its_test_passes(docgen, root):
    made = docgen("-w", root, "plugins", "new", "visit")
    assert made.code == 0, made.err
    assert files(root) == {
        "docgen.toml",
        "plugins/visit.py",
        "tests/test_visit.py",
        "templates/走访单.docx",
        "data/走访.xlsx",
    }
    assert docgen("-w", root, "plugins", "check", "visit").code == 0
    (root / "data" / "走访.xlsx").write_bytes(workbook({"走访": [["姓名", "日期"], ["张三", "2013-11-20"]]}))
    assert docgen("-w", root, "走访单").code == 0
    assert "out/走访单/张三_2013年11月20日.docx" in files(root)
    tested = in_a_shell(root, "pytest", "-q", "-p", "no:cacheprovider", "-W", "error")
    assert "3 passed" in tested.stdout, tested.stdout + tested.stderr
    (root / "plugins" / "visit.py").write_text(
        (root / "plugins" / "visit.py").read_text("utf-8").replace("row.name,", "'王五',"), encoding="utf-8"
    )
    failed = in_a_shell(root, "pytest", "-q", "-p", "no:cacheprovider")
    assert "1 failed" in failed.stdout


def test_names_of_ones_own(docgen, root):
    words = ("plugins", "new", "gift_slips", "--title", "慰问单", "--table", "慰问品")
    assert docgen("-w", root, *words).code == 0
    found = {each.name: each for each in load_plugins(root / "plugins").found}["gift_slips"]
    assert found.brings["generators"] == ["gift_slips", "慰问单"]
    assert found.brings["records"] == ["慰问品"]
    assert docgen("-w", root, "plugins", "check", "gift_slips").code == 0


@pytest.mark.parametrize("there", ["plugins/visit.py", "tests/test_visit.py", "templates/走访单.docx"])
def test_nothing_is_overwritten(docgen, root, there):
    (root / there).parent.mkdir()
    (root / there).write_text("mine", encoding="utf-8")
    refused = docgen("-w", root, "plugins", "new", "visit")
    assert (refused.code, "is there already; nothing was written" in refused.err) == (1, True)
    assert f"delete {there}; else take another name" in refused.err
    assert files(root) == {"docgen.toml", there}


@pytest.mark.parametrize(
    "words",
    [
        ("走访",),
        ("Visit",),
        ("../visit",),
        ("for",),
        ("check",),
        ("bulletin",),
        ("visit", "--title", "专报"),
        ("visit", "--table", "社区"),
        ("visit", "--table", "a/b"),
    ],
)
def test_a_name_that_cannot_be_is_refused(docgen, root, words):
    refused = docgen("-w", root, "plugins", "new", *words)
    assert refused.code == 2
    assert files(root) == {"docgen.toml"}


# -- docgen.plugin.testing --

SHEET = [["姓名", "日期", "备注"], ["张三", "2013-11-20", "在家"]]


@pytest.fixture
def with_visit(docgen, root, desk):
    """A desk with the plugin that `plugins new` writes."""
    docgen("-w", root, "plugins", "new", "visit")
    desk.plugin(root / "plugins" / "visit.py")
    desk.sheet("走访", SHEET)
    return desk


def test_a_desk_makes_documents_and_reads_them(with_visit):
    with_visit.template("走访单.docx", "走访{{ 姓名 }}", table=[["日期", "{{ 日期 }}"]])
    (made,) = with_visit.make("走访单")
    assert made.paragraphs == ["走访张三"]
    assert made.tables == [[["日期", "2013年11月20日"]]]


def test_a_document_that_cannot_be_made_fails_the_test_and_says_why(with_visit):
    with_visit.template("走访单.docx", "走访{{ 姓命 }}")
    with pytest.raises(pytest.fail.Exception, match="姓命"):
        with_visit.make("走访单")


def test_a_plugin_of_a_test_is_trusted_in_the_test_only(with_visit, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "somebody"))
    assert with_visit.run("visit", "--dry-run").code == 1  # it runs, and lacks its template
    assert load_plugins(with_visit.root / "plugins").found[-1].state == "untrusted"


def test_a_desk_runs_its_plugins_whatever_the_shell_says(with_visit, monkeypatch):
    monkeypatch.setenv("DOCGEN_NO_LOCAL_PLUGINS", "1")
    assert with_visit.problems() == []
    assert with_visit.findings("visit") == ["None: the template 走访单.docx is nowhere"]


def test_a_plugin_that_is_not_trusted_does_not_keep_the_contract(desk):
    path = desk.root / "plugins" / "visit.py"
    path.write_text("", encoding="utf-8")
    assert desk.findings("visit") == [f"{path}: not checked: the plugin visit has not been run: it is not trusted"]


@pytest.mark.slow
def test_golden_compares_by_meaning_and_can_be_updated(root, docgen, tmp_path):
    docgen("-w", root, "plugins", "new", "visit")
    test = (root / "tests" / "test_visit.py").read_text("utf-8")
    more = '\n\ndef test_as_ever(office, golden):\n    golden(office.make("visit")[0], "visit")\n'
    (root / "tests" / "test_visit.py").write_text(test + more, encoding="utf-8")
    words = ("pytest", "-q", "-p", "no:cacheprovider", "-k", "as_ever")
    assert "DOCGEN_UPDATE_GOLDEN=1 writes it" in in_a_shell(root, *words).stdout
    assert "1 passed" in in_a_shell(root, *words, DOCGEN_UPDATE_GOLDEN="1").stdout
    assert (root / "tests" / "golden" / "visit.docx").is_file()
    assert "1 passed" in in_a_shell(root, *words).stdout
    source = (root / "plugins" / "visit.py").read_text("utf-8")
    (root / "plugins" / "visit.py").write_text(source.replace("row.name,", "'王五',"), encoding="utf-8")
    failed = in_a_shell(root, *words).stdout
    assert "- body" in failed
    assert "+ body" in failed
    assert "王五：2013年11月20日走访" in failed


TWO_OF_A_NAME = """

def test_one(office, golden):
    golden(office.make("visit")[0], "visit", layout=True)


def test_two(office, golden):
    golden(office.make("visit")[1], "visit")


def test_three(office, golden):
    office.template("走访单.docx", "{{ 姓名 }}：{{ 日期 }}走访，共{{ 总数 }}。")
    path = office.root / "templates" / "走访单.docx"
    import docx
    document = docx.Document(str(path))
    document.sections[0].left_margin = 0
    document.save(str(path))
    golden(office.make("visit")[0], "other")
    document.paragraphs[0].runs[0].bold = True
    document.save(str(path))
    again = office.make("visit")[0]
    golden(again, "other")
    golden(again, "other", layout=True)
"""


@pytest.mark.slow
def test_golden_sees_layout_if_asked_and_keeps_one_document_of_a_name(root, docgen):
    docgen("-w", root, "plugins", "new", "visit")
    with (root / "tests" / "test_visit.py").open("a", encoding="utf-8") as file:
        file.write(TWO_OF_A_NAME)
    words = ("pytest", "-q", "-p", "no:cacheprovider", "-k", "one or two or three", "--tb=short")
    said = in_a_shell(root, *words, DOCGEN_UPDATE_GOLDEN="1").stdout
    assert "2 failed, 1 passed" in said
    assert "visit is not as it was (this run took another document as visit.docx: choose another name):" in said
    assert "its layout differs, not its text" in said


def test_a_desk_says_where_a_document_does_not_follow_the_standard(with_visit):
    with_visit.template("走访单.docx", "走访{{ 姓名 }} , 好")
    (made,) = with_visit.make("走访单")
    assert [line for line in with_visit.lint(made) if line.startswith("GW") and "paragraph 1" in line]


def test_a_file_that_is_not_there_fails_the_test_with_its_path(desk, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for method in (desk.plugin, desk.copy):
        with pytest.raises(pytest.fail.Exception, match=r"there is no .*nope\.py") as failed:
            method("nope.py")
        assert not failed.value.pytrace


def test_no_command_loads_pytest():
    code = (
        "import sys; from docgen.cli import run; run(['plugins']); run(['--help']); sys.exit('pytest' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
