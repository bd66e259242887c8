"""The card at the foot of the canvas: it says what is selected, lets it be changed, and keeps out of the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from opsdesigner.app.inspecting.card import WAIT
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import place
from opsdesigner.model import Edge, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.variants import VARIANTS

from .conftest import Open, node_of, shape_named
from .hands import Hands


def soon(what: Callable[[], bool], most: int = 3000) -> bool:
    """Whether it comes true within so many milliseconds."""
    end = monotonic() + most / 1000
    while not what() and monotonic() < end:
        QTest.qWait(10)
    return what()


def chosen(window: MainWindow, name: str) -> str:
    """Selects a shape and waits for its card."""
    shape = shape_named(window, name)
    window.view.select({shape})
    assert soon(lambda: window.card.isVisible() and window.card._shown == shape, 3000)
    return shape


def said(window: MainWindow) -> list[str]:
    from PySide6.QtWidgets import QLabel

    assert window.card.rows is not None
    return [label.text() for label in window.card.rows.findChildren(QLabel) if label.isVisible() and label.text()]


def test_nothing_stands_there_at_first(opened: Open, sample: Path) -> None:
    window = opened(sample)
    QTest.qWait(WAIT + 50)
    assert not window.side.isVisible()
    assert not window.card.isVisible()
    assert window.card.rows is None


def test_it_says_kind_name_words_and_lane(opened: Open, sample: Path) -> None:
    window = opened(sample)
    chosen(window, "Check order")
    assert window.card.rows is not None
    assert window.card.rows.name.toPlainText() == "Check order"
    words = said(window)
    assert words[0].startswith("User step")
    assert "Sales" in words
    assert any(text.startswith("Read the order") for text in words)
    assert "F4" in words


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (1920, 1080)])
def test_it_never_covers_what_is_selected(opened: Open, sample: Path, size: tuple[int, int]) -> None:
    window = opened(sample, size=size)
    display = window.view.display
    for id in list(display.shapes):
        if display.shapes[id].kind.family in ("pool", "lane"):
            continue
        window.view.select({id})
        window.card.update_now()
        if window.card.isVisible():
            taken = window.card._selected_rect()
            assert taken is not None
            assert not window.card._at(window.card.pos()).intersects(taken), display.shapes[id].name
            assert window.pane.rect().contains(window.card.geometry().adjusted(8, 8, -8, -8))
    window.view.select(())
    assert not window.card.isVisible()


def test_the_name_is_changed_on_it_and_enter_draws_nothing(opened: Open, sample: Path) -> None:
    window = opened(sample)
    shape = chosen(window, "Check order")
    count = len(window.view.display.shapes)
    assert window.card.rows is not None
    field = window.card.rows.name
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Read order")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert title(window.view.model, node_of(window, shape).id) == "Read order"
    assert len(window.view.display.shapes) == count
    assert window.card.isVisible()


def test_a_timer_is_set_on_it(opened: Open, sample: Path) -> None:
    window = opened(sample)
    shape = chosen(window, "not collected by 16:00")
    assert window.card.rows is not None
    field = window.card.rows.findChild(QLineEdit, "field.timeDate0")
    assert field is not None
    assert field.text() == "T16:00"
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "T18:00")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert node_of(window, shape).props.bags("events")[0].text("timeDate") == "T18:00"
    assert window.view.selection() == {shape}


def test_a_half_typed_word_goes_to_what_it_was_typed_for(opened: Open, sample: Path) -> None:
    window = opened(sample)
    hands = Hands(window)
    shape = chosen(window, "Stock list")
    assert window.card.rows is not None
    field = window.card.rows.findChild(QLineEdit, "field.state")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "counted")
    hands.click(*hands.middle("Delivery note"))
    chosen(window, "Delivery note")
    assert node_of(window, shape).props.text("state") == "counted"
    assert not node_of(window, shape_named(window, "Delivery note")).props.text("state")


def test_a_flow_tells_its_ends_and_its_condition(opened: Open, sample: Path) -> None:
    window = opened(sample)
    model = window.view.model
    edge = next(each for each in model.all(Edge) if title(model, each.link) == "all")
    window.view.select({edge.id})
    assert soon(window.card.isVisible, 3000)
    words = said(window)
    assert words[words.index("From") + 1] == "In stock?"
    assert "Condition" in words


def test_esc_on_it_closes_it_until_something_else_is_selected(opened: Open, sample: Path) -> None:
    window = opened(sample)
    shape = chosen(window, "Check order")
    window.card.first().setFocus()
    QTest.keyClick(window.card.first(), Qt.Key.Key_Escape)
    assert not window.card.isVisible()
    assert window.view.selection() == {shape}
    assert window.focusWidget() is window.view
    QTest.qWait(WAIT + 60)
    assert not window.card.isVisible()
    chosen(window, "Check stock")


def test_a_click_on_paper_and_esc_on_the_canvas_close_it(opened: Open, sample: Path) -> None:
    window = opened(sample)
    hands = Hands(window)
    chosen(window, "Check order")
    left, top, _, _ = window.view.display.bounds
    hands.click(left - 14, top - 14)
    assert not window.card.isVisible()
    chosen(window, "Check order")
    hands.key(Qt.Key.Key_Escape)
    assert not window.card.isVisible()


def test_f4_takes_it_to_the_side_and_back(opened: Open, sample: Path) -> None:
    window = opened(sample)
    chosen(window, "Check order")
    window.activateWindow()
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_F4)
    assert window.side.isVisible()
    assert soon(lambda: not window.card.isVisible(), 2000)
    QTest.keyClick(window.view, Qt.Key.Key_F4)
    assert not window.side.isVisible()
    assert soon(window.card.isVisible, 2000)
    assert window.card.rows is not None
    window.card.rows.all.click()
    assert window.side.isVisible()


def test_an_open_side_is_remembered(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.actions_by_id["inspector"].trigger()
    window.close()
    assert opened(sample).side.isVisible()


def test_it_gives_way_to_a_drag_and_comes_back(opened: Open, sample: Path) -> None:
    from PySide6.QtCore import QEvent

    window = opened(sample)
    hands = Hands(window)
    chosen(window, "Check order")
    at = window.view.to_view(*hands.middle("Check order"))
    hands.send(window.view, QEvent.Type.MouseButtonPress, at, True)
    hands.send(window.view, QEvent.Type.MouseMove, at + QPointF(0, 12), True)
    hands.send(window.view, QEvent.Type.MouseMove, at + QPointF(0, 16), True)
    assert not window.card.isVisible()
    QTest.qWait(WAIT + 40)
    assert not window.card.isVisible()
    hands.send(window.view, QEvent.Type.MouseButtonRelease, at + QPointF(0, 16), False)
    assert soon(window.card.isVisible, 2000)


def test_it_gives_way_while_a_name_is_written(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.activateWindow()
    shape = chosen(window, "Check order")
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_F2)
    assert window.view.editing()
    assert soon(lambda: not window.card.isVisible(), 2000)
    assert window.view.editor is not None
    QTest.keyClick(window.view.editor, Qt.Key.Key_Return)
    assert window.view.selection() == {shape}
    assert soon(window.card.isVisible, 2000)


def test_f6_reaches_it(opened: Open, sample: Path) -> None:
    window = opened(sample)
    chosen(window, "Check order")
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_F6)
    assert window.card.isAncestorOf(window.focusWidget())


def test_several_selected_need_no_card(opened: Open, sample: Path) -> None:
    window = opened(sample)
    chosen(window, "Check order")
    window.view.select({shape_named(window, "Check order"), shape_named(window, "Check stock")})
    assert not window.card.isVisible()


def test_undo_and_deletion_are_followed(opened: Open, sample: Path) -> None:
    window = opened(sample)
    shape = chosen(window, "Check order")
    from opsdesigner.edit.draw import rename

    rename(window.view.model, node_of(window, shape).id, "Look")
    assert window.card.rows is not None
    assert soon(lambda: window.card.rows.name.toPlainText() == "Look", 1000)  # type: ignore[union-attr]
    window.actions_by_id["undo"].trigger()
    assert soon(lambda: window.card.rows.name.toPlainText() == "Check order", 1000)  # type: ignore[union-attr]
    window.actions_by_id["delete"].trigger()
    QApplication.processEvents()
    assert not window.card.isVisible()


def test_every_sample_shape_has_a_card_of_at_most_six_rows(opened: Open, sample: Path) -> None:
    from opsdesigner.app.inspecting.telling import facts

    window = opened(sample)
    for id in (*window.view.display.shapes, *window.view.display.edges):
        window.view.select({id})
        window.card.update_now()
        assert window.card.rows is not None
        assert len(window.card.rows._facts) <= 4
        assert window.card.isVisible() or not window.card.place()
        assert facts(window.view.model, id) or window.view.model.all(Node)


def test_it_stays_at_the_foot_when_the_canvas_gets_lower(opened: Open, sample: Path) -> None:
    """With one lower corner taken by the selection it once went to the top."""
    window = opened(sample, size=(1280, 720))
    for name in ("Order parts", "Pick goods", "Check stock"):
        chosen(window, name)
        window.finder.open(True)
        QTest.qWait(60)
        foot = [at.y() for at in window.card._corners()[:2]]
        taken = window.card._selected_rect()
        assert taken is not None
        if any(not window.card._at(at).intersects(taken) for at in window.card._corners()[:2]):
            assert window.card.y() in foot, name
        window.finder.leave()


def test_the_command_palette_says_where_a_short_word_belongs(opened: Open) -> None:
    from opsdesigner.app.commands.search import entries

    texts = [entry.text for entry in entries(opened())]
    assert "Export as SVG…" in texts
    assert "Theme: Dark" in texts


@pytest.mark.parametrize("first", ["Short", ""])
def test_a_long_name_has_room_and_no_scroll_bars(opened: Open, first: str) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    model, diagram = window.view.model, window.view.diagram
    place(model, diagram, VARIANTS["task"], 300, 200, name="Short")
    long = "A name so long that it needs two lines of the card at least"
    place(model, diagram, VARIANTS["task"], 500, 200, name=long)
    if first:
        chosen(window, first)
    chosen(window, long)
    rows = window.card.rows
    assert rows is not None
    name = rows.name
    assert soon(lambda: name.geometry().bottom() < rows._body.geometry().top())
    assert not name.verticalScrollBar().isVisible() and not name.horizontalScrollBar().isVisible()
    assert name.document().size().height() >= 2
    assert name.viewport().height() >= 2 * name.fontMetrics().lineSpacing()
    assert rows.height() == rows.heightForWidth(rows.width())


def test_a_thing_without_facts_has_a_card_too(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    place(window.view.model, window.view.diagram, VARIANTS["startEvent"], 300, 200, name="Go")
    chosen(window, "Go")
    rows = window.card.rows
    assert rows is not None
    for part in (rows.kind, rows.name, rows.all):
        assert window.card.rect().contains(part.mapTo(window.card, part.rect().bottomRight())), part
