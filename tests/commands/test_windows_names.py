"""Names and lines that are usual on Windows, or impossible there, in what docgen reads and writes."""

from pathlib import Path

import docx
import pytest

RESERVED = {"con", "nul", "com1", "aux"}


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    document.add_paragraph("{{ 姓名 }}：")
    document.save("信.docx")
    return tmp_path


def made(folder: Path) -> dict[str, str]:
    """The documents below out/ and the name that each prints."""
    files = sorted((folder / "out").rglob("*.docx"))
    return {file.relative_to(folder / "out").as_posix(): docx.Document(str(file)).paragraphs[0].text for file in files}


def test_names_that_windows_takes_for_one_are_named_and_none_covers_another(docgen, letter):
    Path("人.csv").write_text("姓名\nLi Na\nLI NA\n张三\n", "utf-8")
    result = docgen("render", "信.docx", "--data", "人.csv", "--each", "--name", "{{ 姓名 }}")
    assert result.code == 1
    assert "Li Na、LI NA: 2 documents would have the same name" in result.err
    assert made(letter) == {"张三.docx": "张三："}
    assert docgen("render", "信.docx", "--data", "人.csv", "--each", "--name", "{{ 序号 }}{{ 姓名 }}").code == 0
    assert sorted(made(letter).values()) == ["LI NA：", "Li Na：", "张三：", "张三："]


def test_every_part_of_a_path_is_legal_on_windows(docgen, letter):
    names = ["CON", "nul.txt", "com1 ", "aux.", "甲.", "乙 ", "丙:丁", 'a"b', "x|y", "..", "尾..."]
    Path("人.csv").write_text("姓名\n" + "".join('"' + each.replace('"', '""') + '"\n' for each in names), "utf-8")
    result = docgen("render", "信.docx", "--data", "人.csv", "--each", "--name", "{{ 姓名 }}/{{ 序号 }}{{ 姓名 }}")
    files = made(letter)
    assert len(files) >= len(names) - 1, result.err  # of .. nothing is left that can be a name
    for name in files:
        for part in name.removesuffix(".docx").split("/"):
            assert part.split(".")[0].strip().lower() not in RESERVED, name
            assert part[-1] not in ". ", name
            assert not set('<>:"|?*\\') & set(part), name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_lines_that_end_as_on_windows_are_lines(docgen, letter, encoding):
    Path("人.csv").write_bytes("姓名,电话\r\n张三,1\r\n李四,2\r\n".encode(encoding))
    Path("docgen.toml").write_bytes(
        'title = "走访"\r\nyear = 2013\r\nstart = 2013-11-04\r\nweek_end = "friday"\r\nissuer = "社区"\r\n'.encode(
            encoding
        )
    )
    (letter / "forms" / "通知单").mkdir(parents=True)
    docx.Document("信.docx").save(str(letter / "forms" / "通知单" / "信.docx"))
    (letter / "forms" / "通知单" / "form.toml").write_bytes(
        'title = "通知单"\r\naccess = "内部"\r\neach = "人"\r\nfilename = "通知单/{{ 姓名 }}"\r\n'
        '[table]\r\nname = "人"\r\n[[table.columns]]\r\ntitle = "姓名"\r\n'.encode(encoding)
    )
    (letter / "data").mkdir()
    Path("人.csv").rename(letter / "data" / "人.csv")
    result = docgen("通知单")
    assert result.code == 0, result.err
    assert made(letter) == {"通知单/张三.docx": "张三：", "通知单/李四.docx": "李四："}
