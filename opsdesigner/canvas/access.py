"""The canvas for screen readers: every shape a child with its name, kind, place in the flow and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from opsdesigner.model import Change, Edge, Id, Link, Node, Shape
from opsdesigner.model.queries import outgoing, title
from opsdesigner.notation.kinds import KINDS, OWNERS
from opsdesigner.notation.ownership import first_responsible
from opsdesigner.notation.parked import is_idea, said_there

from .boxes.chart_words import describe_box
from .keyboard.chart_walk import chart_order, shows_chart
from .keyboard.walking import in_order, next_shapes
from .words import tr

if TYPE_CHECKING:
    from .view import CanvasView

Role, Text = QAccessible.Role, QAccessible.Text


def describe(view: CanvasView, id: Id, order: list[Id]) -> str:
    """ "Pick goods, manual step, lane Stores, 3 of 12, next: Pack bikes"; whose it is where no lane says so."""
    shape = view.display.shapes.get(id)
    node = view.model.get(shape.node, Node) if shape else None
    if shape is None or node is None:
        return view.name_of(id)
    if node.kind in OWNERS:
        return describe_box(view.model, node, shape.facts.folded)
    name = " ".join(title(view.model, node.id).split())
    parts = [name] if name else []
    parts.append(tr(KINDS[node.kind].label).lower() if node.kind in KINDS else node.kind)
    lane = view.model.get(node.lane, Node)
    if lane is not None and lane.name:
        parts.append(tr("lane {}").format(lane.name))
    owner = view.model.get(first_responsible(view.model, node.id), Node)
    if owner is not None and owner.name:
        parts.append(tr("owner {}").format(owner.name))
    parts += _parked(view, node.id)
    if id in order:
        parts.append(tr("{} of {}").format(order.index(id) + 1, len(order)))
    after = [_answered(view, node.id, each) for each in next_shapes(view.display, id)] if shape.depth >= 0 else []
    if after:
        parts.append(tr("next: {}").format(", ".join(after)))
    return ", ".join(parts)


def _parked(view: CanvasView, node: Id) -> list[str]:
    """How many problems and ideas are tied to it."""
    ideas = [is_idea(each) for each in said_there(view.model, [node])]
    words = (
        (tr("1 problem"), tr("{} problems"), ideas.count(False)),
        (tr("1 idea"), tr("{} ideas"), ideas.count(True)),
    )
    return [one if number == 1 else more.format(number) for one, more, number in words if number]


def _answered(view: CanvasView, node: Id, after: Id) -> str:
    """What a shape after a node is called, with the answer that leads to it: "Pick goods (yes)"."""
    goal, name = view.display.shapes[after].node, view.name_of(after)
    answer = next((flow.name for flow in outgoing(view.model, node) if flow.target == goal and flow.name), "")
    return f"{name} ({' '.join(answer.split())})" if answer else name


def describe_line(view: CanvasView, id: Id) -> str:
    """ "yes, from In stock? to Pick goods"."""
    edge = view.model.get(id, Edge)
    link = view.model.get(edge.link, Link) if edge else None
    if link is None:
        return view.name_of(id)
    ends = (view.name_of(link.source), view.name_of(link.target))
    return tr("{}, from {} to {}").format(view.name_of(id), *ends)


class ShapeAccess(QAccessibleInterface):
    """One shape."""

    def __init__(self, canvas: CanvasAccess, id: Id) -> None:
        super().__init__()
        self._canvas, self._id = canvas, id

    def isValid(self) -> bool:
        return self._id in self._canvas.view.display.shapes

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._canvas.window()

    def parent(self) -> QAccessibleInterface:
        return self._canvas

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return Role.ListItem

    def rect(self) -> QRect:
        view = self._canvas.view
        place = view.window_place(self._id)
        return QRect(view.mapToGlobal(place.topLeft()), place.size())

    def state(self) -> QAccessible.State:
        state, view = QAccessible.State(), self._canvas.view
        state.selectable = state.focusable = True
        state.selected = self._id in view.picked
        state.focused = view.hasFocus() and self._id == view.current()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        canvas = self._canvas
        if kind == Text.Name:
            return describe(canvas.view, self._id, canvas.order())
        if kind == Text.Description:
            shape = canvas.view.model.get(self._id, Shape)
            node = canvas.view.model.get(shape.node, Node) if shape else None
            return node.props.text("documentation") if node else ""
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None: ...

    def backgroundColor(self) -> QColor:
        return QColor(self._canvas.view.theme.canvas)

    def foregroundColor(self) -> QColor:
        return QColor(self._canvas.view.theme.ink)


class CanvasAccess(QAccessibleWidget):
    """The canvas: a list of shapes in the order of the flow."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, Role.List, tr("Drawing"))
        self.view = view
        self._known: dict[Id, ShapeAccess] = {}
        self._order: list[Id] | None = None

    def forget(self) -> None:
        """The drawing has changed: the order is found anew when it is asked for."""
        self._order = None

    def order(self) -> list[Id]:
        if self._order is None:
            display = self.view.display
            self._order = chart_order(display) if shows_chart(display) else in_order(display)
        return self._order

    def of(self, id: Id) -> ShapeAccess:
        """The interface of a shape; kept, since Qt does not."""
        if id not in self._known:
            self._known[id] = ShapeAccess(self, id)
        return self._known[id]

    def childCount(self) -> int:
        return len(self.order())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        order = self.order()
        return self.of(order[index]) if 0 <= index < len(order) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, ShapeAccess):
            order = self.order()
            return order.index(child._id) if child._id in order else -1
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        from PySide6.QtCore import QPoint, QPointF

        id = self.view.shape_under(QPointF(self.view.mapFromGlobal(QPoint(x, y))))
        return self.of(id) if id else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        id = self.view.current()
        return self.of(id) if id in self.view.display.shapes else None

    def text(self, kind: QAccessible.Text) -> str:
        if kind == Text.Name:
            return self.view.accessibleName() or tr("Drawing")
        return super().text(kind)


_interfaces: WeakKeyDictionary[QWidget, CanvasAccess] = WeakKeyDictionary()
_installed: list[object] = []


def _make(key: str, thing: QObject) -> QAccessibleInterface | None:
    from .view import CanvasView

    return access_of(thing) if isinstance(thing, CanvasView) else None


def access_of(view: CanvasView) -> CanvasAccess:
    """The interface of a canvas, made once."""
    if view not in _interfaces:
        _interfaces[view] = CanvasAccess(view)
    return _interfaces[view]


def watch(view: CanvasView) -> None:
    """Offers a canvas to screen readers and tells them what is selected and what is new."""
    if not _installed:
        QAccessible.installFactory(_make)
        _installed.append(_make)
    view.selection_changed.connect(lambda: _selected(view))


def _selected(view: CanvasView) -> None:
    if not QAccessible.isActive():
        return
    id = view.current()
    if id in view.display.shapes:
        canvas = access_of(view)
        index = canvas.order().index(id)
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)
    elif id:
        announce(view, describe_line(view, id))


def announce(view: QWidget, text: str) -> None:
    """Says something that no focus tells."""
    if QAccessible.isActive() and text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, text))


def changed(view: CanvasView, change: Change) -> None:
    """After a change: the order is another, and what was added is said."""
    if view not in _interfaces and not QAccessible.isActive():
        return
    access_of(view).forget()
    if not QAccessible.isActive():
        return
    added = [
        after
        for before, after in change.records.values()
        if before is None and isinstance(after, Shape) and after.diagram == view.diagram
    ]
    if len(added) == 1:
        announce(view, tr("{} added").format(view.name_of(added[0].id)))
    elif added:
        announce(view, tr("{} shapes added").format(len(added)))
