"""The automatic layout of an org chart: places and reporting lines from sizes, styles and who reports to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from opsdesigner.model.geometry import Box as Frame
from opsdesigner.model.records import Point

from .tree_blocks import ROOTS, Block, row
from .tree_pins import out_of_the_way
from .tree_styles import Box, Join, Style, family

OUTSIDE, LOOSE_GAP, LOOSE_ROW, NARROWEST = 60.0, 24.0, 12.0, 720.0  # above the loose boxes there is room for a caption

Reports = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where each box stands (its top left corner), and what `lines` needs to know of how it came there."""

    boxes: Mapping[str, Box]
    places: dict[str, Point]
    boss: Mapping[str, str]
    joins: Mapping[str, Join] = field(repr=False)  # of reports on a stem; the others are joined from above
    free: bool = True  # nothing is pinned, so that every line runs in the room left for it

    def frames(self) -> dict[str, Frame]:
        """Left, top, right and bottom of each box."""
        boxes = self.boxes
        return {id: (x, y, x + boxes[id].width, y + boxes[id].height) for id, (x, y) in self.places.items()}


def arrange(
    boxes: Iterable[Box],
    roots: Sequence[str],
    reports: Reports,
    outside: Sequence[str] = (),
    origin: Point = (0.0, 0.0),
) -> Arrangement:
    """The roots' trees side by side, the outside boxes in rows below them; the whole starts at the origin.

    A box without a style of its own takes its boss's, a root the compact one. A pinned box stays where it is and its
    branch hangs on it; everything that is not pinned gives way to the right.
    """
    known = {box.id: box for box in boxes}
    order, boss = _order(roots, reports)
    joins: dict[str, Join] = {}
    offsets: dict[str, Point] = {}
    blocks = _blocks(known, order, boss, reports, offsets, joins)
    standing = [blocks[root] for root in roots if known[root].pinned is None]
    free, reach = _side_by_side(standing, origin)
    free.update(_loose([known[id] for id in outside if known[id].pinned is None], origin, reach))
    pinned = {id: at for id in (*order, *outside) if (at := known[id].pinned) is not None}
    places = _follow(order, boss, offsets, free | pinned)
    if pinned:
        heads = _heads(order, boss, pinned)
        places = out_of_the_way(known, places, pinned, heads)
    return Arrangement(known, places, boss, joins, not pinned)


def _order(roots: Sequence[str], reports: Reports) -> tuple[list[str], dict[str, str]]:
    """Everybody, bosses before their reports, and the boss of each; who is named twice belongs to the first."""
    order: list[str] = []
    boss: dict[str, str] = {}
    seen: set[str] = set(roots)
    pending = list(reversed(roots))
    while pending:
        id = pending.pop()
        order.append(id)
        below = [report for report in reports.get(id, ()) if report not in seen]
        seen.update(below)
        boss.update(dict.fromkeys(below, id))
        pending.extend(reversed(below))
    return order, boss


def _blocks(
    boxes: Mapping[str, Box],
    order: Sequence[str],
    boss: Mapping[str, str],
    reports: Reports,
    offsets: dict[str, Point],
    joins: dict[str, Join],
) -> dict[str, Block]:
    """The block of each branch, from the leaves up; offsets and joins of the reports are noted on the way."""
    styles: dict[str, Style] = {}
    for id in order:
        styles[id] = boxes[id].style or (styles[boss[id]] if id in boss else Style.COMPACT)
    blocks: dict[str, Block] = {}
    for id in reversed(order):
        seen: list[Block] = []
        aides: list[Block] = []
        for report in reports.get(id, ()):
            if boss.get(report) == id and boxes[report].pinned is None:
                (aides if boxes[report].assistant else seen).append(blocks.pop(report))
        blocks[id] = family(boxes[id], styles[id], seen, aides, offsets, joins)
    return blocks


def _side_by_side(blocks: Sequence[Block], origin: Point) -> tuple[dict[str, Point], Point]:
    """The place of each root, and how far the trees reach to the right and down."""
    if not blocks:
        return {}, (origin[0], origin[1] - OUTSIDE)
    places, whole = row(blocks, ROOTS, ROOTS)
    left = origin[0] - whole.x0
    roots = {block.members[0][0]: (left + x, origin[1]) for block, x in zip(blocks, places, strict=True)}
    return roots, (origin[0] + whole.x1 - whole.x0, origin[1] + whole.height)


def _loose(boxes: Sequence[Box], origin: Point, reach: Point) -> dict[str, Point]:
    """Boxes that report to nobody, in rows as wide as the trees above."""
    places: dict[str, Point] = {}
    x, y, tallest = origin[0], reach[1] + OUTSIDE, 0.0
    right = max(reach[0], origin[0] + NARROWEST)
    for box in boxes:
        if x > origin[0] and x + box.width > right:
            x, y, tallest = origin[0], y + tallest + LOOSE_ROW, 0.0
        places[box.id] = (x, y)
        x += box.width + LOOSE_GAP
        tallest = max(tallest, box.height)
    return places


def _follow(
    order: Sequence[str], boss: Mapping[str, str], offsets: Mapping[str, Point], fixed: Mapping[str, Point]
) -> dict[str, Point]:
    """Every report at its offset from its boss, unless it has a place of its own."""
    places = dict(fixed)
    for id in order:
        if id not in places:
            (x, y), (dx, dy) = places[boss[id]], offsets[id]
            places[id] = (x + dx, y + dy)
    return places


def _heads(order: Sequence[str], boss: Mapping[str, str], pinned: Mapping[str, Point]) -> dict[str, str]:
    """The nearest pinned box above each box, or itself; only of those that have one."""
    heads: dict[str, str] = {}
    for id in order:
        if id in pinned:
            heads[id] = id
        elif (head := heads.get(boss.get(id, ""))) is not None:
            heads[id] = head
    return heads
