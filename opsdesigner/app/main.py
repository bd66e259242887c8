"""The program: one application, its windows, and what happens to an error nobody expected."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication

from opsdesigner import __version__
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Change
from opsdesigner.safety import reports

from .dialogs import say
from .keeping.recovering import open_left
from .settings import Settings
from .standing import keep
from .style import TEXT_SIZES, Style
from .window import MainWindow
from .words import tr

SWITCH = 0.001  # seconds a worker may keep the window waiting


class Program(QObject):
    """The windows that are open; it goes on after an unexpected error."""

    _raised = Signal(object, str)  # an error, wherever it was raised, and what is written about it

    _refused = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._asked = False
        self._refused.connect(_say_why)
        self._raised.connect(self._tell)  # from a worker it is told on the window's thread

    def oops(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Writes a report with the last edits and says so once; the work goes on. Any thread may call it."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, Refusal):  # what may not be done just now, and was not
            self._refused.emit(str(error))
            return
        try:
            where = tr("What happened is written in {}.").format(reports.write(error, _last_changes()))
        except OSError:
            sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
            where = ""
        self._raised.emit(error, where)

    def _tell(self, _: BaseException, where: str) -> None:
        if not self._asked:
            self._asked = True
            box = say(QApplication.activeWindow(), tr("Something went wrong; your work is still here."), where)
            box.finished.connect(self._heard)

    def _heard(self) -> None:
        self._asked = False


def _say_why(text: str) -> None:
    """Says beside the drawing in use why something is not done."""
    window = QApplication.activeWindow()
    if isinstance(window, MainWindow):
        window.view.refuse(text, window.view.pointer())


def _last_changes() -> list[Change]:
    """The last edits in the window in use, else in any."""
    app = QApplication.instance()
    if app is None or QThread.currentThread() is not app.thread():
        return []  # windows are looked into on their own thread only
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    windows.sort(key=lambda each: each is not QApplication.activeWindow())
    return next((list(each.guard.kept.recent) for each in windows if each.guard.kept is not None), [])


def application(arguments: Sequence[str]) -> QApplication:
    """The application, dressed as the settings say."""
    app = QApplication.instance() or QApplication(list(arguments))
    assert isinstance(app, QApplication)
    app.setApplicationName("OpsDesigner")
    app.setApplicationDisplayName("OpsDesigner")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("opsdesigner")
    sys.setswitchinterval(SWITCH)
    settings = Settings()
    style = Style.here()
    style.text_size = settings.number("view/textSize", 100, *TEXT_SIZES[:: len(TEXT_SIZES) - 1])
    style.choose(settings.text("view/theme", "system"), settings.flag("view/whitePaper"))
    return app


def stop_by_hand(app: QApplication) -> None:
    """Ctrl+C in the terminal closes the windows, which ask for what is unsaved; Qt alone would sleep through it."""
    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    if sys.platform != "win32":  # there only sockets can wake Qt up
        heard, said = os.pipe()
        os.set_blocking(said, False)
        signal.set_wakeup_fd(said)
        waker = QSocketNotifier(heard, QSocketNotifier.Type.Read, app)
        waker.activated.connect(lambda: os.read(heard, 1))


def run(paths: Sequence[Path | str]) -> int:
    """Opens a window for each file, or the start page, and stays until the last is closed."""
    app = application(sys.argv[:1])
    program = Program(app)
    sys.excepthook = program.oops
    threading.excepthook = lambda failure: program.oops(
        failure.exc_type, failure.exc_value or failure.exc_type(), failure.exc_traceback
    )
    stop_by_hand(app)
    for group in [[path] for path in paths] or [[]]:
        window = MainWindow(group)
        keep(window)
        window.show()
    QTimer.singleShot(0, window, lambda: open_left(window))
    return app.exec()
