"""docgen letter: who gets which letter, what stands on it and its slips, what is said when one cannot be made."""

import re
import zipfile

import pytest
from letters import SETTINGS, Office, all_letters, letters, made

from docgen_plugins.letter import meeting_time

DASH = "\u2014"


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path / "换届")


class TestText:
    def test_the_greeting(self, docgen, office):
        greetings = [
            ({}, "丰乐社区3组　陈建国户："),
            ({"党员户": "是"}, "丰乐社区3组　陈建国户党员同志及家人："),
            ({"户主姓名": ""}, "丰乐社区3组的居民朋友："),
            ({"户主姓名": "", "党员户": "是"}, "丰乐社区3组党员同志及家人："),
            ({"小组": ""}, "丰乐社区　陈建国户："),
        ]
        office.homes = [{"户编号": f"0403-{n}", "地址": f"3组{n}号", **home} for n, (home, _) in enumerate(greetings)]
        found = all_letters(made(docgen, office.write())[0])
        assert len(found) == len(greetings)
        for n, (_, greeting) in enumerate(greetings):
            (letter,) = [each for each in found if f"户编号\n0403-{n}\n" in each.receipt]
            lines = letter.letter.split("\n")
            assert lines[:2] == ["致丰乐社区党员、群众的公开信", greeting]
            assert not re.search("先生|女士", letter.letter)

    def test_each_place_has_its_own_meeting_and_hotline(self, docgen, office):
        office.second_town()
        first, second = all_letters(made(docgen, office.write())[0])
        for letter, words in (
            (first, "丰乐社区党员活动室 028-01000001 zu01@example.org 中共示例市石羊镇委员会"),
            (second, "石碑社区会议室 028-01000002 b@example.org 向峨乡"),
        ):
            lines = letter.letter.split("\n")
            start = lines.index("会议时间")
            assert lines[start : start + 10 : 2] == ["会议时间", "会议地点", "举报电话", "电子邮箱", "联系单位"]
            assert lines[start + 1 : start + 10 : 2] == ["2013年11月28日（星期四）上午9时", *words.split()]
            assert lines[-3:] == ["示例市社区换届工作领导小组", "2013-GKX-01", "2013年11月6日"]

    def test_the_settings_of_the_letter(self, docgen, office):
        (usual,) = all_letters(made(docgen, office.write())[0])
        office.settings = SETTINGS + '"此致敬礼" = false\n"版本" = "第二版"\n[rules]\nbar_above = 45\n'
        (changed,) = all_letters(made(docgen, office.write())[0])
        assert ("此致\n敬礼！" in usual.letter, "敬礼" in changed.letter) == (True, False)
        assert ("不满意率高于50%的" in usual.letter, "不满意率高于45%的" in changed.letter) == (True, True)
        assert "\n第二版\n" in changed.letter

    def test_the_length_of_the_text(self, docgen, office):
        (letter,) = all_letters(made(docgen, office.write())[0])
        assert 520 <= len(re.sub(r"\W", "", letter.letter)) <= 700

    def test_a_time_with_a_day_of_its_own_stands_for_itself(self, docgen, office):
        times = {
            "上午9时": "2013年11月28日（星期四）上午9时",
            "": "2013年11月28日（星期四）",
            "11月30日下午2时": "11月30日下午2时",
            "2013/11/30": "2013/11/30",
        }
        names = ("丰乐社区", "竹瓦社区", "采月社区", "拾园社区")
        office.places = [{"社区名称": name, "会议时间": time} for name, time in zip(names, times, strict=True)]
        office.homes = [{"户编号": name, "社区": name} for name in names]
        found = all_letters(made(docgen, office.write())[0])
        assert len(found) == len(times)
        for name, printed in zip(names, times.values(), strict=True):
            (letter,) = [each for each in found if f"致{name}党员" in each.letter]
            assert f"会议时间\n{printed}\n" in letter.letter
        assert meeting_time(None, "上午9时") == ""


class TestSlips:
    def test_the_signed_one_says_whose_it_is_and_asks_for_no_opinion(self, docgen, office):
        (letter,) = all_letters(made(docgen, office.write())[0])
        lines = letter.receipt.split("\n")
        named = {"户编号": "0403-00001", "社区、小组": "丰乐社区3组", "地　址": "3组12号", "户　主": "陈建国"}
        assert {name: lines[lines.index(name) + 1] for name in named} == named
        assert "签收人、日期" in lines
        assert "意见" not in letter.receipt

    def test_the_one_for_opinions_says_nothing_of_the_household(self, docgen, office):
        office.homes = [{}, {"户编号": "0403-00002", "小组": "5组", "地址": "5组1号", "户主姓名": "吴桐"}]
        first, second = all_letters(made(docgen, office.write())[0])
        assert first.opinions == second.opinions
        assert "不署名" in first.opinions
        assert "对石羊镇丰乐社区换届工作的意见和建议：" in first.opinions
        assert not re.search(r"\d|组|陈建国|吴桐", first.opinions)

    def test_nothing_is_left_blank_where_the_roll_is(self, docgen, office):
        office.homes = [{"户编号": "", "地址": "", "户主姓名": ""}]
        (letter,) = all_letters(made(docgen, office.write())[0])
        assert f"户编号\nB0400-001\n社区、小组\n丰乐社区3组\n地　址\n{DASH}\n户　主\n（未登记）" in letter.receipt

    def test_no_phone_and_no_id_of_a_household_is_in_the_file(self, docgen, office):
        office.homes = [{"联系电话": "028-01234567", "身份证号": "990181197010010013", "备注": "独居老人"}]
        ((file,), _) = made(docgen, office.write())
        with zipfile.ZipFile(file) as package:
            everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "ignore")
        assert "陈建国" in everything
        for private in ("01234567", "990181197010010013", "独居"):
            assert private not in everything


class TestFiles:
    def test_one_for_each_community_below_its_township_with_its_number(self, docgen, office):
        office.second_town()
        files, problems = made(docgen, office.write())
        below = [file.relative_to(office.folder / "out").as_posix() for file in files]
        assert below == [
            "公开信/04-石羊镇/丰乐社区/公开信_丰乐社区_第1批_001-001.docx",
            "公开信/19-向峨乡/石碑社区/公开信_石碑社区_第1批_001-001.docx",
        ]
        assert problems == []

    def test_only_the_places_that_are_named(self, docgen, office):
        office.second_town()
        for words in (("向峨乡",), ("向峨乡", "石碑社区"), ("石碑",)):
            files, _ = made(docgen, office.write(), *words)
            assert [file.name for file in files] == ["公开信_石碑社区_第1批_001-001.docx"]
        result = docgen("-w", office.folder, "公开信", "向鹅乡")
        assert (result.code, "Did you mean 向峨乡?" in result.err) == (2, True)

    def test_letters_lie_in_the_order_of_the_way(self, docgen, office):
        way = [
            ("2组", "2号"),
            ("2组", "10号"),
            ("三组", "1栋2号"),
            ("3组", "1栋10号"),
            ("3组", "2栋1号"),
            ("10组", "1号"),
        ]
        office.homes = [
            {"户编号": f"{9 - n}", "小组": group, "地址": address, "户主姓名": "甲乙丙丁戊己"[n] * 2}
            for n, (group, address) in enumerate(way)
        ][::-1]
        heads = [re.search(r"户　主\n(..)", each.receipt)[1] for each in all_letters(made(docgen, office.write())[0])]
        assert heads == ["甲甲", "乙乙", "丙丙", "丁丁", "戊戊", "己己"]

    def test_a_second_run_changes_nothing(self, docgen, office):
        ((file,), _) = made(docgen, office.write())
        before = file.read_bytes()
        assert "5 files have not changed." in docgen("-w", office.folder, "letter").out
        assert file.read_bytes() == before


class TestWhatCannotBeMade:
    @pytest.mark.parametrize(
        ("title", "fits"),
        [
            ("户主姓名", "阿依古丽·买买提吐尔"),
            ("地址", "幸福街道平安路一百二十八号听泉小区第十二栋第三单元第十五层"),
            ("户编号", "01234567890123456789"),
            ("小组", "第三十五村民小组"),
        ],
    )
    def test_what_does_not_fit_is_named_with_its_cell_and_the_others_are_made(self, docgen, office, title, fits):
        office.homes = [{title: f"{fits}长长长长长"}, {"户编号": "2", "户主姓名": "吴桐", title: fits}]
        files, problems = made(docgen, office.write(), code=1)
        ((only,),) = [letters(file) for file in files]
        assert fits in only.receipt
        (problem,) = problems
        letter = "ABCDEFGH"[["户编号", "", "", "小组", "地址", "户主姓名"].index(title)]
        assert problem["where"] == f"台账.xlsx / 户 / {letter}2"
        assert "does not fit" in problem["text"]["en"]
        assert "排不下" not in problem["text"]["zh"]
        assert "只排得下" in problem["text"]["zh"]
        assert f"台账.xlsx / 户 / {letter}2" in docgen("-w", office.folder, "letter").err

    def test_a_name_that_a_typeface_may_lack_is_said_with_its_cell_before_printing(self, docgen, office):
        office.homes = [{}, {"户编号": "2", "户主姓名": "翟㛃"}, {"户编号": "3", "地址": "𠮷祥巷3号"}]
        files, problems = made(docgen, office.write())
        assert [len(letters(file)) for file in files] == [3]
        rare = [each for each in problems if each["code"] == "rare-character"]
        assert [each["where"] for each in rare] == ["台账.xlsx / 户 / F3", "台账.xlsx / 户 / E4"]
        assert "“㛃”（U+36C3）" in rare[0]["text"]["zh"]
        assert "“𠮷” (U+20BB7)" in rare[1]["text"]["en"]

    @pytest.mark.parametrize(("title", "value"), [("举报电话", ""), ("电子邮箱", "")])
    def test_a_township_without_hotline_or_email_is_said_once(self, docgen, office, title, value):
        office.second_town()
        office.groups[0] = {title: value}
        office.homes = [*({"户编号": f"04-{n}", "地址": f"{n}号"} for n in range(5)), office.homes[1]]
        files, problems = made(docgen, office.write(), code=1)
        assert [file.name for file in files] == ["公开信_石碑社区_第1批_001-001.docx"]
        (problem,) = [each for each in problems if each["code"] == "letter"]
        assert problem["text"]["en"] == f"石羊镇 has no {title}; its 5 letters are not made"
        assert problem["where"] == "台账.xlsx / 乡镇 / E2"
        assert "指导组" in problem["hint"]["zh"]

    @pytest.mark.parametrize(
        ("title", "column", "said"), [("选举日期", "F", "选举日期"), ("会议地点", "H", "会议地点")]
    )
    def test_a_community_without_a_meeting_is_said_once(self, docgen, office, title, column, said):
        office.second_town()
        office.places[0] = {title: ""}
        office.homes = [*({"户编号": f"04-{n}", "地址": f"{n}号"} for n in range(3)), office.homes[1]]
        files, problems = made(docgen, office.write(), code=1)
        assert [file.name for file in files] == ["公开信_石碑社区_第1批_001-001.docx"]
        (problem,) = problems
        assert problem["text"]["zh"] == f"丰乐社区没有填{said}，3封公开信没有生成"
        assert problem["where"] == f"台账.xlsx / 社区 / {column}2"

    @pytest.mark.parametrize(
        ("table", "title", "sheet"), [("places", "会议地点", "社区"), ("groups", "电子邮箱", "指导组")]
    )
    def test_so_is_what_does_not_fit_and_stands_on_all_its_letters(self, docgen, office, table, title, sheet):
        setattr(office, table, [{title: "a" * 48 + "@example.org" if sheet == "指导组" else "会" * 32}])
        office.homes = [{"户编号": f"04-{n}", "地址": f"{n}号"} for n in range(3)]
        files, problems = made(docgen, office.write(), code=1)
        assert files == []
        (problem,) = problems
        assert problem["where"].startswith(f"台账.xlsx / {sheet} / ")
        assert f"{title}太长" in problem["text"]["zh"]

    def test_only_what_was_asked_for_is_complained_of(self, docgen, office):
        office.second_town()
        office.groups[0] = {"举报电话": ""}
        assert made(docgen, office.write(), "向峨乡")[1] == []

    def test_who_is_greeted_without_a_name_is_listed(self, docgen, office):
        office.homes = [{"户编号": "1"}, *({"户编号": f"{n}", "户主姓名": ""} for n in (2, 3))]
        ((file,), (problem,)) = made(docgen, office.write())
        assert len(letters(file)) == 3
        assert problem["severity"] == "warning"
        assert "2 households" in problem["text"]["en"]
        assert problem["text"]["zh"].endswith("第3, 4行")

    def test_a_household_whose_community_nobody_knows_fails_alone(self, docgen, office):
        office.homes = [{"户编号": "1"}, {"户编号": "2", "社区": "无名社区"}]
        ((file,), problems) = made(docgen, office.write(), code=1)
        assert len(letters(file)) == 1
        assert any(problem["where"].startswith("台账.xlsx / 户 / ") for problem in problems)

    def test_without_a_day_nothing_is_made(self, docgen, office):
        office.settings = SETTINGS.replace('"日期" = 2013-11-06', "")
        result = docgen("-w", office.write(), "letter")
        assert result.code == 1
        assert "[options.letter] lacks '日期'" in result.err
        assert not (office.folder / "out").exists()

    def test_an_issuer_too_long_for_its_line(self, docgen, office):
        office.settings = SETTINGS.replace("示例市", "示" * 30)
        result = docgen("-w", office.write(), "letter")
        assert result.code == 1
        assert "docgen.toml:6" in result.err


@pytest.mark.slow
def test_the_letters_of_the_example(docgen, example):
    files, problems = made(docgen, example)
    pages = [letters(file) for file in files]
    assert [len(each) for each in pages] == [102, 153, 147, 38, 40, 40]
    assert {problem["code"] for problem in problems} == {"letter-greeting"}
    text = "\n".join(letter.letter + letter.receipt + letter.opinions for each in pages for letter in each)
    assert not re.search(r"\d{17}[\dX]|(?<!\d)1[3-9]\d{9}(?!\d)|待补|None", text)
    assert len(set(re.findall(r"户编号\n(\S+)", text))) == 520
