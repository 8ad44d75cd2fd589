"""Settings files that nobody wrote by hand: each is an error with its place, never a traceback nor a long wait."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from docgen.config import MAX_BYTES, ConfigFile
from docgen.problems import DocgenError


def refused(path: Path) -> DocgenError:
    with pytest.raises(DocgenError) as raised:
        ConfigFile.read(path)
    return raised.value


@pytest.mark.parametrize("opened", ["[", "{a="], ids=["lists", "tables"])
def test_brackets_without_end_are_told_with_their_line(tmp_path, opened):
    path = tmp_path / "docgen.toml"
    path.write_text(f'title = "试验"\nx = {opened * 5000}\n', encoding="utf-8")
    error = refused(path)
    assert "too many brackets" in error.text.en
    assert str(error.where) == "docgen.toml:2"


def test_a_folder_is_no_settings_file(tmp_path):
    assert "it is a folder" in refused(tmp_path).text.en


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes on Windows")
def test_nobody_waits_for_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "docgen.toml")
    assert "it is a pipe" in refused(tmp_path / "docgen.toml").text.en


def test_what_is_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "docgen.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert "far too large" in refused(path).text.en
    path.write_bytes(b"#" * MAX_BYTES)
    assert ConfigFile.read(path).values == {}


ENDLESS = {
    "a name": f"{'x' * 200_000} = 1\n乙 = \n",
    "an open bracket": f'["a{" " * 200_000}\n',
    "many brackets": f'甲 = """\n{"[" * 200_000}\n"""\n',
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_line_of_any_length_is_looked_at_once(tmp_path, text):
    path = tmp_path / "docgen.toml"
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    with suppress(DocgenError):
        ConfigFile.read(path).line("nothing.there")
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ('标题 = "甲\\周报"', 1, '标题 = "甲/周报"'),
        ("[[表.列]\n名称 = 1", 1, "[[表.列]]"),
        ("[表]]\n名称 = 1", 1, "[[表]]"),
        ('表 = ["甲"\n\n[列]\n名称 = 1', 1, '表 = ["甲"]'),
        ('甲 = 1\n表 = ["甲", "乙"\n丙 = 1', 2, '表 = ["甲", "乙"]'),
        ('表 = [\n"甲",\n"乙"\n[列]', 1, "has no ]"),
        ("标题 ＝ “甲”", 1, '标题 = "甲"'),
        ("甲 = 1\n乙 = 是", 2, "Each line reads"),
    ],
)
def test_the_hint_is_the_line_as_it_should_be(tmp_path, text, line, hint):
    path = tmp_path / "docgen.toml"
    path.write_text(text, encoding="utf-8")
    error = refused(path)
    assert error.where.line == line
    assert hint in error.hint.en
