"""Problems and ideas: parked, reworded, tied to a step or to none, kept when what they were said of goes."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Id, Model, Node, Props
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.parked import PARKED, homes_round, is_idea, said_there, tied_to

from .homing import all_deep
from .roots import fresh_id


def park(model: Model, text: str, idea: bool = False, of: Id = "") -> Id:
    """Keeps what somebody said, of a step, of a process or of nothing in particular; returns it."""
    with model.change("Park an idea" if idea else "Park a problem"):
        props = Props(idea=True) if idea else Props()
        return model.put(Node(fresh_id(model, PARKED), PARKED, text, of, props=props)).id


def reword(model: Model, id: Id, text: str) -> None:
    """Says it otherwise; an empty text changes nothing."""
    node, text = model.get(id, Node), " ".join(text.split())
    if node is not None and text and text != node.name:
        with model.change("Reword"):
            model.update(id, name=text)


def make_idea(model: Model, ids: Iterable[Id], idea: bool) -> None:
    """Makes problems ideas, or ideas problems."""
    others = [node for node in _known(model, ids) if is_idea(node) != idea]
    if others:
        with model.change("Make it an idea" if idea else "Make it a problem"):
            for node in others:
                model.set_props(node.id, idea=True if idea else None)


def can_tie(model: Model, to: Id) -> bool:
    """Whether problems and ideas can be tied to a thing."""
    node = model.get(to, Node)
    return node is not None and node.kind in KINDS and bool(KINDS[node.kind].outline)


def tie(model: Model, ids: Iterable[Id], to: Id) -> None:
    """Ties them to a step or anything else that is drawn."""
    others = [node for node in _known(model, ids) if node.parent != to]
    if others and can_tie(model, to):
        with model.change("Tie"):
            for node in others:
                model.update(node.id, parent=to, props=node.props.having(was=None))


def untie(model: Model, ids: Iterable[Id]) -> None:
    """Ties them to nothing; they stay with their process."""
    tied = [node for node in _known(model, ids) if tied_to(model, node.id)]
    if tied:
        with model.change("Untie"):
            for node in tied:
                model.update(node.id, parent=next(homes_round(model, node.parent), ""))


def take_away(model: Model, ids: Iterable[Id]) -> None:
    """Takes problems and ideas out of the parking lot."""
    known = _known(model, ids)
    if known:
        with model.change("Take out of the parking lot"):
            model.remove(*(node.id for node in known))


def _known(model: Model, ids: Iterable[Id]) -> list[Node]:
    found = (model.get(id, Node) for id in ids)
    return [node for node in found if node is not None and node.kind == PARKED]


# when other things go and come


def spare(model: Model, going: dict[Id, None]) -> dict[Id, None]:
    """Of nodes about to go with all that lies in them, those that shall: what was said of the others stays.

    It falls back on the process, or on the document where that goes too, and knows where it was. Inside a change.
    """
    said = said_there(model, going)
    for node in said:
        home = next((id for id in homes_round(model, node.parent) if id not in going), "")
        was = " ".join(title(model, node.parent).split()) or node.props.text("was")
        model.update(node.id, parent=home, props=node.props.having(was=was or None))
    return {id: None for id in going if id not in {node.id for node in said}} if said else going


def remove_sparing(model: Model, ids: Iterable[Id]) -> None:
    """Removes nodes with all that lies in them, but for what was said of it. Inside a change."""
    model.remove(*spare(model, all_deep(model, ids)))


def come_back(model: Model, id: Id, to: Id) -> bool:
    """Whether a problem or idea is in the document already when what it was said of is put back as another one.

    One that was left over when that went is tied to it again; said once, it is there once. Inside a change.
    """
    node = model.get(id, Node)
    if node is None or node.kind != PARKED:
        return False
    if node.props.text("was") and not tied_to(model, id):
        model.update(id, parent=to, props=node.props.having(was=None))
    return True
