"""Work beside the window: a function in a worker thread, its outcome told on the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from .memory import undisturbed


class Job(QObject):
    """One function on its way; lives until its outcome is told."""

    _ended = Signal()

    def __init__(
        self,
        parent: QObject,
        work: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(parent)
        self._work, self._done, self._failed = work, done, failed
        self._outcome: object = None
        self._error: Exception | None = None
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        try:
            with undisturbed():
                self._outcome = self._work()
        except Exception as error:
            self._error = error
        self._ended.emit()

    @Slot()
    def _tell(self) -> None:
        self.deleteLater()
        if self._error is not None:
            self._failed(self._error)
        else:
            self._done(self._outcome)
