"""Who owns what is selected: a menu for two letters of a role and Enter; a: c: i: give other parts; owners who go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsdesigner.edit.assigning import BANDS, assign, can_assign, take_back
from opsdesigner.edit.lane_for import new_owner
from opsdesigner.edit.remove import remove
from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import ACTIVITIES, FLOW_NODES, OWNERS, RESOURCES
from opsdesigner.notation.organisation import code_of, holders
from opsdesigner.notation.ownership import RESPONSIBLE, assignments, owned_by, owner_of
from opsdesigner.notation.properties import LETTERS
from opsdesigner.notation.tracing import roles_among

from ..menus.chooser import Entry
from ..words import tr

if TYPE_CHECKING:
    from ..view import CanvasView

ICONS = {"role": "role", "unit": "unit", "person": "person"}


def open_owners(view: CanvasView) -> None:
    """Offers all roles and units for what is selected; a name that is none yet becomes a role."""
    ids = owned_ids(view)
    if not ids:
        view.refuse(tr("Select a step, a lane or a pool first"), view.pointer())
        return
    anchor = view.pad_anchor()
    at = anchor.bottomLeft().toPoint() if anchor is not None else view.pointer().toPoint()
    scopes = {f"{letter.casefold()}:": _entries(view, ids, letter) for letter, _ in LETTERS}
    fallbacks = {f"{letter.casefold()}:": _new(view, ids, letter) for letter, _ in LETTERS}
    view.pad.vanish()
    view.chooser.open(
        [*_entries(view, ids, RESPONSIBLE), *_nobody(view, ids)],
        tr("Who owns this? (a: c: i:)"),
        at,
        _new(view, ids, RESPONSIBLE),
        {scope: (scopes[scope], fallbacks[scope]) for scope in scopes},
    )


def take_out(view: CanvasView, ids: frozenset[Id]) -> None:
    """Removes what is selected; says how many steps lost their owner with it."""
    model = view.model
    owned = {step for role in roles_among(model, ids) for step in owned_by(model, role)}
    if not view.done(lambda: remove(model, ids)):
        return
    steps = (node for id in owned if (node := model.get(id, Node)) is not None and node.kind in ACTIVITIES)
    left = sum(not owner_of(model, step.id) for step in steps)
    if left:
        view.tell(
            tr("1 step has no owner now") if left == 1 else tr("{} steps have no owner now").format(left),
            view.pointer(),
        )


def owned_ids(view: CanvasView) -> list[Id]:
    """Of what is selected, all that somebody could own."""
    nodes = ((id, subject(view.model, id)) for id in sorted(view.picked))
    return [id for id, node in nodes if isinstance(node, Node) and node.kind in (*FLOW_NODES, *BANDS)]


def _entries(view: CanvasView, ids: list[Id], letter: str) -> list[Entry]:
    model = view.model
    kinds = OWNERS if letter == RESPONSIBLE else RESOURCES
    return [
        Entry(
            node.name or tr("Role without a name"),
            tr(_part(letter)),
            _give(view, ids, node.id, letter),
            ICONS[node.kind],
            f"{code_of(model, node)} {' '.join(person.name for person in holders(model, node.id))}",
            note=_note(model, node),
        )
        for node in model.all(Node)
        if node.kind in kinds and any(can_assign(model, id, node.id, letter) for id in ids)
    ]


def _part(letter: str) -> str:
    return dict(LETTERS)[letter]


def _note(model: Model, node: Node) -> str:
    held = holders(model, node.id)
    return held[0].name if held else ""


def _give(view: CanvasView, ids: list[Id], resource: Id, letter: str) -> Callable[[], None]:
    def act() -> None:
        model = view.model
        able = [id for id in ids if can_assign(model, id, resource, letter)]
        view.done(lambda: assign(model, able, resource, letter))

    return act


def _nobody(view: CanvasView, ids: list[Id]) -> list[Entry]:
    """Taking back what was given, where something was."""
    model = view.model
    if not any(_given(model, id) for id in ids):
        return []
    return [Entry(tr("Nobody"), tr("Take back"), lambda: take_back(model, ids), "person-off", tr("none remove"))]


def _given(model: Model, id: Id) -> bool:
    node = subject(model, id)
    return isinstance(node, Node) and bool(node.resource or assignments(model, node.id))


def _new(view: CanvasView, ids: list[Id], letter: str) -> Callable[[str], list[Entry]]:
    def offer(query: str) -> list[Entry]:
        def act() -> None:
            view.attempt(lambda: new_owner(view.model, ids, query, letter))

        if not query:
            return []
        return [Entry(tr("New role “{}”").format(query), tr("New"), act, "plus")]

    return offer
