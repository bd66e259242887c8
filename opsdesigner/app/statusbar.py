"""The status bar: is the work safe, what the file said, what is selected, how large it is shown."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStatusBar, QToolButton, QWidget

from opsdesigner.model import Id, Model
from opsdesigner.model.queries import subject, title

from .icons import icon
from .style import Style, px
from .words import NARROW, one_line, tip, tr

if TYPE_CHECKING:
    from .organisation.ownership import Waiting

HEIGHT = 28
HINT = 8000  # ms that a hint stays
SAFE, OPEN, BUSY, LOST = "green", "amber", "blue", "red"  # tokens of the dot


class StatusBar(QStatusBar):
    """Reads left to right: safe and time, notes, selection, a hint; the zoom at the right."""

    def __init__(self, parent: QWidget, zoom_menu: QMenu) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self.setFixedHeight(px(HEIGHT))
        self._state = (SAFE, "")
        inner = QWidget(self)
        row = QHBoxLayout(inner)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        self.safe, self.selection, self.hint = QLabel(inner), QLabel(inner), QLabel(inner)
        for label in (self.safe, self.selection, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.safe.setTextFormat(Qt.TextFormat.RichText)  # our own words and a dot
        self.notes = QToolButton(inner)
        self.notes.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.notes.setIconSize(QSize(14, 14))
        self.notes.setAccessibleName(tr("Findings"))
        self.unowned, self.idle, self.questions = QToolButton(inner), QToolButton(inner), QToolButton(inner)
        named = ((self.unowned, "unownedSteps"), (self.idle, "idleRoles"), (self.questions, "questions"))
        for button, name in named:
            button.setObjectName(name)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(14, 14))
            button.hide()
        self.questions.setIcon(icon("ring", QPalette.ColorRole.PlaceholderText))
        self.questions.setToolTip(tip(tr("Next question without an answer: what if it is late, partial…"), "Ctrl+J"))
        self.zoom = QToolButton(inner)
        self.zoom.setAccessibleName(tr("Zoom"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setMenu(zoom_menu)
        self.version = QLabel(inner)
        self.cancel = QToolButton(inner)
        self.cancel.setObjectName("stopWork")
        self.cancel.setText(tr("Cancel"))
        self.cancel.hide()
        self._stop: Callable[[], object] = lambda: None
        self.cancel.clicked.connect(self._stop_work)
        for part in (
            self.safe,
            self.notes,
            self.unowned,
            self.idle,
            self.questions,
            self.selection,
            self.hint,
            self.cancel,
        ):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.version)
        row.addWidget(self.zoom)
        self.addWidget(inner, 1)
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.timeout.connect(self.hint.clear)

    def show_safe(self, token: str, text: str) -> None:
        """The dot's colour and what it means."""
        self._state = (token, text)
        colour = getattr(Style.here().theme, token or "text2")
        said = escape(text)
        self.safe.setText(f"<span style='color:{colour}'>●</span>&nbsp; {said}" if token else said)

    def show_notes(self, count: int) -> None:
        self.notes.setVisible(count >= 0)
        words = tr("No findings") if count == 0 else tr("1 finding") if count == 1 else tr("{} findings").format(count)
        self.notes.setText(words)
        self.notes.setIcon(icon("info", QPalette.ColorRole.PlaceholderText) if count > 0 else QIcon())

    def begin(self) -> None:
        """Says nothing of a document, for there is none."""
        self.show_notes(-1)
        self.show_selection("")
        self.zoom.hide()

    def show_selection(self, text: str) -> None:
        self.selection.setText(text)

    def show_waiting(self, waiting: Waiting) -> None:
        """Steps without an owner and roles without steps, in a document that has roles at all."""
        rows = (
            (
                self.unowned,
                waiting.unowned,
                tr("1 step without an owner"),
                tr("{} steps without an owner"),
                "person-off",
            ),
            (self.idle, waiting.idle, tr("1 role without steps"), tr("{} roles without steps"), "vacant"),
        )
        for button, count, one, many, picture in rows:
            button.setVisible(bool(count and waiting.staff))
            button.setText(one if count == 1 else many.format(count))
            button.setIcon(icon(picture, QPalette.ColorRole.PlaceholderText))

    def show_questions(self, answered: int, asked: int, wanted: bool) -> None:
        """How many of the questions of a process have an answer, where somebody has begun to ask."""
        self.questions.setVisible(bool(asked and (answered or wanted)))
        self.questions.setText(tr("{} of {} questions answered").format(answered, asked))

    def show_hint(self, text: str) -> None:
        """Says something for a while: what is old news is no hint."""
        self.hint.setText(text)
        self._until.start(HINT)

    def show_work(self, text: str, stop: Callable[[], object]) -> None:
        """Says what is under way, and lets it be stopped, until `end_work`."""
        self.show_hint(text)
        self._until.stop()
        self._stop = stop
        self.cancel.show()

    def end_work(self) -> None:
        self.hint.clear()
        self.cancel.hide()

    def _stop_work(self) -> None:
        self.cancel.hide()
        self.hint.setText(tr("Stopping…"))
        self._stop()

    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{round(zoom * 100)}{NARROW}%")

    def dress(self) -> None:
        self.setFixedHeight(px(HEIGHT))
        self.show_safe(*self._state)


def selection_text(model: Model, ids: frozenset[Id]) -> str:
    """What is selected, by name or by number."""
    if len(ids) != 1:
        return tr("{} selected").format(len(ids)) if ids else ""
    record = subject(model, next(iter(ids)))
    name = one_line(title(model, record.id), 40) if record else ""
    return tr("{} selected").format(f"“{name}”" if name else "1")
