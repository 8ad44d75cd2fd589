"""A form whose template is a .txt makes text files, with all that documents have: batch, checks, ledger, undo."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from letters import Office

FORM = 'access = "公开"\neach = "社区"\nfilename = "短信/{{ 乡镇 }}/{{ 社区 }}"\n'
TEXT = (
    "【换届】{{ 社区 }}{{ 总户数 }}户的居民：\n{% for 户 in 户 %}\n{{ 户.序号 }} {{ 户.地址 }}\n{% endfor %}\n请参加。"
)


class Texts:
    """石羊镇 丰乐社区 and 向峨乡 石碑社区, and a form that makes a text for each."""

    def __init__(self, docgen: Callable[..., Any], root: Path) -> None:
        office = Office(root / "换届")
        office.second_town()
        self.docgen, self.workspace = docgen, office.write()
        self.folder = self.workspace / "forms" / "短信"
        self.folder.mkdir(parents=True)
        self.put(TEXT.encode())

    def put(self, template: bytes, toml: str = FORM) -> None:
        (self.folder / "form.toml").write_text(toml, encoding="utf-8")
        (self.folder / "短信.txt").write_bytes(template)

    def say(self, *words: str, code: int = 0) -> str:
        result = self.docgen("-w", self.workspace, *words)
        assert result.code == code, result.out + result.err
        return str(result.out + result.err)

    def made(self) -> dict[str, str]:
        out = self.workspace / "out" / "短信"
        files = (path for path in sorted(out.rglob("*.txt")) if not path.name.startswith("公开范围"))
        return {path.relative_to(out).as_posix(): path.read_bytes().decode("utf-8-sig") for path in files}


@pytest.fixture
def texts(docgen, tmp_path) -> Texts:
    return Texts(docgen, tmp_path)


def test_a_text_for_each_row(texts):
    assert "2 of 2 rows would be made" in texts.say("短信", "--dry-run")
    assert texts.made() == {}
    texts.say("短信")
    assert list(texts.made()) == ["向峨乡/石碑社区.txt", "石羊镇/丰乐社区.txt"]
    assert texts.made()["向峨乡/石碑社区.txt"].startswith("【换届】石碑社区")
    assert "\r\n1 3组12号\r\n请参加。\r\n" in texts.made()["向峨乡/石碑社区.txt"]
    assert "unchanged" in texts.say("短信")
    assert json.loads(texts.say("短信", "石羊镇", "--json"))["files"][0]["path"].endswith("丰乐社区.txt")


@pytest.mark.parametrize("message", ["【换届】{{ 社区 }}居民，请参加。", "{{ 社区 }}居民，请参加。【换届】\n"])
def test_its_sender_is_no_name_that_was_meant_for_a_tag(texts, message):
    texts.put(message.encode())
    assert "【换届】" not in texts.say("短信")
    assert "nothing is wrong" in texts.say("forms", "check")


def test_a_name_in_the_signs_of_another_program_is_told(texts):
    texts.put("【换届】{{ 社区 }}【地址】居民，请参加。".encode())
    assert "【地址】 is printed as it stands; is {{ 地址 }} meant?" in texts.say("短信")


@pytest.mark.parametrize("word", ["--pdf", "--preview"])
def test_what_needs_pages_is_refused(texts, word):
    said = texts.say("短信", word, code=2)
    assert f"{word} is for Word documents" in said
    assert texts.made() == {}


def test_an_edited_text_stays_and_the_new_one_lies_beside_it(texts):
    texts.say("短信", "石羊镇")
    path = texts.workspace / "out" / "短信" / "石羊镇" / "丰乐社区.txt"
    path.write_text("改过", encoding="utf-8")
    texts.put(TEXT.replace("请参加", "请准时参加").encode())
    texts.say("短信", "石羊镇")
    assert path.read_text(encoding="utf-8") == "改过"
    assert "请准时参加" in texts.made()["石羊镇/丰乐社区_第2稿.txt"]


def test_runs_know_it(texts):
    texts.say("短信", "石羊镇")
    texts.put(TEXT.replace("请参加", "请准时参加").encode())
    texts.say("短信", "石羊镇")
    texts.say("runs", "verify")
    texts.say("runs", "undo")
    assert "请参加" in texts.made()["石羊镇/丰乐社区.txt"]
    (texts.workspace / "out" / "短信" / "石羊镇" / "丰乐社区.txt").unlink()
    assert "丰乐社区.txt" in texts.say("runs", "verify", code=1)


def test_what_is_wrong_is_told_with_its_line(texts):
    texts.put("{{ 社区 }}\n{{ 主要问题 }}\n".encode("gb18030"))
    assert "短信.txt / body / line 2" in texts.say("forms", "check", code=1)
    said = texts.say("短信", code=1)
    assert "主要问题" in said
    assert texts.made() == {}


def test_a_mobile_number_in_it_is_refused(texts):
    texts.put("{{ 社区 }}，请拨打 13800001111".encode())
    said = texts.say("短信", code=1)
    assert "a mobile number stands in the text" in said
    assert texts.made() == {}


def test_templates_know_it(texts):
    assert "line 1" in texts.say("templates", "vars", "短信")
    assert "短信/短信.txt" in texts.say("templates")
    assert "Templates without a problem: 1" in texts.say("templates", "check", str(texts.folder))


def test_a_print_file_of_texts_is_refused_where_it_is_declared(texts):
    texts.put(TEXT.encode(), f"{FORM}together = true\n")
    assert "plain text cannot be put into print files" in texts.say("forms", "check", code=1)


def test_any_text_and_any_list(texts, tmp_path):
    (tmp_path / "提醒.txt").write_text("{{ 姓名 }}：请于{{ 日期 }}参加会议。", encoding="utf-8")
    (tmp_path / "名单.csv").write_text("姓名,日期\n张伟,11月6日\n李四,11月8日\n", encoding="utf-8")
    words = ("render", tmp_path / "提醒.txt", "--data", tmp_path / "名单.csv", "--each")
    assert texts.docgen(*words, "--name", "{{ 姓名 }}.txt", "--out", tmp_path / "出").code == 0
    assert (tmp_path / "出" / "李四.txt").read_text(encoding="utf-8-sig") == "李四：请于11月8日参加会议。\n"
    assert texts.docgen(*words[:-1], "--combine", "--out", tmp_path / "出").code == 2
