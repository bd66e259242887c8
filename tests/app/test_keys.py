"""The window without a mouse: every control is reached, in the order it is seen, and shows that it was."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from opsdesigner.app.commands.table import rows
from opsdesigner.app.focus import stops
from opsdesigner.app.outline.panel import TEXT, TREE
from opsdesigner.app.side import INSPECTOR, NOTES, OUTLINE
from opsdesigner.app.window import MainWindow

from .conftest import Open, shape_named


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    window = opened(sample)
    window.activateWindow()
    return window


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab(count: int) -> list[QWidget]:
    """What has the keyboard after each of so many Tabs."""
    found = []
    for _ in range(count):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        found.append(focused())
    return found


@pytest.mark.parametrize("name", ["Pick goods", "2 days late", "Bright Bikes", ""])
def test_tab_goes_down_the_inspector(window: MainWindow, name: str) -> None:
    window.side.show_page(INSPECTOR, stay=True)
    window.view.select({shape_named(window, name)} if name else set())
    settle()
    window.side.tabs.setFocus()
    met = tab(40)
    inside = list(takewhile(window.side.inspector.isAncestorOf, met[1:]))
    assert (met[0], inside[0]) == (window.side.close_button, window.side.inspector)
    shown = [each for each in stops(window.side.inspector.widget()) if each.isVisible()]
    assert set(inside[1:]) == set(shown)
    places = [each.mapTo(window, QPoint(0, each.height() // 2)) for each in inside[1:]]
    rows = [(place.y() // 12, place.x()) for place in places]
    assert rows == sorted(rows)
    assert len(inside) >= 3


@pytest.mark.parametrize("page", [NOTES, OUTLINE])
def test_tab_reaches_the_other_panels(window: MainWindow, page: int) -> None:
    window.side.show_page(page, stay=True)
    settle()
    window.side.tabs.setFocus()
    outline = window.side.outline
    wanted = {NOTES: [], OUTLINE: [outline.segments[TEXT], outline.text.editor]}[page]
    assert tab(1 + len(wanted)) == [window.side.close_button, *wanted]


def test_f6_reaches_the_find_bar_and_esc_leaves_it(window: MainWindow) -> None:
    window.actions_by_id["find"].trigger()
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_F6)
    assert focused() is window.finder.text
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() is window.view


def test_whatever_has_the_keyboard_shows_it(window: MainWindow) -> None:
    """A ring round a control, or a frame of its own: the picture with the keyboard differs from the one without."""
    window.side.show_page(OUTLINE, stay=True)
    window.side.outline.choose(TREE)
    settle()
    for part in (window.top.search, window.side.close_button, window.side.outline.list.tree, window.pane.tabs):
        window.view.setFocus()
        settle()
        without = window.grab().toImage()
        part.setFocus()
        settle()
        assert window.ring.isVisible(), part
        assert window.grab().toImage() != without, part


def pressed(window: MainWindow, key: str) -> None:
    """A key as the keyboard sends it, to the drawing."""
    combination = QKeySequence(key)[0]
    QTest.keyClick(window.view, combination.key(), combination.keyboardModifiers())


PAGES = {row.id: row.page for row in rows()}
EVERY_KEY = [(row.id, key) for row in rows() for key in row.keys]


def test_every_key_on_the_page_of_shortcuts_does_what_it_says(window: MainWindow) -> None:
    """Whatever is possible just then: each action is let be possible, and nothing but it may happen."""
    done: list[str] = []
    for each, action in window.actions_by_id.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda checked=False, each=each: done.append(each))
    wrong = []
    for id, key in EVERY_KEY:
        done.clear()
        window.view.select({shape_named(window, "Check order")})
        window.view.setFocus()
        window.refresh()
        settle()
        for each, page in PAGES.items():  # on one kind of diagram those of the other are off
            if page not in (None, PAGES[id]) and PAGES[id] is not None:
                window.actions_by_id[each].setEnabled(False)
        window.actions_by_id[id].setEnabled(True)
        pressed(window, key)
        wrong += [(id, key, list(done))] if done != [id] else []
    assert wrong == []
