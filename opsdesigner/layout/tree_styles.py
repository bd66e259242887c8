"""How a boss's reports stand below the boss, style by style: each makes one block of the blocks of the reports."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import log, sqrt

from opsdesigner.model.records import Point

from .tree_blocks import FAMILY, Block, Flight, row
from .tree_stems import PAGE, Pair, both_sides, compactly, in_columns, left_of, on_stem, right_of

LEVEL, BUS = 36.0, 18.0  # px from a boss down to the reports, and from a report up to the line they share
BELOW, STEM_IN = 16.0, 10.0  # from a boss down to a column, and from the boss's edge in to its stem
WIDE = 2.0  # pages side by side before a row is broken

Join = tuple[float, float | None]  # from the boss's corner: x of the stem; y of the line that leads to it, if any
Offsets = MutableMapping[str, Point]
Joins = MutableMapping[str, Join]


class Style(StrEnum):
    """How the reports of a boss stand."""

    TREE = "tree"  # side by side
    HANG_LEFT = "hang-left"  # in a column left of a stem
    HANG_RIGHT = "hang-right"
    HANG_BOTH = "hang-both"
    COLUMNS = "columns"  # leaves in a grid on stems, branches side by side
    COMPACT = "compact"  # leaves in columns, branches in rows, so that it all comes near the shape of a page


@dataclass(frozen=True, slots=True)
class Box:
    """One place in the chart; without a style its reports stand as its boss's do."""

    id: str
    width: float
    height: float
    style: Style | None = None
    assistant: bool = False
    pinned: Point | None = None


def family(
    box: Box, style: Style, reports: Sequence[Block], aides: Sequence[Block], offsets: Offsets, joins: Joins
) -> Block:
    """The block of a boss, all reports and assistants; places of these, from the boss's corner, go to the offsets."""
    if not reports and not aides:
        return Block([(box.id, 0.0, 0.0, False)], box.width / 2, (0.0, box.width), box.height, single=True)
    return _Family(box, offsets, joins).block(style, reports, aides)


class _Family:
    """One boss while the reports are seated."""

    def __init__(self, box: Box, offsets: Offsets, joins: Joins) -> None:
        self.box, self.offsets, self.joins = box, offsets, joins
        self.foot = box.height  # where the assistants end
        self.reach = (0.0, box.width)  # of the assistants

    def block(self, style: Style, reports: Sequence[Block], aides: Sequence[Block]) -> Block:
        """Seats everybody; the outline is made of what was seated."""
        if style in SIDES and (len(reports) > 1 or style != Style.HANG_BOTH):
            return self._hanging(style, reports, aides)
        gather = GATHERED.get(style)
        items = list(reports) if gather is None else _gathered(reports, gather)
        if len(items) == 1 and items[0].hung:  # leaves alone: straight down to them
            if items[0].x0 == 0:
                return self._hanging(Style.HANG_RIGHT, reports, aides)
            self._aides(both_sides(aides, lone_right=True), self.box.width / 2)
            return self._below(items[0], self.box.width / 2)
        self._aides(both_sides(aides, lone_right=True), self.box.width / 2)
        if not items:
            return self._boxed(self.reach, self.foot)
        rows = _broken(items) if style == Style.COMPACT else [items]
        return self._tree(items) if len(rows) == 1 else self._rows(rows)

    def _hanging(self, style: Style, reports: Sequence[Block], aides: Sequence[Block]) -> Block:
        """All on one stem, the assistants first."""
        side = SIDES[style]
        stem = self._edge(style)
        self._aides(both_sides(aides, lone_right=True) if style == Style.HANG_BOTH else side(aides), stem)
        return self._below(on_stem(side(reports)), stem)

    def _edge(self, style: Style) -> float:
        """Where the stem of a style leaves the boss."""
        inside = min(STEM_IN, self.box.width / 2)
        return {Style.HANG_RIGHT: inside, Style.HANG_LEFT: self.box.width - inside}.get(style, self.box.width / 2)

    def _below(self, column: Block, stem: float) -> Block:
        if not column.members:
            return self._boxed(self.reach, self.foot)
        top = self.foot + (BELOW if self.foot == self.box.height else FAMILY)
        self._seat(column, stem, top, None)
        x0, x1 = self.reach
        return self._boxed((min(x0, stem + column.x0), max(x1, stem + column.x1)), top + column.height)

    def _boxed(self, reach: tuple[float, float], bottom: float) -> Block:
        """The boss on top of one rectangle."""
        left, right = Flight([(bottom, reach[0])]), Flight([(bottom, reach[1])])
        return self._crowned(min(0.0, reach[0]), max(self.box.width, reach[1]), bottom, left, right)

    def _crowned(self, x0: float, x1: float, bottom: float, left: Flight, right: Flight) -> Block:
        box = self.box
        left.put(box.height, 0.0)
        right.put(box.height, box.width)
        return Block([(box.id, 0.0, 0.0, False)], box.width / 2, (x0, x1), bottom, left, right)

    def _seat(self, block: Block, x: float, y: float, bus: float | None) -> None:
        """Notes where the boxes of a block stand and, of those on its stem, how they are joined."""
        stem = x + block.port
        for id, dx, dy, hung in block.members:
            self.offsets[id] = (x + dx, y + dy)
            if hung:
                self.joins[id] = (stem, bus)

    def _aides(self, pairs: Sequence[Pair], stem: float) -> None:
        """Assistants beside the stem, between the boss and the reports."""
        if not pairs:
            return
        block = on_stem(pairs)
        self._seat(block, stem, self.box.height + BELOW, None)
        self.reach = (stem + block.x0, stem + block.x1)
        self.foot = self.box.height + BELOW + block.height

    def _tree(self, items: Sequence[Block]) -> Block:
        """Side by side, the boss over the middle."""
        top = self.foot + LEVEL
        whole, start, end = self._centred(items, top)
        x0, x1 = self.reach
        for flight, x, aide in ((whole.left, start, x0), (whole.right, end, x1)):
            flight.put(top, x)  # the line they share
            if self.foot > self.box.height:
                flight.put(self.foot, aide)
        low, high = min(0.0, x0, whole.x0), max(self.box.width, x1, whole.x1)
        return self._crowned(low, high, top + whole.height, whole.left, whole.right)

    def _centred(self, items: Sequence[Block], top: float) -> tuple[Block, float, float]:
        """Seats a row whose first and last line are as far from the boss's middle; and where these are."""
        ports = items[0].port, items[-1].port
        places, whole = row(items)
        start, end = places[0] + ports[0], places[-1] + ports[1]
        shift = round(self.box.width / 2 - (start + end) / 2)  # whole px keep upright lines crisp
        self._seat_row(items, places, whole, shift, top)
        return whole, start + shift, end + shift

    def _seat_row(self, items: Sequence[Block], places: Sequence[float], whole: Block, x: float, y: float) -> None:
        for at, item in zip(places, items, strict=True):
            self._seat(item, at + x, y, y - BUS)
        whole.shift(x, y)

    def _rows(self, rows: Sequence[Sequence[Block]]) -> Block:
        """Several rows, a stem down the middle of all but the last."""
        stem, top = self.box.width / 2, self.foot + LEVEL
        done: list[Block] = []
        for items in rows[:-1]:
            cut = _middle(items)
            height = 0.0
            for half, side in ((items[:cut], -1), (items[cut:], 1)):
                places, whole = row(half)
                edge = whole.x1 if side < 0 else whole.x0
                self._seat_row(half, places, whole, stem + side * FAMILY / 2 - edge, top)
                done.append(whole)
                height = max(height, whole.height)
            top += height + LEVEL
        last, _, _ = self._centred(rows[-1], top)
        done.append(last)
        x0, x1 = self.reach
        reach = (min(x0, *(block.x0 for block in done)), max(x1, *(block.x1 for block in done)))
        return self._boxed(reach, top + last.height)


SIDES: dict[Style, Callable[[Sequence[Block]], list[Pair]]] = {
    Style.HANG_LEFT: left_of,
    Style.HANG_RIGHT: right_of,
    Style.HANG_BOTH: both_sides,
}
GATHERED: dict[Style, Callable[[Sequence[Block]], list[Block]]] = {
    Style.COLUMNS: in_columns,
    Style.COMPACT: compactly,
}


def _gathered(reports: Sequence[Block], gather: Callable[[Sequence[Block]], list[Block]]) -> list[Block]:
    """Leaves that follow each other are gathered on stems; the order of all stays."""
    items: list[Block] = []
    for leaf, run in groupby(reports, lambda block: block.single):
        blocks = list(run)
        items += gather(blocks) if leaf and len(blocks) > 1 else blocks
    return items


def _middle(items: Sequence[Block]) -> int:
    """Where to cut a row so that both halves are about as wide."""
    half = sum(block.x1 - block.x0 for block in items) / 2
    width = 0.0
    for number, block in enumerate(items):
        width += block.x1 - block.x0
        if width >= half:
            over = width - half > (block.x1 - block.x0) / 2
            return min(max(1, number if over else number + 1), len(items) - 1)
    return len(items) - 1


def _broken(items: Sequence[Block]) -> list[list[Block]]:
    """In how many rows, and which: as it is while it is not much too wide, else as near a page as it gets."""
    total = sum(block.x1 - block.x0 + FAMILY for block in items)
    tallest = max(block.height for block in items)
    if total <= WIDE * PAGE * (tallest + LEVEL) or all(block.hung for block in items):
        return [list(items)]
    count = sqrt(total / PAGE / (sum(block.height + LEVEL for block in items) / len(items)))
    best = min((_filled(items, total / number) for number in {max(1, int(count)), int(count) + 1}), key=_distance)
    return best


def _filled(items: Sequence[Block], width: float) -> list[list[Block]]:
    """Rows of about a width, at least two in each but the last."""
    rows: list[list[Block]] = [[]]
    used = 0.0
    for block in items:
        wide = block.x1 - block.x0 + FAMILY
        if len(rows[-1]) > 1 and used + wide / 2 > width:
            rows.append([])
            used = 0.0
        rows[-1].append(block)
        used += wide
    return rows


def _distance(rows: Sequence[Sequence[Block]]) -> float:
    """How far rows are from the shape of a page."""
    width = max(sum(block.x1 - block.x0 + FAMILY for block in items) for items in rows)
    height = sum(max(block.height for block in items) + LEVEL for items in rows)
    return abs(log(width / height / PAGE))
