"""Copies of boxes put on an org chart: roles and units anew, people known here by their names, lists of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.organisation import boss_of, links_of, named

from . import holding, seats
from .chart import charts_of, put_box, tidy
from .pasting import Piece
from .roots import fresh_id

TAB = 4  # blanks that count as one step to the right


def people_of(model: Model, nodes: list[Node]) -> Iterator[Node]:
    """Who holds these roles, or heads these units."""
    for node in nodes:
        if node.kind in OWNERS:
            held = (model.get(link.source, Node) for link in links_of(model, node.id, "target", "holds"))
            yield from (person for person in held if person is not None)


def put_seats(model: Model, chart: Id, piece: Piece, boss: Id = "") -> set[Id]:
    """Makes copied boxes anew, below a boss, else beside their originals, else at the top. Inside a change.

    Returns the boxes that were chosen.
    """
    ids = {id: _new_node(model, node) for id, node in piece.records.items() if isinstance(node, Node)}
    for old, new in ids.items():
        unit = piece.records[old].resource  # type: ignore[union-attr]
        if unit and piece.records[old].kind in OWNERS and new in model:  # type: ignore[union-attr]
            model.update(new, resource=ids.get(unit) or (unit if model.get(unit, Node) else ""))
    _put_links(model, piece, ids)
    made = _put_boxes(model, chart, piece, ids)
    chosen = [made[id] for id in piece.chosen if id in made]
    for id in piece.chosen:
        if id in made:
            _hang(model, chart, piece.records[id], made[id], boss)
    for page in charts_of(model, ids.values()):
        tidy(model, page)
    return set(chosen)


def _new_node(model: Model, node: Node) -> Id:
    """A copy of a role or unit; a person is the one of that name, if there is one."""
    if node.kind not in OWNERS:
        known = named(model, node.name, ("person",))
        if known is not None:
            return known.id
    copy = replace(node, id=fresh_id(model, node.kind), parent="", host="", lane="", origin="", resource="")
    return model.put(copy).id


def _put_links(model: Model, piece: Piece, ids: dict[Id, Id]) -> None:
    """Who reports to whom, who holds what, who stands in: what joins the copies."""
    for link in piece.records.values():
        if isinstance(link, Link) and link.source in ids and link.target in ids:
            source, target = ids[link.source], ids[link.target]
            if not any(known.target == target for known in links_of(model, source, "source", link.kind)):
                id = fresh_id(model, link.kind)
                model.put(replace(link, id=id, source=source, target=target, parent=source, origin=""))


def _put_boxes(model: Model, chart: Id, piece: Piece, ids: dict[Id, Id]) -> dict[Id, Id]:
    """A box for every copied role and unit, folded as its original; the new box of each old one."""
    made: dict[Id, Id] = {}
    for shape in piece.records.values():
        node = model.get(ids.get(shape.node, ""), Node) if isinstance(shape, Shape) else None
        if isinstance(shape, Shape) and node is not None and shape_of(model, node.id, chart) is None:
            box = put_box(model, chart, node)
            model.update(box.id, props=shape.props.having(pinned=None))
            made[shape.id] = box.id
    return made


def _hang(model: Model, chart: Id, old: object, box: Id, boss: Id) -> None:
    """A copy hangs below the boss asked for, else where its original does on this chart."""
    assert isinstance(old, Shape)
    if boss:
        seats.report_to(model, [box], boss)
        return
    original = shape_of(model, old.node, chart)
    if original is not None:
        seats.order(model, [box], original.id)
    elif (above := boss_of(model, old.node)) and shape_of(model, above, chart) is not None:
        seats.report_to(model, [box], above)


def put_lines(model: Model, chart: Id, lines: list[str], boss: Id = "") -> set[Id]:
    """Roles named by lines, each below the nearest line above that is less indented; "Role: people". Inside a change.

    Returns the boxes at the top of the list.
    """
    above: list[tuple[int, Id]] = []
    top: set[Id] = set()
    for line in lines:
        deep = len(line.expandtabs(TAB)) - len(line.expandtabs(TAB).lstrip())
        while above and above[-1][0] >= deep:
            above.pop()
        name, _, people = line.strip().partition(": ")
        box = seats.add(model, chart, boss=above[-1][1] if above else boss, name=name)
        if people:
            holding.set_holders(model, box, people.split(","))
        if not above:
            top.add(box)
        above.append((deep, box))
    return top
