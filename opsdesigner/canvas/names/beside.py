"""Names outside shapes and beside lines: all the places one may take, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.model import Bounds, Point
from opsdesigner.model.geometry import Box, box_of
from opsdesigner.notation.theme import OUTER_LABEL, OUTER_WIDTH

from .. import theme
from ..drawing.edge_pictures import EdgePicture, anchor, longest
from ..drawing.pictures import ShapePicture
from .typesetting import CENTRE, LEFT, RIGHT, SHRUNK, Label, Setting, label, measure_of
from .wrapping import Broken, balanced

FILED = (11, 13)  # text that most files are written with: size and line pitch
MEANT = 1.3  # how much longer than its place a name is that is meant to wrap
NARROW = 98.0  # least width of a name whose place a file gives
STRETCHED = 1.25  # how much wider than its place a name may be to keep the number of its lines
CORNER_WIDTH = 84.0  # of a name that stands beside a flow
WIDER, NARROWER = 140.0, (84.0, 62.0)  # of names that are too long, of names that have less room
LARGER = 1.15  # how much wider names may be from afar


class Spot(NamedTuple):
    """A place for a name: its lines, how they are set, the left end, middle or right end of its top."""

    broken: Broken
    setting: Setting
    x: float
    y: float
    side: int

    @property
    def box(self) -> Box:
        wide, tall = size_of(self.broken, self.setting)
        left = self.x if self.side == LEFT else self.x - wide if self.side == RIGHT else self.x - wide / 2
        return (left, self.y, left + wide, self.y + tall)

    def label(self, x: float = 0.0, y: float = 0.0, crossed: bool = False) -> Label:
        """Ready to paint, seen from a shape's corner."""
        lines, cut = self.broken.lines, self.broken.cut
        return label(lines, self.setting, self.x - x, self.y - y, self.side, outside=True, cut=cut, crossed=crossed)


def size_of(broken: Broken, setting: Setting) -> tuple[float, float]:
    measure = measure_of(setting.pixels, setting.weight)
    return max(map(measure, broken.lines)), len(broken.lines) * setting.pitch


def setting_of(shape: ShapePicture | EdgePicture, size: int) -> Setting:
    """How a name outside is set; `size` is a floor, 0 the usual."""
    decision = isinstance(shape, ShapePicture) and shape.kind.family == "gateway"
    weight = theme.MEDIUM if decision else theme.NORMAL
    return Setting(size, size + 3, weight) if size else Setting(*OUTER_LABEL, weight)


def smaller(setting: Setting) -> Setting:
    pixels = round(setting.pixels * SHRUNK)
    return Setting(pixels, pixels + 3, setting.weight)


def blocks(name: str, setting: Setting, size: int) -> list[Broken]:
    """The name in lines: as wide as names are, then narrower as far as no word breaks."""
    measure, wide = measure_of(setting.pixels, setting.weight), LARGER if size else 1.0
    first = balanced(name, OUTER_WIDTH * wide, 3, measure)
    for width, most in ((OUTER_WIDTH * wide, 4), (WIDER, 4 if size else 5)):
        if first.cut:
            first = balanced(name, width, most, measure)
    found = [first]
    for width in NARROWER:
        broken = balanced(name, width * wide, 4, measure)
        if not broken.cut and not broken.split and broken.lines != found[-1].lines:
            found.append(broken)
    return found


# beside shapes

LEGS = {"right leg": 0.0, "left leg": 0.0, "right leg lower": 20.0, "left leg lower": 20.0}  # px further down a line
ORDER = {
    "gateway": ("above", "upper right", "below", "lower right", "upper left", "lower left", "right", "left"),
    "boundary": ("below", "lower left", "lower right", "above", "upper right", "upper left", *LEGS),
}
OTHERS = ("below", "above", "right", "left", "lower right", "lower left", "upper right", "upper left")


def beside(shape: ShapePicture, setting: Setting, size: int) -> Iterator[Spot]:
    """Where a shape's name may stand; a decision prefers above, all others below."""
    found = blocks(shape.name, setting, size)
    if shape.placed:
        yield from _round_about(shape.placed, shape, found, setting, size)
    measure = measure_of(setting.pixels, setting.weight)
    corner = [each for each in found if size_of(each, setting)[0] <= CORNER_WIDTH * (LARGER if size else 1.0)]
    if not corner:
        narrow = balanced(shape.name, CORNER_WIDTH, 4 if size else 6, measure)
        corner = found[:1] if narrow.cut or narrow.split else [narrow]
    for side in ORDER.get(shape.kind.family, OTHERS):
        for broken in corner if " " in side else found:
            tall = len(broken.lines) * setting.pitch
            yield Spot(broken, setting, *_at(shape, side, tall))


def _at(shape: ShapePicture, side: str, tall: float) -> tuple[float, float, int]:
    """Where a name begins at this side of a shape."""
    x, y, w, h = shape.x, shape.y, shape.w, shape.h
    if side in LEGS:
        right, top = side.startswith("right"), y + h + 2 + LEGS[side]
        return (x + w / 2 + 6, top, LEFT) if right else (x + w / 2 - 6, top, RIGHT)
    if shape.kind.family == "boundary" and " " in side:  # beside the event, just outside its host
        top = y + h - 8 if "lower" in side else y + 8 - tall
        return (x + w + 4, top, LEFT) if "right" in side else (x - 4, top, RIGHT)
    half, gap = y + h / 2 - tall / 2, 10.0 if shape.kind.family == "gateway" else 8.0
    match side:
        case "above":
            return x + w / 2, y - tall - 4, CENTRE
        case "below":
            return x + w / 2, y + h + 2, CENTRE
        case "right":
            return x + w + 8, half, LEFT
        case "left":
            return x - 8, half, RIGHT
    top = y + h if "lower" in side else y - tall
    return (x + w / 2 + gap, top, LEFT) if "right" in side else (x + w / 2 - gap, top, RIGHT)


def placed(shape: ShapePicture, setting: Setting, size: int = 0) -> Spot:
    """Where the file or the user put it, however wide its font is here; what grows, grows away from the shape."""
    place = shape.placed
    assert place is not None
    if not size:
        setting = fitting(shape.name, place, setting)
    broken = in_place(shape.name, place, setting)
    wide, tall = size_of(broken, setting)
    x, y, side = place.x + place.width / 2, place.y, CENTRE
    if wide > place.width and place.x >= shape.x + shape.w - 1:
        x, side = place.x, LEFT
    elif wide > place.width and place.x + place.width <= shape.x + 1:
        x, side = place.x + place.width, RIGHT
    if tall > place.height and place.y + place.height <= shape.y + 1:
        y = place.y + place.height - tall
    elif size and place.y < shape.y + shape.h - 1:
        y = place.y + (place.height - tall) / 2
    return Spot(broken, setting, x, y, side)


def fitting(name: str, place: Bounds, setting: Setting) -> Setting:
    """The usual text where the place has room for it, else what most files are written with."""
    broken = in_place(name, place, setting)
    wide, tall = size_of(broken, setting)
    if wide <= place.width + 2 and tall <= place.height + 2 + 1.5 * len(broken.lines):
        return setting
    return Setting(*FILED, setting.weight)


def in_place(name: str, place: Bounds, setting: Setting) -> Broken:
    """In as many lines as a place of this height has; where that is too tight, as if the place were wider."""
    measure = measure_of(setting.pixels, setting.weight)
    words = max((measure(word) for word in name.split()), default=0.0)
    given, lines = place.width * setting.pixels / FILED[0] + 2, max(1, round(place.height / FILED[1]))
    broken, wider = (
        balanced(name, max(given * share, min(words, OUTER_WIDTH)), 12, measure) for share in (1.0, STRETCHED)
    )
    for each in (broken, wider):
        if not each.cut and len(each.lines) <= lines:
            return each
    if not broken.cut and not broken.split and len(broken.lines) <= 3 and measure(name) > MEANT * given:
        return broken
    return balanced(name, max(given, NARROW * setting.pixels / OUTER_LABEL[0]), 12, measure)


def _round_about(
    place: Bounds, shape: ShapePicture, found: list[Broken], setting: Setting, size: int
) -> Iterator[Spot]:
    """From afar a name is larger than its place: where it lies best, it grows to the side that is free."""
    first = placed(shape, setting, size)
    yield first
    left, top, right, foot = box_of(place)
    for broken in (first.broken, *found):
        tall = len(broken.lines) * setting.pitch
        for y in (top, foot - tall, (top + foot - tall) / 2):
            yield Spot(broken, setting, (left + right) / 2, y, CENTRE)
            yield Spot(broken, setting, left, y, LEFT)
            yield Spot(broken, setting, right, y, RIGHT)


# beside lines


def along(edge: EdgePicture, setting: Setting, size: int, own: Sequence[Point] = ()) -> Iterator[Spot]:
    """Where a line's name may stand: beside its first piece, a message's beside its longest.

    `own` is the line without what it has in common with others that leave the same place, where it is known.
    """
    points = own or edge.points
    found = blocks(edge.name, setting, size)
    if edge.placed:
        first = in_place(edge.name, edge.placed, setting)
        left, top, right, foot = box_of(edge.placed)
        for broken in (first, *found):
            tall = len(broken.lines) * setting.pitch
            for y in ((top + foot - tall) / 2, top, foot - tall) if size else (top,):
                yield Spot(broken, setting, (left + right) / 2, y, CENTRE)
                yield Spot(broken, setting, left, y, LEFT)
                yield Spot(broken, setting, right, y, RIGHT)
    for broken in found:
        yield Spot(broken, setting, *_first(edge, points, len(broken.lines) * setting.pitch))
    message = edge.kind == "messageFlow"
    pieces = [longest(edge.points)] if message else [points[:2], longest(points)]
    shares = (0.5, 0.3, 0.7) if message else (0.0, 0.5)
    for a, b in pieces:
        for share in shares:
            for broken in found:
                for at in _sides(a, b, share, len(broken.lines) * setting.pitch):
                    yield Spot(broken, setting, *at)


def _first(edge: EdgePicture, points: Sequence[Point], tall: float) -> tuple[float, float, int]:
    """Left end, middle or right end of a name's rows, and their top, where it stands best."""
    x, y = anchor(edge) if edge.kind == "messageFlow" else points[0]
    if edge.kind == "messageFlow":
        level = any(a[1] == b[1] == y and min(a[0], b[0]) < x < max(a[0], b[0]) for a, b in pairwise(points))
        return (x, y - tall - 4, CENTRE) if level else (x + 8, y - tall / 2, LEFT)
    (x1, y1) = points[1]
    if abs(x1 - x) >= abs(y1 - y):
        below = len(points) > 2 and points[2][1] < y1 and abs(x1 - x) < 130
        side = LEFT if x1 >= x else RIGHT
        return (x + (14 if x1 >= x else -14), y + 4 if below else y - tall - 4, side)
    left = len(points) > 2 and points[2][0] > x1 and abs(y1 - y) < tall + 20
    top = y + 14 if y1 > y else y - 14 - tall
    return (x - 8, top, RIGHT) if left else (x + 8, top, LEFT)


def _sides(a: Point, b: Point, share: float, tall: float) -> Iterator[tuple[float, float, int]]:
    """Both sides of a straight piece, at its start or at a share of it."""
    x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
    if abs(b[0] - a[0]) >= abs(b[1] - a[1]):
        along, side = (0.0, CENTRE) if share else (14.0, LEFT) if b[0] >= a[0] else (-14.0, RIGHT)
        slope = abs(b[1] - a[1]) / 2 if share else 0.0
        yield x + along, y - tall - 4 - min(slope, 12), side
        yield x + along, y + 4 + min(slope, 12), side
    else:
        top = y - tall / 2 if share else y + 14 if b[1] > a[1] else y - 14 - tall
        yield x + 8, top, LEFT
        yield x - 8, top, RIGHT
