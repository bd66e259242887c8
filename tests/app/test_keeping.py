"""Work in a window is kept from the first edit: through kill -9, other openers, disks that fail and other programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from opsdesigner.app.keeping.recovering import open_left
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import rename
from opsdesigner.safety import journal, sessions, versions
from opsdesigner.safety.lock import take_document

from .conftest import Open, shape_named
from .test_filing import box, change, press

CHILD = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from opsdesigner.app.main import application
from opsdesigner.app.window import MainWindow
from opsdesigner.model import Shape
from opsdesigner.model.queries import title

app = application([])
window = MainWindow([Path(name) for name in sys.argv[1:2]])
window.resize(1280, 800)
window.show()
if window.document is None:
    window.actions_by_id["new"].trigger()
QApplication.processEvents()
view, model = window.view, window.view.model
first = next(shape for shape in model.referrers(view.diagram, Shape) if title(model, shape.node) == sys.argv[2])
def type(text, finish):
    view.edit_label(first.id)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, text)
    if finish:
        QTest.keyClick(field, "\\r")
view.select(frozenset({first.id}))
for turn in range(5):
    type(f"Turn {turn}", True)
type("Half a na", False)
QTest.qWait(700)
print(window.status.safe.text(), flush=True)
QTest.qWait(60000)
"""


def killed(state: Path, *arguments: str) -> None:
    """Types names in a window of another process and kills that while a name is being typed."""
    given = [sys.executable, "-c", CHILD, *arguments]
    environment = {**os.environ, "OPSDESIGNER_STATE": str(state), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True) as child:
        assert child.stdout is not None and child.stderr is not None
        said = child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
        assert "Safe" in said, child.stderr.read()
        assert child.stderr.read() == ""


def notice(window: MainWindow) -> str:
    return window.notice.words.text() if window.notice.isVisible() else ""


def crashed(window: MainWindow) -> None:
    """Leaves the journal as a crash would once all is on disk; the window forgets its document."""
    kept = window.guard.kept
    assert kept is not None and kept.close(finished=False)
    window.guard.kept = None
    window.close_document()


def is_safe(window: MainWindow) -> bool:
    QApplication.processEvents()
    return "Safe" in window.status.safe.text()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_all_that_was_typed_is_there_after_a_kill(opened: Open, sample: Path, state_folder: Path) -> None:
    before = sample.read_bytes()
    killed(state_folder, str(sample), "Check order")
    window = opened()
    open_left(window)
    assert window.document is not None and window.document.path == sample
    assert shape_named(window, "Half a na")
    assert "Recovered 6 edits of" in notice(window) and "untouched" in notice(window)
    assert window.isWindowModified() and sample.read_bytes() == before
    for name in ("Turn 4", "Turn 3"):  # each is a step of its own
        window.document.model.undo()
        assert shape_named(window, name)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_opening_the_file_after_a_kill_brings_the_work_back(
    opened: Open, sample: Path, state_folder: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    killed(state_folder, str(sample), "Check order")
    window = opened(sample)
    assert shape_named(window, "Half a na")
    button = window.notice.findChild(QPushButton, "openSaved")
    assert button is not None
    button.click()
    beside = next(each for each in window.others() if each is not window)
    assert shape_named(beside, "Check order") and beside.document is not None and beside.document.path is None
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving)
    assert b"Half a na" in sample.read_bytes()
    window.close()
    again = opened()
    open_left(again)
    assert again.document is None


def test_what_was_never_saved_comes_back_and_goes_on(opened: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    window.actions_by_id["new"].trigger()
    from opsdesigner.edit.draw import place
    from opsdesigner.notation.variants import VARIANTS

    place(window.view.model, window.view.diagram, VARIANTS["task"], 200, 200, name="Only here")
    qtbot.waitUntil(lambda: is_safe(window))
    for name in ("Once", "Twice"):
        crashed(window)
        open_left(window)
        assert window.document is not None and window.document.path is None and "never saved" in notice(window)
        rename(window.view.model, shape_named(window, "Only here" if name == "Once" else "Once"), name)
        qtbot.waitUntil(lambda: is_safe(window))
    assert shape_named(window, "Twice")


def test_what_was_being_typed_in_what_is_gone_is_said_and_not_replaced(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    window.actions_by_id["new"].trigger()
    window.guard.typing("nowhere", "Half a na")
    qtbot.waitUntil(lambda: is_safe(window) and sessions.home().is_dir() and window.status.safe.text()[-1].isdigit())
    crashed(window)
    open_left(window)
    window.actions_by_id["new"].trigger()
    assert "You were typing “Half a na”." in notice(window)
    other = opened(sample)
    assert other is not window and "Half a na" in notice(window)
    assert not window.untouched()


def test_safe_is_said_only_once_the_edit_is_on_disk(
    opened: Open,
    sample: Path,
    qtbot,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(sample)
    real = journal.Tape.begin

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.Tape, "begin", full)
    change(window)
    assert "Safe" not in window.status.safe.text()
    qtbot.waitUntil(lambda: "Not safe" in window.status.safe.text())
    assert "no room" in window.status.safe.text()
    monkeypatch.setattr(journal.Tape, "begin", real)
    rename(window.view.model, shape_named(window, "Pick goods"), "Take goods")
    qtbot.waitUntil(lambda: is_safe(window))


def test_work_that_was_not_to_be_saved_is_not_recovered_but_kept_a_while(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    window.close()
    press(box(window, "unsaved"), "dontSave")
    again = opened(sample)
    assert shape_named(again, "Check order") and notice(again) == ""
    assert [folder.suffix for folder in sessions.home().iterdir()] == [sessions.DONE]


def test_a_closed_window_leaves_no_lock(opened: Open, sample: Path) -> None:
    window = opened(sample)
    assert len(list(sample.parent.glob(".*.lock"))) == 1
    window.close()
    assert not list(sample.parent.glob(".*.lock"))
    take_document(sample).release()


def test_theirs_is_taken_and_mine_put_away(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    sample.write_bytes(sample.read_bytes().replace(b"Pick goods", b"Take goods"))
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    press(box(window, "changedOutside"), "theirs")
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert shape_named(window, "Take goods") and shape_named(window, "Check order")
    assert b"Look at the order" in versions.versions(sample)[0].read()
    change(window)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving)
    assert b"Look at the order" in sample.read_bytes() and b"Take goods" in sample.read_bytes()


def test_a_file_changed_after_a_crash_is_not_replaced_unasked(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    crashed(window)
    theirs = sample.read_bytes().replace(b"Pick goods", b"Take goods")
    sample.write_bytes(theirs)
    open_left(window)
    assert shape_named(window, "Look at the order") and "changed by another program" in notice(window)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    assert sample.read_bytes() == theirs
    press(box(window, "changedOutside"), "cancel")


def test_a_folder_that_went_away_is_told_and_work_goes_on(opened: Open, sample: Path, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    stick = tmp_path / "stick"
    stick.mkdir()
    path = sample.rename(stick / sample.name)
    window = opened(path)
    stick.rename(tmp_path / "gone")
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog, "saveDialog") is not None)
    window.findChild(QFileDialog, "saveDialog").reject()
    assert window.isWindowModified() and is_safe(window)


def test_an_error_in_a_window_is_reported_with_the_last_edits(opened: Open, sample: Path, state_folder: Path) -> None:
    from opsdesigner.app.main import Program

    window = opened(sample)
    change(window)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app)
    try:
        raise ValueError("odd")
    except ValueError as error:
        program.oops(type(error), error, error.__traceback__)
    said = "\n".join(path.read_text() for path in (state_folder / "reports").glob("*.txt"))
    assert "ValueError: odd" in said and "Look at the order" in said
    for each in QApplication.topLevelWidgets():
        if each.objectName() == "sentence":
            each.close()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert shape_named(window, "Look at the order")
