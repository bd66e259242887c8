"""A bar above the document that says what has happened to it, and what can be done; nothing waits for an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from opsdesigner.canvas.access import announce

from ..acts_beside import ActsBeside
from ..words import tr

LEAST = 220  # px that the words have beside the buttons


class Choice(NamedTuple):
    """A button of the bar."""

    name: str
    text: str
    do: Callable[[], object]


class Notice(ActsBeside):
    """One sentence, its choices, and a button that closes the bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 1, LEAST)
        self.setObjectName("notice")
        self.grid.setContentsMargins(16, 8, 12, 8)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(8)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.grid.addWidget(self.words, 0, 0)
        self._row = QHBoxLayout(self.acts)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._buttons: list[QPushButton] = []
        self.hide()

    def say(self, text: str, choices: Sequence[Choice] = (), last: str = "", tone: str = "green") -> None:
        """Shows the bar with this, in green or amber; the last button always closes it, and says `last`."""
        self.leave()
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.words.setText(text)
        self.setAccessibleName(text)
        for choice in (*choices, Choice("leaveNotice", last or (tr("Keep") if choices else tr("Close")), self.leave)):
            button = QPushButton(choice.text, self.acts)
            button.setObjectName(choice.name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, do=choice.do: do())
            self._row.addWidget(button)
            self._buttons.append(button)
        self.place()
        self.show()
        announce(self, text)

    def first(self) -> QWidget:
        """What takes the keyboard."""
        return self._buttons[0] if self._buttons else self

    def leave(self) -> None:
        """Closes the bar."""
        self.hide()
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
