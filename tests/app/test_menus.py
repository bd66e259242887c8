"""Menus: what is current and what cannot be done is seen, keys open them, a narrow window folds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton

from opsdesigner.app.style import CHOICES, Style
from opsdesigner.edit.draw import rename

from .conftest import Open, shape_named

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.stderr_ok]
EVERY_THEME = [choice for choice in CHOICES if choice != "system"]


@pytest.fixture(autouse=True)
def closed_again(qapp: QApplication) -> Iterator[None]:
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG reckons it, from 1 to 21."""

    def light(colour: QColor) -> float:
        parts = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3])
        red, green, blue = parts
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def inked(picture: QImage, row: QRect) -> float:
    """The greatest contrast of anything in a row to the ground the row's words stand on."""
    ground = picture.pixelColor(row.left() + 8, row.center().y())
    places = [(x, y) for x in range(row.left() + 24, row.center().x()) for y in range(row.top() + 4, row.bottom() - 3)]
    return max(contrast(ground, picture.pixelColor(x, y)) for x, y in places)


@pytest.mark.parametrize("theme", EVERY_THEME)
def test_the_current_entry_and_the_impossible_ones_are_seen(opened: Open, sample: Path, theme: str) -> None:
    window = opened(sample)
    Style.here().choose(theme, False)
    menu, acts = window.menus["View"], window.actions_by_id
    menu.popup(window.pos())
    menu.setActiveAction(acts["zoomOut"])
    QApplication.processEvents()
    picture = menu.grab().toImage()
    rest, current, impossible = (menu.actionGeometry(acts[id]) for id in ("zoomIn", "zoomOut", "zoomSelection"))
    grounds = [picture.pixelColor(row.left() + 8, row.center().y()) for row in (rest, current)]
    assert contrast(*grounds) > 2.5
    assert inked(picture, rest) > 9
    assert inked(picture, current) > 4.5
    assert 1.5 < inked(picture, impossible) < 0.7 * inked(picture, rest)


def test_a_menu_of_things_that_cannot_be_done_does_not_open(opened: Open, sample: Path) -> None:
    assert not opened().menus["File/Export"].isEnabled()
    assert opened(sample).menus["File/Export"].isEnabled()


@pytest.mark.parametrize("width", [1400, 900])
def test_alt_and_a_letter_opens_a_menu(opened: Open, sample: Path, width: int) -> None:
    window = opened(sample, size=(width, 700))
    window.activateWindow()
    QTest.keyClick(window.view, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    QTest.qWait(0)
    assert window.menus["View"].isVisible()
    assert window.menus["View"].activeAction() is window.actions_by_id["zoomIn"]


@pytest.mark.parametrize("width", [1400, 900])
def test_f10_opens_the_first_menu(opened: Open, sample: Path, width: int) -> None:
    window = opened(sample, size=(width, 700))
    QTest.keyClick(window.view, Qt.Key.Key_F10)
    QTest.qWait(0)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert popup in (window.menus["File"], window.top.folded)


def test_a_narrow_window_folds_the_menu_words(opened: Open, sample: Path) -> None:
    window = opened(sample, size=(1024, 700))
    assert window.top.menus.isVisible() and not window.top.fold.isVisible()
    window.resize(1023, 700)
    assert window.top.fold.isVisible() and not window.top.menus.isVisible()
    window.top.fold.click()
    shown = [action.menu() for action in window.top.folded.actions()]
    assert shown == [menu for title, menu in window.menus.items() if "/" not in title]


def test_the_search_has_room_for_its_words(opened: Open) -> None:
    window = opened()
    for label in window.top.search.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width(), label.text()


def test_tools_of_a_drawing_stand_only_beside_one(opened: Open, sample: Path) -> None:
    assert not opened().top.tools.isVisible()
    assert opened(sample).top.tools.isVisible()


def test_the_tools_of_the_top_row_say_what_they_do_and_by_which_key(opened: Open, sample: Path) -> None:
    window = opened(sample)
    rename(window.view.model, shape_named(window, "Pick goods"), "<b>Take</b>")
    window.refresh()
    tips = [button.toolTip() for button in window.top.tools.findChildren(QToolButton)]
    assert tips == ["Undo: Rename (Ctrl+Z)", "Redo (Ctrl+Y)", "Tidy (Ctrl+Shift+L)", "Fit the diagram (Ctrl+1)"]


def test_a_menu_in_which_nothing_can_be_done_opens_too(opened: Open) -> None:
    window = opened()
    window.top.open_menus("Arrange")
    assert window.menus["Arrange"].isVisible()
