"""The chip at a step's corner: who owns it, where neither its lane nor its pool says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from opsdesigner.model import Id, Model, Node
from opsdesigner.model.geometry import Box
from opsdesigner.model.queries import pools_of, shape_of
from opsdesigner.notation.boxes import CHIP
from opsdesigner.notation.kinds import SUB_PROCESSES
from opsdesigner.notation.organisation import code_of
from opsdesigner.notation.ownership import owner_by_place, owner_of

from .. import theme
from ..boxes.box_names import CHIP_TEXT, label
from ..drawing.pictures import CORNER, ShapePicture
from ..drawing.stamps import FLOOR, FULL
from ..names.typesetting import CENTRE, Label, measure_of
from .roles import ColourOf

SIDE, LEAST, DOT = 7.0, 24.0, 9.0  # beside the letters; least width; across, of a chip seen from afar


class Who(NamedTuple):
    """What the chip says, in what colour; its place is seen from the corner of the step."""

    code: str
    colour: str
    box: Box
    label: Label


def who_of(model: Model, diagram: Id, step: Id, colour_of: ColourOf) -> Who | None:
    """The chip of a step on a diagram; None where it needs none."""
    owner = owner_of(model, step)
    if not owner or owner == _told(model, diagram, step):
        return None
    role, colour = model.get(owner, Node), colour_of(owner)
    code = code_of(model, role) if role is not None else ""
    if not code or not colour:
        return None
    letters = measure_of(CHIP_TEXT.pixels, CHIP_TEXT.weight)(code) * CHIP_TEXT.share
    box = (-CORNER, -CORNER, max(LEAST, letters + 2 * SIDE) - CORNER, CHIP - CORNER)
    return Who(code, colour, box, label((code,), CHIP_TEXT, (box[0] + box[2]) / 2, box[1], CENTRE))


def _told(model: Model, diagram: Id, step: Id) -> Id:
    """The owner that the lane, open sub-process or pool says in which a step is drawn; "" where none is."""
    node = model.get(step, Node)
    if node is None:
        return ""
    if lane := owner_by_place(model, step):
        return lane
    around = model.get(node.parent, Node)
    if around is None:
        return ""
    if around.kind in SUB_PROCESSES:
        return owner_of(model, around.id) if shape_of(model, around.id, diagram) is not None else ""
    pools = (pool for pool in pools_of(model, around.id) if shape_of(model, pool.id, diagram) is not None)
    return next((pool.resource for pool in pools if pool.resource), "")


def paint_owner_chips(p: QPainter, shapes: Iterable[ShapePicture], scale: float, detail: int) -> None:
    """All of them but the letters; a dot each from afar, none from farther."""
    if detail < FLOOR:
        return
    for shape in shapes:
        if (who := shape.who) is None:
            continue
        left, top, right, foot = who.box
        if detail < FULL:
            left = top = -DOT / 2
            right = foot = DOT / 2
        x, y = round((shape.x + left) * scale) / scale, round((shape.y + top) * scale) / scale
        place, radius = QRectF(x, y, right - left, foot - top), (foot - top) / 2
        edged = theme.hard_to_see(who.colour)
        p.setPen(theme.pen(1, theme.words_on(who.colour)) if edged else theme.NO_PEN)
        p.setBrush(theme.brush(who.colour))
        p.drawRoundedRect(place, radius, radius)
