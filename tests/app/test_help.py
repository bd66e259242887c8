"""Help and About: pages that can be read, links that lead somewhere, facts for a report."""

from __future__ import annotations

import platform
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from opsdesigner import __version__
from opsdesigner.app.help.about import About
from opsdesigner.app.help.pages import PAGES, Help, show_help
from opsdesigner.app.style import Style
from opsdesigner.app.window import MainWindow
from opsdesigner.model import Link, Shape
from opsdesigner.places import resources

from .conftest import Open
from .hands import CTRL, Hands

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    return opened(sample)


def help_page(name: str) -> str:
    return (resources() / "help" / f"{name}.md").read_text("utf-8")


def test_every_link_of_a_page_leads_to_a_page(window: MainWindow) -> None:
    dialog = show_help(window, "guide")
    names = [name for name, _ in PAGES]
    for name in names:
        for target in re.findall(r"\]\(([^)]+)\)", help_page(name)):
            assert target.removesuffix(".md") in names, f"{name}: {target}"
            dialog.pages.anchorClicked.emit(QUrl(target))
            assert dialog.list.currentRow() == names.index(target.removesuffix(".md"))
    dialog.close()


def test_an_unknown_link_leaves_the_page(window: MainWindow) -> None:
    dialog = show_help(window, "shortcuts")
    before = dialog.pages.toPlainText()
    dialog.pages.anchorClicked.emit(QUrl("../../secret.md"))
    assert dialog.pages.toPlainText() == before
    dialog.close()


def keys_set(dialog: Help) -> list[tuple[str, bool]]:
    """The keys of the page in view, and whether each stands on a ground of its own."""
    found, block = [], dialog.pages.document().begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            shape, words = at.fragment().charFormat(), at.fragment().text().strip()
            if words == "Ctrl+N":
                found.append((words, shape.background().style() != Qt.BrushStyle.NoBrush))
            at += 1
        block = block.next()
    return found


def test_keys_look_like_keys_in_every_theme(window: MainWindow) -> None:
    dialog = show_help(window, "shortcuts")
    for choice in ("dark", "light"):
        Style.here().choose(choice, False)
        assert keys_set(dialog) == [("Ctrl+N", True)]
    dialog.close()


def test_help_closes_by_escape_and_the_window_goes_on(window: MainWindow) -> None:
    dialog = show_help(window, "guide")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.isVisible()


def test_about_says_what_a_report_needs_and_copies_it(window: MainWindow) -> None:
    window.actions_by_id["about"].trigger()
    dialog = window.findChild(About)
    assert dialog is not None
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog.facts.text()
    assert __version__ in copied and platform.python_version() in copied
    close = next(button for button in dialog.findChildren(QPushButton) if button.isDefault())
    close.click()
    assert not dialog.isVisible()


def test_about_leads_to_what_is_new(window: MainWindow) -> None:
    window.actions_by_id["about"].trigger()
    dialog = window.findChild(About)
    assert dialog is not None
    dialog.new.click()
    shown = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Help))
    assert "What is new" in shown.pages.toPlainText()
    shown.close()


def test_the_first_ten_minutes_of_the_guide(opened: Open) -> None:
    """Step by step as it is written there, keys only."""
    window = opened(size=(1280, 800))
    window.actions_by_id["new"].trigger()
    hands = Hands(window)

    def named(key: Qt.Key, name: str) -> None:
        hands.key(key)
        hands.type(name)
        hands.key(Qt.Key.Key_Return)

    named(Qt.Key.Key_Return, "Order arrives")
    named(Qt.Key.Key_Return, "Check order")
    named(Qt.Key.Key_Question, "In stock?")
    named(Qt.Key.Key_Return, "yes")
    hands.type("Pick goods")
    hands.key(Qt.Key.Key_Return)
    named(Qt.Key.Key_Tab, "no: Order parts")
    hands.key(Qt.Key.Key_C)
    letters = hands.view.letters
    assert letters is not None
    hands.type(next(code for code, id in letters.targets.items() if hands.view.name_of(id) == "Pick goods"))
    assert hands.between("Order parts", "Pick goods")
    assert {"yes", "no"} <= {link.name for link in hands.model.all(Link)}
    assert hands.selected() == "Pick goods"
    hands.key(Qt.Key.Key_Return)
    hands.type("Stores: Pack them")
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.type("end: Goods are packed")
    hands.key(Qt.Key.Key_Return)
    assert hands.between("Pack them", "Goods are packed")
    while hands.model.can_undo:
        hands.key(Qt.Key.Key_Z, CTRL)
    assert not list(hands.model.all(Shape))
