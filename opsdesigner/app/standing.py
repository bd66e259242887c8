"""Where windows stand: their first size, the place they had last, a place beside another; what keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from .window import MainWindow

FIRST_SIZE, LEAST_SIZE = QSize(1440, 900), QSize(720, 480)
FRAME = QSize(16, 48)  # what the system puts round a window, at most


def restore(window: MainWindow) -> None:
    """The size and place it had last; at first as large as it should be, its frame within the screen."""
    room = QGuiApplication.primaryScreen().availableGeometry().size() - FRAME
    window.setMinimumSize(LEAST_SIZE.boundedTo(room))
    window.resize(FIRST_SIZE.boundedTo(room))
    window.restoreGeometry(window.settings.data("window/geometry"))
    window.restoreState(window.settings.data("window/state"))


def remember(window: MainWindow) -> None:
    """Writes down where it stands now."""
    window.settings.put("window/geometry", window.saveGeometry())
    window.settings.put("window/state", window.saveState())
    window.settings.sync()


def stand_beside(window: MainWindow, other: MainWindow) -> None:
    """As large as another, a little to the right and below; where the screen ends, at its upper left."""
    window.resize(other.normalGeometry().size())
    room = other.screen().availableGeometry()
    free = QRect(room.topLeft(), (room.size() - window.size() - FRAME).expandedTo(QSize(0, 0)) + QSize(1, 1))
    wanted = other.pos() + QPoint(24, 24)
    window.move(wanted if free.contains(wanted) else free.topLeft())


_kept: set[MainWindow] = set()


def keep(window: MainWindow) -> None:
    """Holds a window until it closes: Qt alone keeps no Python object alive."""
    _kept.add(window)
    window.destroyed.connect(lambda: _kept.discard(window))
