"""E43 to W54: numbers of documents, and what must not stand in a text."""

from datetime import date

import pytest
from office import DAY, STONE, WATER, Case, candidate, incumbent, names, problems, row, rules_of, unreadable

from docgen.records import DailyReport, GoodExample, Household, IssuedDocument, Petition, ProcedureQuestion
from docgen.records.checks import documents


def document(number: int, /, **values: object) -> IssuedDocument:
    """A notice in whose row everything is right."""
    given = {
        "series": "都社组换",
        "year": 2013,
        "number": number,
        "full_number": f"都社组换〔2013〕{number}号",
        "kind": "通知",
        "title": "关于做好换届工作的通知",
        "addressee": "各乡镇党委、街道党工委",
        "day": date(2013, 11, number),
        "state": "已印发",
        "drafter": "吴桐",
        "checker": "周清",
        "signer": "郑远山",
    }
    made: IssuedDocument = row(IssuedDocument, number, **{**given, **values})
    return made


def example(number: int, /, **values: object) -> GoodExample:
    made: GoodExample = row(GoodExample, number, number=number, township=STONE, **values)
    return made


# An invented person's; the area code was never assigned.
A_NUMBER = "99018119701001001X"

FOUND: list[Case] = [
    *(
        (documents.well_formed_numbers, [document(7, full_number=f"都社组换{wrong}")])
        for wrong in (
            "[2013]7号",
            "（2013）7号",
            "〔13〕7号",
            "〔2013〕07号",
            "〔2013〕第7号",
            "〔2013〕7",
            "〔2013〕8号",
            "〔2012〕7号",
        )
    ),
    (documents.well_formed_numbers, [document(7, full_number="都组发〔2013〕7号")]),
    (documents.series_of_numbers, [document(1), document(3)]),
    (documents.series_of_numbers, [document(1), document(2, state="作废"), document(2)]),
    (documents.series_of_numbers, [document(1), document(2, day=date(2013, 10, 31))]),
    (documents.year_of_number, [document(1, day=date(2014, 1, 1))]),
    (documents.cited_numbers, [incumbent(measure_basis="根据成组发[2013]7号")]),
    (documents.cited_numbers, [row(ProcedureQuestion, question="怎样执行成组发〔2013〕第07号")]),
    (documents.addressees, [WATER, STONE, document(1, addressee="各乡镇党委")]),
    (documents.addressees, [WATER, STONE, document(1, addressee="各街道党工委")]),
    *(
        (documents.left_open, [document(1, title=wrong)])
        for wrong in (
            "关于××的通知",
            "关于XX的通知",
            "关于{{ 事项 }}的通知",
            "None",
            "nan",
            "关于____的通知",
            "【待补】",
            "#REF!",
        )
    ),
    (documents.numbers_of_persons, [example(1, content=f"李某（{A_NUMBER}）主动退出")]),
    (documents.numbers_of_persons, [row(DailyReport, progress="请致电13900000000")]),
    (documents.signatures, [document(1, signer=None)]),
    (documents.signatures, [document(1, checker="吴桐")]),
    (documents.example_twice, [example(1, title="一户一签", issue=1), example(2, title="一户一签", issue=2)]),
    (
        documents.example_twice,
        [example(1, title="甲", content="逐户送达", issue=1), example(2, title="乙", content="逐户送达", issue=2)],
    ),
]
LEFT_ALONE: list[Case] = [
    (documents.well_formed_numbers, [document(7), row(IssuedDocument, kind="信息专报")]),
    (documents.well_formed_numbers, [unreadable(document(7), "full_number")]),
    (
        documents.series_of_numbers,
        [document(2, state="作废"), document(1), document(3), document(9, series="信息专报")],
    ),
    (documents.series_of_numbers, [document(1, year=2012), document(8), unreadable(document(20), "number")]),
    (documents.year_of_number, [document(1), unreadable(document(2, day=date(2014, 1, 1)), "year")]),
    (documents.cited_numbers, [incumbent(measure_basis="根据成组发〔2013〕7号、都社组换〔2013〕12号"), document(1)]),
    (
        documents.addressees,
        [WATER, STONE, document(1), document(2, addressee="资格审查组成员单位"), document(3, addressee=None)],
    ),
    (documents.addressees, [STONE, document(1, addressee="各乡镇党委")]),
    (documents.left_open, [document(1), document(2, title="×月票箱的使用"), document(3, title="No 5")]),
    (
        documents.numbers_of_persons,
        [example(1, content="服务2013户，电话028-01000001"), candidate(resident_id=A_NUMBER)],
    ),
    (documents.numbers_of_persons, [row(Petition, matter=A_NUMBER), row(Household, address=A_NUMBER)]),
    (
        documents.signatures,
        [document(1), document(2, state="拟稿", signer=None), document(3, drafter=None, checker=None)],
    ),
    (
        documents.example_twice,
        [example(1, title="甲", issue=1), example(2, title="乙", issue=1), example(3, title="甲")],
    ),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(documents)


def test_a_personal_number_is_not_repeated_in_the_message():
    (found,) = problems(example(1, content=A_NUMBER, day=DAY), checks=[documents.numbers_of_persons])
    assert A_NUMBER not in str(found.as_dict())


def test_trap_15_a_void_number_that_is_given_again_is_named():
    found = problems(document(1), document(2, state="作废"), document(2), checks=[documents.series_of_numbers])
    assert "作废的第2号又用了" in found[0].text.zh
