"""Saving and leaving: no path through the dialogs loses work."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from opsdesigner.app.keeping import filing
from opsdesigner.app.keeping.file_sentences import sentence
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import rename
from opsdesigner.safety import keeping

from .conftest import Open, shape_named


def change(window: MainWindow) -> None:
    rename(window.view.model, shape_named(window, "Check order"), "Look at the order")
    QApplication.processEvents()


def box(window: MainWindow, name: str) -> QMessageBox:
    found = window.findChild(QMessageBox, name)
    assert found is not None
    return found


def press(found: QMessageBox, name: str) -> None:
    button = found.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_save_writes_the_change_and_says_so(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    assert window.status.safe.text().endswith("Keeping…")
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving)
    assert b"Look at the order" in sample.read_bytes()
    assert not window.isWindowModified()
    assert "Safe" in window.status.safe.text()


def test_an_edit_while_saving_is_not_taken_for_saved(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    window.actions_by_id["save"].trigger()
    rename(window.view.model, shape_named(window, "Pick goods"), "Take goods")
    qtbot.waitUntil(lambda: not window.saving)
    assert window.isWindowModified()
    assert b"Take goods" not in sample.read_bytes()


def test_close_unchanged_asks_nothing(opened: Open, sample: Path) -> None:
    window = opened(sample)
    assert window.close()


def test_close_then_cancel_keeps_everything(opened: Open, sample: Path) -> None:
    window = opened(sample)
    change(window)
    assert not window.close()
    press(box(window, "unsaved"), "cancel")
    assert window.isVisible()
    assert window.isWindowModified()
    assert shape_named(window, "Look at the order")


def test_close_then_dont_save_leaves_the_file(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    before = sample.read_bytes()
    window = opened(sample)
    change(window)
    window.close()
    with qtbot.waitSignal(window.destroyed):
        press(box(window, "unsaved"), "dontSave")
    assert sample.read_bytes() == before


def test_close_then_save_closes_after_the_file_is_written(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    window.close()
    with qtbot.waitSignal(window.destroyed):
        press(box(window, "unsaved"), "save")
    assert b"Look at the order" in sample.read_bytes()


def test_a_failing_save_keeps_the_window(
    opened: Open,
    sample: Path,
    qtbot,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = sample.read_bytes()
    window = opened(sample)
    change(window)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "write_bytes", full)
    window.close()
    press(box(window, "unsaved"), "save")
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "sentence") is not None)
    assert "no room left on the disk" in box(window, "sentence").text()
    box(window, "sentence").accept()
    assert window.isVisible()
    assert window.isWindowModified()
    assert sample.read_bytes() == before


def test_cancel_in_save_as_returns_to_the_window(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    from opsdesigner.edit.draw import place
    from opsdesigner.notation.variants import VARIANTS

    place(window.view.model, window.view.diagram, VARIANTS["task"], 200, 200, name="Only here")
    assert not window.close()
    press(box(window, "unsaved"), "save")
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.reject()
    assert window.isVisible()
    assert shape_named(window, "Only here")
    assert window.close() is False
    press(window.findChildren(QMessageBox, "unsaved")[-1], "cancel")


def test_save_as_writes_a_new_file_and_goes_on_with_it(opened: Open, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    window.actions_by_id["new"].trigger()
    window.actions_by_id["saveAs"].trigger()
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    target = tmp_path / "made.bpmn"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(lambda: target.is_file() and not window.saving)
    assert window.windowTitle().startswith("made.bpmn")
    assert window.document is not None
    assert window.document.path == target


def test_a_read_only_file_is_saved_elsewhere(opened: Open, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened(sample)
    change(window)
    monkeypatch.setattr(filing, "_writable", lambda path: False)
    window.actions_by_id["save"].trigger()
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.reject()
    assert window.isWindowModified()


def test_close_goes_back_to_the_start_page(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.actions_by_id["close"].trigger()
    assert window.document is None
    assert window.pages.currentWidget() is window.start


def test_an_unexpected_error_is_told_and_the_window_stays(opened: Open, sample: Path, state_folder: Path) -> None:
    from opsdesigner.app.main import Program

    window = opened(sample)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app)
    try:
        raise ValueError("odd")
    except ValueError as error:
        program.oops(type(error), error, error.__traceback__)
        program.oops(type(error), error, error.__traceback__)
    boxes = [each for each in QApplication.topLevelWidgets() if each.objectName() == "sentence"]
    boxes += window.findChildren(QMessageBox, "sentence")
    assert len(set(map(id, boxes))) == 1
    reports = list((state_folder / "reports").iterdir())
    assert len(reports) == 2 and all("ValueError: odd" in path.read_text() for path in reports)
    boxes[0].close()
    assert window.isVisible()


def changed_outside(sample: Path) -> bytes:
    """As another program would leave the file."""
    content = sample.read_bytes().replace(b"Pick goods", b"Take goods")
    sample.write_bytes(content)
    os.utime(sample, ns=(1, 1))
    return content


def test_what_another_program_wrote_is_not_replaced_unasked(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    theirs = changed_outside(sample)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    asked = box(window, "changedOutside")
    assert sample.name in asked.text()
    press(asked, "cancel")
    assert sample.read_bytes() == theirs
    assert window.isWindowModified()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    press(box(window, "changedOutside"), "replace")
    qtbot.waitUntil(lambda: not window.saving and not window.isWindowModified())
    assert b"Look at the order" in sample.read_bytes()


def test_both_stay_by_saving_under_another_name(opened: Open, sample: Path, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    theirs = changed_outside(sample)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    press(box(window, "changedOutside"), "elsewhere")
    asked = window.findChild(QFileDialog, "saveDialog")
    assert asked is not None
    asked.fileSelected.emit(str(tmp_path / "mine.bpmn"))
    asked.close()
    qtbot.waitUntil(lambda: not window.saving and not window.isWindowModified())
    assert sample.read_bytes() == theirs
    assert b"Look at the order" in (tmp_path / "mine.bpmn").read_bytes()


def test_a_file_that_was_only_touched_is_saved_without_a_question(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    for name in ("Look at the order", "Look again"):
        rename(window.view.model, shape_named(window, "Check order" if name[-1] == "r" else "Look at the order"), name)
        os.utime(sample, ns=(1, 1))
        window.actions_by_id["save"].trigger()
        qtbot.waitUntil(lambda: not window.saving)
        assert window.findChild(QMessageBox, "changedOutside") is None
        assert name.encode() in sample.read_bytes()


def test_a_file_that_is_gone_is_written_again(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    sample.unlink()
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving)
    assert b"Look at the order" in sample.read_bytes()


def test_closing_the_question_by_its_frame_cancels(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    sample.write_bytes(sample.read_bytes() + b"<!-- other -->")
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    box(window, "changedOutside").close()
    QApplication.processEvents()
    assert window.isWindowModified() and sample.read_bytes().endswith(b"<!-- other -->")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "x"), "There is no room left on the disk for a.bpmn; make room"),
        (OSError(errno.EROFS, "x"), "a.bpmn lies where nothing can be written; choose another place"),
        (OSError(errno.EIO, "Input/output error"), "a.bpmn: Input/output error."),
        (PermissionError(), "a.bpmn may not be read or written by you; change its permissions"),
        (FileNotFoundError(), "a.bpmn is not there any more"),
        (IsADirectoryError(), "a.bpmn is a folder"),
        (RuntimeError("odd"), "a.bpmn could not be done: odd"),
    ],
)
def test_what_went_wrong_is_told_with_what_to_do(tmp_path: Path, error: Exception, said: str) -> None:
    assert sentence(error, tmp_path / "a.bpmn").startswith(said)


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert sentence(FileNotFoundError(), gone / "a.bpmn").startswith(f"a.bpmn cannot be reached: the folder {gone}")
