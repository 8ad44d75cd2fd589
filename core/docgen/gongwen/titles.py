"""Titles of more than a line: broken where a reader pauses, as evenly as that goes (7.3.1)."""

import re

#: How many characters of 2号 fit into 156 mm.
CHARS = 20
# After 的, 和 or 、, before 关于, 有关 and the like.
_PAUSE = re.compile(r"(?<=[的和及与、》])(?![的、和及与》])|(?=关于|有关|工作|情况)")


def title_lines(title: str) -> list[str]:
    """The lines of a title: those that its writer made, else as few as its length needs.

    "关于机关党组织和工会选举有关问题的补充通知" → "关于机关党组织和工会选举", "有关问题的补充通知"
    """
    written = [line.strip() for line in title.splitlines() if line.strip()]
    return _broken(written[0]) if len(written) == 1 else written


def _broken(text: str) -> list[str]:
    count = -(-len(text) // CHARS)
    places = [found.end() for found in _PAUSE.finditer(text)]
    fitting = [place for place in places if 0 < place <= CHARS and len(text) - place <= (count - 1) * CHARS]
    if not fitting:
        return [text]
    place = min(fitting, key=lambda place: abs(place - len(text) / count))
    return [text[:place], *_broken(text[place:])]
