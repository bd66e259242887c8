"""Taking things out: flows heal, lanes leave their steps to a neighbour, the last pool gives the process back."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import ancestors, children, pools_of, subject
from opsdesigner.notation.kinds import OWNERS

from .chart import charts_of, tidy
from .guiding import led
from .healing import heal
from .homing import all_deep
from .lanes import give_up
from .parking import spare
from .roots import back_to_process, drop_unused
from .seats import leave

FEW = 40  # more are taken out without a look at how the lines healed across them run


def remove(model: Model, ids: Iterable[Id]) -> None:
    """Removes what shapes and edges stand for, with all that hangs on it; themselves where they stand for nothing."""
    asked = {id: subject(model, id) for id in ids}
    subjects = [found for found in asked.values() if found is not None]
    astray = [id for id, found in asked.items() if found is None and isinstance(model.records.get(id), Shape | Edge)]
    links = [each for each in subjects if isinstance(each, Link)]
    nodes = _outermost(model, [each for each in subjects if isinstance(each, Node)])
    if not links and not nodes and not astray:
        return
    page = next((each.diagram for id in asked if isinstance(each := model.records.get(id), Shape | Edge)), "")
    with led(model, page, "Delete") if len(asked) <= FEW else model.change("Delete"):
        model.remove(*astray)
        gone = {node.id for node in nodes}
        owners = [node.id for node in nodes if node.kind in OWNERS]
        ends = [link.source for link in links if link.kind == "reportsTo"]
        charts = leave(model, owners) | charts_of(model, ends)
        model.remove(*(link.id for link in links if not (link.source in gone and link.target in gone)))
        _remove_nodes(model, [node for node in nodes if node.kind != "lane"])
        for lane in nodes:
            if lane.kind == "lane" and lane.id in model:
                give_up(model, lane)
        for chart in charts:
            tidy(model, chart)


def _outermost(model: Model, nodes: list[Node]) -> list[Node]:
    """Without what goes anyway because what it lies in goes, and without roots."""
    asked = {node.id for node in nodes if node.kind != "lane"}
    asked |= {node.host for node in nodes if node.kind == "participant"}  # what lies in a pool lies in its process
    goes: dict[Id, bool] = {}  # whether what lies in a thing goes with it
    found: dict[Id, Node] = {}
    for node in nodes:
        if node.parent not in goes:
            outer = [each.id for each in ancestors(model, node.id)]
            goes[node.parent] = not asked.isdisjoint(outer)
        sits = node.kind == "boundaryEvent" and node.host in asked
        if not goes[node.parent] and not sits and node.kind not in ("process", "collaboration"):
            found[node.id] = node
    return list(found.values())


def _remove_nodes(model: Model, nodes: list[Node]) -> None:
    going = all_deep(model, (node.id for node in nodes))
    pools = [node for node in nodes if node.kind == "participant"]
    for process in {pool.host for pool in pools}:
        if all(pool.id in going for pool in pools_of(model, process)):
            going |= all_deep(model, (process,))
    hosts = {each.host for id in going if (each := model.get(id, Node)) is not None and each.host}
    going = spare(model, going)
    heal(model, [node.id for node in nodes], going.keys())
    model.remove(*going)
    drop_unused(model, hosts)
    for root in {pool.parent for pool in pools}:
        if root in model and not any(each.kind == "participant" for each in children(model, root)):
            back_to_process(model, root)
