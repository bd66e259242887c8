"""Who does what and where work changes hands: the panels below, by keyboard and mouse, and what goes out of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from opsdesigner.app.organisation.below import HANDOVERS, RACI
from opsdesigner.app.organisation.handover_panel import HandoverPanel
from opsdesigner.app.organisation.matrix_table import level
from opsdesigner.app.organisation.raci_panel import RaciPanel
from opsdesigner.app.window import MainWindow
from opsdesigner.files import bpmn
from opsdesigner.files.document import Document
from opsdesigner.model import Link, Model, Node
from opsdesigner.model.queries import subject, title
from opsdesigner.notation.ownership import assignments, letter_of, letters, owner_of

from .conftest import Open, shape_named

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    return opened(sample)


def raci(window: MainWindow) -> RaciPanel:
    if not window.below.showing(RACI):
        window.actions_by_id["raci"].trigger()
    panel = window.below.panel(RACI)
    assert isinstance(panel, RaciPanel)
    QApplication.processEvents()
    return panel


def handovers(window: MainWindow) -> HandoverPanel:
    window.actions_by_id["handovers"].trigger()
    panel = window.below.panel(HANDOVERS)
    assert isinstance(panel, HandoverPanel)
    QApplication.processEvents()
    return panel


def node(model: Model, name: str, *kinds: str) -> str:
    return next(
        each.id for each in model.all(Node) if title(model, each.id) == name and (not kinds or each.kind in kinds)
    )


def go(panel: RaciPanel, step: str, role: str) -> tuple[str, str]:
    """Makes the place of a step and a role the current one; returns their ids."""
    model = panel.model
    assert model is not None
    ids = node(model, step), node(model, role, "role", "unit", "person")
    row, column = panel.grid_model.grid.steps.index(ids[0]), panel.grid_model.look.ids.index(ids[1])
    panel.table.setCurrentIndex(panel.grid_model.index(row, column))
    return ids


def shown(panel: RaciPanel) -> dict[tuple[str, str], str]:
    """What stands in the grid, by step and role."""
    model, found = panel.grid_model, {}
    for row in range(model.rowCount()):
        for column in range(model.columnCount() - 1):
            if said := model.data(model.index(row, column)):
                found[model.grid.steps[row], model.look.ids[column]] = said
    return found


def wanted(panel: RaciPanel) -> dict[tuple[str, str], str]:
    """What the document says."""
    model = panel.model
    assert model is not None
    steps = panel.grid_model.grid.steps
    return {(step, who): said for step in steps for who, said in letters(model, step).items() if said}


# the grid


def test_the_grid_shows_what_the_document_says(window: MainWindow) -> None:
    panel = raci(window)
    assert shown(panel) == wanted(panel) != {}
    assert panel.process.currentText() == "Order fulfilment" and window.below.isVisible()
    assert QApplication.focusWidget() is panel.table


@pytest.mark.parametrize("letter", ["A", "C", "I"])
def test_a_letter_is_typed_and_taken_back(window: MainWindow, letter: str) -> None:
    panel = raci(window)
    step, role = go(panel, "Send invoice", "Stores")
    before = dict(window.view.model.records)
    QTest.keyClick(panel.table, letter.lower())
    assert letter in letters(window.view.model, step)[role] and shown(panel) == wanted(panel)
    QTest.keyClick(panel.table, letter.lower())
    assert role not in letters(window.view.model, step)
    window.view.model.undo()
    window.view.model.undo()
    assert dict(window.view.model.records) == before


def test_an_owner_is_typed_and_the_lane_takes_it_back(window: MainWindow) -> None:
    panel, model = raci(window), window.view.model
    step, stores = go(panel, "Check order", "Stores")
    sales = owner_of(model, step)
    QTest.keyClick(panel.table, "r")
    assert owner_of(model, step) == stores and shown(panel) == wanted(panel)
    go(panel, "Check order", "Sales")
    QTest.keyClick(panel.table, "r")
    assert owner_of(model, step) == sales
    assert not any(letter_of(link) == "R" for link in assignments(model, step))


def test_what_the_lane_says_cannot_be_typed_away(window: MainWindow) -> None:
    panel, model = raci(window), window.view.model
    go(panel, "Check order", "Sales")
    before = dict(model.records)
    for key in ("r", Key.Key_Delete):
        QTest.keyClick(panel.table, key)
        assert dict(model.records) == before and "by lane" in window.status.hint.text()
        window.status.hint.clear()


def test_delete_takes_all_letters_of_a_place_and_the_column_stays(window: MainWindow) -> None:
    panel, model = raci(window), window.view.model
    step, role = go(panel, "Send invoice", "Managing director")
    for key in "ci":
        QTest.keyClick(panel.table, key)
    assert letters(model, step)[role] == "CI"
    columns = panel.grid_model.columnCount()
    QTest.keyClick(panel.table, Key.Key_Delete)
    assert role not in letters(model, step) and panel.grid_model.columnCount() == columns
    model.undo()
    assert letters(model, step)[role] == "CI"


def test_one_more_beside_with_shift(window: MainWindow) -> None:
    panel, model = raci(window), window.view.model
    step, one = go(panel, "Pick goods", "Sales")
    QTest.keyClick(panel.table, "a")
    _, other = go(panel, "Pick goods", "Shipping")
    QTest.keyClick(panel.table, "A", Qt.KeyboardModifier.ShiftModifier)
    assert "A" in letters(model, step)[one] and "A" in letters(model, step)[other]
    row = panel.grid_model.grid.steps.index(step)
    assert panel.grid_model.data(panel.grid_model.index(row, panel.grid_model.columnCount() - 1)) == "two answer for it"
    _, third = go(panel, "Pick goods", "Finance")
    QTest.keyClick(panel.table, "a")  # without it, it goes from one to the other
    assert "A" in letters(model, step)[third] and one not in letters(model, step)


def test_arrows_move_and_enter_opens_the_letters(window: MainWindow, qtbot: object) -> None:
    panel, model = raci(window), window.view.model
    step, role = go(panel, "Send invoice", "Sales")
    QTest.keyClick(panel.table, Key.Key_Right)
    QTest.keyClick(panel.table, Key.Key_Left)
    QTest.keyClick(panel.table, Key.Key_Return)
    menu = panel.findChild(QMenu, "lettersMenu")
    assert menu is not None and menu.isVisible()
    asked = next(action for action in menu.actions() if action.text().startswith("C"))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(asked).center())
    assert letters(model, step)[role] == "C"


def test_selection_goes_with_the_canvas_both_ways(window: MainWindow) -> None:
    panel = raci(window)
    window.view.select({shape_named(window, "Pack bikes")})
    QApplication.processEvents()
    assert panel.grid_model.step(panel.table.currentIndex()) == node(window.view.model, "Pack bikes")
    go(panel, "Check stock", "Sales")
    chosen = subject(window.view.model, next(iter(window.view.selection())))
    assert chosen is not None and chosen.name == "Check stock"
    assert QApplication.focusWidget() is panel.table


def test_a_role_is_added_by_name(window: MainWindow) -> None:
    panel, model = raci(window), window.view.model
    with model.change("Role"):
        model.put(Node("auditor", "role", "Auditor"))
    panel.add.setFocus()
    QTest.keyClicks(panel.add, "auditor")
    QTest.keyClick(panel.add, Key.Key_Return)
    assert panel.grid_model.look.ids[-1] == "auditor" and QApplication.focusWidget() is panel.table
    QTest.keyClick(panel.table, "c")
    step = panel.grid_model.step(panel.table.currentIndex())
    assert letters(model, step)["auditor"] == "C"
    panel.add.setFocus()
    QTest.keyClicks(panel.add, "nobody")
    QTest.keyClick(panel.add, Key.Key_Return)
    assert "Nobody is called “nobody”" in window.status.hint.text()


def test_the_grid_follows_the_document(window: MainWindow, qtbot: object) -> None:
    panel, model = raci(window), window.view.model
    rows = panel.grid_model.rowCount()
    with model.change("Gone"):
        model.remove(node(model, "Pick goods"))
    qtbot.waitUntil(lambda: panel.grid_model.rowCount() == rows - 1)  # type: ignore[attr-defined]
    assert shown(panel) == wanted(panel)


def test_without_steps_the_panel_says_so(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    panel = raci(window)
    assert panel.none.isVisible() and not panel.table.isVisible()


# many edits


def test_grid_canvas_and_owners_agree_after_any_edits(window: MainWindow) -> None:
    """Letters typed anywhere, steps moved, undone and done again: the grid says what the document says."""
    panel, model = raci(window), window.view.model
    rows, columns = panel.grid_model.rowCount(), panel.grid_model.columnCount() - 1

    @given(st.lists(st.tuples(st.sampled_from("RACIraciXUY"), st.integers(0, rows - 1), st.integers(0, columns - 1))))
    @settings(max_examples=20)
    def agree(edits: list[tuple[str, int, int]]) -> None:
        start, done, undone = dict(model.records), 0, 0
        for key, row, column in edits:
            before = model.moment
            if key in "UY":
                if key == "U" and done:
                    model.undo()
                    done, undone = done - 1, undone + 1
                elif key == "Y" and undone:
                    model.redo()
                    done, undone = done + 1, undone - 1
                panel.fill()
            else:
                panel.table.setCurrentIndex(panel.grid_model.index(row, column))
                shift = Qt.KeyboardModifier.ShiftModifier if key.isupper() else Qt.KeyboardModifier.NoModifier
                QTest.keyClick(panel.table, Key.Key_Delete if key == "X" else key.lower(), shift)
                if model.moment is not before:
                    done, undone = done + 1, 0
            assert shown(panel) == wanted(panel)
            for step in panel.grid_model.grid.steps:
                owner = owner_of(model, step)
                assert not owner or "R" in panel.grid_model.grid.at(owner, step)
        again = bpmn.read(Document(bpmn.empty(), None, model.records.values()).snapshot().bytes())
        for step in panel.grid_model.grid.steps:
            assert owner_of(Model(again.records.values()), step) == owner_of(model, step)
        for _ in range(done):
            model.undo()
        panel.fill()
        assert dict(model.records) == start

    agree()


# lanes


def test_lanes_by_owner_are_made_and_taken_back(window: MainWindow) -> None:
    panel, model = raci(window), window.view.model
    step, shipping = go(panel, "Pick goods", "Shipping")
    QTest.keyClick(panel.table, "r")
    before = dict(model.records)
    window.twin.process.view.select({shape_named(window, "Pick goods")})
    window.actions_by_id["lanesByOwner"].trigger()
    lane = model.get(model[step].lane, Node)  # type: ignore[union-attr]
    assert lane is not None and lane.resource == shipping and model.undo_label == "Lanes by owner"
    model.undo()
    assert dict(model.records) == before


def test_lanes_of_nobody_are_refused_beside_the_canvas(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    before = dict(window.view.model.records)
    window.actions_by_id["lanesByUnit"].trigger()
    assert dict(window.view.model.records) == before and not window.view.model.can_undo


# out


def saved_as(window: MainWindow, do: Callable[[], object], path: Path) -> None:
    do()
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def test_the_grid_is_exported_and_copied(window: MainWindow, tmp_path: Path, qtbot: object) -> None:
    panel, path = raci(window), tmp_path / "raci.csv"
    saved_as(window, lambda: panel.write(".csv"), path)
    qtbot.waitUntil(lambda: "is written" in window.status.hint.text())  # type: ignore[attr-defined]
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Step,Sales,") and lines[1].startswith("Check order,R,")
    panel.copy()
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[1].startswith("Check order\tR\t")


def test_hand_overs_are_exported(window: MainWindow, tmp_path: Path, qtbot: object) -> None:
    panel, path = handovers(window), tmp_path / "hand-overs.csv"
    saved_as(window, lambda: panel.write(".csv"), path)
    qtbot.waitUntil(path.exists)  # type: ignore[attr-defined]
    assert "Sales" in path.read_text("utf-8-sig").splitlines()[0]


# hand-overs


def test_a_place_of_the_matrix_goes_through_its_flows(window: MainWindow) -> None:
    panel, model = handovers(window), window.view.model
    place = next(
        panel.matrix.index(row, column)
        for row in range(panel.matrix.rowCount())
        for column in range(panel.matrix.columnCount())
        if len(panel.matrix.flows(panel.matrix.index(row, column))) == 2
    )
    flows, at = panel.matrix.flows(place), panel.table.visualRect(place).center()
    visited = []
    for _ in range(3):
        QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
        chosen = subject(model, next(iter(window.view.selection())))
        assert isinstance(chosen, Link)
        visited.append(chosen.id)
    assert visited == [flows[0], flows[1], flows[0]] and panel.flows.count() == 2
    QTest.keyClick(panel.table, Key.Key_Return)
    assert subject(model, next(iter(window.view.selection()))).id == flows[1]  # type: ignore[union-attr]


def test_by_unit_and_by_process(window: MainWindow) -> None:
    panel = handovers(window)
    everywhere = sum(map(len, panel.matrix.found.flows.values()))
    panel.by.setCurrentIndex(1)
    panel.by.activated.emit(1)
    assert sum(map(len, panel.matrix.found.flows.values())) <= everywhere
    panel.process.setCurrentIndex(1)
    panel.process.activated.emit(1)
    assert panel.chosen() != "all"


def test_counts_are_told_apart_by_their_fills() -> None:
    assert [level(number, 5) for number in range(1, 6)] == [0, 1, 2, 3, 4]
    assert [level(number, 200) for number in (9, 12, 36, 64, 200)] == [0, 1, 2, 3, 4]
    assert all(level(1, most) == 0 and level(most, most) == 4 for most in (5, 12, 40, 150, 1000))


def test_the_panels_are_closed_by_their_key(window: MainWindow) -> None:
    raci(window)
    window.actions_by_id["raci"].trigger()
    assert not window.below.isVisible() and QApplication.focusWidget() is window.view
    raci(window)
    window.close_document()
    assert not window.below.isVisible()
