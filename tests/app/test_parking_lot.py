"""The parking lot below the outline: what is said lands there, and keys, clicks and drags do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from opsdesigner.app.outline.parking_lot import ParkingLot
from opsdesigner.app.side import OUTLINE
from opsdesigner.app.window import MainWindow
from opsdesigner.capture.whole import capture
from opsdesigner.edit import pages, parking
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.parked import home_of, is_idea, parked, tied_to

from .bar import Bar
from .conftest import Open, shape_named
from .hands import CTRL, Hands, Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def lot_of(window: MainWindow) -> ParkingLot:
    found = window.findChild(ParkingLot, "parkingLot")
    assert isinstance(found, ParkingLot)
    return found


def step(window: MainWindow, name: str) -> Id:
    assert window.document is not None
    return next(node.id for node in window.document.model.all(Node) if node.name == name)


def said(window: MainWindow) -> list[tuple[str, str, bool]]:
    """What is parked in the document: text, what it is tied to, whether it is an idea."""
    assert window.document is not None
    model = window.document.model
    return [(node.name, title(model, tied_to(model, node.id)), is_idea(node)) for node in parked(model)]


def listed(lot: ParkingLot) -> list[tuple[str, str]]:
    settled()
    lot.fill()
    return [(row.text, row.where) for row in lot.rows.rows]


def settled() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A process of four steps."""
    text = "# Order fulfilment\nSales: Check order\nStores: Check stock\nPick goods\nShipping: Pack bikes\nend\n"
    model = Model()
    capture(model, text)
    path = tmp_path / "orders.bpmn"
    path.write_bytes(bpmn.write(bpmn.empty(), model.records))
    return path


@pytest.fixture
def window(opened: Open, file: Path) -> MainWindow:
    """The same with a problem and an idea at "Check stock", a problem at "Pick goods" and one of no step."""
    made = opened(file)
    assert made.document is not None
    model = made.document.model
    for text, name, idea in (
        ("Count is often wrong", "Check stock", False),
        ("Could sales see it live?", "Check stock", True),
        ("Too dark", "Pick goods", False),
    ):
        parking.park(model, text, idea, step(made, name))
    process = next(node.id for node in model.all(Node) if node.kind == "process" and node.name)
    parking.park(model, "Nobody reads the report", of=process)
    return made


@pytest.fixture
def lot(window: MainWindow) -> ParkingLot:
    """The list with the keyboard in it."""
    window.actions_by_id["parkingLot"].trigger()
    settled()
    return lot_of(window)


def row(lot: ParkingLot, text: str) -> None:
    """Puts the cursor on an entry by the arrow keys."""
    hands = Hands(lot._window)
    hands.key(Key.Key_Home)
    for _ in range(len(lot.rows.rows)):
        current = lot.current()
        if current is not None and current.text == text:
            return
        hands.key(Key.Key_Down)
    raise AssertionError(text)


def test_it_is_opened_by_its_key_and_lists_all_with_what_it_is_tied_to(window: MainWindow) -> None:
    lot = lot_of(window)
    assert not lot.isVisible()
    Hands(window).key(Key.Key_Y, CTRL | Qt.KeyboardModifier.ShiftModifier)
    settled()
    assert lot.isVisible() and lot.list.hasFocus()
    assert window.side.showing(OUTLINE)
    assert lot.count.text() == "4"
    assert listed(lot) == [
        ("Count is often wrong", "Check stock"),
        ("Could sales see it live?", "Check stock"),
        ("Too dark", "Pick goods"),
        ("Nobody reads the report", "Not tied to a step"),
    ]


def test_nothing_parked_says_how_to_begin(opened: Open, file: Path) -> None:
    window = opened(file)
    window.actions_by_id["parkingLot"].trigger()
    lot = lot_of(window)
    assert lot.empty.isVisible() and not lot.list.isVisible()
    assert lot.empty.text() == "Nothing parked. Type ?? and what somebody said."
    assert lot.height() < 120
    Hands(window).key(Key.Key_Slash)
    Bar(window).say("?? Who does it?")
    assert [text for text, _ in listed(lot)] == ["Who does it?"]
    assert lot.list.isVisible() and not lot.empty.isVisible()


def test_what_is_said_of_the_current_step_is_tied_to_it(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    bar = Bar(window)
    bar.key(Key.Key_Slash)
    bar.talk("?? Why at all?\nSales: Check order\n?? Nobody knows the prices\n!! A list on the web\nPick goods")
    assert said(window) == [
        ("Why at all?", "", False),
        ("Nobody knows the prices", "Check order", False),
        ("A list on the web", "Check order", True),
    ]
    before = said(window)
    bar.view.select({shape_named(window, "Check order")})
    bar.say("?? Sales is away on Mondays")
    assert said(window) == [*before, ("Sales is away on Mondays", "Check order", False)]
    bar.key(Key.Key_Z, CTRL)
    assert said(window) == before


def test_when_the_talk_jumps_nothing_is_lost(window: MainWindow) -> None:
    """To another page, to a page without a step, to where the current step is gone."""
    assert window.document is not None
    bar, model, before = Bar(window), window.document.model, said(window)
    first = bar.view.diagram
    bar.view.setFocus()
    bar.view.select({shape_named(window, "Pack bikes")})
    bar.key(Key.Key_Slash)
    bar.say("?? Heavy")
    second = pages.add_page(model, "Returns")
    window.twin.go_to(second)
    bar.say("?? Who takes them back?")
    window.twin.go_to(first)
    bar.view.setFocus()
    bar.view.select({shape_named(window, "Pack bikes")})
    bar.key(Key.Key_Slash)
    remove(model, [shape_named(window, "Pack bikes")])
    bar.say("!! Two drivers")
    new = said(window)[len(before) :]
    assert [(text, on) for text, on, _ in new[:2]] == [("Heavy", ""), ("Who takes them back?", "")]
    assert new[2][0] == "Two drivers"
    homes = [home_of(model, node.id) for node in parked(model)[len(before) :]]
    assert homes[1] == model[second].root  # type: ignore[union-attr]
    assert homes[0] == homes[2] == home_of(model, parked(model)[0].id)


def test_a_step_is_cut_and_pasted_with_what_is_said_of_it(window: MainWindow) -> None:
    hands, before = Hands(window), said(window)
    window.view.setFocus()
    window.view.select({shape_named(window, "Pick goods")})
    hands.key(Key.Key_X, CTRL)
    assert ("Too dark", "", False) in said(window)
    hands.key(Key.Key_V, CTRL)
    assert said(window) == before
    hands.key(Key.Key_V, CTRL)
    assert said(window) == before
    for _ in range(3):
        hands.key(Key.Key_Z, CTRL)
    assert said(window) == before
    window.view.select({shape_named(window, "Pick goods")})
    hands.key(Key.Key_D, CTRL)
    assert said(window) == before


def test_where_no_page_shows_a_process_it_is_kept_with_the_document(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    bar = Bar(window)
    assert window.document is not None
    model = window.document.model
    bar.view.place_variant("closedPool", QPointF(300, 200))
    bar.key(Key.Key_Escape)
    processes = [node.id for node in model.all(Node) if node.kind == "process"]
    bar.key(Key.Key_Slash)
    bar.say("?? Who delivers?")
    assert said(window) == [("Who delivers?", "", False)]
    assert [node.id for node in model.all(Node) if node.kind == "process"] == processes
    bar.say("!! Ask the baker")
    assert len(said(window)) == 2


def test_enter_goes_to_the_step_and_the_selection_marks_its_entries(window: MainWindow, lot: ParkingLot) -> None:
    hands = Hands(window)
    row(lot, "Too dark")
    hands.key(Key.Key_Return)
    assert window.view.hasFocus()
    assert window.view.selection() == {shape_named(window, "Pick goods")}
    window.view.select({shape_named(window, "Check stock")})
    settled()
    assert [row.text for row in lot.rows.rows if row.id in lot.chosen()] == [
        "Count is often wrong",
        "Could sales see it live?",
    ]
    window.view.select(())
    settled()
    assert lot.chosen() == []


def test_arrows_select_the_step_and_keep_the_keyboard(window: MainWindow, lot: ParkingLot) -> None:
    row(lot, "Too dark")
    settled()
    assert window.twin.process.view.selection() == {shape_named(window, "Pick goods")}
    assert lot.list.hasFocus()
    Hands(window).key(Key.Key_Escape)
    assert window.view.hasFocus()


def test_f2_says_it_otherwise_in_place(window: MainWindow, lot: ParkingLot) -> None:
    hands = Hands(window)
    row(lot, "Too dark")
    hands.key(Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hands.key(Key.Key_End)
    hands.type(" in winter")
    hands.key(Key.Key_Return)
    assert ("Too dark in winter", "Pick goods", False) in said(window)
    row(lot, "Nobody reads the report")
    hands.key(Key.Key_Return)  # nothing to go to
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hands.key(Key.Key_Escape)
    assert lot.list.hasFocus()
    hands.key(Key.Key_Z, CTRL)
    assert ("Too dark", "Pick goods", False) in said(window)


def test_keys_turn_untie_tie_and_take_away_each_as_one_step(window: MainWindow, lot: ParkingLot) -> None:
    hands, before = Hands(window), said(window)
    row(lot, "Too dark")
    hands.key(Key.Key_I)
    assert ("Too dark", "Pick goods", True) in said(window)
    hands.key(Key.Key_U)
    assert ("Too dark", "", True) in said(window)
    assert window.document is not None
    window.twin.process.view.select({shape_named(window, "Pack bikes")})
    settled()
    row(lot, "Too dark")
    hands.key(Key.Key_T)
    assert ("Too dark", "Pack bikes", True) in said(window)
    hands.key(Key.Key_Delete)
    assert len(said(window)) == 3
    assert lot.current() is not None and lot.list.hasFocus()
    for _ in range(4):
        hands.key(Key.Key_Z, CTRL)
    assert said(window) == before


def test_its_menu_does_the_same_and_offers_only_what_can_be_done(window: MainWindow, lot: ParkingLot) -> None:
    row(lot, "Nobody reads the report")
    window.twin.process.view.select(())
    settled()
    row(lot, "Nobody reads the report")
    lot.list.open_menu(QPoint(5, 5))
    menu = lot.list.findChild(QMenu, "parkingMenu")
    assert menu is not None
    able = {action.objectName(): action.isEnabled() for action in menu.actions()}
    assert able == {
        "parking.go": True,
        "parking.edit": True,
        "parking.turn": True,
        "parking.tie": False,
        "parking.untie": False,
        "parking.take": True,
    }
    next(action for action in menu.actions() if action.objectName() == "parking.turn").trigger()
    menu.close()
    assert ("Nobody reads the report", "", True) in said(window)


def test_dragged_onto_a_step_it_is_tied_to_it(window: MainWindow, lot: ParkingLot) -> None:
    row(lot, "Nobody reads the report")
    data = lot.rows.mimeData(lot.list.selectionModel().selectedIndexes())
    view = window.twin.process.view
    shape = view.display.shapes[shape_named(window, "Pick goods")]
    at = view.to_view(shape.x + shape.w / 2, shape.y + shape.h / 2)
    _drag(view, data, at)
    assert ("Nobody reads the report", "Pick goods", False) in said(window)
    window.document.model.undo()  # type: ignore[union-attr]
    nowhere = view.to_view(shape.x - 20, shape.y + shape.h + 30)
    before = said(window)
    _drag(view, data, nowhere)
    assert said(window) == before


def _drag(view: object, data: QMimeData, at: QPointF) -> None:
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(at.toPoint(), copy, data, left, plain),
        QDragMoveEvent(at.toPoint(), copy, data, left, plain),
        QDropEvent(at, copy, data, left, plain),
    ):
        QApplication.sendEvent(view, event)  # type: ignore[arg-type]


def test_a_click_on_a_pin_opens_the_list_at_its_entries(window: MainWindow) -> None:
    view = window.twin.process.view
    view.zoom_at(1.0, QPointF(view.rect().center()))
    shape = view.display.shapes[shape_named(window, "Check stock")]
    view.show_around((shape.x, shape.y - 60, shape.x + shape.w, shape.y + shape.h))
    hands = Hands(window)
    hands.view = view
    hands.click(shape.x + shape.w, shape.y - 15)
    settled()
    lot = lot_of(window)
    assert lot.isVisible() and lot.list.hasFocus()
    assert len(lot.chosen()) == 2
    assert view.selection() == {shape.id}


def test_this_process_comes_first_then_the_others_by_name(window: MainWindow, lot: ParkingLot) -> None:
    assert window.document is not None
    model = window.document.model
    here = listed(lot)
    for name in ("Zoo", "Ants"):
        page = pages.add_page(model, name)
        process = model[page].root  # type: ignore[union-attr]
        parking.park(model, f"In {name}", of=process)
    parking.park(model, "Anywhere")
    heads = [row.text for row in lot.rows.rows if not row.id] if listed(lot) else []
    assert heads == ["Order fulfilment", "Ants", "Zoo", "Of no process"]
    assert listed(lot)[1:5] == here
    assert lot.count.text() == "7"
    row(lot, "In Ants")  # the keys go past the headings
    window.twin.go_to(page)
    settled()
    assert listed(lot)[0][0] == "Ants"


def test_a_step_that_goes_leaves_its_problem_in_the_list(window: MainWindow, lot: ParkingLot) -> None:
    assert window.document is not None
    window.view.setFocus()
    window.twin.process.view.select({shape_named(window, "Pick goods")})
    Hands(window).key(Key.Key_Delete)
    assert ("Too dark", "Not tied to a step, was at “Pick goods”") in listed(lot)
    Hands(window).key(Key.Key_Z, CTRL)
    assert ("Too dark", "Pick goods") in listed(lot)


def test_folded_only_its_head_is_left_and_that_is_remembered(window: MainWindow, lot: ParkingLot) -> None:
    before = lot.height()
    lot.head.click()
    settled()
    assert not lot.list.isVisible() and lot.height() < 60 < before
    assert not window.settings.flag("view/parkingLot", True)
    lot.head.click()
    settled()
    assert lot.list.isVisible()
    assert lot.height() == before


def test_add_a_problem_begins_a_line_about_the_selected_step(window: MainWindow) -> None:
    bar = Bar(window)
    bar.view.setFocus()
    bar.view.select({shape_named(window, "Pack bikes")})
    window.actions_by_id["problem"].trigger()
    assert bar.field.hasFocus() and bar.field.text() == "?? "
    window.actions_by_id["idea"].trigger()
    assert bar.field.text() == "!! "
    bar.say("Bigger boxes")
    assert ("Bigger boxes", "Pack bikes", True) in said(window)


def test_what_is_of_no_step_stays_when_the_outline_is_edited(window: MainWindow, lot: ParkingLot) -> None:
    editor = window.side.outline.text.editor
    texts = editor.texts()
    assert "?? Nobody reads the report" in texts
    at = next(number for number, text in enumerate(texts) if "Check order" in text)
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(at).position() + len(texts[at]))
    editor.setTextCursor(cursor)
    before = said(window)
    Hands(window).type(" today")
    assert window.side.outline.text.take()
    assert "Sales: Check order today" in editor.texts()
    assert said(window) == before


def test_the_menu_of_a_step_offers_both_and_that_of_a_lane_neither(window: MainWindow) -> None:
    view = window.twin.process.view

    def offered(name: str) -> list[str]:
        view.select({shape_named(window, name)})
        view.open_pad_menu(QPoint(40, 40))
        menu = view.findChild(QMenu, "canvasMenu")
        assert menu is not None
        texts = [action.text().partition("\t")[0] for action in menu.actions()]
        found = [text for text in texts if text.startswith("Add a")]
        if found and name == "Pack bikes":
            next(action for action in menu.actions() if action.text().startswith("Add an idea")).trigger()
        menu.close()
        menu.setParent(None)
        return found

    assert offered("Stores") == []
    assert offered("Pack bikes") == ["Add a problem", "Add an idea"]
    assert window.capture_bar.line.text() == "!! "
    Bar(window).say("Bigger boxes")
    assert ("Bigger boxes", "Pack bikes", True) in said(window)
