"""Who sits where: boxes added to an org chart, hung below others, put in order; bosses, holders, deputies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Props, Shape, new_id
from opsdesigner.model.geometry import box_of, holds
from opsdesigner.model.queries import edge_of, shape_of, subject
from opsdesigner.notation.kinds import ORG_CHART, OWNERS
from opsdesigner.notation.organisation import below, boss_line, boss_of, named, relation, reports_of
from opsdesigner.notation.rules import Answer
from opsdesigner.notation.variants import Variant

from .chart import Seats, charts_of, put_box, rank_of, reveal, seats, tidy
from .ends import Refusal, allow
from .roots import fresh_id

ROLE = Variant("role", "Role", "role", "")
TITLE = "Organisation"


def new_chart(model: Model, name: str = TITLE, root: Id = "", nodes: Iterable[Id] | None = None) -> Id:
    """A new org chart of these roles and units, of all where none are named; returns it."""
    with model.change("New org chart"):
        chart = model.put(Diagram(new_id("OrgChart", model), root, name, kind=ORG_CHART)).id
        show(model, chart, [node.id for node in model.all(Node) if node.kind in OWNERS] if nodes is None else nodes)
        return chart


def show(model: Model, chart: Id, nodes: Iterable[Id]) -> list[Id]:
    """Boxes for roles and units that a chart has none of; returns the shapes of all of these."""
    with model.change("Show on the chart"):
        rank = max((rank_of(shape) for shape in model.referrers(chart, Shape)), default=0)
        shown: list[Id] = []
        for id in nodes:
            node, shape = model.get(id, Node), shape_of(model, id, chart)
            if shape is None and node is not None and node.kind in OWNERS:
                rank += 1
                shape = put_box(model, chart, node, rank)
            if shape is not None:
                shown.append(shape.id)
        tidy(model, chart)
        return shown


def add(
    model: Model,
    chart: Id,
    variant: Variant = ROLE,
    boss: Id = "",
    beside: Id = "",
    where: Literal["before", "after"] = "after",
    name: str = "",
) -> Id:
    """A new box below a boss (a node or its shape) or beside a sibling, at the top without either; returns its shape.

    Raises Refusal.
    """
    with model.change("Add " + variant.label.lower()):
        sibling = owner_in(model, beside) if beside else None
        above = boss_of(model, sibling.id) if sibling is not None else owner_in(model, boss).id if boss else ""
        node = Node(fresh_id(model, variant.kind), variant.kind, name, props=variant.props)
        model.put(node)
        shape = put_box(model, chart, node, 1)
        if above:
            _hang(model, node.id, above)
        _order(model, chart, [node.id], sibling.id if sibling is not None else "", where)
        if (over := shape_of(model, above, chart)) is not None:
            _open(model, over)
        tidy(model, chart)
        return shape.id


def _open(model: Model, boss: Shape) -> None:
    """A box that is to be seen needs a boss that is not folded."""
    reveal(model, boss.id)
    if boss.props.flag("collapsed"):
        model.set_props(boss.id, collapsed=None)


def owner_in(model: Model, id: Id) -> Node:
    node = subject(model, id)
    if not isinstance(node, Node) or node.kind not in OWNERS:
        raise Refusal("This is no role or unit")
    return node


def known(model: Model, name: str, kinds: Iterable[str] = OWNERS) -> Id:
    """The role, unit or person of a name. Raises Refusal."""
    found = named(model, name, kinds)
    if found is None:
        raise Refusal(f"Nobody here is called “{' '.join(name.split())}”")
    return found.id


def can_report(model: Model, id: Id, boss: Id) -> Answer:
    """Whether a role or unit can hang below another, or why not."""
    one, other = subject(model, id), subject(model, boss)
    if not isinstance(one, Node) or not isinstance(other, Node) or {one.kind, other.kind} - set(OWNERS):
        return Answer("", "Only roles and units report to each other")
    if one.id == other.id:
        return Answer("", "Nobody reports to themselves")
    if other.id in set(below(model, one.id)):
        return Answer("", f"{other.name or 'This'} is below {one.name or 'it'} already")
    return Answer("reportsTo")


def report_to(model: Model, ids: Iterable[Id], boss: Id, dotted: bool = False) -> None:
    """Hangs roles and units below another one, or gives them a second boss by a dotted line. Raises Refusal."""
    nodes, above = [owner_in(model, id) for id in ids], owner_in(model, boss)
    with model.change("Second boss" if dotted else "Reports to"):
        for node in nodes:
            allow(can_report(model, node.id, above.id))
            if not dotted:
                _hang(model, node.id, above.id)
            elif relation(model, node.id, "reportsTo", above.id) is None:
                link = Link(fresh_id(model, "reportsTo"), "reportsTo", node.id, above.id, "", node.id)
                model.put(Link(link.id, link.kind, link.source, link.target, "", node.id, props=Props(dotted=True)))
        _tidy_all(model, [above.id, *(node.id for node in nodes)], moved=() if dotted else [node.id for node in nodes])


def report(model: Model, chart: Id, node: Id, boss: Id) -> Id:
    """Draws a reporting line from a box up to another: the boss if there is none yet, else a second one.

    Returns its edge. Raises Refusal.
    """
    with model.change("Reports to"):
        report_to(model, [node], boss, dotted=bool(boss_of(model, node)))
        line = relation(model, node, "reportsTo", boss)
        edge = edge_of(model, line.id, chart) if line is not None else None
        if edge is None:
            raise Refusal("These two cannot be joined")
        return edge.id


def report_else(model: Model, edge: Edge, line: Link, node: Id, boss: Id) -> Id:
    """Leads an end of a reporting line elsewhere: another boss, or another who reports. Raises Refusal."""
    with model.change("Reports to"):
        dotted = line.props.flag("dotted")
        allow(can_report(model, node, boss))
        if node == line.source and not dotted:
            report_to(model, [node], boss)
            return edge.id
        model.remove(line.id)
        report_to(model, [node], boss, dotted)
        for chart in charts_of(model, [line.source, line.target]):
            tidy(model, chart)
        made = relation(model, node, "reportsTo", boss)
        found = edge_of(model, made.id, edge.diagram) if made is not None else None
        return found.id if found is not None else ""


def box_at(model: Model, chart: Id, x: float, y: float) -> Id:
    """The node whose box stands at a point of a chart, "" on free paper."""
    for shape in model.referrers(chart, Shape):
        if holds(box_of(shape), x, y) and not shape.props.flag("hidden"):
            return shape.node
    return ""


def to_top(model: Model, ids: Iterable[Id]) -> None:
    """These report to nobody from now on."""
    nodes = [owner_in(model, id) for id in ids]
    with model.change("Reports to nobody"):
        model.remove(*(line.id for node in nodes if (line := boss_line(model, node.id)) is not None))
        _tidy_all(model, [node.id for node in nodes], moved=[node.id for node in nodes])


def _hang(model: Model, node: Id, boss: Id) -> None:
    """One boss, and where that belongs."""
    line, other = boss_line(model, node), relation(model, node, "reportsTo", boss)
    if other is not None and other != line:  # a dotted line to the same becomes the only one
        model.remove(other.id)
    if line is None:
        model.put(Link(fresh_id(model, "reportsTo"), "reportsTo", node, boss, "", node))
    elif line.target != boss:
        model.update(line.id, target=boss)
    belong_as(model, node, boss)


def belong_as(model: Model, node: Id, boss: Id) -> None:
    """Who hangs below a unit belongs to it, who hangs below a role belongs where that does. Inside a change."""
    above = model.get(boss, Node)
    assert above is not None
    if unit := above.id if above.kind == "unit" else above.resource:
        model.update(node, resource=unit)


def _tidy_all(model: Model, nodes: Sequence[Id], moved: Sequence[Id] = ()) -> None:
    """Lays out every chart that shows one of these; who moved goes to the end of the new row."""
    for page in charts_of(model, nodes):
        here = [id for id in moved if (shape := shape_of(model, id, page)) is not None and _unpin(model, shape)]
        if here:
            _order(model, page, here)
        for id in here:
            above = shape_of(model, boss_of(model, id), page)
            if above is not None:
                _open(model, above)
        tidy(model, page)


def _unpin(model: Model, shape: Shape) -> bool:
    """Who is hung elsewhere goes there."""
    if shape.props.flag("pinned"):
        model.set_props(shape.id, pinned=None)
    return True


# order


def order(model: Model, shapes: Iterable[Id], beside: Id, where: Literal["before", "after"] = "after") -> None:
    """Puts boxes before or after another one, below the same boss. Raises Refusal."""
    target = model.get(beside, Shape)
    if target is None:
        raise Refusal("This element is not on the diagram")
    nodes = [node.id for id in shapes if (node := owner_in(model, id)).id != target.node]
    if not nodes:
        return
    with model.change("Change the order"):
        boss = boss_of(model, target.node)
        for id in nodes:
            if boss_of(model, id) != boss:
                if boss:
                    allow(can_report(model, id, boss))
                    _hang(model, id, boss)
                elif (line := boss_line(model, id)) is not None:
                    model.remove(line.id)
            if (shape := shape_of(model, id, target.diagram)) is not None:
                _unpin(model, shape)
        _order(model, target.diagram, nodes, target.node, where)
        for page in charts_of(model, [*nodes, target.node]):
            tidy(model, page)


def _order(model: Model, chart: Id, nodes: Sequence[Id], beside: Id = "", where: str = "after") -> None:
    """Gives a row its numbers anew, with these next to one of it; at the end without one."""
    found = seats(model, chart)
    row = [id for id in _row(found, nodes[0]) if id not in nodes]
    at = row.index(beside) + (where == "after") if beside in row else len(row)
    row[at:at] = nodes
    for rank, id in enumerate(row, 1):
        if rank_of(found.shapes[id]) != rank:
            model.set_props(found.shapes[id].id, rank=rank)


def _row(found: Seats, node: Id) -> list[Id]:
    boss = found.boss.get(node, "")
    return found.reports[boss] if boss else found.roots


# taking out


def leave(model: Model, nodes: Sequence[Id]) -> set[Id]:
    """Before roles and units go: who hung below them hangs below their boss; returns the charts to lay out after."""
    going = set(nodes)
    pages = charts_of(model, nodes)
    for id in nodes:
        heir = boss_of(model, id)
        seen = {id}
        while heir in going and heir not in seen:
            seen.add(heir)
            heir = boss_of(model, heir)
        orphans = [report for report in reports_of(model, id) if report not in going]
        if not orphans or not heir or heir in going:
            continue
        for report in orphans:
            _hang(model, report, heir)
        for page in pages:
            here = [report for report in orphans if shape_of(model, report, page) is not None]
            if here:
                _order(model, page, here, id)
    return pages
