"""A long flat drawing folded into rows that fit a width, as text is; lines go from row to row between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .graph import Frame, Graph, Placement, Point
from .shelf import lower

TRACK = 12.0  # px between lines from row to row
CLEAR = 8.0  # px that a fold keeps from shapes, and from upright pieces of lines
PAD = 22.0  # px above and below a row
NAME = 8.0  # px between a shape and its name
CROSSED = 90.0  # px of a row left empty that count as much as one more line from row to row
EVEN = 40.0  # px by which rows are made shorter while there are no more of them
UNREACHED = 1e9


@dataclass(slots=True)
class _Row:
    """What lies between two folds: where it began and begins now, and how far it is let down."""

    start: float
    left: float
    top: float = 0.0  # of what stands in it, before
    foot: float = 0.0
    down: float = 0.0

    def over(self, point: Point) -> Point:
        return point[0] - self.start + self.left, point[1] + self.down


def can_wrap(graph: Graph) -> str:
    """The one band that all work stands in; "" where there are several, or none."""
    bands = {node.lane for node in graph.nodes if node.kind != "rim"}
    return bands.pop() if len(bands) == 1 else ""


def wrap(made: Placement, graph: Graph, left: float, width: float) -> None:
    """Folds what is wider than `width` px, if all of it stands in one band; `left`: where rows may begin.

    Messages that would run through other rows lose their way: they are led anew, round what stands there.
    """
    band = can_wrap(graph)
    if not band or made.right <= width:
        return
    boxes = {node.id: _with_name(made.nodes[node.id], node.name) for node in graph.nodes if node.kind != "rim"}
    rims = {node.id for node in graph.nodes if node.kind == "rim"}
    inner = {f.id: made.routes[f.id] for f in graph.flows if not rims & {f.source, f.target} and f.id in made.routes}
    folds = _folds(list(boxes.values()), list(inner.values()), left, width)
    if not folds:
        return
    _Folding(made, boxes, inner, folds, left).run(graph, band, rims)


def _with_name(frame: Frame, name: tuple[float, float] | None) -> Frame:
    """A shape with room for its name on any side."""
    x, y, width, height = frame
    wide, tall = (max(0.0, (name[0] - width) / 2), name[1] + NAME) if name else (0.0, 0.0)
    return x - wide, y - tall, width + 2 * wide, height + 2 * tall


def _folds(boxes: Sequence[Frame], lines: Sequence[Sequence[Point]], left: float, width: float) -> list[float]:
    """Where the drawing is folded: into as few rows as may be, all about as full, with few lines to the next."""
    places = _places(boxes, lines)
    end = max(x + w for x, _, w, _ in boxes)
    best = _broken(places, end, left, width)
    for shorter in range(int(width - EVEN), int(left + EVEN), -int(EVEN)):
        found = _broken(places, end, left, shorter)
        if len(found) > len(best):
            break
        best = found
    return best


def _broken(places: Sequence[tuple[float, int]], end: float, left: float, width: float) -> list[float]:
    found: list[float] = []
    start = left
    while end - start > width - left:
        reach = start + width - left
        within = [(CROSSED * lines_at + reach - x, x) for x, lines_at in places if start + CLEAR < x <= reach]
        beyond = [(x, x) for x, _ in places if x > reach]
        best = min(within or beyond, default=None)
        if best is None:
            break
        start = best[1]
        found.append(start)
    return found


def _places(boxes: Sequence[Frame], lines: Sequence[Sequence[Point]]) -> list[tuple[float, int]]:
    """Where a fold meets no shape and only level pieces of lines, and how many."""
    upright = sorted(a for line in lines for (a, _), (b, _) in pairwise(line) if abs(a - b) < 0.5)
    level = [(min(a, b), max(a, b)) for line in lines for (a, _), (b, _) in pairwise(line) if abs(a - b) >= 0.5]
    found: list[tuple[float, int]] = []
    taken = -UNREACHED
    for x, _, w, _ in sorted(boxes):
        at = x - CLEAR - TRACK
        if found and at - found[-1][0] < 1:
            pass
        elif taken + CLEAR < at and not _near(upright, at):
            found.append((at, sum(low < at < high for low, high in level)))
        taken = max(taken, x + w)
    return found[1:]  # the first lies before everything


def _near(sorted_places: Sequence[float], x: float) -> bool:
    at = bisect_right(sorted_places, x - CLEAR)
    return at < len(sorted_places) and sorted_places[at] < x + CLEAR


class _Folding:
    """One drawing being folded."""

    def __init__(
        self,
        made: Placement,
        boxes: Mapping[str, Frame],
        lines: Mapping[str, list[Point]],
        folds: Sequence[float],
        left: float,
    ) -> None:
        self.made, self.boxes, self.lines, self.folds = made, boxes, lines, folds
        self.crossing = [_heights(lines, fold) for fold in folds]
        self.rows = [_Row(left, left)]
        for fold, heights in zip(folds, self.crossing, strict=True):
            self.rows.append(_Row(fold, left + TRACK * (len(heights) + 1)))

    def run(self, graph: Graph, band: str, rims: set[str]) -> None:
        made, (top, height) = self.made, self.made.bands[band]
        foot = self._let_down(top)
        lower(made, top + height, foot - top - height)
        made.bands[band] = (top, max(height, foot - top))
        for flow in graph.flows:
            if {flow.source, flow.target} & rims and flow.id in made.routes:
                self._message(flow.id, flow.target if flow.source in rims else flow.source, top)
        for id, line in self.lines.items():
            made.routes[id] = self._led(line)
        right = 0.0
        for id, (x, y, w, _) in self.boxes.items():
            row = self.rows[self._row_at(x + w / 2)]
            own = made.nodes[id]
            made.nodes[id] = (*row.over(own[:2]), *own[2:])
            right = max(right, row.over((x + w, y))[0])
        turns = (x for id in self.lines for x, _ in made.routes[id])
        made.right = max(right, *turns) + TRACK

    def _row_at(self, x: float) -> int:
        return bisect_right(self.folds, x)

    def _let_down(self, top: float) -> float:
        """Puts the rows one below the other; returns the foot of the last."""
        for number, row in enumerate(self.rows):
            heights = [(y, y + h) for x, y, w, h in self.boxes.values() if self._row_at(x + w / 2) == number]
            heights += [(y, y) for line in self.lines.values() for x, y in line if self._row_at(x) == number]
            for fold in self.crossing[max(0, number - 1) : number + 1]:
                heights += [(y, y) for y in fold]
            row.top, row.foot = min(low for low, _ in heights), max(high for _, high in heights)
        at = top
        for number, row in enumerate(self.rows):
            row.down = at + PAD - row.top
            at += row.foot - row.top + 2 * PAD
            at += TRACK * len(self.crossing[number]) if number < len(self.crossing) else 0.0
        return at

    def _led(self, line: Sequence[Point]) -> list[Point]:
        """A line with its ways from row to row."""
        made = [self.rows[self._row_at(line[0][0])].over(line[0])]
        for a, b in pairwise(line):
            one, other = self._row_at(a[0]), self._row_at(b[0])
            step = 1 if other > one else -1
            for number in range(one, other, step):
                way = self._between(min(number, number + step), a[1])
                made += way if step > 0 else way[::-1]
            made.append(self.rows[other].over(b))
        return made

    def _between(self, number: int, y: float) -> list[Point]:
        """The way from a row to the next of what crosses the fold between them at a height; none meets another."""
        heights, row, after = self.crossing[number], self.rows[number], self.rows[number + 1]
        rank, fold = heights.index(y), self.folds[number]
        out = row.over((fold, y))[0] + TRACK * (len(heights) - rank)
        back = after.left - TRACK * (rank + 1)
        between = row.foot + row.down + PAD + TRACK * (len(heights) - rank - 1)
        return [(out, y + row.down), (out, between), (back, between), (back, y + after.down)]

    def _message(self, id: str, box: str, top: float) -> None:
        """A message to the edge of another pool: up from the first row and down from the last it goes straight."""
        made = self.made
        x, _, w, _ = self.boxes[box]
        number = self._row_at(x + w / 2)
        row = self.rows[number]
        line = made.routes[id]
        above = min(y for _, y in line) < top
        if number != (0 if above else len(self.rows) - 1) or len({x for x, _ in line}) > 1:
            del made.routes[id]
            return
        outer = min(y for _, y in line) if above else max(y for _, y in line)
        made.routes[id] = [(row.over(p)[0], p[1] if p[1] == outer else row.over(p)[1]) for p in line]


def _heights(lines: Mapping[str, Sequence[Point]], fold: float) -> list[float]:
    """Where lines cross a fold, from the top."""
    return sorted(
        {a[1] for line in lines.values() for a, b in pairwise(line) if min(a[0], b[0]) < fold < max(a[0], b[0])}
    )
