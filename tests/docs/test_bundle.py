"""The folder that installs docgen on a Windows PC without the net: what it holds and what its scripts say."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import bundle
import pytest
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

pytestmark = pytest.mark.slow

SCRIPTS = ("install.cmd", "开始.cmd", "命令行.cmd")
TRAPS = set(b"\\|&<>^%!\"'`()@=")
"""What a console takes for a sign of its own when it is the second byte of a character."""


@pytest.fixture
def texts() -> dict[str, bytes]:
    return bundle.texts(["3.11", "3.12", "3.13"], "0.1.0")


class TestScripts:
    def test_there_are_the_files_to_double_click_and_to_read(self, texts):
        assert texts.keys() == {*SCRIPTS, "说明.txt"}

    @pytest.mark.parametrize("name", SCRIPTS)
    def test_a_chinese_console_can_read_it(self, texts, name):
        raw = texts[name]
        assert raw.startswith(b"@echo off\r\nchcp 936 >nul\r\n")
        assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r") > 10
        assert not [character for character in raw.decode("gbk") if set(character.encode("gbk")[1:]) & TRAPS]

    @pytest.mark.parametrize("name", SCRIPTS)
    def test_every_label_is_there_and_used(self, texts, name):
        script = texts[name].decode("gbk")
        labels = re.findall(r"^:(\w+)", script, re.MULTILINE)
        assert len(labels) == len(set(labels))
        assert set(re.findall(r"(?:goto |call :)(\w+)", script)) == set(labels)

    @pytest.mark.parametrize("name", SCRIPTS)
    def test_no_path_stands_without_quotes(self, texts, name):
        for line in texts[name].decode("gbk").splitlines():
            for path in re.finditer(r"%(?:PYTHON|PLACE|LOCALAPPDATA|~dp0)", "" if line.startswith("echo ") else line):
                assert line[: path.start()].count('"') % 2, line

    @pytest.mark.parametrize("name", SCRIPTS)
    def test_python_takes_no_module_from_the_folder_that_it_is_started_in(self, texts, name):
        """A click.py in a workspace from somebody else would run instead of the library."""
        script = texts[name].decode("gbk")
        before = re.findall(r"(\S*)[ =]-[mc] ", script)
        assert before
        assert all(word.endswith("-P") for word in before), before

    def test_install_tries_the_newest_python_first_and_knows_a_list_for_each(self, texts):
        script = texts["install.cmd"].decode("gbk")
        assert script.count("in (3.13 3.12 3.11) do call :try") == 2
        assert r'"wheels\requirements-%VERSION%.txt"' in script
        assert {"--no-index", "--require-hashes", "--find-links"} <= set(script.split())

    def test_only_the_pythons_of_the_bundle_are_tried(self):
        script = bundle.texts(["3.12"], "0.1.0")["install.cmd"].decode("gbk")
        assert "in (3.12) do call :try" in script
        assert "3.13" not in script

    def test_what_it_says_is_chinese_and_notepad_shows_it(self, texts):
        raw = texts["说明.txt"]
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n")
        assert "docgen 0.1.0，Windows 安装包" in raw.decode("utf-8-sig")
        said = [line for line in texts["install.cmd"].decode("gbk").splitlines() if line.startswith("echo ")]
        assert len(said) > 8
        assert all(re.search("[一-鿿]", line) for line in said)

    def test_the_menu_of_a_workspace_takes_the_docgen_that_the_bundle_names(self, texts, docgen, tmp_path):
        assert (
            docgen("--lang", "zh", "init", tmp_path / "新", "--yes", "--use", "elections", "--basis", "有效票").code
            == 0
        )
        menu = (tmp_path / "新" / "开始.cmd").read_bytes().decode("gbk")
        assert 'set "DOCGEN="' not in menu
        assert "if not defined DOCGEN where docgen" in menu
        assert 'set DOCGEN="%PYTHON%" -P -m docgen' in texts["开始.cmd"].decode("gbk")


def wheel(folder: Path, name: str, version: str, *requires: str) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Dist: {each}" for each in requires]
        file.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
    return path


class TestWheels:
    def test_what_windows_alone_needs_is_needed_and_what_others_need_is_not(self, tmp_path):
        own = wheel(
            tmp_path,
            "docgen",
            "1.0",
            'colorama; sys_platform == "win32"',
            'uvloop; platform_system == "Linux"',
            'tomli; python_version < "3.12"',
            'extra-thing; extra == "cluster"',
            "docxtpl[subdoc]",
        )
        tpl = wheel(tmp_path, "docxtpl", "2.0", 'docxcompose; extra == "subdoc"')
        lacking = {each.name for each in bundle.missing([own, tpl], "3.12")}
        assert lacking == {"colorama", "docxcompose"}
        assert {each.name for each in bundle.missing([own, tpl], "3.11")} == {"colorama", "docxcompose", "tomli"}

    def test_a_wheel_that_is_too_old_is_refused(self, tmp_path):
        own, old = wheel(tmp_path, "docgen", "1.0", "lxml>=6"), wheel(tmp_path, "lxml", "5.0")
        with pytest.raises(SystemExit, match="lxml>=6"):
            bundle.missing([own, old], "3.12")

    def test_the_list_has_the_sum_of_each_wheel(self, tmp_path):
        made = wheel(tmp_path, "docgen", "1.0")
        digest = hashlib.sha256(made.read_bytes()).hexdigest()
        assert bundle.requirements([made]) == f"docgen==1.0 --hash=sha256:{digest}\n"

    def test_the_pythons_are_those_that_setup_cfg_names(self, repo):
        text = (repo / "setup.cfg").read_text("utf-8")
        assert bundle.versions() == re.findall(r"Python :: (3\.\d+)$", text, re.MULTILINE)

    def test_a_folder_that_is_no_bundle_is_left_alone(self, tmp_path):
        (tmp_path / "照片.txt").write_text("x")
        with pytest.raises(SystemExit, match="no bundle"):
            bundle.bundle(tmp_path, ["3.12"])
        assert [path.name for path in tmp_path.iterdir()] == ["照片.txt"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle for one Python, made for real; it needs the net."""
    out = tmp_path_factory.mktemp("bundle") / "docgen-windows"
    try:
        bundle.bundle(out, ["3.12"])
    except subprocess.CalledProcessError:
        if os.environ.get("CI"):
            raise
        pytest.skip("the wheels could not be fetched")
    return out


def test_the_bundle_is_whole_and_windows_can_install_it(made: Path, tmp_path: Path):
    wheels = sorted((made / "wheels").glob("*.whl"))
    assert bundle.missing(wheels, "3.12") == []
    for path in wheels:
        tags = parse_wheel_filename(path.name)[3]
        assert {tag.platform for tag in tags} <= {"any", "win_amd64"}, path.name
        fits = {Tag("cp312", "cp312", "win_amd64"), *(tag for tag in tags if tag.abi in ("none", "abi3"))}
        assert fits & tags, path.name
    target = (
        "--platform",
        "win_amd64",
        "--python-version",
        "3.12",
        "--only-binary=:all:",
        "--target",
        tmp_path / "site",
    )
    listed = ("--require-hashes", "--requirement", made / "wheels" / "requirements-3.12.txt")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", made / "wheels"]
    done = subprocess.run([*command, *target, *listed], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert (tmp_path / "site" / "docgen" / "templates" / "bulletin" / "信息专报.docx").is_file()
    assert list((tmp_path / "site" / "lxml").glob("etree*.pyd"))
    listed_names = {
        line.split("==")[0] for line in (made / "wheels" / "requirements-3.12.txt").read_text().splitlines()
    }
    assert len(listed_names) == len(wheels)
