"""docgen.toml as people write it, and the folders around it."""

from datetime import date
from pathlib import Path

import pytest

from docgen.problems import DocgenError, FileLine, Problem, Severity
from docgen.text import Text
from docgen.workspace import Workspace, find_workspace, open_workspace

GOOD = """\
# 换届
title = "社区党组织换届"
year = 2013
start = 2013-11-04
week_end = "friday"
issuer = "市委组织部"
language = "zh"

[rules]
basis = "valid"

[aliases."候选人"]
"姓名" = ["候选对象", "人选"]

[options.bulletin]
basis = "all"
main_to = "各乡镇党委"

[options."专报"]
issuer = "组织科"
"""


def workspace(folder: Path, config: str = GOOD) -> Workspace:
    (folder / "docgen.toml").write_text(config, encoding="utf-8", newline="")
    return open_workspace(folder)


def mistake(folder: Path, config: str) -> DocgenError:
    with pytest.raises(DocgenError) as caught:
        workspace(folder, config)
    assert caught.value.exit_code == 1
    return caught.value


def hint(error: DocgenError | Problem) -> Text:
    assert error.hint is not None
    return error.hint


# -- finding it --


def test_a_workspace_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    deep = tmp_path / "data" / "石羊镇"
    deep.mkdir(parents=True)
    workspace(tmp_path)
    assert find_workspace(deep) == tmp_path
    assert find_workspace(tmp_path) == tmp_path


def test_the_nearest_workspace_wins(tmp_path: Path) -> None:
    inner = tmp_path / "township"
    inner.mkdir()
    workspace(tmp_path)
    workspace(inner)
    assert find_workspace(inner) == inner


def test_outside_a_workspace_the_hint_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        find_workspace(tmp_path)
    assert str(tmp_path) in caught.value.text.zh
    assert "--workspace" in hint(caught.value).zh
    assert "--workspace" in hint(caught.value).en


# -- reading it --

SAVED = {
    "utf-8": GOOD.encode(),
    "utf-8-with-bom": GOOD.encode("utf-8-sig"),
    "gb18030": GOOD.encode("gb18030"),
    "windows-lines": GOOD.replace("\n", "\r\n").encode(),
    "notepad-gbk": GOOD.replace("\n", "\r\n").encode("gbk"),
    "notepad-unicode": GOOD.replace("\n", "\r\n").encode("utf-16"),
}


@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
def test_the_file_reads_alike_however_it_was_saved(tmp_path: Path, saved: bytes) -> None:
    (tmp_path / "docgen.toml").write_bytes(saved)
    found = open_workspace(tmp_path).settings
    assert (found.title, found.issuer, found.language) == ("社区党组织换届", "市委组织部", "zh")
    assert (found.year, found.start) == (2013, date(2013, 11, 4))
    assert found.aliases == {"候选人": {"姓名": ["候选对象", "人选"]}}
    assert found.file.error("options.专报.issuer", Text("", "")).where == FileLine("docgen.toml", 20)


def test_chinese_names_need_no_quotes(tmp_path: Path) -> None:
    bare = '[aliases.候选人]\n姓名 = ["候选对象"]\n\n[options.bulletin]\n刊名 = "x"\n'
    found = workspace(tmp_path, GOOD.partition("[rules]")[0] + bare).settings
    assert found.aliases == {"候选人": {"姓名": ["候选对象"]}}
    assert found.options == {"bulletin": {"刊名": "x"}}
    lines = [found.file.line(key) for key in ("aliases.候选人", "aliases.候选人.姓名", "options.bulletin.刊名")]
    assert lines == [9, 10, 13]


def test_a_chinese_name_with_brackets_needs_no_quotes_either(tmp_path: Path) -> None:
    found = workspace(tmp_path, f'{GOOD}[aliases.乡镇(街道)]\n乡镇名称 = ["镇名"]\n').settings
    assert found.aliases["乡镇(街道)"] == {"乡镇名称": ["镇名"]}
    assert found.file.line("aliases.乡镇(街道).乡镇名称") == 22


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("friday", 4),
        ("Friday", 4),
        ("周五", 4),
        ("星期五", 4),
        ("星期一", 0),
        ("sunday", 6),
        ("星期天", 6),
        ("周日", 6),
    ],
    ids=["en", "en-capital", "zhou", "xingqi", "monday", "en-sunday", "xingqitian", "zhouri"],
)
def test_the_week_ends_on_the_day_that_is_written(tmp_path: Path, typed: str, number: int) -> None:
    weeks = workspace(tmp_path, GOOD.replace("friday", typed)).settings.weeks
    assert weeks.week(1).end.weekday() == number


# -- mistakes --

FULL_WIDTH = {
    "both-quotes": ("“市委组织部”", '"市委组织部"'),
    "closing-quote": ('"市委组织部”', '"市委组织部"'),
    "single-quotes": ("‘市委组织部’", "'市委组织部'"),
    "straight-quotes": ("＂市委组织部＂", '"市委组织部"'),
}


@pytest.mark.parametrize(("typed", "mended"), FULL_WIDTH.values(), ids=FULL_WIDTH)
def test_full_width_quotes_are_shown_with_their_line_and_its_mend(tmp_path: Path, typed: str, mended: str) -> None:
    error = mistake(tmp_path, GOOD.replace('"市委组织部"', typed))
    assert error.where == FileLine("docgen.toml", 6)
    assert f"issuer = {typed}" in error.text.zh
    assert hint(error).zh.endswith(f"issuer = {mended}")


def test_a_full_width_sign_inside_a_section_is_shown_with_its_line_and_its_mend(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD.replace('basis = "all"', 'basis ＝ "all"'))
    assert error.where == FileLine("docgen.toml", 16)
    assert hint(error).en.endswith('basis = "all"')


def test_a_mend_that_could_not_be_read_is_not_offered(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD.replace('"社区党组织换届"', "“关于“换届”的事”"))
    assert error.where == FileLine("docgen.toml", 2)
    assert hint(error).zh.startswith("每行的写法")


def test_a_line_that_is_no_setting_is_shown_with_the_forms(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD.replace("year = 2013", "year: 2013"))
    assert error.where == FileLine("docgen.toml", 3)
    assert "year: 2013" in error.text.zh
    assert "= 2013-11-04" in hint(error).zh


@pytest.mark.parametrize("typed", ['"组织科', '["组织科"'], ids=["quote", "list"])
def test_what_is_never_closed_is_found_in_the_last_line_too(tmp_path: Path, typed: str) -> None:
    error = mistake(tmp_path, GOOD.replace('"组织科"', typed))
    assert error.where == FileLine("docgen.toml", 20)
    assert f"issuer = {typed}" in error.text.zh


@pytest.mark.parametrize("again", ['issuer = "组织科"', "[options.bulletin]"], ids=["setting", "section"])
def test_what_is_written_twice_is_called_that(tmp_path: Path, again: str) -> None:
    error = mistake(tmp_path, f"{GOOD}{again}\n")
    assert error.where == FileLine("docgen.toml", 21)
    assert error.text.zh == f"文件里已经有这一项：{again}"
    assert hint(error).zh == "请删去其中一行。"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [("x: 1", "无法识别"), ('y = "x', "无法识别"), ("刊名 = “x”", "无法识别"), ("份数 = 2", "已经有这一项")],
    ids=["no-setting", "never-closed", "full-width", "twice"],
)
def test_below_a_name_without_quotes_it_is_still_the_wrong_line_that_is_shown(
    tmp_path: Path, wrong: str, said: str
) -> None:
    error = mistake(tmp_path, f"{GOOD}[options.通知]\n份数 = 1\n{wrong}\n")
    assert error.where == FileLine("docgen.toml", 23)
    assert said in error.text.zh
    assert wrong in error.text.zh


@pytest.mark.parametrize("key", ["title", "year", "start", "week_end", "issuer"])
def test_a_missing_setting_is_named_with_the_line_to_add(tmp_path: Path, key: str) -> None:
    kept = [line for line in GOOD.splitlines() if not line.startswith(f"{key} =") or "组织科" in line]
    error = mistake(tmp_path, "\n".join(kept))
    assert error.text.zh == f"缺少“{key}”"
    assert f"{key} = " in hint(error).zh
    assert str(error.where) == "docgen.toml"


def test_an_unknown_setting_is_named_with_its_line_and_the_nearest_known(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD.replace("language", "langage"))
    assert error.where == FileLine("docgen.toml", 7)
    assert "langage" in error.text.en
    assert hint(error) == Text("Did you mean language?", "是不是“language”？")


def test_an_unknown_section_is_named_with_its_line_and_the_nearest_known(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD.replace("[options.bulletin]", "[optons.bulletin]"))
    assert error.where == FileLine("docgen.toml", 15)
    assert error.text.zh == "没有“optons”这个设置"
    assert hint(error).zh == "是不是“options”？"


def test_an_unknown_setting_like_no_other_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    error = mistake(tmp_path, "qqq = 1\n" + GOOD)
    assert error.where == FileLine("docgen.toml", 1)
    assert "week_end" in hint(error).zh


WRONG_TYPES = {
    "year-as-text": ("year = 2013", 'year = "2013"', 3, "year = 2013"),
    "year-as-yes": ("year = 2013", "year = true", 3, "year = 2013"),
    "start-as-text": ("start = 2013-11-04", 'start = "2013-11-04"', 4, "start = 2013-11-04"),
    "start-with-time": ("start = 2013-11-04", "start = 2013-11-04T08:00:00", 4, "start = 2013-11-04"),
    "week-end-as-number": ('week_end = "friday"', "week_end = 5", 5, 'week_end = "friday"'),
    "language-as-number": ('language = "zh"', "language = 1", 7, 'language = "zh"'),
    "alias-as-text": ('["候选对象", "人选"]', '"候选对象"', 12, '[aliases.候选人]  姓名 = ["候选对象"]'),
    "alias-as-number": ('["候选对象", "人选"]', "[1]", 12, '[aliases.候选人]  姓名 = ["候选对象"]'),
}


@pytest.mark.parametrize(("good", "bad", "line", "form"), WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_a_value_of_the_wrong_kind_is_shown_how_to_write_it(
    tmp_path: Path, good: str, bad: str, line: int, form: str
) -> None:
    error = mistake(tmp_path, GOOD.replace(good, bad))
    assert error.where == FileLine("docgen.toml", line)
    assert hint(error).zh == f"写法：{form}"


def test_a_week_end_that_is_no_day_is_answered_with_the_days(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD.replace("friday", "fryday"))
    assert error.where == FileLine("docgen.toml", 5)
    assert "fryday" in error.text.zh
    assert "friday" in hint(error).zh


def test_an_unknown_language_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD.replace('"zh"', '"fr"'))
    assert error.where == FileLine("docgen.toml", 7)
    assert "fr" in error.text.zh
    assert "zh" in error.text.zh
    assert "en" in error.text.zh


def test_a_value_where_a_section_belongs_is_shown_with_its_line(tmp_path: Path) -> None:
    error = mistake(tmp_path, GOOD + '[options]\nnotice = "x"\n')
    assert error.where == FileLine("docgen.toml", 22)
    assert "options.notice" in error.text.zh


def test_a_section_that_was_renamed_is_read_and_its_new_name_is_said(tmp_path: Path) -> None:
    bare = GOOD.partition("[rules]")[0] + '[options.notice]\n机关代字 = "都社组换"\n'
    found = workspace(tmp_path, bare).settings
    assert found.option("公文", "机关代字") == "都社组换"
    (problem,) = found.problems
    assert problem.severity is Severity.WARNING
    assert problem.where == FileLine("docgen.toml", found.file.line("options.notice"))
    assert "[options.notice]" in problem.text.zh
    assert "[options.公文]" in str(problem.hint)
    assert workspace(tmp_path, bare.replace("notice", "公文")).settings.problems == ()


# -- what plugins ask of it --


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("rules.basis", 10),
        ("options.bulletin.basis", 16),
        ("options.专报.issuer", 20),
        ("issuer", 6),
        ("aliases.候选人", 12),
    ],
)
def test_a_plugin_s_complaint_names_the_line_of_the_key_in_its_own_section(tmp_path: Path, key: str, line: int) -> None:
    file = workspace(tmp_path).settings.file
    assert file.error(key, Text("", "")).where == FileLine("docgen.toml", line)


def test_an_option_is_read_from_its_section(tmp_path: Path) -> None:
    found = workspace(tmp_path).settings
    assert found.option("bulletin", "main_to") == "各乡镇党委"
    assert found.option("专报", "issuer") == "组织科"


def test_an_option_that_is_not_set_is_named_with_its_section_and_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        workspace(tmp_path).settings.option("bulletin", "mainly_to")
    assert caught.value.where == FileLine("docgen.toml", 15)
    assert "[options.bulletin]" in caught.value.text.zh
    assert "mainly_to" in caught.value.text.zh
    assert hint(caught.value).zh == "现在写的是“main_to”，应为“mainly_to”"


def test_an_option_of_a_section_that_is_not_there_is_named_with_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        workspace(tmp_path).settings.option("letter", "printer")
    assert "[options.letter]" in caught.value.text.en
    assert "printer = " in hint(caught.value).en
