"""Actions about the two sides: which are shown, who owns what, the way from a role to its steps and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsdesigner.edit.beginning import chart_of_branch
from opsdesigner.notation.kinds import ORG_CHART

from ..organisation import ownership
from ..sides.twin import BOTH, ORG_ALONE, PROCESS_ALONE
from .actions import Action
from .conditions import any_document, steps_selected
from .edit_rows import command

if TYPE_CHECKING:
    from ..window import MainWindow


def _show(which: str) -> Callable[[MainWindow], None]:
    return lambda window: window.twin.show_by_hand(which)


def _shown(which: str) -> Callable[[MainWindow], bool]:
    return lambda window: window.document is not None and window.twin.shown == which


def _turn(window: MainWindow) -> None:
    window.twin.turn_by_hand()
    window.refresh()


def _both(window: MainWindow) -> bool:
    return any_document(window) and window.twin.shown == BOTH


def _roles_from_lanes(window: MainWindow) -> None:
    if window.document is not None:
        window.twin.show_by_hand(BOTH)
        window.bare.take_lanes()


def _branch_selected(window: MainWindow) -> bool:
    return window.document is not None and len(window.twin.org.view.selection()) == 1


def _chart_of_branch(window: MainWindow) -> None:
    pane = window.twin.org
    for id in list(pane.view.selection())[:1]:
        pane.go_to(chart_of_branch(pane.view.model, id))


def _lanes_wait(window: MainWindow) -> bool:
    return window.document is not None and window.waiting.lanes > 0


SIDES = (
    Action(
        "bothSides",
        "Org chart and process",
        _show(BOTH),
        ("Alt+1",),
        "View",
        "twin",
        any_document,
        _shown(BOTH),
        True,
        words="twin two panes side by side organisation",
    ),
    Action(
        "orgAlone",
        "Org chart alone",
        _show(ORG_ALONE),
        ("Alt+2",),
        "View",
        "org-only",
        any_document,
        _shown(ORG_ALONE),
        words="organisation pane",
    ),
    Action(
        "processAlone",
        "Process alone",
        _show(PROCESS_ALONE),
        ("Alt+3",),
        "View",
        "process-only",
        any_document,
        _shown(PROCESS_ALONE),
        words="pane",
    ),
    Action(
        "turnSides",
        "One above the other",
        _turn,
        ("Alt+4",),
        "View",
        "",
        _both,
        lambda window: window.twin.turned,
        words="splitter turn stacked side by side",
    ),
)
OWNING = (
    command("owner", "owner", "Model", "role", steps_selected, words="assign who owns role responsible raci"),
    Action(
        "nextOwned",
        "Next step of this role",
        lambda window: ownership.next_owned(window, 1),
        ("F7",),
        "Model",
        "next",
        ownership.has_role,
        gap=True,
        words="jump owned steps go",
    ),
    Action(
        "previousOwned",
        "Previous step of this role",
        lambda window: ownership.next_owned(window, -1),
        ("Shift+F7",),
        "Model",
        "previous",
        ownership.has_role,
        words="jump owned steps go back",
    ),
    Action(
        "toOwner",
        "To the owner and back",
        ownership.to_owner,
        ("Ctrl+F7",),
        "Model",
        "owners",
        ownership.has_owner,
        words="jump role who owns this",
    ),
    Action(
        "unowned",
        "Steps without an owner",
        ownership.show_unowned,
        ("Ctrl+Alt+U",),
        "Model",
        "person-off",
        lambda window: window.document is not None and window.waiting.unowned > 0,
        gap=True,
        words="nobody owns find",
    ),
    Action(
        "idleRoles",
        "Roles without steps",
        ownership.show_idle,
        ("Ctrl+Alt+I",),
        "Model",
        "vacant",
        lambda window: window.document is not None and window.waiting.idle > 0,
        words="idle unused find",
    ),
    Action(
        "chartOfBranch",
        "Org chart of this branch",
        _chart_of_branch,
        (),
        "Model",
        "tree",
        _branch_selected,
        gap=True,
        words="new page department unit team sub chart",
        page=ORG_CHART,
    ),
    Action(
        "rolesFromLanes",
        "Roles from the lanes",
        _roles_from_lanes,
        (),
        "Model",
        "tree",
        _lanes_wait,
        words="org chart create lane",
    ),
)
