"""A number in a template forbids its documents, wherever in the file it stands, as one on the page does."""

from datetime import date
from pathlib import Path

import pytest
from hiding import PLACES
from parts import document

from docgen import Access, Dataset, Generator, Settings, Text
from docgen.batch.guard.watch import Watch, errors
from docgen.config import ConfigFile
from docgen.data.dataset import Store
from docgen.render import compile_template
from docgen.render.package import write_parts

MOBILE = "13912345678"


def watch(level: Access) -> Watch:
    """The guard of documents of that access; no table means anything to it."""

    class Paper(Generator):
        name, title, template, filename = "paper", Text("paper", "材料"), "材料.docx", "材料"
        access = level

    settings = Settings(ConfigFile(Path("docgen.toml"), ("",), {}), "", 2013, date(2013, 11, 4), 4, "")
    return Watch(Paper, Dataset(Store(settings, {}, {}, {}, [], {})))


@pytest.mark.parametrize("place", PLACES)
def test_a_number_in_a_template_forbids_its_documents_wherever_it_stands(place: str):
    parts = document("<w:p><w:r><w:t>{{ 内容 }}</w:t></w:r></w:p>")
    PLACES[place].put(parts, MOBILE)
    template = compile_template(write_parts(parts), clean=True)
    found = watch(Access.INTERNAL).template(template)
    assert {problem.code for problem in found} == (set() if PLACES[place].is_dropped else {"personal-number"})
    assert errors(found) is not PLACES[place].is_dropped
    assert not any(MOBILE in f"{problem.text}{problem.where}{problem.value}" for problem in found)
    assert watch(Access.RESTRICTED).template(template) == []
