"""What lies on the boxes of an org chart: photos, the chip of who is away, the ring of what is folded away."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from opsdesigner.model.geometry import Box
from opsdesigner.notation.boxes import picture_at
from opsdesigner.notation.drawings import Look

from .. import theme
from ..drawing.pictures import ShapePicture
from ..drawing.stamps import FLOOR, FULL, paint_look
from ..theme import Colours
from .box_names import chip_box, fold_box
from .boxes import BOXED
from .faces import face_at

CHIP, RING = Look("chip"), Look("fold")
DOT = 9.0  # across, of a chip seen from afar


def paint_on_boxes(
    p: QPainter, shapes: Iterable[ShapePicture], scale: float, detail: int, size: int, colours: Colours
) -> None:
    """All of it but the words; `size` is the floor of text at this zoom."""
    if detail < FLOOR:
        return
    for shape in shapes:
        if shape.kind.family not in BOXED:
            continue
        facts = shape.facts
        if facts.photo and detail == FULL:
            _face(p, shape, scale, colours)
        if facts.away:
            chip = chip_box(shape)
            if detail < FULL:
                dot = (chip[2] - DOT, -DOT / 2, chip[2], DOT / 2)
                paint_look(p, CHIP._replace(filled=True), _moved(shape, dot), scale, detail, colours)
            else:
                paint_look(p, CHIP, _moved(shape, chip), scale, detail, colours)
        if facts.folded:
            paint_look(p, RING, _moved(shape, fold_box(shape, size)), scale, detail, colours)


def _moved(shape: ShapePicture, box: Box) -> Box:
    return (shape.x + box[0], shape.y + box[1], shape.x + box[2], shape.y + box[3])


def _face(p: QPainter, shape: ShapePicture, scale: float, colours: Colours) -> None:
    at = picture_at(shape.look.outline, shape.w, shape.h)
    if at is None or not shape.look.filled:
        return
    across = max(1, round(2 * at.radius * scale))
    image = face_at(shape.facts.photo, across)
    if image is None:
        return
    x, y = round((shape.x + at.x - at.radius) * scale) / scale, round((shape.y + at.y - at.radius) * scale) / scale
    place = QRectF(x, y, across / scale, across / scale)
    p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    p.drawImage(place, image)
    wide = theme.snapped(1, scale)[0]
    p.setPen(theme.pen(wide, colours.frame))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawEllipse(place.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2))
