"""What is lit on a dimmed diagram: whole things, steps filled and outlined in a role's colour, bands of lanes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from opsdesigner.model import Id
from opsdesigner.notation.drawings import HEADER

from ..drawing.painting import paint_pictures
from ..drawing.pictures import ShapePicture
from ..theme import colour

if TYPE_CHECKING:
    from ..drawing.display import Display

BAND = 0.06  # share of a role's colour in its lit lane; half as much again on dark paper


class Lighting(NamedTuple):
    """What stays bright while all else is dimmed; of that, what shows a role's colour and which lanes are tinted."""

    bright: frozenset[Id]
    lit: Mapping[Id, str] = {}
    bands: Mapping[Id, str] = {}


def paint_lit(
    p: QPainter, display: Display, lighting: Lighting, near: Collection[Id], scale: float, zoom: float
) -> None:
    """These of the bright ids, on glass: nothing is painted between."""
    shapes = [shape for id in near if (shape := display.shapes.get(id)) is not None]
    edges = [edge for id in near if (edge := display.edges.get(id)) is not None and len(edge.points) > 1]
    display.prepare(shapes, edges, zoom)
    share = BAND * (1.5 if display.colours.theme.dark else 1)
    for shape in shapes:
        if role := lighting.bands.get(shape.id):
            p.fillRect(_band(shape), colour(role, round(255 * share)))
        if shape.depth < 0 and (box := display.label_box(shape.id, zoom)):
            p.fillRect(QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]), colour(display.colours.paper))
    paint_pictures(p, list(_dressed(shapes, lighting)), edges, scale, display.colours, zoom)


def _dressed(shapes: Iterable[ShapePicture], lighting: Lighting) -> Iterable[ShapePicture]:
    """Homes without paper, steps in their role's colour; their own pictures stay as they are."""
    for shape in shapes:
        role = lighting.lit.get(shape.id, "")
        if role or shape.depth < 0:
            shape = copy(shape)
            shape.stamped = shape.parts = None
            shape.glass, shape.lit = shape.depth < 0, role
        yield shape


def _band(shape: ShapePicture) -> QRectF:
    """A lane without its header."""
    if shape.look.upright:
        return QRectF(shape.x, shape.y + HEADER, shape.w, max(0.0, shape.h - HEADER))
    return QRectF(shape.x + HEADER, shape.y, max(0.0, shape.w - HEADER), shape.h)
