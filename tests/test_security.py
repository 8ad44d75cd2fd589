"""What SECURITY.md says of limits is what the code keeps, and each of its promises has a test."""

import re
from pathlib import Path

import pytest

from docgen.plugin import manager, trust
from docgen.processes import clock
from docgen.render import budget, environment, package, reach, weight
from docgen.tables.readers import package as workbooks

PROMISED = {
    f"a document {budget.DOCUMENT.steps >> 20} million steps and {budget.DOCUMENT.bytes >> 20} MiB",
    f"{environment.MAX_WRITTEN >> 20} MiB in one part",
    f"a condition {budget.TEXT.steps >> 20} million steps and {budget.TEXT.bytes >> 20} MiB",
    f"texts of {reach.MAX_TEXT >> 20} MiB",
    f"numbers of {budget.MAX_BITS:,} bits",
    f"{weight.MAX_DEPTH} lists in each other",
    f"ended after {clock.MAX_SECONDS:.0f} seconds",
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


def _promises(page: str) -> list[str]:
    """The rows of the page's table of promises, without its head."""
    return page.partition("| promise |")[2].partition("\n\n")[0].splitlines()[2:]


def test_each_promise_names_tests_that_are_there(repo: Path):
    for row in _promises((repo / "SECURITY.md").read_text("utf-8")):
        tests = re.findall(r"`(tests/[^`]+)`", row)
        assert tests, row
        for file, _, name in (test.partition("::") for test in tests):
            source = (repo / file).read_text("utf-8")
            assert re.search(rf"^(class|def) {name or '[Tt]est'}", source, re.MULTILINE), (file, name)
