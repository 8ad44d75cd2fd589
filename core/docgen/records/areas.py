"""The townships and communities that somebody names on the command line: 石羊镇, 丰乐社区, 石羊镇 丰乐社区."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import ClassVar

from docgen import Dataset, Record, Table, Text, UsageError, did_you_mean
from docgen.records.places import Community, Township, community_name, township_name


class Areas:
    """What was named, to be asked for rows: those of a township, or of a community of it. Nothing named is everywhere.

    A community after its township is that one; alone it must be the only one of its name. Right after another
    township it is refused.
    """

    help: ClassVar[Text] = Text(
        "PLACES: townships and communities; without any, all",
        "PLACES（地方）：乡镇（街道）、社区，可写几个；不写则全部",
    )

    def __init__(self, names: Iterable[str], data: Dataset) -> None:
        """Raises UsageError for a name that nothing or more than one place has."""
        self._data = data
        self.townships: list[Township] = []
        self.communities: list[Community] = []
        self._before: Township | None = None
        for name in names:
            self._take(name)

    @classmethod
    def has_places(cls, table: Table) -> bool:
        """Whether the rows of a table are townships or communities, or lie in them."""
        names = (Township.__table__.name, Community.__table__.name)
        return table.name in names or any(each.to in names for each in table.columns)

    @property
    def is_narrow(self) -> bool:
        """Whether a community was named."""
        return bool(self.communities)

    def hold(self, row: Record) -> bool:
        """Whether a row that is a township or a community, or refers to one, lies in what was named."""
        if not self.townships and not self.communities:
            return True
        township, community = _home(row)
        return community in self.communities or self._whole(township)

    def cover(self, township: str, community: str) -> bool:
        """Whether a community lies in what was named, or would if it were still in the tables."""
        if not self.townships and not self.communities:
            return True
        homes = [home for home in self.communities if home.get("name") == community]
        if any((town := home.get("township")) and town.get("name") == township for home in homes):
            return True
        return any(town.get("name") == township and self._whole(town) for town in self.townships)

    def _whole(self, township: object) -> bool:
        """Whether the township was named, and no community of it."""
        narrowed = [community.get("township") for community in self.communities]
        return township in self.townships and township not in narrowed

    def _take(self, name: str) -> None:
        towns = [town for town in self._data[Township] if name in _spellings(town, township_name)]
        homes = [home for home in self._data[Community] if name in _spellings(home, community_name)]
        here = [home for home in homes if home.get("township") in self.townships]
        if len(towns) == 1 and not here:
            self.townships.append(towns[0])
            self._before = towns[0]
            return
        if self._before and homes and not here:
            raise _elsewhere(name, self._before, homes)
        self._before = None
        if len(found := here or homes) != 1:
            raise _several(name, found) if found else self._unknown(name)
        self.communities.append(found[0])

    def _unknown(self, name: str) -> UsageError:
        known = [row.get("name", "") for rows in (self._data[Township], self._data[Community]) for row in rows]
        text = Text("there is no township or community {name}", "没有“{name}”这个乡镇（街道）或社区")
        return UsageError(text.format(name=name), hint=did_you_mean(name, known))


def _home(row: Record) -> tuple[Record | None, Record | None]:
    """The township and the community of a row, as far as it has them."""
    to_township, to_community = _references(type(row))
    community = row if isinstance(row, Community) else row.get(to_community) if to_community else None
    township = row if isinstance(row, Township) else row.get(to_township) if to_township else None
    if township is None and isinstance(community, Record):
        township = community.get("township")
    return township, community


@lru_cache(maxsize=64)
def _references(record: type[Record]) -> tuple[str, str]:
    """The attributes of the rows of a table that refer to a township and to a community; blank if there is none."""
    names = (Township.__table__.name, Community.__table__.name)
    found = {column.to: column.name for column in record.__table__.columns if column.to in names}
    return found.get(names[0], ""), found.get(names[1], "")


def _spellings(place: Township | Community, bare: Callable[[str], str]) -> set[str]:
    name = place.get("name", "")
    return {name, bare(name), place.get("short", "") if isinstance(place, Township) else ""} - {""}


def _elsewhere(name: str, township: Township, found: list[Community]) -> UsageError:
    text = Text("there is no {name} in {township}", "{township}没有“{name}”").format(name=name, township=township.name)
    towns = "、".join(town.name for home in found if (town := home.get("township")))
    return UsageError(text, hint=Text("It is in {towns}.", "它在{towns}。").format(towns=towns))


def _several(name: str, found: list[Community]) -> UsageError:
    towns = "、".join(town.name for home in found if (town := home.get("township")))
    text = Text("{name} is in several townships: {towns}", "“{name}”在几个乡镇（街道）都有：{towns}")
    hint = Text("Write the township before it.", "请在前面写上乡镇（街道）名。")
    return UsageError(text.format(name=name, towns=towns), hint=hint)
