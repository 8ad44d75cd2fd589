"""Tables in which something is to be filled in: cells beside their labels, and rows below a header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Any

from docgen.forms.begin.cells import Row, grid_of, header_rows, is_blank_row, is_empty, is_header, is_held
from docgen.forms.begin.cells import paths_of as paths
from docgen.forms.begin.found import Found, fill, plain_label, text_of
from docgen.forms.begin.labels import NUMBER, Names, first_tag, is_label
from docgen.render.xml import W


def cells_to_tags(table: Any, names: Names, found: Found) -> None:
    """Make tags of the blank cells whose label `names` knows; the labels of others are noted in `found`."""
    grid, at = grid_of(table), 0
    done: set[Any] = set()
    head: Row = []
    while at < len(grid):
        header = header_rows(grid, at)
        if header and is_blank_row(grid[at], header[-1], header[-1]):
            at = _below_header(header, grid, at, names, found)
        else:
            head = grid[at] if is_header(grid[at]) else head
            if label := _label_of_grid(grid[at], head):
                found.by_hand.append(label)
                found.told.update(slot.cell for slot in grid[at])
            elif _is_crossed(grid[at], head):
                _cross(grid[at], found)
            else:
                _beside_labels(grid[at], done, names, found)
            at += 1
    for above, row in pairwise([[], *grid]):
        _note_others(row, above, found)


def _below_header(header: Sequence[Row], grid: Sequence[Row], at: int, names: Names, found: Found) -> int:
    """The rows of a list; its numbers are told by docgen. Gives the first row behind the list."""
    end = at
    while end < len(grid) and is_blank_row(grid[end], header[-1], header[-1]):
        found.told.update(slot.cell for slot in grid[end])
        end += 1
    labels = _labels(header)
    found.heads.update(slot.head for row in header for slot in row)
    tags = [f"{{{{ {NUMBER} }}}}" if own[0] == NUMBER else first_tag(own, names) for own in labels]
    if not any(tag for own, tag in zip(labels, tags, strict=True) if own[0] != NUMBER):
        found.by_hand += [own[0] for own in labels]
        return end
    for place, (own, tag, slot) in enumerate(zip(labels, tags, grid[at], strict=True)):
        if tag and tag in tags[:place]:  # the right half of a list with two: it is about somebody else
            found.by_hand.append(f"{own[0]}（右）")
        elif (run := _put(slot.cell, own[0], tag, found)) is not None:
            found.in_rows.append((run, own[0]))
    return end


def _labels(header: Sequence[Row]) -> list[list[str]]:
    """What each column may be called, the likeliest first: with what stands above it, and, if no other column is called
    so, without."""
    found = []
    every = [tuple(map(plain_label, path)) for path in paths(header)]
    ends = Counter(path[-1] for path in every)
    for path in every:
        whole = ["".join(path), "".join(path[-2:])] if len(path) > 1 else []
        found.append(list(dict.fromkeys([*whole, path[-1]] if ends[path[-1]] == 1 else [*whole, "/".join(path)])))
    return found


def _beside_labels(row: Row, done: set[Any], names: Names, found: Found) -> None:
    """A label that is merged down names the cells of all its rows, and the first of them is filled in."""
    for before, slot in pairwise(row):
        label = plain_label(before.text)
        if slot.goes_on or not is_label(before.text):
            continue
        if is_empty(slot.cell):
            _put(slot.cell, label, None if before.head in done else names.of_blank(label), found)
            done.add(before.head)
            found.heads.add(before.head)
        found.beside[slot.cell] = label


def _label_of_grid(row: Row, head: Row) -> str:
    """The label of a grid to which a row belongs, with its headers: 家庭成员 is merged down beside 姓名 and 关系, and
    the cells below these are about other people. Blank if the row belongs to none."""
    beside = list(takewhile(lambda slot: slot.goes_on, row))
    heads = head[len(beside) :]
    same = [slot.head for slot in beside] == [slot.head for slot in head[: len(beside)]]
    if not beside or not same or len(row) != len(head) or len(heads) < _FEWEST or not is_empty(row[len(beside)].cell):
        return ""
    return f"{plain_label(beside[-1].text)}（{'、'.join(plain_label(slot.text) for slot in heads)}）"


_FEWEST = 2


def _is_crossed(row: Row, head: Row) -> bool:
    """Whether a row has a label and nothing else, below headers: each cell is about both, as in 好 and 较好 of 作风."""
    if not len(row) == len(head) > 2 or any(slot.goes_on for slot in row):
        return False
    return is_label(row[0].text) and all(is_empty(slot.cell) for slot in row[1:])


def _cross(row: Row, found: Found) -> None:
    found.by_hand.append(plain_label(row[0].text))
    found.told.update(slot.cell for slot in row[1:])


def _note_others(row: Row, above: Row, found: Found) -> None:
    """Cells that nothing was said of yet, by the labels beside or above them."""
    before = ""
    for slot in row:
        if is_label(slot.text):
            before = plain_label(slot.text)
        elif not slot.goes_on and not found.told[slot.cell] and is_empty(slot.cell):
            head = next((plain_label(own.text) for own in above if own.covers(slot) and is_label(own.text)), "")
            around = " ".join(filter(None, (text_of(own.cell).strip() for own in row)))
            found.told[slot.cell] += 1
            if label := before or head:
                found.by_hand.append(label)
            elif around:
                found.unnamed.append(("", around))


def _put(cell: Any, label: str, tag: str | None, found: Found) -> Any:
    """The run that was put into the cell, if one was."""
    found.told[cell] += 1
    around = text_of(next(cell.iterancestors(f"{W}tr")))
    if tag is None and label in found.unclear:
        found.left.append((label, around))
    elif tag is None:
        found.by_hand.append(label)
    elif is_held(cell):
        found.held.append((label, around))
    else:
        blank = text_of(cell).strip()
        run = fill(cell, tag)
        found.blanks[run.getparent(), tag] = blank
        return run
    return None
