"""Windows for the tests: shown, closed and let go afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from opsdesigner import places
from opsdesigner.app.keeping import filing
from opsdesigner.app.main import application
from opsdesigner.app.style import Style
from opsdesigner.app.window import MainWindow
from opsdesigner.model import Node, Shape
from opsdesigner.model.queries import title

SAMPLE = "order-fulfilment.bpmn"
Open = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A sample that may be written to."""
    return Path(shutil.copy(places.samples() / SAMPLE, tmp_path))


@pytest.fixture
def opened(qtbot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:  # type: ignore[no-untyped-def]
    """Opens windows; whatever the test leaves is closed without asking."""
    application([])
    monkeypatch.setattr(filing, "sweep", lambda: None)  # it would look through all of pytest for each window
    Style.here().text_size = 100
    Style.here().choose("light", False)
    QCursor.setPos(-100, -100)  # where the last test left it, it may lie over what this one pastes on
    made: list[MainWindow] = []

    def open_window(*paths: Path, size: tuple[int, int] = (1280, 800)) -> MainWindow:
        window = MainWindow(paths)
        made.append(window)
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        QCoreApplication.processEvents()
        return window

    yield open_window
    for window in [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]:
        window._leaving = True
        window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def shape_named(window: MainWindow, name: str) -> str:
    """The shape on the diagram in view that shows this name."""
    model = window.view.model
    for shape in model.all(Shape):
        if shape.diagram == window.view.diagram and title(model, shape.node) == name:
            return shape.id
    raise LookupError(name)


def node_of(window: MainWindow, shape: str) -> Node:
    record = window.view.model[shape]
    assert isinstance(record, Shape)
    node = window.view.model.get(record.node, Node)
    assert node is not None
    return node
