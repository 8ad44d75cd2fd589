"""Writes every built-in template: `python templates/build.py`. Not part of the installed package.

The templates are committed as well, because clerks copy and change them in Word; a test compares the two.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from making import admonition, letter, review
from making.bulletin import bulletin
from making.circular import circular
from making.notice import notice
from making.verification import verification
from making.weekly import weekly

from docgen.gongwen.build import Builder

TEMPLATES: dict[str, Callable[[], Builder]] = {
    "bulletin/信息专报.docx": bulletin,
    "notice/补充通知.docx": notice,
    "circular/通报.docx": circular,
    "letter/公开信.docx": letter.letter,
    "letter/封面单.docx": letter.cover,
    "letter/签收表.docx": letter.receipts,
    "letter/分发汇总.docx": letter.summary,
    "letter/交接单.docx": letter.handover,
    "letter/撤回清单.docx": letter.recalled,
    "weekly/周报.docx": weekly,
    "verification/校核单.docx": verification,
    "admonition/诫勉谈话记录.docx": admonition.record,
    "admonition/诫勉谈话通知.docx": admonition.notice,
    "admonition/整改承诺书.docx": admonition.pledge,
    "admonition/诫勉谈话台账.docx": admonition.ledger,
    "review/联审汇总报告.docx": review.summary,
    "review/个人联审表.docx": review.form,
    "review/征求意见函.docx": review.letter,
    "review/联审总表.docx": review.table,
    "review/取消资格和待核人员名单.docx": review.annex,
    "review/取消资格告知书.docx": review.notice,
    "review/公示名单.docx": review.public_list,
}


def build_all(folder: Path) -> list[Path]:
    """Write all templates below `folder`; returns the files."""
    paths = []
    for name, make in TEMPLATES.items():
        make().save(folder / name)
        paths.append(folder / name)
    return paths


if __name__ == "__main__":
    for path in build_all(Path(__file__).parent):
        sys.stdout.write(f"{path}\n")
