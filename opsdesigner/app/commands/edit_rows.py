"""Actions of the menu Edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsdesigner.canvas.keyboard.commands import COMMANDS, run
from opsdesigner.edit.beginning import begin_chart
from opsdesigner.edit.pages import add_page, can_remove_page, remove_page, rename_page
from opsdesigner.model import Diagram
from opsdesigner.notation.kinds import ORG_CHART

from .. import dialogs
from ..organisation import people
from ..sides.crumbs import diagram_title
from ..words import tr
from .actions import CANVAS, WINDOW, Action, always
from .conditions import any_document, can_redo, can_undo, has_document, named, on_page, several_diagrams, some_selected

if TYPE_CHECKING:
    from ..window import MainWindow


def _new_diagram(window: MainWindow) -> None:
    def named_so(name: str) -> None:
        window.pane.go_to(add_page(window.view.model, name.strip()))

    if window.pane.sort.chart:
        _new_chart(window)
        return
    dialogs.ask_text(window, tr("New diagram"), tr("Name of the process"), tr("New process"), named_so)


def _new_chart(window: MainWindow) -> None:
    """One more org chart, of all roles there are; the second is mostly what is to be."""
    model, pane = window.view.model, window.pane

    def named_so(name: str) -> None:
        pane.go_to(begin_chart(model, name.strip())[0])

    proposed = tr("To be") if pane.tabs.count() else tr("Organisation")
    dialogs.ask_text(window, tr("New org chart"), tr("Name of the org chart"), proposed, named_so)


def _rename_diagram(window: MainWindow) -> None:
    model, diagram = window.view.model, window.pane.diagram
    dialogs.ask_text(
        window,
        tr("Rename diagram"),
        tr("Name"),
        diagram_title(model, diagram),
        lambda name: rename_page(model, diagram, name.strip()),
    )


def _delete_diagram(window: MainWindow) -> None:
    remove_page(window.view.model, window.pane.diagram)


def _removable(window: MainWindow) -> bool:
    return several_diagrams(window) and can_remove_page(window.view.model, window.pane.diagram)


def command(
    id: str,
    name: str,
    menu: str,
    icon: str = "",
    when: Callable[[MainWindow], bool] = always,
    text: str = "",
    gap: bool = False,
    words: str = "",
) -> Action:
    """A command of the canvas as an action: its words and keys come from the canvas's own table."""
    row = COMMANDS[id]
    where = CANVAS if row.local else WINDOW
    do: Callable[[MainWindow], object] = lambda window: run(window.view, row)  # noqa: E731
    if row.page is not None:
        when = on_page(row.page, when)
    return Action(name, text or row.text, do, row.keys, menu, icon or row.icon, when, None, gap, where, words, row.page)


def _paste(window: MainWindow) -> None:
    """Rows of a spreadsheet on an org chart are people; all else goes to the canvas."""
    page = window.view.model.get(window.view.diagram, Diagram)
    if page is not None and page.kind == ORG_CHART and people.holds_table():
        people.import_pasted(window)
    else:
        run(window.view, COMMANDS["paste"])


FINDING = (
    Action(
        "find", "Find…", lambda window: window.finder.open(False), ("Ctrl+F",), "Edit", "find", has_document, gap=True
    ),
    Action(
        "replace", "Replace…", lambda window: window.finder.open(True), ("Ctrl+H",), "Edit", "replace", has_document
    ),
    Action("findNext", "Find next", lambda window: window.finder.step(1), ("F3",), when=has_document),
    Action("findPrevious", "Find previous", lambda window: window.finder.step(-1), ("Shift+F3",), when=has_document),
)
PAGES = (
    Action("newDiagram", "New diagram…", _new_diagram, (), "Edit", when=any_document, gap=True, words="page tab"),
    Action("renameDiagram", "Rename diagram…", _rename_diagram, (), "Edit", when=has_document, words="page tab"),
    Action("deleteDiagram", "Delete diagram", _delete_diagram, (), "Edit", when=_removable, words="page tab remove"),
)
EDIT = (
    command("undo", "undo", "Edit", "undo", can_undo),
    command("redo", "redo", "Edit", "redo", can_redo),
    command("cut", "cut", "Edit", "cut", some_selected, gap=True),
    command("copy", "copy", "Edit", "copy", some_selected),
    command("copy_as_image", "copyImage", "Edit", "picture", has_document, words="image svg png"),
    command("paste", "paste", "Edit", "paste", has_document)._replace(do=_paste),
    command("duplicate", "duplicate", "Edit", "duplicate", some_selected),
    command("delete", "delete", "Edit", "trash", some_selected, words="remove"),
    command("select_all", "selectAll", "Edit", "", has_document, gap=True),
    command("rename", "rename", "Edit", "rename", named, words="label name"),
    *FINDING,
    *PAGES,
)
