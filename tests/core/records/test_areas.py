"""Townships and communities as people name them."""

import pytest
from office import office

from docgen import UsageError
from docgen.records import Areas, Candidate, Community, Township

ONE = Township(name="石羊镇", short="石羊", kind="镇")
OTHER = Township(name="向峨乡", kind="乡")
RICH, STONE = Community(township=ONE, name="丰乐社区"), Community(township=OTHER, name="石碑社区")
TWINS = Community(township=ONE, name="新民社区"), Community(township=OTHER, name="新民社区")


ROWS = [Candidate(township=home.township, community=home) for home in (RICH, STONE, *TWINS)]


def people(*names: str) -> list[Community]:
    """Where the candidates are whom these names choose."""
    areas = Areas(names, office(ONE, OTHER, RICH, STONE, *TWINS, *ROWS))
    return [row.community for row in ROWS if areas.hold(row)]


@pytest.mark.parametrize(
    ("names", "homes"),
    [
        ((), [RICH, STONE, *TWINS]),
        (("石羊镇",), [RICH, TWINS[0]]),
        (("石羊",), [RICH, TWINS[0]]),
        (("丰乐",), [RICH]),
        (("石羊镇", "新民社区"), [TWINS[0]]),
        (("向峨乡", "新民社区", "丰乐社区"), [RICH, TWINS[1]]),
        (("石羊镇", "丰乐社区", "向峨乡"), [RICH, STONE, TWINS[1]]),
    ],
)
def test_rows_lie_in_what_is_named(names, homes):
    assert people(*names) == homes


@pytest.mark.parametrize(
    ("names", "says"),
    [(("新民社区",), "石羊镇、向峨乡"), (("石洋镇",), "石洋镇"), (("向峨乡", "丰乐社区"), "no 丰乐社区 in 向峨乡")],
)
def test_an_unclear_or_unknown_name_is_refused(names, says):
    with pytest.raises(UsageError, match=says):
        people(*names)
