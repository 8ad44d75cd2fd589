"""The office that issues official documents: its name on their head, its letter code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docgen.text import Text

if TYPE_CHECKING:
    from docgen.workspace import Settings

SECTION = "公文"
OF_OFFICE = ("红头", "发文机关标志", "机关代字", "年份", "署名", "结束语", "印发机关")
"""What it gives to templates."""
REDHEADS = ("套红", "预印", "无")
"""发文机关标志 and the red rule are drawn, are on the paper already, or are left out."""


class Office:
    """What [options.公文] says of the office that issues official documents.

    Raises DocgenError for an option that is missing or not one of those that there are.
    """

    def __init__(self, settings: Settings) -> None:
        self.code = settings.option(SECTION, "机关代字")
        self.issuer = settings.issuer
        self.year = settings.year
        self._options = settings.options[SECTION]
        self.redhead = self._options.get("红头", REDHEADS[0])
        if self.redhead not in REDHEADS:
            raise settings.file.error(
                f"options.{SECTION}.红头",
                Text("红头 is {value}", "红头写的是“{value}”").format(value=self.redhead),
                hint=Text("It may be {known}.", "可以写：{known}。").format(known="、".join(REDHEADS)),
            )

    def context(self) -> dict[str, Any]:
        """For the letterhead, the signature and the imprint."""
        return {
            "红头": self.redhead,
            "发文机关标志": self._options.get("发文机关标志", f"{self.issuer}文件"),
            "机关代字": self.code,
            "年份": self.year,
            "署名": self.issuer,
            "结束语": self._options.get("结束语", "特此通知。"),
            "印发机关": self._options.get("印发机关", f"{self.issuer}办公室"),
        }


def signers(names: Sequence[str]) -> list[dict[str, str]]:
    """签发人 of a document to a superior (GB/T 9704-2012, 7.2.6): two names a line, each three characters wide at
    least, those of further lines below the first."""
    wide = [f"{name[0]}　{name[1]}" if len(name) == 2 else name for name in names]
    lines = ["　".join(wide[at : at + 2]) for at in range(0, len(wide), 2)]
    if len(wide) > 1 and len(wide) % 2:
        lines[-1] += 4 * "　"
    return [{"标签": "" if number else "签发人：", "姓名": line} for number, line in enumerate(lines)]
