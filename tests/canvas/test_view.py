"""Looking: zoom, pan, scroll, selection, themes, diagrams that come and go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from opsdesigner.canvas.view import CanvasView
from opsdesigner.edit import remove
from opsdesigner.model import Diagram, Edge, Model
from opsdesigner.notation.theme import DARK

from .hand import ALT, CTRL, MIDDLE, SHIFT, Hand, Key


def grabbed(hand: Hand) -> QImage:
    QTest.qWait(250)
    return hand.view.grab().toImage()


def test_wheel_scrolls_and_with_shift_sideways(hand: Hand) -> None:
    before = hand.view.to_view(0, 0)
    hand.wheel(QPoint(300, 300), QPoint(0, -120))
    assert hand.view.to_view(0, 0) - before == QPointF(0, -60)
    hand.wheel(QPoint(300, 300), QPoint(0, -120), SHIFT)
    assert hand.view.to_view(0, 0) - before == QPointF(-60, -60)


def test_touchpad_pixels_count_as_they_are(hand: Hand) -> None:
    before = hand.view.to_view(0, 0)
    hand.wheel(QPoint(300, 300), QPoint(0, 120), pixels=QPoint(7, -11))
    assert hand.view.to_view(0, 0) - before == QPointF(7, -11)


def test_ctrl_wheel_zooms_at_the_pointer(hand: Hand) -> None:
    spot = hand.view.to_diagram(210, 330)
    for turn in (120, 120, -120, 120):
        hand.wheel(QPoint(210, 330), QPoint(0, turn), CTRL)
    assert hand.view.zoom == pytest.approx(1.21)
    assert (hand.view.to_diagram(210, 330) - spot).manhattanLength() < 1.5


def test_middle_drag_and_space_drag_move_the_page(hand: Hand) -> None:
    start = hand.view.to_view(0, 0)
    hand.press((300, 300), button=MIDDLE)
    at = hand.view.to_view(300, 300)
    hand.view.gesture.move(at + QPointF(40, 30), SHIFT)
    hand.release((300, 300), button=MIDDLE)
    assert (hand.view.to_view(0, 0) - start - QPointF(40, 30)).manhattanLength() < 1
    QTest.keyPress(hand.view, Key.Key_Space)
    with hand.nothing():
        hand.drag((450, 300), (480, 300))
    QTest.keyRelease(hand.view, Key.Key_Space)
    assert not hand.view.selection() and hand.view.gesture is None


@pytest.mark.parametrize(
    ("key", "by"),
    [(Key.Key_Left, (80, 0)), (Key.Key_Right, (-80, 0)), (Key.Key_Up, (0, 80)), (Key.Key_Down, (0, -80))],
)
def test_ctrl_arrows_scroll(hand: Hand, key: Key, by: tuple[int, int]) -> None:
    before = hand.view.to_view(0, 0)
    hand.key(key, CTRL)
    assert hand.view.to_view(0, 0) - before == QPointF(*by)


def test_zoom_keys(hand: Hand) -> None:
    hand.key(Key.Key_Plus, CTRL)
    assert hand.view.zoom == pytest.approx(1.25)
    hand.key(Key.Key_Minus, CTRL)
    hand.key(Key.Key_Minus, CTRL)
    assert hand.view.zoom == pytest.approx(0.8)
    hand.key(Key.Key_0, CTRL)
    assert hand.view.zoom == 1.0
    hand.view.pan(QPointF(5000, 0))
    hand.key(Key.Key_1, CTRL)
    box = hand.view.display.bounds
    assert hand.view.rect().contains(hand.at(box[0], box[1])) and hand.view.rect().contains(hand.at(box[2], box[3]))


def test_hand_tool_pans_and_esc_lays_it_down(hand: Hand) -> None:
    hand.key(Key.Key_H)
    assert hand.view.tool == "hand"
    before = hand.view.to_view(0, 0)
    with hand.nothing():
        hand.press(hand.middle(hand.sheet.a))
        assert hand.view.gesture is not None
        hand.view.gesture.move(hand.view.gesture.press + QPointF(50, 20), ALT)
        hand.release((0, 0))
    assert hand.view.to_view(0, 0) != before
    hand.key(Key.Key_Escape)
    assert hand.view.tool == "select"


def test_click_shift_click_and_a_click_on_paper(hand: Hand) -> None:
    sheet = hand.sheet
    hand.pick(sheet.a)
    assert hand.view.selection() == {sheet.a}
    shape = hand.shape(sheet.b)
    hand.click((shape.x + 14, shape.y + 66), SHIFT)
    assert hand.view.selection() == {sheet.a, sheet.b}
    hand.click((shape.x + 14, shape.y + 66), CTRL)
    assert hand.view.selection() == {sheet.a}
    hand.click((100, 560))
    assert not hand.view.selection()


def test_a_click_on_one_of_many_picks_only_it(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.select({sheet.a, sheet.b})
    hand.pick(sheet.a)
    assert hand.view.selection() == {sheet.a}


def test_a_click_on_a_line_selects_it(hand: Hand) -> None:
    edge = hand.edge(hand.sheet.a, hand.sheet.b)
    x, y = edge.points[0]
    hand.click((x + 22, y + 3))
    assert hand.view.selection() == {edge.id}


def test_rubber_band_lasso_and_select_all(hand: Hand) -> None:
    sheet = hand.sheet
    a, b = hand.shape(sheet.a), hand.shape(sheet.b)
    with hand.nothing():
        hand.drag((a.x - 20, a.y - 30), (b.x + 120, b.y + 120))
        assert hand.view.selection() == {sheet.a, sheet.b}
        hand.drag((430, 420), (580, 560), keys=SHIFT)
        hand.key(Key.Key_Escape)
        hand.key(Key.Key_L)
        hand.drag((a.x - 20, a.y - 20), (a.x + 120, a.y - 20), (a.x + 120, a.y + 100), (a.x - 20, a.y + 100))
    assert hand.view.selection() == {sheet.a} and hand.view.tool == "select"
    hand.key(Key.Key_A, CTRL)
    assert sheet.c in hand.view.selection() and hand.edge(sheet.a, sheet.b).id in hand.view.selection()


def test_band_starts_inside_a_pool(hand: Hand) -> None:
    sheet = hand.sheet
    sheet.put("participant", 400, 300)
    a = hand.shape(sheet.a)
    hand.drag((a.x - 10, a.y - 10), (a.x + 110, a.y + 90))
    assert hand.view.selection() == {sheet.a}


def test_selection_outlives_changes_where_things_do_and_undo_selects_what_it_brings_back(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.select({sheet.a, sheet.c})
    remove.remove(hand.model, [sheet.c])
    assert hand.view.selection() == {sheet.a}
    hand.key(Key.Key_Z, CTRL)
    assert sheet.c in hand.view.display and hand.view.selection() == {sheet.c}


def test_another_model_is_let_go(hand: Hand) -> None:
    old, sheet = hand.model, hand.sheet
    hand.view.show_diagram(Model([Diagram("d", "")]), "d")
    before = grabbed(hand)
    remove.remove(old, [sheet.c])
    assert hand.view.display.shapes == {} and grabbed(hand) == before


def test_a_diagram_that_goes_asks_for_another(hand: Hand) -> None:
    wanted: list[str] = []
    hand.view.diagram_wanted.connect(wanted.append)
    with hand.model.change("Second page"):
        hand.model.put(Diagram("other", hand.sheet.process))
    with hand.model.change("Away"):
        hand.model.remove(hand.sheet.diagram)
    assert wanted == ["other"]
    hand.view.grab()
    hand.model.undo()
    hand.view.grab()


def test_theme_changes_the_paper(hand: Hand) -> None:
    assert grabbed(hand).pixelColor(3, 3).name() == "#ffffff"
    hand.view.set_theme(DARK)
    assert grabbed(hand).pixelColor(3, 3).name().upper() == DARK.canvas


def test_dimming_leaves_the_bright_ones_alone(hand: Hand) -> None:
    sheet = hand.sheet
    spots = [hand.at(hand.shape(id).x + 50, hand.shape(id).y) for id in (sheet.a, sheet.b)]
    before = grabbed(hand)
    hand.view.dim(frozenset({sheet.a}))
    after = grabbed(hand)
    assert after.pixel(spots[0]) == before.pixel(spots[0]) and after.pixel(spots[1]) != before.pixel(spots[1])
    hand.view.dim(None)
    assert grabbed(hand) == before


def test_reveal_brings_into_view(hand: Hand) -> None:
    hand.view.pan(QPointF(-4000, 900))
    hand.view.reveal(hand.sheet.c)
    assert hand.view.rect().contains(hand.at(*hand.middle(hand.sheet.c)))
    hand.view.pan(QPointF(-4000, 900))
    hand.view.reveal(hand.shape(hand.sheet.a).node)
    assert hand.view.rect().contains(hand.at(*hand.middle(hand.sheet.a)))


def test_undo_brings_back_the_very_pixels(hand: Hand) -> None:
    before = grabbed(hand)
    hand.drag(hand.middle(hand.sheet.c), (620, 540))
    hand.key(Key.Key_Escape)
    assert grabbed(hand) != before
    hand.key(Key.Key_Z, CTRL)
    hand.hover((20, 20))
    assert grabbed(hand) == before
    assert hand.model.get(hand.edge(hand.sheet.a, hand.sheet.b).id, Edge)


def test_at_the_rim_a_drag_scrolls_the_page(hand: Hand) -> None:
    view = hand.view
    start = view.to_view(0, 0)
    hand.press(hand.middle(hand.sheet.c))
    edge = view.to_diagram(view.width() - 4, 400)
    hand.move((edge.x(), edge.y()))
    QTest.qWait(120)
    assert view.to_view(0, 0).x() < start.x() - 20
    assert view.gesture is not None and view.gesture.dx > 350
    hand.key(Key.Key_Escape)
    assert hand.place(hand.sheet.c) == (450, 440)


def test_a_diagram_shown_before_the_window_has_its_size_fits_then(hand: Hand) -> None:
    view = CanvasView()
    view.resize(90, 30)
    view.show_diagram(hand.model, hand.sheet.diagram)
    assert view.zoom < 0.2
    view.resize(900, 600)
    view.show()
    QTest.qWait(10)
    assert view.zoom == 1.0
    view.zoom_at(0.5, QPointF(10, 10))
    view.resize(800, 500)
    assert view.zoom == 0.5
    view.leave()
    view.deleteLater()


def test_from_afar_the_name_is_said_under_the_pointer(hand: Hand) -> None:
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    hand.hover(hand.middle(hand.sheet.a))
    QTest.qWait(160)
    assert not hints
    hand.view.zoom_at(0.2, hand.view.to_view(450, 300))
    hand.hover((450, 900))
    hand.hover(hand.middle(hand.sheet.c))
    QTest.qWait(160)
    assert hints == ["C"]
    hand.hover((450, 900))
    assert hints == ["C", ""]
