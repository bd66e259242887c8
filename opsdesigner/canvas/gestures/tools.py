"""The tools in the hand: what the pointer does before a press, and which gesture a press begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from opsdesigner.model import Edge, Id
from opsdesigner.notation.drawings import HEADER
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.rules import editable
from opsdesigner.notation.variants import VARIANTS

from ..marks.pin_pointing import pin_under, point_at_pin
from ..names.naming import LabelDrag
from ..words import tr
from .bending import Bend, Reconnect
from .chart_dragging import ChartDrag
from .chart_placing import ghost_for
from .connecting import Connect, Wire
from .dragging import Drag
from .gesture import SLACK, Band, Gesture, Keys, Lasso, Pan
from .handles import CURSORS, grip_at, handle_at, piece_cursor
from .resizing import Border, Resize
from .spacing import MakeSpace

if TYPE_CHECKING:
    from ..view import CanvasView

Cursor = Qt.CursorShape


class Tool:
    """What every tool can be asked."""

    name = "select"

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def hover(self, at: QPointF, keys: Keys) -> Cursor:
        """Follows the pointer; returns how it looks there."""
        return Cursor.ArrowCursor

    def press(self, at: QPointF, keys: Keys) -> Gesture | None:
        return None

    def paint(self, p: QPainter) -> None: ...


class Select(Tool):
    """Picks, drags, resizes, bends: whatever lies under the pointer decides."""

    def hover(self, at: QPointF, keys: Keys) -> Cursor:
        view = self.view
        if handle := handle_at(view, at):
            return CURSORS[(handle.across, handle.down)]
        if view.opener_at(at) or point_at_pin(view, at):
            return Cursor.PointingHandCursor
        hit = view.thing_under(at)
        view.hover(hit)
        if hit in view.display.edges:
            return self._over_edge(hit, at)
        if border := border_at(view, at):
            return Cursor.SplitVCursor if border[1][1] else Cursor.SplitHCursor
        return Cursor.ArrowCursor

    def _over_edge(self, hit: Id, at: QPointF) -> Cursor:
        if hit != self.view.current():
            return Cursor.ArrowCursor
        grip = grip_at(self.view, hit, at)
        led = self.view.page == ORG_CHART  # by the layout: only its ends can be taken elsewhere
        if grip is None or (led and grip.part not in ("start", "end")):
            return Cursor.ArrowCursor
        if grip.part == "piece":
            return piece_cursor(self.view, hit, grip.number)
        return Cursor.SizeAllCursor if grip.part == "bend" else Cursor.CrossCursor

    def press(self, at: QPointF, keys: Keys) -> Gesture | None:
        view = self.view
        if (handle := handle_at(view, at)) and not keys & (Keys.ShiftModifier | Keys.ControlModifier):
            return Resize(view, at, view.current(), handle)
        if opener := view.opener_at(at):
            view.open_at(opener)
            return None
        if pinned := pin_under(view, at):
            view.select({pinned})
            view.pin_wanted.emit(pinned)
            return None
        current = view.current()
        if current in view.display.edges and (gesture := self._edge_gesture(current, at)):
            return gesture
        hit = view.thing_under(at)
        adds = bool(keys & (Keys.ShiftModifier | Keys.ControlModifier))
        if not hit:
            return Band(view, at, adds)
        border = border_at(view, at) if not adds and hit not in view.display.edges else None
        if border and (view.display.shapes[hit].depth < 0):
            view.select({border[0]})
            return Border(view, at, *border)
        return self._on_thing(hit, at, keys, adds)

    def _on_thing(self, hit: Id, at: QPointF, keys: Keys, adds: bool) -> Gesture | None:
        view = self.view
        if hit in view.display.edges:
            view.select(view.picked ^ {hit} if adds else {hit})
            return None if adds else self._edge_gesture(hit, at) or LabelDrag(view, at, hit)
        toggles = adds and hit in view.picked
        if not toggles:
            view.select(view.picked | {hit} if adds else view.picked if hit in view.picked else {hit})
        if not adds and self._on_label(hit, at):
            return LabelDrag(view, at, hit)
        if not editable(view.display.shapes[hit].kind.id or "task"):
            return None
        gesture = ChartDrag if view.page == ORG_CHART else Drag
        return gesture(view, at, view.picked_shapes(), hit, toggles)

    def _on_label(self, hit: Id, at: QPointF) -> bool:
        place = self.view.to_diagram(at.x(), at.y())
        inside = self.view.display.shapes[hit].rect.contains(place)
        return not inside and self.view.display.label_at(place.x(), place.y(), self.view.zoom) == hit

    def _edge_gesture(self, id: Id, at: QPointF) -> Gesture | None:
        view = self.view
        grip, edge = grip_at(view, id, at), view.model.get(id, Edge)
        if grip is None or edge is None or len(edge.points) < 2:
            return None
        if grip.part in ("start", "end"):
            return Reconnect(view, at, id, grip.part)
        if view.page == ORG_CHART:  # the layout leads its lines
            return None
        return Bend(view, at, id, grip)


def border_at(view: CanvasView, at: QPointF) -> tuple[Id, tuple[int, int]] | None:
    """The lane whose border with a neighbour is under a point of the window, and which of its sides that is."""
    place = view.to_diagram(at.x(), at.y())
    x, y, slack = place.x(), place.y(), SLACK / view.zoom
    for id in view.display.spots.touching((x - slack, y - slack, x + slack, y + slack)):
        shape = view.display.shapes[id]
        if shape.kind.family != "lane":
            continue
        if shape.look.upright:
            if abs(x - shape.x - shape.w) <= slack and shape.y <= y <= shape.y + shape.h and _inner(view, shape.id, 0):
                return id, (1, 0)
        elif abs(y - shape.y - shape.h) <= slack and shape.x <= x <= shape.x + shape.w and _inner(view, shape.id, 1):
            return id, (0, 1)
    return None


def _inner(view: CanvasView, id: Id, axis: int) -> bool:
    """Whether another lane begins where this one ends."""
    lane = view.display.shapes[id]
    end = (lane.x + lane.w, lane.y + lane.h)[axis]
    middle = (lane.x + HEADER / 2, lane.y + HEADER / 2)
    spot = (end, middle[1]) if axis == 0 else (middle[0], end)
    box = (spot[0] - 2, spot[1] - 2, spot[0] + 2, spot[1] + 2)
    others = (view.display.shapes[each] for each in view.display.spots.touching(box) if each != id)
    return any(other.kind.family == "lane" and abs((other.x, other.y)[axis] - end) < 2 for other in others)


class Hand(Tool):
    """Moves the page."""

    name = "hand"

    def hover(self, at: QPointF, keys: Keys) -> Cursor:
        return Cursor.OpenHandCursor

    def press(self, at: QPointF, keys: Keys) -> Gesture:
        return Pan(self.view, at)


class LassoTool(Tool):
    """Draws a line round what is to be selected."""

    name = "lasso"

    def hover(self, at: QPointF, keys: Keys) -> Cursor:
        return Cursor.CrossCursor

    def press(self, at: QPointF, keys: Keys) -> Gesture:
        return Lasso(self.view, at, bool(keys & (Keys.ShiftModifier | Keys.ControlModifier)))


class SpaceTool(Tool):
    """Makes room."""

    name = "space"

    def hover(self, at: QPointF, keys: Keys) -> Cursor:
        self.view.say(tr("Drag right or down"), at)
        return Cursor.SplitHCursor

    def press(self, at: QPointF, keys: Keys) -> Gesture:
        return MakeSpace(self.view, at)


class ConnectTool(Tool):
    """Two clicks, or a drag, from one shape to another."""

    name = "connect"

    def __init__(self, view: CanvasView, source: Id = "", keep: bool = False) -> None:
        super().__init__(view)
        self.wire = Wire(view, source) if source else None
        self.keep = keep

    def hover(self, at: QPointF, keys: Keys) -> Cursor:
        if self.wire:
            if self.view.letters is None:
                self.wire.aim(at)
        else:
            self.view.hover(self.view.shape_under(at))
            self.view.say(tr("From which shape?"), at)
        return Cursor.CrossCursor

    def press(self, at: QPointF, keys: Keys) -> Gesture | None:
        view = self.view
        if self.wire is None:
            source = view.shape_under(at)
            return Connect(view, at, source) if source else None
        wire, self.wire = self.wire, None
        wire.aim(at)
        if wire.target and not wire.answer:
            self.wire = wire  # try again
            view.refuse(wire.answer.reason, at)
            return None
        if wire.target:
            wire.commit()
        else:
            view.append_at(wire.source, at)
        view.tool_done()
        return None

    def paint(self, p: QPainter) -> None:
        if self.wire:
            self.wire.paint(p)


class PlaceTool(Tool):
    """A ghost under the pointer; each press sets one down."""

    def __init__(self, view: CanvasView, variant: str) -> None:
        super().__init__(view)
        self.name = f"place:{variant}"
        self.ghost = ghost_for(view, VARIANTS[variant])

    def hover(self, at: QPointF, keys: Keys) -> Cursor:
        self.ghost.aim(at, keys)
        return Cursor.CrossCursor if self.ghost.answer else Cursor.ForbiddenCursor

    def press(self, at: QPointF, keys: Keys) -> Gesture | None:
        self.ghost.aim(at, keys)
        if self.ghost.commit():
            self.ghost.seen = False
            self.view.tool_done()
        else:
            self.view.refuse(self.ghost.answer.reason, at)
        return None

    def paint(self, p: QPainter) -> None:
        self.ghost.paint(p)


def tool_named(view: CanvasView, name: str, keep: bool = False) -> Tool:
    """The tool of a name ("select", "hand", "lasso", "space", "connect", "place:<variant>")."""
    if name.startswith("place:") and name[6:] in VARIANTS:
        return PlaceTool(view, name[6:])
    if name == "connect":
        return ConnectTool(view, keep=keep)
    plain: dict[str, type[Tool]] = {"hand": Hand, "lasso": LassoTool, "space": SpaceTool}
    return plain.get(name, Select)(view)
