"""Where the keyboard is: a ring round the control that has the focus, and F6 round the panes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QScrollArea,
    QTabBar,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from .style import Style

if TYPE_CHECKING:
    from .window import MainWindow

GAP, WIDTH = 2, 2
RINGED = (QAbstractButton, QTabBar)  # fields show the focus by themselves
RINGED_INSIDE = (QAbstractItemView, QScrollArea, QTextBrowser)  # large: a ring outside would cover their neighbours


class FocusRing(QWidget):
    """Drawn over the window, round the control that has the keyboard."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._on: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._on is not None and isValid(self._on):
            self._on.removeEventFilter(self)
        mine = new is not None and new.window() is self.window() and isinstance(new, RINGED + RINGED_INSIDE)
        self._on = new if mine else None
        if self._on is not None:
            self._on.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide):
            self._place()
        return False

    def _place(self) -> None:
        on = self._on
        if on is None or not isValid(on) or not on.isVisible():
            self.hide()
            return
        out = -1 if isinstance(on, RINGED_INSIDE) else GAP + WIDTH
        box = QRect(on.mapTo(self.window(), on.rect().topLeft()), on.size()).adjusted(-out, -out, out, out)
        self.setGeometry(box.intersected(self.window().rect()))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(QColor(Style.here().theme.accent), WIDTH))
            p.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)


def stops(within: QWidget) -> list[QWidget]:
    """What Tab stops at inside a panel, in the order it was put there."""
    found = [each for each in within.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [each for each in found if each.focusProxy() is None and each.window() is within.window()]


def chain(*parts: QWidget) -> None:
    """Tab goes from each to the next."""
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)


def next_pane(window: MainWindow, by: int) -> None:
    """Moves the keyboard round top row, tools, org chart, tabs, process, cards, chips, side panels and capture bar."""
    twin = window.twin
    panes: list[tuple[QWidget, QWidget]] = [
        (window.top, window.top.search),
        (window.tools, window.tools.buttons[0]),
        (window.notice, window.notice.first()),
        (twin.org.front, twin.org.front),
        (window.cards["org"], window.cards["org"].first()),
        (twin.process.tabs, twin.process.tabs),
        (twin.process.view, twin.process.view),
        (window.cards["process"], window.cards["process"].first()),
        (window.what_if.strip, window.what_if.strip.first()),
        (window.finder, window.finder.text),
        (window.side, window.side.tabs),
        (window.capture_bar, window.capture_bar.line),
    ]
    if window.document is None:
        panes = [(window.top, window.top.search)]
        if window.start is not None:
            panes.append((window.start, window.start.first()))
    shown = [pair for pair in panes if pair[0].isVisible()]
    focus = QApplication.focusWidget()
    here = [i for i, (pane, _) in enumerate(shown) if focus is not None and (pane is focus or pane.isAncestorOf(focus))]
    target = shown[((here[0] if here else -1) + by) % len(shown)][1]
    target.setFocus(Qt.FocusReason.TabFocusReason)
