"""Work that a crash has left, listed on the start page: gone on with, put off, discarded, brought back, survived."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from opsdesigner.app.keeping import recovering
from opsdesigner.app.keeping.bringing_back import BringBack
from opsdesigner.app.keeping.recovering import open_left
from opsdesigner.app.start.work import WorkCard
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import rename
from opsdesigner.safety import journal, sessions

from .conftest import Open, shape_named
from .test_filing import box, change, press
from .test_keeping import crashed, is_safe, notice

DYING = """
import os, signal
from PySide6.QtWidgets import QApplication
from opsdesigner.app.main import application
from opsdesigner.app.keeping.recovering import open_left
from opsdesigner.app.window import MainWindow

app = application([])
show = MainWindow.show_document
def die(self, document, title="", recovered=None):
    if recovered is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    show(self, document, title, recovered)
MainWindow.show_document = die
window = MainWindow()
window.show()
open_left(window)
QApplication.processEvents()
print("outlived", flush=True)
"""


def left_behind(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Two edits, and then the end of the program."""
    change(window)
    rename(window.view.model, shape_named(window, "Pick goods"), "Take goods")
    qtbot.waitUntil(lambda: is_safe(window))
    crashed(window)


def cards(window: MainWindow, qtbot, count: int = 1) -> list[WorkCard]:  # type: ignore[no-untyped-def]
    assert window.start is not None
    qtbot.waitUntil(lambda: window.start is not None and len(window.start.work.cards) == count, timeout=8000)
    return window.start.work.cards


def click(card: WorkCard, text: str) -> None:
    button = next(each for each in card.findChildren(QPushButton) if each.text() == text and each.isVisible())
    button.click()
    QApplication.processEvents()


def buttons(card: WorkCard) -> list[str]:
    return [each.text() for each in card.findChildren(QPushButton) if each.isVisibleTo(card)]


def dying(state: Path) -> str:
    """Starts the program on a document that ends it; what it said before."""
    environment = {**os.environ, "OPSDESIGNER_STATE": str(state), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", DYING], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert done.stderr == "" and done.returncode in (0, -signal.SIGKILL)
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_what_ends_the_program_each_time_is_listed_and_opened_without_the_last_change(
    opened: Open, sample: Path, state_folder: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    left_behind(opened(sample), qtbot)
    assert [dying(state_folder) for _ in range(2)] == ["", ""]
    window = opened()
    open_left(window)
    assert window.document is None
    (card,) = cards(window, qtbot)
    assert "not opened by itself" in card.title.text() and "2 times" in card.words.text()
    assert "is kept: 2 changes, today" in card.words.text() and card.property("tone") == "amber"
    assert buttons(card) == ["Discard", "Open the file as last saved", "Recover without the last change"]
    click(card, "Recover without the last change")
    assert shape_named(window, "Look at the order") and shape_named(window, "Pick goods")
    assert "1 unfinished edit was dropped" in notice(window) and window.document is not None
    assert window.document.path == sample and window.isWindowModified()


def test_each_further_failure_leaves_out_twice_as_much(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    left_behind(window, qtbot)
    (folder,) = sessions.open_folders()
    for left_out in (0, 0, 1):
        sessions.attempt(folder, left_out)
    assert recovering.without(window, folder).text == "Recover without the last 2 changes"
    recovering.without(window, folder).do()
    assert window.document is not None and not window.document.modified


def test_the_file_of_what_ends_the_program_opens_without_it(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    left_behind(window, qtbot)
    (folder,) = sessions.open_folders()
    for _ in range(2):
        sessions.attempt(folder)
    again = opened(sample)
    assert shape_named(again, "Check order") and "ended the program 2 times" in notice(again)
    button = again.notice.findChild(QPushButton, "recoverWithout")
    assert button is not None and folder.is_dir()


def test_what_was_outlived_is_not_counted(opened: Open, sample: Path, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(recovering, "OUTLIVED", 10)
    window = opened(sample)
    left_behind(window, qtbot)
    for _ in range(3):
        open_left(window)
        assert window.document is not None
        qtbot.waitUntil(lambda: not any((folder / "attempts").exists() for folder in sessions.open_folders()))
        crashed(window)


def test_put_off_it_waits_on_the_start_page(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    left_behind(window, qtbot)
    open_left(window)
    later = window.notice.findChild(QPushButton, "keepForLater")
    assert later is not None
    later.click()
    assert window.document is None
    (card,) = cards(window, qtbot)
    assert card.title.text().startswith("Your work of today") and "2 changes" in card.words.text()
    open_left(window)  # the next start
    assert window.document is None
    (card,) = cards(window, qtbot)
    main = card.findChild(QPushButton, "main")
    assert main is not None and main.text() == "Go on working"
    main.setFocus()
    QTest.keyClick(main, Qt.Key.Key_Space)
    assert shape_named(window, "Look at the order") and shape_named(window, "Take goods")


def test_what_is_not_safe_yet_is_not_put_off(
    opened: Open,
    sample: Path,
    qtbot,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(sample)
    left_behind(window, qtbot)
    open_left(window)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.Tape, "begin", full)
    rename(window.view.model, shape_named(window, "Check stock"), "Count stock")
    qtbot.waitUntil(lambda: "Not safe" in window.status.safe.text())
    later = window.notice.findChild(QPushButton, "keepForLater")
    assert later is not None
    later.click()
    assert window.document is not None and shape_named(window, "Count stock")


def test_discarded_it_can_be_taken_back_at_once_and_for_14_days(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    left_behind(window, qtbot)
    window.start.work.fill()  # type: ignore[union-attr]
    (card,) = cards(window, qtbot)
    click(card, "Discard")
    assert "14 days" in card.words.text() and [each.suffix for each in sessions.home().iterdir()] == [sessions.DONE]
    click(card, "Undo")
    assert "2 changes" in card.words.text() and len(list(sessions.open_folders())) == 1
    click(card, "Discard")
    found = brought(window, qtbot)
    assert found.list.count() == 1 and "order-fulfilment.bpmn" in found.list.item(0).text()
    QTest.keyClick(found.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.document is not None)
    assert shape_named(window, "Take goods")


def brought(window: MainWindow, qtbot) -> BringBack:  # type: ignore[no-untyped-def]
    window.actions_by_id["bringBack"].trigger()
    found = window.findChild(BringBack)
    assert found is not None
    qtbot.waitUntil(lambda: found.words.text() != "Looking…")
    return found


def test_what_was_not_to_be_saved_is_brought_back(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    window.actions_by_id["close"].trigger()
    press(box(window, "unsaved"), "dontSave")
    assert window.document is None
    found = brought(window, qtbot)
    assert found.open_button.isEnabled()
    found.open_button.click()
    qtbot.waitUntil(lambda: window.document is not None)
    assert shape_named(window, "Look at the order") and window.isWindowModified()


def test_nothing_given_up_is_said(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving)
    window.close_document()
    found = brought(window, qtbot)
    assert found.words.text().startswith("Nothing was given up") and not found.open_button.isEnabled()
    found.reject()


def test_what_is_open_in_another_window_is_not_listed(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window, beside = opened(sample), opened()
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    assert beside.start is not None
    beside.start.work.fill()
    qtbot.wait(300)
    assert beside.start.work.cards == [] and not beside.start.work.isVisible()


def test_the_changes_are_seen_before_going_on(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    left_behind(window, qtbot)
    window.start.work.fill()  # type: ignore[union-attr]
    (card,) = cards(window, qtbot)
    click(card, "See the changes")
    qtbot.waitUntil(lambda: window.comparing)
    assert len(window.comparison.rows()) == 2
