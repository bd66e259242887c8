"""Quick pictures: all of one grid cell as a few paths and rows of rectangles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from opsdesigner.notation.drawings import HEADER

from .. import theme
from ..theme import WHITE, Colours
from .edge_pictures import EdgePicture
from .grid import SIZE, Cell
from .pictures import ShapePicture

BOXES = {"step", "data", "store", "other", "message", "group", "role", "unit", "pool"}  # the last on choreographies


class Sheet:
    """The quick picture of one grid cell: a path of lines, rectangles by colour, a path of everything else."""

    __slots__ = ("lines", "others", "rects")

    def __init__(self) -> None:
        self.lines, self.others = QPainterPath(), QPainterPath()
        self.rects: dict[tuple[str, str], list[QRectF]] = {}  # by owner's colour and stored fill


def sheet_of(cell: Cell, shapes: Iterable[ShapePicture], edges: Iterable[EdgePicture]) -> Sheet:
    """The quick picture of a cell; shapes that hold others are painted apart."""
    sheet = Sheet()
    for shape in sorted(shapes, key=lambda shape: shape.rank):
        if shape.depth < 0:
            continue
        family = shape.kind.family
        if family in BOXES:
            sheet.rects.setdefault((shape.tint or "", shape.fill), []).append(shape.rect)
        elif family == "gateway":
            sheet.others.addPolygon(diamond(shape.rect))
        elif family == "note":
            sheet.lines.addPolygon(_bracket(shape))
        else:
            sheet.others.addEllipse(shape.rect)
    for edge in edges:
        _lines(sheet, edge, cell)
    return sheet


def _lines(sheet: Sheet, edge: EdgePicture, cell: Cell) -> None:
    """Only the pieces that touch the cell."""
    left, top = cell[0] * SIZE, cell[1] * SIZE
    right, foot = left + SIZE, top + SIZE
    move, line = sheet.lines.moveTo, sheet.lines.lineTo
    points = edge.points
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        if (
            (ax < left and bx < left)
            or (ay < top and by < top)
            or (ax > right and bx > right)
            or (ay > foot and by > foot)
        ):
            continue
        move(ax, ay)
        line(bx, by)


def diamond(rect: QRectF) -> QPolygonF:
    middle = rect.center()
    top, foot = QPointF(middle.x(), rect.top()), QPointF(middle.x(), rect.bottom())
    left, right = QPointF(rect.left(), middle.y()), QPointF(rect.right(), middle.y())
    return QPolygonF([top, right, foot, left, top])


def _bracket(shape: ShapePicture) -> QPolygonF:
    x, y, h, arm = shape.x, shape.y, shape.h, min(10.0, shape.w)
    return QPolygonF([QPointF(x + arm, y), QPointF(x, y), QPointF(x, y + h), QPointF(x + arm, y + h)])


def paint_sheets(
    p: QPainter, homes: Sequence[ShapePicture], sheets: Sequence[Sheet], scale: float, colours: Colours = WHITE
) -> None:
    """Whole cells at a time, no Python per shape."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for home in homes:
        _quick_home(p, home, colours)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(theme.hairline(colours.block))
    for sheet in sheets:
        p.drawPath(sheet.lines)
    small = scale < 0.25
    p.setPen(theme.NO_PEN if small else theme.hairline(colours.ink))
    alike: dict[str, list[QRectF]] = {}
    for sheet in sheets:
        for (tint, fill), rects in sheet.rects.items():
            alike.setdefault(fill or colours.pale(tint, not small), []).extend(rects)
    for colour, rects in alike.items():
        p.setBrush(theme.brush(colour))
        p.drawRects(rects)
    p.setBrush(theme.brush(colours.block if small else colours.paper))
    for sheet in sheets:
        p.drawPath(sheet.others)


def _quick_home(p: QPainter, home: ShapePicture, colours: Colours) -> None:
    p.setPen(theme.hairline(home.stroke or colours.frame))
    p.setBrush(theme.brush(home.fill) if home.fill else Qt.BrushStyle.NoBrush)
    p.drawRect(home.rect)
    if home.kind.family == "lane" and home.tint:
        x, y, w, h = home.x, home.y, home.w, home.h
        head = QRectF(x, y, w, min(h, HEADER)) if home.look.upright else QRectF(x, y, min(w, HEADER), h)
        p.setBrush(theme.brush(colours.tint(home.tint)))
        p.drawRect(head)
