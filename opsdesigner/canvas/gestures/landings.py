"""Where boxes of an org chart would go, as words beside the pointer and as a bar in the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from opsdesigner.edit.landing import BESIDE, Landing
from opsdesigner.model import Shape

from ..marks.overlay import line_pen
from ..words import tr

if TYPE_CHECKING:
    from ..view import CanvasView

HINTS = {"boss": "Drop: reports to {}", "before": "Drop: before {}", "after": "Drop: after {}"}
GAP = 8.0  # px between a box and the bar beside it
HERE = Landing("pin")


def boxes_near(view: CanvasView, x: float, y: float) -> list[Shape]:
    """The boxes that what is let go at a point may land at."""
    reach = (x - BESIDE, y - BESIDE, x + BESIDE, y + BESIDE)
    near = (view.model.get(id, Shape) for id in view.display.spots.touching(reach))
    return [shape for shape in near if shape is not None]


def said(view: CanvasView, found: Landing) -> str:
    """What a drop would do, or why it does nothing."""
    if not found.kind:
        return tr(found.reason)
    return tr(HINTS[found.kind]).format(view.name_of(found.shape)) if found.shape else tr("Drop: stays here")


def paint_landing(p: QPainter, view: CanvasView, found: Landing) -> None:
    """A bar beside the box that what is let go will stand before or after."""
    if found.kind not in ("before", "after") or found.shape not in view.display.shapes:
        return
    shape, first = view.display.shapes[found.shape], found.kind == "before"
    if found.level:
        x = shape.x - GAP if first else shape.x + shape.w + GAP
        ends = ((x, shape.y), (x, shape.y + shape.h))
    else:
        y = shape.y - GAP if first else shape.y + shape.h + GAP
        ends = ((shape.x, y), (shape.x + shape.w, y))
    p.setPen(line_pen(view.theme.accent, 4))
    p.drawLine(view.to_view(*ends[0]), view.to_view(*ends[1]))
