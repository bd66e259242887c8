"""Guides: where a dragged box lines up with its neighbours, stands at equal gaps, or falls on the grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from opsdesigner.model.geometry import Box
from opsdesigner.notation.theme import GRID

NEAR = 0.01
ROW = 40  # neighbours of one row or column that are looked at for equal gaps


class Guide(NamedTuple):
    """A line to show: upright at x, or level at y, from one end to the other; a gap where it has a number."""

    upright: bool
    at: float
    start: float
    end: float
    gap: float = 0.0


Middle = tuple[int, Box]


class Snapped(NamedTuple):
    """The offset that lines up, and the guides to show for it."""

    dx: float
    dy: float
    guides: list[Guide]


class Snapper:
    """The edges and middles of the neighbours, sorted once when a drag starts."""

    def __init__(self, box: Box, neighbours: list[Box], grid: float = GRID, middles: Sequence[Middle] = ()) -> None:
        """`middles` are lanes: an axis and a box whose middle on it counts as a line."""
        self.box, self.grid = box, grid
        self._boxes = neighbours
        self._lines = (_lines(neighbours, 0, middles), _lines(neighbours, 1, middles))

    def snap(self, dx: float, dy: float, slack: float) -> Snapped:
        """The nearest offset that lines up with neighbours, else one on the grid."""
        offset, held = [dx, dy], [False, False]
        for axis in (0, 1):
            if abs(offset[axis]) <= slack / 2:  # hardly moved: it stays in its row or column
                offset[axis], held[axis] = 0.0, True
            elif hit := self._nearest(axis, offset[axis], slack):
                offset[axis], held[axis] = offset[axis] + hit[0], True
        gaps: list[Guide] = []
        for axis in (0, 1):
            gap = self._gap(axis, offset, 0.5 if held[axis] else slack)
            if gap is not None and (not held[axis] or abs(gap[0]) < NEAR):
                offset[axis], held[axis] = offset[axis] + gap[0], True
                gaps += gap[1]
        for axis in (0, 1):
            if not held[axis]:
                offset[axis] = round((self.box[axis] + offset[axis]) / self.grid) * self.grid - self.box[axis]
        return Snapped(offset[0], offset[1], self._shown(offset) + gaps)

    def snap_edge(self, axis: int, at: float, slack: float) -> tuple[float, list[Guide]]:
        """Where one edge of a resized box, or a line, lines up: its place and the guide to show."""
        lines = self._lines[axis]
        index = bisect_left(lines, (at,))
        near = [line for line in lines[max(0, index - 1) : index + 1] if abs(line[0] - at) <= slack]
        if not near:
            return round(at / self.grid) * self.grid, []
        line, box = min(near, key=lambda each: abs(each[0] - at))
        other = 1 - axis
        low, high = self.box[other], self.box[other + 2]
        return line, [Guide(axis == 0, line, min(low, box[other]), max(high, box[other + 2]))]

    # inside

    def _shown(self, offset: list[float]) -> list[Guide]:
        guides = []
        for axis in (0, 1):
            if (hit := self._nearest(axis, offset[axis], NEAR)) is not None:
                other = 1 - axis
                low, high = self.box[other] + offset[other], self.box[other + 2] + offset[other]
                near = self._neighbour(axis, hit[1], (low + high) / 2)
                guides.append(Guide(axis == 0, hit[1], min(low, near[other]), max(high, near[other + 2])))
        return guides

    def _neighbour(self, axis: int, line: float, middle: float) -> Box:
        """Of all that stand on a line, the one closest by."""
        lines, other = self._lines[axis], 1 - axis
        here = lines[bisect_left(lines, (line - NEAR,)) : bisect_left(lines, (line + NEAR,))]
        return min((box for _, box in here), key=lambda box: abs((box[other] + box[other + 2]) / 2 - middle))

    def _nearest(self, axis: int, shift: float, slack: float) -> tuple[float, float] | None:
        lines, best = self._lines[axis], None
        low, high = self.box[axis] + shift, self.box[axis + 2] + shift
        for at in ((low + high) / 2, low, high):  # middles first: they win ties
            index = bisect_left(lines, (at,))
            for line, _ in lines[max(0, index - 1) : index + 1]:
                if abs(line - at) <= slack and (best is None or abs(line - at) < abs(best[0])):
                    best = (line - at, line)
        return best

    def _gap(self, axis: int, offset: list[float], slack: float) -> tuple[float, list[Guide]] | None:
        """The shift along an axis that makes the gaps to the neighbours in the row equal, and their marks."""
        other = 1 - axis
        low, high = self.box[other] + offset[other], self.box[other + 2] + offset[other]
        start, end = self.box[axis] + offset[axis], self.box[axis + 2] + offset[axis]
        row = sorted(
            (box for box in self._boxes if box[other] < high and low < box[other + 2]), key=lambda box: box[axis]
        )
        before = [box for box in row if box[axis + 2] <= start + slack][-ROW:]
        after = [box for box in row if box[axis] >= end - slack][:ROW]
        best: tuple[float, list[tuple[float, float]]] | None = None
        for shift, spans in _choices(before, after, axis, start, end):
            if abs(shift) <= slack and (best is None or abs(shift) < abs(best[0])):
                best = (shift, spans)
        if best is None:
            return None
        middle = (low + high) / 2
        marks = [Guide(axis == 1, middle, first, last, last - first) for first, last in best[1] if last - first > 1]
        return (best[0], marks) if marks else None


def _choices(
    before: list[Box], after: list[Box], axis: int, start: float, end: float
) -> list[tuple[float, list[tuple[float, float]]]]:
    """Shifts with the two equal gaps each makes: between two neighbours, or repeating the gap beyond the nearest."""
    found = []
    size = end - start
    if before and after:
        left, right = before[-1][axis + 2], after[0][axis]
        gap = (right - left - size) / 2
        if gap > 0:
            found.append((left + gap - start, [(left, left + gap), (right - gap, right)]))
    if len(before) > 1:
        left, edge = before[-2][axis + 2], before[-1]
        gap = edge[axis] - left
        if gap > 0:
            found.append((edge[axis + 2] + gap - start, [(left, edge[axis]), (edge[axis + 2], edge[axis + 2] + gap)]))
    if len(after) > 1:
        edge, right = after[0], after[1][axis]
        gap = right - edge[axis + 2]
        if gap > 0:
            found.append((edge[axis] - gap - end, [(edge[axis] - gap, edge[axis]), (edge[axis + 2], right)]))
    return found


def _lines(boxes: list[Box], axis: int, middles: Sequence[Middle] = ()) -> list[tuple[float, Box]]:
    found = [(at, box) for box in boxes for at in (box[axis], (box[axis] + box[axis + 2]) / 2, box[axis + 2])]
    found += [((box[axis] + box[axis + 2]) / 2, box) for along, box in middles if along == axis]
    return sorted(found)
