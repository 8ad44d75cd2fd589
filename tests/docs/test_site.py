"""The documentation is a site without a loose end."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it: a warning is an error."""
    root = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d", root / "trees"]
    done = subprocess.run([*command, repo / "docs", root / "html"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return root / "html"


class Page(HTMLParser):
    """The places of a page that may be linked to, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.places.add(value)
            elif name in ("href", "src") and value and tag in ("a", "img"):
                self.links.append(value)


def test_every_link_within_the_site_leads_somewhere(site: Path):
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert len(pages) > 20
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
            assert target.is_file(), f"{path.relative_to(site)}: {link}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in {*pages[target].places, ""}, f"{path.relative_to(site)}: {link}"


def test_every_page_can_be_reached_from_the_first(site: Path):
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    reached, todo = set(), [site / "index.html"]
    while todo:
        path = todo.pop()
        if path not in reached and path in pages:
            reached.add(path)
            links = (urlsplit(link) for link in pages[path].links)
            todo += (Path(os.path.normpath(path.parent / unquote(each.path))) for each in links if each.path)
    assert {path.name for path in pages.keys() - reached} <= {"genindex.html", "search.html"}


def test_the_house_has_the_rooms_that_its_page_shows(repo: Path):
    (rooms,) = re.findall(r'^ROOMS = """(.*?)"""', (repo / "tests" / "test_house.py").read_text("utf-8"), re.M | re.S)
    page = (repo / "docs" / "explanation" / "house.md").read_text("utf-8")
    shown = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in page.splitlines() if row.startswith("| `")]
    assert [room for row in shown for room in row] == [room for room in rooms.split() if room != "__main__"]


def test_the_pages_for_clerks_speak_chinese_first(repo: Path):
    for path in sorted((repo / "docs" / "tutorial").glob("*.md")):
        blocks = re.split(r"\n\n+", re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL).strip())
        assert re.search("[一-鿿]", blocks[0]), path.name
        assert len(re.findall("[一-鿿]", blocks[1])) > 5, path.name
