"""Names in the boxes of an org chart: the title, who holds the role, initials, figures."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont

from opsdesigner.model.geometry import Box, overlaps
from opsdesigner.notation.boxes import BAR, CHIP, FOLD, SPINE, picture_at

from .. import theme
from ..drawing.pictures import ShapePicture
from ..names import typesetting
from ..names.typesetting import CENTRE, LEFT, RIGHT, SHRUNK, Label, Setting, fitted, measure_of
from ..names.wrapping import Broken, shortened
from .faces import face

SIDE, NEAR = 8.0, 6.0  # px from a title to the edge, seen from afar
HALF = 0.5  # text of 11.5 px is set at 23 and painted half as large: fonts come in whole pixels
TITLES = (Setting(13, 16, theme.BOLD), Setting(12, 15, theme.BOLD), Setting(11, 13, theme.BOLD))
SECOND = Setting(23, 15, theme.NORMAL, HALF)
FIGURES = Setting(10, 12)
CHIP_TEXT = Setting(21, CHIP, theme.BOLD, HALF)
FOOT, LIFT = 16.0, 3.0  # height that figures take at the foot; how much the other words make room for them
ROOMY = 54.0  # height from which a box has room for figures
CHIP_SIDE = 8.0

Said = tuple[Label, str]  # with the name of its ink


class Plan(NamedTuple):
    """Where the words of a box begin and end, and where the second of them goes."""

    left: float
    right: float
    title: Label
    foot: float  # of the title


def label(lines: tuple[str, ...], setting: Setting, x: float, y: float, side: int, cut: bool = False) -> Label:
    """Lines that stay at their side where another font is wider: in boxes they line up."""
    return typesetting.label(lines, setting, x, y, side, cut=cut)._replace(side=side)


def title(shape: ShapePicture, size: int) -> Label:
    """The name in its box. `size` is a floor for its text, 0 the usual."""
    return _planned(shape, size)[0].title


def rows(shape: ShapePicture, size: int) -> tuple[Said, ...]:
    """All else that is written in and on a box; from afar only how many are folded away."""
    found: list[Said] = []
    facts = shape.facts
    if facts.folded:
        middle = FOLD / 2
        number = Setting(size or (11 if facts.folded < 100 else 10), FOLD, theme.BOLD)
        found.append((label((str(facts.folded),), number, shape.w / 2, shape.h - middle, CENTRE), "ink"))
    if size:
        return tuple(found)
    plan, second = _planned(shape, 0)
    if second is not None:
        found.append((second, "ink2"))
    found += _letters(shape)
    if (figures := _figures(shape, plan, second)) is not None:
        found.append((figures, "ink2"))
    if facts.away:
        left, top, right, _ = chip_box(shape)
        found.append((label((facts.away,), CHIP_TEXT, (left + right) / 2, top, CENTRE), "amber"))
    return tuple(found)


def fold_box(shape: ShapePicture, size: int = 0) -> Box:
    """The ring on the foot, seen from the shape's corner; longer where its number is."""
    text = Setting(size or 11, FOLD, theme.BOLD)
    wide = max(FOLD, _width(str(shape.facts.folded), text) + 10)
    return (shape.w / 2 - wide / 2, shape.h - FOLD / 2, shape.w / 2 + wide / 2, shape.h + FOLD / 2)


def chip_box(shape: ShapePicture) -> Box:
    """The chip on the top edge, seen from the shape's corner."""
    wide = _width(shape.facts.away, CHIP_TEXT) + 2 * CHIP_SIDE
    right = max(shape.w - SIDE, wide)
    return (right - wide, -1 - CHIP / 2, right, CHIP / 2 - 1)


def _width(words: str, setting: Setting) -> float:
    return measure_of(setting.pixels, setting.weight)(words) * setting.share


def _planned(shape: ShapePicture, size: int) -> tuple[Plan, Label | None]:
    return _in_unit(shape, size) if shape.kind.family == "unit" else _in_role(shape, size)


def _in_role(shape: ShapePicture, size: int) -> tuple[Plan, Label | None]:
    """Beside the picture, the title over who holds it, both together in the middle of the height."""
    at = picture_at(shape.look.outline, shape.w, shape.h) if not size else None
    left = at.words if at else SPINE + (NEAR if size else SIDE)
    right = max(shape.w - (NEAR if size else SIDE), left + 8)
    second = _second(shape, right - left) if not size and shape.h >= 36 else None
    below = SECOND.pitch if second else 0.0
    lift = LIFT if not size and shape.badge is not None and ROOMY <= shape.h < ROOMY + FOOT else 0.0

    def top(broken: Broken, setting: Setting) -> float | None:
        tall = len(broken.lines) * setting.pitch + below
        return (shape.h - tall) / 2 - lift if tall <= shape.h - 6 else None

    settings = _afar(size) if size else TITLES
    most = 3 if size else max(2, int((shape.h - 20) // 16))
    broken, setting = fitted(shape.name, right - left, settings, most, top)
    y = top(broken, setting)
    y = max(2.0, (shape.h - len(broken.lines) * setting.pitch - below) / 2) if y is None else max(3.0, y)
    made = label(broken.lines, setting, left, y, LEFT, cut=broken.cut)
    foot = y + len(broken.lines) * setting.pitch
    words = label((second,), SECOND, left, foot, LEFT) if second else None
    return Plan(left, right, made, foot), words


def _in_unit(shape: ShapePicture, size: int) -> tuple[Plan, Label | None]:
    """The title at the left, its head or the number of its people at the right where both have room."""
    left, right = (NEAR if size else 12.0), max(shape.w - (NEAR if size else 12.0), 16.0)
    settings = _afar(size) if size else TITLES

    def laid(width: float) -> tuple[Broken, Setting]:
        lines = 1 if size else max(1, int((shape.h - BAR - 4) // 16))
        return fitted(shape.name, width, settings, lines, lambda broken, _: 0.0 if len(broken.lines) <= lines else None)

    broken, setting = laid(right - left)
    second = None
    if not size:
        for words in shape.facts.second:
            room = right - left - _width(words, SECOND) - SIDE
            other = laid(max(8.0, room))
            if room > 0 and not other[0].cut and other[1] == setting:
                second, (broken, setting) = words, other
                break
    middle = (shape.h + BAR) / 2
    y = middle - len(broken.lines) * setting.pitch / 2
    made = label(broken.lines, setting, left, y, LEFT, cut=broken.cut)
    said = label((second,), SECOND, right, middle - SECOND.pitch / 2, RIGHT) if second else None
    return Plan(left, right, made, y + len(broken.lines) * setting.pitch), said


def _afar(size: int) -> tuple[Setting, ...]:
    return (Setting(size, size + 2, theme.BOLD), Setting(small := round(size * SHRUNK), small + 2, theme.BOLD))


def _second(shape: ShapePicture, width: float) -> str:
    """The longest form that fits, else as much of the shortest as does."""
    forms = shape.facts.second
    for words in forms:
        if _width(words, SECOND) <= width:
            return words
    return shortened(forms[-1], width / HALF, measure_of(SECOND.pixels, SECOND.weight)) if forms else ""


def _letters(shape: ShapePicture) -> list[Said]:
    """Initials, a code or a question mark in the circle."""
    look, facts = shape.look, shape.facts
    at = picture_at(look.outline, shape.w, shape.h)
    if at is None or not look.filled or not facts.letters or (facts.photo and face(facts.photo) is not None):
        return []
    size = 13 if look.outline == "vacancy" else 12 if at.radius >= 14 else 11
    setting = Setting(size, 2 * at.radius, QFont.Weight.DemiBold)
    ink = "ink2" if look.outline == "vacancy" else "ink"
    return [(label((facts.letters,), setting, at.x, at.y - at.radius, CENTRE), ink)]


def _figures(shape: ShapePicture, plan: Plan, second: Label | None) -> Label | None:
    """What it owns and leads, at the foot on the right; left out where it has no room."""
    if not shape.badge or shape.kind.family == "unit" or shape.h < ROOMY:
        return None
    left = max(plan.left, fold_box(shape)[2] + 4) if shape.facts.folded else plan.left
    words = next((words for words in shape.badge if _width(words, FIGURES) <= plan.right - left), "")
    if not words:
        return None
    made = label((words,), FIGURES, plan.right, shape.h - FOOT, RIGHT)
    others = [plan.title.box, *((second.box,) if second else ())]
    return None if any(overlaps((box[0], box[1], box[2] + 6, box[3] - 3), made.box) for box in others) else made
