"""A menu to type into: it finds entries by their letters, in groups, and shows the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ..icons import paint_icon
from ..words import tr
from .chooser_list import ROW, ChooserList
from .chrome import SHADOW, card, face, grown, key_cap
from .matching import fit

if TYPE_CHECKING:
    from ..view import CanvasView

WIDE, FIELD, MOST_ROWS = 316, 44, 13
BEST, GOOD = 8, 400  # fits shown once something is typed; a score below which letters are merely scattered


class Entry(NamedTuple):
    """One choice: what it is called, under which heading, what finds it, its key and what it does."""

    label: str
    group: str
    act: Callable[[], None]
    icon: str = "task"
    words: str = ""
    key: str = ""
    note: str = ""  # shown at the right, in grey
    late: bool = False  # found by typing only


class Row(NamedTuple):
    """A line of the list: a heading, or an entry with the letters to show bold."""

    heading: str
    entry: Entry | None = None
    letters: tuple[int, ...] = ()


Fallback = Callable[[str], list[Entry]]
Scopes = Mapping[str, tuple[list[Entry], Fallback]]  # what is found instead after a prefix like "a:"


def rows_for(query: str, entries: list[Entry], fallback: Fallback | None = None) -> list[Row]:
    """The headings and entries to show: in the order given, or the best fits first within the best groups."""
    fits = [(fit(query, entry.label, entry.words), entry) for entry in entries if query.strip() or not entry.late]
    found = [(one.score, one.letters, entry) for one, entry in fits if one.score]
    if query.strip():
        found.sort(key=lambda each: -each[0])
        good = [each for each in found if each[0] >= GOOD]
        more = [(0, (), entry) for entry in (fallback(query.strip()) if fallback else [])]
        found = [*good[:BEST], *more, *(found[:BEST] if not good else [])]
    groups: dict[str, list[Row]] = {}
    for _, letters, entry in found:
        groups.setdefault(entry.group, []).append(Row("", entry, letters))
    return [row for name, members in groups.items() for row in (Row(name), *members)]


class Chooser(QWidget):
    """The menu itself, a card over the canvas. Enter takes, arrows move, Esc or a click elsewhere closes."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self.setObjectName("chooser")
        self._canvas, self._entries = canvas, list[Entry]()
        self._fallback: Fallback | None = None
        self._scopes: Scopes = {}
        self._at = QPoint()
        self._held = False  # the key that opened it may still be down
        self.field = QLineEdit(self)
        self.field.setObjectName("chooserField")
        self.field.setFrame(False)
        self.field.setStyleSheet("QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0px; }")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.list = ChooserList(self)
        self.list.taken.connect(self._take)
        self.list.moved.connect(self._tell)
        self.hide()

    def open(
        self,
        entries: list[Entry],
        prompt: str,
        at: QPoint,
        fallback: Fallback | None = None,
        scopes: Scopes | None = None,
    ) -> None:
        """Shows the entries near a point of the canvas."""
        self._held = True
        self._entries, self._fallback, self._at, self._scopes = entries, fallback, at, scopes or {}
        theme = self._canvas.theme
        palette = self.field.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, theme.raised),
            (QPalette.ColorRole.Text, theme.text),
            (QPalette.ColorRole.PlaceholderText, theme.text3),
        ):
            palette.setColor(role, QColor(colour))
        self.field.setPalette(palette)
        self.field.setFont(face(13))
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> list[Row]:
        return self.list.rows

    def close_menu(self) -> None:
        if not self.isVisible():
            return
        had = self.field.hasFocus()
        self.hide()
        if had:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    def _search(self, query: str) -> None:
        entries, fallback, typed = self._entries, self._fallback, query.lstrip()
        for prefix, scope in self._scopes.items():
            if typed.casefold().startswith(prefix):
                (entries, fallback), query = scope, typed[len(prefix) :]
        self.list.show_rows(rows_for(query, entries, fallback), self._canvas.theme)
        self._arrange()

    def _tell(self) -> None:
        """A screen reader hears in the field which entry is current: the list is only painted."""
        entry = self.list.current_entry()
        said = tr("Nothing of that name fits here") if entry is None else f"{entry.label}, {entry.group}"
        self.field.setAccessibleDescription(said)

    def _arrange(self) -> None:
        room = self._canvas.rect()
        field, row = grown(FIELD), grown(ROW)
        body = min(self.list.full_height(), MOST_ROWS * row, room.height() - field - 24)
        wide, tall = min(grown(WIDE), room.width() - 16), field + max(row, body) + 8
        x = min(max(self._at.x(), 8), room.width() - wide - 8)
        y = min(max(self._at.y(), 8), room.height() - tall - 8)
        self.setGeometry(QRect(x, max(0, y), wide, tall).adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))
        self.field.setGeometry(SHADOW + grown(44), SHADOW + 8, wide - grown(100), field - 16)
        self.list.setGeometry(SHADOW + 6, SHADOW + field + 2, wide - 12, tall - field - 8)

    def _take(self, entry: Entry) -> None:
        self.close_menu()
        entry.act()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, field = self._canvas.theme, grown(FIELD)
        with QPainter(self) as p:
            body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
            card(p, body, theme)
            paint_icon(p, "search", theme.text2, QPoint(SHADOW + 14, SHADOW + grown(13)), grown(18))
            key_cap(p, body.right() - 14, body.top() + field / 2, tr("Esc"), theme.text3, theme.line2)
            p.fillRect(QRectF(body.left() + 1, body.top() + field, body.width() - 2, 1), QColor(theme.line))
            if not self.list.rows:
                p.setFont(face(13))
                p.setPen(QColor(theme.text3))
                place = QRectF(body.left() + 14, body.top() + field, body.width() - 28, grown(ROW) + 4)
                p.drawText(place, Qt.AlignmentFlag.AlignVCenter, tr("Nothing of that name fits here"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc in the field belong to the list; no key of the window gets past it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        self._held = self._held and event.isAutoRepeat()
        if self._held:
            return True  # what the key says that opened the menu is said
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key())
        )
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            step = 1 if event.key() == Qt.Key.Key_Tab else -1
        if step:
            self.list.step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.take_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_menu()
        else:
            return super().eventFilter(watched, event)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
