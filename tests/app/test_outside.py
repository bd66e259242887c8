"""A file that changes, goes and comes back under an open window: told, never replaced unasked; work goes on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from opsdesigner.app.keeping import outside
from opsdesigner.app.window import MainWindow
from opsdesigner.safety import versions

from .conftest import Open, shape_named
from .test_filing import change
from .test_keeping import is_safe, notice


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked again sooner than in earnest."""
    monkeypatch.setattr(outside, "AGAIN", 400)


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    return opened(sample)


def theirs(path: Path, name: bytes = b"Take goods") -> bytes:
    return path.read_bytes().replace(b"Pick goods", name)


def replace(path: Path, data: bytes) -> None:
    """As careful programs save: a new file takes the name of the old one."""
    draft = path.with_suffix(".new")
    draft.write_bytes(data)
    os.replace(draft, path)


def told(window: MainWindow, words: str, qtbot) -> None:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(lambda: words in notice(window), timeout=8000)


def choose(window: MainWindow, name: str) -> None:
    button = window.notice.findChild(QPushButton, name)
    assert button is not None, name
    button.click()
    QApplication.processEvents()


def looked(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Until whatever has happened has been looked at."""
    window.outside.stir()
    qtbot.waitUntil(lambda: not window.outside._soon.isActive() and not window.outside._looking, timeout=8000)


@pytest.mark.parametrize("how", [replace, Path.write_bytes], ids=["replaced", "in place"])
def test_a_change_by_another_is_told_each_time(window: MainWindow, sample: Path, how, qtbot) -> None:  # type: ignore[no-untyped-def]
    for name in (b"Take goods", b"Fetch goods"):
        how(sample, sample.read_bytes().replace(b"Pick goods", name).replace(b"Take goods", name))
        told(window, "changed by another program. Here it is as before.", qtbot)
        assert shape_named(window, "Pick goods")
        choose(window, "leaveNotice")
        assert notice(window) == ""


def test_the_same_bytes_again_and_a_touch_are_no_change(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    replace(sample, sample.read_bytes())
    looked(window, qtbot)
    os.utime(sample)
    looked(window, qtbot)
    assert notice(window) == ""


def test_our_own_save_is_no_change(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    change(window)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving)
    looked(window, qtbot)
    assert notice(window) == ""
    replace(sample, theirs(sample))  # it is still watched
    told(window, "changed by another", qtbot)


def test_theirs_is_taken_and_mine_put_away(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    change(window)
    replace(sample, theirs(sample))
    told(window, "What you changed is here", qtbot)
    choose(window, "takeTheirs")
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert shape_named(window, "Take goods") and notice(window) == ""
    assert b"Look at the order" in versions.versions(sample)[0].read()
    looked(window, qtbot)
    assert notice(window) == ""


def test_mine_is_kept_and_theirs_put_away(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    change(window)
    replace(sample, theirs(sample))
    told(window, "changed by another", qtbot)
    choose(window, "keepMine")
    qtbot.waitUntil(lambda: not window.saving and notice(window) == "")
    assert b"Look at the order" in sample.read_bytes() and b"Take goods" not in sample.read_bytes()
    assert any(b"Take goods" in version.read() for version in versions.versions(sample))


def test_both_are_kept(window: MainWindow, sample: Path, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    change(window)
    data, mine = theirs(sample), tmp_path / "mine.bpmn"
    replace(sample, data)
    told(window, "changed by another", qtbot)
    choose(window, "keepBoth")
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(mine))
    dialog.close()
    qtbot.waitUntil(lambda: mine.is_file() and not window.saving and notice(window) == "")
    assert sample.read_bytes() == data and b"Look at the order" in mine.read_bytes()


def test_they_are_compared_and_the_choice_is_still_there(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    replace(sample, theirs(sample))
    told(window, "changed by another", qtbot)
    choose(window, "compareTheirs")
    qtbot.waitUntil(lambda: window.comparing)
    assert [each.sentence for each in window.comparison.rows()] == [
        "Manual step “Take goods” is now called “Pick goods”."
    ]
    choose(window, "takeTheirs")
    qtbot.waitUntil(lambda: not window.comparing and notice(window) == "")
    assert shape_named(window, "Take goods")


def test_taking_a_change_back_takes_the_words_back(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    before = sample.read_bytes()
    replace(sample, theirs(sample))
    told(window, "changed by another", qtbot)
    replace(sample, before)
    qtbot.waitUntil(lambda: notice(window) == "", timeout=8000)


def test_a_stick_taken_out_and_put_back(opened: Open, sample: Path, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    path = Path(shutil.move(sample, stick / sample.name))
    window = opened(path)
    stick.rename(away)
    told(window, "is not there any more", qtbot)
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    away.rename(stick)
    qtbot.waitUntil(lambda: notice(window) == "", timeout=8000)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: not window.saving and not window.isWindowModified())
    assert b"Look at the order" in path.read_bytes()


def test_a_stick_that_comes_back_changed_is_told_so(opened: Open, sample: Path, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    aside = sample.rename(tmp_path / "aside")
    told(window, "is not there any more", qtbot)
    aside.write_bytes(theirs(aside))
    aside.rename(sample)
    told(window, "changed by another program", qtbot)


def test_a_folder_in_its_place_is_told_and_does_no_harm(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    sample.unlink()
    sample.mkdir()
    told(window, "changed by another program", qtbot)
    choose(window, "takeTheirs")
    qtbot.waitUntil(lambda: any(each.objectName() == "sentence" for each in window.children()))
    assert shape_named(window, "Pick goods")
    for each in window.children():
        if each.objectName() == "sentence":
            each.close()


def test_a_closed_document_is_watched_no_more(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window.close_document()
    replace(sample, theirs(sample))
    qtbot.wait(400)
    assert notice(window) == "" and not window.outside._watcher.files()
