"""Work beside the window: a function in a worker thread, its outcome told on the window's thread."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from .memory import hold, release

_under_way: set[Job] = set()  # a job outlives the window that asked for it: its thread still has to speak


class Job(QObject):
    """One function on its way; its outcome is told while the object it is done for is there."""

    _ended = Signal()

    def __init__(
        self,
        asker: QObject,
        work: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__()
        self._asker = asker
        self._work, self._done, self._failed = work, done, failed
        self._outcome: object = None
        self._error: Exception | None = None
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        _under_way.add(self)
        hold()
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        try:
            self._outcome = self._work()
        except Exception as error:
            self._error = error
        if shiboken6.isValid(self):  # else the program is ending
            self._ended.emit()

    @Slot()
    def _tell(self) -> None:
        release()
        _under_way.discard(self)
        self.deleteLater()
        if not shiboken6.isValid(self._asker):
            return
        if self._error is not None:
            self._failed(self._error)
        else:
            self._done(self._outcome)
