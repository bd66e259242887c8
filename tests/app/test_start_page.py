"""The start page: what was open last, templates, samples; what is gone can be taken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QScrollArea, QToolButton

from opsdesigner import places
from opsdesigner.app.settings import Settings
from opsdesigner.app.start.cards import Card
from opsdesigner.app.window import MainWindow

from .conftest import Open


def card(window: MainWindow, title: str) -> Card:
    assert window.start is not None
    return next(each for each in window.start.cards if each.title == title)


def test_templates_and_samples_are_two_things(opened: Open) -> None:
    window = opened()
    assert window.start is not None
    paths = [each.path for each in window.start.cards]
    assert len(paths) == len(set(paths)) == 9
    assert {path.parent for path in paths} == {places.resources() / "templates", places.samples()}


def test_a_sample_opens_as_a_copy(opened: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    original = places.samples() / "order-fulfilment.bpmn"
    before = original.read_bytes()
    qtbot.mouseClick(card(window, "Order fulfilment"), Qt.MouseButton.LeftButton)
    assert window.document is not None
    assert window.document.path is None
    assert window.windowTitle().startswith("Order fulfilment")
    assert not window.document.modified
    assert original.read_bytes() == before


def test_a_recent_file_opens_by_its_card_and_by_enter(opened: Open, sample: Path) -> None:
    Settings().remember(sample)
    window = opened()
    shown = card(window, sample.stem)
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert window.document is not None
    assert window.document.path == sample


def test_a_missing_file_is_greyed_and_can_be_taken_off(opened: Open, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    gone = tmp_path / "gone.bpmn"
    Settings().remember(gone)
    window = opened()
    shown = card(window, "gone")
    assert "not there any more" in shown.accessibleName()
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    box = window.findChild(QMessageBox, "sentence")
    assert box is not None
    assert box.text() == "gone.bpmn is not there any more; it was moved, renamed or deleted."
    box.accept()
    leave = shown.findChild(QToolButton)
    assert leave is not None
    assert leave.isVisible()
    assert leave.accessibleName() == "Take gone.bpmn off this list"
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.start is not None
    assert "gone" not in [each.title for each in window.start.cards]
    assert gone not in Settings().remembered()


def test_delete_takes_a_file_off_the_list_but_not_off_the_disk(opened: Open, sample: Path) -> None:
    Settings().remember(sample)
    window = opened()
    shown = card(window, sample.stem)
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert sample not in Settings().remembered()
    assert sample.is_file()


def test_the_menu_lists_templates_and_samples(opened: Open) -> None:
    from PySide6.QtWidgets import QMenu

    window = opened()
    for name, count in (("menu.templates", 4), ("menu.samples", 5)):
        menu = window.findChild(QMenu, name)
        assert menu is not None
        menu.aboutToShow.emit()
        assert len(menu.actions()) == count
    menu.actions()[0].trigger()
    assert window.document is not None


def test_pictures_lose_no_line_when_they_are_shown_small(opened: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The lower edge of a row of steps once fell between two pixels."""
    window = opened(size=(1024, 700))
    shown = card(window, "Simple process")
    qtbot.waitUntil(lambda: not shown.picture.isNull(), timeout=10000)
    picture = shown.grab().toImage()
    column = picture.width() // 2 + 4
    dark = [y for y in range(10, shown._height - 10) if picture.pixelColor(column, y).lightness() < 238]
    assert len(dark) >= 2  # upper and lower edge of the middle step
    assert dark[-1] - dark[0] > 8


@pytest.mark.parametrize(("width", "across"), [(1440, 4), (1024, 3), (720, 2)])
def test_cards_take_rows_of_their_own_in_a_narrow_window(opened: Open, width: int, across: int) -> None:
    window = opened(size=(width, 700))
    assert window.start is not None
    cards = [card for card in window.start.cards if card.path.parent.name == "samples"]
    assert len({card.mapTo(window, QPoint()).x() for card in cards}) == across
    scroll = window.start.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0


def test_more_files_than_fit_one_row_are_shown(opened: Open, sample: Path, tmp_path: Path) -> None:
    window = opened()
    for number in range(9):
        path = tmp_path / f"file {number}.bpmn"
        path.write_bytes(sample.read_bytes())
        window.settings.remember(path)
    window.show_start()
    assert window.start is not None
    recent = [card.title for card in window.start.cards if card.path.parent == tmp_path]
    assert recent == [f"file {number}" for number in range(8, 0, -1)]


def test_recent_files_of_one_name_are_told_apart_in_the_menu(opened: Open, sample: Path, tmp_path: Path) -> None:
    window = opened()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / sample.name
        path.write_bytes(sample.read_bytes())
        window.settings.remember(path)
    other = tmp_path / "other.bpmn"
    other.write_bytes(sample.read_bytes())
    window.settings.remember(other)
    recent = window.findChild(QMenu, "menu.recent")
    assert recent is not None
    recent.aboutToShow.emit()
    texts = [action.text() for action in recent.actions()]
    assert texts[0] == "other.bpmn"
    assert len(set(texts[1:3])) == 2
    assert all(text.startswith(f"{sample.name} — ") for text in texts[1:3])


def test_the_firm_with_all_its_processes_is_the_first_sample(opened: Open) -> None:
    window = opened()
    assert window.start is not None
    samples = [card for card in window.start.cards if card.path.parent == places.samples()]
    assert [card.title for card in samples] == [
        "Bright Bikes",
        "Order fulfilment",
        "Lead to customer",
        "Supplier change",
        "Hiring",
    ]
