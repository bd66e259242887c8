"""Actions: what one row says, and how the rows become QActions, menus and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from opsdesigner.canvas.keyboard.command import REPEATED
from opsdesigner.model import Model

from ..icons import icon
from ..words import menu_text, tip, tr

if TYPE_CHECKING:
    from ..window import MainWindow

MENUS = ("File", "Edit", "View", "Insert", "Arrange", "Model", "Window", "Help")
WINDOW, CANVAS = "window", "canvas"  # where a shortcut counts


def always(window: MainWindow) -> bool:
    return True


class Action(NamedTuple):
    """One row: what it is called, where it stands, which keys do it, when it can be done."""

    id: str  # its QAction is called action.<id>
    text: str
    do: Callable[[MainWindow], object]
    keys: tuple[str, ...] = ()
    menu: str = ""  # "File" or "File/Export"; "" only in the command palette
    icon: str = ""
    when: Callable[[MainWindow], bool] = always
    checked: Callable[[MainWindow], bool] | None = None
    gap: bool = False  # a line above it in the menu
    where: str = WINDOW
    words: str = ""  # more words to find it by
    page: str | None = None  # the kind of diagram it is for; others may have its keys elsewhere. None for all


def make(window: MainWindow, rows: Iterable[Action], canvases: Iterable[QWidget]) -> dict[str, QAction]:
    """A QAction for each row, by id; keys that count in the canvas only are given to the canvases."""
    made: dict[str, QAction] = {}
    for row in rows:
        action = QAction(tr(row.text), window)
        action.setObjectName(f"action.{row.id}")
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        action.setToolTip(tip(plain_text(action), key_of(action)))
        action.setCheckable(row.checked is not None)
        action.setData(row.words)
        action.setMenuRole(_role(row.id))
        action.setAutoRepeat(row.id.startswith(REPEATED))
        if row.icon:
            action.setIcon(icon(row.icon))
            action.setIconVisibleInMenu(False)
        action.triggered.connect(lambda checked=False, do=row.do: do(window))
        if row.where == CANVAS:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            for canvas in canvases:
                canvas.addAction(action)
        else:
            window.addAction(action)
        made[row.id] = action
    return made


def _role(id: str) -> QAction.MenuRole:
    """Where macOS wants the action to stand."""
    roles = {"about": QAction.MenuRole.AboutRole, "quit": QAction.MenuRole.QuitRole}
    return roles.get(id, QAction.MenuRole.NoRole)


def refresh(window: MainWindow, rows: Iterable[Action], made: dict[str, QAction], menus: dict[str, QMenu]) -> None:
    """Enables and ticks the actions as things are now; a menu in a menu, where something in it can be done."""
    possible: set[str] = set()
    for row in rows:
        action = made[row.id]
        action.setEnabled(window.read_only.allows(row) and bool(row.when(window)))
        if action.isEnabled():
            possible.add(row.menu)
        if row.checked is not None:
            action.setChecked(bool(row.checked(window)))
    for path, menu in menus.items():
        if "/" in path:
            menu.setEnabled(path in possible)


def name_undo(model: Model, made: dict[str, QAction]) -> None:
    """Undo and redo say what they would take back and do again."""
    for id, word, what in (("undo", tr("Undo"), model.undo_label), ("redo", tr("Redo"), model.redo_label)):
        made[id].setText(f"{word}: {menu_text(tr(what))}" if what else word)
        made[id].setToolTip(tip(plain_text(made[id]), key_of(made[id])))


def fill_menus(bar: QMenuBar, rows: Iterable[Action], made: dict[str, QAction]) -> dict[str, QMenu]:
    """The menus in their order; a menu without an entry is left out."""
    menus: dict[str, QMenu] = {}
    placed = [row for row in rows if row.menu]
    for title in MENUS:
        if any(row.menu.split("/")[0] == title for row in placed):
            menus[title] = bar.addMenu(tr(title))
            menus[title].setObjectName(f"menu.{title}")
    for row in placed:
        menu = _menu(menus, row.menu)
        if row.gap and menu.actions():
            menu.addSeparator()
        menu.addAction(made[row.id])
    return menus


def _menu(menus: dict[str, QMenu], path: str) -> QMenu:
    if path not in menus:
        outer, _, name = path.rpartition("/")
        parent = _menu(menus, outer)
        menus[path] = parent.addMenu(tr(name))
        menus[path].setObjectName(f"menu.{path}")
    return menus[path]


def key_of(action: QAction) -> str:
    """The first key of an action as it is written on this system."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def full_text(row: Action, action: QAction) -> str:
    """What it is called where no menu stands round it: Export as PNG, Align: left."""
    inner, text = tr(row.menu.partition("/")[2]), plain_text(action)
    if row.menu == "File/Export":
        return f"{inner} {text[0].lower()}{text[1:]}"
    return f"{inner}: {text}" if inner else text


def plain_text(action: QAction) -> str:
    """What it is called, without shortcut marks."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
