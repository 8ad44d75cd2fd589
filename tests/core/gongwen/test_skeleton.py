"""Skeletons of official documents: each, filled with its sample data, is a document without a fault."""

from pathlib import Path
from typing import Any

import pytest

from docgen.gongwen import lint
from docgen.gongwen.kinds import ELEMENTS, KINDS, Wish
from docgen.gongwen.skeleton import skeleton
from docgen.problems import Severity
from docgen.render import compile_template, mistakes_in

ORGAN = "某某市民政局"
LONG = "中国共产党某某市委员会社区党组织换届选举工作领导小组"
ALL = frozenset(ELEMENTS) - {"签发人", "出席"}
JOINT = (ORGAN, "某某市财政局", "某某市公安局", "某某市人力资源和社会保障局")


def wish(kind: str, *more: str, organs: tuple[str, ...] = (ORGAN,), **how: Any) -> Wish:
    return Wish(kind, frozenset((*KINDS[kind].elements, *more)), organs, **how)


def filled(folder: Path, asked: Wish) -> tuple[Path, Path]:
    """The template, and the document that its sample data make of it."""
    builder, data = skeleton(asked)
    template, made = folder / "模板.docx", folder / "文件.docx"
    builder.save(template)
    made.write_bytes(compile_template(template).render(data))
    return template, made


WISHES = {
    **{kind: wish(kind) for kind in KINDS},
    "all elements": Wish("通知", ALL, (ORGAN,)),
    "a name of its data": wish("通知", organs=()),
    "a long name": wish("通知", organs=(LONG,)),
    "printed paper": wish("通知", "密级", "紧急程度", redhead="预印"),
    "no mark": wish("通知", redhead="无"),
    "no seal": wish("通知", "附注", sealed=False),
    "no seal, a long name": wish("通知", organs=(LONG,), sealed=False),
    "three signers": wish("请示", signers=3),
    "six signers, none drawn": wish("报告", signers=6, redhead="预印"),
    "three attachments": wish("通知", "附件", "表格", annexes=3),
    "a letter with all": wish("函", "密级", "紧急程度", "附件", "附注", "层次", "表格"),
    "a letter with urgency alone": wish("函", "紧急程度"),
    "two organs": wish("通知", organs=JOINT[:2]),
    "four organs": wish("通知", organs=JOINT),
    "three organs, no seals": wish("通知", organs=JOINT[:3], sealed=False),
    "organs to a superior": wish("请示", organs=JOINT[:2], signers=2),
    "text alone": Wish("通知", frozenset({"主送"}), (ORGAN,)),
}


@pytest.mark.libreoffice
@pytest.mark.parametrize("asked", WISHES.values(), ids=WISHES)
def test_a_filled_skeleton_is_without_a_fault(tmp_path: Path, asked: Wish) -> None:
    template, made = filled(tmp_path, asked)
    assert mistakes_in(template, {}) == []
    for path in (template, made):
        found = lint.lint_file(path)
        assert [(x.rule.id, x.hits[0]) for x in found if x.severity is not Severity.NOTE] == []
        assert {x.rule.id for x in found} <= {"GW254"}  # an odd number of pages
    assert template.stat().st_size < 12_000


def test_it_has_what_was_asked_for_and_nothing_else(tmp_path: Path) -> None:
    _, made = filled(tmp_path, Wish("通知", frozenset({"主送", "附注"}), (ORGAN,)))
    text = [each.plain for each in lint.read_draft(made).document.paragraphs if each.plain]
    assert text[0] == "关于做好防汛救灾有关工作的通知"
    assert text[1] == "各镇人民政府、街道办事处："
    assert text[-1] == "（此件公开发布）"
    assert text[3] == "特此通知。"
    assert len(text) == 5


def test_secrecy_brings_the_number_of_the_copy(tmp_path: Path) -> None:
    _, made = filled(tmp_path, wish("通知", "密级"))
    parts = lint.read_draft(made).parts
    assert parts.copy is not None
    assert parts.copy.plain == "000001"
    assert parts.secrecy is not None


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_element_adds_names_or_text(element: str) -> None:
    kind = {"签发人": "请示", "出席": "纪要"}.get(element, "通知")
    with_it, without = (
        skeleton(Wish(kind, frozenset(names), (ORGAN,))) for names in ({"版头", element}, {"版头"} - {element})
    )
    assert with_it[1].keys() > without[1].keys()


@pytest.mark.libreoffice
def test_the_table_and_the_levels_are_filled(tmp_path: Path) -> None:
    _, made = filled(tmp_path, wish("通知", "表格"))
    draft = lint.read_draft(made)
    starts = [each.plain[:3] for each in draft.parts.body]
    assert [start for start in starts if start[0] in "一（1二"] == ["一、总", "（一）", "1．各", "（1）", "二、工"]
    assert [each.plain for each in draft.document.paragraphs if each.cell and each.plain.startswith("某某事项")] == [
        "某某事项1",
        "某某事项2",
        "某某事项3",
    ]
