"""The page of a letter: whatever the names are, it is one side, with room to spare, and every field is whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from letters import SETTINGS, Office, made

from docgen.gongwen.layout import LETTER_PAGE
from docgen.gongwen.lint import lint_file
from docgen.gongwen.styles import LETTER
from docgen.pdf import to_pdf
from docgen_plugins.letter import ROOM

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOTTOM = (LETTER_PAGE.height - LETTER_PAGE.bottom) / 20
LINE = (LETTER.pitch or 0) / 20

# Each fills its field: half of them with Chinese, which no face makes wider, half with digits and letters.
HEAD, GROUP, COMMUNITY = "阿依古丽·买买提吐尔逊江", "第十五组", "栖霞听泉揽翠拾禾社区"
ADDRESS = "幸福街道平安路一百二十八号听泉小区第十二栋第三单元第十五层东侧户"
CODE, PHONE = "04030000000000000001", "028-01000001、028-01000002、028-01000003"
MAIL = "shequ.huanjie.jubao.youxiang.2013.shiyi@mail.example"
COMMITTEE, PLACE = "中共示例市" + "石" * 22 + "委员会啊", "会" * 31
FULL = {
    "towns": [{"党组织全称": COMMITTEE}],
    "groups": [{"举报电话": PHONE, "电子邮箱": MAIL}],
    "places": [{"社区名称": COMMUNITY, "会议地点": PLACE, "会议时间": "下午2时30分至5时30分在一楼签到"}],
    "homes": [
        {"社区": COMMUNITY, "户编号": CODE, "小组": GROUP, "户主姓名": HEAD, "地址": ADDRESS, "党员户": "是"},
        {"社区": COMMUNITY, "户编号": "1", "小组": "20组", "户主姓名": "于一", "地址": "2号"},
        {"社区": COMMUNITY, "户编号": "3", "小组": "30组", "户主姓名": "", "地址": ""},
    ],
}
WHOLE = (HEAD, ADDRESS, CODE, PHONE, MAIL, COMMITTEE, PLACE, f"{COMMUNITY}{GROUP}　{HEAD}户党员同志及家人：")


@pytest.fixture(scope="module")
def template(repo) -> Any:
    return docx.Document(str(repo / "templates" / "letter" / "公开信.docx"))


def pages(file: Path) -> Iterator[tuple[str, list[float]]]:
    """The text of each page, and where its rows with ink begin, in points from the top."""
    for page in pypdfium2.PdfDocument(to_pdf(file)):
        text = page.get_textpage().get_text_bounded()
        image = page.render(scale=2, grayscale=True).to_pil()
        rows = (min(image.crop((0, row, image.width, row + 1)).tobytes()) for row in range(image.height))
        yield text, [row / 2 for row, darkest in enumerate(rows) if darkest < 128]


@pytest.mark.libreoffice
def test_the_longest_names_move_nothing_and_two_lines_are_left(docgen, tmp_path):
    office = Office(tmp_path / "换届", **FULL, settings=SETTINGS.replace("示例市", "示" * 24))
    ((file,), problems) = made(docgen, office.write())
    assert {problem["severity"] for problem in problems} == {"warning"}
    (long, ink), *others = pages(file)
    assert len(others) == 2
    assert [text for text in WHOLE if text not in re.sub(r"[\r\n]+", "\n", long)] == []
    for _, other in others:
        assert other[-1] == ink[-1]
    assert BOTTOM - ink[-1] >= 2 * LINE
    assert ink[-1] > 0.85 * BOTTOM  # and the sheet is used


@pytest.mark.libreoffice
@pytest.mark.parametrize(("lines", "sheets"), [(2, 3), (4, 6)])
def test_two_more_lines_would_find_room_on_the_sheet_and_four_would_not(docgen, tmp_path, lines, sheets):
    ((file,), _) = made(docgen, Office(tmp_path / "换届", **FULL).write())
    document = docx.Document(str(file))
    for wish in [each for each in document.paragraphs if each.text.startswith("换届工作离不开")]:
        for _ in range(lines):
            wish.insert_paragraph_before("再加一行。", wish.style)
    document.save(str(file))
    assert len(list(pages(file))) == sheets


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("office", "households"), [("small_office", 12), pytest.param("example", 118, marks=pytest.mark.slow)]
)
def test_each_household_has_one_page(docgen, request, office, households):
    files, _ = made(docgen, request.getfixturevalue(office), "石碑社区")
    found = [page for file in files for page in pages(file)]
    assert len(found) == households
    assert len({ink[-1] for _, ink in found}) == 1
    assert all("签收人、日期" in text and "意见和建议" in text for text, _ in found)


def test_the_longest_of_each_field_is_as_long_as_it_may_be():
    """So that the test above looks at full fields."""
    from docgen.gongwen import width

    full = {
        "社区": COMMUNITY,
        "社区小组": COMMUNITY + GROUP,
        "户主": HEAD,
        "地址": ADDRESS,
        "户编号": CODE,
        "电子邮箱": MAIL,
        "联系单位": COMMITTEE,
        "会议地点": PLACE,
    }
    assert {name: width(text) for name, text in full.items()} == {name: float(ROOM[name]) for name in full}


def test_whatever_differs_stands_in_a_row_of_exact_height(template):
    """No word processor can then move the page for a longer name, nor keep lines together for widows and orphans."""
    constant = ("参选上限",)
    rows = 0
    for node in template.element.body.iter(W + "t"):
        if "{{" in node.text and not any(name in node.text for name in constant):
            (row,) = [each for each in node.iterancestors() if each.tag == W + "tr"]
            height = row.find(f"{W}trPr/{W}trHeight")
            assert height.get(W + "hRule") == "exact", node.text
            assert int(height.get(W + "val")) >= 350
            rows += 1
    assert rows >= 15


def test_no_line_has_a_height_that_depends_on_a_typeface(template):
    used = {each.get(W + "val") for each in template.element.body.iter(W + "pStyle")}
    styles = {style.style_id: style for style in template.styles}
    for name in used:
        style, rule = styles[name], None
        while style is not None and rule is None:
            found = style.element.find(f"{W}pPr/{W}spacing")
            rule, style = None if found is None else found.get(W + "lineRule"), style.base_style
        assert rule == "exact", name


def test_nothing_stands_above_or_below_the_text(template):
    names = [str(part.partname) for part in template.part.package.iter_parts()]
    assert [name for name in names if "header" in name or "footer" in name] == []
    assert template.element.body.find(f".//{W}headerReference") is None


def test_the_linter_lets_a_letter_have_its_own_page_and_nothing_else(docgen, tmp_path):
    ((file,), _) = made(docgen, Office(tmp_path / "换届").write())
    assert [finding.rule.id for finding in lint_file(file, pages=False)] == []
    document = docx.Document(str(file))
    for node in document.element.body.iter(W + "t"):
        node.text = node.text.replace("群众的公开信", "群众的通知")
    document.save(str(file))
    assert {"GW002", "GW003", "GW260"} <= {finding.rule.id for finding in lint_file(file, pages=False)}
