"""What is selected on one side lights its counterparts on the other: roles their steps, steps their owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter

from opsdesigner.canvas.drawing.stage import Stage
from opsdesigner.canvas.marks.lighting import Lighting
from opsdesigner.canvas.marks.overlay import line_pen, polygon, window_rect
from opsdesigner.canvas.menus.chooser import Entry
from opsdesigner.canvas.menus.chrome import face
from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Change, Id, Model, Node, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation import tracing
from opsdesigner.notation.kinds import GATEWAYS
from opsdesigner.notation.organisation import code_of
from opsdesigner.notation.ownership import owned_by

from ..words import one_line, tr
from .threads import Strand, Threads

if TYPE_CHECKING:
    from ..window import MainWindow

MOST = 12  # roles that have a knot each; of more, all is lit and nothing is joined
SOME = 200  # selected things above which nobody looks for counterparts
PART, COMMAND = 18, 2.5  # px of the disc with a letter on a box; of the line of command


class Links(QObject):
    """Follows both selections, and lights and joins what belongs together."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._twin = window, window.twin
        self.threads = Threads(window.twin, self.list_steps)
        self.parts: dict[Id, str] = {}  # letters on boxes of the chart
        self.command: list[Id] = []  # lines of the chart from an owner up
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.update_now)
        for pane in self._twin.panes:
            pane.view.selection_changed.connect(self.stir)
            pane.diagram_changed.connect(self.stir)
            pane.view.installEventFilter(self)
        self._twin.shown_changed.connect(self.stir)
        self._twin.installEventFilter(self)
        self._twin.org.view.hooks.append(self._paint_on_chart)

    def stir(self, *_: object) -> None:
        """Something is selected, shown or changed: looks again with the next turn."""
        self._soon.start(0)

    def follow(self, change: Change) -> None:
        if self.threads.strands or self._twin.org.view.selection() or self._twin.process.view.selection():
            self.stir()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.threads.strands:
            self.threads.setGeometry(self._twin.rect())
            QTimer.singleShot(0, self.threads.renew)
        return False

    # what is lit

    def roles(self) -> list[Id]:
        """The roles and units selected on the chart."""
        view = self._twin.org.view
        return tracing.roles_among(view.model, view.selection()) if len(view.selection()) <= SOME else []

    def update_now(self) -> None:
        """Lights what belongs to the selection as it is now."""
        self._soon.stop()
        org, process = self._twin.org.view, self._twin.process.view
        self.parts, self.command = {}, []
        strands: tuple[Strand, ...] = ()
        over: Lighting | None = None
        under: Lighting | None = None
        if self._window.document is None:
            pass
        elif roles := [role for role in self.roles() if owned_by(org.model, role)]:
            strands, over, under = self._from_roles(roles)
        elif process.selection() and not self._twin.org.isHidden() and len(process.selection()) <= SOME:
            strands, over = self._from_steps()
        org.light(over)
        process.light(under)
        self.threads.join(strands)

    def _from_roles(self, roles: list[Id]) -> tuple[tuple[Strand, ...], Lighting | None, Lighting | None]:
        org, process = self._twin.org.view, self._twin.process.view
        model = org.model
        colours = {role: self.colour_of(role) for role in roles}
        found = tracing.lit_by(model, process.diagram, roles)
        joined = roles if len(roles) <= MOST else []
        strands = tuple(
            Strand(
                role,
                _box(model, role, org.diagram),
                tuple(id for id in found.told if found.steps[id] == role),
                colours[role],
                _code(model, role),
                True,
            )
            for role in joined
        )
        if self._twin.process.isHidden():
            return strands, None, None
        under = Lighting(
            frozenset(found.steps) | frozenset(found.bands) | frozenset(found.others),
            {id: colours[owner] for id, owner in found.steps.items()},
            {id: colours[owner] for id, owner in found.bands.items()},
        )
        boxes = {box: colours[role] for role in roles if (box := _box(model, role, org.diagram))}
        return strands, Lighting(frozenset(boxes), boxes), under

    def _from_steps(self) -> tuple[tuple[Strand, ...], Lighting | None]:
        org, process = self._twin.org.view, self._twin.process.view
        model, chart = org.model, org.diagram
        owners: dict[Id, list[Id]] = {}
        for id in sorted(process.selection()):
            if owner := tracing.owner_of_shape(model, id):
                owners.setdefault(owner, []).append(id)
        if not owners or len(owners) > MOST:
            return (), None
        strands = tuple(
            Strand(owner, _box(model, owner, chart), tuple(steps), self.colour_of(owner), _code(model, owner), False)
            for owner, steps in owners.items()
        )
        boxes = {strand.box: strand.colour for strand in strands if strand.box}
        bright = set(boxes)
        if len(process.selection()) == 1:
            shape = model.get(next(iter(process.selection())), Shape)
            command = tracing.command_of(model, chart, strands[0].role)
            self.command = command.lines
            self.parts = tracing.letters_on(model, shape.node, chart) if shape is not None else {}
            bright |= {*command.boxes, *command.lines, *self.parts}
        return strands, Lighting(frozenset(bright), boxes) if boxes or self.parts else None

    def colour_of(self, role: Id) -> str:
        """The one colour of a role, everywhere."""
        return self._twin.process.view.display.colour_of(role) or self._twin.process.view.theme.ink2

    # on the chart

    def _paint_on_chart(self, p: QPainter, stage: Stage) -> None:
        """The line of command, and the letters of who has a part in the step."""
        view = self._twin.org.view
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(line_pen(view.theme.ink, COMMAND))
        for id in self.command:
            if (edge := view.display.edges.get(id)) is not None:
                p.drawPolyline(polygon(view, edge.points))
        for id, letters in self.parts.items():
            if (shape := view.display.shapes.get(id)) is not None:
                corner = window_rect(view.frame, shape.rect).topRight()
                for at, letter in enumerate(reversed(letters)):
                    self._paint_letter(p, view, corner - QPointF(10 + at * (PART + 4), 0), letter)

    def _paint_letter(self, p: QPainter, view: CanvasView, at: QPointF, letter: str) -> None:
        disc = QRectF(at.x() - PART / 2, at.y() - PART / 2, PART, PART)
        p.setPen(line_pen(view.theme.ink, 1.5))
        p.setBrush(QColor(view.theme.canvas))
        p.drawEllipse(disc)
        p.setFont(face(11, 600))
        p.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)
        p.setBrush(Qt.BrushStyle.NoBrush)

    # all steps of a role

    def list_steps(self, role: Id) -> None:
        """All steps and decisions of a role in all processes, to type into and to go to."""
        model = self._twin.org.view.model
        pane = self._twin.process if not self._twin.process.isHidden() else self._twin.org
        entries = [
            Entry(
                one_line(owned.name, 60) or tr("Step"),
                owned.process,
                self._way_to(owned.step),
                _icon(model, owned.step),
            )
            for owned in tracing.owned_list(model, [role])
        ]
        knot = next((k for k, s in zip(self.threads.knots, self.threads.strands, strict=False) if s.role == role), None)
        at = pane.view.mapFrom(self._twin, knot.geometry().topRight()) if knot else pane.view.rect().center()
        pane.view.pad.vanish()
        pane.view.chooser.open(entries, tr("Go to a step"), at)

    def _way_to(self, step: Id) -> Callable[[], None]:
        return lambda: self._window.go_to(step)


def _box(model: Model, role: Id, chart: Id) -> Id:
    shape = shape_of(model, role, chart)
    return shape.id if shape is not None and not shape.props.flag("hidden") else ""


def _code(model: Model, role: Id) -> str:
    node = model.get(role, Node)
    return code_of(model, node) if node is not None else ""


def _icon(model: Model, step: Id) -> str:
    node = model.get(step, Node)
    return "gateway" if node is not None and node.kind in GATEWAYS else "task"
