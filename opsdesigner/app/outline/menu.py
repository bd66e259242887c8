"""The menu of a line of the outline: the text's own entries, how its lines move, and all one can do with its step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from opsdesigner.canvas.menus.menus import add_buttons

from ..words import tr
from . import keys
from .editor import OutlineEditor

if TYPE_CHECKING:
    from ..window import MainWindow


def open_menu(window: MainWindow, editor: OutlineEditor, at: QPoint) -> None:
    """Opens it at a place of the screen. Verbs act on what is selected on the canvas: the step of the line."""
    menu = QMenu(editor)
    menu.setObjectName("outlineMenu")
    view = window.twin.process.view
    if view.picked:
        add_buttons(view, menu)
        menu.addSeparator()
    chosen, free = editor.textCursor().hasSelection(), not editor.isReadOnly()
    for text, key, act, able in (
        (tr("Cut"), "Ctrl+X", editor.cut, chosen and free),
        (tr("Copy"), "Ctrl+C", editor.copy, chosen),
        (tr("Paste"), "Ctrl+V", editor.paste, free and bool(QGuiApplication.clipboard().text())),
        (tr("Select all"), "Ctrl+A", editor.selectAll, True),
        (tr("Line up"), "Alt+Up", lambda: editor.move_lines(-1), free),
        (tr("Line down"), "Alt+Down", lambda: editor.move_lines(1), free),
        (tr("Deeper"), "Tab", lambda: keys.indent(editor, 1), free),
        (tr("Less deep"), "Shift+Tab", lambda: keys.indent(editor, -1), free),
    ):
        action: QAction = menu.addAction(f"{text}\t{key}")
        action.setEnabled(able)
        action.triggered.connect(lambda _=False, act=act: act())
        if key in ("Ctrl+A",):
            menu.addSeparator()
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
