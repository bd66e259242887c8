"""Dragging from one side to the other: a role onto steps, lanes, pools or their paper, steps onto a role."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from opsdesigner.canvas.drawing.stage import Stage
from opsdesigner.canvas.gestures.gesture import Gesture
from opsdesigner.canvas.marks.overlay import paint_target
from opsdesigner.edit.assigning import assign, can_assign
from opsdesigner.edit.lane_for import can_have_lane, frame_at, lane_for
from opsdesigner.model import Id, Model, Node
from opsdesigner.notation.rules import Answer
from opsdesigner.notation.tracing import roles_among

from ..words import one_line, tr

if TYPE_CHECKING:
    from .pane import Pane
    from .twin import Twin


class Drop(NamedTuple):
    """What letting go would do: to which shapes of the other side, whether it may, the words for it, the act."""

    shapes: tuple[Id, ...]
    answer: Answer
    words: str
    act: Callable[[], object]


class Across:
    """Takes over a drag that has left its own canvas for the other one."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self.drop: Drop | None = None
        self._over: Pane | None = None
        for pane in twin.panes:
            pane.view.across = partial(self.carried, pane)
            pane.view.hooks.append(partial(self._paint, pane))

    def carried(self, pane: Pane, gesture: Gesture, at: QPointF, ends: bool) -> bool:
        """Whether what a drag carries is over the other canvas; there it is let go where it `ends`."""
        other = self._twin.beside(pane)
        place = QPointF(other.view.mapFromGlobal(pane.view.mapToGlobal(at)))
        if other.isHidden() or not other.diagram or not other.view.rect().contains(place.toPoint()):
            self._leave()
            return False
        role = self._role(pane, gesture)
        self.drop = (
            self._onto_process(other, role, place) if pane.sort.chart else self._onto_chart(other, gesture, place)
        )
        self._over = other
        drop = self.drop
        if ends:
            self._leave()
            if drop is not None and drop.answer:
                other.view.done(drop.act)
            elif drop is not None:
                other.view.refuse(tr(drop.answer.reason), place)
            return True
        if drop is None:
            other.view.say("", place)
        else:
            other.view.say(drop.words if drop.answer else tr(drop.answer.reason), place, not drop.answer)
        other.view.update()
        return True

    def _leave(self) -> None:
        if self._over is not None:
            self._over.view.say("", QPointF())
            self._over.view.update()
        self._over = self.drop = None

    def _role(self, pane: Pane, gesture: Gesture) -> Id:
        """The role that is carried: the first of several."""
        roles = roles_among(pane.view.model, sorted(gesture.carried))
        return roles[0] if roles else ""

    def _onto_process(self, pane: Pane, role: Id, at: QPointF) -> Drop | None:
        view = pane.view
        model, hit = view.model, view.thing_under(at)
        if not role:
            return None
        if hit in view.display.shapes:
            left = self._twin.left.get(pane.sort.id, frozenset())
            shapes = tuple(sorted(left)) if hit in left else (hit,)
            able = tuple(id for id in shapes if can_assign(model, id, role))
            answer = can_assign(model, hit, role) if len(shapes) == 1 or not able else Answer("assignment")
            return Drop(able or (hit,), answer, _told(model, role, len(able)), lambda: assign(model, able, role))
        place = view.to_diagram(at.x(), at.y())
        answer = can_have_lane(model, view.diagram, role, place.x(), place.y())
        frame = frame_at(model, view.diagram, place.x(), place.y())
        target = (frame.id,) if frame is not None else ()
        told = tr("Drop: a lane for {}").format(_name(model, role))
        return Drop(target, answer, told, lambda: lane_for(model, view.diagram, role, place.x(), place.y()))

    def _onto_chart(self, pane: Pane, gesture: Gesture, at: QPointF) -> Drop | None:
        view = pane.view
        model, hit = view.model, view.thing_under(at)
        roles = roles_among(model, (hit,)) if hit else []
        if not roles:
            return None
        role = roles[0]
        able = [id for id in sorted(gesture.carried) if can_assign(model, id, role)]
        first = next(iter(sorted(gesture.carried)), "")
        answer = Answer("assignment") if able else can_assign(model, first, role)
        return Drop((hit,), answer, _told(model, role, len(able)), lambda: assign(model, able, role))

    def _paint(self, pane: Pane, p: QPainter, stage: Stage) -> None:
        if self._over is pane and self.drop is not None:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            for id in self.drop.shapes:
                paint_target(p, pane.view, id, bool(self.drop.answer))


def _name(model: Model, role: Id) -> str:
    node = model.get(role, Node)
    return one_line(node.name, 24) if node is not None and node.name.strip() else tr("this role")


def _told(model: Model, role: Id, count: int) -> str:
    if count < 2:
        return tr("Drop: {} owns this").format(_name(model, role))
    return tr("Drop: {} owns these {}").format(_name(model, role), count)
