"""The command palette: every command and every step, found by a few of their letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from opsdesigner.canvas.matching import fit
from opsdesigner.model import Node
from opsdesigner.model.queries import process_of, scope_of, title
from opsdesigner.notation.kinds import KINDS

from .actions import key_of, plain_text
from .icons import fixed_pixmap, icon
from .style import Style
from .words import one_line, tr

if TYPE_CHECKING:
    from .window import MainWindow

WIDTH, ROW, MOST = 560, 36, 60
GO_TO = ("step", "start", "event", "boundary", "end", "gateway", "pool", "lane", "data", "store")
ICONS = {"step": "task", "gateway": "gateway", "pool": "pool", "lane": "pool", "data": "data", "store": "store"}
Index = QModelIndex | QPersistentModelIndex


class Entry(NamedTuple):
    """One line: what it is called, what is written at its right, what it does."""

    text: str
    note: str
    icon: str
    act: Callable[[], object]
    words: str = ""
    enabled: bool = True
    is_key: bool = False  # the note is a key


class Hit(NamedTuple):
    entry: Entry
    letters: tuple[int, ...]


def entries(window: MainWindow) -> list[Entry]:
    """Everything that can be found: the steps of the document, then the commands."""
    found: list[Entry] = []
    if window.document is not None:
        model = window.document.model
        for node in model.all(Node):
            kind = KINDS.get(node.kind)
            if kind is None or kind.family not in GO_TO or not (name := title(model, node.id)):
                continue
            where = title(model, scope_of(model, node.id)) or title(model, process_of(model, node.id))
            picture = ICONS.get(kind.family, "event")
            found.append(
                Entry(one_line(name, 80), one_line(where, 28), picture, partial(window.go_to, node.id), kind.label)
            )
    within = {row.id: row.menu.partition("/")[2] for row in window.rows}
    for id, action in window.actions_by_id.items():
        if id == "commands":
            continue
        text = f"{tr(within[id])}: {plain_text(action)}" if within.get(id) else plain_text(action)
        entry = Entry(text, key_of(action), "chev", action.trigger, str(action.data() or ""))
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


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show_hits(self, found: list[Hit]) -> None:
        self.beginResetModel()
        self.hits = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.hits[index.row()].entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.note}" if entry.note else entry.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = self.hits[index.row()].entry.enabled
        flags = Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEnabled if enabled else flags


class _Painter(QStyledItemDelegate):
    """Picture, text with the typed letters bold, note or key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = index.model()
        assert isinstance(rows, _Rows)
        hit, theme = rows.hits[index.row()], Style.here().theme
        box: QRect = option.rect.adjusted(6, 1, -6, -1)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            p.setPen(QColor(theme.accent) if theme.name.startswith("contrast") else Qt.PenStyle.NoPen)
            p.setBrush(QColor(theme.accent_tint))
            p.drawRoundedRect(box, 6, 6)
        ink = theme.text if hit.entry.enabled else theme.text3
        ratio = p.device().devicePixelRatioF()
        p.drawPixmap(box.left() + 10, box.center().y() - 7, fixed_pixmap(hit.entry.icon, theme.text2, 16, ratio))
        right = self._note(p, box, hit.entry, theme.text2, theme.line2)
        self._text(p, QRect(box.left() + 36, box.top(), right - box.left() - 44, box.height()), hit, ink)
        p.restore()

    def _text(self, p: QPainter, box: QRect, hit: Hit, ink: str) -> None:
        plain, bold = QFont(p.font()), QFont(p.font())
        bold.setWeight(QFont.Weight.DemiBold)
        p.setPen(QColor(ink))
        x, text = box.left(), hit.entry.text
        for at, letter in enumerate(text):
            font = bold if at in hit.letters else plain
            width = QFontMetrics(font).horizontalAdvance(letter)
            if x + width > box.right():
                p.drawText(QPoint(x, box.center().y() + 5), "…")
                return
            p.setFont(font)
            p.drawText(QPoint(x, box.center().y() + 5), letter)
            x += width

    def _note(self, p: QPainter, box: QRect, entry: Entry, ink: str, edge: str) -> int:
        """Paints what stands at the right; gives where it begins."""
        if not entry.note:
            return box.right() - 8
        font = QFont(p.font())
        font.setPixelSize(11 if entry.is_key else 12)
        width = QFontMetrics(font).horizontalAdvance(entry.note)
        place = QRect(box.right() - 10 - width, box.top(), width + 1, box.height())
        p.save()
        p.setFont(font)
        if entry.is_key:
            p.setPen(QColor(edge))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(place.adjusted(-5, 8, 4, -8), 4, 4)
        p.setPen(QColor(ink))
        p.drawText(place, Qt.AlignmentFlag.AlignVCenter, entry.note)
        p.restore()
        return place.left()


class CommandPalette(QFrame):
    """Opens under the top row; keys only: type, up and down, Enter, Esc."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("commandPalette")
        self.setAccessibleName(tr("Find or do anything"))
        self._window, self._entries = window, [Entry("", "", "", lambda: None)]
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(6)
        self.field, self.list, self.rows = QLineEdit(self), QListView(self), _Rows(self)
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
        leave = QLabel("Esc", self)
        leave.setObjectName("keyChip")
        head.addWidget(leave)
        column.addLayout(head)
        line = QFrame(self)
        line.setObjectName("rowLine")
        line.setFixedHeight(1)
        column.addWidget(line)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Painter(self.list))
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
        self._glass.setPixmap(icon("search", QPalette.ColorRole.PlaceholderText).pixmap(QSize(18, 18)))
        width = min(WIDTH, window.width() - 32)
        height = min(ROW * 11 + 62, window.height() - 96)
        self.setGeometry((window.width() - width) // 2, 56, width, height)
        self.field.clear()
        self._search("")
        self.raise_()
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Hides it and gives the keyboard back to the canvas."""
        self.hide()
        if self._window.document is not None:
            self._window.view.setFocus()

    def _search(self, query: str) -> None:
        found = hits(query, self._entries)
        self.rows.show_hits(found)
        self.none.setText(tr("Nothing called “{}”.").format(one_line(query, 40)))
        self.none.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.rows.index(0))

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
