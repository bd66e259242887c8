"""Help: the guide, the keys and about, from Markdown files that came with the program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from opsdesigner import __version__
from opsdesigner.places import resources

from .actions import MENUS, Action
from .icons import icon
from .words import tr

if TYPE_CHECKING:
    from .window import MainWindow

PAGES = (("guide", "Guide"), ("shortcuts", "Shortcuts"), ("changelog", "What is new"))
KEY_HEADINGS = {"": "On the canvas"}


class Pages(QTextBrowser):
    """Shows our own Markdown; loads nothing, neither from disk nor from anywhere else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Help"))
        self.anchorClicked.connect(self._go)
        self.document().setDocumentMargin(24)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None

    def show_page(self, name: str) -> bool:
        """False where there is no such page."""
        path = resources() / "help" / f"{name}.md"
        if not path.is_file():
            return False
        self.setMarkdown(path.read_text("utf-8"))
        self._breathe()
        return True

    def _breathe(self) -> None:
        """Room above headings and between lines: Markdown comes without any."""
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            heading = form.headingLevel() > 0
            form.setTopMargin(20 if heading else 2)
            form.setBottomMargin(8 if heading else 6)
            if not heading:
                form.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _go(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(url)
        elif url.path().endswith(".md"):
            self.show_page(url.path().removesuffix(".md"))


class Help(QDialog):
    """A list of pages at the left, the page at the right."""

    def __init__(self, window: MainWindow, page: str) -> None:
        super().__init__(window)
        self.setObjectName("help")
        self.setWindowTitle(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 640)
        self.pages, self.list = Pages(self), QListWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list.setFixedWidth(170)
        self.list.setAccessibleName(tr("Pages"))
        row.addWidget(self.list)
        row.addWidget(self.pages, 1)
        self._names = [name for name, _ in PAGES if (resources() / "help" / f"{name}.md").is_file()]
        titles = dict(PAGES)
        self.list.addItems([tr(titles[name]) for name in self._names])
        self.list.currentRowChanged.connect(lambda at: self.pages.show_page(self._names[at]))
        self.list.setCurrentRow(self._names.index(page) if page in self._names else 0)


def show_help(window: MainWindow, page: str) -> Help:
    dialog = Help(window, page)
    dialog.show()
    return dialog


def about(window: MainWindow) -> QDialog:
    """Name, version, what it stands on."""
    dialog = QDialog(window)
    dialog.setObjectName("about")
    dialog.setWindowTitle(tr("About OpsDesigner"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(32, 28, 32, 28)
    column.setSpacing(8)
    logo, name = QLabel(), QLabel("OpsDesigner")
    logo.setPixmap(icon("opsdesigner").pixmap(QSize(48, 48), dialog.devicePixelRatioF()))
    name.setObjectName("h1")
    column.addWidget(logo)
    column.addWidget(name)
    path = resources() / "help" / "about.md"
    text = path.read_text("utf-8") if path.is_file() else ""
    words = QLabel(text.replace("{version}", __version__))
    words.setTextFormat(Qt.TextFormat.MarkdownText)
    words.setWordWrap(True)
    words.setMinimumWidth(420)
    column.addWidget(words)
    dialog.open()
    return dialog


def shortcuts_page(rows: Iterable[Action]) -> str:
    """The page of all keys, made from the table of actions."""
    lines = ["# Shortcuts", "", "On a Mac, Ctrl is ⌘ and Alt is ⌥."]
    groups: dict[str, list[Action]] = {menu: [] for menu in (*MENUS, "")}
    for row in rows:
        if row.keys:
            groups[row.menu.split("/")[0]].append(row)
    for menu, entries in groups.items():
        if entries:
            lines += ["", f"## {menu or KEY_HEADINGS['']}", "", "| Does | Keys |", "| --- | --- |"]
            lines += [f"| {row.text} | {_keys(row)} |" for row in entries]
    return "\n".join([*lines, ""])


def _keys(row: Action) -> str:
    keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) for key in row.keys]
    return ", ".join(f"`{key}`" for key in keys)
