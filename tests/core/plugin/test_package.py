"""Built-in packages: on when a workspace uses them, and else nowhere, with a way to turn them on."""

import sys

import pytest

from docgen.plugin.generator import series_of
from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages

FLEET = (
    'title = "Fleet"\nyear = 2026\nlanguage = "en"\nstart = 2026-01-05\nweek_end = "friday"\nissuer = "Fleet office"\n'
)

CARS = """
from docgen import Access, Generator, Text, hookimpl

docgen_api = 2


class CarSheet(Generator):
    name = "car sheet"
    alias = "车辆单"
    title = Text("car sheet", "车辆单")
    template = "cars/sheet.docx"
    access = Access.INTERNAL
    filename = "cars"

    def context(self, row, data):
        return {}


@hookimpl
def setup(docgen):
    docgen.generator(CarSheet)
"""


@pytest.fixture
def fleet(tmp_path):
    """A workspace that uses no built-in package: one sheet."""
    root = tmp_path / "fleet"
    (root / "data").mkdir(parents=True)
    (root / "docgen.toml").write_text(FLEET, encoding="utf-8")
    (root / "data" / "cars.csv").write_text("Car,Driver\nA1,Ann Example\n", encoding="utf-8")
    return root


@pytest.fixture
def turned_off(small_office):
    """The small office without its key."""
    settings = small_office / "docgen.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('[plugins]\nuse = ["elections"]', ""), encoding="utf-8")
    return small_office


@pytest.mark.parametrize("package", built_in_packages().values(), ids=lambda package: package.name)
def test_a_package_names_just_what_it_brings(package):
    registry = load_packages([package.name]).registry
    classes = dict.fromkeys(owned.item for owned in registry.generators.values())
    assert [(each.name, each.alias, each.title) for each in classes] == [tuple(kind) for kind in package.kinds]
    assert list(registry.tables()) == list(package.tables)
    assert {series_of(each) for each in registry.periodicals} == set(package.series)
    assert all(each.template.startswith(package.templates) for each in classes)


@pytest.mark.parametrize(
    "words", [["--help"], ["tables"], ["figures", "week-3"], ["check"], ["templates"], ["plugins"]]
)
def test_a_workspace_that_uses_none_sees_nothing_of_it(docgen, fleet, words):
    seen = docgen("-w", fleet, *words)
    names = {name for package in built_in_packages().values() for kind in package.kinds for name in kind[:2]}
    tables = {name for package in built_in_packages().values() for name in package.tables}
    shown = set(seen.out.replace(",", " ").split()) | set(seen.err.split())
    assert not (names | tables | {"elections", "bulletin"}) & (shown - {"letter/交接单.docx"})
    assert (seen.code, "Traceback" in seen.err) == (0, False)


def test_a_document_of_a_package_that_is_off_says_how_to_turn_it_on(docgen, fleet):
    for words in (("bulletin", "week-3"), ("专报", "第3周"), ("review", "forms"), ("letter",)):
        off = docgen("-w", fleet, *words)
        assert off.code == 2
        assert f"{words[0]} comes with elections" in off.err
        assert '[plugins] use = ["elections"]' in off.err
        assert len(off.err.strip().splitlines()) == 2


def test_where_there_is_no_workspace_it_says_what_can_be_run(docgen, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    nowhere = docgen("bulletin", "week-3")
    assert nowhere.code == 2
    for command in ("docgen init demo --example dujiangyan", "cd demo", "docgen bulletin week-3"):
        assert command in nowhere.err
    help_text = " ".join(docgen("--help").out.split())
    assert "come bulletin, notice, letter, circular, weekly, admonition, review" in help_text
    assert docgen("init", "demo", "--example", "dujiangyan").code == 0
    monkeypatch.chdir(tmp_path / "demo")
    assert docgen("bulletin", "week-3").code == 0


def test_settings_without_the_key_get_one_line(docgen, turned_off):
    check = docgen("-w", turned_off, "tables")
    lines = [line for line in check.err.splitlines() if "elections" in line]
    how = 'To turn it on, add to docgen.toml: [plugins] use = ["elections"]'
    assert lines == [f"docgen.toml has [rules], but elections is off. {how}"]


def test_numbers_of_its_series_without_the_key_get_one_line(docgen, fleet):
    allot = ("register", "allot", "信息专报", "2026-01-05..2026-01-09", "--title", "x", "--day", "2026-01-09")
    assert docgen("-w", fleet, *allot).code == 0
    assert "the register has the series 信息专报, but elections is off" in docgen("-w", fleet, "runs").err


def test_who_chose_none_hears_nothing_of_it(docgen, turned_off):
    settings = turned_off / "docgen.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n[plugins]\nuse = []\n", encoding="utf-8")
    assert "elections" not in docgen("-w", turned_off, "tables").err


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ('use = ["election"]', "there is no built-in package election"),
        ('use = "elections"', "[plugins] use' is written wrong"),
        ('used = ["elections"]', "[plugins] has no 'used'"),
        ("off = [1]", "[plugins] off' is written wrong"),
    ],
)
def test_a_wrong_choice_is_refused_with_its_line(docgen, fleet, choice, said):
    (fleet / "docgen.toml").write_text(f"{FLEET}\n[plugins]\n{choice}\n", encoding="utf-8")
    wrong = docgen("-w", fleet, "check")
    assert wrong.code == 1
    assert said in wrong.err
    assert "docgen.toml:9:" in wrong.err
    assert docgen("-w", fleet, "--help").code == 0


def test_an_unknown_package_is_answered_with_the_known_ones(docgen, fleet):
    (fleet / "docgen.toml").write_text(f'{FLEET}\n[plugins]\nuse = ["fleet"]\n', encoding="utf-8")
    assert "There are: elections" in docgen("-w", fleet, "tables").err


class TestInstalledPlugins:
    @pytest.fixture
    def installed(self, tmp_path, monkeypatch):
        """A plugin of an installed package."""
        info = tmp_path / "site" / "cars-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cars\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[docgen.plugins]\ncars = docgen_cars\n", encoding="utf-8")
        (info.parent / "docgen_cars.py").write_text(CARS, encoding="utf-8")
        monkeypatch.syspath_prepend(info.parent)
        yield "cars"
        sys.modules.pop("docgen_cars", None)

    def test_one_is_on_until_docgen_toml_turns_it_off(self, docgen, fleet, installed):
        assert "car sheet" in docgen("-w", fleet, "--help").out
        (fleet / "docgen.toml").write_text(f'{FLEET}\n[plugins]\noff = ["cars"]\n', encoding="utf-8")
        assert "car sheet" not in docgen("-w", fleet, "--help").out
        assert "off: docgen.toml" in docgen("-w", fleet, "plugins").out
        off = docgen("-w", fleet, "car sheet")
        assert "is a command of the plugin cars, which docgen.toml turns off" in off.err
        assert "Take cars out of [plugins] off." in off.err

    def test_a_name_that_is_not_installed_is_named(self, docgen, fleet):
        (fleet / "docgen.toml").write_text(f'{FLEET}\n[plugins]\noff = ["carz"]\n', encoding="utf-8")
        assert "turns carz off, but no installed plugin is called so" in docgen("-w", fleet, "plugins").err


def test_a_form_of_a_table_of_a_package_that_is_off_names_the_package(docgen, fleet):
    form = fleet / "forms" / "名单"
    form.mkdir(parents=True)
    (form / "form.toml").write_text(
        'name = "名单"\ntitle = "名单"\ntemplate = "名单.txt"\naccess = "内部"\neach = "社区"\nfilename = "名单"\n',
        encoding="utf-8",
    )
    (form / "名单.txt").write_text("{{ 社区名称 }}\n", encoding="utf-8")
    wrong = docgen("-w", fleet, "forms", "check", "名单")
    assert "The table 社区 comes with elections" in wrong.out + wrong.err
