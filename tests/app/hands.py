"""A hand on the mouse and a hand on the keys of a window: real events, and a count of what was done with them."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from opsdesigner.app.window import MainWindow
from opsdesigner.canvas.menus.pad import Pad
from opsdesigner.model import Edge, Id, Link, Model, Shape
from opsdesigner.model.queries import title

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
Kind = QEvent.Type


class Hands:
    """Works on one window; places are px of the diagram. `count` says how often what was done."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.view = window, window.view
        self.count: Counter[str] = Counter()
        window.activateWindow()
        QApplication.processEvents()

    @property
    def model(self) -> Model:
        return self.view.model

    # keys

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """One key or shortcut, to whatever has the focus."""
        self.count["keys"] += 1
        QTest.keyClick(QApplication.focusWidget() or self.view, key, keys)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Words of a name or a search: not counted."""
        for letter in text:
            target = QApplication.focusWidget() or self.view
            if letter.isascii() and letter.isprintable():
                QTest.keyClick(target, letter)
            else:  # what no key of QTest has
                QApplication.sendEvent(target, QKeyEvent(Kind.KeyPress, 0, PLAIN, letter))
        QApplication.processEvents()

    # mouse

    def send(self, widget: QWidget, kind: Kind, at: QPointF, held: bool, keys: Qt.KeyboardModifier = PLAIN) -> None:
        button = NONE if kind == Kind.MouseMove else LEFT
        place = QPointF(widget.mapToGlobal(at.toPoint()))
        buttons = LEFT if held else NONE
        QApplication.sendEvent(widget, QMouseEvent(kind, at, place, button, buttons, keys))
        QApplication.processEvents()

    def tap(self, widget: QWidget, at: QPointF, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self.count["clicks"] += 1
        self.send(widget, Kind.MouseMove, at, False, keys)
        self.send(widget, Kind.MouseButtonPress, at, True, keys)
        self.send(widget, Kind.MouseButtonRelease, at, False, keys)

    def click(self, x: float, y: float, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self.tap(self.view.viewport(), self.view.to_view(x, y), keys)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.count["drags"] += 1
        view = self.view.viewport()
        a, b = self.view.to_view(*start), self.view.to_view(*end)
        self.send(view, Kind.MouseMove, a, False)
        self.send(view, Kind.MouseButtonPress, a, True)
        for part in (0.1, 0.4, 0.8, 1.0):
            self.send(view, Kind.MouseMove, a + (b - a) * part, True)
        self.send(view, Kind.MouseButtonRelease, b, False)

    def double_click(self, x: float, y: float) -> None:
        self.count["double clicks"] += 1
        view, at = self.view.viewport(), self.view.to_view(x, y)
        for kind, held in (
            (Kind.MouseMove, False),
            (Kind.MouseButtonPress, True),
            (Kind.MouseButtonRelease, False),
            (Kind.MouseButtonDblClick, True),
            (Kind.MouseButtonRelease, False),
        ):
            self.send(view, kind, at, held)

    def tool(self, name: str) -> None:
        """A button of the palette."""
        button = self.window.tools.findChild(QToolButton, f"tool.{name}")
        assert button is not None, name
        self.tap(button, QPointF(button.rect().center()))

    def _shown_pad(self) -> Pad:
        for _ in range(400):
            if self.view.pad.isVisible():
                return self.view.pad
            QTest.qWait(5)
        raise AssertionError("no pad")

    def pad(self, id: str) -> None:
        """A button of the pad, once it is there."""
        pad = self._shown_pad()
        at = next(at for at, button in enumerate(pad.buttons) if button.id == id)
        self.tap(pad, QPointF(pad._cell(at).center()))

    def pad_drag(self, id: str, x: float, y: float) -> None:
        """A button of the pad, dragged to a place of the diagram; the pad holds the mouse all the while."""
        self.count["drags"] += 1
        pad = self._shown_pad()
        at = next(at for at, button in enumerate(pad.buttons) if button.id == id)
        start, end = QPointF(pad._cell(at).center()), self.view.to_view(x, y)
        self.send(pad, Kind.MouseButtonPress, start, True)
        self.send(pad, Kind.MouseMove, start + QPointF(8, 8), True)
        middle = self.view.to_view(*self.view_middle())
        for spot in ((middle + end) / 2, end - QPointF(3, 2), end):
            self.send(pad, Kind.MouseMove, QPointF(pad.mapFrom(self.view, spot.toPoint())), True)
        self.send(pad, Kind.MouseButtonRelease, QPointF(pad.mapFrom(self.view, end.toPoint())), False)

    def view_middle(self) -> tuple[float, float]:
        at = self.view.to_diagram(self.view.width() / 2, self.view.height() / 2)
        return at.x(), at.y()

    # finding

    def named(self, name: str) -> Shape:
        """The shape on the diagram in view that shows this name."""
        for shape in self.model.referrers(self.view.diagram, Shape):
            if title(self.model, shape.node) == name:
                return shape
        raise LookupError(name)

    def middle(self, name: str) -> tuple[float, float]:
        shape = self.named(name)
        return (shape.x + shape.width / 2, shape.y + shape.height / 2)

    def selected(self) -> str:
        """The name of the one thing that is selected."""
        return self.view.name_of(self.view.current())

    def between(self, source: str, target: str) -> list[Id]:
        """The edges from one named thing to another."""
        ends = (self.named(source).node, self.named(target).node)
        links = [link for link in self.model.all(Link) if (link.source, link.target) == ends]
        return [edge.id for link in links for edge in self.model.referrers(link.id, Edge)]
