"""Where names go: in, above, below or beside what they name."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from opsdesigner.model import Bounds
from opsdesigner.notation.drawings import HEADER, MARK_FROM, mark_size
from opsdesigner.notation.marks import EVENT_MARKS, STEP_MARKS
from opsdesigner.notation.theme import OUTER_LABEL, OUTER_WIDTH, STEP_LABEL

from . import theme
from .pictures import EdgePicture, ShapePicture, anchor
from .typesetting import CENTRE, LEFT, RIGHT, Label, Setting, fitted, label, measure_of, settings_for
from .wrapping import Broken, balanced, shortened

FILED = 11.0  # px of text that most files are written with
NARROW = 98.0  # least width of a name whose place a file gives
CORNER_WIDTH = 84.0  # of a decision's name that stands right of a flow
FLOOR, LANE_FLOOR = 10, 11  # px on screen


# shapes


def shape_label(shape: ShapePicture, size: int = 0, taken: Collection[str] = ()) -> Label:
    """A shape's name. `size` is a floor for its text, 0 the usual; at the `taken` sides lines leave or arrive."""
    family = shape.kind.family
    if shape.outside:
        return _placed(shape, size) if shape.placed else _outside(shape, size, taken)
    if family in ("pool", "lane"):
        return _header(shape, size)
    if family == "note":
        return _block(shape, size, 12, 2, LEFT)
    if shape.depth < 0:
        return _titled(shape, size)
    return _in_step(shape, size)


def _in_step(shape: ShapePicture, size: int) -> Label:
    """Centred, clear of the spine, the type mark and the markers at the foot."""
    w, h, look = shape.w, shape.h, shape.look
    side = 8.0 if not size else 4.0
    left, right = (12.0 if shape.tint else side) if not size else side + 2, side
    if look.outline in ("call", "transaction"):
        left, right = left + 1, right + 1
    width = max(8.0, w - left - right)
    ringed = look.outline == "eventSubProcess" and look.mark in EVENT_MARKS
    marked = not size and shape.kind.family == "step" and (ringed or look.mark in STEP_MARKS) and h >= MARK_FROM
    deep, far = (
        (24 * mark_size(h), 11 + 18 * mark_size(h)) if not ringed else (26 * mark_size(h), 9 + 20 * mark_size(h))
    )
    foot = h - (20 if look.bottom else 3)
    middle = left + width / 2 if left + right + width <= w else w / 2

    def top(broken: Broken, setting: Setting) -> float | None:
        tall = len(broken.lines) * setting.pitch
        y = min((h - tall) / 2, foot - tall)
        if marked and y + (setting.pitch - setting.pixels) / 2 < deep:
            half = measure_of(setting.pixels, setting.weight)(broken.lines[0]) / 2
            if middle - half < far:
                y = deep - (setting.pitch - setting.pixels) / 2
        return y if y >= 2 and y + tall <= foot else None

    most = 3 if h < 96 else 4 + int((h - 96) // 32)
    broken, setting = fitted(shape.name, width, settings_for(size, STEP_LABEL), most, top)
    y = top(broken, setting)
    y = max(2.0, (h - len(broken.lines) * setting.pitch) / 2) if y is None else y
    return label(broken.lines, setting, middle, y, CENTRE, cut=broken.cut)


def _block(shape: ShapePicture, size: int, x: float, y: float, side: int) -> Label:
    """Text from the top left: a note."""
    width, height = max(8.0, shape.w - x - 4), max(12.0, shape.h - y)

    def top(broken: Broken, setting: Setting) -> float | None:
        return y if len(broken.lines) * setting.pitch <= height + 1 else None

    broken, setting = fitted(shape.name, width, settings_for(size, OUTER_LABEL), 99, top)
    return label(broken.lines, setting, x, y, side, cut=broken.cut)


def _titled(shape: ShapePicture, size: int) -> Label:
    """Top left inside an open sub-process or a group."""
    width = max(8.0, shape.w - 24)
    settings = settings_for(size, STEP_LABEL, theme.MEDIUM)
    broken, setting = fitted(shape.name, width, settings, 2, lambda broken, _: 8 if len(broken.lines) < 4 else None)
    return label(broken.lines, setting, 12, 7, LEFT, cut=broken.cut)


def _header(shape: ShapePicture, size: int) -> Label:
    """In the head of a pool or lane, along it; in the middle of a closed pool."""
    w, h, look = shape.w, shape.h, shape.look
    closed, upright = look.outline == "closedPool", look.upright
    turned = w < 80 and h > w if closed else not upright
    long, deep = (h, w) if turned else (w, h)
    across = deep if closed else min(HEADER, deep)
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
    cut = measure(name) > long - 4
    words = shortened(name, max(8.0, long - 4), measure) if cut else name
    y = (across - setting.pitch) / 2
    if y < 0 and shape.look.outline != "closedPool":
        y = across - setting.pitch if shape.kind.family == "pool" else 0.0
    made = label((words,), setting, long / 2, y, CENTRE, turned=turned, cut=cut)
    return _upright(made, shape.h) if turned else made


def _upright(made: Label, height: float) -> Label:
    """A label whose rows are read upwards."""
    left, top, right, foot = made.box
    return made._replace(box=(top, height - right, foot, height - left), turned_by=height)


def outer_settings(shape: ShapePicture, size: int) -> Setting:
    weight = theme.MEDIUM if shape.kind.family == "gateway" else theme.NORMAL
    return Setting(size, size + 3, weight) if size else Setting(*OUTER_LABEL, weight)


def _placed(shape: ShapePicture, size: int) -> Label:
    """Where the file or the user put it, however wide its font is here; what grows, grows away from the shape."""
    place, setting = shape.placed, outer_settings(shape, size)
    assert place is not None
    broken = _in_place(shape.name, place, setting)
    measure = measure_of(setting.pixels, setting.weight)
    wide, tall = max(measure(line) for line in broken.lines), len(broken.lines) * setting.pitch
    x, y, side = place.x + place.width / 2, place.y, CENTRE
    if wide > place.width and place.x >= shape.x + shape.w - 1:
        x, side = place.x, LEFT
    elif wide > place.width and place.x + place.width <= shape.x + 1:
        x, side = place.x + place.width, RIGHT
    if tall > place.height and place.y + place.height <= shape.y + 1:
        y = place.y + place.height - tall
    elif size and place.y < shape.y + shape.h - 1:
        y = place.y + (place.height - tall) / 2
    return label(broken.lines, setting, x - shape.x, y - shape.y, side, outside=True, cut=broken.cut)


def _in_place(name: str, place: Bounds, setting: Setting) -> Broken:
    """In as many lines as a place of this height has; where that is too tight, as if the place were wider."""
    measure = measure_of(setting.pixels, setting.weight)
    words = max((measure(word) for word in name.split()), default=0.0)
    given = place.width * setting.pixels / FILED + 2
    broken = balanced(name, max(given, min(words, NARROW)), 12, measure)
    if not broken.cut and len(broken.lines) <= max(1, round(place.height / (FILED + 2))):
        return broken
    return balanced(name, max(given, NARROW * setting.pixels / OUTER_LABEL[0]), 12, measure)


def _outside(shape: ShapePicture, size: int, taken: Collection[str]) -> Label:
    """At the first free side; a decision prefers above, all others below."""
    setting, w, h = outer_settings(shape, size), shape.w, shape.h
    corner = shape.kind.family == "gateway" and "above" in taken
    width = (CORNER_WIDTH if corner else OUTER_WIDTH) * (1 if not size else 1.15)
    broken = balanced(shape.name, width, 3, measure_of(setting.pixels, setting.weight))
    tall, cut = len(broken.lines) * setting.pitch, broken.cut
    lines, half = broken.lines, h / 2 - tall / 2
    if corner:
        return label(lines, setting, w / 2 + 10, 1 - tall, LEFT, outside=True, cut=cut)
    places = {
        "above": (w / 2, -tall - 4, CENTRE),
        "below": (w / 2, h + 2, CENTRE),
        "right": (w + 8, half, LEFT),
        "left": (-8, half, RIGHT),
    }
    if shape.kind.family == "boundary":
        places["right"], places["left"] = (w + 4, h - 8, LEFT), (-4, h - 8, RIGHT)
    order = ORDER.get(shape.kind.family, ("below", "above", "right", "left"))
    free = next((side for side in order if side not in taken), order[0])
    x, y, side = places[free]
    return label(lines, setting, x, y, side, outside=True, cut=cut)


ORDER = {"gateway": ("above", "below", "right", "left"), "boundary": ("below", "left", "right")}


# edges


def edge_label(edge: EdgePicture, size: int = 0) -> Label:
    """An edge's name: where it was placed, else beside its first piece, a message's beside its longest."""
    setting = Setting(size, size + 3) if size else Setting(*OUTER_LABEL)
    if edge.placed:
        broken = _in_place(edge.name, edge.placed, setting)
        x, y = edge.placed.x + edge.placed.width / 2, edge.placed.y
        if size:
            y += (edge.placed.height - len(broken.lines) * setting.pitch) / 2
        return label(broken.lines, setting, x, y, CENTRE, outside=True, cut=broken.cut)
    broken = balanced(edge.name, OUTER_WIDTH, 3, measure_of(setting.pixels, setting.weight))
    tall, cut = len(broken.lines) * setting.pitch, broken.cut
    x, y, side = _beside(edge, tall)
    return label(broken.lines, setting, x, y, side, outside=True, cut=cut)


def _beside(edge: EdgePicture, tall: float) -> tuple[float, float, int]:
    """Left end, middle or right end of a name's rows, and their top."""
    points = edge.points
    x, y = anchor(edge)
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
