"""What is seen on the way: while zooming, after a jump, dimmed, during a drag; heads that stay in sight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from opsdesigner.canvas.drawing import stage
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.gestures import snapshot
from opsdesigner.canvas.gestures.dragging import Drag
from opsdesigner.canvas.marks.minimap import Minimap
from opsdesigner.canvas.marks.sticky import stuck
from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Model, Node, Props, Shape
from opsdesigner.notation.theme import THEMES, Theme

from .hand import CTRL, LEFT, PLAIN, Qt
from .scene import scene
from .test_rendering import farthest

MIDDLE = (450.0, 300.0)
NAME = (208.0, 190.0, 292.0, 214.0)  # where "Check order" stands


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every repaint finishes what it may do, however slow the machine."""
    for name in ("FIRST_TIME", "FRAME_TIME"):
        monkeypatch.setattr(stage, name, 5.0)
    monkeypatch.setattr(snapshot, "CATCH_UP", 5.0)


@contextmanager
def canvas(model: Model, at: tuple[float, float] = MIDDLE, zoom: float = 1.0) -> Iterator[CanvasView]:
    view = CanvasView()
    view.resize(1000, 700)
    view.show()
    view.show_diagram(model, "d")
    view.show_box((*at, *at), zoom)
    try:
        yield view
    finally:
        view.leave()
        view.close()
        view.deleteLater()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CanvasView]:
    with canvas(scene()) as made:
        yield made


def now(view: CanvasView) -> QImage:
    """The very next repaint."""
    return view.grab().toImage()


def rested(view: CanvasView) -> QImage:
    """What is seen when nothing happens any more."""
    image, calm = now(view), 0
    for _ in range(60):
        QTest.qWait(50)
        before, image = image, now(view)
        calm = calm + 1 if before == image else 0
        if calm == 4:
            break
    return image


def ink_in(view: CanvasView, image: QImage, box: tuple[float, ...] = NAME) -> int:
    """How many pixels of a part of the diagram are nearly as dark as ink."""
    a, b = view.to_view(box[0], box[1]).toPoint(), view.to_view(box[2], box[3]).toPoint()
    spots = ((x, y) for x in range(a.x(), b.x()) for y in range(a.y(), b.y()))
    return sum(image.pixelColor(x, y).lightness() < 110 for x, y in spots)


def turn(view: CanvasView, by: int) -> None:
    at = QPointF(500, 350)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), event)


def fresh(view: CanvasView) -> QImage:
    """The same place on a canvas that has never shown anything else."""
    middle = view.to_diagram(500, 350)
    with canvas(view.model, (middle.x(), middle.y()), view.zoom) as other:
        other.set_theme(view.theme)
        other._corner = QPointF(view._corner)
        other.looked(False)
        return rested(other)


@pytest.mark.parametrize("by", [120, -120])
def test_names_stay_while_zooming(view: CanvasView, by: int) -> None:
    assert ink_in(view, rested(view)) > 60
    for _ in range(3):
        turn(view, by)
        assert ink_in(view, now(view)) > 15


def test_names_come_into_view_while_zooming_out(view: CanvasView) -> None:
    """What was out of sight is known from the overview."""
    end = (740.0, 424.0, 820.0, 442.0)  # where the name of the end event stands
    assert ink_in(view, rested(view), end) > 20
    view.zoom_at(3.0, QPointF(0, 0))
    rested(view)
    assert not view.rect().contains(view.to_view(740, 415).toPoint())
    while view.zoom > 1.05:
        view.zoom_at(view.zoom / 1.1, QPointF(0, 0))
        image = now(view)
    assert ink_in(view, image, end) > 15


def test_what_has_just_gone_is_not_seen_again_while_zooming(view: CanvasView) -> None:
    rested(view)
    with view.model.change("gone"):
        for id in ("f5_di", "f5", "inner_di", "inner", "sub_di", "sub"):
            view.model.remove(id)
    turn(view, 120)
    assert ink_in(view, now(view), (395.0, 325.0, 645.0, 485.0)) == 0


def test_after_zooming_the_picture_is_that_of_a_fresh_canvas(view: CanvasView) -> None:
    rested(view)
    for by in (120, 120, -120, -120, -120, -120, 120):
        turn(view, by)
        now(view)
    assert farthest(rested(view), fresh(view)) == 0


def test_far_from_what_was_sharp_lines_and_boxes_are_painted_anew(view: CanvasView) -> None:
    """Stretched more than twice, a line would be four pixels wide; the draft's is one."""
    view.show_box((*MIDDLE, *MIDDLE), 0.4)
    rested(view)
    while view.zoom < 2.4:
        turn(view, 120)
        image = now(view)
    x, y = view.to_view(340, 200).toTuple()
    column = [image.pixelColor(int(x), int(y) + dy).lightness() for dy in range(-8, 9)]
    assert 1 <= sum(light < 235 for light in column) <= 2


def test_the_first_picture_of_a_diagram_has_its_names(qtbot: QtBot) -> None:
    with canvas(scene()) as view:
        assert ink_in(view, now(view)) > 60


def test_other_colours_come_at_once_even_while_the_picture_is_being_sharpened(view: CanvasView) -> None:
    view.zoom_at(0.9, QPointF(500, 350))
    for _ in range(200):
        QTest.qWait(1)
        if view._idle.isActive():
            break
    view.set_theme(THEMES["dark"])
    image = now(view)
    light = QColor(view.theme.ink).lightness()
    a, b = view.to_view(NAME[0], NAME[1]).toPoint(), view.to_view(NAME[2], NAME[3]).toPoint()
    spots = ((x, y) for x in range(a.x(), b.x()) for y in range(a.y(), b.y()))
    assert sum(image.pixelColor(x, y).lightness() > light - 60 for x, y in spots) > 40


def test_a_jump_shows_what_is_there_at_once(view: CanvasView) -> None:
    rested(view)
    view.show_box((*MIDDLE, *MIDDLE), 0.8)
    assert ink_in(view, now(view)) > 40


def test_a_picture_becomes_sharp_under_a_rubber_band_too(view: CanvasView) -> None:
    rested(view)
    turn(view, 120)
    now(view)
    QTest.mousePress(view, LEFT, PLAIN, QPoint(600, 640))  # in a lane, clear of its head
    view.moved(QPointF(650, 660), PLAIN)
    assert view.gesture is not None
    held = rested(view)
    QTest.mouseRelease(view, LEFT, PLAIN, QPoint(650, 660))
    part = QRect(0, 0, 1000, 600)
    assert farthest(held.copy(part), fresh(view).copy(part)) == 0


def test_a_drag_that_begins_right_after_a_zoom_carries_a_sharp_picture(view: CanvasView) -> None:
    rested(view)
    turn(view, 120)
    now(view)
    start = view.to_view(215, 225)
    QTest.mousePress(view, LEFT, PLAIN, start.toPoint())
    view.moved(start + QPointF(30, 200), PLAIN)
    far = QRect(0, 0, 1000, 110)  # nothing moves there
    sharp = fresh(view).copy(far)
    held = now(view).copy(far)
    assert view.snapshot is not None
    view.cancel()
    assert farthest(held, sharp) == 0


@pytest.mark.parametrize("many", [False, True])
def test_a_drag_leaves_dimmed_what_is_dimmed(view: CanvasView, many: bool) -> None:
    view.dim(frozenset({"sub_di"}))
    far = QRect(340, 370, 380, 250)  # the sub-process and what is round it
    before = rested(view).copy(far)
    view.select({"a_di", "start_di", "g_di", "data_di"} if many else {"a_di"})
    start = view.to_view(215, 225)
    QTest.mousePress(view, LEFT, PLAIN, start.toPoint())
    view.moved(start + QPointF(-8, -9), PLAIN)
    assert view.snapshot is not None
    held = now(view).copy(far)
    view.cancel()
    assert farthest(held, before) <= 2


def test_a_drop_that_is_taken_back_at_once_is_seen_taken_back(view: CanvasView) -> None:
    before, place = rested(view), view.display.shapes["b_di"].body()
    start = view.to_view(215, 425)
    QTest.mousePress(view, LEFT, PLAIN, start.toPoint())
    view.moved(start + QPointF(60, 40), PLAIN)
    now(view)
    QTest.mouseRelease(view, LEFT, PLAIN, (start + QPointF(60, 40)).toPoint())
    assert view.display.shapes["b_di"].body() != place
    view.select(())
    view.model.undo()
    assert farthest(now(view), before) == 0


def test_dimmed_too_it_becomes_sharp_and_nothing_stays_behind(view: CanvasView) -> None:
    bright = frozenset(("a_di", "g_di"))
    view.dim(bright)
    rested(view)
    for by in (120, 120, 120, -120):
        turn(view, by)
        now(view)
    image = rested(view)
    with canvas(view.model) as other:
        other.zoom, other._corner = view.zoom, QPointF(view._corner)
        other.looked(False)
        other.dim(bright)
        assert farthest(image, rested(other)) == 0


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_heads_that_left_the_window_stand_at_its_edge(view: CanvasView, theme: Theme) -> None:
    view.set_theme(theme)
    view.show_box((700, 300, 700, 300), 1.0)
    image, colours = rested(view), view.display.colours
    pool, lane = view.to_view(0, 105).y(), view.to_view(0, 310).y()
    assert image.pixelColor(2, int(pool) + 20).name() == QColor(colours.paper).name()
    tint = view.display.shapes["l1_di"].tint
    assert tint and image.pixelColor(30, int(pool) + 20).name() == QColor(colours.tint(tint)).name()
    assert any(
        image.pixelColor(x, y) != image.pixelColor(30, int(lane)) for x in range(24, 36) for y in range(250, 500)
    )


def test_heads_of_neighbours_share_one_line(view: CanvasView) -> None:
    view.show_box((700, 300, 700, 300), 1.0)
    image = rested(view)
    edge = int(view.to_view(0, 300).y())
    line = QColor(view.display.colours.faint).name()
    assert [image.pixelColor(36, y).name() == line for y in range(edge - 2, edge + 3)].count(True) == 1


def test_heads_are_shown_however_many_pools_lie_elsewhere(qtbot: QtBot) -> None:
    model = scene()
    with model.change("many pools"):
        shapes = [record for record in model.all(Shape) if record.node.startswith("l") and record.node != "late"]
        lanes = [(shape, model[shape.node]) for shape in shapes]
        for shape, _ in lanes:
            model.remove(shape.id)
        for at in range(80):
            model.put(Node(f"x{at}", "participant", f"Pool {at}", "c"))
            model.put(Shape(f"x{at}_di", "d", f"x{at}", 0, 2000.0 + 300 * at, 900, 250, None, Props(isHorizontal=True)))
        for shape, _ in lanes:
            model.put(shape)
    with canvas(model, (700, 300)) as view:
        image = rested(view)
        tint = view.display.shapes["l1_di"].tint
        assert (
            tint
            and image.pixelColor(30, int(view.to_view(0, 130).y())).name()
            == QColor(view.display.colours.tint(tint)).name()
        )


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_rings_and_handles_are_sharp_wherever_the_canvas_begins(qtbot: QtBot, view: CanvasView, ratio: float) -> None:
    """Straight lines of the overlay are of their colour and no other, also where a canvas begins between two pixels."""
    window = QWidget()
    window.resize(1044, 777)
    view.setParent(window)
    view.move(43, 77)
    view.show()
    view.devicePixelRatioF = lambda: ratio  # type: ignore[method-assign]
    view.show_box((*MIDDLE, *MIDDLE), 1.0)
    view.select({"a_di"})
    view.pad.vanish()
    theme = view.theme
    place = view.window_place("a_di")
    middle = round((43 + place.center().x()) * ratio)
    sharp = {QColor(theme.accent).name(), QColor(theme.canvas).name()}

    def seen() -> QImage:
        made = QPixmap(round(1044 * ratio), round(777 * ratio))
        made.setDevicePixelRatio(ratio)
        window.render(made)
        return made.toImage()

    def column(x: int) -> set[str]:
        top, foot = round((77 + place.top() - 12) * ratio), round((77 + place.top() - 2) * ratio)
        image = seen()
        return {image.pixelColor(x, y).name() for y in range(top, foot)}

    def row(y: int) -> set[str]:
        left, right = round((43 + place.left() - 12) * ratio), round((43 + place.left() - 2) * ratio)
        image = seen()
        return {image.pixelColor(x, y).name() for x in range(left, right)}

    # once all that was on its way out has gone: the ring, a handle
    qtbot.waitUntil(lambda: column(middle + round(20 * ratio)) == sharp and column(middle) == sharp)
    assert row(round((77 + place.center().y() - 20) * ratio)) == sharp
    view.setParent(None)
    window.deleteLater()


def test_the_frame_on_the_minimap_is_as_thick_on_every_side(view: CanvasView) -> None:
    minimap = Minimap(view)
    minimap.resize(208, 148)
    minimap.show()
    for at in range(5):
        view.show_box((300 + 41 * at, 200 + 23 * at) * 2, 2.3)
        QTest.qWait(20)
        image, frame = minimap.grab().toImage(), minimap.frame_rect()
        accent, middle = QColor(view.theme.accent).name(), frame.center().toPoint()
        across = [image.pixelColor(x, middle.y() + 9).name() == accent for x in range(image.width())]
        down = [image.pixelColor(middle.x() + 9, y).name() == accent for y in range(image.height())]
        assert across.count(True) == down.count(True) == 4
    minimap.leave()


def test_a_lanes_head_does_not_hide_under_the_one_of_its_pool() -> None:
    """Scrolled by less than both heads, the lane's was half covered and its name gone."""
    model = scene()
    with model.change("nest"):
        model.put(Node("in", "lane", "Packing", "l2"))
        model.put(Shape("in_di", "d", "in", 60, 300, 840, 300))
    homes = Display(model, "d").homes.values()
    for x, heads in ((10, ""), (20, "pool 0"), (26, "pool 0, l2 1, l1 1"), (45, "pool 0, l2 1, in 2, l1 1"), (880, "")):
        found = [f"{home.node} {over}" for home, over in stuck(homes, (x, 0, x + 800, 600), 20)]
        assert ", ".join(found) == heads, x


def test_a_lifted_decision_casts_no_square_shadow(view: CanvasView) -> None:
    rested(view)
    start = view.to_view(405, 190)
    QTest.mousePress(view, LEFT, PLAIN, start.toPoint())
    view.moved(start + QPointF(150, -30), PLAIN)
    image, drag = now(view), view.gesture
    assert isinstance(drag, Drag)
    shape = view.display.shapes["g_di"]
    corner = view.to_view(shape.x + drag.dx + shape.w - 3, shape.y + drag.dy + shape.h - 1)
    view.cancel()
    assert image.pixelColor(corner.toPoint()).name() == QColor(view.theme.canvas).name()
