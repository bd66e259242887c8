"""Names inside shapes: steps, notes, heads of pools and lanes, titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from opsdesigner.model.geometry import Box, overlaps
from opsdesigner.notation.drawings import HEADER, MARK_FROM, mark_size
from opsdesigner.notation.looks import CLOSED_POOLS
from opsdesigner.notation.marks import EVENT_MARKS, STEP_MARKS
from opsdesigner.notation.theme import OUTER_LABEL, STEP_LABEL

from .. import theme
from ..boxes.box_names import title
from ..boxes.boxes import BOXED
from ..drawing.pictures import ShapePicture
from .places import note_width
from .typesetting import CENTRE, LEFT, SHRUNK, Label, Setting, fitted, label, measure_of, settings_for
from .wrapping import Broken, balanced, shortened

FLOOR, LANE_FLOOR = 10, 11  # px on screen
TIGHTEST = Setting(10, 11)  # before a name is cut
CLEAR = 3.0  # px between a title and a shape beside it
SPILL = 0.09  # share of a head that the blank above and below a line may stand over on each side


def shape_label(
    shape: ShapePicture, size: int = 0, on: Sequence[Box] = (), holds: bool = False, head: float = HEADER
) -> Label:
    """A name inside its shape. `size` is a floor for its text, 0 the usual.

    `on` is what sits on the shape's edge, or lies high in it, seen from its corner; `holds`: others lie in it; `head`:
    how much of a pool's head its lanes leave free.
    """
    family = shape.kind.family
    if family in BOXED:
        return title(shape, size)
    if family in ("pool", "lane"):
        return _header(shape, size, holds, head)
    if family == "note":
        return _note(shape, size)
    if shape.depth < 0 or holds:
        return _titled(shape, size, on)
    return _in_step(shape, size, on)


class Room(NamedTuple):
    """Where the name of a step may stand: its middle, its width, how far the mark in the corner reaches, sizes."""

    middle: float
    width: float
    corner: tuple[float, float]
    settings: tuple[Setting, ...]


class Laid(NamedTuple):
    """A name as it would be in a room: its lines, their size, the middle and the top, None where they are too many."""

    broken: Broken
    setting: Setting
    middle: float
    top: float | None

    @property
    def whole(self) -> bool:
        return self.top is not None and not self.broken.cut and not self.broken.split


def _in_step(shape: ShapePicture, size: int, on: Sequence[Box]) -> Label:
    """Centred, clear of the spine, the type mark, the markers at the foot and, if it can, what sits on the edge."""
    usual, *tight = _rooms(shape, size)
    best = _laid(shape, usual, on)
    if on and (not best.whole or best.setting.pixels < 11):
        best = _laid(shape, usual, ())
    for room in tight:
        if best.whole:
            break
        other = _laid(shape, room, ())
        if other.whole or (best.broken.cut and not other.broken.cut):
            best = other
    broken, setting, middle, y = best
    y = max(2.0, (shape.h - len(broken.lines) * setting.pitch) / 2) if y is None else y
    return label(broken.lines, setting, middle, y, CENTRE, cut=broken.cut)


def _rooms(shape: ShapePicture, size: int) -> Iterator[Room]:
    """The usual room, then tighter ones: nearer to the outline, beside the mark in the corner."""

    def room(left: float, right: float, corner: tuple[float, float], settings: tuple[Setting, ...]) -> Room:
        width = shape.w - left - right
        return Room(left + width / 2, width, corner, settings) if width >= 8 else Room(shape.w / 2, 8, corner, settings)

    thick = 1.0 if shape.look.outline in ("call", "transaction") else 0.0
    side = (4.0 if size else 8.0) + thick
    left = side + (2.0 if size else 4.0 if shape.tint else 0.0)
    corner, settings = (0.0, 0.0) if size else _corner(shape), settings_for(size, STEP_LABEL)
    yield room(left, side, corner, settings)
    if not size:
        left, side, settings = (8.0 if shape.tint else 4.0) + thick, 4.0 + thick, (*settings, TIGHTEST)
        yield room(left, side, corner, settings)
        if corner[0]:
            yield room(corner[0], side, (0.0, 0.0), settings)


def _laid(shape: ShapePicture, room: Room, on: Sequence[Box]) -> Laid:
    h, foot = shape.h, shape.h - (20 if shape.look.bottom else 3)

    def top(broken: Broken, setting: Setting) -> float | None:
        return _top(broken, setting, (room.middle, h, foot), room.corner, on)

    most = 3 if h < 96 else 4 + int((h - 96) // 32)
    broken, setting = fitted(shape.name, room.width, room.settings, most, top)
    return Laid(broken, setting, room.middle, top(broken, setting))


def _corner(shape: ShapePicture) -> tuple[float, float]:
    """How far right and down the mark in a step's corner reaches."""
    look, h = shape.look, shape.h
    ringed = look.outline == "eventSubProcess" and look.mark in EVENT_MARKS
    if shape.kind.family != "step" or h < MARK_FROM or not (ringed or look.mark in STEP_MARKS):
        return (0.0, 0.0)
    size = mark_size(h)
    return (9 + 20 * size, 26 * size) if ringed else (11 + 18 * size, 24 * size)


def _top(
    broken: Broken, setting: Setting, place: tuple[float, float, float], corner: tuple[float, float], on: Sequence[Box]
) -> float | None:
    """Where the lines of a step's name begin, None where they have no room. Its place: middle, height, foot."""
    (middle, h, foot), (far, deep) = place, corner
    tall, lead = len(broken.lines) * setting.pitch, (setting.pitch - setting.pixels) / 2
    halves = [width / 2 for width in map(measure_of(setting.pixels, setting.weight), broken.lines)]
    y, half = min((h - tall) / 2, foot - tall), max(halves)
    for box in on:
        if overlaps(box, (middle - half - 1, y + lead, middle + half + 1, y + tall - lead)):
            y = box[1] - tall + lead if box[1] + box[3] > h else box[3] - lead
    clear = max((deep - lead - i * setting.pitch for i, each in enumerate(halves) if middle - each < far), default=-inf)
    if y < clear:  # a row would run into the mark
        y = clear
        if any(overlaps(box, (middle - half, y + lead, middle + half, y + tall - lead)) for box in on):
            return None
    return y if y >= 2 - lead * bool(on) and y + tall <= foot else None


def _note(shape: ShapePicture, size: int) -> Label:
    """From the top left, whole: a note may be longer than its bracket, never cut."""
    width, height = note_width(shape, bool(size)), max(12.0, shape.h - 2)

    def top(broken: Broken, setting: Setting) -> float | None:
        return 2.0 if len(broken.lines) * setting.pitch <= height + 1 else None

    settings = settings_for(size, OUTER_LABEL)
    broken, setting = fitted(shape.name, width, settings, 99, top)
    if broken.cut:
        setting = settings[0]
        broken = balanced(shape.name, width, 99, measure_of(setting.pixels, setting.weight))
    return label(broken.lines, setting, 12, 2, LEFT, cut=broken.cut)


def _titled(shape: ShapePicture, size: int, on: Sequence[Box]) -> Label:
    """At the top inside an open sub-process or a group: left, or where what lies high in it leaves room."""
    settings = settings_for(size, STEP_LABEL, theme.MEDIUM)

    def laid(around: float) -> tuple[Broken, Setting]:
        width = max(8.0, shape.w - around)
        return fitted(shape.name, width, settings, 2, lambda broken, _: 8 if len(broken.lines) < 4 else None)

    left, (broken, setting) = 12.0, laid(24)
    if broken.cut or broken.split:
        left, (broken, setting) = 8.0, laid(14)
    wide = max(map(measure_of(setting.pixels, setting.weight), broken.lines))
    foot, ends = 7 + len(broken.lines) * setting.pitch, (left, (shape.w - wide) / 2, shape.w - left - wide)
    for x in ends if on else ():
        if not any(overlaps(box, (x - CLEAR, 7, x + wide + CLEAR, foot)) for box in on):
            left = x
            break
    return label(broken.lines, setting, left, 7, LEFT, cut=broken.cut)


def _header(shape: ShapePicture, size: int, holds: bool, head: float) -> Label:
    """In the head of a pool or lane, along it; in the middle of a closed pool."""
    w, h, look = shape.w, shape.h, shape.look
    closed, upright = look.outline in CLOSED_POOLS, look.upright
    turned = w < 80 and h > w if closed else not upright
    long, deep = (h, w) if turned else (w, h)
    across = deep if closed else min(HEADER, head, deep)
    if size and holds:  # the heads of inner lanes begin where this one ends
        size = min(size, round(across * 1.2))
    if size:
        return _header_afar(shape, Setting(size, size + 3, theme.BOLD), turned, long, across)
    room = max(8.0, long - 16)

    def top(broken: Broken, setting: Setting) -> float | None:
        tall = len(broken.lines) * setting.pitch
        return (across - tall) / 2 if tall <= max(across - 2, setting.pitch) else None

    settings = settings_for(0, STEP_LABEL, theme.BOLD)
    broken, setting = fitted(shape.name, room, settings, 1 if not closed else 3, top)
    y = (across - len(broken.lines) * setting.pitch) / 2
    made = label(broken.lines, setting, long / 2, y, CENTRE, turned=turned, cut=broken.cut)
    return _upright(made, h) if turned else made


def _header_afar(shape: ShapePicture, setting: Setting, turned: bool, long: float, across: float) -> Label:
    """One line, larger than the head from very far: then pools give way outwards, lanes inwards."""
    name, measure = " ".join(shape.name.split()), measure_of(setting.pixels, setting.weight)
    if measure(name) > long - 4:
        less = round(setting.pixels * SHRUNK)
        setting = Setting(less, less + 3, setting.weight)
        measure = measure_of(less, setting.weight)
    cut = measure(name) > long - 4
    words = shortened(name, max(8.0, long - 4), measure) if cut else name
    y = (across - setting.pitch) / 2
    if y < -SPILL * across and shape.look.outline not in CLOSED_POOLS:
        y = across - setting.pitch if shape.kind.family == "pool" else 0.0
    made = label((words,), setting, long / 2, y, CENTRE, turned=turned, cut=cut)
    return _upright(made, shape.h) if turned else made


def _upright(made: Label, height: float) -> Label:
    """A label whose rows are read upwards."""
    left, top, right, foot = made.box
    return made._replace(box=(top, height - right, foot, height - left), turned_by=height)
