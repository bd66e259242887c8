"""A hand and a keyboard for tests: real events, sent to a canvas that shows a small process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Edge, Id, Link, Model, Record, Shape
from opsdesigner.model.queries import outgoing, shape_of
from tests.build import Sheet

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
Spot = tuple[float, float]


class Hand:
    """Works on one canvas; places are px of the diagram."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.view = CanvasView()
        self.view.resize(1000, 700)
        self.view.show()
        self.view.activateWindow()
        self.view.show_diagram(sheet.model, sheet.diagram)
        self.view.show_box((450, 300, 450, 300), 1.0)
        self.view.setFocus()
        QApplication.processEvents()

    @property
    def model(self) -> Model:
        return self.view.model

    # pointing

    def at(self, x: float, y: float) -> QPoint:
        return self.view.to_view(x, y).toPoint()

    def middle(self, id: Id) -> Spot:
        shape = self.sheet.shape(id)
        return (shape.x + shape.width / 2, shape.y + shape.height / 2)

    def send(
        self,
        kind: QMouseEvent.Type,
        at: QPointF,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> None:
        event = QMouseEvent(kind, at, QPointF(self.view.mapToGlobal(at.toPoint())), button, buttons, keys)
        QApplication.sendEvent(self.view.viewport(), event)

    def press(self, spot: Spot, keys: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
        self.send(QMouseEvent.Type.MouseButtonPress, self.view.to_view(*spot), button, button, keys)

    def move(self, spot: Spot, keys: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
        self.send(QMouseEvent.Type.MouseMove, self.view.to_view(*spot), Qt.MouseButton.NoButton, button, keys)
        QApplication.processEvents()

    def release(self, spot: Spot, keys: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
        none = Qt.MouseButton.NoButton
        self.send(QMouseEvent.Type.MouseButtonRelease, self.view.to_view(*spot), button, none, keys)
        QApplication.processEvents()

    def hover(self, spot: Spot) -> None:
        self.move(spot, button=Qt.MouseButton.NoButton)

    def click(self, spot: Spot, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self.press(spot, keys)
        self.release(spot, keys)

    def double_click(self, spot: Spot) -> None:
        self.click(spot)
        self.send(QMouseEvent.Type.MouseButtonDblClick, self.view.to_view(*spot), LEFT, LEFT, PLAIN)
        self.release(spot)

    def drag(self, *spots: Spot, keys: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT) -> None:
        """Presses at the first place, goes by the others, lets go at the last."""
        start = PLAIN if keys in (CTRL, SHIFT) else keys
        self.press(spots[0], start, button)
        for (ax, ay), (bx, by) in pairwise(spots):
            for part in (0.3, 0.7, 1.0):
                self.move((ax + (bx - ax) * part, ay + (by - ay) * part), keys, button)
        self.release(spots[-1], keys, button)

    def pick(self, id: Id) -> None:
        """Clicks a shape near its lower left corner, clear of its name and handles."""
        shape = self.sheet.shape(id)
        far = shape.width > 60
        self.click((shape.x + 14, shape.y + shape.height - 14) if far else self.middle(id))

    def wheel(self, at: QPoint, by: QPoint, keys: Qt.KeyboardModifier = PLAIN, pixels: QPoint | None = None) -> None:
        place = QPointF(at)
        event = QWheelEvent(
            place,
            QPointF(self.view.mapToGlobal(at)),
            pixels or QPoint(),
            by,
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    # typing

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.view, key, keys)

    def type(self, text: str) -> None:
        """Types into the canvas."""
        QTest.keyClicks(self.view, text)

    def name(self, text: str, key: Qt.Key = Key.Key_Return) -> None:
        """Types into the name that is open and ends it."""
        assert self.view.editor is not None and self.view.editing()
        QTest.keyClicks(self.view.editor, text)
        QTest.keyClick(self.view.editor, key)

    def search(self, text: str, key: Qt.Key | None = Key.Key_Return) -> None:
        """Types into the menu that is open."""
        assert self.view.chooser.isVisible()
        QTest.keyClicks(self.view.chooser.field, text)
        if key is not None:
            QTest.keyClick(self.view.chooser.field, key)

    # asking

    def shape(self, id: Id) -> Shape:
        return self.sheet.shape(id)

    def place(self, id: Id) -> Spot:
        shape = self.shape(id)
        return (shape.x, shape.y)

    def names(self, ids: frozenset[Id] | None = None) -> set[str]:
        return {self.view.name_of(id) for id in (self.view.selection() if ids is None else ids)}

    def edge(self, source: Id, target: Id) -> Edge:
        """The edge that leads from one shape to another."""
        a, b = self.shape(source).node, self.shape(target).node
        found = [link for link in self.model.all(Link) if (link.source, link.target) == (a, b)]
        return self.model.referrers(found[0].id, Edge)[0]

    def after(self, id: Id) -> list[Id]:
        """The shapes that flows lead to."""
        links = outgoing(self.model, self.shape(id).node)
        return [shape.id for link in links if (shape := shape_of(self.model, link.target, self.sheet.diagram))]

    def records(self) -> dict[Id, Record]:
        return dict(self.model.records)

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """What happens inside is one undo step: one undo brings all back, one redo does it again."""
        before = self.records()
        yield
        after, selected = self.records(), self.view.selection()
        assert after != before
        self.model.undo()
        assert self.records() == before
        self.model.redo()
        assert self.records() == after
        self.view.select(selected)

    @contextmanager
    def nothing(self) -> Iterator[None]:
        """What happens inside leaves the model and its history alone."""
        before, label = self.records(), (self.model.can_undo, self.model.undo_label)
        yield
        assert self.records() == before
        assert (self.model.can_undo, self.model.undo_label) == label
