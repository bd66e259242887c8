"""Where a talk is stays in sight: on small pages, beside panels; the hand that moves the page is left alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from opsdesigner.model.geometry import Box, box_of, contains, union

from .bar import Bar
from .conftest import Open
from .hands import PLAIN, Key
from .test_capture_bar import SMALL, bar, begun

__all__ = ["bar", "begun"]
MORE = "! late: Tell customer\n-> Check order\nPack\nOffice: Write invoice\nSend it\n=> Customer has the goods\n"


def in_sight(bar: Bar, box: Box | None) -> bool:
    return box is None or contains(bar.view.frame.box(bar.view.rect()), box)


def on_sight(bar: Bar) -> tuple[bool, bool]:
    """Whether the current step is in sight, and the ghost."""
    shape = bar.window.capturing.talk.shape
    return in_sight(bar, box_of(shape) if shape is not None else None), in_sight(bar, bar.window.capturing.ghost.box)


def room_for_both(bar: Bar) -> bool:
    ghost, shape = bar.window.capturing.ghost.box, bar.window.capturing.talk.shape
    if ghost is None or shape is None:
        return True
    left, top, right, foot = union([ghost, box_of(shape)])
    return right - left <= bar.view.width() - 16 and foot - top <= bar.view.height() - 16


def test_step_and_ghost_are_in_sight_on_a_small_page_beside_a_panel_under_a_big_bar(opened: Open) -> None:
    window = opened(size=(1024, 640))
    for act in ("new", "bigCapture", "outline"):
        window.actions_by_id[act].trigger()
    bar = Bar(window)
    bar.view.motion = False
    bar.view.setFocus()
    for line in (SMALL + MORE).splitlines():
        bar.type(line)
        bar.settle()
        assert on_sight(bar)[1], line
        assert on_sight(bar)[0] or not room_for_both(bar), line
        bar.key(Key.Key_Return)
        assert on_sight(bar)[0], line


def test_a_step_stays_in_sight_when_the_page_gets_smaller(begun: Bar) -> None:
    begun.window.resize(620, 420)
    for _ in range(3):
        QApplication.processEvents()
    assert on_sight(begun)[0]


def test_a_page_that_was_moved_away_comes_back_with_the_line_once(begun: Bar) -> None:
    begun.view.pan(QPointF(-3000, 0))
    begun.type("Office")
    begun.settle()
    assert on_sight(begun) == (True, True)
    begun.view.pan(QPointF(-3000, 0))
    begun.type("s")
    begun.settle()
    assert on_sight(begun) == (False, False)
    begun.type(": Look")
    begun.settle()
    assert on_sight(begun) == (True, True)


def test_the_page_is_left_to_the_hand_that_moves_it(begun: Bar) -> None:
    begun.view.pan(QPointF(-3000, 0))
    at = QPointF(300, 200)
    middle, port = Qt.MouseButton.MiddleButton, begun.view.viewport()
    for kind, to in ((QEvent.Type.MouseButtonPress, at), (QEvent.Type.MouseMove, at + QPointF(40, 0))):
        QApplication.sendEvent(port, QMouseEvent(kind, to, port.mapToGlobal(to), middle, middle, PLAIN))
    begun.field.setFocus()
    before = begun.view.to_view(0, 0)
    begun.type("Look")
    begun.settle()
    assert begun.seen == ["Look"] and begun.view.to_view(0, 0) == before
    release = QEvent.Type.MouseButtonRelease
    QApplication.sendEvent(port, QMouseEvent(release, at, port.mapToGlobal(at), middle, Qt.MouseButton.NoButton, PLAIN))


def test_the_org_chart_stands_still_while_there_is_room_for_new_roles(bar: Bar) -> None:
    bar.view.setFocus()
    bar.talk("Sales: Check order\nStores: Check stock")
    bar.window.actions_by_id["bothSides"].trigger()
    org = bar.window.twin.org.view
    org.setFocus()
    bar.key(Key.Key_Return)
    QApplication.processEvents()
    bar.key(Key.Key_Slash)
    seen, where = QRectF(org.rect()), org.to_view(0, 0)
    for at in range(8):
        bar.say(f"Role {at}: Do it")
    boxes = [QRectF(org.to_view(s.x, s.y), org.to_view(s.x + s.w, s.y + s.h)) for s in org.display.shapes.values()]
    assert len(boxes) == 10 and all(seen.contains(box) for box in boxes)
    assert org.to_view(0, 0) == where
