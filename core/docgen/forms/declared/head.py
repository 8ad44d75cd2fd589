"""What an official document of a form has above its text and below it (GB/T 9704-2012, 7.2, 7.3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.data import Dataset
from docgen.forms.declared.values import names_of
from docgen.gongwen import Office, signers, title_lines

TITLE, SIGNER = "标题", "签发人"
"""The columns that the lines of the head are made of."""

URGENCY = "紧急程度"
OF_HEAD = names_of([(TITLE,), (SIGNER,), (URGENCY,)])
"""The columns that the head asks for, whatever the template names."""

HEAD = ("红头", "发文机关标志", "机关代字", "年份", "署名", "结束语", "印发机关", "标题行", "签发行", URGENCY)


def head_of(values: Mapping[str, Any], data: Dataset) -> dict[str, Any]:
    """What [options.公文] says, the title by lines, and the lines of those who sign a document to a superior; `values`
    are the columns of its row. Raises DocgenError for an option that is missing."""
    office = Office(data.settings)
    above = [office.issuer] if office.redhead == "无" else []
    names = str(values.get(SIGNER) or "").split("、")
    return {
        **office.context(),
        "标题行": [*above, *title_lines(str(values.get(TITLE) or ""))],
        "签发行": tuple(signers([name for name in names if name])),
        URGENCY: values.get(URGENCY) or "",
    }
