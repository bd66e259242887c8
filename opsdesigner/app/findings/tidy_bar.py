"""The bar at the foot of the canvas while a preview is shown: what it does, what of the page, keep it or leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from opsdesigner.canvas.keyboard.keys import COMPARE
from opsdesigner.canvas.menus.chrome import SHADOW, card, key_cap, key_width

from ..focus import chain
from ..style import Style, px
from ..words import tip, tr
from .tidying import ROWS, SCOPES, SELECTION, Tidying, tidied

if TYPE_CHECKING:
    from ..sides.pane import Pane

GAP, PAD = 12, 10  # px from the edge of the canvas; round what is on it


class KeyButton(QPushButton):
    """A button that shows its key."""

    def __init__(self, text: str, key: str, said: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._key = key
        self.setAccessibleName(said)
        self.setToolTip(tip(said, key))
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(round(words + key_width(self._key)) + px(30), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, main = Style.here().theme, self.objectName() == "main"
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink, edge = (theme.on_accent, theme.on_accent) if main else (theme.text2, theme.line2)
            key_cap(p, self.width() - px(8), self.height() / 2, self._key, ink, edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class TidyBar(QWidget):
    """Stands over the foot of one canvas; its keys work from the canvas, too."""

    def __init__(self, tidying: Tidying, pane: Pane) -> None:
        super().__init__(pane)
        self.setObjectName("tidyBar")
        self.setAccessibleName(tr("Preview of the tidied page"))
        self._tidying, self._pane, self._view = tidying, pane, pane.view
        self.title, self.words = QLabel(tr("Tidy"), self), QLabel(self)
        self.title.setObjectName("h3")
        self.words.setObjectName("second")
        self.choices, self.scopes = QWidget(self), dict[str, QPushButton]()
        self._group = QButtonGroup(self)
        self.before = KeyButton(tr("Before"), COMPARE, tr("Show the page as it is now"), self)
        self.before.setCheckable(True)
        self.leave = KeyButton(tr("Leave"), tr("Esc"), tr("Leave all as it was"), self)
        self.keep = KeyButton(tr("Keep"), tr("Enter"), tr("Keep what is shown"), self)
        self.keep.setObjectName("main")
        # not the method itself: Qt would add a slot to the canvas, which a screen reader may hold already
        self.before.clicked.connect(lambda on: self._view.compare(on))
        self.leave.clicked.connect(lambda: self._answer(self._view.leave_preview))
        self.keep.clicked.connect(lambda: self._answer(self._view.keep_preview))
        self._fill()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SHADOW + PAD + 4, SHADOW + PAD, SHADOW + PAD, SHADOW + PAD)
        self._grid.setHorizontalSpacing(0)  # columns that were left empty take none
        self._grid.setVerticalSpacing(8)
        self.said, self.buttons = (
            _row(self, self.title, self.words, QWidget()),
            _row(self, self.before, self.leave, self.keep),
        )
        chain(self._view, *self.scopes.values(), self.before, self.leave, self.keep)
        self._view.installEventFilter(self)
        self.hide()

    def _fill(self) -> None:
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for scope in SCOPES.values():
            button = self.scopes[scope.id] = QPushButton(tr(scope.text), self.choices)
            button.setObjectName("segment")
            button.setProperty("end", {SELECTION: "left", ROWS: "right"}.get(scope.id, ""))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, id=scope.id: self._choose(id))
            self._group.addButton(button)
            row.addWidget(button)

    # what it shows

    def follow(self) -> None:
        """Comes, goes and says what the canvas shows now."""
        if not tidied(self._view):
            self._go()
            return
        able = self._tidying.scopes(self._view)
        self.choices.setVisible(len(able) > 1)
        for id, button in self.scopes.items():
            button.setEnabled(id in able)
            button.setChecked(id == self._tidying.scope)
        self.before.setChecked(self._view.comparing)
        self.words.setText(self._tidying.sentence(self._view))
        self.place()
        self.show()
        self.raise_()

    def _go(self) -> None:
        """The keyboard goes back to the canvas with it."""
        had = self.isAncestorOf(self.window().focusWidget() or self._view)
        self.hide()
        if had:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """In the middle of the foot of the canvas: on one line, or on as many as it takes there."""
        room = self._view.width() - 2 * GAP + 2 * SHADOW
        parts = [part for part in (self.said, self.choices, self.buttons) if part is self.said or not part.isHidden()]
        self._arrange([parts])
        if self.sizeHint().width() > room:
            self._arrange([[self.said], [part for part in parts if part is not self.said]])
        if self.sizeHint().width() > room:
            self._arrange([[part] for part in parts])
        size = self.sizeHint()
        at = self._view.geometry()
        left = at.left() + (at.width() - size.width()) // 2
        self.setGeometry(left, at.bottom() + 1 - GAP + SHADOW - size.height(), size.width(), size.height())

    def _arrange(self, rows: list[list[QWidget]]) -> None:
        for part in (self.said, self.choices, self.buttons):
            self._grid.removeWidget(part)
        for y, row in enumerate(rows):
            for x, part in enumerate(row):
                part.setContentsMargins(16 if x else 0, 0, 0, 0)
                self._grid.addWidget(part, y, x, 1, 1 if len(row) > 1 else -1)
        self._grid.activate()

    def dress(self) -> None:
        """Takes the colours and the size of the words in use."""
        if self.isVisible():
            self.place()
        self.update()

    # what it does

    def _choose(self, scope: str) -> None:
        if scope != self._tidying.scope:
            self._tidying.start(scope)

    def _answer(self, act: object) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        act()  # type: ignore[operator]

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            card(p, QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW), Style.here().theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, Enter on no button keeps; no other key reaches the canvas from here."""
        if event.key() == Qt.Key.Key_Escape:
            self._answer(self._view.leave_preview)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()


def _row(parent: QWidget, *parts: QWidget) -> QWidget:
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part, 0 if part.parent() else 1)  # what belongs to nobody is room
    return made
