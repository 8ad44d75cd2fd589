"""What docgen.toml says, and which form may print it: the year under both its names, the code of an office."""

import pytest
from own_forms import Forms
from roster import CONFIG, ROSTER, roster, sheet


@pytest.fixture
def bare(docgen, tmp_path) -> Forms:
    """A folder with a workbook and a form, without docgen.toml."""
    return roster(docgen, tmp_path / "二村")


class TestWhatAllDocumentsMayPrint:
    def test_the_year_is_printed_under_both_its_names(self, bare):
        (bare.workspace / "docgen.toml").write_text(CONFIG, encoding="utf-8")
        bare.put("证明", ROSTER, "{{ 姓名 }}，{{ 年份 }}年，{{ 年度 }}年")
        assert "docgen" in bare.say("templates", "vars", "证明")
        bare.say("forms", "check", "证明")
        bare.say("证明")
        assert bare.made()["证明/郝元.docx"] == ["郝元，2024年，2024年"]

    def test_a_column_of_the_name_comes_first(self, bare):
        (bare.workspace / "docgen.toml").write_text(CONFIG, encoding="utf-8")
        sheet(bare, "花名册", "姓名,年份", "郝元,1998")
        bare.put("证明", ROSTER + '[[table.columns]]\ntitle = "年份"\n', "{{ 姓名 }}，{{ 年份 }}年")
        bare.say("证明")
        assert bare.made() == {"证明/郝元.docx": ["郝元，1998年"]}

    def test_what_only_official_documents_have_is_refused_before_the_run(self, bare):
        (bare.workspace / "docgen.toml").write_text(CONFIG, encoding="utf-8")
        bare.put("证明", ROSTER, "{{ 姓名 }}，{{ 机关代字 }}")
        for words in (("check",), ("forms", "check", "证明"), ("证明",)):
            said = bare.say("--lang", "zh", *words, code=1)
            assert "模板用到 机关代字，只有写了 [options.公文] 才有" in said
        (bare.workspace / "docgen.toml").write_text(CONFIG + '[options.公文]\n机关代字 = "石委"\n', encoding="utf-8")
        bare.say("证明")
        assert bare.made()["证明/郝元.docx"] == ["郝元，石委"]


def test_a_form_of_a_period_is_looked_at_without_one(bare):
    (bare.workspace / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    bare.put("证明", "period = true\n" + ROSTER, "{{ 姓名 }}，{{ 期间 }}，{{ 年份 }}")
    bare.say("forms", "check")
    bare.say("check")
