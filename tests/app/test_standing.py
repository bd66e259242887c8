"""Where windows stand: wholly on a screen, at the first start and wherever they were before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication

from opsdesigner.app.standing import FIRST_SIZE, FRAME
from opsdesigner.app.window import MainWindow

from .conftest import Open


def room() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_the_first_window_leaves_room_for_its_frame(opened: Open) -> None:
    window = MainWindow()
    assert window.size() == FIRST_SIZE.boundedTo(room().size() - FRAME)
    window.close()


def test_size_and_place_come_back(opened: Open) -> None:
    window = opened(size=(760, 500))
    window.move(30, 40)
    framed = window.frameGeometry()
    window.close()
    again = MainWindow()
    again.show()
    assert again.size() == QSize(760, 500)
    assert again.frameGeometry() == framed
    again.close()


def test_a_place_on_a_screen_that_is_gone_is_healed(opened: Open) -> None:
    window = opened(size=(760, 500))
    window.move(9000, 7000)
    window.close()
    again = opened(size=(760, 500))
    assert room().contains(again.frameGeometry().center())


def test_a_further_window_stands_beside_and_on_the_screen(opened: Open, sample: Path) -> None:
    window = opened(sample, size=(760, 500))
    window.move(0, 0)
    other = window.another()
    assert other.size() == window.size()
    assert other.pos() == window.pos() + QPoint(24, 24)
    window.move(room().right() - 300, room().bottom() - 200)
    assert room().contains(QRect(window.another().pos(), window.size()))
