"""What the workbooks of the example say: three communities of 石羊镇 and the term change of their Party organisations.
Everybody and everything is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from _township.people import People, Person

TOWN = "石羊镇"
YEAR = 2013
RECOMMENDED, ELECTED = date(YEAR, 11, 9), date(YEAR, 11, 28)
SHOWN_FROM, SHOWN_TO = date(YEAR, 11, 18), date(YEAR, 11, 24)


@dataclass(frozen=True)
class Candidate:
    """Somebody who stands in a community: a formal candidate if `place` is below the number of ballots' names."""

    number: str
    person: Person
    school: str
    joined: date
    job: str
    post: str
    state: str
    votes: int


@dataclass
class Community:
    """A community, its Party members and those who stand there."""

    name: str
    body: str
    households: int
    posts: int
    members: list[str]
    hall: str
    present: int
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def ballots(self) -> int:
        """How many ballots were valid at the recommendation by households."""
        return self.households - 9

    @property
    def formal(self) -> list[Candidate]:
        """Those whose names stand on the ballot: a fifth more than there are posts."""
        return [each for each in self.candidates if each.state == "正式候选人"]


_PLACES = (
    ("丰乐社区", "党总支", 402, 5, 46, "丰乐社区党员活动室", 43),
    ("望湾社区", "党支部", 286, 3, 28, "望湾社区居民议事厅", 25),
    ("柳荫社区", "党支部", 231, 3, 22, "柳荫社区文化活动中心", 21),
)
_GIVEN = ("王牛", "毛方", "方尹", "孔牛", "欧阳明", "扎西·多吉")
"""Names that show how lists stand by strokes."""

_POSTS = ("书记", "副书记", "委员", "委员", "委员", "委员", "委员", "委员")
_JOBS = ("党组织书记", "党组织委员", "居民小组组长", "退役军人", "个体工商户", "物业公司职员", "小学教师")


def make_communities() -> list[Community]:
    """All three, the same each time."""
    people = People("communities")
    found = []
    for order, (name, body, households, posts, members, hall, present) in enumerate(_PLACES, 1):
        given = _GIVEN if order == 1 else ()
        standing = [people.person(each) for each in given]
        standing += [people.person() for _ in range(posts + (3 if order == 1 else 2) - len(given))]
        others = people.names(members - len(standing))
        place = Community(name, body, households, posts, [*others, *(each.name for each in standing)], hall, present)
        place.candidates = _candidates(people, order, place, standing)
        found.append(place)
    return found


def _candidates(people: People, order: int, place: Community, standing: list[Person]) -> list[Candidate]:
    """Votes fall; a fifth more than there are posts are formal candidates, one was refused by the review."""
    formal = place.posts + -(-place.posts // 5)
    votes = sorted((people.between(60, place.ballots - 60) for _ in standing), reverse=True)
    found = []
    for at, person in enumerate(standing):
        state = "正式候选人" if at < formal else "复审通过" if at == formal else "取消资格"
        number = f"SY-{order:02d}-{at + 1:02d}"
        school = people.choice(("高中（中专）", "大专", "大专", "本科"))
        joined = date(person.born.year + people.between(20, 27), people.between(1, 12), 1)
        job = f"{place.name}{_JOBS[at]}" if at < 3 else people.choice(_JOBS[3:])
        found.append(Candidate(number, person, school, joined, job, _POSTS[at], state, votes[at]))
    return found


def pledges(candidate: Candidate) -> list[tuple[str, str]]:
    """What a candidate promises, and by when."""
    every = (
        ("每月到居民小组走访不少于两次，收集的意见10日内答复", "任期内"),
        ("完成老旧院落雨污管网改造，解决雨季积水问题", "2014年12月底前"),
        ("党务、居务、财务每季度公开一次，接受监督", "任期内"),
        ("建成社区日间照料中心，为高龄老人送餐上门", "2015年6月底前"),
        ("办好社区文化广场，每季度组织一次群众活动", "任期内"),
    )
    start = int(candidate.number[-2:]) % 3
    return list(every[start : start + 3])


@dataclass(frozen=True)
class Result:
    """How a formal candidate, or somebody who was written in, did at the election."""

    name: str
    post: str
    ayes: int
    noes: int | None
    abstained: int | None
    elected: bool


def results(place: Community) -> list[Result]:
    """All ballots but one are valid; of each candidate's votes the sum is that of the valid ballots."""
    people, valid = People(f"results {place.name}"), place.present - 1
    found = []
    for at, each in enumerate(place.formal):
        noes, blank = people.between(0, 3), people.between(0, 2)
        ayes = valid - noes - blank if at < place.posts else valid // 3
        noes = valid - ayes - blank
        found.append(Result(each.person.name, "委员", ayes, noes, blank, at < place.posts))
    return [*found, Result(people.name(), "委员", 1, None, None, False)]


def duty_roster() -> list[tuple[date, str, str]]:
    """Who leads and who is on duty from the recommendation to the day after the election."""
    people = People("duty")
    leaders, staff = people.names(5), people.names(8)
    days = [RECOMMENDED + timedelta(days=n) for n in range((ELECTED - RECOMMENDED).days + 2)]
    return [(day, leaders[n % 5], f"{staff[n % 8]}、{staff[(n + 3) % 8]}") for n, day in enumerate(days)]


HANDED_OVER = (
    ("印章", "社区党组织印章", 1, "枚", "完好"),
    ("印章", "居民委员会印章", 1, "枚", "完好"),
    ("印章", "财务专用章", 1, "枚", "完好"),
    ("账目", "2011年现金日记账", 1, "本", "账实相符"),
    ("账目", "2012年现金日记账", 1, "本", "账实相符"),
    ("账目", "2013年现金日记账", 1, "本", "账实相符"),
    ("账目", "银行存款日记账", 3, "本", "与对账单核对一致"),
    ("账目", "固定资产登记簿", 1, "本", "账实相符"),
    ("账目", "2010—2013年记账凭证", 48, "册", "已装订"),
    ("档案", "党员档案", 46, "份", "齐全"),
    ("档案", "党员名册、组织关系介绍信存根", 3, "册", "齐全"),
    ("档案", "发展党员材料", 12, "份", "齐全"),
    ("档案", "民主评议材料", 4, "盒", "已归档"),
    ("档案", "会议记录", 9, "本", "齐全"),
    ("档案", "居民户籍底册", 402, "户", "齐全"),
    ("档案", "低保、优抚对象档案", 37, "份", "齐全"),
    ("档案", "工程项目合同", 14, "份", "齐全"),
    ("资产", "办公用房（含党员活动室）", 1, "处", "建筑面积320平方米"),
    ("资产", "台式电脑", 6, "台", "可用5台，待修1台"),
    ("资产", "打印复印一体机", 2, "台", "可用"),
    ("资产", "投影设备", 1, "套", "可用"),
    ("资产", "办公桌椅", 18, "套", "完好"),
    ("资产", "文件柜", 12, "个", "完好"),
    ("资产", "会议室桌椅", 60, "套", "完好"),
    ("资产", "音响设备", 1, "套", "可用"),
    ("资产", "健身器材", 22, "件", "完好20件，报废2件"),
    ("债务", "应付老旧院落改造工程质保金", 1, "笔", "到期日2014年6月"),
    ("债务", "应收场地租金", 1, "笔", "2013年第四季度"),
    ("其他", "在办事项：雨污管网改造", 1, "项", "已完成招标"),
    ("其他", "在办事项：信访件", 2, "件", "承办人已交接"),
)
"""What the old leaders hand over to the new ones."""

EMERGENCY = (
    ("领导小组", "组长", "镇党委书记", "统一指挥应急处置工作"),
    ("领导小组", "副组长", "镇党委副书记", "协助组长，负责综合协调"),
    ("领导小组", "成员", "镇纪委书记", "查处违纪违法行为"),
    ("领导小组", "成员", "镇武装部部长", "组织应急力量"),
    ("信访接待组", "组长", "镇综治办主任", "接待来访、登记转办"),
    ("信访接待组", "成员", "镇信访专干", "答复信访人"),
    ("现场处置组", "组长", "派出所所长", "维护会场秩序"),
    ("现场处置组", "成员", "派出所民警", "处置突发情况"),
    ("现场处置组", "成员", "镇卫生院医生", "现场急救"),
    ("信息报送组", "组长", "镇党政办主任", "收集、报送信息"),
    ("信息报送组", "成员", "镇组织员", "汇总日信息"),
)
"""The groups of the emergency plan: group, role, post, duty."""

TALKS = (
    ("社区干部", "办公经费不足，部分居民小组没有活动场所", "由镇上统筹闲置用房；活动经费按居民小组数核定"),
    ("普通党员", "流动党员参加组织生活少", "建立微信学习小组，每季度集中一次"),
    ("普通党员", "党务公开内容更新不及时", "明确专人负责，每月更新"),
    ("群众", "停车难，院落内车辆乱停", "划定停车位，由业主自治管理"),
    ("群众", None, None),
    ("群众", None, None),
)
"""What students heard in a community, by the kind of those whom they asked; two sheets are still to be filled in."""
