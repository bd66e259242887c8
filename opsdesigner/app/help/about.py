"""About: name, version, what the program stands on, and the facts a report of trouble needs."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from opsdesigner import __version__
from opsdesigner.places import resources

from ..icons import icon
from ..style import px
from ..words import tr

if TYPE_CHECKING:
    from ..window import MainWindow

SEEN = 1500  # ms a button says that it has copied


def facts() -> str:
    """One line: which program, on what."""
    parts = f"OpsDesigner {__version__}", f"Python {platform.python_version()}", f"Qt {qVersion()}"
    return ", ".join((*parts, platform.platform(terse=True), QGuiApplication.platformName()))


class About(QDialog):
    """A name, a few lines, three buttons."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("about")
        self.setWindowTitle(tr("About OpsDesigner"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(10)
        brand, logo, name = QHBoxLayout(), QLabel(), QLabel("OpsDesigner")
        logo.setPixmap(icon("opsdesigner").pixmap(QSize(48, 48), self.devicePixelRatioF()))
        name.setObjectName("h1")
        brand.setSpacing(14)
        brand.addWidget(logo)
        brand.addWidget(name, 1)
        column.addLayout(brand)
        column.addSpacing(6)
        for text in self._paragraphs():
            words = QLabel(text)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setMinimumWidth(px(440))
            column.addWidget(words)
        self.facts = QLabel(facts())
        self.facts.setObjectName("second")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.facts)
        column.addSpacing(10)
        column.addLayout(self._buttons())

    def _paragraphs(self) -> list[str]:
        path = resources() / "help" / "about.md"
        text = path.read_text("utf-8").replace("{version}", __version__) if path.is_file() else ""
        return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.new, self.copy, close = QPushButton(tr("What is new")), QPushButton(tr("Copy facts")), QPushButton()
        close.setText(tr("Close"))
        for button in (self.new, self.copy):
            button.setAutoDefault(False)
        close.setDefault(True)
        self.new.clicked.connect(self._show_news)
        self.copy.clicked.connect(self._copy)
        close.clicked.connect(self.close)
        row.addWidget(self.new)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show_news(self) -> None:
        self.close()
        self._window.actions_by_id["changelog"].trigger()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(facts())
        self.copy.setText(tr("Copied"))
        QTimer.singleShot(SEEN, self.copy, lambda: self.copy.setText(tr("Copy facts")))
