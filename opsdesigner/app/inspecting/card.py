"""The card at the foot of the canvas: what the selection is called and the few facts that tell most of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.canvas.menus.chrome import SHADOW, card
from opsdesigner.model import Change, Id
from opsdesigner.notation.tracing import roles_among

from ..style import Style, px
from ..words import tr
from .card_place import ALL, covered, selected_rect

if TYPE_CHECKING:
    from ..sides.pane import Pane
    from ..window import MainWindow
    from .card_rows import CardRows
    from .role_rows import RoleRows

WIDTH, GAP = 340, 12  # px of the card; between it and the edge of the canvas
WAIT, REST = 120, 150  # ms after a selection until it stands there; after a pan until it makes way


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
        return self._view.current() if len(self._view.selection()) == 1 else ""

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
        """Takes the corner that covers least, never the selected shape; False where there is none.

        It keeps clear of the pad, too: a role's folds to its header for that, others stand at the top, or tell less.
        """
        self._fold(False)
        self._tell(ALL)
        clear = self._free(self._view.pad.stands())
        foot = [at for at in clear if at in self._corners()[:2]]
        if not foot and self._fold(True):
            foot = [at for at in self._free(self._view.pad.stands()) if at in self._corners()[:2]]
            if not foot:
                self._fold(False)
        free = foot or clear or self._free(QRectF()) or self._shortened()
        if not free:
            return False
        foot = [at for at in free if at in self._corners()[:2]]
        self.move(min(foot or free, key=self._cost))
        return True

    def _free(self, pad: QRectF) -> list[QPoint]:
        """The corners where it covers neither the selected shape nor the pad."""
        taken = self._selected_rect()
        places = ((at, self._at(at)) for at in self._corners())
        return [at for at, rect in places if not rect.intersects(pad) and (taken is None or not rect.intersects(taken))]

    def _fold(self, on: bool) -> bool:
        """Folds a role's card to its header, or opens it; False for others."""
        from .role_rows import RoleRows

        if not isinstance(self.rows, RoleRows):
            return False
        if self.rows.folded != on:
            self.rows.fold(on)
            self._fit(self.rows)
        return True

    def _tell(self, most: int) -> int:
        """Tells so many facts of what is no role; how many it tells now."""
        from .card_rows import CardRows

        if not isinstance(self.rows, CardRows):
            return 0
        if self.rows.most != most:
            self.rows.most = most
            self.rows.show_facts(self._view.model, self._shown)
            self._fit(self.rows)
        return self.rows.told()

    def _shortened(self) -> list[QPoint]:
        """The corners for a card that tells fewer facts, so that what it is about stays in sight."""
        for most in reversed(range(self._tell(ALL))):
            self._tell(most)
            if free := self._free(QRectF()):
                return free
        return []

    def unfold(self) -> None:
        """Opened by hand: what it covers now is meant to be covered."""
        self._view.pad.vanish()
        self._fold(False)
        self._stand_on_foot()

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
        return selected_rect(self._view, self._shown)

    def _cost(self, corner: QPoint) -> int:
        return covered(self._view, self._at(corner), self._selected_rect())

    def _stand_on_foot(self) -> None:
        """Grown or shrunk, it keeps to its edge."""
        low = self._corners()[0].y()
        if self.y() > self._corners()[2].y():
            self.move(self.x(), low)

    def _make_way(self) -> None:
        """After a pan or zoom, where it covers what it talks about."""
        taken, rect = self._selected_rect(), self._at(self.pos())
        if self.isVisible() and taken is not None and self._in_way(rect, taken) and not self.place():
            self.hide()
        elif not self.isVisible():
            self._soon.start(0)

    def _in_way(self, rect: QRectF, taken: QRectF) -> bool:
        """Whether it had better stand elsewhere; one that is folded looks whether there is room by now."""
        return rect.intersects(taken) or rect.intersects(self._view.pad.stands()) or self._folded()

    def _folded(self) -> bool:
        return self.rows is not None and self.rows.folded

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
