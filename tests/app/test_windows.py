"""Several windows: opened, closed and quit without losing work."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from opsdesigner.app.keeping import filing
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import rename

from .conftest import Open, shape_named

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.fixture
def both(opened: Open, sample: Path, tmp_path: Path) -> list[MainWindow]:
    """Two windows on two files, both changed."""
    other = Path(shutil.copy(sample, tmp_path / "other.bpmn"))
    window = opened(sample, other)
    windows = sorted(window.others(), key=lambda each: each.title())
    for each in windows:
        rename(each.view.model, shape_named(each, "Check order"), "Look at the order")
    QApplication.processEvents()
    return windows


def asked(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible()]


def press(box: QMessageBox, name: str) -> None:
    button = box.findChild(QPushButton, name)
    assert button is not None
    button.click()
    QApplication.processEvents()


def test_a_file_that_is_open_comes_to_the_front(both: list[MainWindow]) -> None:
    first, second = both
    assert second.document is not None and second.document.path is not None
    assert filing.open_path(first, second.document.path)
    assert len(first.others()) == 2


def test_the_same_file_by_another_way_is_the_same(both: list[MainWindow], tmp_path: Path) -> None:
    first, second = both
    assert second.document is not None and second.document.path is not None
    crooked = tmp_path / "x" / ".." / second.document.path.name
    (tmp_path / "x").mkdir()
    assert filing.open_path(first, crooked)
    assert len(first.others()) == 2


def test_quit_asks_for_each_and_cancel_keeps_all(both: list[MainWindow]) -> None:
    first, _ = both
    first.actions_by_id["quit"].trigger()
    QApplication.processEvents()
    boxes = [box for window in both for box in asked(window)]
    assert len(boxes) == 1
    press(boxes[0], "cancel")
    assert [box for window in both for box in asked(window)] == []
    for window in both:
        assert window.isVisible()
        assert window.isWindowModified()


def test_quit_goes_on_with_the_next_after_an_answer(both: list[MainWindow], qtbot) -> None:  # type: ignore[no-untyped-def]
    first, second = both
    paths = [window.document.path for window in both if window.document and window.document.path]
    before = paths[0].read_bytes()
    first.actions_by_id["quit"].trigger()
    (box,) = [box for window in both for box in asked(window)]
    asker = next(window for window in both if asked(window))
    assert asker.document is not None
    saved = asker.document.path
    press(box, "save")
    qtbot.waitUntil(lambda: bool(asked(first) or asked(second)))
    assert first.isVisible() and second.isVisible()
    rest = next(window for window in both if asked(window))
    assert rest.document is not None
    left = rest.document.path
    (box,) = asked(rest)
    press(box, "dontSave")
    qtbot.waitUntil(lambda: all(window.closed for window in both))
    assert saved is not None and left is not None
    assert saved.read_bytes() != before
    assert left.read_bytes() == before


def test_closing_one_leaves_the_other(both: list[MainWindow]) -> None:
    first, second = both
    first.close()
    (box,) = asked(first)
    press(box, "dontSave")
    assert first.closed
    assert second.isVisible()
    assert second.isWindowModified()


def test_a_window_asks_only_once(both: list[MainWindow]) -> None:
    first, _ = both
    first.close()
    first.close()
    assert len(asked(first)) == 1
    press(asked(first)[0], "cancel")


def test_changes_made_while_saving_belong_to_the_next_save(both: list[MainWindow], qtbot) -> None:  # type: ignore[no-untyped-def]
    first, second = both
    first.actions_by_id["save"].trigger()
    second.actions_by_id["save"].trigger()
    rename(first.view.model, shape_named(first, "Pick goods"), "Take goods")
    qtbot.waitUntil(lambda: not first.saving and not second.saving)
    assert first.isWindowModified()
    assert not second.isWindowModified()


@pytest.mark.parametrize("action", ["saveAs", "saveCopy"])
def test_a_file_open_in_another_window_is_not_written_over(both: list[MainWindow], action: str) -> None:
    first, second = both
    assert first.document is not None and second.document is not None and second.document.path is not None
    theirs = second.document.path.read_bytes()
    first.actions_by_id[action].trigger()
    dialog = first.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(second.document.path))
    dialog.close()
    said = first.findChild(QMessageBox, "sentence")
    assert said is not None and second.document.path.name in said.text()
    assert not first.saving
    assert second.document.path.read_bytes() == theirs
    assert first.document.path != second.document.path


def test_what_a_closed_window_held_can_be_swept_up(opened: Open, sample: Path, tmp_path: Path) -> None:
    """The others stay open: nothing else would ever look through it."""
    opened(sample)
    window = opened(Path(shutil.copy(sample, tmp_path / "other.bpmn")))
    assert gc.get_freeze_count() > 0
    window.close_now()
    assert gc.get_freeze_count() == 0
