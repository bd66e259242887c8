"""What lies over the diagram and never soils it: hover, selection, handles, rings, guides, ghosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from opsdesigner.model import Id

from ..drawing.layers import Frame
from ..drawing.sheets import diamond
from ..gestures.handles import shape_handles
from ..gestures.snapping import Guide
from ..menus.chrome import face, grown

if TYPE_CHECKING:
    from ..view import CanvasView

SOME, MANY = 40, 300  # above these a selection is painted as plain frames, as fills
HANDLE = 8.0


def window_rect(frame: Frame, rect: QRectF) -> QRectF:
    """A rectangle of the diagram in window pixels, its sides on whole device pixels."""
    s, r = frame.scale, frame.ratio
    left, top = round(rect.x() * s - frame.x), round(rect.y() * s - frame.y)
    right, bottom = round(rect.right() * s - frame.x), round(rect.bottom() * s - frame.y)
    return QRectF(left / r, top / r, (right - left) / r, (bottom - top) / r)


def line_pen(colour: QColor | str, width: float, dash: tuple[float, ...] = ()) -> QPen:
    """A pen in window pixels; dashes in pixels too."""
    made = QPen(QColor(colour), width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        made.setDashPattern([part / width for part in dash])
    return made


def clear(colour: str, alpha: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def outlined(p: QPainter, rect: QRectF, gap: float, pen: QPen) -> QRectF:
    """Takes up the pen for a line so far outside a rectangle, and returns its middle: both its edges are sharp."""
    ratio = p.device().devicePixelRatioF()
    wide, inner = max(1, round(pen.widthF() * ratio)), round((gap - pen.widthF() / 2) * ratio)
    sharp, out = QPen(pen), (inner + wide / 2) / ratio
    sharp.setWidthF(wide / ratio)
    p.setPen(sharp)
    return rect.adjusted(-out, -out, out, out)


def ring(p: QPainter, rect: QRectF, gap: float, pen: QPen, radius: float = 12.0) -> None:
    """A rounded frame a few window pixels outside a rectangle."""
    p.drawRoundedRect(outlined(p, rect, gap, pen), radius, radius)


def manner(count: int) -> int:
    """The manner in which so many selected shapes are painted: the only one, rings, plain frames, fills."""
    return (count > 1) + (count > SOME) + (count > MANY)


def paint_overlay(p: QPainter, view: CanvasView) -> None:
    """Hover and selection."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setBrush(Qt.BrushStyle.NoBrush)
    theme, picked = view.theme, view.picked
    if view.hovered and view.hovered not in picked:
        _hover(p, view, view.hovered)
    if len(picked) > MANY:
        view.glow.paint(p, view, clear(theme.accent, 0.35))
    elif len(picked) > SOME:
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        p.setPen(line_pen(theme.accent, 1))
        p.drawRects([window_rect(view.frame, rect).adjusted(-4.5, -4.5, 4.5, 4.5) for rect in view.picked_rects()])
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
    else:
        single = len(picked) == 1
        for id in picked:
            paint_selected(p, view, id, 2.0 if single else 1.2)
    if len(picked) > 1 and view.gesture is None and not view.marked:
        _frame(p, view)


def paint_handles(p: QPainter, view: CanvasView) -> None:
    """The handles of the one thing that is selected."""
    if len(view.picked) == 1 and not view.editing() and not view.locked:
        _handles(p, view, next(iter(view.picked)))


def _hover(p: QPainter, view: CanvasView, id: Id) -> None:
    colour = clear(view.theme.accent, 0.45)
    if shape := view.display.shapes.get(id):
        ring(p, window_rect(view.frame, shape.rect), 4, line_pen(colour, 1.5), 11)
    elif edge := view.display.edges.get(id):
        p.setPen(line_pen(clear(view.theme.accent, 0.18), 6))
        p.drawPolyline(polygon(view, edge.points))


def paint_selected(p: QPainter, view: CanvasView, id: Id, width: float) -> None:
    """The ring of a selected shape (dotted too after keys), the underlay of an edge; amber for a finding."""
    theme, marked = view.theme, id in view.marked
    colour = theme.amber if marked else theme.accent
    if shape := view.display.shapes.get(id):
        rect = window_rect(view.frame, shape.rect)
        ring(p, rect, 5, line_pen(colour, width + marked))
        if view.by_keyboard and id == view.current() and not view.editing():
            ring(p, rect, 8, line_pen(theme.ink, 1, (1, 2)), 14)
    elif edge := view.display.edges.get(id):
        p.setPen(line_pen(clear(colour, 0.45 if marked else 0.28), 6 + 2 * marked))
        p.drawPolyline(polygon(view, edge.points))
        if view.by_keyboard and id == view.current():
            p.setPen(line_pen(theme.ink, 1, (1, 2)))
            p.drawPolyline(polygon(view, edge.points))


def polygon(view: CanvasView, points: object) -> QPolygonF:
    return QPolygonF([view.to_view(x, y) for x, y in points])  # type: ignore[attr-defined]


def _frame(p: QPainter, view: CanvasView) -> None:
    """One dashed frame round all that is selected, with their number."""
    box = view.picked_bounds()
    if box is None:
        return
    theme = view.theme
    rect = outlined(p, window_rect(view.frame, box), 12, line_pen(theme.accent, 1, (5, 4)))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRect(rect)
    text = str(len(view.picked))
    p.setFont(face(11, 600))
    wide = p.fontMetrics().horizontalAdvance(text) + 12
    tall = grown(18)
    pill = QRectF(rect.right() - wide, rect.top() - tall / 2, wide, tall)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(theme.accent))
    p.drawRoundedRect(pill, tall / 2, tall / 2)
    p.setPen(QColor(theme.on_accent))
    p.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    p.setBrush(Qt.BrushStyle.NoBrush)


def _handles(p: QPainter, view: CanvasView, id: Id) -> None:
    p.setPen(line_pen(view.theme.accent, 1.5))
    p.setBrush(QColor(view.theme.canvas))
    if id in view.display.shapes:
        for handle in shape_handles(view, id):
            _square(p, handle.at)
    elif edge := view.display.edges.get(id):
        for index, (x, y) in enumerate(edge.points):
            at = view.to_view(x, y)
            if index in (0, len(edge.points) - 1):
                p.drawEllipse(at, HANDLE / 2, HANDLE / 2)
            else:
                _square(p, at)
    p.setBrush(Qt.BrushStyle.NoBrush)


def _square(p: QPainter, at: QPointF) -> None:
    ratio = p.device().devicePixelRatioF()
    side = round(HANDLE * ratio)
    left, top = round(at.x() * ratio - side / 2), round(at.y() * ratio - side / 2)
    place = QRectF(left / ratio, top / ratio, side / ratio, side / ratio)
    p.drawRoundedRect(outlined(p, place, -p.pen().widthF() / 2, p.pen()), 2, 2)


# what gestures paint


def paint_guides(p: QPainter, view: CanvasView, guides: list[Guide]) -> None:
    """Snap lines, and equal gaps with their number."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    p.setPen(line_pen(view.theme.guide, 1))
    for guide in guides:
        reach = 0 if guide.gap else 12
        low, high = guide.start - reach / view.zoom, guide.end + reach / view.zoom
        ends = ((guide.at, low), (guide.at, high)) if guide.upright else ((low, guide.at), (high, guide.at))
        a, b = view.to_view(*ends[0]).toPoint(), view.to_view(*ends[1]).toPoint()
        p.drawLine(a, b)
        if guide.gap:
            _gap(p, view, guide, QPointF(a), QPointF(b))
    p.setRenderHint(QPainter.RenderHint.Antialiasing)


def _gap(p: QPainter, view: CanvasView, guide: Guide, a: QPointF, b: QPointF) -> None:
    across = QPointF(4, 0) if guide.upright else QPointF(0, 4)
    p.drawLines([QLineF(a - across, a + across), QLineF(b - across, b + across)])
    text = f"{guide.gap:g}" if guide.gap == round(guide.gap) else f"{guide.gap:.1f}"
    p.setFont(face(11, 600))
    wide = p.fontMetrics().horizontalAdvance(text) + 8
    middle = (a + b) / 2
    tall = grown(15)
    plate = QRectF(middle.x() - wide / 2, middle.y() - tall - 5, wide, tall)
    if guide.upright:
        plate.moveTo(middle.x() + 6, middle.y() - tall // 2)
    p.fillRect(plate, QColor(view.theme.canvas))
    p.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def paint_target(p: QPainter, view: CanvasView, id: Id, allowed: bool) -> None:
    """The ring of what a release would act on: accent with a tint, or dashed red where it may not."""
    theme = view.theme
    pen = line_pen(theme.accent, 2) if allowed else line_pen(theme.red, 2, (5, 4))
    if shape := view.display.shapes.get(id):
        large = shape.kind.family in ("pool", "lane")
        rect = window_rect(view.frame, shape.rect)
        p.setBrush(clear(theme.accent, 0.10) if allowed else Qt.BrushStyle.NoBrush)
        ring(p, rect, 0 if large else 5, pen, 3 if large else 12)
        p.setBrush(Qt.BrushStyle.NoBrush)
    elif edge := view.display.edges.get(id):
        p.setPen(line_pen(clear(theme.accent if allowed else theme.red, 0.45), 6))
        p.drawPolyline(polygon(view, edge.points))


def paint_ghost(p: QPainter, view: CanvasView, rect: QRectF, outline: str, allowed: bool = True) -> None:
    """What is about to be placed, in the shape's outline: dashed accent on its tint, red where it may not be."""
    theme = view.theme
    rect = outlined(p, rect, 0, line_pen(theme.accent if allowed else theme.red, 1.5, (6, 4)))
    p.setBrush(clear(theme.accent_tint if allowed else theme.red_tint, 0.85))
    if outline == "ellipse":
        p.drawEllipse(rect)
    elif outline == "diamond":
        p.drawPolygon(diamond(rect))
    else:
        p.drawRoundedRect(rect, 8 * view.zoom, 8 * view.zoom)
    p.setBrush(Qt.BrushStyle.NoBrush)
