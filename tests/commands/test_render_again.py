"""`docgen render` once more: what is renewed, what stays, what a dry run says before, what a print file lacks."""

import json
import os
from pathlib import Path

import docx
import pytest

WORDS = ("render", "信.docx", "--data", "名单.csv", "--each")


def write(path: Path, *paragraphs: str) -> Path:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "_旧版")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with a template 信.docx and three rows in 名单.csv; the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    write(tmp_path / "信.docx", "{{ 姓名 }}")
    (tmp_path / "名单.csv").write_text("姓名,电话\n张三,1\n李四,\n王五,3\n", encoding="utf-8")
    return tmp_path


# -- its own files, edited ones, others --


def test_outside_a_workspace_its_own_files_are_renewed_and_edited_ones_stay(docgen, desk):
    assert docgen(*WORDS).code == 0
    (desk / "out" / "信-2.docx").write_bytes(b"edited")
    write(desk / "信.docx", "{{ 姓名 }}同志")
    result = docgen(*WORDS)
    assert (result.code, result.err) == (0, "")
    assert names(desk / "out") == ["信-1.docx", "信-2.docx", "信-2_第2稿.docx", "信-3.docx"]
    assert (desk / "out" / "信-2.docx").read_bytes() == b"edited"
    assert texts(desk / "out" / "信-1.docx") == ["张三同志"]
    assert texts(desk / "out" / "信-2_第2稿.docx") == ["李四同志"]
    assert result.out.count("made anew: ") == 2
    assert "made beside the edited one: " in result.out


def test_a_file_that_docgen_did_not_make_stays_unless_told(docgen, desk):
    (desk / "out").mkdir()
    (desk / "out" / "信-1.docx").write_bytes(b"mine")
    assert docgen(*WORDS).code == 0
    assert (desk / "out" / "信-1.docx").read_bytes() == b"mine"
    assert docgen(*WORDS, "--overwrite").code == 0
    assert texts(desk / "out" / "信-1.docx") == ["张三"]


def test_each_edited_file_that_is_overwritten_is_said(docgen, desk):
    (desk / "名单.csv").write_text("姓名\n" + "".join(f"人{n}\n" for n in range(30)), encoding="utf-8")
    assert docgen(*WORDS).code == 0
    for number in ("02", "29"):
        (desk / "out" / f"信-{number}.docx").write_bytes(b"edited")
    result = docgen("--lang", "zh", *WORDS, "--overwrite")
    assert result.code == 0
    for number in ("02", "29"):
        assert f"已替换改过的文件：{desk / 'out' / f'信-{number}.docx'}" in result.out
    (desk / "out" / "信-02.docx").write_bytes(b"edited again")
    report = json.loads(docgen(*WORDS, "--overwrite", "--json").out)
    changed = [Path(file["path"]).name for file in report["files"] if file["outcome"] == "overwritten"]
    assert changed == ["信-02.docx"]


def test_in_a_workspace_an_edited_file_that_is_overwritten_is_said(docgen, desk, small_office):
    words = ("-w", small_office, "render", "信.docx", "--data", "名单.csv", "--overwrite")
    write(desk / "信.docx", "通知{{ 共 }}")
    assert docgen(*words).code == 0
    (small_office / "out" / "信.docx").write_bytes(b"edited")
    assert f"replaced, though edited: {small_office / 'out' / '信.docx'}" in docgen(*words).out


def test_where_nothing_has_changed_that_is_said_of_the_rows_too(docgen, desk):
    assert "3 of 3 rows made." in docgen(*WORDS).out
    assert "Of 3 rows: 3 as they were before." in docgen(*WORDS).out
    with (desk / "名单.csv").open("a", encoding="utf-8") as file:
        file.write("赵六,4\n")
    assert "共4行：新生成或更新1行，3行与上次相同，没有改动。" in docgen("--lang", "zh", *WORDS).out


def test_default_names_sort_by_their_number(docgen, desk):
    (desk / "名单.csv").write_text("姓名\n" + "".join(f"人{n}\n" for n in range(120)), encoding="utf-8")
    assert docgen(*WORDS).code == 0
    assert [texts(desk / "out" / name)[0] for name in names(desk / "out")] == [f"人{n}" for n in range(120)]


# -- a dry run --


def test_a_dry_run_finds_what_the_run_finds(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}：{{ 电话 }}")
    dry = docgen(*WORDS, "--dry-run")
    assert not (desk / "out").exists()
    run = docgen(*WORDS)
    assert (dry.code, dry.err) == (run.code, run.err) == (1, run.err)
    assert "名单.csv / row 3" in dry.err
    assert "2 of 3 rows would be made." in dry.out
    report = json.loads(docgen(*WORDS, "--dry-run", "--json").out)
    assert (report["failed"], len(report["problems"]), len(report["would_make"])) == (1, 1, 2)


def test_a_dry_run_says_what_would_become_of_an_edited_file(docgen, desk):
    assert docgen(*WORDS).code == 0
    (desk / "out" / "信-2.docx").write_bytes(b"edited")
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    assert "would make beside the edited one: " in docgen(*WORDS, "--dry-run").out
    assert "would replace, though edited: " in docgen(*WORDS, "--dry-run", "--overwrite").out
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


# -- a print file that is not complete --


def test_a_print_file_that_lacks_rows_says_which(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}：{{ 电话 }}")
    words = ("render", "信.docx", "--data", "名单.csv", "--combine")
    result = docgen("--lang", "zh", *words)
    assert result.code == 1
    assert "打印文件 信.docx 不全，缺1行：名单.csv / 第3行" in result.out
    assert "打印文件 信.docx 不全" in docgen("--lang", "zh", *words, "--quiet").err
    (file,) = json.loads(docgen(*words, "--json").out)["files"]
    assert file["lacking"] == ["名单.csv / row 3"]


def test_quiet_says_no_notes(docgen, desk):
    (desk / "名单.csv").write_text("姓名,票\n张三,3\n李四,4\n合计,7\n", encoding="utf-8")
    assert "left out" in docgen(*WORDS).err
    result = docgen(*WORDS, "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")


# -- a sample --


def test_a_sample_of_a_print_file_does_not_take_its_place(docgen, desk):
    words = ("render", "信.docx", "--data", "名单.csv", "--combine")
    assert docgen(*words).code == 0
    dry = json.loads(docgen(*words, "--sample", 2, "--dry-run", "--json").out)
    assert dry["would_make"] == [str(desk / "out" / "信_样张2.docx")]
    assert docgen(*words, "--sample", 2).code == 0
    assert texts(desk / "out" / "信.docx") == ["张三", "李四", "王五"]
    assert texts(desk / "out" / "信_样张2.docx") == ["张三", "王五"]


def test_print_files_of_a_sample_lie_in_the_folders_of_the_whole_ones(docgen, desk):
    words = ("render", "信.docx", "--data", "名单.csv", "--combine", "--name", "镇/{{ 电话|default('无') }}/")
    assert docgen(*words, "--sample", 2).code == 0
    assert names(desk / "out" / "镇") == ["1_样张2.docx", "3_样张2.docx"]


@pytest.mark.parametrize("words", [["--combine", "--sample", 3], ["--combine", "--sample", 9]])
def test_a_sample_of_all_rows_is_the_whole(docgen, desk, words):
    assert docgen("render", "信.docx", "--data", "名单.csv", *words).code == 0
    assert names(desk / "out") == ["信.docx"]


# -- rows of one name, and other bad rows --


def test_rows_of_one_name_and_rows_that_lack_something_are_said_in_one_run(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}{{ 电话 }}")
    with (desk / "名单.csv").open("a", encoding="utf-8") as file:
        file.write("张三,4\n")
    result = docgen("--lang", "zh", *WORDS, "--name", "{{ 姓名 }}")
    assert result.code == 1
    assert "张三: 有2份文件会重名，没有生成：名单.csv / 第2行、第5行" in result.err
    assert "请在 --name 里加上能区分的内容，如 {{ 序号 }}。" in result.err
    assert "“电话”这一格是空的（对应的行：名单.csv / 第3行）" in result.err
    assert "共4行，已生成1行。" in result.out
    assert names(desk / "out") == ["王五.docx"]


def test_where_all_rows_have_one_name_it_is_said_that_none_is_made(docgen, desk):
    result = docgen(*WORDS, "--name", "通知")
    assert (result.code, "0 of 3 rows made." in result.out) == (1, True)
    assert not (desk / "out").exists()


# -- headers that are no names --

MONTHS = "姓名,1月,2月(万元),E-mail,No.,A/B,,#\n张三,10,20,a@b,7,x,空,井\n"


def test_each_column_can_be_printed_whatever_its_header_is(docgen, desk):
    (desk / "名单.csv").write_text(MONTHS, encoding="utf-8")
    write(desk / "信.docx", "{{ _1月 }} {{ _2月 }} {{ Email }} {{ No }} {{ AB }} {{ 列G }} {{ 列H }}")
    assert docgen(*WORDS, "--name", "{{ 姓名 }}-{{ _1月 }}").code == 0
    assert texts(desk / "out" / "张三-10.docx") == ["10 20 a@b 7 x 空 井"]
    write(desk / "表.docx", "{% for 人 in 行 %}{{ 人._1月 }}{{ 人.列H }}{% endfor %}")
    assert docgen("render", "表.docx", "--data", "名单.csv").code == 0
    assert texts(desk / "out" / "表.docx") == ["10井"]


def test_the_name_that_a_column_has_in_templates_is_what_the_hints_say(docgen, desk):
    (desk / "名单.csv").write_text(MONTHS, encoding="utf-8")
    write(desk / "信.docx", "{{ _1月份 }}{{ xyz }}{{ _1月 }}")
    assert "Did you mean _1月?" in docgen(*WORDS).err
    known = "The data has: 序号、姓名、_1月、_2月、Email、No、AB、列G、列H"
    for words in (["check"], ["vars", "--json"]):
        assert known in docgen("templates", *words, "信.docx", "--data", "名单.csv").out
    vars = json.loads(docgen("templates", "vars", "信.docx", "--data", "名单.csv", "--json").out)
    assert vars["names"][2]["fed_by"]["en"] == "名单.csv / B"


# -- a column where there is one document --


def test_without_each_a_column_is_answered_with_what_to_do(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}", "{{ 电话 }}")
    result = docgen("--lang", "zh", "render", "信.docx", "--data", "名单.csv")
    assert result.code == 1
    assert "“姓名”是 名单.csv 的一列：请加 --each 或 --combine，或用 {%tr for 人 in 行 %} 逐行取" in result.err
    assert "B3" not in result.err


@pytest.mark.parametrize("words", [[], ["--name", "{{ 姓名 }}"]])
def test_a_list_of_json_is_answered_likewise(docgen, desk, words):
    (desk / "d.json").write_text('[{"姓名": "张三"}, {"姓名": "李四"}]', encoding="utf-8")
    write(desk / "信.docx", "通知" if words else "{{ 姓名 }}")
    result = docgen("render", "信.docx", "--data", "d.json", *words)
    assert result.code == 1
    assert "姓名 is a column of d.json: add --each or --combine" in result.err


@pytest.mark.parametrize("words", [[], ["--each"]])
def test_a_name_of_docgens_own_is_never_what_may_be_meant(docgen, desk, words):
    for name in ("_序号", "_序", "__"):
        write(desk / "信.docx", f"{{{{ {name} }}}}")
        result = docgen("render", "信.docx", "--data", "名单.csv", *words)
        assert result.code == 1
        assert "“_" not in result.err.replace(f"“{name}”", "")
        assert "Did you mean _" not in result.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("name", ["名单.json", "名单.csv", "名单"])
def test_a_pipe_that_nobody_writes_to_is_refused_and_not_waited_for(docgen, desk, name):
    os.mkfifo(desk / "管道")
    (desk / name).unlink(missing_ok=True)
    (desk / "管道").rename(desk / name)
    refused = docgen("render", "信.docx", "--data", name)
    assert refused.code == 1
    assert f"{name}: the file cannot be read: it is a pipe" in refused.err
    os.mkfifo(desk / "管道.docx")
    assert docgen("render", "管道.docx", "--data", "名单.csv").code != 0
