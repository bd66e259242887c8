"""What a card on a canvas would cover: the thing it talks about, the rest of the drawing."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Id

ALL = 99  # facts on a card
PAD = 136  # px beside a shape where the pad stands
CROWD = 400  # shapes under a corner: more are not counted
HOMES = ("pool", "lane")  # large things a card may cover a part of


def selected_rect(view: CanvasView, id: Id) -> QRectF | None:
    """What must stay in sight: the selected thing with its ring; of a pool or lane, nothing in particular."""
    shape = view.display.shapes.get(id)
    if shape is not None and shape.kind.family in HOMES:
        return None
    box = view.body(id)
    if box is None:
        return None
    a, b = view.to_view(box[0], box[1]), view.to_view(box[2], box[3])
    return QRectF(a, b).adjusted(-8, -8, 8, 8)


def covered(view: CanvasView, rect: QRectF, taken: QRectF | None) -> int:
    """How much of the drawing a place would cover; the place of the pad counts too."""
    a, b = view.to_diagram(rect.left(), rect.top()), view.to_diagram(rect.right(), rect.bottom())
    shapes, edges = view.display.shapes, view.display.edges
    count = 0
    for id in view.display.touching((a.x(), a.y(), b.x(), b.y()))[:CROWD]:
        shape = shapes.get(id)
        count += (shape.kind.family not in HOMES) * 3 if shape is not None else id in edges
    if taken is not None and rect.intersects(taken.adjusted(0, 0, PAD, 40)):
        count += 10
    return count
