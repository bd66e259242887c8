"""The start page: new, open, what was open last, templates and samples, each with its picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from . import filing, menus
from .icons import icon
from .style import Style
from .thumbnails import RATIO, Thumbnails
from .words import one_line, tr

if TYPE_CHECKING:
    from .window import MainWindow

SIDE_WIDTH, GAP, IN_ROW = 264, 16, 4


class Card(QAbstractButton):
    """A picture over a name and a line about it."""

    def __init__(self, path: Path, name: str, about: str, note: str = "", height: int = 172) -> None:
        super().__init__()
        self.path, self._name, self._about, self._note = path, name, about, note
        self._height, self.picture = height, QPixmap()
        self.setAccessibleName(f"{name}, {about}" if about else name)
        self.setObjectName("startCard")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(height + 44)
        self.setMinimumWidth(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, self._height + 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        box = QRectF(0.5, 0.5, self.width() - 1, self._height - 1)
        with QPainter(self) as p:
            p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            frame = QPainterPath()
            frame.addRoundedRect(box, 8, 8)
            p.fillPath(frame, QColor(Style.here().paper.canvas))
            self._paint_picture(p, box, frame)
            marked = self.underMouse() or self.hasFocus()
            p.setPen(QPen(QColor(theme.accent if marked else theme.line), 2 if self.hasFocus() else 1))
            p.drawPath(frame)
            self._paint_words(p, theme.text, theme.text2)

    def _paint_picture(self, p: QPainter, box: QRectF, frame: QPainterPath) -> None:
        if self.picture.isNull():
            return
        inner = box.adjusted(12, 12, -12, -12)
        size = self.picture.size() / RATIO
        scale = min(1.0, inner.width() / size.width(), inner.height() / size.height())
        place = QRectF(0, 0, size.width() * scale, size.height() * scale)
        place.moveCenter(inner.center())
        p.save()
        p.setClipPath(frame)
        p.drawPixmap(place, self.picture, QRectF(self.picture.rect()))
        p.restore()

    def _paint_words(self, p: QPainter, ink: str, ink2: str) -> None:
        font = p.font()
        font.setWeight(font.Weight.DemiBold)
        p.setFont(font)
        p.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        width = self.width() - 4
        elide = Qt.TextElideMode.ElideRight
        name = p.fontMetrics().elidedText(self._name, elide, width)
        p.drawText(QRectF(0, self._height + 8, width, 18), flags, name)
        font.setWeight(font.Weight.Normal)
        font.setPixelSize(12)
        p.setFont(font)
        p.setPen(QColor(ink2))
        note = p.fontMetrics().horizontalAdvance(self._note)
        about = p.fontMetrics().elidedText(self._about, elide, width - note - 12)
        line = QRectF(0, self._height + 26, width, 16)
        p.drawText(line, flags, about)
        p.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._note)


class BigButton(QPushButton):
    """An icon, what it does, a line about it, its key."""

    def __init__(self, name: str, picture: str, about: str, key: str, main: bool) -> None:
        super().__init__()
        self.setObjectName("bigMain" if main else "bigPlain")
        self.setAccessibleName(name)
        self.setFixedHeight(52)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(12)
        self._picture, self._icon, self._main = QLabel(), picture, main
        words = QVBoxLayout()
        words.setSpacing(0)
        title, second, chip = QLabel(name), QLabel(about), QLabel(key)
        title.setObjectName("onMain" if main else "h3")
        title.setStyleSheet("border: none; font-weight: 600;")
        second.setObjectName("" if main else "second")
        chip.setObjectName("keyChip")
        words.addStretch(1)
        words.addWidget(title)
        words.addWidget(second)
        words.addStretch(1)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(chip)
        for part in (self._picture, title, second, chip):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def dress(self) -> None:
        from PySide6.QtGui import QPalette

        role = QPalette.ColorRole.HighlightedText if self._main else QPalette.ColorRole.ButtonText
        self._picture.setPixmap(icon(self._icon, role).pixmap(QSize(20, 20), self.devicePixelRatioF()))


class StartPage(QWidget):
    """Fills itself anew each time it is shown; pictures come one by one afterwards."""

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
        side.setFixedWidth(SIDE_WIDTH)
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
        column.addWidget(self._new)
        column.addWidget(self._open)
        column.addStretch(1)
        drop = QLabel(tr("Or drop a file anywhere in this window."))
        drop.setObjectName("second")
        drop.setWordWrap(True)
        column.addWidget(drop)
        return side

    def _dress(self) -> None:
        self._logo.setPixmap(icon("opsdesigner").pixmap(QSize(32, 32), self.devicePixelRatioF()))
        for button in (self._new, self._open):
            button.dress()

    def fill(self) -> None:
        """Recent files, templates and samples as they are now."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(0)
        self.cards = []
        recent = self._window.settings.recent()[:IN_ROW]
        self._title(
            column, tr("Recent"), "" if recent else tr("Your files will stand here. Nothing leaves this computer.")
        )
        if recent:
            shown = [Card(path, _name(path), _place(path), _when(path)) for path in recent]
            self._cards(column, shown, lambda card: filing.open_path(self._window, card.path))
        column.addSpacing(24)
        ready = menus.templates()
        if ready:
            self._title(
                column, tr("Templates"), tr("Each comes filled with an example. Keep the shape, replace the words.")
            )
            made = [Card(path, name, about, height=140) for path, name, about in ready]
            self._cards(column, made, lambda card: filing.open_template(self._window, card.path, card.accessibleName()))
        self._samples(column)
        column.addStretch(1)
        self._scroll.setWidget(inner)
        QTimer.singleShot(0, self, lambda: self.thumbnails.ask(self.cards))

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
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for at, card in enumerate(cards):
            grid.addWidget(card, at // IN_ROW, at % IN_ROW)
            card.clicked.connect(lambda _=False, card=card: act(card))
        for at in range(IN_ROW):
            grid.setColumnStretch(at, 1)
        for at in range(len(cards), IN_ROW):
            grid.addWidget(QWidget(), 0, at)
        self.cards += cards
        column.addLayout(grid)

    def _samples(self, column: QVBoxLayout) -> None:
        found = menus.samples()
        if not found:
            return
        rule = QFrame()
        rule.setObjectName("startRule")
        rule.setFixedHeight(1)
        column.addSpacing(28)
        column.addWidget(rule)
        column.addSpacing(16)
        row = QHBoxLayout()
        title = QLabel(tr("Samples"))
        title.setObjectName("h2")
        row.addWidget(title)
        row.addSpacing(8)
        for path in found[:6]:
            link = QPushButton(menus.sample_title(path))
            link.setObjectName("link")
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(lambda _=False, path=path: filing.open_path(self._window, path))
            row.addWidget(link)
        row.addStretch(1)
        column.addLayout(row)


def _key(window: MainWindow, id: str) -> str:
    from .actions import key_of

    return key_of(window.actions_by_id[id])


def _name(path: Path) -> str:
    return one_line(path.stem, 60)


def _place(path: Path) -> str:
    home = str(Path.home())
    folder = str(path.parent)
    return "~" + folder.removeprefix(home) if folder.startswith(home) else folder


def _when(path: Path) -> str:
    try:
        day = datetime.fromtimestamp(path.stat().st_mtime).date()
    except OSError:
        return ""
    days = (date.today() - day).days
    return tr("today") if days <= 0 else tr("yesterday") if days == 1 else f"{day:%d %b}".lstrip("0")
