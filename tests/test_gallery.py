"""The gallery shows what there is: docs/gallery.py writes it."""

from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages
from docgen.plugin.sources import import_source
from docgen.plugin.trust import contents


def imported(name: str, path: Path) -> ModuleType:
    return import_source(name, path, contents(path))


@pytest.fixture
def gallery(repo: Path) -> ModuleType:
    return imported("gallery", repo / "docs" / "gallery.py")


def test_the_page_is_what_the_tool_writes(gallery, repo):
    assert (repo / "docs" / "gallery.md").read_text("utf-8") == gallery.page(), "run: python docs/gallery.py --page"


def test_every_document_has_a_small_picture(gallery):
    for shown in gallery.GALLERY:
        with Image.open(shown.picture) as picture:
            assert (picture.format, picture.width) == ("PNG", gallery.WIDTH), shown.name
        assert shown.picture.stat().st_size < 60_000, shown.name


def test_every_built_in_generator_is_shown_and_made_by_make_documents(gallery, repo):
    documents = imported("make_documents", repo / "examples" / "dujiangyan" / "make_documents.py").DOCUMENTS
    generators = {owned.item.name for owned in load_packages(built_in_packages()).registry.generators.values()}
    for name in generators:
        words = tuple(name.split())
        assert any(shown.command.split()[: len(words)] == list(words) for shown in gallery.GALLERY), name
        assert any(command[: len(words)] == words for command in documents), name
