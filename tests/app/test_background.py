"""Work in a thread beside the window: told when done, silent when nobody is there to be told."""

from __future__ import annotations

from threading import Event

import shiboken6
from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from opsdesigner.app.background import Job


def test_an_outcome_or_an_error_is_told(qtbot: QtBot) -> None:
    asker, told = QObject(), list[object]()
    Job(asker, lambda: 42, told.append, told.append).start()
    qtbot.waitUntil(lambda: told == [42])
    Job(asker, lambda: [][1], told.append, told.append).start()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert isinstance(told[1], IndexError)


def test_nobody_is_told_when_the_asker_is_gone(qtbot: QtBot) -> None:
    """The thread once spoke through an object that had gone with its window: a traceback on standard error."""
    asker, told, free = QObject(), list[object](), Event()
    Job(asker, free.wait, told.append, told.append).start()
    shiboken6.delete(asker)
    free.set()
    assert QThreadPool.globalInstance().waitForDone(5000)
    QTest.qWait(20)
    assert told == []
