"""What is near a name: shapes, lines, heads and other names, and how badly a place collides with them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, grown
from opsdesigner.notation.drawings import HEADER, SPINE

from ..drawing import lines
from ..drawing.edge_pictures import EdgePicture
from ..drawing.pictures import ABOVE, ShapePicture
from .places import note_width

CLEAR, AFAR = 2.0, 5.0  # px left and right of a name that are to be free, seen from afar
WALL, ON_WALL = 1.0, 60.0  # cost of each square px of a shape or name that is covered, of covering any
LINE, ON_LINE = 5.0, 30.0  # cost of each px of a line that is covered, of covering any
RIM, ON_RIM = 1.0, 20.0  # the same for the outline of a home
TITLE = 7.0  # px a letter of a title takes, about
ROUND = {"gateway": 0.2, "start": 0.1, "event": 0.1, "boundary": 0.1, "end": 0.1}  # share of a side that is corner

Piece = tuple[float, float, float, float]  # from, to


class Crowd(NamedTuple):
    """The surroundings of a place, to be asked about one spot after the other."""

    walls: list[Box]
    runs: list[Piece]
    rims: list[Piece]
    clear: float = CLEAR

    def cost(self, box: Box) -> float:
        """How badly a name in this box collides; 0 where it stands free."""
        left, top, right, bottom = box[0] - self.clear, box[1], box[2] + self.clear, box[3]
        cost = 0.0
        for a, b, c, d in self.walls:
            if a < right and c > left and b < bottom and d > top:
                cost += ON_WALL + WALL * (min(c, right) - max(a, left)) * (min(d, bottom) - max(b, top))
        for pieces, each, any_ in ((self.runs, LINE, ON_LINE), (self.rims, RIM, ON_RIM)):
            for piece in pieces:
                if covered := _covered(piece, left, top, right, bottom):
                    cost += any_ + each * covered
        return cost

    def crosses(self, box: Box, near: float) -> bool:
        """Whether a line or the outline of a home runs through a box, or as near to it as that."""
        return any(_covered(piece, *grown(box, near)) for pieces in (self.runs, self.rims) for piece in pieces)


def _covered(piece: Piece, left: float, top: float, right: float, bottom: float) -> float:
    """How much of a straight piece lies in a box."""
    ax, ay, bx, by = piece
    if (ax <= left and bx <= left) or (ax >= right and bx >= right):
        return 0.0
    if (ay <= top and by <= top) or (ay >= bottom and by >= bottom):
        return 0.0
    dx, dy = bx - ax, by - ay
    low, high = 0.0, 1.0
    for start, move, least, most in ((ax, dx, left, right), (ay, dy, top, bottom)):
        if not move:
            continue
        one, other = (least - start) / move, (most - start) / move
        low, high = max(low, min(one, other)), min(high, max(one, other))
    return max(0.0, high - low) * (abs(dx) + abs(dy))


def crowd(box: Box, shapes: Iterable[ShapePicture], edges: Iterable[EdgePicture], name: Id) -> Crowd:
    """All that lies in a box but names; `name` is whose name is to be placed."""
    found = Crowd([], [], [])
    for shape in shapes:
        if not _apart(box, shape):
            _shape(found, shape, shape.id == name)
    left, top, right, bottom = box
    for edge in edges:
        points = edge.points
        for (ax, ay), (bx, by) in pairwise(points):
            across = (ax > left or bx > left) and (ax < right or bx < right)
            if across and (ay > top or by > top) and (ay < bottom or by < bottom):
                found.runs.append((ax, ay, bx, by))
        if edge.message:
            (x, y), (w, h) = lines.middle(points), lines.ENVELOPE
            found.walls.append((x - w / 2, y - h / 2, x + w / 2, y + h / 2))
    return found


def _apart(box: Box, shape: ShapePicture) -> bool:
    x, y = shape.x, shape.y
    return x > box[2] or y > box[3] or x + shape.w < box[0] or y + shape.h < box[1]


def _shape(found: Crowd, shape: ShapePicture, own: bool) -> None:
    x, y, w, h = shape.x, shape.y, shape.w, shape.h
    family = shape.kind.family
    if family == "note":
        found.rims.append((x, y, x, y + h))
        if shape.name:
            wide, letters = note_width(shape, False), TITLE * len(shape.name)
            found.walls.append((x + 8, y, x + 12 + min(wide, letters), y + 4 + 15 * (1 + letters // wide)))
        return
    if shape.depth >= ABOVE or own:
        cut = ROUND.get(family, 0.0) if not own else 0.0
        found.walls.append((x + w * cut, y + h * cut, x + w - w * cut, y + h - h * cut))
        return
    if shape.look.outline == "closedPool":
        found.walls.append((x, y, x + w, y + h))
        return
    found.rims.extend(((x, y, x + w, y), (x, y + h, x + w, y + h), (x, y, x, y + h), (x + w, y, x + w, y + h)))
    if family == "step":
        found.rims.append((x + SPINE, y, x + SPINE, y + h))
    if family in ("pool", "lane"):
        head = (x, y, x + w, y + HEADER) if shape.look.upright else (x, y, x + HEADER, y + h)
        found.walls.append(head)
    elif shape.name and family != "process":
        found.walls.append((x + 12, y + 7, x + 12 + min(w - 24, TITLE * len(shape.name)), y + 23))
