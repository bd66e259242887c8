"""How every shape looks at any size: outline, spine, marks, as path text for whoever paints."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import pi
from typing import Literal, NamedTuple

from .boxes import BOXES
from .marks import DATA_MARKS, EVENT_MARKS, FOOT_MARKS, GATEWAY_MARKS, STEP_MARKS, Mark
from .strokes import (
    Stroke,
    box,
    circle,
    curve,
    ellipse,
    fitted,
    left_strip,
    line,
    placed,
    point,
    polygon,
    round_length,
    rounded,
)

__all__ = ["HEADER", "Look", "Stroke", "drawing", "hit_outline"]

CORNER = 8.0  # of steps and boxes
LINE, THICK, END = 1.5, 4.0, 3.5
SPINE, LANE_SPINE = 4.0, 5.0
HEADER = 30.0  # of pools and lanes
MARK_FROM = 34.0  # below this height and width a step shows no type mark
MARK_FULL = 56.0  # below this height it is smaller
MARK_AT = (17.0, 15.0)  # centre of a step's type mark, 16 x 16 at (9, 7)
FOOT = {
    "pool": 9.0,
    "closedPool": 9.0,
    "data": 9.0,
    "call": 12.0,
    "transaction": 13.0,
}  # centre of the markers above the lower edge, else 11


class Look(NamedTuple):
    """Everything but size and colour that decides a node's drawing."""

    outline: str
    mark: str = ""  # of the step's type, the event, the gateway; arrow of data
    filled: bool = False  # throwing and end events, data outputs, messages that answer
    dashed: bool = False  # not interrupting
    bottom: tuple[str, ...] = ()  # markers at the foot, left to right
    upright: bool = False  # pools and lanes from top to bottom


Drawing = tuple[Stroke, ...]


@lru_cache(maxsize=4096)
def drawing(look: Look, w: float, h: float) -> Drawing:
    """All pieces of a shape of this size, back to front, from its top left corner."""
    w, h = max(w, 0.0), max(h, 0.0)
    make = _OUTLINES.get(look.outline)
    return (*make(look, w, h), *_foot(look, w, h)) if make else ()


def hit_outline(look: Look, w: float, h: float) -> Literal["rect", "ellipse", "diamond"]:
    """What lines dock on."""
    if look.outline == "gateway":
        return "diamond"
    return "ellipse" if look.outline in ("startEvent", "middleEvent", "endEvent") else "rect"


@lru_cache(maxsize=1024)
def _marked(mark: Mark, x: float, y: float, size: float = 1.0) -> Drawing:
    return tuple(placed(stroke, x, y, size) for stroke in mark)


def _foot(look: Look, w: float, h: float) -> Drawing:
    """The markers at the foot, centred together, smaller where the shape has no room."""
    known = [FOOT_MARKS[name] for name in look.bottom if name in FOOT_MARKS]
    if not known:
        return ()
    up = FOOT.get(look.outline, 11.0)
    size = min(1.0, w / (18 * len(known)), h / (up + 9))
    first = w / 2 - 9 * size * (len(known) - 1)
    pieces: Drawing = ()
    for i, mark in enumerate(known):
        pieces += _marked(mark, first + 18 * size * i, h - up * size, size)
    return pieces


def _body(w: float, h: float, width: float = LINE, dash: str = "", inset: float = 0.0) -> Drawing:
    """A step's paper, spine and outline; the spine shows equally wide beside any outline."""
    radius = max(CORNER - inset, 0.0)
    inset = min(inset, w / 2, h / 2)
    strip = SPINE + (width - LINE) / 2
    return (
        Stroke(rounded(0, 0, w, h, CORNER), "paper", 0),
        Stroke(left_strip(inset, inset, w - 2 * inset, h - 2 * inset, radius, strip), "role", 0),
        Stroke(rounded(0, 0, w, h, CORNER), "", width, dash),
    )


def _type_mark(look: Look, w: float, h: float) -> Drawing:
    if h < MARK_FROM or w < MARK_FROM:
        return ()
    size = mark_size(h)
    return _marked(STEP_MARKS.get(look.mark, ()), 9 + (MARK_AT[0] - 9) * size, MARK_AT[1] * size, size)


def mark_size(h: float) -> float:
    """How large a type mark is on a step of this height, 1 for all that are not small."""
    return max(0.6, min(1.0, h / MARK_FULL))


def _step(look: Look, w: float, h: float) -> Drawing:
    return _body(w, h) + _type_mark(look, w, h)


def _call(look: Look, w: float, h: float) -> Drawing:
    return _body(w, h, THICK) + _type_mark(look, w, h)


def _transaction(look: Look, w: float, h: float) -> Drawing:
    inner = Stroke(rounded(3, 3, w - 6, h - 6, CORNER - 3)) if min(w, h) > 12 else Stroke(box(0, 0, w, h))
    return (*_body(w, h, inset=3), inner, *_type_mark(look, w, h))


def _event_sub_process(look: Look, w: float, h: float) -> Drawing:
    """Dotted; closed, it may show the event that starts it, small in the corner."""
    body = _body(w, h, dash=fitted(round_length(w, h, CORNER), 2, 3))
    if look.mark not in EVENT_MARKS or h < MARK_FROM or w < MARK_FROM:
        return body
    size = mark_size(h)
    x, y, radius = 9 + 9 * size, 16 * size, 9 * size
    dash = fitted(2 * radius * pi, 3, 2) if look.dashed else ""
    ring = Stroke(circle(x, y, radius), "", 1.2, dash)
    return (*body, ring, *_marked(EVENT_MARKS[look.mark][0], x, y, 0.56 * size))


def _box(look: Look, w: float, h: float) -> Drawing:
    return (Stroke(rounded(0, 0, w, h, CORNER), "paper"),)


def _missing(look: Look, w: float, h: float) -> Drawing:
    """A shape of something that is not in the file: kept, and marked by a broken outline."""
    return (Stroke(rounded(0, 0, w, h, CORNER), "", 1.2, fitted(round_length(w, h, CORNER), 5, 4), "ink2"),)


def _ring(w: float, h: float, inset: float, width: float, dashed: bool, fill: str = "") -> Stroke:
    rx, ry = max(w / 2 - inset, 0.0), max(h / 2 - inset, 0.0)
    dash = fitted(pi * (rx + ry), 5, 3.2) if dashed else ""
    return Stroke(ellipse(w / 2, h / 2, rx, ry), fill, width, dash)


def _event_mark(look: Look, w: float, h: float) -> Drawing:
    if look.mark not in EVENT_MARKS:
        return ()
    return _marked(EVENT_MARKS[look.mark][look.filled], w / 2, h / 2, min(w, h) / 36)


def _start_event(look: Look, w: float, h: float) -> Drawing:
    return (_ring(w, h, 0, LINE, look.dashed, "paper"), *_event_mark(look, w, h))


def _middle_event(look: Look, w: float, h: float) -> Drawing:
    gap = min(3.5, min(w, h) * 0.1)
    rings = (_ring(w, h, 0, LINE, look.dashed, "paper"), _ring(w, h, gap, LINE, look.dashed))
    return rings + _event_mark(look, w, h)


def _end_event(look: Look, w: float, h: float) -> Drawing:
    """Its ring grows inwards, so that it is as large as the other events."""
    width = min(END, min(w, h) / 8)
    inset = max(0.0, (width - LINE) / 2)
    return (_ring(w, h, inset, width, False, "paper"), *_event_mark(look, w, h))


def _gateway(look: Look, w: float, h: float) -> Drawing:
    rhomb = Stroke(polygon((w / 2, 0), (w, h / 2), (w / 2, h), (0, h / 2)), "paper")
    return (rhomb, *_marked(GATEWAY_MARKS.get(look.mark, ()), w / 2, h / 2, min(w, h) / 50))


def _data(look: Look, w: float, h: float) -> Drawing:
    fold = min(10.0, w * 0.3, h * 0.3)
    page = Stroke(polygon((0, 0), (w - fold, 0), (w, fold), (w, h), (0, h)), "paper")
    size = min(1.0, w / 36, h / 50)
    arrow = DATA_MARKS[look.mark][look.filled] if look.mark in DATA_MARKS else ()
    corner = Stroke(line((w - fold, 0), (w - fold, fold), (w, fold)))
    return (page, corner, *_marked(arrow, 12.4 * size, 11.4 * size, size))


def _store(look: Look, w: float, h: float) -> Drawing:
    rim, gap = h * 0.12, h * 0.095
    body = (
        f"M {point(0, rim)} {curve(w / 2, rim, w / 2, rim, 180, 360)} L {point(w, h - rim)} "
        f"{curve(w / 2, h - rim, w / 2, rim, 0, 180)} Z"
    )
    rims = " ".join(f"M {point(w, rim + i * gap)} {curve(w / 2, rim + i * gap, w / 2, rim, 0, 180)}" for i in range(3))
    return (Stroke(body, "paper"), Stroke(rims, "", 1.2))


def _message(look: Look, w: float, h: float) -> Drawing:
    flap = Stroke(line((0, 0), (w / 2, h * 0.58), (w, 0)))
    return (Stroke(box(0, 0, w, h), "chrome" if look.filled else "paper"), flap)


def _note(look: Look, w: float, h: float) -> Drawing:
    arm = min(10.0, w)
    return (Stroke(line((arm, 0), (0, 0), (0, h), (arm, h)), ink="ink2"),)


def _group(look: Look, w: float, h: float) -> Drawing:
    dash = fitted(round_length(w, h, 10), 9, 4, 2, 4)
    return (Stroke(rounded(0, 0, w, h, 10), "", LINE, dash, "ink2"),)


def _frame(look: Look, w: float, h: float) -> Drawing:
    """What some files draw round the contents of a pool."""
    return (Stroke(rounded(0, 0, w, h, 3), "", 1, "", "faint"),)


def _conversation(look: Look, w: float, h: float) -> Drawing:
    q = min(w / 3, h * 0.29)
    return (Stroke(polygon((q, 0), (w - q, 0), (w, h / 2), (w - q, h), (q, h), (0, h / 2)), "paper"),)


def _pool(look: Look, w: float, h: float) -> Drawing:
    header = min(HEADER, h if look.upright else w)
    edge = line((0, header), (w, header)) if look.upright else line((header, 0), (header, h))
    frame = rounded(0, 0, w, h, 3)
    return (Stroke(frame, "paper", 0), Stroke(edge, "", 1.2, "", "ink2"), Stroke(frame, "", 1.2, "", "ink2"))


def _closed_pool(look: Look, w: float, h: float) -> Drawing:
    return (Stroke(rounded(0, 0, w, h, 3), "chrome", 1.2, "", "ink2"),)


def _band(look: Look, w: float, h: float) -> Drawing:
    """A participant on a choreography's step: round where the step is, shaded where it answers."""
    r = min(CORNER, w / 2, h)
    top, foot = look.outline == "topBand", look.outline == "bottomBand"
    path = (
        f"M {point(0, r)} {curve(r, r, r, r, 180, 270)} L {point(w - r, 0)} {curve(w - r, r, r, r, 270, 360)} "
        if top
        else f"M {point(0, 0)} L {point(w, 0)} "
    ) + (
        f"L {point(w, h - r)} {curve(w - r, h - r, r, r, 0, 90)} L {point(r, h)} {curve(r, h - r, r, r, 90, 180)} Z"
        if foot
        else f"L {point(w, h)} L {point(0, h)} Z"
    )
    return (Stroke(path, "chrome" if look.filled else "paper"),)


def _lane(look: Look, w: float, h: float) -> Drawing:
    """Header and spine keep clear of the lines round them, the pool's frame among them."""
    clear = min(0.5, w / 2, h / 2)
    along, across = w - 2 * clear, h - 2 * clear
    if look.upright:
        header = box(clear, clear, along, min(HEADER, across))
        spine = box(clear, clear, along, min(LANE_SPINE, across))
    else:
        header = box(clear, clear, min(HEADER, along), across)
        spine = box(clear, clear, min(LANE_SPINE, along), across)
    return (Stroke(header, "tint", 0), Stroke(spine, "role", 0), Stroke(rounded(0, 0, w, h, 1), "", 1, "", "faint"))


_OUTLINES: dict[str, Callable[[Look, float, float], Drawing]] = {
    "step": _step,
    "call": _call,
    "transaction": _transaction,
    "eventSubProcess": _event_sub_process,
    "startEvent": _start_event,
    "middleEvent": _middle_event,
    "endEvent": _end_event,
    "gateway": _gateway,
    "data": _data,
    "store": _store,
    "message": _message,
    "note": _note,
    "group": _group,
    "frame": _frame,
    "pool": _pool,
    "closedPool": _closed_pool,
    "lane": _lane,
    "topBand": _band,
    "middleBand": _band,
    "bottomBand": _band,
    "box": _box,
    "missing": _missing,
    "conversation": _conversation,
    **BOXES,
}
OUTLINES = tuple(_OUTLINES)
