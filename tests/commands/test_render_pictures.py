"""Pictures of `docgen render`: in JSON, and in columns of file names."""

import json
from pathlib import Path

import docx
import pytest
from PIL import Image

ROWS = "姓名,照片(2寸)\n张三,照片/1.png\n李四,\n王五,照片/没有.png\n赵六,照片\n钱七,../外.png\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template, rows with photos, and one of these."""
    folder = tmp_path / "桌面"
    (folder / "照片").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    for path in (folder / "照片" / "1.png", tmp_path / "外.png"):
        Image.new("RGB", (20, 30), "red").save(path)
    document = docx.Document()
    document.add_paragraph("{{ 姓名 }}{{ 照片 }}")
    document.save("卡.docx")
    (folder / "名单.csv").write_text(ROWS, encoding="utf-8")
    return folder


def widths(path: Path) -> list[int]:
    return [round(shape.width.mm) for shape in docx.Document(str(path)).inline_shapes]


def test_a_column_of_file_names_becomes_pictures_and_each_that_fails_is_said(docgen, desk):
    words = ("render", "卡.docx", "--data", "名单.csv", "--each", "--name", "{{ 姓名 }}")
    result = docgen("--lang", "zh", *words, "--picture", "照片:25")
    assert result.code == 1
    assert [path.name for path in (desk / "out").iterdir()] == ["张三.docx"]
    assert widths(desk / "out" / "张三.docx") == [25]
    assert "名单.csv / B4: 图片 照片/没有.png 无法使用：没有这个文件或文件夹" in result.err
    assert "名单.csv / B5: 图片 照片 无法使用：它是文件夹" in result.err
    assert "名单.csv / B6: 图片要放在数据文件所在的文件夹或其下：../外.png" in result.err
    assert "名单.csv / 第3行" in result.err


def test_the_column_may_be_written_as_in_the_table_and_without_a_width(docgen, desk):
    (desk / "名单.csv").write_text("\n".join(ROWS.splitlines()[:2]), encoding="utf-8")
    assert docgen("render", "卡.docx", "--data", "名单.csv", "--each", "--picture", "照片(2寸)").code == 0
    assert len(widths(desk / "out" / "卡-1.docx")) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [("相片", "是不是“照片”"), ("照片:宽", "照片:30"), ("照片:-1", "照片:30"), (":30", "照片:30")],
)
def test_a_picture_that_is_typed_wrong_is_said(docgen, desk, typed, said):
    result = docgen("--lang", "zh", "render", "卡.docx", "--data", "名单.csv", "--each", "--picture", typed)
    assert result.code == 2
    assert said in result.err
    assert not (desk / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"宽": 30}, "图片不能写“宽”"),
        ({"width": "30"}, "应为毫米数"),
        ({"width": True}, "应为毫米数"),
    ],
)
def test_a_picture_in_json_with_a_wrong_key_is_said(docgen, desk, options, said):
    data = [{"姓名": "张三", "照片": {"picture": "照片/1.png", **options}}]
    (desk / "d.json").write_text(json.dumps(data), encoding="utf-8")
    result = docgen("--lang", "zh", "render", "卡.docx", "--data", "d.json", "--each")
    assert result.code == 1
    assert said in result.err
    if "宽" in options:
        assert "width（宽，毫米）" in result.err


def test_a_picture_in_json_that_is_not_there_is_said_in_chinese(docgen, desk):
    (desk / "d.json").write_text('[{"姓名": "张三", "照片": {"picture": "没有.png"}}]', encoding="utf-8")
    result = docgen("--lang", "zh", "render", "卡.docx", "--data", "d.json", "--each")
    assert result.code == 1
    assert "图片 没有.png 无法使用：没有这个文件或文件夹" in result.err


def test_in_json_an_empty_text_is_blank_and_yes_and_no_are_chinese(docgen, desk):
    document = docx.Document()
    document.add_paragraph("{{ 姓名 }}{% if 党员 %}（{{ 党员 }}）{% endif %}{{ 备注|default('无') }}{{ 村.贫困 }}")
    document.save("信.docx")
    rows = [
        {"姓名": "张三", "党员": True, "备注": "", "村": {"贫困": False}},
        {"姓名": " ", "党员": False, "备注": "有", "村": {"贫困": True}},
    ]
    (desk / "d.json").write_text(json.dumps(rows), encoding="utf-8")
    result = docgen("render", "信.docx", "--data", "d.json", "--each")
    assert result.code == 1
    assert "d.json / item 2" in result.err
    (made,) = (desk / "out").iterdir()
    assert [p.text for p in docx.Document(str(made)).paragraphs] == ["张三（是）无否"]
