"""The program: one application, its windows, and what happens to an error nobody expected."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from opsdesigner import __version__, places

from .dialogs import say
from .settings import Settings
from .standing import keep
from .style import TEXT_SIZES, Style
from .window import MainWindow
from .words import tr

SWITCH = 0.001  # seconds a worker may keep the window waiting


class Program(QObject):
    """The windows that are open; it goes on after an unexpected error."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._asked = False

    def oops(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Notes the error in the state folder and says so once; the work goes on."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        import traceback

        note = places.state_folder() / "trouble.txt"
        text = "".join(traceback.format_exception(kind, error, trace))
        try:
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(text, encoding="utf-8")
        except OSError:
            sys.stderr.write(text)
        if not self._asked:
            self._asked = True
            box = say(
                QApplication.activeWindow(),
                tr("Something went wrong; your work is still here."),
                tr("What happened is written in {}.").format(note),
            )
            box.finished.connect(self._heard)

    def _heard(self) -> None:
        self._asked = False


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
    stop_by_hand(app)
    for group in [[path] for path in paths] or [[]]:
        window = MainWindow(group)
        keep(window)
        window.show()
    return app.exec()
