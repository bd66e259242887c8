"""Who holds a role, who stands in for whom, who belongs to which unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opsdesigner.model import NO_PROPS, Id, Link, Model, Node, Props
from opsdesigner.model.queries import subject
from opsdesigner.notation.organisation import holders, named, relation

from .ends import Refusal
from .roots import fresh_id
from .seats import owner_in


def seat(model: Model, role: Id, name: str, share: int = 100) -> Id:
    """Somebody holds a role or heads a unit: the person of that name or a new one; returns the person."""
    holder = owner_in(model, role)
    with model.change("Name who holds it"):
        person = named(model, name, ("person",)) or model.put(Node(fresh_id(model, "person"), "person", name.strip()))
        props = Props(share=share) if share != 100 else NO_PROPS
        known = relation(model, person.id, "holds", holder.id)
        if known is None:
            model.put(Link(fresh_id(model, "holds"), "holds", person.id, holder.id, "", person.id, props=props))
        elif known.props != props:
            model.update(known.id, props=props)
        if holder.props.flag("vacant"):
            model.set_props(holder.id, vacant=None, vacantSince=None)
        return person.id


def unseat(model: Model, role: Id, person: Id) -> None:
    """A person no longer holds a role."""
    link = relation(model, person, "holds", owner_in(model, role).id)
    if link is not None:
        with model.change("No longer holds it"):
            model.remove(link.id)


def set_holders(model: Model, role: Id, names: Sequence[str]) -> None:
    """Makes people of these names hold a role, and nobody else; shares of those who stay are kept."""
    node = owner_in(model, role)
    with model.change("Name who holds it"):
        wanted = [" ".join(name.split()) for name in names if name.strip()]
        plain = {name.casefold() for name in wanted}
        for person in holders(model, node.id):
            if " ".join(person.name.split()).casefold() not in plain:
                unseat(model, node.id, person.id)
        known = {" ".join(person.name.split()).casefold() for person in holders(model, node.id)}
        for name in wanted:
            if name.casefold() not in known:
                seat(model, node.id, name)


def set_deputy(model: Model, id: Id, deputy: Id, on: bool = True) -> None:
    """Somebody (a role or person) stands in for a role or person, or does no longer. Raises Refusal."""
    one, other = subject(model, id), subject(model, deputy)
    if not isinstance(one, Node) or not isinstance(other, Node):
        raise Refusal("This is no role or person")
    if one.id == other.id:
        raise Refusal("Nobody stands in for themselves")
    known = relation(model, one.id, "deputy", other.id)
    with model.change("Stands in"):
        if on and known is None:
            model.put(Link(fresh_id(model, "deputy"), "deputy", one.id, other.id, "", one.id))
        elif not on and known is not None:
            model.remove(known.id)


def set_unit(model: Model, ids: Iterable[Id], unit: Id) -> None:
    """Roles and units belong to a unit, or to none. Raises Refusal."""
    nodes = [owner_in(model, id) for id in ids]
    with model.change("Belongs to"):
        for node in nodes:
            if unit:
                home = model.get(unit, Node)
                if home is None or home.kind != "unit" or unit == node.id:
                    raise Refusal("Only a unit holds others")
            model.update(node.id, resource=unit)
