"""Who has a part in what: owners given to steps, lanes and pools that stand for roles, letters of RACI."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import NO_PROPS, Id, Link, Model, Node, Props
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import FLOW_NODES, OWNERS, RESOURCES
from opsdesigner.notation.organisation import named
from opsdesigner.notation.ownership import RESPONSIBLE, assignments, letter_of, owner_by_place, owner_of
from opsdesigner.notation.rules import Answer

from .ends import Refusal, allow
from .roots import fresh_id

BANDS = ("lane", "participant")
ONE_ONLY = ("R", "A")  # letters that giving to one takes from another


def can_assign(model: Model, id: Id, resource: Id, letter: str = RESPONSIBLE) -> Answer:
    """Whether a role, unit or person can have this part in a step, lane, pool or process, or why not."""
    target, owner = subject(model, id), model.get(resource, Node)
    if owner is None or owner.kind not in RESOURCES:
        return Answer("", "This is no role or unit")
    if not isinstance(target, Node) or not (target.kind in FLOW_NODES or target.kind in (*BANDS, "process")):
        return Answer("", "Nobody owns this")
    if target.kind in BANDS and (owner.kind not in OWNERS or letter != RESPONSIBLE):
        return Answer("", "A lane stands for a role or unit")
    if letter == RESPONSIBLE and owner_of(model, target.id) == resource and target.kind in FLOW_NODES:
        return Answer("", f"Already owned by {owner.name or 'it'}")
    if target.kind in BANDS and target.resource == resource:
        return Answer("", f"Already owned by {owner.name or 'it'}")
    return Answer("assignment")


def assign(model: Model, ids: Iterable[Id], resource: Id, letter: str = RESPONSIBLE) -> None:
    """Gives a role, unit or person a part in steps; makes lanes and pools stand for it. Raises Refusal.

    Who is responsible or accountable takes the place of who was. A lane's own role needs no assignment.
    """
    targets = [node for id in ids if isinstance(node := subject(model, id), Node)]
    owner = model.get(resource, Node)
    if owner is None or owner.kind not in RESOURCES:
        raise Refusal("This is no role or unit")
    with model.change("Assign"):
        for target in targets:
            answer = can_assign(model, target.id, resource, letter)
            if not answer and not answer.reason.startswith("Already"):
                allow(answer)
            if target.kind in BANDS:
                stand_for(model, target.id, resource)
            elif letter == RESPONSIBLE:
                _own(model, target, resource)
            else:
                _take_part(model, target, resource, letter)


def _own(model: Model, target: Node, resource: Id) -> None:
    """The first who is responsible changes; where the lane says the same, nobody need be."""
    mine = assignments_of(model, target.id, RESPONSIBLE)
    model.remove(*(link.id for link in mine[1:] if link.source == resource))
    mine = [link for link in mine if link.id in model]
    if target.kind in FLOW_NODES and owner_by_place(model, target.id) == resource:
        model.remove(*(link.id for link in mine[:1]))
        if owner_of(model, target.id) == resource:
            return
        mine = mine[1:]
    if mine:
        if mine[0].source != resource:
            model.update(mine[0].id, source=resource)
    else:
        put_part(model, target.id, resource, RESPONSIBLE)


def _take_part(model: Model, target: Node, resource: Id, letter: str) -> None:
    known = assignments_of(model, target.id, letter)
    if any(link.source == resource for link in known):
        return
    if known and letter in ONE_ONLY:
        model.update(known[0].id, source=resource)
    else:
        put_part(model, target.id, resource, letter)


def assignments_of(model: Model, id: Id, letter: str) -> list[Link]:
    """The assignments of one part in a step, in the order of the file."""
    return [link for link in assignments(model, id) if letter_of(link) == letter]


def put_part(model: Model, target: Id, resource: Id, letter: str) -> None:
    """One more assignment. Inside a change."""
    props = Props(letter=letter) if letter != RESPONSIBLE else NO_PROPS
    model.put(Link(fresh_id(model, "assignment"), "assignment", resource, target, "", target, props=props))


def add_part(model: Model, target: Id, resource: Id, letter: str) -> None:
    """One more who has this part in a step, beside those who have it: for a grid of letters. Raises Refusal."""
    node = subject(model, target)
    if not isinstance(node, Node) or node.kind in BANDS:
        raise Refusal("Nobody owns this")
    with model.change("Assign"):
        known = (link for link in assignments(model, node.id) if letter_of(link) == letter)
        if not any(link.source == resource for link in known):
            put_part(model, node.id, resource, letter)


def take_back(model: Model, ids: Iterable[Id], resource: Id = "", letter: str = "") -> None:
    """Takes parts in steps back: of one resource or of all, one letter or all; lanes and pools stand for nobody."""
    with model.change("Take back"):
        for id in ids:
            target = subject(model, id)
            if not isinstance(target, Node):
                continue
            if target.kind in BANDS:
                if target.resource and resource in ("", target.resource):
                    model.update(target.id, resource="")
                continue
            for link in assignments(model, target.id):
                if resource in ("", link.source) and letter in ("", letter_of(link)):
                    model.remove(link.id)


def drop_repeats(model: Model, steps: Iterable[Id]) -> None:
    """Who is responsible by assignment alone and by the lane as well, is by the lane."""
    for id in steps:
        mine = assignments_of(model, id, RESPONSIBLE)
        if len(mine) == 1 and mine[0].source == owner_by_place(model, id):
            model.remove(mine[0].id)


def stand_for(model: Model, band: Id, resource: Id) -> None:
    """A lane is a role's or unit's band and bears its name; a pool keeps its own if it has one. Raises Refusal."""
    node, owner = subject(model, band), model.get(resource, Node)
    if not isinstance(node, Node) or node.kind not in BANDS:
        raise Refusal("Only lanes and pools stand for a role")
    if owner is None or owner.kind not in OWNERS:
        raise Refusal("A lane stands for a role or unit")
    with model.change("Stands for " + (owner.name or "a role")):
        name = owner.name if node.kind == "lane" or not node.name else node.name
        model.update(node.id, resource=resource, name=name)
        drop_repeats(model, [member.id for member in model.referrers(node.id, Node, "lane")])


def role_here(model: Model, band: Node) -> Id:
    """Whom a lane or pool of another document stands for in this one: the same, else who has its name, else nobody."""
    known = model.get(band.resource, Node) if band.resource else None
    if known is None or known.kind not in OWNERS:
        known = named(model, band.name) if band.resource and band.name else None
    return known.id if known is not None else ""


def roles_of_lanes(model: Model) -> list[Id]:
    """Roles for all lanes and closed pools that stand for nobody, those of the same name for one; returns new ones."""
    made: list[Id] = []
    with model.change("Roles from lanes"):
        for node in list(model.all(Node)):
            outside = node.kind == "participant" and not node.host
            if (node.kind != "lane" and not outside) or node.resource or not node.name.strip():
                continue
            owner = named(model, node.name)
            if owner is None:
                props = (
                    Props(party="customer" if "customer" in node.name.casefold() else "supplier")
                    if outside
                    else NO_PROPS
                )
                owner = model.put(Node(fresh_id(model, "role"), "role", " ".join(node.name.split()), props=props))
                made.append(owner.id)
            stand_for(model, node.id, owner.id)
    return made


def follow_name(model: Model, node: Node, before: str) -> None:
    """After a rename: lanes bear their role's name; a lane given the name of another role stands for that one.

    A pool goes along where it bore the same name.
    """
    if node.kind in OWNERS:
        for band in model.referrers(node.id, Node, "resource"):
            if band.kind == "lane" or (band.kind == "participant" and band.name == before):
                model.update(band.id, name=node.name)
        return
    if node.kind not in BANDS or not node.name.strip():
        return
    other, owner = named(model, node.name), model.get(node.resource, Node)
    if other is not None and (node.kind == "lane" or owner is not None) and other.id != node.resource:
        stand_for(model, node.id, other.id)
    elif owner is not None and other is None and owner.name == before:
        model.update(owner.id, name=node.name)
        renamed = model.get(owner.id, Node)
        assert renamed is not None
        follow_name(model, renamed, before)
