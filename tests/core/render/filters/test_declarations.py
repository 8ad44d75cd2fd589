"""The table of filters, its page, and what holds for all of them: missing values, refusals."""

import pickle
import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from jinja2.defaults import DEFAULT_FILTERS

from docgen.problems import DocgenError
from docgen.render import filters
from docgen.render.filters import FILTERS, Filter
from docgen.render.missing import MissingValue
from docgen.schema import Quantity

Printed = Callable[..., str]
ALL = {name: item for name, item in FILTERS.items() if name == item.english}
NEEDED = {
    "about": (10,),
    "decimals": (2,),
    "share": (100, 1),
    "unit": ("名",),
    "span": ("99",),
}  # arguments without a default
DAY = date(2013, 12, 6)


def called(name: str, *args: Any) -> Any:
    return FILTERS[name].function(*args)


# -- the table --


@pytest.mark.parametrize("item", ALL.values(), ids=ALL)
def test_each_example_is_true_under_both_names(printed: Printed, item: Filter):
    assert item.chinese in item.example
    assert printed(item.example) == item.result
    assert printed(item.example.replace(f"|{item.chinese}", f"|{item.english}")) == item.result


@pytest.mark.parametrize("item", ALL.values(), ids=ALL)
def test_each_filter_is_a_function_to_import_and_described_in_both_languages(item: Filter):
    assert getattr(filters, item.english) is item.function
    assert pickle.loads(pickle.dumps(item.function)) is item.function
    assert item.function.__doc__
    assert re.search("[\u4e00-\u9fff]", item.description.zh)
    assert re.search("[a-z]", item.description.en)


def test_no_filter_hides_one_of_jinja():
    assert not FILTERS.keys() & DEFAULT_FILTERS.keys()


# -- missing and unfit values --


@pytest.mark.parametrize("name", [name for name in ALL if name != "blank"])
def test_a_missing_value_is_as_missing_with_the_filter_as_without(printed: Printed, name: str):
    assert called(name, None, *NEEDED.get(name, ())) is None
    arguments = ", ".join(map(repr, NEEDED.get(name, ())))
    with pytest.raises(MissingValue):
        printed(f"{{{{ 值|{name}({arguments}) }}}}", 值=None)
    with pytest.raises(MissingValue, match="值"):
        printed(f"{{{{ 值|{name}({arguments}) }}}}")


def test_a_missing_argument_is_missing_too(printed: Printed):
    assert filters.share(5, None, 1) is None
    with pytest.raises(MissingValue, match="总数"):
        printed("{{ 5|占比(总数, 1) }}")


BLANKS = {"None": None, "nothing": "", "white space": " \u3000\n", "no items": []}


@pytest.mark.parametrize("value", BLANKS.values(), ids=BLANKS)
def test_a_blank_gets_its_mark_and_can_come_from_another_filter(printed: Printed, value: Any):
    assert filters.blank(value) == "—"
    assert filters.blank(value, "无") == "无"
    assert printed("{{ 值|日期|空('／') }}", 值=None) == "／"


@pytest.mark.parametrize("value", [0, Quantity(0), "0", "无", DAY], ids=repr)
def test_what_says_something_is_no_blank(value: Any):
    assert filters.blank(value) is value


def test_a_name_that_does_not_exist_is_no_blank(printed: Printed):
    with pytest.raises(MissingValue, match="备柱"):
        printed("{{ 备柱|空 }}", 备注=None)


SECRET = "9901811970秘"
UNFIT = {
    "text as date": ("long_date", SECRET),
    "number as date": ("han_date", 41600),
    "time as date": ("long_date", time(9)),
    "day that is none": ("long_date", "2013-02-30"),
    "date without its year": ("long_date", "11月22日"),
    "year of two digits in a date": ("long_date", "13.11.22"),
    "several days": ("long_date", "2013.11.22-11.25"),
    "month as a day": ("weekday", "2013-11"),
    "month without its zero": ("year_month", "1970.1"),
    "month without its zero, a number": ("year_month", 1970.1),
    "huge number as date": ("long_date", 1 << 4000),
    "hour that is none, with a date": ("date_time", "2013/11/22 25:00"),
    "date as time": ("date_time", DAY),
    "hour that is none": ("time_of_day", "25:00"),
    "month that is none": ("year_month", "2013-13"),
    "list as date": ("weekday", [DAY]),
    "text as number": ("numeral", SECRET),
    "truth as number": ("thousands", True),
    "date as number": ("formal", DAY),
    "not a number": ("numeral", float("nan")),
    "infinite": ("thousands", float("inf")),
    "too large": ("numeral", 10**16),
    "far too large": ("numeral", 1 << 4000),
    "number with another word": ("unit", "173人", "名"),
    "word behind a word": ("number", "30人名"),
    "no digits": ("number", "￥元"),
    "commas anywhere": ("number", "16,80"),
    "余 twice": ("number", "10余万余"),
    "fraction with 余": ("number", "1.5余"),
    "decimals of 余": ("decimals", "170余", 2),
    "a thousand decimals": ("decimals", "1", 1000),
    "people as money": ("amount", "30人"),
    "dollars as yuan": ("amount", "$30"),
    "money as a share": ("percent", "0.5元"),
    "text as a list to sum": ("total", "1、2"),
    "row as a list to sum": ("total", {"金额": 1}),
    "fraction of 分": ("amount", "10.567"),
    "amount with 余": ("amount", Quantity(170, over=True)),
    "sign in digits": ("han_digits", "-5"),
    "percent as number": ("percent", 32.5),
    "percent without sign": ("percent", "32.5"),
    "percent to round": ("percent", 1 / 3),
    "percent of 余": ("percent", Quantity(1, over=True)),
    "percent of half a digit": ("percent", 0.5, 1.5),
    "percent of -1 digits": ("percent", 0.5, -1),
    "percent of a thousand digits": ("percent", 0.5, 1000),
    "share of nothing": ("share", 1, 0, 1),
    "share with 余": ("share", "170余", 200, 1),
    "step zero": ("about", 173, 0),
    "step yes": ("about", 173, True),
    "negative count": ("about", -5, 10),
    "count with decimals": ("about", 7.5, 10),
    "range of days backwards": ("span", "2013-11-22", "2013-11-16"),
    "range of numbers backwards": ("span", "50%", "30%"),
    "percent at one end": ("span", "30", "50%"),
    "date to number": ("span", DAY, 5),
    "number to date": ("span", "5", "2013-11-16"),
    "range of written days backwards": ("span", "11月22日", "11月16日"),
    "range of days backwards, year once": ("span", "2013年11月22日", "11月16日"),
    "range of Chinese days backwards": ("span", "二〇一三年十一月二十二日", "二〇一三年十一月十六日"),
    "range of months backwards": ("span", "2013年12月", "2013年11月"),
    "short ID": ("mask_id", "9901811234"),
    "ID with letters": ("mask_id", SECRET),
    "ID typed as a number": ("mask_id", 5.10181e17),
    "text as telephone": ("mask_phone", SECRET),
    "ID as telephone": ("mask_phone", "990181197001011234"),
    "list as name to pad": ("pad_name", [SECRET]),
    "list in a list as name": ("mask_name", [[SECRET]]),
    "date as name": ("anonymous", DAY),
    "huge width": ("pad_name", "张三", 10**9),
    "width one": ("pad_name", "张三", 1),
    "year of two digits": ("document_number", "成组发〔13〕7号"),
    "number zero": ("document_number", "成组发〔2013〕0号"),
    "no brackets": ("document_number", "成组发2013年7号"),
    "no office": ("document_number", "〔2013〕8号"),
    "dictionary as text": ("no_spaces", {"密": SECRET}),
    "number as list": ("listing", 5),
    "dictionary as list": ("listing", {"密": SECRET}),
    "list in a list": ("listing", [[SECRET]]),
    "blank in a list": ("lines", ["甲", None]),
    "limit below zero": ("listing", ["甲"], -1),
    "text as yes": ("tick", SECRET),
    "text as 是": ("yes_no", SECRET),
    "two as yes": ("yes_no", 2),
}


@pytest.mark.parametrize("call", UNFIT.values(), ids=UNFIT)
def test_an_unfit_value_is_refused_by_the_name_of_the_filter(call: tuple[Any, ...]):
    name, value, *arguments = call
    with pytest.raises(DocgenError) as caught:
        called(name, value, *arguments)
    text = caught.value.text
    assert FILTERS[name].chinese in text.zh
    assert FILTERS[name].chinese in text.en
    assert SECRET not in text.en + text.zh


SHOWN = {
    "as typed": ("2013-13-01", "“2013-13-01”"),
    "digits of a day": ("20131332", "“20131332”"),
    "number": (41600, "“41600”"),
    "ID": ("990181197001011234", "“990181********1234”"),
    "ID with a slip": ("99018119700101123", "“990181*******1123”"),
    "ID in groups": ("990181 19700101 123X", "“990181********123X”"),
    "mobile": ("电话13812345678", "“电话138****5678”"),
    "mobile that begins like a year": ("19912345678", "“199****5678”"),
    "landline": ("028-8712 3456", "“028****3456”"),
    "behind a day": ("2013-11-22 138-1234-5678", "“2013-11-22 138****5678”"),
    "long": ("很" * 100, f"“{'很' * 29}…”"),
    "lines": ("甲\n 乙", "“甲 乙”"),
}


@pytest.mark.parametrize(("value", "text"), SHOWN.values(), ids=SHOWN)
def test_a_refusal_shows_the_value_short_and_masked_and_says_what_is_taken(value: Any, text: str):
    with pytest.raises(DocgenError) as caught:
        called("weekday", value)
    assert caught.value.text.zh.endswith(f"这里是{text}")
    assert caught.value.text.en.endswith(f"this is {text}")


def test_a_refusal_says_what_could_be(printed: Printed):
    with pytest.raises(DocgenError) as caught:
        printed("{{ '11月22日'|日期 }}")
    for shape in ("2013-11-22", "2013/11/22", "2013.11.22", "20131122", "2013年11月22日", "二〇一三年十一月二十二日"):
        assert shape in caught.value.text.zh
        assert shape in caught.value.text.en
        assert printed(f"{{{{ '{shape}'|日期 }}}}") == "2013年11月22日"


KINDS = {
    "list": ([SECRET], "一组值"),
    "blank": (" ", "空白"),
    "truth": (True, "是或否"),
    "object": (object(), "其他内容"),
}


@pytest.mark.parametrize(("value", "text"), KINDS.values(), ids=KINDS)
def test_of_what_is_no_text_a_refusal_says_what_it_is(value: Any, text: str):
    with pytest.raises(DocgenError) as caught:
        called("weekday", value)
    assert caught.value.text.zh.endswith(f"这里是{text}")


def test_wrong_arguments_are_a_mistake_with_an_example(printed: Printed):
    for call in ("{{ 173|约数 }}", "{{ 173|约数(1, 2) }}", "{{ 173|约数(步=1) }}"):
        with pytest.raises(DocgenError) as caught:
            printed(call)
        assert "约数" in caught.value.text.zh
        assert FILTERS["约数"].example in caught.value.hint.zh
