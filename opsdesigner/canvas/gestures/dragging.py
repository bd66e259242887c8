"""Moving shapes by hand: they travel as a picture, their lines follow, and one change is made at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from opsdesigner.edit import arrange, clipboard, lanes
from opsdesigner.edit.context import on_edge
from opsdesigner.model import Id, Node, Shape
from opsdesigner.model.geometry import Box, union

from ..drawing.nearby import Nearby
from ..marks.overlay import line_pen, paint_guides, paint_target, ring, window_rect
from ..words import tr
from .gesture import SLACK, Gesture, Keys
from .snapping import Guide, Snapper
from .targets import NOTHING, Target, target_at
from .trail import Trail

if TYPE_CHECKING:
    from ..view import CanvasView
    from .snapshot import Snapshot

SOME = 20  # more shapes than this are made ready at the press
NEIGHBOURS = 600


class Drag(Gesture):
    """Shapes travel with their contents and lines. Alt: freely; Shift: along one axis; Ctrl: a copy."""

    def __init__(self, view: CanvasView, press: QPointF, ids: frozenset[Id], primary: Id, toggles: bool) -> None:
        super().__init__(view, press)
        self.ids, self.primary, self.toggles = ids, primary, toggles
        self.plan: arrange.Plan | None = None
        self.dx = self.dy = 0.0
        self.guides: list[Guide] = []
        self.target: Target = NOTHING
        self.shot: Snapshot | None = None
        self.copies = False
        self.moving: frozenset[Id] = frozenset()
        if len(ids) > SOME:  # in two steps, so that no frame is lost at the press or at the first move
            self._begin()
            view.lift_soon()

    @property
    def carried(self) -> frozenset[Id]:
        return self.ids

    def lift(self) -> None:
        """Takes the picture of what moves ahead of the first move."""
        if self.shot is not None:
            self.shot.lift()

    # before it begins

    def _begin(self) -> None:
        view = self.view
        self.plan = arrange.plan(view.model, self.ids)
        self.moving = self.plan.moving
        self.trail = Trail(view, self.plan, self.turned)
        boxes = [view.display.shapes[id].body() for id in self.ids if id in view.display.shapes]
        self.box: Box = union(boxes)
        self.snapper = Snapper(self.box, view.neighbours(NEIGHBOURS, self.moving), middles=view.lane_middles())
        self.near = Nearby(view.model, view.display)
        picture = view.display.shapes.get(self.primary)
        self.node = view.model.get(picture.node, Node) if picture else None
        alone = self.node.kind if self.node is not None and len(self.ids) == 1 else ""
        self.slides, self.is_lane = alone == "boundaryEvent", alone == "lane"
        self.taken: Id = ""  # the lane whose place a dragged lane takes
        self.turned()

    def turned(self) -> None:
        """A fresh picture of what moves: the page has moved underneath."""
        if self.plan is None:
            return
        travelling = self.moving | {edge.id for edge in self.plan.inner}
        hidden = travelling | {rim.edge.id for rim in self.plan.rims}
        self.shot = self.view.lifted(travelling, frozenset() if self.copies else hidden | self.trail.dodging.keys())
        if self.begun:
            self._place()

    # moving

    def move(self, at: QPointF, keys: Keys) -> None:
        if not self.far(at):
            return
        if self.plan is None:
            self._begin()
        if self.copies != bool(keys & Keys.ControlModifier):
            self.copies = not self.copies
            self.turned()
        dx, dy = self.shift(at)
        if keys & Keys.ShiftModifier:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        self._go(dx, dy, keys)
        if keys & Keys.ShiftModifier and not self.slides:
            self.dx, self.dy = (self.dx, 0.0) if abs(dx) >= abs(dy) else (0.0, self.dy)
        self._aim(at)
        self._place()
        self.view.update()

    def _go(self, dx: float, dy: float, keys: Keys) -> None:
        """As far as the hand went, lined up with what stands near."""
        if self.slides:
            self._slide(dx, dy)
        elif self.is_lane:
            self._pass_by(dx, dy)
        elif keys & Keys.AltModifier:
            self.dx, self.dy, self.guides = round(dx), round(dy), []
        else:
            self.dx, self.dy, self.guides = self.snapper.snap(dx, dy, SLACK / self.view.zoom)

    def _slide(self, dx: float, dy: float) -> None:
        """A boundary event stays on an edge: its own step's, or another one's that is near."""
        x, y = self._middle(round(dx), round(dy))
        assert self.node is not None
        self.dx, self.dy, self.guides = round(dx), round(dy), []
        target = target_at(self.view, self.near, self.node, frozenset({self.primary}), x, y, True)
        host = self.view.model.get(target.id, Shape) if target.kind == "host" else None
        if host is not None:
            ex, ey = on_edge(host, x, y)
            ox, oy = self._middle(0, 0)
            self.dx, self.dy = ex - ox, ey - oy

    def _pass_by(self, dx: float, dy: float) -> None:
        """A lane moves past its neighbours; where it will land is shown."""
        upright = self.view.display.shapes[self.primary].look.upright
        self.dx, self.dy, self.guides = (round(dx), 0, []) if upright else (0, round(dy), [])
        self.taken = lanes.landing(self.view.model, self.primary, (self.dx, self.dy))[1]

    def _middle(self, dx: float, dy: float) -> tuple[float, float]:
        picture = self.view.display.shapes[self.primary]
        return picture.x + picture.w / 2 + dx, picture.y + picture.h / 2 + dy

    def _aim(self, at: QPointF) -> None:
        view = self.view
        if self.is_lane:
            hint = tr("Drop: in the place of {}").format(view.name_of(self.taken)) if self.taken else ""
            return view.say(hint, at)
        if self.node is None or self.plan is None or self.node.kind in ("participant", "lane"):
            return view.say("", at)
        x, y = self._middle(self.dx, self.dy)
        alone = len(self.ids) == 1
        moving = frozenset() if self.copies else self.moving
        self.target = target_at(view, self.near, self.node, moving, x, y, alone)
        if not self.target.answer:
            view.say(tr(self.target.answer.reason), at, True)
        else:
            view.say(self.target.hint or ("" if self.copies else tr("Hold Ctrl to copy")), at)
        return None

    def _place(self) -> None:
        if self.shot is None or self.plan is None:
            return
        if self.view.snapshot is not self.shot:
            self.view.snapshot = self.shot
            self.shot.lift()
        self.shot.dx, self.shot.dy = self.dx, self.dy
        self.shot.live = [] if self.copies else self.trail.pictures(self.dx, self.dy)

    # ending

    def release(self, at: QPointF, keys: Keys) -> None:
        view = self.view
        self._end()
        if not self.begun:
            view.snapshot = None
            return self._click(keys)
        if not self.target.answer:
            view.refuse(self.target.answer.reason, at)
            return self.cancel()
        if not (self.dx or self.dy):
            return self.cancel()
        done = self._copy() if self.copies else self._move()
        if done:
            view.land()
        else:
            self.cancel()
        return None

    def _move(self) -> bool:
        view = self.view
        assert self.plan is not None
        going, near = self.plan, Nearby(view.model, view.display)
        return view.done(lambda: arrange.drop(view.model, going, self.dx, self.dy, near))

    def _copy(self) -> bool:
        """Leaves the originals and sets copies down where the picture is."""
        view = self.view
        x, y = (self.box[0] + self.box[2]) / 2 + self.dx, (self.box[1] + self.box[3]) / 2 + self.dy

        def act() -> frozenset[Id]:
            text = clipboard.copy(view.model, self.ids)
            with view.model.change("Duplicate"):
                made = frozenset(clipboard.paste(view.model, view.diagram, text, (x, y)))
                self._copied(made)
                return made

        made = view.attempt(act)
        if made:
            view.select(made)
        return bool(made)

    def _copied(self, made: frozenset[Id]) -> None:
        """What else becomes of copies where they were set down."""

    def _click(self, keys: Keys) -> None:
        """A press without a drag: picks just what it hit, or adds and takes away."""
        if self.toggles:
            self.view.select(self.view.picked ^ {self.primary})
        elif not keys & (Keys.ControlModifier | Keys.ShiftModifier):
            self.view.select({self.primary})

    def _end(self) -> None:
        if self.plan is not None:
            self.trail.end()

    def cancel(self) -> None:
        self._end()
        self.view.snapshot = None
        self.view.update()

    def paint(self, p: QPainter) -> None:
        if not self.begun or self.plan is None:
            return
        view = self.view
        if self.target.id:
            paint_target(p, view, self.target.id, bool(self.target.answer))
        self._paint_landing(p)
        paint_guides(p, view, self.guides)
        body = QRectF(
            self.box[0] + self.dx, self.box[1] + self.dy, self.box[2] - self.box[0], self.box[3] - self.box[1]
        )
        refused = not self.target.answer
        pen = line_pen(view.theme.red, 2, (5, 4)) if refused else line_pen(view.theme.accent, 2)
        p.setBrush(Qt.BrushStyle.NoBrush)
        ring(p, window_rect(view.frame, body), 5, pen)

    def _paint_landing(self, p: QPainter) -> None:
        """A bar on the border at which a dragged lane will stand."""
        if not self.is_lane or not self.taken:
            return
        view, place = self.view, self.view.display.shapes[self.taken].rect
        after = self.dx > 0 or self.dy > 0
        if self.view.display.shapes[self.taken].look.upright:
            ends = (place.topRight(), place.bottomRight()) if after else (place.topLeft(), place.bottomLeft())
        else:
            ends = (place.bottomLeft(), place.bottomRight()) if after else (place.topLeft(), place.topRight())
        p.setPen(line_pen(view.theme.accent, 4))
        p.drawLine(*(view.to_view(end.x(), end.y()) for end in ends))
