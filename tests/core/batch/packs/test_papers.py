"""What the papers of print packs say."""

from dataclasses import replace

import pytest
from packing import LONG_NAMES, TITLES, member, pack, printed, rendered, rows_of, texts

from docgen.batch.packs import papers
from docgen.batch.packs.counting import by_place
from docgen.batch.packs.pack import Missing, Pack
from docgen.batch.packs.papers import Recall, cover, handover, recalled, receipts, summary
from docgen.text import Text

MAX_ROW = 900
"""Bytes of a row of the receipt list."""


class TestCover:
    def test_it_says_whose_letters_lie_below_it_and_how_many(self):
        text = texts(rendered("封面单", cover(pack(402, missing=12, spares=8))))
        assert text[:4] == ["公开信印制封面单", "石羊镇", "丰乐社区", "第1批共1批"]
        assert text[4:12] == ["社区应发", "本批", "缺", "备用", "402", "390", "12", "8"]
        assert "0403-00001 至 0403-00402" in text
        assert "001—402" in text
        assert "单面" in text
        assert "2013-GKX-01" in text

    def test_a_supplement_of_both_sides_of_one_deliverer_says_so(self):
        text = texts(rendered("封面单", cover(pack(2, number=3, supplement=True, both_sides=True, deliverer="张伟"))))
        assert "第3批（补发）" in text
        assert "双面" in text
        assert text[text.index("投 递 员") + 1] == "张伟"

    def test_blanks_are_left_for_those_who_carry_it(self):
        text = texts(rendered("封面单", cover(pack())))
        for blank in ("印制日期", "经 办 人", "领 取 人", "领取日期"):
            assert text[text.index(blank) + 1] == ""

    def test_it_speaks_of_any_documents_that_have_packs(self):
        text = "".join(texts(rendered("封面单", cover(replace(pack(), title="选民证")))))
        assert "选民证印制封面单" in text
        assert "公开信" not in text

    def test_missing_letters_are_named_by_their_rows_and_reasons(self):
        assert cover(pack(40, missing=3))["缺件"] == ["台账.xlsx / 户 第6、13、20行：地址太长"]

    @pytest.mark.parametrize("row", ["台账.xlsx / 户 / 第6行", "台账.xlsx / 户 / row 6"])
    def test_rows_are_named_in_chinese_whatever_the_messages_are_in(self, row):
        lacking = replace(pack(), missing=(Missing(5, row, Text("too long", "地址太长")),))
        assert cover(lacking)["缺件"] == ["台账.xlsx / 户 第6行：地址太长"]

    def test_of_more_missing_letters_than_there_is_room_for_it_says_how_many(self):
        reasons = (Missing(n, f"户.xlsx / 户 / 第{n}行", Text("", f"第{n}种原因")) for n in range(1, 31))
        lines = cover(replace(pack(), missing=tuple(reasons)))["缺件"]
        assert len(lines) == 8
        assert lines[-1] == "另有23份，见打印清单.xlsx的“未印”表。"

    def test_a_pack_that_lacks_nothing_says_so(self):
        assert cover(pack())["缺件"] == ["无。"]

    def test_a_pack_of_nobody_has_no_codes(self):
        context = cover(pack(0, spares=8))
        assert (context["起止编号"], context["起止序号"], context["本批"]) == ("—", "—", 0)


class TestReceipts:
    def test_the_title_names_community_and_pack(self):
        assert receipts(pack(), TITLES)["标题"] == "丰乐社区公开信签收表（第1批）"
        late = pack(number=3, supplement=True)
        assert receipts(late, TITLES)["标题"] == "丰乐社区公开信签收表（第3批，补发）"

    def test_each_page_has_25_rows_below_a_header_and_says_how_many(self):
        document = rendered("签收表", receipts(pack(402), TITLES))
        tables = rows_of(document)
        assert [len(rows) for rows in tables] == [26] * 16 + [1 + 2 + 1]
        head = ["序号", "小组", "户主", "地址", "签收人（签名）", "签收日期", "投递员", "备注"]
        assert all(rows[0] == head for rows in tables)
        assert tables[0][1] == ["1", "1组", "李秀英", "1组1号", "", "", "刘洋", ""]
        feet = [text for text in texts(document) if text.startswith("本页应发")]
        assert feet == ["本页应发25份，已签　　　　份"] * 16 + ["本页应发2份，已签　　　　份"]

    def test_the_last_page_has_the_total(self):
        tables = rows_of(rendered("签收表", receipts(pack(50, spares=2), TITLES)))
        totals = [row for rows in tables for row in rows if row[0].startswith("合计")]
        assert totals == [tables[-1][-1]]
        assert totals[0][0].startswith("合计：应发50份，备用2份")

    def test_the_pages_are_numbered(self):
        text = texts(rendered("签收表", receipts(pack(50), TITLES)))
        assert [line.split("序号")[1] for line in text if line.startswith("石羊镇丰乐社区，序号")] == [
            f"001—050第{page}页，共2页" for page in (1, 2)
        ]

    def test_spares_get_rows_without_a_name_and_are_not_due(self):
        context = receipts(pack(24, spares=2), TITLES)
        assert [page["应发"] for page in context["各页"]] == [24, 0]
        tables = rows_of(rendered("签收表", context))
        assert tables[0][-1] == ["备1", "", "", "", "", "", "", "备用"]
        assert tables[1][1] == ["备2", "", "", "", "", "", "", "备用"]

    def test_what_nobody_knows_is_no_blank_but_a_deliverer_may_be_filled_in(self):
        (nameless,) = receipts(replace(pack(1), members=(member(1, head="", deliverer=""),)), TITLES)["各页"][0]["行"]
        assert (nameless["栏二"], nameless["投递员"]) == ("—", "")

    @pytest.mark.parametrize(
        ("titles", "heads"),
        [
            (("姓名", "单位", "住址"), ("姓名", "单位", "住址")),
            (("投递员", "姓名", "单位", "职务", "住址"), ("姓名", "单位", "职务、住址")),
            (("姓名", "单位"), ("编号", "姓名", "单位")),
            (("姓名",), ("编号", "姓名", "")),
            ((), ("编号", "", "")),
        ],
        ids=len,
    )
    def test_other_titles_find_their_columns(self, titles, heads):
        values = dict(
            zip(("姓名", "单位", "职务", "住址", "投递员"), ("甲", "乙厂", "工人", "丙路", "丁"), strict=True)
        )
        someone = member(1)._replace(receipt=tuple(values[title] for title in titles))
        document = rendered("签收表", receipts(replace(pack(1), members=(someone,)), titles))
        head, row, _ = rows_of(document)[0]
        assert tuple(head[1:4]) == heads
        shown = {title: value for title, value in zip(head, row, strict=True) if title}
        assert shown.get("编号", "0403-00001") == "0403-00001"
        assert shown["投递员"] == ("丁" if "投递员" in titles else "")
        for title in set(titles) - {"投递员"}:
            assert values[title] in row[1] + row[2] + row[3]

    def test_a_text_that_fits_into_no_row_is_cut_and_says_so(self):
        (row,) = receipts(replace(pack(1), members=(member(1, address="长" * 60),)), TITLES)["各页"][0]["行"]
        assert row["小"]
        assert row["栏三"] == "长" * 47 + "…"

    def test_a_text_of_half_width_characters_needs_no_small_type(self):
        (row,) = receipts(replace(pack(1), members=(member(1, address="3-12-0403-00001-A12"),)), TITLES)["各页"][0][
            "行"
        ]
        assert not row["小"]

    def test_a_row_is_lean(self):
        document = rendered("签收表", receipts(pack(500), TITLES))
        assert document.size / 500 < MAX_ROW


class TestSummary:
    def test_counts_of_communities_townships_and_all_add_up(self):
        other = pack(10, town="向峨乡", place="石碑社区", missing=1, spares=1)
        first = pack(50, due=80, number=1, of=2, missing=2, spares=3)
        second = pack(30, due=80, number=2, of=2, start=51)
        context = summary(printed(first, second, other))
        assert context["不符"] == ""
        assert [(row["乡镇"], row["批数"], row["应发"], row["印制"], row["缺"]) for row in context["乡镇表"]] == [
            ("石羊镇", 2, 80, 78, 2),
            ("向峨乡", 1, 10, 9, 1),
        ]
        assert context["合计"] == {
            "社区数": 2,
            "批数": 3,
            "应发": 90,
            "印制": 87,
            "撤回": 0,
            "缺": 3,
            "备用": 4,
        }
        (towns, places) = rows_of(rendered("分发汇总", context))
        assert towns[-1] == ["合计", "2", "3", "90", "87", "0", "3", "4"]
        assert places[-1] == ["合计", "2个社区", "3", "90", "87", "0", "3", "4"]
        assert places[1] == ["1", "石羊镇", "丰乐社区", "2", "80", "78", "0", "2", "3"]

    def test_letters_pulled_out_and_letters_that_came_late_keep_the_sum(self):
        first = pack(10, missing=1)
        late = replace(
            pack(2, due=10, number=2, supplement=True),
            members=(member(11)._replace(row=first.missing[0].row), member(12)._replace(row="台账.xlsx / 户 / 第4行")),
        )
        context = summary(printed(first, late), {("石羊镇", "丰乐社区"): 1})
        assert (context["合计"]["印制"], context["合计"]["撤回"], context["合计"]["缺"]) == (11, 1, 0)
        assert context["不符"] == ""

    def test_what_does_not_add_up_is_named(self):
        context = summary(printed(pack(10, due=12), pack(5, place="石碑社区")))
        assert context["不符"] == "石羊镇丰乐社区"
        assert any("石羊镇丰乐社区" in line and "不相符" in line for line in texts(rendered("分发汇总", context)))

    def test_two_communities_of_one_name_stay_two(self):
        assert list(by_place([pack().outline, pack(town="向峨乡").outline])) == [
            ("石羊镇", "丰乐社区"),
            ("向峨乡", "丰乐社区"),
        ]


def test_the_handover_sheet_lists_packs_and_files_and_has_room_for_three_names():
    context = handover(printed(pack(50, missing=2, spares=3), pack(30, place="石碑社区", supplement=True, number=2)))
    document = rendered("交接单", context)
    packs, signed, files = rows_of(document)
    assert packs[1] == ["1", "丰乐社区", "第1批", "48", "3", "2", "0403-00001", "0403-00050", ""]
    assert packs[-1][:5] == ["合计", "2批", "78", "3", "2"]
    assert [row[0] for row in signed] == ["移交人", "接收人", "监交人"]
    assert [row[2] for row in files[1:4]] == [
        "公开信_丰乐社区_第1批.docx",
        "公开信_丰乐社区_第1批_封面单.docx",
        "公开信_丰乐社区_第1批_签收表.docx",
    ]
    assert len(files) == 1 + 6
    assert any("2个社区，2批，78份，另有备用3份" in line for line in texts(document))


def test_the_list_of_letters_to_pull_out_says_where_they_lie_and_what_takes_their_place():
    rows = [
        Recall("石羊镇", "丰乐社区", "第1批", 3, "0403-00003", "李秀英，1组3号", "更正", "第2批（补发）"),
        Recall("石羊镇", "丰乐社区", "第1批", 12, "0403-00012", "王小明，1组12号", "搬走"),
    ]
    document = rendered("撤回清单", recalled(rows, "公开信"))
    (table,) = rows_of(document)
    where = ["石羊镇", "丰乐社区", "第1批"]
    assert table[1] == ["1", *where, "003", "0403-00003", "李秀英，1组3号", "更正", "第2批（补发）", "□"]
    assert table[2] == ["2", *where, "012", "0403-00012", "王小明，1组12号", "搬走", "无", "□"]
    assert "公开信撤回清单" in texts(document)


@pytest.mark.parametrize("name", [papers.SUMMARY, papers.HANDOVER, papers.RECALL])
def test_the_papers_have_their_templates(repo, name):
    assert (repo / "templates" / name).is_file()


def test_the_same_pack_gives_the_same_papers():
    assert rendered("签收表", receipts(pack(60), TITLES)).data == rendered("签收表", receipts(pack(60), TITLES)).data
    assert rendered("封面单", cover(LONG_NAMES)).data == rendered("封面单", cover(LONG_NAMES)).data


def test_a_pack_is_what_the_papers_are_made_of():
    """Nothing else is: no record, no dataset, so that a worker can make them."""
    assert cover(Pack("选民证", "某镇", "某社区", 1, 1, 0, ()))["标题"] == "选民证印制封面单"
