"""The menus that change while the program runs: recent files, templates, samples, windows, a tab's own."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from opsdesigner import places

from ..keeping import copies, filing
from ..words import menu_text, one_line, tr

if TYPE_CHECKING:
    from ..sides.pane import Pane
    from ..window import MainWindow


FOLDER = 40  # letters of a folder in a menu


def add_moving_parts(window: MainWindow) -> None:
    """Puts the changing menus where they belong and keeps them as things are."""
    file, acts = window.menus["File"], window.actions_by_id
    recent, templates = QMenu(tr("Open recent"), window), QMenu(tr("New from template"), window)
    examples = QMenu(tr("Samples"), window)
    recent.setObjectName("menu.recent")
    templates.setObjectName("menu.templates")
    examples.setObjectName("menu.samples")
    file.insertMenu(acts["newWindow"], templates)
    file.insertMenu(acts["newWindow"], examples)
    file.insertMenu(acts["save"], recent)
    file.insertSeparator(acts["save"])
    recent.aboutToShow.connect(lambda: _fill_recent(window, recent))
    templates.aboutToShow.connect(lambda: _fill_ready(window, templates, patterns()))
    examples.aboutToShow.connect(lambda: _fill_ready(window, examples, samples()))
    file.aboutToShow.connect(lambda: recent.setEnabled(bool(window.settings.recent())))
    windows = window.menus["Window"]
    fixed = list(windows.actions())
    windows.aboutToShow.connect(lambda: _fill_windows(window, windows, len(fixed)))
    edit = window.menus["Edit"]
    edit.aboutToShow.connect(window.refresh)
    for pane in window.twin.panes:
        pane.menu_wanted.connect(lambda diagram, at, pane=pane: _tab_menu(window, pane, at))


def add_menu_keys(window: MainWindow) -> None:
    """Alt and the first letter of a menu opens it."""
    if window.top.menus.isNativeMenuBar():  # macOS has keys of its own for them
        return
    for title, menu in window.menus.items():
        if "/" not in title:
            key = QShortcut(QKeySequence(f"Alt+{menu.title()[:1]}"), window)
            key.activated.connect(partial(window.top.open_menus, title))


def patterns() -> list[tuple[Path, str, str]]:
    """The small patterns a new document can start from: file, name, what it is for."""
    about = {
        "simple-process": (tr("Simple process"), tr("One step after the other")),
        "lanes-by-role": (tr("Lanes by role"), tr("Who does what")),
        "two-companies": (tr("Two companies"), tr("Messages between them")),
        "decision-and-loop": (tr("Decision and loop"), tr("A question and a way back")),
    }
    return _known(places.resources() / "templates", about)


def samples() -> list[tuple[Path, str, str]]:
    """The complete examples that came with the program: file, name, what is in them."""
    about = {
        "bright-bikes": (tr("Bright Bikes"), tr("Forty people, five linked processes")),
        "order-fulfilment": (tr("Order fulfilment"), tr("Back order, partial order, late supplier")),
        "lead-to-customer": (tr("Lead to customer"), tr("What marketing hands to sales")),
        "supplier-change": (tr("Supplier change"), tr("From the offer to the first delivery")),
        "hiring": (tr("Hiring"), tr("From the vacancy to the first day")),
    }
    return _known(places.samples(), about)


def _known(folder: Path, about: dict[str, tuple[str, str]]) -> list[tuple[Path, str, str]]:
    """The files of a folder that are there, known ones first and in their order."""
    found = {path.stem: path for path in sorted(folder.glob("*.bpmn"))} if folder.is_dir() else {}
    stems = [stem for stem in about if stem in found] + [stem for stem in found if stem not in about]
    return [(found[stem], *about.get(stem, (sample_title(found[stem]), ""))) for stem in stems]


def sample_title(path: Path) -> str:
    return path.stem.replace("-", " ").capitalize()


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    paths = window.settings.recent()
    names = Counter(path.name for path in paths)
    for path in paths:
        folder = "" if names[path.name] == 1 else f" — {_end(place(path))}"
        action = menu.addAction(menu_text(f"{one_line(path.name)}{folder}", 120))
        action.triggered.connect(partial(_open, window, path))
    menu.addSeparator()
    menu.addAction(tr("Clear the list"), window.settings.forget_recent)


def place(path: Path) -> str:
    """The folder of a file, short where it lies at home."""
    home, folder = str(Path.home()), str(path.parent)
    return "~" + folder.removeprefix(home) if folder.startswith(home) else folder


def _end(folder: str) -> str:
    """The end of a long path, which tells more than its beginning."""
    return folder if len(folder) <= FOLDER else f"…{folder[1 - FOLDER :]}"


def _open(window: MainWindow, path: Path, checked: bool = False) -> None:
    filing.open_path(window, path)


def _fill_ready(window: MainWindow, menu: QMenu, ready: list[tuple[Path, str, str]]) -> None:
    menu.clear()
    for path, name, _ in ready:
        menu.addAction(menu_text(name)).triggered.connect(partial(_template, window, path, name))


def _template(window: MainWindow, path: Path, name: str, checked: bool = False) -> None:
    copies.open_template(window, path, name)


def _fill_windows(window: MainWindow, menu: QMenu, fixed: int) -> None:
    for action in menu.actions()[fixed:]:
        menu.removeAction(action)
    menu.addSeparator()
    for other in window.others():
        action = menu.addAction(menu_text(other.title()))
        action.setCheckable(True)
        action.setChecked(other is window)
        action.triggered.connect(partial(_raise, other))


def _raise(window: MainWindow, checked: bool = False) -> None:
    window.show()
    window.raise_()
    window.activateWindow()


def _tab_menu(window: MainWindow, pane: Pane, at: QPoint) -> None:
    window.twin.activate(pane)
    menu = QMenu(window)
    menu.addActions([window.actions_by_id[id] for id in ("renameDiagram", "newDiagram", "deleteDiagram")])
    menu.popup(at)
    menu.aboutToHide.connect(menu.deleteLater)
