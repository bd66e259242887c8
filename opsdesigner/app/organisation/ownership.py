"""Going about who owns what: from a role to its steps and back, what has no owner, who owns nothing."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from opsdesigner.model import Change, Diagram, Id, Link, Model, Node, Shape
from opsdesigner.notation import ownership as ask
from opsdesigner.notation import tracing

from ..sides.pane import Pane
from ..words import one_line, tr

if TYPE_CHECKING:
    from ..window import MainWindow

CALM = 300  # ms without a change before what waits is counted again
SLICE, PAUSE = 0.003, 4  # seconds of counting at a time; ms for others in between


class Waiting(QObject):
    """How many steps nobody owns, roles own nothing, lanes stand for nobody; counted bit by bit when changes pause."""

    counted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.unowned = self.idle = self.lanes = self.staff = 0
        self._counting: Iterator[ask.Tally | None] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._count)

    def follow(self, change: Change) -> None:
        if self._counting is not None or change.touches(Node, Link, Shape):
            self._counting = None  # what was begun is out of date
            self._soon.start(CALM)

    def update_now(self) -> None:
        self._counting = None
        self._count(float("inf"))

    def _count(self, seconds: float = SLICE) -> None:
        document, until = self._window.document, perf_counter() + seconds
        if self._counting is None:
            self._counting = ask.tally(document.model) if document is not None else iter((ask.Tally(),))
        for found in self._counting:
            if found is not None:
                self._soon.stop()
                self._counting = None
                self.unowned, self.idle, self.lanes, self.staff = found
                self.counted.emit()
                return
            if perf_counter() > until:
                self._soon.start(PAUSE)
                return


def sentence(model: Model, roles: list[Id]) -> str:
    """What the status bar says of selected roles: Stores selected, 4 steps in 2 processes."""
    found = tracing.owned_list(model, roles)
    steps, processes = len(found), len({owned.process for owned in found})
    node = model.get(roles[0], Node)
    who = one_line(node.name, 40) if len(roles) == 1 and node is not None and node.name.strip() else ""
    head = tr("{} selected").format(who or (len(roles) if len(roles) > 1 else tr("Role")))
    if not steps:
        return tr("{}, no steps").format(head)
    many = tr("1 step") if steps == 1 else tr("{} steps").format(steps)
    where = tr("1 process") if processes == 1 else tr("{} processes").format(processes)
    return tr("{}, {} in {}").format(head, many, where)


# a role and its steps


def _selected(window: MainWindow, pane: Pane) -> Id:
    """The node of the one thing selected on a side."""
    picked = pane.view.selection()
    shape = pane.view.model.get(next(iter(picked)), Shape) if len(picked) == 1 else None
    return shape.node if shape is not None else ""


def role_in_hand(window: MainWindow) -> Id:
    """The role selected, or the owner of the step that is."""
    twin = window.twin
    roles = window.links.roles()
    if roles:
        return roles[0]
    picked = twin.process.view.selection()
    return tracing.owner_of_shape(twin.process.view.model, next(iter(picked))) if len(picked) == 1 else ""


def has_role(window: MainWindow) -> bool:
    return window.document is not None and bool(role_in_hand(window))


def has_owner(window: MainWindow) -> bool:
    return has_role(window)


def next_owned(window: MainWindow, by: int) -> None:
    """Goes to the next or previous step of the role in hand, in whichever process it is; round and round."""
    model, role = window.view.model, role_in_hand(window)
    steps = [owned.step for owned in tracing.owned_list(model, [role] if role else [])]
    if not steps:
        window.status.show_hint(tr("This role owns no step."))
        return
    here = _selected(window, window.twin.process) or window.last_step
    at = steps.index(here) + by if here in steps else (0 if by > 0 else -1)
    step = steps[at % len(steps)]
    window.last_step = step
    window.go_to(step)


def to_owner(window: MainWindow) -> None:
    """From a step to the box of its owner; from there back to the step."""
    twin, role = window.twin, role_in_hand(window)
    step = _selected(window, twin.process)
    if step and twin.active is twin.process:
        window.last_step = step
        if not twin.reveal(role):
            window.status.show_hint(tr("The owner stands on no org chart."))
        else:
            window.view.setFocus()
        return
    steps = [owned.step for owned in tracing.owned_list(window.view.model, [role])]
    if steps:
        window.go_to(window.last_step if window.last_step in steps else steps[0])


# what waits


def show_unowned(window: MainWindow) -> None:
    """Selects all steps without an owner on the diagram in view; again goes from one to the next."""
    if window.document is not None:
        nodes = [node.id for node in ask.unowned(window.document.model)]
        _show_all(window, window.twin.process, nodes, tr("Every step has an owner."))


def show_idle(window: MainWindow) -> None:
    """Selects all roles without steps on the chart in view; again goes from one to the next."""
    if window.document is not None:
        nodes = [node.id for node in ask.idle(window.document.model)]
        _show_all(window, window.twin.org, nodes, tr("Every role has a part in something."))


def _show_all(window: MainWindow, pane: Pane, nodes: list[Id], none: str) -> None:
    model = window.view.model
    drawn = [shape for node in nodes for shape in model.referrers(node, Shape) if _on_side(model, shape, pane)]
    if not drawn:
        window.status.show_hint(none if not nodes else tr("They stand on no diagram."))
        return
    pages = [each for each in (pane.diagram, *dict.fromkeys(shape.diagram for shape in drawn)) if each]
    page = next(page for page in pages if any(shape.diagram == page for shape in drawn))
    here = frozenset(shape.id for shape in drawn if shape.diagram == page)
    picked, order = pane.view.selection(), [shape.id for shape in drawn]
    if picked == here and len(order) > 1:
        _go_on(window, pane, order, order[-1])
    elif len(picked) == 1 and next(iter(picked)) in order and len(order) > 1:
        _go_on(window, pane, order, next(iter(picked)))
    else:
        window.twin.go_to(page)
        pane.view.select(here)
        pane.view.frame_ids(here)
        pane.view.setFocus()


def _go_on(window: MainWindow, pane: Pane, order: list[Id], after: Id) -> None:
    window.go_to(order[(order.index(after) + 1) % len(order)])


def _on_side(model: Model, shape: Shape, pane: Pane) -> bool:
    page = model.get(shape.diagram, Diagram)
    return page is not None and (page.kind == "orgChart") == pane.sort.chart and not shape.props.flag("hidden")
