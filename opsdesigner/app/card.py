"""The card at the foot of the canvas: what the selection is called and the few facts that tell most of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.canvas.chrome import SHADOW, card
from opsdesigner.model import Change, Id
from opsdesigner.notation.tracing import roles_among

from .style import Style, px
from .words import tr

if TYPE_CHECKING:
    from .card_rows import CardRows
    from .pane import Pane
    from .role_rows import RoleRows
    from .window import MainWindow

WIDTH, GAP = 340, 12  # px of the card; between it and the edge of the canvas
WAIT, REST = 120, 150  # ms after a selection until it stands there; after a pan until it makes way
PAD = 136  # px beside a shape where the pad stands
CROWD = 400  # shapes under a corner: more are not counted
HOMES = ("pool", "lane")  # large things a card may cover a part of


class Card(QWidget):
    """Follows the selection with some delay, stands over free paper, is filled when it is wanted."""

    def __init__(self, window: MainWindow, pane: Pane) -> None:
        super().__init__(pane)
        self.setObjectName("selectionCard")
        self.setAccessibleName(tr("Selection"))
        self._window, self._pane, self._view = window, pane, pane.view
        self.rows: CardRows | RoleRows | None = None
        self._made: dict[bool, CardRows | RoleRows] = {}  # for roles, for all else
        self._shown: Id = ""
        self._left_alone: Id = ""  # closed by hand: it stays away until something else is selected
        self._soon, self._calm = self._timer(self.update_now), self._timer(self._make_way)
        self.hide()
        self._view.installEventFilter(self)
        self._view.selection_changed.connect(self.selection_changed)
        self._view.view_changed.connect(lambda: self._calm.start(REST) if self.isVisible() else None)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    # following

    def selection_changed(self) -> None:
        current = self._wanted()
        if current != self._left_alone:
            self._left_alone = ""
        if not current:
            self._finish()
            self.hide()
        if current or self.isVisible():
            self._soon.start(WAIT)

    def follow(self, change: Change) -> None:
        if self.isVisible():
            self._soon.start(0)

    def offer(self) -> None:
        """Comes back once nothing is in its way any more."""
        self._soon.start(WAIT)

    def leave(self) -> None:
        """Closed by hand; the keyboard goes back to the canvas."""
        self._left_alone = self._shown
        self._finish()
        self.hide()
        self._view.setFocus()

    def _wanted(self) -> Id:
        """The one shape or line that is selected, "" where there is no need for a card."""
        view = self._view
        return view.current() if len(view.selection()) == 1 else ""

    def _may_stand(self, current: Id) -> bool:
        window, view = self._window, self._view
        away = not current or current == self._left_alone or window.side.isVisibleTo(window)
        return not away and window.document is not None and not view.busy() and current in view.display

    def update_now(self) -> None:
        """Shows the selection as it is now, or goes."""
        current = self._wanted()
        if not self._may_stand(current):
            self._finish()
            self.hide()
            return
        self._take_rows(current)
        assert self.rows is not None
        fresh = current != self._shown or not self.isVisible()
        if current != self._shown:
            self._finish()
        self._shown = current
        self.rows.show_facts(self._view.model, current)
        self._fit(self.rows)
        if fresh and not self.place():
            self.hide()
            return
        if not fresh:
            self._stand_on_foot()
        self.raise_()
        self.show()
        if fresh:  # fields break their lines once they are shown
            self._fit(self.rows)
            self.place()

    def _take_rows(self, current: Id) -> None:
        """The rows for what is selected, made when they are wanted first."""
        role = bool(roles_among(self._view.model, (current,)))
        if role not in self._made:
            from .card_rows import CardRows
            from .role_rows import RoleRows

            self._made[role] = RoleRows(self, self._window) if role else CardRows(self, self._window)
            self._made[role].move(SHADOW, SHADOW)
        if self.rows is not self._made[role]:
            if self.rows is not None:
                self.rows.hide()
            self.rows = self._made[role]
            self.rows.show()

    def _fit(self, rows: CardRows | RoleRows) -> None:
        wide = min(px(WIDTH), self._view.width() - 2 * GAP)
        rows.setFixedWidth(wide)
        self.resize(wide + 2 * SHADOW, rows.settled(wide) + 2 * SHADOW)

    def _finish(self) -> None:
        """What is half typed is meant."""
        if self.rows is not None and self.isVisible():
            self.rows.finish()

    # where it stands

    def place(self) -> bool:
        """Takes the corner that covers least, never the selected shape; False where there is none."""
        taken = self._selected_rect()
        free = [at for at in self._corners() if taken is None or not self._at(at).intersects(taken)]
        if not free:
            return False
        foot = [at for at in free if at in self._corners()[:2]]
        self.move(min(foot or free, key=self._cost))
        return True

    def _corners(self) -> list[QPoint]:
        """Bottom left, bottom right, top left, top right, in px of the pane."""
        room = QRect(self._view.mapTo(self._pane, QPoint(0, 0)), self._view.size())
        right, low = room.right() + 1 - GAP - self.width() + SHADOW, room.bottom() + 1 - GAP - self.height() + SHADOW
        left, high = room.left() + GAP - SHADOW, room.top() + GAP - SHADOW
        over = self._pane.minimap
        if over is not None and over.isVisible():
            right -= over.width() + GAP
        return [QPoint(left, low), QPoint(right, low), QPoint(left, high), QPoint(right, high)]

    def _at(self, corner: QPoint) -> QRectF:
        """The card itself, in px of the canvas, if it stood there."""
        at = self._view.mapFrom(self._pane, corner + QPoint(SHADOW, SHADOW))
        return QRectF(at, self.size() - QSize(2 * SHADOW, 2 * SHADOW))

    def _selected_rect(self) -> QRectF | None:
        """What must stay in sight: the selected thing with its ring; of a pool or lane, nothing in particular."""
        display, id = self._view.display, self._shown
        shape = display.shapes.get(id)
        if shape is not None and shape.kind.family in HOMES:
            return None
        box = self._view.body(id)
        if box is None:
            return None
        a, b = self._view.to_view(box[0], box[1]), self._view.to_view(box[2], box[3])
        return QRectF(a, b).adjusted(-8, -8, 8, 8)

    def _cost(self, corner: QPoint) -> int:
        """How much of the drawing a corner would cover; the place of the pad counts too."""
        rect, view = self._at(corner), self._view
        a, b = view.to_diagram(rect.left(), rect.top()), view.to_diagram(rect.right(), rect.bottom())
        shapes, edges = view.display.shapes, view.display.edges
        covered = 0
        for id in view.display.touching((a.x(), a.y(), b.x(), b.y()))[:CROWD]:
            shape = shapes.get(id)
            covered += (shape.kind.family not in HOMES) * 3 if shape is not None else id in edges
        taken = self._selected_rect()
        if taken is not None and rect.intersects(taken.adjusted(0, 0, PAD, 40)):
            covered += 10
        return covered

    def _stand_on_foot(self) -> None:
        """Grown or shrunk, it keeps to its edge."""
        low = self._corners()[0].y()
        if self.y() > self._corners()[2].y():
            self.move(self.x(), low)

    def _make_way(self) -> None:
        """After a pan or zoom, where it covers what it talks about."""
        taken = self._selected_rect()
        if self.isVisible() and taken is not None and self._at(self.pos()).intersects(taken) and not self.place():
            self.hide()
        elif not self.isVisible():
            self._soon.start(0)

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            gesture = self._view.gesture
            if self.isVisible() and gesture is not None and gesture.begun:
                self._finish()
                self.hide()
        elif kind in (QEvent.Type.MouseButtonRelease, QEvent.Type.FocusIn):
            if not self.isVisible() and self._wanted():
                self._soon.start(WAIT)
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.KeyPress):
            if self.isVisible():
                QTimer.singleShot(0, self, self._give_way)
        elif kind == QEvent.Type.Resize and self.isVisible():
            self._shown = ""
            self._soon.start(0)
        return False

    def _give_way(self) -> None:
        """A name, a list or the letters of a line have opened on the canvas."""
        if self._view.busy():
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            rect = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
            card(p, rect, Style.here().theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; no other key reaches the canvas from here."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def first(self) -> QWidget:
        """What takes the keyboard first."""
        return self.rows.first() if self.rows is not None else self

    def dress(self) -> None:
        """Takes the colours of the theme."""
        if self.rows is not None:
            self.rows.dress()
        if self.isVisible():
            self._shown = ""
            self._soon.start(0)
        self.update()
