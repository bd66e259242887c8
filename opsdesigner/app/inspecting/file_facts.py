"""What the file says beyond what can be edited: foreign attributes and elements, and the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from opsdesigner.files import bpmn
from opsdesigner.model import Id, Node
from opsdesigner.notation.kinds import FLOW_NODES

from ..words import NARROW, tr

if TYPE_CHECKING:
    from ..window import MainWindow

SMALL = 300_000  # bytes of a file whose elements are looked up without being asked


class FileFacts(QWidget):
    """Read only. In a large file the look-up takes a moment, so it waits for a click."""

    def __init__(self, parent: QWidget, window: MainWindow, ids: list[Id]) -> None:
        super().__init__(parent)
        self._window, self._ids = window, ids
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 0, 0)
        self._column.setSpacing(4)
        document = window.document
        assert document is not None
        if not ids:
            self._about_file()
        elif len(ids) == 1 and ids[0] in document.source.records:
            if len(document.source.data) <= SMALL:
                self._look_up()
            else:
                show = QPushButton(tr("Show what else the file says"))
                show.setObjectName("link")
                show.clicked.connect(show.hide)
                show.clicked.connect(self._look_up)
                self._column.addWidget(show)

    def _heading(self, text: str) -> None:
        label = QLabel(text)
        label.setObjectName("section")
        self._column.addWidget(label)

    def _fact(self, name: str, value: str) -> None:
        label = QLabel(f"{name}: {value}" if value else name)
        label.setObjectName("unknown")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)

    def _look_up(self) -> None:
        document = self._window.document
        assert document is not None
        found = bpmn.unknown(document.source, self._ids[0])
        if not found:
            return
        self._heading(tr("Also in the file, kept as it is"))
        for name, value in found[:60]:
            self._fact(name, " ".join(value.split())[:400])

    def _about_file(self) -> None:
        document = self._window.document
        assert document is not None
        nodes = list(document.model.all(Node))
        steps = sum(node.kind in FLOW_NODES for node in nodes)
        self._heading(tr("Document"))
        self._fact(tr("File"), str(document.path) if document.path else tr("not saved yet"))
        if document.path is not None:
            self._fact(tr("Size"), f"{max(1, len(document.source.data) // 1000)}{NARROW}kB")
        self._fact(tr("Steps, events, gateways"), str(steps))
        self._fact(tr("Notes"), str(len(document.notes)))
