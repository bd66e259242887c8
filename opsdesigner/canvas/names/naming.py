"""Names on the canvas: where one is edited, and dragging one that stands outside its shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from opsdesigner.edit import arrange, draw, holding
from opsdesigner.model import Bounds, Edge, Id, Link, Node, Shape
from opsdesigner.model.geometry import Box, along, shifted
from opsdesigner.model.queries import subject, title
from opsdesigner.notation.boxes import picture_at
from opsdesigner.notation.drawings import HEADER
from opsdesigner.notation.kinds import LINKS, OWNERS
from opsdesigner.notation.looks import CLOSED_POOLS
from opsdesigner.notation.organisation import holders

from .. import theme
from ..boxes.boxes import BOXED
from ..gestures.gesture import Gesture, Keys
from ..keyboard import steps
from ..marks.overlay import line_pen, window_rect
from ..words import tr
from .fitting_names import note_height
from .label_edit import SMALLEST, LabelEdit

if TYPE_CHECKING:
    from ..drawing.pictures import ShapePicture
    from ..view import CanvasView

BESIDE_BAR = 10.0  # px left of the words of a box without a picture
FIELD = 140.0  # width of a field beside or below something, px at 100 %
TABS = ("tab", "back")
LEFT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter


def rect_of(box: Box) -> QRectF:
    return QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])


def editable_name(view: CanvasView, id: Id) -> bool:
    """Whether the thing has a name that can be edited."""
    thing = subject(view.model, id)
    if isinstance(thing, Link):
        return thing.kind in LINKS and bool(LINKS[thing.kind].named)
    return isinstance(thing, Node)


def open_label(view: CanvasView, id: Id) -> LabelEdit | None:
    """Opens the name of a shape or edge at its own place, in its own size."""
    if not editable_name(view, id):
        return None
    thing = subject(view.model, id)
    assert thing is not None

    def commit(text: str) -> None:
        if text != title(view.model, thing.id):
            view.done(lambda: _rename(view, id, text))

    edit = open_field(view, id, commit)
    if edit is not None and view.display.shapes.get(id) is not None and view.display.shapes[id].kind.family in BOXED:
        edit.left_by.connect(lambda way: view.edit_holders(id) if way in TABS else None)
    elif edit is not None:
        edit.left_by.connect(lambda way: steps.go_on(view, id) if way == "next" else None)
    return edit


def open_field(view: CanvasView, id: Id, commit: Callable[[str], None]) -> LabelEdit | None:
    """A field with the name of a shape or edge, at its own place, in its own size; None for what has no name."""
    if not editable_name(view, id):
        return None
    thing = subject(view.model, id)
    assert thing is not None
    place, pixels, weight, align, down = _field(view, id)
    edit = LabelEdit(view, title(view.model, thing.id), commit, view.theme)
    font = QFont(theme.font(max(SMALLEST, round(pixels * view.zoom)), weight))
    edit.open(window_rect(view.frame, rect_of(place)), font, align, down)
    edit.textChanged.connect(lambda: view.typed.emit(id, edit.toPlainText()))
    edit.closed.connect(lambda: view.typed.emit("", ""))
    return edit


def open_holders(view: CanvasView, id: Id) -> LabelEdit | None:
    """Opens who holds the role of a box: names with commas between them, below its title."""
    node = subject(view.model, id)
    if not isinstance(node, Node) or node.kind not in OWNERS:
        return None
    names = ", ".join(person.name for person in holders(view.model, node.id))

    def commit(text: str) -> None:
        if text != names:
            view.done(lambda: holding.set_holders(view.model, node.id, text.split(",")))

    edit = LabelEdit(view, names, commit, view.theme)
    edit.setObjectName("holdersEdit")
    edit.setAccessibleName(tr("Who holds it"))
    edit.setPlaceholderText(tr("Who holds it?"))
    edit.left_by.connect(lambda way: view.edit_label(id) if way in TABS else None)
    font = QFont(theme.font(max(SMALLEST, round(12 * view.zoom)), theme.NORMAL))
    edit.open(window_rect(view.frame, rect_of(_lower_half(view.display.shapes[id]))), font, LEFT, True)
    return edit


def _lower_half(shape: ShapePicture) -> Box:
    """The lower half of a box, right of its picture."""
    at = picture_at(shape.look.outline, shape.w, shape.h)
    left = (at.words if at is not None else BESIDE_BAR) - 7
    return (shape.x + left, shape.y + shape.h / 2, shape.x + shape.w - 3, shape.y + shape.h - 2)


def _rename(view: CanvasView, id: Id, text: str) -> None:
    """Gives a name; a note grows with its text."""
    with view.model.change("Rename"):
        draw.rename(view.model, id, text)
        shape = view.display.shapes.get(id)
        if shape is not None and shape.kind.family == "note":
            x, y, right, _ = shape.body()
            arrange.resize(view.model, id, (x, y, right, y + note_height(shape, text)))


Field = tuple[Box, int, QFont.Weight, Qt.AlignmentFlag, bool]


def _field(view: CanvasView, id: Id) -> Field:
    """Where a name is edited: its place, size, weight, side, and whether it grows downwards."""
    shape = view.display.shapes.get(id)
    known = view.display.label_box(id, 1.0)
    if shape is None:
        return _beside_line(view, id, known)
    family = shape.kind.family
    x, y, w, h = shape.x, shape.y, shape.w, shape.h
    if family in ("pool", "lane"):
        if shape.look.outline in CLOSED_POOLS:
            return (x + 4, y + 4, x + w - 4, y + h - 4), 13, theme.BOLD, CENTRE, False
        if shape.look.upright:
            return (x + 4, y + 2, x + w - 4, y + HEADER - 2), 13, theme.BOLD, CENTRE, False
        middle = _seen_middle(view, y, y + h)
        return (x + 2, middle - 14, x + 2 + FIELD, middle + 14), 13, theme.BOLD, LEFT, False
    if family == "note":
        return (x + 4, y, x + w, y + h), 12, theme.NORMAL, LEFT, True
    if shape.outside:
        return _outside(shape.body(), known, shape.kind.family == "gateway")
    if family in BOXED:
        at = picture_at(shape.look.outline, w, h)
        left = at.words - 7 if at else 5.0
        middle, tall = ((known[1] + known[3]) / 2, known[3] - known[1] + 6) if known else (y + h / 2, 22.0)
        return (x + left, middle - tall / 2, x + w - 3, middle + tall / 2), 13, theme.BOLD, LEFT, True
    if shape.depth < 0:
        return (x + 6, y + 4, x + w - 8, y + 30), 13, theme.MEDIUM, LEFT, True
    return (x + 5, y + 3, x + w - 3, y + h - 3), 13, theme.NORMAL, CENTRE, False


def _seen_middle(view: CanvasView, top: float, bottom: float) -> float:
    """The middle of the part of a header that is in view."""
    seen = view.frame.box(view.rect())
    low, high = max(top, seen[1]), min(bottom, seen[3])
    return (low + high) / 2 if high > low else (top + bottom) / 2


def _outside(body: Box, known: Box | None, above: bool) -> Field:
    middle = (body[0] + body[2]) / 2
    if known:
        middle, top = (known[0] + known[2]) / 2, known[1] - 3
    else:
        top = body[1] - 28 if above else body[3] + 6
    weight = theme.MEDIUM if above else theme.NORMAL
    return (middle - FIELD / 2, top, middle + FIELD / 2, top + 22), 12, weight, CENTRE, True


def _beside_line(view: CanvasView, id: Id, known: Box | None) -> Field:
    edge = view.display.edges[id]
    if known:
        middle, top = (known[0] + known[2]) / 2, known[1] - 3
        return (middle - FIELD / 2, top, middle + FIELD / 2, top + 22), 12, theme.NORMAL, CENTRE, True
    (x, y), start = along(edge.points, 0.5), edge.points[0]
    left, level = x - FIELD / 2, len(edge.points) > 1 and edge.points[1][1] == start[1]
    if level and edge.points[1][0] > start[0]:
        left, y = max(left, start[0] + 4), start[1]  # clear of the decision it leaves
    return (left, y - 26, left + FIELD, y - 4), 12, theme.NORMAL, LEFT, True


class LabelDrag(Gesture):
    """A name outside its shape, or beside its line, goes where the hand puts it and stays there."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, view: CanvasView, press: QPointF, id: Id) -> None:
        super().__init__(view, press)
        self.id = id
        self.old = view.display.label_box(id, 1.0)
        self.box = self.old

    def move(self, at: QPointF, keys: Keys) -> None:
        if self.old is None or not self.far(at):
            return
        dx, dy = self.shift(at)
        self.box = shifted(self.old, round(dx), round(dy))
        self.view.update()

    def release(self, at: QPointF, keys: Keys) -> None:
        if not self.begun or self.old is None or self.box == self.old or self.box is None:
            return
        left, top, right, bottom = self.box
        record = self.view.model.get(self.id, Shape) or self.view.model.get(self.id, Edge)
        wide = max(right - left, record.label.width if record and record.label else 0.0)
        place = Bounds(round((left + right - wide) / 2), round(top), round(wide), round(bottom - top))
        self.view.done(lambda: arrange.move_label(self.view.model, self.id, place))

    def paint(self, p: QPainter) -> None:
        if not self.begun or self.box is None:
            return
        view = self.view
        p.setPen(line_pen(view.theme.accent, 1, (5, 4)))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(window_rect(view.frame, rect_of(self.box)).adjusted(-4, -2, 4, 2), 4, 4)
        shape = view.display.shapes.get(self.id)
        edge = view.display.edges.get(self.id)
        x, y = (
            (shape.rect.center().x(), shape.rect.center().y()) if shape else along(edge.points, 0.5) if edge else (0, 0)
        )
        middle = ((self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2)
        p.setPen(line_pen(view.theme.accent, 1, (2, 3)))
        p.drawLine(view.to_view(x, y), view.to_view(*middle))
