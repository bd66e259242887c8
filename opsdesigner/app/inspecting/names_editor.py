"""A line of names: those there are complete while one types, the arrow or the Down key lists them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from PySide6.QtCore import QModelIndex, QRect, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from opsdesigner.canvas.menus.matching import fit

from ..icons import icon
from ..style import px
from .editors import LineEditor

ARROW = 16  # px
LISTED, MOST = 10, 100  # names in view, in the list while something is typed
LEAST = 300  # how well a name must fit: better than by letters here and there


class NamesEditor(LineEditor):
    """Names with commas between them, or a single one. `strict` where all must be there already."""

    def __init__(
        self,
        names: Callable[[], Iterable[str]],
        several: bool = True,
        strict: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names, self._several, self._strict = names, several, strict
        self._known = QStringListModel(self)
        self.textEdited.connect(self._complete)
        self.setTextMargins(0, 0, px(ARROW), 0)
        self.setMouseTracking(True)

    @cached_property
    def finder(self) -> QCompleter:
        """Made when a name is first looked for: most fields are only looked at."""
        made = QCompleter(self._known, self)
        made.setWidget(self)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setMaxVisibleItems(LISTED)
        made.activated.connect(self._take)
        if (popup := made.popup()) is not None:
            popup.setObjectName("namesList")
        return made

    @property
    def popup(self) -> QAbstractItemView:
        popup = self.finder.popup()
        assert popup is not None
        return popup

    @property
    def offering(self) -> bool:
        """Whether names are listed just now."""
        return "finder" in vars(self) and self.popup.isVisible()

    def _close(self) -> None:
        if self.offering:
            self.popup.hide()

    def show_all(self) -> None:
        """Lists every name there is, whatever stands here already."""
        self.setFocus()
        if self._several and self.text().strip() and not self.text().rstrip().endswith(","):
            self.setText(self.text().rstrip() + ", ")
            self.setModified(True)
        elif not self._several:
            self.selectAll()
        self._offer("")

    def _parts(self) -> list[str]:
        return [part.strip() for part in self.text().split(",")] if self._several else [self.text().strip()]

    def _complete(self) -> None:
        part = self._parts()[-1]
        if part and self.cursorPosition() == len(self.text()):
            self._offer(part)
        else:
            self._close()

    def _offer(self, part: str) -> None:
        """Lists the names that fit what is typed of one, the best first."""
        found = self._fitting(part)
        if not found or [name.casefold() for name in found] == [part.casefold()]:
            self._close()
            return
        self._known.setStringList(found)
        self.finder.complete()
        self.popup.setCurrentIndex(self._known.index(0) if part and self._strict else QModelIndex())

    def _fitting(self, part: str) -> list[str]:
        said = {name.casefold() for name in self._parts()[:-1]}
        names = sorted({name for name in self._names() if name and name.casefold() not in said})
        if not part:
            return names
        scores = {name: fit(part, name).score for name in names}
        return sorted((name for name in names if scores[name] >= LEAST), key=lambda name: -scores[name])[:MOST]

    def _take(self, name: str) -> None:
        """A name of the list takes the place of what is typed of it."""
        self.setText(", ".join([*self._parts()[:-1], name]) if self._several else name)
        self.setModified(True)
        self._finish()

    def _finish(self) -> None:
        if self.text().rstrip().endswith(","):
            modified = self.isModified()
            self.setText(self.text().rstrip().rstrip(",").rstrip())
            self.setModified(modified)
        super()._finish()

    def _arrow(self) -> QRect:
        side = px(ARROW)
        return QRect(self.width() - side - 8, (self.height() - side) // 2, side, side)

    # events

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as p:
            icon("chevd", QPalette.ColorRole.PlaceholderText).paint(p, self._arrow())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self._arrow().left():
            self.show_all()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = event.position().x() >= self._arrow().left()
        self.setCursor(Qt.CursorShape.ArrowCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offering and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.popup.currentIndex().isValid():
                event.ignore()  # the list takes it
                return
            self._close()
        if not self.offering and event.key() == Qt.Key.Key_Down:
            self.show_all()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is listed first, then goes on."""
        if self.offering:
            if self.popup.currentIndex().isValid():
                self._take(str(self.popup.currentIndex().data()))
            self._close()
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._close()
        super().focusOutEvent(event)
