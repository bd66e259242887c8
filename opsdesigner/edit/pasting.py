"""A copied piece put into a document: new ids, parents by where it lies."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Point, Props, Record, Shape, new_id
from opsdesigner.model.geometry import Box, box_of, centre, moved
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.events import own
from opsdesigner.notation.kinds import FLOW_NODES, KINDS
from opsdesigner.notation.rules import may_attach, may_hold

from .assigning import role_here
from .context import Frames, Place, Refusal, allow, belongs, can_connect, definitions, frames_of, home_at, on_edge
from .grow import hold
from .parking import come_back
from .pools import place_beside, ready_for_pools
from .roots import drawn_id, flow_parent, fresh_id
from .sheet import Sheet

FORMAT = "opsdesigner/1"
SHARED = ("message", "signal", "error", "escalation")  # roots that a copy in the same document goes on naming


class Piece(NamedTuple):
    """A copied piece: records by their old ids, the shapes chosen, the page and the box they stood in."""

    diagram: Id
    chosen: tuple[Id, ...]
    box: Box
    records: dict[Id, Record]


class _Work(NamedTuple):
    """A paste under way: the new id of every old one."""

    model: Model
    diagram: Id
    piece: Piece
    ids: dict[Id, Id]
    homes: dict[Id, Place | Id]  # of each chosen old node: the place, or the new host's node id
    shift: Point

    def node(self, id: Id) -> Node | None:
        record = self.piece.records.get(id)
        return record if isinstance(record, Node) else None

    def new(self, id: Id) -> Id:
        return self.ids.get(id, "")


def put_back(model: Model, diagram: Id, piece: Piece, shift: Point) -> set[Id]:
    """Makes the records of a piece anew on a page, so far from where they were; the shapes made. Inside a change."""
    work = _Work(model, diagram, piece, {}, {}, shift)
    chosen = [record for id in piece.chosen if isinstance(record := piece.records[id], Shape)]
    chosen = [shape for shape in chosen if (node := work.node(shape.node)) and node.kind != "lane"]
    frames = frames_of(model, diagram)
    for shape in chosen:
        _find_home(work, shape, frames)
    _name_ids(work)
    for node in [each for each in piece.records.values() if isinstance(each, Node) and each.id in work.ids]:
        if not come_back(model, node.id, work.new(node.parent)):
            _put_node(work, node.id)
    for record in piece.records.values():
        if isinstance(record, Diagram) and work.new(record.root):
            work.ids[record.id] = new_id("BPMNDiagram", model)
            model.put(replace(record, id=work.ids[record.id], root=work.new(record.root)))
    made = _put_shapes(work)
    _put_links(work)
    _make_room(work, chosen)
    return {made[shape.id] for shape in chosen if shape.id in made}


def _find_home(work: _Work, shape: Shape, frames: Frames) -> None:
    """What a chosen shape will lie in. Raises Refusal."""
    node = work.node(shape.node)
    assert node is not None
    x, y = centre(box_of(shape))
    x, y = x + work.shift[0], y + work.shift[1]
    if node.kind == "boundaryEvent":
        work.homes[node.id] = _host_near(work, node, x, y)
        return
    place = home_at(work.model, work.diagram, x, y, frames=frames)
    if node.kind == "participant":
        page = work.model.get(work.diagram, Diagram)
        root = work.model.get(page.root, Node) if page else None
        if root is None or root.kind not in ("process", "collaboration"):
            raise Refusal("A pool lies in no other shape")
        work.homes[node.id] = Place(root.id, "", place.home._replace(kind=root.kind))
        return
    if node.kind in KINDS and KINDS[node.kind].family != "message":
        allow(may_hold(place.home, node.kind, definitions(node.props)))
    work.homes[node.id] = place


def _host_near(work: _Work, node: Node, x: float, y: float) -> Place | Id:
    """The step a copied event on an edge sticks to: the nearest one within reach, else its old one, else none."""
    best, found = 48.0, ""
    for shape in work.model.referrers(work.diagram, Shape):
        step = work.model.get(shape.node, Node)
        if step is None or step.kind not in KINDS or not may_attach(step.kind, definitions(node.props)):
            continue
        px, py = on_edge(shape, x, y)
        if (gap := abs(px - x) + abs(py - y)) < best:
            best, found = gap, step.id
    if not found:
        raise Refusal("A boundary event sits on the edge of a step")
    return found


def _name_ids(work: _Work) -> None:
    """New ids for the nodes that come along; roots known to the document stay what they are."""
    wanted: dict[Id, None] = {}
    pools = [node for id in work.homes if (node := work.node(id)) is not None and node.kind == "participant"]
    tops = set(work.homes) | {pool.host for pool in pools if pool.host}
    nodes = [record for record in work.piece.records.values() if isinstance(record, Node)]
    below = {node.host for node in nodes if node.host}
    below |= {node.parent for node in nodes if node.id in below}
    for record in nodes:
        if record.id in tops or record.id in below or _hangs_on(work, record, tops):
            wanted[record.id] = None
    for id in wanted:
        node = work.node(id)
        assert node is not None
        known = work.model.get(id, Node)
        shared = node.kind in SHARED and known is not None and (known.kind, known.name) == (node.kind, node.name)
        work.ids[id] = id if shared or _stays(work, node) else fresh_id(work.model, node.kind)


def _stays(work: _Work, node: Node) -> bool:
    """A data store is one thing however often it is drawn."""
    known = work.model.get(node.id, Node)
    return node.kind == "dataStore" and known is not None and known.kind == "dataStore"


def _hangs_on(work: _Work, node: Node, tops: set[Id]) -> bool:
    """Whether a node lies in something pasted, or is a root it stands on."""
    seen: set[Id] = set()
    at: Node | None = node
    while at is not None and at.id not in seen:
        if at.id in tops:
            return True
        seen.add(at.id)
        if at.kind == "boundaryEvent" and (at.host in tops or _hangs_below(work, at.host, tops)):
            return True
        at = work.node(at.parent)
    return node.kind in SHARED


def _hangs_below(work: _Work, id: Id, tops: set[Id]) -> bool:
    node = work.node(id)
    return node is not None and _hangs_on(work, node, tops)


def _put_node(work: _Work, old: Id) -> None:
    """A node under its new id, after what it lies in and stands on."""
    pending = [old]
    while pending:
        node = work.node(pending[-1])
        assert node is not None
        refs = [ref for ref in (node.parent, node.host) if work.new(ref) and work.new(ref) not in work.model]
        if refs and len(pending) < 1000:
            pending.extend(refs)
            continue
        pending.pop()
        if work.new(node.id) not in work.model:
            work.model.put(_made(work, node))


def _made(work: _Work, node: Node) -> Node:
    node = replace(node, resource=role_here(work.model, node))
    known = work.model.get(node.id, Node)
    origin = node.id if known is not None and known.kind == node.kind else ""
    parent, host, lane = work.new(node.parent), work.new(node.host), work.new(node.lane)
    home = work.homes.get(node.id)
    if isinstance(home, Place):
        parent, lane = belongs(work.model, home, node.kind)
        if node.kind == "participant":
            parent = ready_for_pools(work.model, work.diagram).id
    elif home is not None:
        step = work.model.get(home, Node)
        assert step is not None
        parent, host, lane = step.parent, step.id, step.lane
    elif not parent:
        parent = _parent_of_root(work, node)
    if node.kind not in FLOW_NODES:
        lane = ""
    props = _renamed(work, node.props)
    return replace(node, id=work.new(node.id), parent=parent, host=host, lane=lane, origin=origin, props=props)


def _parent_of_root(work: _Work, node: Node) -> Id:
    """A data object lies where the reference to it lies; other roots lie in nothing."""
    if node.kind == "boundaryEvent":
        host = work.model.get(work.new(node.host), Node)
        return host.parent if host else ""
    if node.kind != "dataObject":
        return ""
    for id, home in work.homes.items():
        reference = work.node(id)
        if reference is not None and reference.host == node.id and isinstance(home, Place):
            return belongs(work.model, home, "dataObjectReference")[0]
    inner = (each for each in work.piece.records.values() if isinstance(each, Node) and each.host == node.id)
    return next((work.new(each.parent) for each in inner), "")


def _renamed(work: _Work, props: Props) -> Props:
    """Properties that name roots by id follow them; definitions get no id twice."""
    bags = props.bags("events")
    if bags:
        made = (bag.having(id=None, ref=work.ids.get(bag.text("ref"), bag.text("ref")) or None) for bag in bags)
        props = props.having(events=own(made))
    if ref := props.text("messageRef"):
        props = props.having(messageRef=work.ids.get(ref, ref))
    return props


def _put_shapes(work: _Work) -> dict[Id, Id]:
    made: dict[Id, Id] = {}
    for record in work.piece.records.values():
        if not isinstance(record, Shape) or not work.new(record.node):
            continue
        here = record.diagram == work.piece.diagram
        page = work.diagram if here else work.new(record.diagram)
        if not page:
            continue
        node = work.new(record.node)
        dx, dy = work.shift if here else (0.0, 0.0)
        label = record.label._replace(x=record.label.x + dx, y=record.label.y + dy) if record.label else None
        x, y = record.x + dx, record.y + dy
        shape = replace(record, id=drawn_id(work.model, node), diagram=page, node=node, x=x, y=y, label=label)
        made[record.id] = work.model.put(shape).id
    return made


def _put_links(work: _Work) -> None:
    """Links among what was pasted, where the rules still allow them."""
    model = work.model
    for record in list(work.piece.records.values()):
        if not isinstance(record, Link) or not work.new(record.source) or not work.new(record.target):
            continue
        source, target = work.new(record.source), work.new(record.target)
        if record.kind in ("sequenceFlow", "messageFlow") and can_connect(model, source, target).kind != record.kind:
            continue
        known = model.get(record.id, Link)
        origin = record.id if known is not None and known.kind == record.kind else ""
        id = fresh_id(model, record.kind)
        parent = flow_parent(model, record.kind, source, target)
        model.put(replace(record, id=id, source=source, target=target, parent=parent, origin=origin))
        for edge in work.piece.records.values():
            if isinstance(edge, Edge) and edge.link == record.id:
                _put_edge(work, edge, id)


def _put_edge(work: _Work, edge: Edge, link: Id) -> None:
    here = edge.diagram == work.piece.diagram
    page = work.diagram if here else work.new(edge.diagram)
    if not page:
        return
    dx, dy = work.shift if here else (0.0, 0.0)
    label = edge.label._replace(x=edge.label.x + dx, y=edge.label.y + dy) if edge.label else None
    made = replace(
        edge, id=drawn_id(work.model, link), diagram=page, link=link, points=moved(edge.points, dx, dy), label=label
    )
    work.model.put(made)


def _make_room(work: _Work, chosen: list[Shape]) -> None:
    """The homes grow with what was pasted; events are brought onto their edges."""
    for old in chosen:
        home = work.homes.get(old.node)
        shape = next(iter(work.model.referrers(work.new(old.node), Shape)), None)
        node = work.model.get(work.new(old.node), Node)
        assert shape is not None and node is not None
        sheet = Sheet(work.model, shape.diagram)
        if isinstance(home, Place):
            if node.kind == "participant":
                place_beside(sheet, shape)
            elif home.shape and KINDS[node.kind].family not in ("note", "group"):
                hold(sheet, work.model.get(home.shape, Shape), box_of(shape))
        else:
            _onto_edge(sheet, shape, node)
        sheet.commit()


def _onto_edge(sheet: Sheet, shape: Shape, node: Node) -> None:
    host = shape_of(sheet.model, node.host, shape.diagram)
    assert host is not None
    x, y = on_edge(host, *centre(box_of(shape)))
    width, height = shape.width / 2, shape.height / 2
    sheet.put(shape.id, (x - width, y - height, x + width, y + height))
