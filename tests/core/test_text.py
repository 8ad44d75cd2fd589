"""Messages in two languages."""

import pytest

from docgen.text import Language, Text, language, speaking


@pytest.mark.parametrize(("lang", "shown"), [("en", "row 3"), ("zh", "第3行")], ids=["english", "chinese"])
def test_a_reader_gets_the_message_in_his_language(lang: Language, shown: str) -> None:
    with speaking(lang):
        assert str(Text("row 3", "第3行")) == shown
        assert f"{Text('row 3', '第3行')}" == shown


def test_a_text_inside_a_text_comes_in_the_language_around_it() -> None:
    message = Text("{title}: {error}", "{title}：{error}").format(title="姓名", error=Text("is blank", "是空的"))
    assert message == Text("姓名: is blank", "姓名：是空的")


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    message = Text("unknown: {name}", "未知：{name}").format(name="{{ 社区 }}")
    assert message == Text("unknown: {{ 社区 }}", "未知：{{ 社区 }}")


def test_speaking_a_language_ends_with_its_block() -> None:
    with speaking("zh"):
        with speaking("en"):
            assert language() == "en"
        assert language() == "zh"


def test_speaking_a_language_ends_when_the_block_fails() -> None:
    def fail() -> None:
        with speaking("en"):
            raise ZeroDivisionError

    with speaking("zh"):
        with pytest.raises(ZeroDivisionError):
            fail()
        assert language() == "zh"
