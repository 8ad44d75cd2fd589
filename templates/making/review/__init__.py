"""The templates of the joint review, 资格联审."""

from making.review.letters import letter, summary
from making.review.lists import annex, public_list, table
from making.review.papers import form, notice

__all__ = ["annex", "form", "letter", "notice", "public_list", "summary", "table"]
