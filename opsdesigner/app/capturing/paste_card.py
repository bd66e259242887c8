"""What was pasted, beside the canvas: what it is understood as, lines to put right, columns; take it or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from opsdesigner.canvas.keyboard.keys import COMPARE
from opsdesigner.capture.completing import Names

from ..findings.tidy_bar import KeyButton
from ..focus import chain
from ..outline.editor import OutlineEditor
from ..outline.margin import Role
from ..style import Style, px
from ..words import tr
from .paste_words import summary, wrong_head, wrong_lines

if TYPE_CHECKING:
    from opsdesigner.capture.understanding import Understood

WIDE, HIGH = 360, 300  # px beside the canvas, below it
COLUMNS = 9  # that have a key
PLAIN_LINES = 500  # above these the words are not coloured
CALM = 300  # ms without a key before an edited text is understood anew
PARK = "P"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class PasteCard(QWidget):
    """Says what its keys and buttons mean; what becomes of that is `Pasting`'s business."""

    taken, left, parked, edited = Signal(), Signal(), Signal(), Signal()
    column_turned = Signal(int)  # another meaning for a column
    compared = Signal(bool)  # the drawing as it is, or as it would be

    def __init__(self, parent: QWidget, names: Callable[[], Names]) -> None:
        super().__init__(parent)
        self.setObjectName("pasteCard")
        self.setAccessibleName(tr("What was pasted"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.owners: tuple[str, ...] = ()
        self.looks: dict[str, Role] = {}  # by the role's name
        self.title, self.words, self.head = QLabel(tr("Paste"), self), QLabel(self), QLabel(self)
        for label, name in ((self.title, "h3"), (self.words, "pasteWords"), (self.head, "refusal")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.columns: list[KeyButton] = []
        self._table = QWidget(self)
        self._cells = QGridLayout(self._table)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setSpacing(6)
        self.editor = OutlineEditor(self, self._role_of, names)
        self.editor.setUndoRedoEnabled(True)
        self.editor.setAccessibleName(tr("The lines that were pasted"))
        self.wrong, self._sentences = QListView(self), QStringListModel(self)
        self._lay_out()
        self._quiet = QTimer(self, singleShot=True, interval=CALM)
        self._filling = False
        self._lines: list[int] = []  # those that are not understood, from 0
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.editor.setMinimumHeight(px(56))
        self.wrong.setMinimumHeight(px(36))
        self.wrong.setSizeAdjustPolicy(QListView.SizeAdjustPolicy.AdjustToContents)  # no higher than its sentences
        self.wrong.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.wrong.setModel(self._sentences)
        self.wrong.setAccessibleName(tr("Lines that are not understood"))
        self.wrong.setWordWrap(True)
        self.wrong.setResizeMode(QListView.ResizeMode.Adjust)
        self.wrong.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.wrong.setSpacing(2)
        self.wrong.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.wrong.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.park = KeyButton(tr("Keep as problems"), PARK, tr("Lines that are not understood become problems"), self)
        self.before = KeyButton(tr("Before"), COMPARE, tr("Show the page as it is now"), self)
        self.before.setCheckable(True)
        self.leave = KeyButton(tr("Leave"), tr("Esc"), tr("Leave all as it was"), self)
        self.take = KeyButton(tr("Take"), tr("Enter"), tr("Take all of it, as one undo step"), self)
        self.take.setObjectName("main")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(8)
        for part in (self.title, self.words, self._table):
            column.addWidget(part)
        column.addWidget(self.editor, 3)
        column.addWidget(self.head)
        column.addWidget(self.wrong, 2)
        column.addWidget(self.park, 0, Qt.AlignmentFlag.AlignLeft)
        area = QScrollArea(self)  # large words in a small window scroll rather than lie on each other
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2, 1, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(area, 1)
        whole.addLayout(row)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._typed)
        self._quiet.timeout.connect(self.edited.emit)
        self.editor.undo_wanted.connect(self.editor.undo)
        self.editor.redo_wanted.connect(self.editor.redo)
        self.editor.menu_wanted.connect(self._menu)
        for chosen in (self.wrong.activated, self.wrong.clicked):
            chosen.connect(lambda index: self._go_to(self._lines[index.row()]))
        self.park.clicked.connect(lambda: self.parked.emit())
        self.before.clicked.connect(lambda on: self.compared.emit(on))
        self.leave.clicked.connect(lambda: self.left.emit())
        self.take.clicked.connect(lambda: self.taken.emit())

    def sizeHint(self) -> QSize:
        return QSize(px(WIDE), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(260), px(160))

    def hasHeightForWidth(self) -> bool:
        return False  # words that break would take the canvas's room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all buttons, the keys are enough for the lesser ones."""
        super().resizeEvent(event)
        room = self.width() - 48 - self.take.sizeHint().width()
        self.leave.setVisible(room >= self.leave.sizeHint().width())
        self.before.setVisible(room - 8 >= self.leave.sizeHint().width() + self.before.sizeHint().width())

    # what it shows

    def show_text(self, text: str) -> None:
        """Other lines to look at; they cannot be taken back by the field's undo."""
        self._filling = True
        long = text.count("\n") > PLAIN_LINES
        self.editor.colours.setDocument(None if long else self.editor.document())
        self.editor.setPlainText(text)
        self._filling, self._lines = False, []

    def change_text(self, text: str) -> None:
        """Other lines instead; Ctrl+Z in the field takes that back."""
        cursor = self.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self._quiet.stop()

    def say(self, words: str) -> None:
        self.words.setText(words)

    def show_columns(self, words: Sequence[str]) -> None:
        """A button for each column of a table; none for lines."""
        while len(self.columns) < len(words):
            at = len(self.columns)
            key = str(at + 1) if at < COLUMNS else ""
            button = KeyButton("", key, tr("What this column says: role, step, remark or nothing"), self._table)
            button.clicked.connect(lambda _=False, at=at: self.column_turned.emit(at))
            self._cells.addWidget(button, at // 2, at % 2)
            self.columns.append(button)
        for at, button in enumerate(self.columns):
            button.setVisible(at < len(words))
            if at < len(words):
                button.setText(words[at])
                button.setAccessibleName(words[at])
                button.updateGeometry()
        self._table.setVisible(bool(words))
        chain(self, *self.columns, self.editor, self.wrong, self.park, self.before, self.leave, self.take)

    def tell(self, found: Understood, rows: Sequence[int], looks: dict[str, Role]) -> None:
        """What the lines are understood as, whose each is, and which are not understood."""
        self.owners, self.looks = found.owners, looks
        self.words.setText(summary(found))
        self.head.setText(wrong_head(found))
        self._lines = [each.line - 1 for each in found.wrong]
        self._sentences.setStringList(wrong_lines(found.wrong, rows))
        for part in (self.head, self.wrong, self.park):
            part.setVisible(bool(found.wrong))
        block = self.editor.document().firstBlock()
        while block.isValid():  # lines stand for themselves
            block.setUserState(block.blockNumber())
            block = block.next()
        self.editor.show_wrong({each.line - 1: each.why for each in found.wrong[:PLAIN_LINES]})
        self.editor.margin.update()

    def insist(self) -> None:
        """The keyboard goes to the first line that is not understood."""
        if self._lines:
            self._go_to(min(self._lines))

    def _go_to(self, line: int) -> None:
        self.editor.set_cursor(line, 0)
        self.editor.ensureCursorVisible()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    @property
    def waiting(self) -> bool:
        """Whether something was typed that has not been told of yet."""
        return self._quiet.isActive()

    def _role_of(self, line: int) -> Role | None:
        return self.looks.get(self.owners[line]) if 0 <= line < len(self.owners) else None

    def _typed(self) -> None:
        if not self._filling:
            self._quiet.start()

    def _menu(self, at: object) -> None:
        menu = self.editor.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)  # type: ignore[arg-type]

    def dress(self) -> None:
        """Takes the colours and the size of the words in use."""
        self.editor.dress()
        self.updateGeometry()
        self.update()

    # keys

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, before any shortcut of the window."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act(event):
            event.accept()
            return True
        return super().event(event)

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, typed = event.key(), event.text().upper()
        if event.modifiers() & HELD:
            return None
        if key == Qt.Key.Key_Escape:
            return self._escape
        if key in ENTER:
            return self.taken.emit
        if event.modifiers() & CTRL or self.editor.hasFocus():
            return None
        if typed == PARK and self.park.isVisible():
            return self.parked.emit
        if typed == COMPARE:
            return lambda: self.compared.emit(True)
        if typed.isdecimal() and 0 < int(typed) <= len(self.columns) and self.columns[int(typed) - 1].isVisible():
            return lambda: self.column_turned.emit(int(typed) - 1)
        return None

    def _escape(self) -> None:
        """From the lines back to the card; from there all is left as it was."""
        if self.editor.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (act := self._act(event)) is not None and not event.isAutoRepeat():
            act()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.text().upper() == COMPARE and not event.isAutoRepeat() and not self.editor.hasFocus():
            self.compared.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline towards the canvas, in accent while the keyboard is on the card itself."""
        theme = Style.here().theme
        with QPainter(self) as p:
            p.fillRect(self.rect(), QColor(theme.paper))
            p.fillRect(0, 0, self.width(), 1, QColor(theme.line))
            p.fillRect(
                0,
                0,
                2 if self.hasFocus() else 1,
                self.height(),
                QColor(theme.accent if self.hasFocus() else theme.line),
            )
