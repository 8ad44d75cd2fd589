"""What SECURITY.md says of limits is what the code keeps."""

from pathlib import Path

import pytest

from docgen.plugin import manager, trust
from docgen.render import environment, package, reach
from docgen.tables.readers import package as workbooks

PROMISED = {
    f"{environment.MAX_SECONDS:.0f} seconds",
    f"{environment.MAX_LOOPED >> 20} MiB written by loops",
    f"texts of {reach.MAX_TEXT >> 20} MiB",
    f"numbers of {environment.MAX_BITS:,} bits",
    f"condition may take {environment.TEXT_SECONDS:.0f} seconds",
    f"{package.MAX_ENTRIES:,} parts and {package.MAX_INFLATED >> 20} MiB inflated",
    f"{workbooks.MAX_BYTES >> 20} MiB, and {workbooks.MAX_INFLATED >> 30} GiB inflated",
    f"than {package.MAX_RATIO} times its size",
    f"`{trust.TRUST_VARIABLE}`",
    f"`{manager.NO_LOCAL_VARIABLE}=1`",
}


@pytest.mark.parametrize("words", sorted(PROMISED))
def test_the_page_says_what_the_code_keeps(repo: Path, words: str):
    assert words in " ".join((repo / "SECURITY.md").read_text("utf-8").split())


def test_workbooks_and_templates_have_one_ratio():
    assert workbooks.MAX_RATIO == package.MAX_RATIO
