"""Recovered work on the start page: what is not open and in no file, with when, how much, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from opsdesigner.safety import recovery, sessions
from opsdesigner.safety.recovery import Told

from .. import moments
from ..acts_beside import ActsBeside
from ..background import Job
from ..icons import fixed_pixmap
from ..keeping import copies, recovering
from ..style import Style, px
from ..words import one_line, tr

if TYPE_CHECKING:
    from ..window import MainWindow

LATER = 50  # ms after the page: what is opened by itself at the start comes first
MOST = 6  # cards
LEAST = 320  # px that the words have beside the buttons


def listed() -> list[Told]:
    """All that nobody has open and no file holds, the latest first; in a worker."""
    found = []
    for left in recovery.left():
        told = recovery.told(left.folder)
        if left.lock is not None:
            left.lock.release()
        if told is not None:
            found.append(told)
    return found


class Work(QWidget):
    """A card for each; empty where there is nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.cards: list[WorkCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 28)
        self._column.setSpacing(12)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._list)
        self.hide()

    def fill(self) -> None:
        """Looks through the journals beside the window, soon."""
        self._soon.start(LATER)

    def _list(self) -> None:
        Job(self, listed, lambda found: self._show(cast("list[Told]", found)), _fail).start()

    def _show(self, found: list[Told]) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [WorkCard(self._window, self, told) for told in found[:MOST]]
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(self.cards))


def _fail(error: Exception) -> None:
    raise error


class Act(NamedTuple):
    """A button of a card."""

    name: str
    text: str
    do: Callable[[], object]


class WorkCard(ActsBeside):
    """One document: green where all is well, amber where it has ended the program."""

    def __init__(self, window: MainWindow, work: Work, told: Told) -> None:
        super().__init__(work, 2, LEAST)
        self._window, self._work, self.told = window, work, told
        self.setObjectName("workCard")
        self.grid.setContentsMargins(16, 12, 16, 12)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(10)
        self.picture, self.title, self.words = QLabel(self), QLabel(self), QLabel(self)
        self.grid.addWidget(self.picture, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(2)
        for label, name in ((self.title, "h3"), (self.words, "second")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.grid.addLayout(column, 0, 1)
        self.buttons = QHBoxLayout(self.acts)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(8)
        self._say()

    def _say(self) -> None:
        told, when = self.told, moments.said(self.told.when)
        name = one_line(told.name or tr("New process"), 60)
        changes = tr("1 change") if told.edits == 1 else tr("{} changes").format(f"{told.edits:,}")
        if bad := recovering.too_often(told.folder):
            count = sessions.attempts(told.folder).times
            self.title.setText(tr("{} is kept, but not opened by itself").format(name))
            words = tr("The program ended {0} times while it was opened. What was not saved is kept: {1}, {2}.")
            self.words.setText(words.format(count, changes, when))
        else:
            self.title.setText(tr("Your work of {} is safe").format(when))
            saved = tr("{0}: {1} that are not in the file.") if told.path else tr("{0}, never saved: {1}.")
            self.words.setText(saved.format(name, changes))
        self._dress("warn" if bad else "recover", "amber" if bad else "green")
        going_on = [self._discarding(), *self._seeing(), Act("goOn", tr("Go on working"), self.open)]
        self._offer(self._ways_out() if bad else going_on)

    def _dress(self, picture: str, tone: str) -> None:
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{self.title.text()}. {self.words.text()}")
        colour = getattr(Style.here().theme, tone)
        self.picture.setPixmap(fixed_pixmap(picture, colour, px(20), self.devicePixelRatioF()))
        self.picture.setFixedSize(QSize(px(20), px(20)))
        self.style().unpolish(self)
        self.style().polish(self)

    def _offer(self, acts: list[Act]) -> None:
        while (item := self.buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for act in acts:
            button = QPushButton(act.text, self.acts)
            button.setObjectName("main" if act is acts[-1] else act.name)
            button.setAccessibleDescription(self.title.text())
            button.clicked.connect(lambda _=False, do=act.do: do())
            self.buttons.addWidget(button)
        self.place()

    def _ways_out(self) -> list[Act]:
        path = self.told.path
        found = [self._discarding()]
        if path is not None and path.is_file():
            title = tr("{} as last saved").format(path.stem)
            saved = tr("Open the file as last saved")
            found.append(Act("openSaved", saved, lambda: copies.open_template(self._window, path, title)))
        without = recovering.without(self._window, self.told.folder)
        return [*found, Act(without.name, without.text, without.do)]

    def _seeing(self) -> list[Act]:
        path = self.told.path
        return [Act("seeChanges", tr("See the changes"), self.see)] if path is not None and path.is_file() else []

    def see(self) -> None:
        """Opens it as it was, held against the file as last saved."""
        window, path = self._window, self.told.path
        self.open()
        if window.document is not None and path is not None:
            window.comparison.with_file(path, tr("{} as last saved").format(path.name))

    def _discarding(self) -> Act:
        return Act("discard", tr("Discard"), self.discard)

    def open(self) -> None:
        """Opens it as it was."""
        if not recovering.open_folder(self._window, self.told.folder):
            self._work.fill()

    def discard(self) -> None:
        """Takes it off the page; it is kept for 14 days, and can be taken back at once."""
        sessions.put_away(self.told.folder)
        self.title.setText(tr("Discarded"))
        self.words.setText(tr("It is kept for 14 days; File > Bring back lists it."))
        self._offer([Act("takeBack", tr("Undo"), self.take_back)])

    def take_back(self) -> None:
        """Undoes it."""
        put = self.told.folder.with_name(self.told.folder.name + sessions.DONE)
        if _taken_back(put):
            self._say()
        else:
            self._work.fill()


def _taken_back(folder: Path) -> bool:
    try:
        sessions.take_back(folder)
    except OSError:
        return False
    return True
