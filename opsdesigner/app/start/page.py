"""The start page: new, open, what was open last, templates and samples, each with its picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..commands import menus
from ..icons import icon
from ..keeping import copies, filing
from ..style import Style, px
from ..words import one_line, tr
from .cards import BigButton, Card
from .grid import IN_ROW, CardGrid
from .thumbnails import Thumbnails
from .work import Work

if TYPE_CHECKING:
    from ..window import MainWindow

SIDE_WIDTH, WIDEST = 264, 1320  # px of the left column; of all cards in a row
RECENT = 2 * IN_ROW  # files shown


class StartPage(QWidget):
    """Fills itself anew each time it is shown; pictures come one by one afterwards."""

    work: Work

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self.thumbnails = Thumbnails(self)
        self.cards: list[Card] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._scroll, 1)
        Style.here().changed.connect(self._dress)
        self._dress()

    def first(self) -> QWidget:
        """What takes the keyboard first."""
        return self._new

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setObjectName("startSide")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left = side
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 32, 20, 20)
        column.setSpacing(4)
        brand = QHBoxLayout()
        self._logo, name = QLabel(), QLabel("OpsDesigner")
        name.setObjectName("h1")
        brand.setSpacing(10)
        brand.addWidget(self._logo)
        brand.addWidget(name, 1)
        column.addLayout(brand)
        column.addSpacing(20)
        acts = self._window.actions_by_id
        self._new = BigButton(tr("New process"), "new", tr("An empty page"), _key(self._window, "new"), True)
        self._open = BigButton(tr("Open a file"), "folder", "BPMN", _key(self._window, "open"), False)
        self._new.clicked.connect(acts["new"].trigger)
        self._open.clicked.connect(acts["open"].trigger)
        self._guide = BigButton(tr("Guide"), "book", tr("The first ten minutes"), _key(self._window, "guide"), False)
        self._guide.clicked.connect(acts["guide"].trigger)
        for button in (self._new, self._open, self._guide):
            column.addWidget(button)
        column.addStretch(1)
        drop = QLabel(tr("Or drop a file anywhere in this window."))
        drop.setObjectName("second")
        drop.setWordWrap(True)
        column.addWidget(drop)
        return side

    def _dress(self) -> None:
        self._left.setFixedWidth(px(SIDE_WIDTH))
        self._logo.setPixmap(icon("opsdesigner").pixmap(QSize(px(32), px(32)), self.devicePixelRatioF()))
        for button in (self._new, self._open, self._guide):
            button.dress()
        if self.isVisible():
            self.fill()

    def fill(self) -> None:
        """Recent files, templates and samples as they are now."""
        inner, page = QWidget(), QWidget()
        page.setMaximumWidth(px(WIDEST))
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(page, 1)
        across.addStretch()  # what is wider than the widest row stays free at the right
        column = QVBoxLayout(page)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(0)
        self.cards = []
        self.work = Work(self._window)
        column.addWidget(self.work)
        self.work.fill()
        recent = self._window.settings.remembered()[:RECENT]
        self._title(
            column, tr("Recent"), "" if recent else tr("Your files will stand here. Nothing leaves this computer.")
        )
        if recent:
            shown = [self._recent(path) for path in recent]
            self._cards(column, shown, lambda card: filing.open_path(self._window, card.path))
        self._ready(column, tr("Templates"), tr("Keep the shape, replace the words."), menus.patterns())
        about = tr("Complete processes of a bicycle maker. Each opens as a copy of your own.")
        self._ready(column, tr("Samples"), about, menus.samples())
        column.addStretch(1)
        self._scroll.setWidget(inner)
        QTimer.singleShot(0, self, lambda: self.thumbnails.ask(self.cards))

    def _recent(self, path: Path) -> Card:
        gone = not path.is_file()
        note = tr("not there any more") if gone else _when(path)
        card = Card(
            path, _name(path), menus.place(path), note, gone=gone, leave=tr("Take {} off this list").format(path.name)
        )
        card.left.connect(lambda: QTimer.singleShot(0, self, lambda: self._forget(path)))
        return card

    def _forget(self, path: Path) -> None:
        self._window.settings.forget(path)
        self.fill()
        self._new.setFocus()

    def _ready(self, column: QVBoxLayout, title: str, about: str, files: list[tuple[Path, str, str]]) -> None:
        """A row of documents to start from a copy of."""
        if not files:
            return
        column.addSpacing(24)
        self._title(column, title, about)
        made = [Card(path, name, words, height=128) for path, name, words in files]
        self._cards(column, made, lambda card: copies.open_template(self._window, card.path, card.title))

    def _title(self, column: QVBoxLayout, text: str, about: str) -> None:
        title, second = QLabel(text), QLabel(about)
        title.setObjectName("h2")
        second.setObjectName("second")
        second.setWordWrap(True)
        column.addWidget(title)
        if about:
            column.addSpacing(4)
            column.addWidget(second)
        column.addSpacing(12)

    def _cards(self, column: QVBoxLayout, cards: list[Card], act: Callable[[Card], object]) -> None:
        for card in cards:
            card.clicked.connect(lambda _=False, card=card: act(card))
        self.cards += cards
        column.addWidget(CardGrid(cards))


def _key(window: MainWindow, id: str) -> str:
    from ..commands.actions import key_of

    return key_of(window.actions_by_id[id])


def _name(path: Path) -> str:
    return one_line(path.stem, 60)


def _when(path: Path) -> str:
    try:
        day = datetime.fromtimestamp(path.stat().st_mtime).date()
    except OSError:
        return ""
    days = (date.today() - day).days
    return tr("today") if days <= 0 else tr("yesterday") if days == 1 else f"{day:%d %b}".lstrip("0")
