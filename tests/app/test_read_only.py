"""A window that may only read: nothing in it changes the document, all else goes on; how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton

from opsdesigner.app.keeping import filing
from opsdesigner.app.main import Program
from opsdesigner.app.organisation.below import RACI
from opsdesigner.app.outline.panel import TREE
from opsdesigner.app.side import INSPECTOR, OUTLINE
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.draw import rename
from opsdesigner.safety.lock import Lock, take_document

from .conftest import Open, node_of, shape_named
from .hands import CTRL, Hands, Key
from .test_filing import change
from .test_keeping import is_safe, notice


@pytest.fixture
def lock(sample: Path) -> Iterator[Lock]:
    """Somebody else has it open."""
    found = take_document(sample)
    yield found
    found.release()


@pytest.fixture
def window(opened: Open, sample: Path, lock: Lock) -> MainWindow:
    return opened(sample)


def press(window: MainWindow, name: str) -> None:
    button = window.notice.findChild(QPushButton, name)
    assert button is not None, name
    button.click()
    QApplication.processEvents()


def test_the_second_opener_is_told_who_has_it_and_reads(window: MainWindow, sample: Path) -> None:
    assert "is open elsewhere" in notice(window) and "since" in notice(window)
    assert window.document is not None and window.document.path == sample
    assert "(read only)" in window.windowTitle()


def test_no_key_and_no_hand_changes_anything(window: MainWindow) -> None:
    model, view, hands = window.view.model, window.view, Hands(window)
    before = dict(model.records)
    x, y = hands.middle("Check order")
    hands.click(x, y)
    assert hands.selected() == "Check order"
    for letter in "aceflnoprsx?+-123":
        QTest.keyClick(view, letter)
    for key in (Key.Key_Return, Key.Key_Tab, Key.Key_Delete, Key.Key_Backspace, Key.Key_F2):
        view.setFocus()
        view.select({shape_named(window, "Check order")})
        hands.key(key)
    for key in (Key.Key_X, Key.Key_V, Key.Key_D, Key.Key_Z):
        hands.key(key, CTRL)
    hands.drag((x, y), (x + 200, y + 100))
    hands.double_click(x, y)
    corner = QPoint(5, 5)
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, corner, view.mapToGlobal(corner)))
    hands.type("/Sales: More")
    assert dict(model.records) == before and not model.can_undo
    assert not view.pad.isVisible() and not view.chooser.isVisible() and not view.editing()
    assert view.tool == "lasso"  # which only selects; the other letters did nothing


def test_every_action_that_could_is_off_and_the_rest_is_on(window: MainWindow) -> None:
    window.view.select({shape_named(window, "Check order")})
    window.refresh()
    on = {id for id, action in window.actions_by_id.items() if action.isEnabled()}
    assert {"zoomIn", "fit", "find", "copy", "selectAll", "exportPng", "print", "saveAs", "commands", "close"} <= on
    model, before = window.view.model, dict(window.view.model.records)
    for id in (
        "tidy",
        "owner",
        "append",
        "newDiagram",
        "importPeople",
        "replace",
        "lanesByOwner",
        "writeLine",
        "paste",
    ):
        assert id not in on, id
        window.actions_by_id[id].trigger()
    assert dict(model.records) == before


def test_a_key_says_why_nothing_happens(window: MainWindow) -> None:
    window.view.setFocus()
    window.view.select({shape_named(window, "Check order")})
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert "can only be read here" in window.view._said


def test_the_last_door_is_shut(window: MainWindow) -> None:
    with pytest.raises(Refusal):
        rename(window.view.model, shape_named(window, "Check order"), "Other")
    assert shape_named(window, "Check order")


def test_no_panel_changes_anything(window: MainWindow) -> None:
    model = window.view.model
    before = dict(model.records)
    window.view.select({shape_named(window, "Check order")})
    window.actions_by_id["raci"].trigger()
    table = window.below.panel(RACI).table
    for letter in "raci":
        QTest.keyClick(table, letter)
    QTest.keyClick(table, Key.Key_Delete)
    window.side.show_page(OUTLINE)
    window.side.outline.choose(TREE)
    rows = window.side.outline.list.rows
    step = rows.index_of(node_of(window, shape_named(window, "Check order")).id)
    assert step.isValid() and not rows.setData(step, "Other")
    window.side.show_page(INSPECTOR)
    window.view.select({shape_named(window, "Check order")})
    window.side.inspector.update_now()
    title = window.side.inspector.findChild(QPlainTextEdit, "titleEdit")
    assert title is not None and not title.isEnabled()
    assert not window.side.outline.text.isEnabled() and not window.capture_bar.isEnabled()
    assert dict(model.records) == before and not model.can_undo


def test_what_slips_through_is_told_and_not_reported(window: MainWindow, state_folder: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window.activateWindow()
    QApplication.processEvents()
    try:
        rename(window.view.model, shape_named(window, "Check order"), "Other")
    except Refusal as refusal:
        Program(app).oops(Refusal, refusal, None)
    assert "can only be read here" in window.view._said and not (state_folder / "reports").exists()


def test_looking_goes_on(window: MainWindow) -> None:
    hands, view = Hands(window), window.view
    x, y = hands.middle("Check order")
    hands.click(x, y)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert hands.selected() != "Check order"
    corner = view.to_diagram(0, 0)
    hands.drag((x, y), (x + 60, y + 20))
    assert view.to_diagram(0, 0) != corner
    zoom = view.zoom
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > zoom


def test_a_copy_is_edited_and_never_overwrites(window: MainWindow, sample: Path, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    press(window, "workInCopy")
    assert notice(window) == "" and window.title().endswith("(copy)") and window.document.path is None  # type: ignore[union-attr]
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    before = sample.read_bytes()
    window.actions_by_id["save"].trigger()
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "mine.bpmn"))
    dialog.close()
    qtbot.waitUntil(lambda: not window.saving and not window.isWindowModified())
    assert sample.read_bytes() == before and b"Look at the order" in (tmp_path / "mine.bpmn").read_bytes()


def test_once_the_other_has_gone_it_is_edited_here(window: MainWindow, sample: Path, lock: Lock, qtbot) -> None:  # type: ignore[no-untyped-def]
    press(window, "tryAgain")
    assert "is open elsewhere" in notice(window) and window.read_only.why
    lock.release()
    press(window, "tryAgain")
    assert notice(window) == "" and not window.read_only.why and "(read only)" not in window.windowTitle()
    change(window)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving)
    assert b"Look at the order" in sample.read_bytes()


def test_saved_under_another_name_it_can_be_edited(window: MainWindow, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window.actions_by_id["saveAs"].trigger()
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "mine.bpmn"))
    dialog.close()
    qtbot.waitUntil(lambda: not window.saving and not window.read_only.why)
    change(window)
    assert window.isWindowModified()


def test_a_file_that_may_not_be_written_is_edited_and_kept(
    opened: Open,
    sample: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot,  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setattr(filing, "_writable", lambda path: path != sample)
    window = opened(sample)
    assert "You may not write to order-fulfilment.bpmn" in notice(window) and not window.read_only.why
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    window.actions_by_id["save"].trigger()
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.reject()
    assert window.isWindowModified()
