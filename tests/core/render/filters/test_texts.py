"""Document numbers, lists, marks, lines."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from docgen.render import compile_template, filters
from docgen.render.filters import functions
from docgen.render.missing import MissingValue

Printed = Callable[..., str]

DOCUMENT_NUMBERS = [
    "成组发[2013]7号",
    "成组发【2013】007号",
    "成组发(2013)第7号",
    "成组发（2013）７号",
    "成组发〔2013〕7号",
    " 成组发 ［2013］ 第07号",
    "成组发〔2013〕7",
]


@pytest.mark.parametrize("typed", DOCUMENT_NUMBERS)
def test_document_numbers_follow_the_standard(typed: str):
    assert filters.document_number(typed) == "成组发〔2013〕7号"


LISTS = {
    "all": (["甲", "乙"], (), "甲、乙"),
    "just so many": (["甲", "乙"], (2, "个"), "甲、乙"),
    "more": (["甲", "乙", "丙"], (1,), "甲等"),
    "more, counted": (("甲", "乙", "丙"), (1, "家"), "甲等3家"),
    "text": ("甲,乙，丙;丁；戊\n己", (), "甲、乙、丙、丁、戊、己"),
    "titles": (["《甲》", "《乙》", "丙"], (), "《甲》《乙》、丙"),
    "quotes": (["“甲”", "“乙”"], (), "“甲”“乙”"),
    "numbers": ([1, 2.5], (), "1、2.5"),
    "blanks": (["甲", "", " "], (), "甲"),
    "nothing": ([], (), None),
    "blank text": (" ", (), None),
}


@pytest.mark.parametrize(("value", "arguments", "text"), LISTS.values(), ids=LISTS)
def test_lists(value: Any, arguments: tuple[Any, ...], text: str | None):
    assert filters.listing(value, *arguments) == text


def test_a_list_of_rows_is_listed_by_one_of_their_values(printed: Printed):
    rows = [{"名": "石羊镇"}, {"名": "向峨乡"}]
    assert printed("{{ 行|map(attribute='名')|列举(1, '个') }}", 行=rows) == "石羊镇等2个"
    with pytest.raises(MissingValue):
        printed("{{ 行|map(attribute='名称')|列举 }}", 行=rows)
    assert printed("{{ []|列举|空('无') }}") == "无"


MARKS = {
    "yes": (True, (), "√"),
    "no": (False, (), "□"),
    "says yes": ("是", (), "√"),
    "says no": ("×", (), "□"),
    "one": (1, (), "√"),
    "the option": ("主动放弃", ("主动放弃",), "√"),
    "another option": ("整改参选", ("主动放弃",), "□"),
    "one of several": (["甲", "乙"], ("乙",), "√"),
    "own marks": ("男", ("女", "■", "○"), "○"),
}


@pytest.mark.parametrize(("value", "arguments", "text"), MARKS.values(), ids=MARKS)
def test_marks(value: Any, arguments: tuple[str, ...], text: str):
    assert filters.tick(value, *arguments) == text


def test_nothing_is_ticked_before_there_is_an_outcome(printed: Printed):
    assert printed("{{ 结果|勾选('放弃')|空('□') }}", 结果=None) == "□"


TRUTHS = {
    "{{ true|空 }}{{ false|空 }}": "是否",
    "{{ false|空('无') }}": "否",
    "{{ false|空|是否('有', '无') }}": "无",
    "{{ false|空|勾选 }}": "□",
    "{{ [true, false]|列举 }}": "是、否",
    "{{ true|去空格 }}": "是",
    "{{ 123|空 }}": "123",
}


@pytest.mark.parametrize(("source", "text"), TRUTHS.items(), ids=TRUTHS)
def test_truth_values_are_words_in_texts(printed: Printed, source: str, text: str):
    assert printed(source) == text


def test_white_space_goes():
    assert filters.no_spaces("张\u3000三\u200b\xa0\n丰\ufeff") == "张三丰"
    assert filters.one_line("甲\r\n 乙\n\n丙", "；") == "甲；乙；丙"
    assert filters.lines("1. 甲。2. 乙。", "。") == "1. 甲。\n2. 乙。"
    assert filters.lines(["甲", "乙"]) == "甲\n乙"
    assert filters.lines("甲;乙； 丙") == "甲;\n乙；\n丙"
    assert filters.lines("1,680元，30元", "，") == "1,680元，\n30元"
    assert filters.paragraphs(["甲", "乙"]) == "甲\a乙"


def test_lines_and_paragraphs_become_those_of_word(tmp_path: Path):
    document = Document()
    document.add_paragraph("{{ 措施|换行 }}", style="List Bullet")
    document.add_paragraph("{{ 措施|换行|分段 }}", style="List Bullet")
    document.save(str(tmp_path / "t.docx"))
    made = compile_template(tmp_path / "t.docx", functions()).render({"措施": "学习；整改"})
    paragraphs = Document(BytesIO(made)).paragraphs
    assert [p.text for p in paragraphs] == ["学习；\n整改", "学习；", "整改"]
    assert {p.style.name for p in paragraphs} == {"List Bullet"}
