"""The command palette: every command and every step, found by a few of their letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout

from opsdesigner.canvas.menus.chrome import SHADOW, card
from opsdesigner.canvas.menus.matching import fit
from opsdesigner.model import Diagram, Node
from opsdesigner.model.queries import process_of, scope_of, title
from opsdesigner.notation.kinds import KINDS

from ..icons import fixed_pixmap
from ..sides.crumbs import diagram_title
from ..style import Style, px
from ..words import one_line, tr
from .actions import full_text, key_of
from .search_list import ROW, Entry, Hit, Painter, Rows

if TYPE_CHECKING:
    from ..window import MainWindow

WIDTH, SHOWN, MOST = 560, 11, 60  # px; lines in view; lines at all
GO_TO = ("step", "start", "event", "boundary", "end", "gateway", "pool", "lane", "data", "store")
ICONS = {"step": "task", "gateway": "gateway", "pool": "pool", "lane": "pool", "data": "data", "store": "store"}


def entries(window: MainWindow) -> list[Entry]:
    """Everything that can be found: the steps of the document, its diagrams, then the commands."""
    return [*_steps(window), *_diagrams(window), *_commands(window)]


def _steps(window: MainWindow) -> list[Entry]:
    found: list[Entry] = []
    model = window.document.model if window.document is not None else None
    for node in model.all(Node) if model is not None else ():
        kind = KINDS.get(node.kind)
        if model is None or kind is None or kind.family not in GO_TO or not (name := title(model, node.id)):
            continue
        where = title(model, scope_of(model, node.id)) or title(model, process_of(model, node.id))
        picture = ICONS.get(kind.family, "event")
        go = partial(window.go_to, node.id)
        found.append(Entry(one_line(name, 80), one_line(where, 28), picture, go, kind.label))
    return found


def _diagrams(window: MainWindow) -> list[Entry]:
    model = window.document.model if window.document is not None else None
    pages = [each.id for each in model.all(Diagram)] if model is not None else []
    if model is None or len(pages) < 2:
        return []
    names = [one_line(diagram_title(model, id), 80) for id in pages]
    return [
        Entry(name, tr("Diagram"), "file", partial(window.go_to, id), "page tab")
        for name, id in zip(names, pages, strict=True)
    ]


def _commands(window: MainWindow) -> list[Entry]:
    found: list[Entry] = []
    for row in window.rows:
        action = window.actions_by_id[row.id]
        if row.id != "commands":
            entry = Entry(full_text(row, action), key_of(action), row.icon or "chev", action.trigger, row.words)
            found.append(entry._replace(enabled=action.isEnabled(), is_key=True))
    return found


def hits(query: str, all_entries: list[Entry]) -> list[Hit]:
    """The entries that fit, best first; without a query, the commands as they stand."""
    if not query.strip():
        return [Hit(entry, ()) for entry in all_entries if entry.is_key and entry.enabled][:MOST]
    scored = []
    for entry in all_entries:
        found = fit(query, entry.text, entry.words)
        spread = found.letters[-1] - found.letters[0] + 1 if found.letters else 0
        if found.score and spread <= 2 * len(query) + 2:
            scored.append((found.score - (0 if entry.enabled else 400), Hit(entry, found.letters)))
    scored.sort(key=lambda pair: -pair[0])
    return [hit for _, hit in scored[:MOST]]


class CommandPalette(QFrame):
    """Opens under the top row; keys only: type, up and down, Enter, Esc."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("commandPalette")
        self.setAccessibleName(tr("Find or do anything"))
        self._window = window
        self._entries: list[Entry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 1, SHADOW + 8, SHADOW + 1, SHADOW + 8)
        column.setSpacing(6)
        self.field, self.list, self.rows = QLineEdit(self), QListView(self), Rows(self)
        self.none = QLabel(self)
        self._lay_out(column)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._do(index.row()))
        self.hide()

    def _lay_out(self, column: QVBoxLayout) -> None:
        self.field.setPlaceholderText(tr("Type a command or the name of a step"))
        self.field.setAccessibleName(tr("Find or do anything"))
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 14, 0)
        head.setSpacing(10)
        self._glass = QLabel(self)
        head.addWidget(self._glass)
        head.addWidget(self.field, 1)
        leave = QLabel(tr("Esc"), self)
        leave.setObjectName("keyChip")
        head.addWidget(leave)
        column.addLayout(head)
        line = QFrame(self)
        line.setObjectName("rowLine")
        line.setFixedHeight(1)
        column.addWidget(line)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(Painter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("What was found"))
        column.addWidget(self.list, 1)
        self.none.setObjectName("empty")
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setContentsMargins(18, 6, 18, 6)
        column.addWidget(self.none)

    def open(self) -> None:
        """Shows it, empty, over the window."""
        window = self._window
        window.refresh()
        self._entries = entries(window)
        self._glass.setPixmap(fixed_pixmap("search", Style.here().theme.text3, px(18), self.devicePixelRatioF()))
        self.field.clear()
        self._search("")
        self.raise_()
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Hides it and gives the keyboard back to the canvas or the start page."""
        self.hide()
        if self._window.document is not None:
            self._window.view.setFocus()
        elif self._window.start is not None:
            self._window.start.first().setFocus()

    def _search(self, query: str) -> None:
        found = hits(query, self._entries)
        self.rows.show_hits(found)
        self.none.setText(tr("Nothing called “{}”.").format(one_line(query, 40)))
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self.rows.index(0))
        self._fit(len(found))

    def _fit(self, lines: int) -> None:
        """As high as what was found, as far as the window lets it."""
        window = self._window
        width = min(px(WIDTH), window.width() - 32)
        head = self.field.sizeHint().height() + 31
        left, top = (window.width() - width) // 2, window.top.height() + 12
        height = min(head + px(ROW) * max(1, min(lines, SHOWN)), window.height() - top - 16)
        self.setGeometry(left - SHADOW, top - SHADOW, width + 2 * SHADOW, height + 2 * SHADOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            card(p, QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW), Style.here().theme)

    def _do(self, row: int) -> None:
        if not 0 <= row < len(self.rows.hits) or not self.rows.hits[row].entry.enabled:
            return
        act = self.rows.hits[row].entry.act
        self.leave()
        act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.isAncestorOf(self._window.focusWidget() or self._window):
            self.hide()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        row, key = self.list.currentIndex().row(), event.key()
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(row)
        elif key in moves:
            last = self.rows.rowCount() - 1
            self.list.setCurrentIndex(self.rows.index(max(0, min(last, row + moves[Qt.Key(key)]))))
        else:
            return False
        return True
