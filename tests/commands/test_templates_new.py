"""`docgen templates new`, from the command line to the document that is made of the template."""

import json
from pathlib import Path

import docx
import pytest


def lines(path: Path) -> list[str]:
    """The text of each paragraph of the body, tables too."""
    blocks = docx.Document(str(path)).element.body.iter("{*}p")
    return ["".join(node.text or "" for node in block.iter("{*}t")) for block in blocks]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, and in which we are."""
    folder = tmp_path / "文件"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_a_template_is_made_checked_filled_and_linted(docgen, here):
    made = docgen("templates", "new", "通知", "--organ", "某某市民政局", "--sample-data")
    assert made.code == 0
    assert "标题、主送、正文" in made.out
    assert "docgen render 通知.docx --data 通知.yaml" in made.out
    assert docgen("templates", "check", "通知.docx").code == 0
    assert docgen("render", "通知.docx", "--data", "通知.yaml", "--out", "出").code == 0
    text = lines(here / "出" / "通知.docx")
    assert "某某市民政局文件" in text
    assert "某民发〔2013〕3号" in text
    assert "关于做好防汛救灾有关工作的通知" in text
    assert not [line for line in text if "{" in line]
    assert json.loads(docgen("lint", "--no-pages", "--json", "出/通知.docx").out) == []


def test_elements_may_be_named_one_by_one_or_together(docgen, here):
    assert docgen("templates", "new", "甲", "--with", "主送", "--with", "附注").code == 0
    assert docgen("templates", "new", "乙", "--with", "主送、附注").code == 0
    assert lines(here / "甲.docx") == lines(here / "乙.docx")
    assert [line for line in lines(here / "甲.docx") if line] == [
        "{{ 标题 }}",
        "{{ 主送 }}：",
        "{{ 正文 }}",
        "{{ 结束语 }}",
        "（{{ 附注 }}）",
    ]


def test_several_organs_sign_together(docgen, here):
    assert docgen("templates", "new", "联合", "--organ", "某某市民政局", "--organ", "某某市财政局").code == 0
    text = lines(here / "联合.docx")
    assert text.count("某某市民政局") == text.count("某某市财政局") == 2
    assert "文件" in text


def test_in_a_workspace_it_lies_with_the_templates_and_bears_the_issuer(docgen, small_office):
    made = docgen("-w", small_office, "templates", "new", "函", "--kind", "函", "--sample-data")
    assert made.code == 0
    assert "都江堰市社区党组织换届选举工作领导小组" in lines(small_office / "templates" / "函.docx")
    data = small_office / "templates" / "函.yaml"
    checked = docgen("-w", small_office, "templates", "check", "函.docx", "--data", data)
    assert (checked.code, "without a problem" in checked.out) == (0, True)
    listed = {each["template"] for each in json.loads(docgen("-w", small_office, "templates", "list", "--json").out)}
    assert "函.docx" in listed


def test_a_file_that_is_there_stays(docgen, here):
    (here / "通知.docx").write_bytes(b"mine")
    made = docgen("templates", "new", "通知.docx")
    assert made.code == 1
    assert "通知.docx is there already" in made.err
    assert (here / "通知.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("甲", "--kind", "通至"), "there is no kind 通至", id="kind"),
        pytest.param(("甲", "--with", "主送机"), "there is no element 主送机", id="element"),
        pytest.param(("甲", "--unsealed"), "--unsealed needs --organ", id="no organ"),
        pytest.param(("甲/乙",), "cannot be the name of a file", id="a path"),
        pytest.param(("",), "cannot be the name of a file", id="no name"),
    ],
)
def test_what_cannot_be_made_is_said_with_what_can(docgen, here, words, said):
    made = docgen("templates", "new", *words)
    assert made.code == 2
    assert said in made.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_help_lists_kinds_and_elements(docgen, language):
    told = docgen("--lang", language, "templates", "new", "--help").out
    assert all(name in told for name in ("份号", "签发人", "附注", "版记", "请示", "纪要"))
    assert ("要素" if language == "zh" else "Elements") in told
