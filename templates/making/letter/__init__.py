"""The templates of the 公开信 and of the papers that go with its print packs."""

from making.letter.cover import cover
from making.letter.lists import handover, recalled, summary
from making.letter.open_letter import letter
from making.letter.receipts import receipts

__all__ = ["cover", "handover", "letter", "recalled", "receipts", "summary"]
