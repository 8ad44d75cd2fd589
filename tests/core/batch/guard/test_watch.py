"""What must not be published is found in whatever a document prints, and named by the cell that it comes from."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from docgen import Access, Cell, Dataset, Generator, Kind, Problem, Record, Settings, Severity, Text, column, ref
from docgen.batch import make_plan
from docgen.batch.guard.watch import Watch
from docgen.config import ConfigFile
from docgen.data.dataset import Store
from docgen.personal import personal_numbers
from docgen.problems import DocumentSpot
from docgen.register import Register
from docgen.render import Rich, Sub, compile_template

ID, ID_15, MOBILE, HOTLINE = "990181197001011234", "990181700101123", "13912345678", "13800001111"


class Place(Record, table="社区", key=("name",)):
    name: str = column("名称", kind=Kind.NAME, access=Access.PUBLIC)
    hotline: str = column("举报电话", kind=Kind.PHONE, access=Access.PUBLIC)


class Petition(Record, table="信访", key=("who",)):
    place: Place = ref("社区", "社区")
    who: str = column("信访人", access=Access.SEALED, nobody=("匿名",))
    contact: str = column("联系方式", access=Access.SEALED)


class Candidate(Record, table="候选人", key=("name",)):
    name: str = column("姓名", kind=Kind.NAME)
    resident_id: str = column("身份证号", kind=Kind.ID)
    post: str = column("职务", access=Access.PUBLIC)


class Household(Record, table="户", key=("head",)):
    head: str = column("户主", kind=Kind.NAME, access=Access.PUBLIC)


class Daily(Record, table="日志", key=("said",)):
    said: str = column("当日进展", access=Access.INTERNAL)


ROWS: dict[Any, list[dict[str, Any]]] = {
    Place: [{"name": "丰乐社区", "hotline": f"028-87110000、{HOTLINE}"}],
    Petition: [
        {"who": "匿名"},
        {"who": "丁浩", "contact": "028-01971790 / dinghao@example.org"},
        {"who": "张伟、李 丽", "contact": f"丰乐社区；{MOBILE}"},
        {"who": "赵敏", "contact": "石人路7号院7栋1单元1204室；0990-2456789"},
        {"who": "周平", "contact": "2466781"},
    ],
    Candidate: [{"name": "钱明", "resident_id": ID, "post": "书记"}, {"name": "张伟"}, {"name": "孙强"}],
    Household: [{"head": "张伟"}, {"head": "孙强"}],
    Daily: [],
}
COLUMN = {"said": "D"}


def data_of(*said: str, extra: str = "") -> Dataset:
    """The data, with daily reports that say so."""
    rows = {**ROWS, Daily: [{"said": text} for text in said]}
    tables = {record.__table__.name: record.__table__ for record in rows}
    records = {
        record.__table__.name: [
            record(origin=Cell("台账.xlsx", record.__table__.name, number), **row)
            for number, row in enumerate(found, 2)
        ]
        for record, found in rows.items()
    }
    settings = Settings(ConfigFile(Path("docgen.toml"), (extra,), {}), "", 2013, date(2013, 11, 4), 4, "")
    letters = {("台账.xlsx", "日志", "said"): "D"}
    return Dataset(Store(settings, tables, records, {}, [], letters))


def document(level: Access, *, publishes: Any = None) -> Generator:
    class Paper(Generator):
        name, title, template, filename = "paper", Text("paper", "材料"), "材料.docx", "材料"
        access = level

        def context(self, row: Any, data: Dataset) -> dict[str, Any]:
            return {"内容": [daily.said for daily in data[Daily]]}

    Paper.publishes = publishes or {}
    return Paper()


def search(value: Any, level: Access = Access.INTERNAL, *said: str, **options: Any) -> list[Problem]:
    found = Watch(document(level, **options), data_of(*said))
    return found.document(PurePosixPath("材料"), {"内容": value})


def codes(value: Any, level: Access = Access.INTERNAL) -> list[str]:
    return [problem.code for problem in search(value, level)]


@pytest.mark.parametrize("level", [Access.PUBLIC, Access.INTERNAL, Access.RESTRICTED])
@pytest.mark.parametrize(
    "text",
    [
        "丁浩反映的问题已查清",
        "据丁 浩反映",
        "据丁　浩反映",
        "李丽",
        "请致电02801971790",
        "请致电028 0197-1790。",
        "电话01971790",
        "电话2456789",
        "家住石人路7号院7栋1单元1204室",
        "来信：DingHao@Example.org",
        f"电话{MOBILE}",
        f"+86 {MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}",
        f"{HOTLINE} {MOBILE}",
        "据丁·浩反映",
        "据丁-浩反映",
        "丁\u200b浩",
        "致电5" + MOBILE,
        "·".join(MOBILE),
        MOBILE.translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
        "據丁\u3164浩反映",
        "丁\u034f浩",
        "丁\ufe0f浩\ufe00",
        "丁～浩",
        "丁｜浩",
        "李麗",
        "趙敏来电",
        "赵敏\uffa0来电",
        "ｄinghао@ехample.оrg",
        "致电09902466781",
        "致电0990－2466781",
        "致电二四六六七八一",
        "致电——2466781",
        "致电246\u061c6781",
        "致电贰肆陆陆柒捌壹",
    ],
)
def test_nothing_of_a_complainant_stands_in_any_document(level: Access, text: str):
    (found,) = search(text, level)
    assert (found.code, found.severity) == ("sealed", Severity.ERROR)
    assert "台账.xlsx / 信访 / row" in str(found.text)
    said = str(found.as_dict())
    assert not any(secret in said for secret in ("丁浩", "李丽", "赵敏", "1971790", "2466781", "dinghao", MOBILE))


@pytest.mark.parametrize(
    "text", ["收到匿名信3件", "丰乐社区召开大会", "丁", "浩丁", "甲丁、浩瀚", "2013年11月20日", "01971791", "32466781"]
)
def test_words_that_name_no_complainant_are_free(text: str):
    assert codes(text, Access.RESTRICTED) == []


def test_somebody_else_of_the_name_of_a_complainant_may_be_named_but_not_written_of():
    assert codes("张伟", Access.PUBLIC) == []
    assert codes("张伟、孙强", Access.PUBLIC) == []
    assert "sealed" in codes("孙强、丁浩", Access.PUBLIC)
    assert codes("张伟反映", Access.PUBLIC) == ["sealed"]


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        (ID, "990181********1234"),
        ("99018119700101123x", "990181********123X"),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", "990181********1234"),
        ("９９０１８１１９７００１０１１２３４", "990181********1234"),
        (ID_15, "990181*****1123"),
        ("13712345678", "137****5678"),
        ("137-1234-5678", "137****5678"),
        ("8613712345678", "137****5678"),
        ("137·1234·5678", "137****5678"),
        ("990181198208\n260098", "990181********0098"),
        ("9、9、0、1、8、1、1、9、8、2、0、8、2、6、0、0、9、8", "990181********0098"),
    ],
)
def test_a_number_that_belongs_to_somebody_is_masked_in_what_is_said(number: str, masked: str):
    text = f"钱某，{number}，已到场。"
    (found,) = search(text, Access.INTERNAL, "无", text)
    assert (found.code, found.severity, found.value) == ("personal-number", Severity.ERROR, masked)
    assert found.where == Cell("台账.xlsx", "日志", 3, "D")
    assert number not in str(found.as_dict())
    assert codes(text, Access.RESTRICTED) == []


@pytest.mark.parametrize("text", ["990181199913011234", HOTLINE, "028-87110000", "990181********1234", "12345678901"])
def test_other_numbers_are_free(text: str):
    assert codes(f"（{text}）", Access.PUBLIC) == []


def test_a_number_of_docgen_toml_is_meant_to_be_printed():
    data = data_of(extra="电话 = '13712345678'")
    assert Watch(document(Access.PUBLIC), data).document(PurePosixPath("材料"), {"电话": "13712345678"}) == []


def test_a_name_that_is_kept_elsewhere_is_a_warning_given_once_a_run():
    watch = Watch(document(Access.INTERNAL), data_of("钱明已签字。"))
    (found,) = watch.document(PurePosixPath("材料"), {"内容": "20日，钱明已签字，孙强在场"})
    assert (found.code, found.severity, found.value) == ("personal-name", Severity.WARNING, "钱明")
    assert found.where == Cell("台账.xlsx", "日志", 2, "D")
    assert "候选人.姓名 is restricted, and this document is internal" in str(found.text)
    assert watch.document(PurePosixPath("其他"), {"内容": "20日，钱明已签字，孙强在场"}) == []


def test_names_that_a_document_is_for_are_not_warned_of():
    assert search("钱明", publishes={Candidate: ("name",)}) == []
    assert codes("钱明", Access.RESTRICTED) == []


@pytest.mark.parametrize(
    "value",
    [
        {"甲": [{"乙": ("丁浩来信",)}]},
        {"丁浩": 1},
        [Rich("丁", bold=True) + "浩来信"],
        2801971790,
        Daily(origin=Cell("x"), said="丁浩来信"),
    ],
    ids=["nested", "key", "formatted", "number", "row"],
)
def test_every_text_of_a_context_is_searched(value: Any):
    expected = [] if isinstance(value, int) else ["sealed"]
    assert codes(value) == expected


def test_documents_that_are_put_in_are_searched(tmp_path: Path):
    file = tmp_path / "附件.docx"
    attached = Document()
    attached.add_table(1, 1).cell(0, 0).text = "丁浩来信"
    attached.save(str(file))
    assert codes(Sub(file)) == ["sealed"]


def test_the_words_of_a_template_are_searched_too(tmp_path: Path):
    file = tmp_path / "材料.docx"
    typed = Document()
    typed.add_paragraph("一、情况")
    typed.add_paragraph(f"联系人{ID}：{{{{ 内容 }}}}")
    typed.sections[0].footer.paragraphs[0].text = "钱明制"
    typed.save(str(file))
    found = Watch(document(Access.PUBLIC), data_of()).template(compile_template(file))
    assert {(problem.code, str(problem.where)) for problem in found} == {
        ("personal-number", "材料.docx / body / paragraph 2"),
        ("personal-name", "材料.docx / footer / paragraph 1"),
    }


def test_the_names_of_bookmarks_and_pictures_are_searched_too(tmp_path: Path):
    file = tmp_path / "材料.docx"
    typed = Document()
    paragraph = typed.add_paragraph("{{ 内容 }}")
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="丁_浩"/>'))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="1"/>'))
    picture = (
        '<w:r {}><w:drawing><wp:inline><wp:docPr id="9" name="图片 1" descr="{} 的照片"/></wp:inline></w:drawing></w:r>'
    )
    paragraph._p.append(parse_xml(picture.format(nsdecls("w", "wp"), ID)))
    typed.save(str(file))
    found = Watch(document(Access.PUBLIC), data_of()).template(compile_template(file))
    assert {(problem.code, str(problem.where)) for problem in found} == {
        ("sealed", "材料.docx / body / bookmark"),
        ("personal-number", "材料.docx / body / alternative text of a picture"),
    }


def test_a_document_with_such_a_text_is_not_made_and_others_are():
    data = data_of("丁浩来信")
    plan = make_plan(document(Access.INTERNAL), data, Register(Path("none")), lambda *_: None)
    assert plan.items == []
    assert [problem.code for problem in plan.problems] == ["sealed"]
    assert data.errors_in_use() == []
    fine = make_plan(document(Access.INTERNAL), data_of("一切正常"), Register(Path("none")), lambda *_: None)
    assert (len(fine.items), fine.problems) == (1, [])


def test_every_cell_that_reads_so_is_named():
    found = search("丁浩来信", Access.INTERNAL, "丁浩来信", "无", "丁浩来信", "丁浩来信了，已答复")
    assert [str(problem.where) for problem in found] == ["台账.xlsx / 日志 / D2", "台账.xlsx / 日志 / D4"]


def test_without_a_cell_the_name_in_the_document_is_said():
    (found,) = search("丁浩来信")
    assert found.where == DocumentSpot("材料.docx", "内容")


@given(st.text("0123456789Xx 　-－.、/\n一三〇②", max_size=60))
def test_no_text_of_signs_stops_the_search(text: str):
    for number in personal_numbers(text):
        assert len(number.digits) in (11, 15, 18)
        assert "*" in number.masked
    assert all(problem.code in ("personal-number", "sealed") for problem in search(text))


# -- one letter after the other --

TEXTS = [
    "张伟",
    "孙强",
    "钱明",
    "丁浩",
    "幸福街1号",
    "张伟街12号",
    "0403-00001",
    "028-01971790",
    "0281971790",
    "01971790",
]
TEXTS += [MOBILE, ID, "一三九一二三四五六七八", "张 伟", "李丽家", "Ａ栋", "ABC", "dinghao", "138-0000-1111", "钱明家"]
values = st.one_of(st.sampled_from(TEXTS), st.sampled_from([None, True, 3, int(MOBILE), 2.5, ["丁浩"], {"名": "钱明"}]))
letters = st.lists(st.lists(values, min_size=2, max_size=4), max_size=8)


@given(letters, st.sampled_from([Access.PUBLIC, Access.INTERNAL, Access.RESTRICTED]))
def test_what_a_letter_shares_with_the_one_before_hides_nothing(drawn: list[list[Any]], level: Access):
    data, path = data_of(), PurePosixPath("信")
    watch, errors = Watch(document(level), data), Severity.ERROR
    for row in drawn:
        context = dict(zip("甲乙丙丁", row, strict=False))
        alone = Watch(document(level), data).document(path, context)
        found = watch.document(path, context)
        assert [p for p in found if p.severity is errors] == [p for p in alone if p.severity is errors]
        assert {problem.text for problem in found} <= {problem.text for problem in alone}


def test_a_list_that_grows_between_two_letters_is_searched_again():
    watch, names = Watch(document(Access.INTERNAL), data_of()), ["王五"]
    assert watch.document(PurePosixPath("信"), {"名单": names, "户主": "张伟"}) == []
    names.append("丁浩")
    assert [p.code for p in watch.document(PurePosixPath("信"), {"名单": names, "户主": "张伟"})] == ["sealed"]


def test_a_context_that_is_changed_after_it_was_searched_vouches_for_nothing():
    watch, first = Watch(document(Access.INTERNAL), data_of()), {"户主": "张伟", "地址": "幸福街1号"}
    assert watch.document(PurePosixPath("信"), first) == []
    first["地址"] = "丁浩家"
    assert [p.code for p in watch.document(PurePosixPath("信"), dict(first))] == ["sealed"]


@pytest.mark.parametrize("text", ["01971790", "0197-1790", "01-971790", "02801971790"])
def test_a_sealed_number_is_no_code(text: str):
    watch = Watch(document(Access.INTERNAL), data_of())
    assert watch.document(PurePosixPath("信"), {"户编号": "0403-00001"}) == []
    assert [p.code for p in watch.document(PurePosixPath("信"), {"户编号": text})] == ["sealed"]


@pytest.mark.parametrize("value", [["丁浩来信"], int(MOBILE), "丁浩"])
def test_a_document_like_the_one_before_is_searched_in_what_differs(value: Any):
    watch = Watch(document(Access.INTERNAL), data_of())
    assert watch.document(PurePosixPath("信"), {"户编号": "0403-00001", "内容": "无"}) == []
    assert [p.code for p in watch.document(PurePosixPath("信"), {"户编号": "0403-00001", "内容": value})] == ["sealed"]


# -- many letters in one look --


@given(letters, st.sampled_from([Access.PUBLIC, Access.INTERNAL, Access.RESTRICTED]))
def test_one_look_at_many_letters_misses_nothing(drawn: list[list[Any]], level: Access):
    data, path = data_of(), PurePosixPath("信")
    contexts = [dict(zip("甲乙丙丁", row, strict=False)) for row in drawn]
    if Watch(document(level), data).finds_nothing(contexts):
        assert all(not Watch(document(level), data).document(path, each) for each in contexts)


@given(st.lists(st.sampled_from([*TEXTS, "张三\n李四", "138\n0013\n8000", "", "长寿社区3组", "\uffff"]), max_size=6))
def test_a_text_is_suspected_among_others_as_alone(texts: list[str]):
    matcher = Watch(document(Access.INTERNAL), data_of()).protected.matcher
    assert {*matcher.suspects(texts)} >= {text for text in texts if search(text)}


def test_letters_of_people_who_may_be_named_are_told_in_one_look():
    contexts = [
        {"户主": head, "户编号": f"0403-{n:05}", "地址": f"幸福街{n}号"} for n, head in enumerate(("张伟", "孙强"))
    ]
    assert Watch(document(Access.INTERNAL), data_of()).finds_nothing(contexts)


def test_rows_that_letters_share_are_still_searched_one_by_one():
    data = data_of("据丁浩反映")
    (said,) = data[Daily]
    watch, contexts = Watch(document(Access.INTERNAL), data), [{"日志": said}, {"日志": said}]
    assert not watch.finds_nothing(contexts)
    assert [problem.code for problem in watch.document(PurePosixPath("信"), contexts[0])] == ["sealed"]


def test_a_row_is_searched_in_every_document_that_prints_it():
    data = data_of("据丁浩反映")
    (said,) = data[Daily]
    watch = Watch(document(Access.INTERNAL), data)
    for _ in range(2):
        assert [problem.code for problem in watch.document(PurePosixPath("材料"), {"日志": said})] == ["sealed"]
