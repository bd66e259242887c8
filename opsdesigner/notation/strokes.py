"""Path text: the pieces a drawing is made of, and how curves, boxes and polygons become them."""

from __future__ import annotations

from math import acos, ceil, cos, degrees, pi, radians, sin, tan
from typing import NamedTuple


class Stroke(NamedTuple):
    """One piece of a drawing. Path text has absolute M L C Z only, single blanks, px at 100 % from the top left."""

    path: str
    fill: str = ""  # "" none, "paper", "ink", "chrome", "role" (the spine), "tint" (lane header), "amber", "amberTint"
    width: float = 1.5  # of the line, 0 = no line
    dash: str = ""
    ink: str = "ink"  # colour of the line: "ink", "ink2", "frame", "faint"


def number(value: float) -> str:
    """A coordinate as text: at most three decimals, never an exponent, never "-0"."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def line(*points: tuple[float, float]) -> str:
    """An open line through these points."""
    return "M " + " L ".join(point(x, y) for x, y in points)


def polygon(*points: tuple[float, float]) -> str:
    return line(*points) + " Z"


def box(x: float, y: float, w: float, h: float) -> str:
    return polygon((x, y), (x + w, y), (x + w, y + h), (x, y + h))


def regular(corners: int, radius: float, cy: float = 0.0) -> str:
    """An equal-sided polygon round (0, cy), one corner on top."""
    turns = [2 * pi * i / corners for i in range(corners)]
    return polygon(*((radius * sin(turn), cy - radius * cos(turn)) for turn in turns))


def curve(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> str:
    """The C commands of an elliptic arc; angles in degrees, clockwise on screen from three o'clock."""
    pieces = max(1, ceil(abs(end - start) / 90))
    step = radians(end - start) / pieces
    k = 4 / 3 * tan(step / 4)
    words = []
    for i in range(pieces):
        a = radians(start) + i * step
        b = a + step
        words.append(
            f"C {point(cx + rx * (cos(a) - k * sin(a)), cy + ry * (sin(a) + k * cos(a)))} "
            f"{point(cx + rx * (cos(b) + k * sin(b)), cy + ry * (sin(b) - k * cos(b)))} "
            f"{point(cx + rx * cos(b), cy + ry * sin(b))}"
        )
    return " ".join(words)


def arc(cx: float, cy: float, radius: float, start: float, end: float) -> str:
    """An open piece of a circle."""
    first = point(cx + radius * cos(radians(start)), cy + radius * sin(radians(start)))
    return f"M {first} {curve(cx, cy, radius, radius, start, end)}"


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    return f"M {point(cx + rx, cy)} {curve(cx, cy, rx, ry, 0, 360)} Z"


def circle(cx: float, cy: float, radius: float) -> str:
    return ellipse(cx, cy, radius, radius)


def rounded(x: float, y: float, w: float, h: float, radius: float) -> str:
    """A box with round corners; the radius gives way where the box is smaller."""
    r = min(radius, w / 2, h / 2)
    if r <= 0:
        return box(x, y, w, h)
    right, foot = x + w, y + h
    return (
        f"M {point(x + r, y)} L {point(right - r, y)} {curve(right - r, y + r, r, r, 270, 360)} "
        f"L {point(right, foot - r)} {curve(right - r, foot - r, r, r, 0, 90)} "
        f"L {point(x + r, foot)} {curve(x + r, foot - r, r, r, 90, 180)} "
        f"L {point(x, y + r)} {curve(x + r, y + r, r, r, 180, 270)} Z"
    )


def left_strip(x: float, y: float, w: float, h: float, radius: float, width: float) -> str:
    """The strip along the left edge of a rounded box, cut off where its corners are round."""
    r, width = min(radius, w / 2, h / 2), min(width, w)
    if r <= 0:
        return box(x, y, width, h)
    turn = degrees(acos(max(0.0, (r - width) / r)))
    cut = r - r * sin(radians(turn))
    return (
        f"M {point(x + width, y + h - cut)} L {point(x + width, y + cut)} "
        f"L {point(x + min(r, width), y + cut)} {curve(x + r, y + r, r, r, 180 + turn, 180)} "
        f"L {point(x, y + h - r)} {curve(x + r, y + h - r, r, r, 180, 180 - turn)} Z"
    )


def gear(cx: float, cy: float, outer: float, root: float, teeth: int) -> str:
    """A toothed wheel."""
    pitch = 2 * pi / teeth
    corners = []
    for i in range(teeth):
        for turn, radius in ((-0.29, root), (-0.17, outer), (0.17, outer), (0.29, root)):
            angle = (i + turn) * pitch
            corners.append((cx + radius * sin(angle), cy - radius * cos(angle)))
    return polygon(*corners)


def fitted(length: float, *dash: float) -> str:
    """A dash pattern stretched a little, so that it closes without a seam on an outline of this length."""
    repeats = max(1, round(length / sum(dash)))
    stretch = length / repeats / sum(dash)
    return " ".join(number(max(0.1, piece * stretch)) for piece in dash)


def round_length(w: float, h: float, radius: float) -> float:
    """How long the outline of a rounded box is."""
    r = min(radius, w / 2, h / 2)
    return 2 * (w + h - 4 * r) + 2 * pi * r


def placed(stroke: Stroke, x: float, y: float, size: float = 1.0) -> Stroke:
    """The same piece resized and moved. Lines get thinner with it, never thicker."""
    words, odd = [], False
    for word in stroke.path.split():
        if word in "MLCZ":
            words.append(word)
            continue
        words.append(number(float(word) * size + (y if odd else x)))
        odd = not odd
    return stroke._replace(path=" ".join(words), width=round(stroke.width * min(1.0, size), 3))
