"""Marks inside shapes: what kind of step, event, gateway or data it is, drawn round (0, 0)."""

from __future__ import annotations

from math import cos, pi, sin

from .strokes import Stroke, arc, box, circle, ellipse, gear, line, polygon, regular

Mark = tuple[Stroke, ...]
STEP_LINE, EVENT_LINE = 1.2, 1.3


def _solid(path: str) -> Stroke:
    return Stroke(path, "ink", 0)


def _bars(*boxes: tuple[float, float, float, float]) -> Mark:
    return (_solid(" ".join(box(*each) for each in boxes)),)


def _envelope(w: float, h: float, width: float) -> Mark:
    x, y = w / 2, h / 2
    return (Stroke(box(-x, -y, w, h), width=width), Stroke(line((-x, -y), (0, y * 0.25), (x, -y)), width=width))


def _sealed(w: float, h: float, gap: float) -> Mark:
    """A filled envelope: flap and body, a slit of `gap` px between them."""
    x, y, tip = w / 2, h / 2, h * 0.14
    return (
        _solid(polygon((-x, -y), (x, -y), (0, tip))),
        _solid(polygon((-x, -y + gap), (0, tip + gap), (x, -y + gap), (x, y), (-x, y))),
    )


def _plus(reach: float, arm: float, turn: float = 0.0) -> str:
    """A cross with arms this wide, turned by some degrees."""
    a, r, c, s = arm / 2, reach, cos(turn * pi / 180), sin(turn * pi / 180)
    north, east = [(-a, -r), (a, -r), (a, -a)], [(r, -a), (r, a), (a, a)]
    corners = north + east + [(-x, -y) for x, y in north + east]
    return polygon(*((x * c - y * s, x * s + y * c) for x, y in corners))


def _cross(x: float, y: float, thick: float) -> str:
    """An X of arms that end level: reach x and y of the centre lines, thickness measured across the arm."""
    t = thick / 2 * (x * x + y * y) ** 0.5 / y  # half the arm, measured level
    v = t * y / x
    return polygon(
        *((-x - t, -y), (-x + t, -y), (0, -v), (x - t, -y), (x + t, -y), (t, 0)),
        *((x + t, y), (x - t, y), (0, v), (-x + t, y), (-x - t, y), (-t, 0)),
    )


def _star(reach: float, thick: float) -> str:
    """Eight arms round the centre, one outline."""
    t = thick / 2
    waist = t / sin(pi / 8)
    corners = []
    for i in range(8):
        a = i * pi / 4
        ux, uy = sin(a), -cos(a)
        corners += [(ux * reach - t * -uy, uy * reach - t * ux), (ux * reach + t * -uy, uy * reach + t * ux)]
        half = a + pi / 8
        corners.append((waist * sin(half), -waist * cos(half)))
    return polygon(*corners)


def _arrow(reach: float, shaft: float, head: float, height: float) -> str:
    return polygon(
        *((-reach, -shaft), (reach - head, -shaft), (reach - head, -height), (reach, 0)),
        *((reach - head, height), (reach - head, shaft), (-reach, shaft)),
    )


def _back(x: float, y: float, left: float) -> str:
    """Two triangles that point back."""
    first, second = left + x, left + 2 * x
    return f"{polygon((left, 0), (first, -y), (first, y))} {polygon((first, 0), (second, -y), (second, y))}"


_HAND = (
    "M -7 -2.4 L -5.2 -2.4 C -4 -2.6 -2.9 -4.1 -1.8 -5.2 C -0.7 -6.2 0.9 -5.2 0.3 -3.8 L -0.3 -2.5 L 5.7 -2.5 "
    "C 7.1 -2.5 7.1 -0.5 5.7 -0.5 L 4.3 -0.5 C 5.6 -0.5 5.6 1.5 4.3 1.5 L 3.7 1.5 C 4.9 1.5 4.9 3.5 3.7 3.5 L 3.1 3.5 "
    "C 4.2 3.5 4.2 5.4 3 5.4 L -1.6 5.4 C -3.4 5.4 -4.2 4.6 -5.2 4.1 L -7 4.1"
)
_FINGERS = "M 1 -0.5 L 4.3 -0.5 M 1.2 1.5 L 3.7 1.5 M 1.2 3.5 L 3.1 3.5"
_SCROLL = (
    "M -3 -6.6 L 6.6 -6.6 C 3.4 -3.8 3.2 -2.2 4.6 0 C 6 2.2 5.8 4 3 6.6 L -6.6 6.6 "
    "C -3.8 4 -3.6 2.2 -5 0 C -6.4 -2.2 -6.2 -3.8 -3 -6.6 Z"
)
_LINES = "M -2.2 -3.6 L 1.7 -3.6 M -2 -0.6 L 1.6 -0.6 M -0.8 2.4 L 3 2.4"

STEP_MARKS: dict[str, Mark] = {
    "user": (
        Stroke(ellipse(0, -3.4, 3, 3.2), width=STEP_LINE),
        Stroke(
            "M -6 6.6 L -6 5.8 C -6 3.2 -3.8 1.9 0 1.9 C 3.8 1.9 6 3.2 6 5.8 L 6 6.6 Z",
            width=STEP_LINE,
        ),
    ),
    "hand": (Stroke(_HAND, width=STEP_LINE), Stroke(_FINGERS, width=1)),
    "gear": (
        Stroke(gear(3.9, 3.9, 3.9, 2.6, 6), width=1),
        Stroke(gear(-1.5, -1.5, 6.2, 4.5, 8), "paper", STEP_LINE),
        Stroke(circle(-1.5, -1.5, 1.9), width=STEP_LINE),
    ),
    "send": _sealed(15, 10.6, 1.4),
    "receive": _envelope(14, 10, STEP_LINE),
    "instantiate": (Stroke(circle(0, 0, 7.4), width=1), *_envelope(8.6, 6.2, 1)),
    "script": (Stroke(_SCROLL, width=STEP_LINE), Stroke(_LINES, width=1)),
    "table": (
        Stroke(box(-7, -5.5, 14, 11), width=STEP_LINE),
        _solid(box(-7, -5.5, 14, 3)),
        Stroke(line((-7, 1.5), (7, 1.5)) + " " + line((-2.5, -2.5), (-2.5, 5.5)), width=1),
    ),
}


def _both(path: str) -> tuple[Mark, Mark]:
    """One outline, drawn for catching, filled for throwing."""
    return (Stroke(path, width=EVENT_LINE),), (Stroke(path, "ink", 0.6),)


def _clock() -> Mark:
    turns = [i * pi / 2 for i in range(4)]
    ticks = " ".join(line((9.6 * sin(t), -9.6 * cos(t)), (7.2 * sin(t), -7.2 * cos(t))) for t in turns)
    hands = line((0, -6), (0, 0), (4.4, 2.6))
    return (Stroke(circle(0, 0, 9.6), width=EVENT_LINE), Stroke(ticks, width=1.1), Stroke(hands, width=EVENT_LINE))


def _page() -> Mark:
    rows = " ".join(line((-4, y), (4, y)) for y in (-4.8, -1.6, 1.6, 4.8))
    return (Stroke(box(-6.5, -8, 13, 16), width=EVENT_LINE), Stroke(rows, width=1.1))


def _slotted() -> Mark:
    """The filled page: its rows are holes, cut the other way round."""
    slots = " ".join(polygon((-4, y - 0.6), (-4, y + 0.6), (4, y + 0.6), (4, y - 0.6)) for y in (-4.8, -1.6, 1.6, 4.8))
    return (_solid(f"{box(-7, -8.5, 14, 17)} {slots}"),)


def _filled_clock() -> Mark:
    hands = polygon((-0.9, -6.8), (-0.9, 0.6), (4.6, 3.6), (5.4, 2.2), (0.9, -0.4), (0.9, -6.8))
    return (_solid(f"{circle(0, 0, 10)} {hands}"),)


# mark: (as it catches, as it throws)
EVENT_MARKS: dict[str, tuple[Mark, Mark]] = {
    "message": (_envelope(17, 12, EVENT_LINE), _sealed(18, 12.6, 1.6)),
    "timer": (_clock(), _filled_clock()),
    "error": _both(polygon((-7.4, 7.6), (-3, -7.8), (2.4, 0.7), (7.4, -7.6), (3, 7.8), (-2.4, -0.7))),
    "escalation": _both(polygon((0, -9.2), (6.4, 7.6), (0, 1.2), (-6.4, 7.6))),
    "cancel": _both(_plus(9, 4.2, 45)),
    "compensation": _both(_back(8.4, 6.4, -9.2)),
    "conditional": (_page(), _slotted()),
    "link": _both(_arrow(8.8, 3, 7.6, 7.4)),
    "signal": _both(polygon((0, -9), (8.4, 5.4), (-8.4, 5.4))),
    "terminate": ((_solid(circle(0, 0, 9.5)),), (_solid(circle(0, 0, 9.5)),)),
    "multiple": _both(regular(5, 9.4, 0.5)),
    "parallelMultiple": _both(_plus(8.6, 5.4)),
}

GATEWAY_MARKS: dict[str, Mark] = {
    "exclusive": (_solid(_cross(6.4, 8, 3)),),
    "parallel": (_solid(_plus(11, 3)),),
    "inclusive": (Stroke(circle(0, 0, 10.5), width=3),),
    "complex": (_solid(_star(11, 3)),),
    "eventBased": (
        Stroke(circle(0, 0, 13), width=1.2),
        Stroke(circle(0, 0, 10.5), width=1.2),
        Stroke(regular(5, 7, 0.4), width=1.2),
    ),
    "eventBasedInstantiate": (Stroke(circle(0, 0, 12.5), width=1.2), Stroke(regular(5, 8.4, 0.5), width=1.2)),
    "parallelEventBased": (Stroke(circle(0, 0, 12.5), width=1.2), Stroke(_plus(8, 4.8), width=1.2)),
}

# mark: (data input, data output)
DATA_MARKS: dict[str, tuple[Mark, Mark]] = {
    name: (
        (Stroke(_arrow(6.6, 2.2, 5.6, 5.2), width=STEP_LINE),),
        (Stroke(_arrow(6.6, 2.2, 5.6, 5.2), "ink", STEP_LINE),),
    )
    for name in ("input", "output")
}

_UPRIGHT = _bars((-5, -5, 2, 10), (-1, -5, 2, 10), (3, -5, 2, 10))

# markers at the foot, each within 14 x 14
FOOT_MARKS: dict[str, Mark] = {
    "loop": (
        Stroke(arc(0.9, -0.2, 5.4, 50, -225), width=1.5),
        Stroke(line((-6.3, 3.62), (-2.92, 3.62), (-2.92, 0.2)), width=1.5),
    ),
    "parallel": _UPRIGHT,
    "sequential": _bars((-6, -5, 12, 2), (-6, -1, 12, 2), (-6, 3, 12, 2)),
    "adHoc": (Stroke("M -6.2 1.8 C -4.6 -3 -2 -2.4 0 0 C 2 2.4 4.6 3 6.2 -1.8", width=2),),
    "compensation": (Stroke(_back(6.2, 4.8, -6.8), width=STEP_LINE),),
    "plus": (
        Stroke(box(-6.5, -6.5, 13, 13), width=STEP_LINE),
        Stroke(line((-4, 0), (4, 0)) + " " + line((0, -4), (0, 4)), width=1.4),
    ),
    "collection": _UPRIGHT,
}
