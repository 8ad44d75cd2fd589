"""Make the small office: the example cut down to two townships and a dozen communities, with rows in every table.

    python tests/small_office/make.py [FOLDER]

The rows are those of examples/dujiangyan/make_data.py, cut before they are written, so that sums and totals fit. A
workbook that make_data.py learns to write is written here too; a new list of rows in its `Office` is cut by itself.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "examples" / "dujiangyan"))

from _make.cadres import Cadres  # noqa: E402
from _make.places import Community, Group, Places, Township, make_places  # noqa: E402
from make_data import Office, make_office, make_reports, write_workspace  # noqa: E402

KEPT = {"石羊镇": (1, 2, 3, 5, 7, 10), "向峨乡": (1, 2, 3, 7, 8, 9)}
"""The communities by their numbers in their townships: those with talks, petitions, refused candidates, a good example,
and those whose households are listed."""
HOUSEHOLDS = {"丰乐社区": 40, "石碑社区": 12}


class SmallPlaces(Places):
    """Places of which some are gone."""

    def guides(self, township: Township) -> Group:
        return next(group for group in self.groups if group.townships == [township])


def main(root: Path) -> None:
    """Write the workspace into `root`."""
    places = make_places()
    for community in places.communities:
        community.households = HOUSEHOLDS.get(community.name, community.households)
    write_workspace(cut_office(make_office(places)), root)


def cut_office(office: Office) -> Office:
    """The office with the rows that are kept; candidates keep their numbers, groups theirs. What townships report of
    their days counts their communities, so it is made of those that are left."""
    lists = {name: rows for name, rows in office._asdict().items() if isinstance(rows, list)}
    cut = office._replace(**{name: list(filter(is_kept, rows)) for name, rows in lists.items()})
    cut = cut._replace(places=cut_places(office.places), cadres=cut_cadres(office.cadres))
    return cut._replace(reports=make_reports(cut.places, cut.petitions))


def cut_places(places: Places) -> Places:
    """The kept townships with their kept communities, and the groups that look after one of them."""
    townships = [township for township in places.townships if township.name in KEPT]
    for township in townships:
        township.communities = list(filter(is_kept, township.communities))
    communities = [community for township in townships for community in township.communities]
    groups = []
    for group in places.groups:
        group.townships = [township for township in group.townships if township in townships]
        if group.townships:
            groups.append(group)
    return SmallPlaces(townships, communities, groups, places.leaders)


def cut_cadres(cadres: Cadres) -> Cadres:
    """The cadres of the kept communities."""
    return replace(
        cadres,
        incumbents=list(filter(is_kept, cadres.incumbents)),
        appraisals=[each for each in cadres.appraisals if is_kept(each.incumbent)],
        talks=[each for each in cadres.talks if is_kept(each.incumbent)],
        barred=list(filter(is_kept, cadres.barred)),
    )


def is_kept(row: Any) -> bool:
    """Whether a row is of a kept community, or of a kept township and of no community."""
    community = row if isinstance(row, Community) else getattr(row, "community", None)
    if community is None:
        return row.township.name in KEPT
    return community.number in KEPT.get(community.township.name, ())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
