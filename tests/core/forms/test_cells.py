"""What a cell of a form's list is to a template: numbers print as the sheet shows them."""

import pytest

from docgen.forms.cells import formatted_value


@pytest.mark.parametrize(
    ("raw", "number_format", "text", "printed"),
    [
        (0.325, "0.0%", None, "32.5%"),
        (12.0, "General", None, "12"),
        (3.0, "000", None, "003"),
        (12.0, "General", "壹拾贰", "壹拾贰"),
        ("张三", "0.0%", None, "张三"),
    ],
)
def test_a_number_prints_as_the_sheet_shows_it(raw: object, number_format: str, text: str | None, printed: str):
    assert str(formatted_value(raw, number_format, text)) == printed
