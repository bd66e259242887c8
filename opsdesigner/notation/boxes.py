"""How the boxes of an org chart look at any size: roles, vacancies, outsiders, units, and what sits on their edges."""

from __future__ import annotations

from collections.abc import Callable
from math import pi
from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.model import Props

from .kinds import KINDS
from .strokes import (
    Stroke,
    arc,
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

if TYPE_CHECKING:
    from .drawings import Look

CORNER, UNIT_CORNER, CUT = 8.0, 3.0, 9.0
SPINE, BAR = 4.0, 4.0
LINE = 1.2
GAP = 10.0  # between spine and picture
PICTURE = 32.0  # across, of a picture or initials
AROUND = 20.0  # of a box's height that is left free above and below it
ICON = 20.0
LEAST = (72.0, 30.0)  # width and height below which a box shows no picture
FOLD = 22.0  # across, of the ring that says how many boxes are folded away
CHIP = 18.0  # height of a chip on the edge
ASSISTANT, OUTSIDER = (150, 44), (160, 48)  # sizes they start with

Drawing = tuple[Stroke, ...]


def _icon(*paths: str) -> Drawing:
    """An icon drawn on a grid of 24, as large as a box shows it, round (0, 0)."""
    return tuple(placed(Stroke(path, "", 1.75), -12 * ICON / 24, -12 * ICON / 24, ICON / 24) for path in paths)


def _drum() -> str:
    rim = ellipse(12, 7, 7.5, 3)
    wall = f"M {point(4.5, 7)} L {point(4.5, 17)} {curve(12, 17, 7.5, 3, 180, 0)} L {point(19.5, 7)}"
    return f"{rim} {wall}"


def _sun() -> str:
    rays = (
        (12, 3.5, 12, 6.5),
        (12, 17.5, 12, 20.5),
        (3.5, 12, 6.5, 12),
        (17.5, 12, 20.5, 12),
        (6, 6, 8.1, 8.1),
        (15.9, 15.9, 18, 18),
        (6, 18, 8.1, 15.9),
        (15.9, 8.1, 18, 6),
    )
    return " ".join((circle(12, 12, 3), *(line((a, b), (c, d)) for a, b, c, d in rays)))


PARTY_MARKS: dict[str, Drawing] = {  # by what an outsider is; the icons of the menus, as strokes
    "supplier": _icon(
        " ".join(
            (
                box(3, 6.5, 10.5, 10),
                line((13.5, 10), (17.5, 10), (21, 13.5), (21, 16.5), (13.5, 16.5)),
                circle(7, 18.3, 1.8),
                circle(17, 18.3, 1.8),
            )
        )
    ),
    "maker": _icon(_sun()),
    "customer": _icon(
        " ".join(
            (
                circle(9, 8, 3),
                f"M {point(3, 19)} C 3.5 15.5 5.8 13.5 9 13.5 C 12.2 13.5 14.5 15.5 15 19",
                arc(14.7, 8, 3, -65, 65),
                "M 17 13.8 C 19.2 14.4 20.6 16.2 21 19",
            )
        )
    ),
    "system": _icon(_drum()),
}


def box_size(kind: str, props: Props) -> tuple[int, int]:
    """How large a box of an org chart starts."""
    if kind == "role" and props.text("party"):
        return OUTSIDER
    return ASSISTANT if kind == "role" and props.flag("assistant") else KINDS[kind].size


class Picture(NamedTuple):
    """The round place for a face, initials or an icon: its middle, its radius, where the words begin beside it."""

    x: float
    y: float
    radius: float
    words: float


def picture_at(outline: str, w: float, h: float) -> Picture | None:
    """Where a box of this outline and size shows a picture, None where it has no room for one."""
    if outline not in ("role", "vacancy", "outside") or w < LEAST[0] or h < LEAST[1]:
        return None
    across = min(ICON, h - 12) if outline == "outside" else min(PICTURE, h - AROUND)
    left = SPINE + GAP
    return Picture(left + across / 2, h / 2, across / 2, left + across + 9)


def role(look: Look, w: float, h: float) -> Drawing:
    """Somebody in the house: paper, spine, outline, the place for a picture in the role's tint."""
    body = (
        Stroke(rounded(0, 0, w, h, CORNER), "paper", 0),
        Stroke(left_strip(0, 0, w, h, CORNER, SPINE), "role", 0),
        Stroke(rounded(0, 0, w, h, CORNER), "", LINE, "", "frame"),
    )
    if not look.filled or (at := picture_at("role", w, h)) is None:
        return body
    return (*body, Stroke(circle(at.x, at.y, at.radius), "tint", 0))


def vacancy(look: Look, w: float, h: float) -> Drawing:
    """Nobody yet: everything broken."""
    body = (
        Stroke(rounded(0, 0, w, h, CORNER), "paper", 0),
        Stroke(left_strip(0, 0, w, h, CORNER, SPINE), "role", 0),
        Stroke(rounded(0, 0, w, h, CORNER), "", LINE, fitted(round_length(w, h, CORNER), 5, 4), "frame"),
    )
    if not look.filled or (at := picture_at("vacancy", w, h)) is None:
        return body
    radius = max(at.radius - LINE / 2, 1.0)
    return (*body, Stroke(circle(at.x, at.y, radius), "", LINE, fitted(2 * pi * radius, 3, 2.6), "ink2"))


def outside(look: Look, w: float, h: float) -> Drawing:
    """A supplier, a customer, software: corners cut off, an icon instead of a face."""
    cut = min(CUT, w / 2, h / 2)
    strip = min(SPINE, cut)
    corners = ((cut, 0), (w - cut, 0), (w, cut), (w, h - cut), (w - cut, h), (cut, h), (0, h - cut), (0, cut))
    body = (
        Stroke(polygon(*corners), "paper", 0),
        Stroke(polygon((0, cut), (strip, cut - strip), (strip, h - cut + strip), (0, h - cut)), "role", 0),
        Stroke(polygon(*corners), "", LINE, "", "frame"),
    )
    at = picture_at("outside", w, h)
    if at is None or look.mark not in PARTY_MARKS:
        return body
    return (*body, *(placed(stroke, at.x, at.y, 2 * at.radius / ICON) for stroke in PARTY_MARKS[look.mark]))


def unit(look: Look, w: float, h: float) -> Drawing:
    """A part of the house: a bar along the top."""
    bar = _swapped(left_strip(0, 0, h, w, UNIT_CORNER, BAR))
    return (
        Stroke(rounded(0, 0, w, h, UNIT_CORNER), "chrome", 0),
        Stroke(rounded(0, 0, w, h, UNIT_CORNER), "", LINE, "", "frame"),
        Stroke(bar, "role", 0),
    )


def _swapped(path: str) -> str:
    """The path with left and top for each other."""
    words, last = [], ""
    for word in path.split():
        if word in "MLCZ":
            words.append(word)
        elif last:
            words += [word, last]
            last = ""
        else:
            last = word
    return " ".join(words)


def fold(look: Look, w: float, h: float) -> Drawing:
    """The ring on the edge of a box that has others folded away below it."""
    inset = min(0.5, w / 2, h / 2)
    return (Stroke(circle(w / 2, h / 2, max(min(w, h) / 2 - inset, 0.0)), "paper", 1, "", "frame"),)


def chip(look: Look, w: float, h: float) -> Drawing:
    """The pill on the top edge of the box of somebody who is away; filled, the dot it is from afar."""
    return (Stroke(rounded(0, 0, w, h, h / 2), "amber" if look.filled else "amberTint", 0),)


BOXES: dict[str, Callable[[Look, float, float], Drawing]] = {
    "role": role,
    "vacancy": vacancy,
    "outside": outside,
    "unit": unit,
    "fold": fold,
    "chip": chip,
}
