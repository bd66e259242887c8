"""The automatic layout of an org chart: places and reporting lines from sizes, styles and who reports to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from opsdesigner.model.geometry import Box as Frame
from opsdesigner.model.records import Point

from .tree_blocks import ROOTS, Block, row
from .tree_pins import out_of_the_way
from .tree_styles import Box, Join, Style, family

OUTSIDE, LOOSE_GAP, LOOSE_ROW, NARROWEST = 60.0, 24.0, 12.0, 376.0  # above the loose boxes there is room for a caption

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
    branch hangs on it; everything that is not pinned gives way to the right. Pinned near its place it keeps that free
    among its siblings; further off, they close up.
    """
    known = {box.id: box for box in boxes}
    order, boss = _order(roots, reports)
    pinned = {id: at for id in (*order, *outside) if (at := known[id].pinned) is not None}
    chart = _Chart(known, order, boss, reports)
    places = chart.places(roots, outside, origin, pinned)
    if far := chart.strayed(places, pinned):
        chart = _Chart(known, order, boss, reports, far)
        places = chart.places(roots, outside, origin, pinned)
    arrangement = Arrangement(known, places, boss, chart.joins, not pinned)
    if pinned:
        loose = [id for id in outside if id not in boss]
        for id, by in out_of_the_way(arrangement.frames(), [*order, *loose], boss, chart.joins, pinned).items():
            places[id] = (places[id][0] + by, places[id][1])
    return arrangement


def _order(roots: Sequence[str], reports: Reports) -> tuple[list[str], dict[str, str]]:
    """Everybody, bosses before their reports, and the boss of each; who is named twice belongs to the first."""
    order: list[str] = []
    boss: dict[str, str] = {}
    seen: set[str] = set(roots)
    pending = list(reversed(roots))
    while pending:
        id = pending.pop()
        order.append(id)
        below = [report for report in dict.fromkeys(reports.get(id, ())) if report not in seen]
        seen.update(below)
        boss.update(dict.fromkeys(below, id))
        pending.extend(reversed(below))
    return order, boss


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


class _Chart:
    """All branches as blocks, from the leaves up; those apart take no room among their siblings."""

    def __init__(
        self,
        boxes: Mapping[str, Box],
        order: Sequence[str],
        boss: Mapping[str, str],
        reports: Reports,
        apart: frozenset[str] = frozenset(),
    ) -> None:
        self.boxes, self.order, self.boss = boxes, order, boss
        self.offsets: dict[str, Point] = {}
        self.joins: dict[str, Join] = {}
        self.blocks: dict[str, Block] = {}
        styles: dict[str, Style] = {}
        for id in order:
            styles[id] = boxes[id].style or (styles[boss[id]] if id in boss else Style.COMPACT)
        for id in reversed(order):
            plain: list[Block] = []
            aides: list[Block] = []
            for report in reports.get(id, ()):
                if boss.get(report) == id and report in self.blocks and report not in apart:
                    (aides if boxes[report].assistant else plain).append(self.blocks.pop(report))
            self.blocks[id] = family(boxes[id], styles[id], plain, aides, self.offsets, self.joins)

    def places(
        self, roots: Sequence[str], outside: Sequence[str], origin: Point, pinned: Mapping[str, Point]
    ) -> dict[str, Point]:
        """Every report at its offset from its boss, unless it is pinned."""
        standing = [self.blocks[root] for root in roots if root not in pinned]
        places, reach = _side_by_side(standing, origin)
        places.update(_loose([self.boxes[id] for id in outside if id not in pinned], origin, reach))
        places.update(pinned)
        for id in self.order:
            if id not in places:
                places[id] = self._automatic(id, places)
        return places

    def _automatic(self, id: str, places: Mapping[str, Point]) -> Point:
        (x, y), (dx, dy) = places[self.boss[id]], self.offsets[id]
        return (x + dx, y + dy)

    def strayed(self, places: Mapping[str, Point], pinned: Mapping[str, Point]) -> frozenset[str]:
        """Pinned reports that stand off their automatic places by more than their own size."""
        far = set()
        for id, (x, y) in pinned.items():
            if id in self.boss:
                own, box = self._automatic(id, places), self.boxes[id]
                if abs(x - own[0]) > box.width or abs(y - own[1]) > box.height:
                    far.add(id)
        return frozenset(far)
