"""The panel of versions: what a file was before, told in words, opened as a copy; nothing is overwritten."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.app import moments
from opsdesigner.app.keeping.version_work import SAME
from opsdesigner.app.keeping.versions_panel import VersionsPanel
from opsdesigner.app.side import VERSIONS
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import rename
from opsdesigner.safety import versions

from .conftest import Open, shape_named

NOW = datetime.now()


def put_away(path: Path, renamed: bytes, ago: timedelta) -> None:
    """A version in which a step has another name."""
    versions.keep(path, path.read_bytes().replace(b"Pick goods", renamed), NOW - ago)


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    put_away(sample, b"Fetch goods", timedelta(days=2))
    put_away(sample, b"Take goods", timedelta(days=1))
    return opened(sample)


def panel(window: MainWindow, qtbot) -> VersionsPanel:  # type: ignore[no-untyped-def]
    """The panel, once every row has been looked into."""
    if not window.side.showing(VERSIONS):
        window.actions_by_id["versions"].trigger()
    found = window.side.past.versions
    qtbot.waitUntil(lambda: all(row.told is not None for row in found.found.rows) and not found._working)
    return found


def words(found: VersionsPanel) -> list[str]:
    return [" ".join(row.told or ()) for row in found.found.rows]


def test_each_version_says_what_was_changed_after_it(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    found = panel(window, qtbot)
    assert words(found) == [
        "Manual step “Take goods” is now called “Pick goods”.",
        "Manual step “Fetch goods” is now called “Take goods”.",
    ]
    assert all(row.picture is not None and not row.picture.isNull() for row in found.found.rows)
    assert found.said()[0] == f"Until {moments.said(NOW - timedelta(days=1))}"
    assert found.head.text() == "2 earlier versions"


def test_an_edit_is_told_with_the_newest_version_after_a_while(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    found = panel(window, qtbot)
    older = found.found.rows[1]
    rename(window.view.model, shape_named(window, "Pick goods"), "Collect goods")
    qtbot.waitUntil(lambda: words(found)[0] == "Manual step “Take goods” is now called “Collect goods”.", timeout=5000)
    window.view.model.undo()
    qtbot.waitUntil(lambda: words(found)[0] == "Manual step “Take goods” is now called “Pick goods”.", timeout=5000)
    assert found.found.rows[1] is older  # nobody looked into it again


def test_a_version_opens_as_a_copy_by_keys(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    before, found = sample.read_bytes(), panel(window, qtbot)
    found.list.setFocus()
    QTest.keyClick(found.list, Qt.Key.Key_Down)
    found.copy.setFocus()
    QTest.keyClick(found.copy, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(window.others()) == 2)
    copy = next(each for each in window.others() if each is not window)
    assert copy.document is not None and copy.document.path is None and "until" in copy.title()
    assert shape_named(copy, "Fetch goods") and shape_named(window, "Pick goods")
    assert sample.read_bytes() == before


def test_a_damaged_version_says_so_and_the_others_stay(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    newest = versions.versions(sample)[0]
    newest.path.write_bytes(newest.path.read_bytes()[:200])
    found = panel(window, qtbot)
    assert words(found)[0].startswith("It cannot be read any more: this version is damaged")
    assert words(found)[1].startswith("It cannot")  # what came next is not known either
    found.copy.click()
    qtbot.waitUntil(lambda: any(each.objectName() == "sentence" for each in window.children()))
    assert len(window.others()) == 1
    for each in QApplication.topLevelWidgets():
        if each.objectName() == "sentence":
            each.close()


def test_a_version_that_goes_away_meanwhile_does_no_harm(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window.actions_by_id["versions"].trigger()
    for version in versions.versions(sample):
        version.path.unlink()
    found = panel(window, qtbot)
    assert "cannot be read" in words(found)[1]
    found.fill()
    assert found.found.rowCount() == 0 and found.empty.isVisible() and not found.copy.isVisible()


def test_the_first_save_brings_a_version_into_the_panel(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    found = panel(window, qtbot)
    assert found.empty.text() == "No earlier versions yet."
    rename(window.view.model, shape_named(window, "Pick goods"), "Take goods")
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: found.found.rowCount() == 1 and found.found.rows[0].told is not None, timeout=5000)
    assert found.said()[0].startswith("Until today")
    versions.keep(sample, sample.read_bytes())
    found.fill()
    assert words(panel(window, qtbot))[0] == SAME


def test_a_document_without_a_file_says_why_it_has_none(opened: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    window.actions_by_id["new"].trigger()
    assert "Save the document first" in panel(window, qtbot).why.text()


def test_a_screen_reader_hears_when_and_what(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    found = panel(window, qtbot)
    row = QAccessible.queryAccessibleInterface(found.list).child(0)
    assert row.text(QAccessible.Text.Name) == f"{found.said()[0]}. {words(found)[0]}"


def test_the_tab_comes_when_it_is_asked_for(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    assert not window.side.tabs.isTabVisible(VERSIONS)
    panel(window, qtbot)
    assert window.side.tabs.isTabVisible(VERSIONS)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (datetime(2026, 5, 4, 14, 3), "today 14:03"),
        (datetime(2026, 5, 3, 9, 0), "yesterday 09:00"),
        (datetime(2026, 5, 1, 9, 0), "1 May, 09:00"),
        (datetime(2025, 12, 24, 9, 0), "24 Dec 2025, 09:00"),
    ],
)
def test_moments_are_said_as_people_do(when: datetime, said: str) -> None:
    assert moments.said(when, date(2026, 5, 4)) == said
