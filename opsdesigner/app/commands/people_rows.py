"""Actions about people and who owns what: tables in and out, the panels below, lanes made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsdesigner.edit.regrouping import By

from ..organisation import people
from ..organisation.below import HANDOVERS, RACI, ROLE
from .actions import Action
from .conditions import any_document, has_document

if TYPE_CHECKING:
    from ..window import MainWindow


def _export(ending: str) -> Callable[[MainWindow], None]:
    return lambda window: people.ask_export(window, ending)


def _panel(page: int) -> Callable[[MainWindow], None]:
    return lambda window: window.below.show_page(page)


def _showing(page: int) -> Callable[[MainWindow], bool]:
    return lambda window: window.below.showing(page)


def _lanes(by: By) -> Callable[[MainWindow], None]:
    """Rebuilds the lanes of the pool that is selected, else of the page's only one."""

    def do(window: MainWindow) -> None:
        from opsdesigner.edit.regrouping import lanes_by

        view = window.twin.process.view
        made = view.attempt(lambda: lanes_by(view.model, view.diagram, by, next(iter(view.selection()), "")))
        if made:
            view.select(frozenset(made))

    return do


def _process_shown(window: MainWindow) -> bool:
    return window.document is not None and window.twin.process.view.diagram != ""


IMPORT = (
    Action(
        "importPeople",
        "Import people…",
        people.ask_import,
        (),
        "File",
        "import",
        gap=True,
        words="csv excel xlsx table staff employees org chart",
    ),
    Action(
        "pastePeople",
        "Import people from the clipboard…",
        people.import_pasted,
        when=lambda window: people.holds_table(),
        words="paste spreadsheet table staff org chart",
    ),
)
EXPORT = (
    Action("exportPeopleCsv", "People as CSV…", _export(".csv"), (), "File/Export", when=any_document, gap=True),
    Action("exportPeopleXlsx", "People as Excel…", _export(".xlsx"), (), "File/Export", when=any_document),
)
PANELS = (
    Action(
        "raci",
        "Who does what",
        _panel(RACI),
        ("F9",),
        "View",
        "",
        has_document,
        _showing(RACI),
        words="raci grid matrix responsible accountable consulted informed letters",
    ),
    Action(
        "handovers",
        "Hand-overs",
        _panel(HANDOVERS),
        ("F12",),
        "View",
        "",
        has_document,
        _showing(HANDOVERS),
        words="matrix hand-offs work changes hands",
    ),
    Action(
        "roleCard",
        "All about a role",
        _panel(ROLE),
        ("Shift+F9",),
        "View",
        "",
        has_document,
        _showing(ROLE),
        words="role card owns receives hands job description",
    ),
)
LANES = (
    Action(
        "lanesByOwner",
        "Lanes by owner",
        _lanes("owner"),
        (),
        "Model",
        "lane",
        _process_shown,
        gap=True,
        words="rebuild roles regroup",
    ),
    Action(
        "lanesByUnit", "Lanes by unit", _lanes("unit"), (), "Model", "unit", _process_shown, words="department regroup"
    ),
)
