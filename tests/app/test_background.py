"""Work in a thread beside the window: told when done, silent when nobody is there to be told."""

from __future__ import annotations

import gc
from threading import Event, Thread, current_thread

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


class Knot:
    """Garbage that only a collection finds; it says in which thread it was found."""

    def __init__(self, found: list[Thread]) -> None:
        self.found, self.self = found, self

    def __del__(self) -> None:
        self.found.append(current_thread())


def test_garbage_is_never_swept_up_beside_the_window(qtbot: QtBot) -> None:
    """A closed window that was swept up in a job's thread took the program with it."""
    asker, told, found, usual = QObject(), list[object](), list[Thread](), gc.get_threshold()
    gc.collect()
    gc.set_threshold(1, 1, 1)
    try:
        gc.disable()
        Knot(found)
        job = Job(asker, lambda: [[] for _ in range(100)], told.append, told.append)
        job.start()
        assert QThreadPool.globalInstance().waitForDone(5000)
        assert found == []
        qtbot.waitUntil(lambda: bool(told))
    finally:
        gc.set_threshold(*usual)
        gc.enable()
    gc.collect()
    assert found == [current_thread()]
