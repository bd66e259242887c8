"""The ring at the lower right corner of a step: six parts, clockwise, that say which questions have an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from opsdesigner.model import Id, Node, Point
from opsdesigner.model.geometry import Box
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.theme import Theme
from opsdesigner.notation.what_if import DEPUTY, NEVER, OPEN, QUESTIONS, WAY_OUT

from ..drawing.pictures import ShapePicture
from ..gestures.dragging import Drag

if TYPE_CHECKING:
    from ..view import CanvasView

RADIUS, RIM, DOT = 9.0, 1.5, 3.0  # px of the ring, of the paper round it; of the dot seen from afar
FROM, DOTS = 0.75, 0.5  # the zoom from which rings are painted, from which dots are
THICK, LESS, THIN, GAP = 3.2, 2.6, 1.2, 16.0  # px of the parts; degrees between them
APART = 2.0  # px between the ring and an event on the edge
StatesOf = Callable[[Id], tuple[str, ...] | None]
PARTS = {WAY_OUT: ("green", THICK), DEPUTY: ("green", THICK), NEVER: ("text3", LESS), OPEN: ("control", THIN)}


def paint_rings(p: QPainter, view: CanvasView) -> None:
    """On every step in view that is asked, while somebody tells how its questions stand."""
    states_of = view.what_if
    if states_of is None or view.zoom < DOTS:
        return
    clip = p.clipBoundingRect().toAlignedRect() if p.hasClipping() else view.rect()
    reach = round((RADIUS + RIM) * max(1.0, view.zoom)) + 1
    near = view.display.spots.touching(view.frame.box(clip.adjusted(-reach, -reach, reach, reach)))
    moving = _moving(view)
    for id in near:
        if id not in moving:
            _paint(p, view, view.display.shapes[id], states_of)


def paint_picked_ring(p: QPainter, view: CanvasView) -> None:
    """That of the one step that is selected once more, over the line that says so."""
    if view.what_if is None or view.zoom < DOTS or len(view.picked) != 1:
        return
    if (shape := view.display.shapes.get(view.current())) is not None and shape.id not in _moving(view):
        _paint(p, view, shape, view.what_if)


def _moving(view: CanvasView) -> frozenset[Id]:
    """What a hand has lifted: its rings come back when it is let go."""
    gesture = view.gesture
    if gesture is None or not gesture.begun:
        return frozenset()
    return gesture.moving if isinstance(gesture, Drag) else view.picked


def _events(view: CanvasView, step: Id) -> list[tuple[float, float, float]]:
    """The middles and radii of the events on the edge of a step."""
    found = []
    for event in view.model.referrers(step, Node, "host"):
        shape = shape_of(view.model, event.id, view.diagram)
        if shape is not None:
            found.append((shape.x + shape.width / 2, shape.y + shape.height / 2, shape.width / 2))
    return found


def place_of(box: Box, events: Sequence[tuple[float, float, float]]) -> Point:
    """The middle of the ring of a step, in px of the diagram: its corner, else slid along an edge clear of events."""
    right, foot = box[2], box[3]
    up, across = (foot - box[1]) / 2 - RADIUS, right - box[0] - 2 * RADIUS
    for by in range(round(max(up, across)) + 1):
        for free, at in ((by <= up, (right, foot - by)), (by <= across, (right - by, foot))):
            if free and all(_clear(at, event) for event in events):
                return at
    return right, foot


def _clear(at: Point, event: tuple[float, float, float]) -> bool:
    x, y, radius = event
    return (at[0] - x) ** 2 + (at[1] - y) ** 2 >= (radius + RADIUS + APART) ** 2


# painting


def _paint(p: QPainter, view: CanvasView, shape: ShapePicture, states_of: StatesOf) -> None:
    if shape.kind.family != "step" or not (states := states_of(shape.node)):
        return
    box = (shape.x, shape.y, shape.x + shape.w, shape.y + shape.h)
    at, ratio = view.to_view(*place_of(box, _events(view, shape.node))), p.device().devicePixelRatioF()
    if view.zoom < FROM:
        picture = _dot(_share(states), round(DOT * 2 * ratio), view.theme)
    else:
        picture = _ring(states, round(RADIUS * 2 * view.zoom * ratio), view.theme)
    side = picture.width() / ratio
    left, top = round((at.x() - side / 2) * ratio) / ratio, round((at.y() - side / 2) * ratio) / ratio
    p.drawPixmap(QRectF(left, top, side, side), picture, QRectF(picture.rect()))


def _share(states: Iterable[str]) -> int:
    """How far a step is: 0 for no answer, 2 for all."""
    open_ones = sum(state == OPEN for state in states)
    return 2 if not open_ones else 1 if open_ones < len(QUESTIONS) else 0


@lru_cache(512)
def _ring(states: tuple[str, ...], side: int, theme: Theme) -> QPixmap:
    """A ring so many device pixels across, with the paper round it."""
    unit = side / (2 * RADIUS)
    whole = side + 2 * round(RIM * unit)
    made = _blank(whole)
    with QPainter(made) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(theme.canvas))
        p.drawEllipse(0, 0, whole, whole)
        for at, state in enumerate(states):
            colour, width = PARTS[state]
            pen = QPen(QColor(getattr(theme, colour)), width * unit)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            p.setPen(pen)
            inset = (whole - side) / 2 + THICK * unit / 2
            span = 360 / len(states)
            begin = 90 - span * at - GAP / 2
            arc = QRectF(inset, inset, whole - 2 * inset, whole - 2 * inset)
            p.drawArc(arc, round(begin * 16), round((GAP - span) * 16))
    return made


@lru_cache(64)
def _dot(share: int, side: int, theme: Theme) -> QPixmap:
    """A dot so many device pixels across: full, with a green rim, with a grey one."""
    made = _blank(side + 2)
    with QPainter(made) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = side / 4
        p.setPen(QPen(QColor(theme.green if share else theme.control), wide))
        p.setBrush(QColor(theme.green if share == 2 else theme.canvas))
        inset = 1 + wide / 2
        p.drawEllipse(QRectF(inset, inset, side - wide, side - wide))
    return made


def _blank(side: int) -> QPixmap:
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    return made
