"""Help: the guide, the keys and what is new, from Markdown files that came with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from opsdesigner.places import resources

from ..style import Style, px
from ..words import tr
from .setting import set_type

if TYPE_CHECKING:
    from ..window import MainWindow

PAGES = (
    ("guide", "Guide"),
    ("capture", "Writing a process down"),
    ("shortcuts", "Shortcuts"),
    ("changelog", "What is new"),
)


class Pages(QTextBrowser):
    """Shows our own Markdown; loads nothing, neither from disk nor from anywhere else."""

    wanted = Signal(str)  # a page, by a link on another

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Help"))
        self.anchorClicked.connect(self._go)
        self._page = ""

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None

    def show_page(self, name: str) -> bool:
        """False where there is no such page."""
        path = resources() / "help" / f"{name}.md"
        if not path.is_file():
            return False
        self._page = name
        self.setMarkdown(path.read_text("utf-8"))
        set_type(self.document(), Style.here())
        self.moveCursor(self.textCursor().MoveOperation.Start)
        return True

    def dress(self) -> None:
        """The same page in the colours and size of words now in use."""
        self.show_page(self._page)

    def _go(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(url)
        elif url.path().endswith(".md"):
            self.wanted.emit(url.path().removesuffix(".md"))


class Help(QDialog):
    """A list of pages at the left, the page at the right."""

    def __init__(self, window: MainWindow, page: str) -> None:
        super().__init__(window)
        self.setObjectName("help")
        self.setWindowTitle(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(880), px(660))
        self.pages, self.list = Pages(self), QListWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list.setFixedWidth(px(170))
        self.list.setAccessibleName(tr("Pages"))
        row.addWidget(self.list)
        row.addWidget(self.pages, 1)
        self._names = [name for name, _ in PAGES if (resources() / "help" / f"{name}.md").is_file()]
        titles = dict(PAGES)
        self.list.addItems([tr(titles[name]) for name in self._names])
        self.list.currentRowChanged.connect(lambda at: self.pages.show_page(self._names[at]))
        self.list.setCurrentRow(0)
        self.turn_to(page)
        self.pages.wanted.connect(self.turn_to)
        Style.here().changed.connect(self.pages.dress)

    def turn_to(self, page: str) -> None:
        """Shows a page by its name."""
        if page in self._names:
            self.list.setCurrentRow(self._names.index(page))


def show_help(window: MainWindow, page: str) -> Help:
    dialog = Help(window, page)
    dialog.show()
    return dialog
