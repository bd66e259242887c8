"""What goes wrong in a method that Qt calls is told, and the program goes on."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

import opsdesigner.app
import opsdesigner.canvas
from opsdesigner.canvas import raising

from .hand import Key

ROOT = Path(__file__).resolve().parents[2]

# Errors that Python itself raises in C; those of a `raise` were never in danger.
ODD: dict[str, Callable[[], object]] = {
    "ValueError": lambda: [1].index(2),
    "IndexError": lambda: [1][1],
    "TypeError": lambda: len(5),  # type: ignore[arg-type]
    "ZeroDivisionError": lambda: 1 // 0,
    "KeyError": lambda: {}[1],
}


def test_an_error_under_a_key_reaches_the_program() -> None:
    """In a process of its own, which an error would end where nothing guards against it."""
    script = (
        "import sys\n"
        "from PySide6.QtCore import Qt, QTimer\n"
        "from PySide6.QtTest import QTest\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from opsdesigner.canvas.keyboard import keys\n"
        "from opsdesigner.canvas.view import CanvasView\n"
        "from tests.canvas.test_raising import ODD\n"
        "app = QApplication([])\n"
        "view = CanvasView()\n"
        "view.show()\n"
        "sys.excepthook = lambda kind, *more: print(kind.__name__)\n"
        "left = list(ODD)\n"
        "keys.pressed = lambda view, event: ODD[left.pop(0)]()\n"
        "for _ in ODD:\n"
        "    QTimer.singleShot(0, lambda: QTest.keyClick(view, Qt.Key.Key_Right))\n"
        "QTimer.singleShot(0, app.quit)\n"
        "app.exec()\n"
        "print('goes on')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.split()) == (0, [*ODD, "goes", "on"])


def classes(of: type = Shiboken.Object) -> Iterator[type]:
    for each in of.__subclasses__():
        yield each
        yield from classes(each)


def load(package: ModuleType) -> None:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="there errors are whole from the start")
def test_no_method_that_qt_calls_is_left_out() -> None:
    load(opsdesigner.canvas)
    load(opsdesigner.app)
    found, bare = 0, []
    for each in {each for each in classes() if each.__module__.startswith("opsdesigner.")}:
        native = next(base for base in each.__mro__ if base.__module__.startswith("PySide6"))
        for name in dir(each):
            method: Any = getattr(each, name)
            if isinstance(method, FunctionType) and hasattr(native, name) and not name.startswith("__"):
                found += 1
                bare += [] if hasattr(method, "__wrapped__") else [f"{each.__qualname__}.{name}"]
    assert found > 100 and bare == []


def test_what_is_guarded_takes_what_it_took(qtbot: QtBot) -> None:
    """A signal hands over as much as the method takes, and Qt gets the answer."""

    class Box(QWidget):
        keys = ""

        def sizeHint(self) -> QSize:
            return QSize(70, 30)

        def close(self) -> bool:
            self.keys += "closed"
            return super().close()

        def keyPressEvent(self, event: QKeyEvent) -> None:
            self.keys += event.text()

    box, other = Box(), QObject()
    qtbot.addWidget(box)
    other.objectNameChanged.connect(box.close)
    other.setObjectName("name")
    QTest.keyClick(box, Key.Key_A)
    box.adjustSize()
    assert (box.keys, box.size()) == ("closeda", QSize(70, 30))


def test_an_error_is_the_same_error() -> None:
    def odd(self: object, more: str = "") -> None:
        raise LookupError(more)

    with pytest.raises(LookupError, match="here"):
        raising.whole(odd)(None, more="here")
    assert raising.whole(odd).__name__ == "odd"
