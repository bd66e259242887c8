"""What stands in place of the org chart while there is none: what it is for, and how to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from opsdesigner.edit import beginning
from opsdesigner.model import Change

from ..commands import menus
from ..keeping import copies
from ..style import Style, px
from ..words import tr

if TYPE_CHECKING:
    from ..window import MainWindow

WIDE = 300  # px of the words


class BareChart(QWidget):
    """Enter begins; roles can come from the lanes of the processes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.twin.org)
        self.setObjectName("bareChart")
        self.setAccessibleName(tr("Org chart, empty"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window = window
        self._title, self._words = QLabel(tr("Who sits where?"), self), QLabel(self)
        self._title.setObjectName("h2")
        self._words.setObjectName("empty")
        self._words.setWordWrap(True)
        self.begin, self.lanes = QPushButton(self), QPushButton(self)
        self.sample = QPushButton(tr("Open a sample"), self)
        self.sample.setObjectName("link")
        self.sample.setCursor(Qt.CursorShape.PointingHandCursor)
        self.begin.setObjectName("main")
        for part in (self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.begin.clicked.connect(self.begin_chart)
        self.lanes.clicked.connect(self.take_lanes)
        self.sample.clicked.connect(self.open_sample)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        for widget in (self._title, self._words, self.begin, self.lanes, self.sample):
            column.addWidget(widget, 0, middle)
            column.addSpacing(8 if widget is self._words else 0)
        column.addStretch(3)
        self.dress()

    def dress(self) -> None:
        self._words.setFixedWidth(px(WIDE) - 24)

    def tell(self) -> None:
        """Says what can be done in the document as it is."""
        document = self._window.document
        if document is None:
            return
        staff, lanes = beginning.staff(document.model), beginning.unstaffed(document.model)
        self._words.setText(
            tr("Press Enter for the first role, or drop a list of people here. Roles own steps: pick one to see them.")
            if not staff
            else tr("{} roles and units stand on no chart yet. Press Enter to draw them.").format(staff)
        )
        self._words.setFixedHeight(self._words.heightForWidth(self._words.width()))
        self.begin.setText(tr("First role") if not staff else tr("Draw them"))
        self.lanes.setText(tr("Roles from the lanes ({})").format(lanes))
        self.lanes.setVisible(bool(lanes))
        self.sample.setVisible(not staff and bool(menus.samples()))

    def follow(self, change: Change) -> None:
        if self.isVisible():
            self.tell()

    def showEvent(self, event: object) -> None:
        self.tell()

    # acting

    def begin_chart(self) -> None:
        """An org chart of the roles there are; where there are none, the first opens its name."""
        document, pane = self._window.document, self._window.twin.org
        if document is None:
            return
        chart, role = beginning.begin_chart(document.model)
        pane.go_to(chart)
        pane.view.setFocus()
        if role:
            pane.view.show_new(role)

    def take_lanes(self) -> None:
        """Each lane becomes a role's."""
        document, pane = self._window.document, self._window.twin.org
        if document is not None:
            pane.go_to(beginning.chart_of_lanes(document.model))
            pane.view.setFocus()

    def open_sample(self) -> None:
        """The first sample that has an org chart, as a copy; beside what is open, unless that is untouched."""
        path, title, _ = menus.samples()[0]
        copies.open_template(self._window, path, title)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin_chart()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        with QPainter(self) as p:
            p.fillRect(self.rect(), QColor(theme.canvas))
            if self.hasFocus():
                p.setPen(QPen(QColor(theme.accent), 2))
                p.drawRect(self.rect().adjusted(1, 1, -1, -1))
