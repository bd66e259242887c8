"""Hands on the capture bar, and what is to be seen of it."""

from __future__ import annotations

from time import sleep

from PySide6.QtWidgets import QApplication

from opsdesigner.app.window import MainWindow
from opsdesigner.model import Node
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import FLOW_NODES

from .hands import Hands, Key


class Bar(Hands):
    """Hands on the bar."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.bar, self.field = window.capture_bar, window.capture_bar.line
        self.view = window.twin.process.view

    def say(self, text: str) -> None:
        """One line and Enter; the words are not counted."""
        self.type(text)
        self.key(Key.Key_Return)

    def talk(self, text: str) -> None:
        for line in text.splitlines():
            self.say(line)

    def settle(self) -> None:
        """The ghost is there."""
        for _ in range(2000):
            QApplication.processEvents()
            if not self.window.capturing.ghost.busy:
                return
            sleep(0.002)  # not QTest.qWait: it would keep the worker from working

    @property
    def seen(self) -> list[str]:
        """The names of the ghosts on the process that are no frames."""
        ghosts = self.window.capturing.ghost.ghosts[1]
        return [each.picture.name for each in ghosts.shapes if each.picture.kind.family not in ("pool", "lane")]

    @property
    def steps(self) -> list[str]:
        return [node.name for node in self.model.all(Node) if node.kind in FLOW_NODES]

    @property
    def step(self) -> str:
        """The name of the current step."""
        now = self.window.capturing.talk.now
        return title(self.model, now.step) if now is not None and now.step else ""

    @property
    def role(self) -> str:
        return self.bar.role.words if self.bar.role.isVisible() else ""

    @property
    def open(self) -> str:
        return self.bar.open.text() if self.bar.open.isVisible() else ""

    @property
    def refused(self) -> str:
        return self.bar.message.text() if self.bar.message.isVisible() else ""
