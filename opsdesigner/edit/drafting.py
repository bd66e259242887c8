"""Things that are said before they have a place: steps, flows and remarks, drawn roughly for a layout to place."""

from __future__ import annotations

from opsdesigner.model import NO_PROPS, Diagram, Edge, Id, Link, Model, Node, Point, Props, Shape
from opsdesigner.model.geometry import box_of, centre
from opsdesigner.model.queries import ancestors, diagrams_of, scope_of, shape_of
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.kinds import KINDS, SUB_PROCESSES

from .opening import toggle_open
from .roots import drawn_id, flow_parent, fresh_id

GAP = 48.0  # px to the next step
FIRST = (200.0, 120.0)  # the middle of what comes first


def put_process(model: Model, name: str) -> tuple[Id, Id]:
    """A new process with a page of its own; both ids. Inside a change."""
    process = model.put(Node(fresh_id(model, "process"), "process", name)).id
    return process, model.put(Diagram(drawn_id(model, process), process, name)).id


def put_step(model: Model, diagram: Id, node: Node, beside: Id = "") -> Id:
    """A new step, event or gateway in its lane, roughly right of another one; returns its shape. Inside a change."""
    model.put(node)
    page = page_for(model, diagram, node)
    return _put_shape(model, page, node, beside) if page else ""


def page_for(model: Model, diagram: Id, node: Node) -> Id:
    """The page a node is drawn on: its sub-process's own, else the one given, on which that is opened."""
    outer = next((each for each in ancestors(model, node.id) if each.kind != "lane"), None)
    if outer is None or outer.kind not in SUB_PROCESSES:
        return diagram
    if own := diagrams_of(model, outer.id):
        return own[0].id
    page = page_for(model, diagram, outer)
    shape = shape_of(model, outer.id, page)
    if shape is not None and not shape.props.flag("isExpanded"):
        toggle_open(model, shape.id)
    return page


def _put_shape(model: Model, diagram: Id, node: Node, beside: Id) -> Id:
    width, height = box_size(node.kind, node.props)
    x, y = _spot(model, diagram, node, beside, width)
    props = Props(isMarkerVisible=True) if node.kind == "exclusiveGateway" else NO_PROPS
    left, top = round(x - width / 2), round(y - height / 2)
    return model.put(Shape(drawn_id(model, node.id), diagram, node.id, left, top, width, height, props=props)).id


def _spot(model: Model, diagram: Id, node: Node, beside: Id, width: float) -> Point:
    """Where a new shape has its middle: on its host's edge, or right of another one and level with its lane."""
    if node.host and (host := shape_of(model, node.host, diagram)) is not None:
        return host.x + host.width / 2 + 24, host.y + host.height
    other, band = shape_of(model, beside, diagram), shape_of(model, node.lane, diagram)
    x, y = FIRST
    if other is not None:
        x, y = other.x + other.width + GAP + width / 2, centre(box_of(other))[1]
    elif (home := shape_of(model, node.parent, diagram)) is not None:
        x, y = home.x + GAP + width / 2, centre(box_of(home))[1]
    elif band is not None:
        x = band.x + 30 + GAP + width / 2
    return (x, centre(box_of(band))[1]) if band is not None else (x, y)


def put_flow(model: Model, diagram: Id, link: Link) -> Id:
    """A new flow, drawn straight for now; returns its edge. Inside a change."""
    parent = flow_parent(model, link.kind, link.source, link.target)
    model.put(Link(link.id, link.kind, link.source, link.target, link.name, parent, props=link.props))
    for shape in model.referrers(link.source, Shape):
        other = shape_of(model, link.target, shape.diagram)
        if other is not None:
            points = (centre(box_of(shape)), centre(box_of(other)))
            return model.put(Edge(drawn_id(model, link.id), shape.diagram, link.id, points)).id
    return ""


def lead_flow(model: Model, flow: Id, source: Id, target: Id) -> None:
    """Another source or target for a flow, drawn straight for now. Inside a change."""
    model.update(flow, source=source, target=target, parent=flow_parent(model, "sequenceFlow", source, target))
    for edge in model.referrers(flow, Edge):
        ends = shape_of(model, source, edge.diagram), shape_of(model, target, edge.diagram)
        if ends[0] is not None and ends[1] is not None:
            props = edge.props.having(labelPlaced=None, handmade=None)
            points = (centre(box_of(ends[0])), centre(box_of(ends[1])))
            model.update(edge.id, points=points, label=None, props=props)


def put_note(model: Model, diagram: Id, id: Id, step: Id, text: str) -> None:
    """A note beside a step, joined to it. Inside a change."""
    on = model.get(step, Node)
    assert on is not None
    note = model.put(Node(id, "textAnnotation", text, scope_of(model, step), lane=""))
    parent = flow_parent(model, "association", step, note.id)
    link = model.put(Link(fresh_id(model, "association"), "association", step, note.id, parent=parent))
    for shape in model.referrers(step, Shape):
        width, height = KINDS["textAnnotation"].size
        x, y = shape.x + shape.width / 2 + 24, shape.y - 32 - height
        model.put(Shape(drawn_id(model, note.id), shape.diagram, note.id, x, y, width, height))
        ends = (centre(box_of(shape)), (x, y + height))
        model.put(Edge(drawn_id(model, link.id), shape.diagram, link.id, ends))
        return


def lead_note(model: Model, note: Id, old: Id, step: Id) -> list[Id]:
    """Joins a note to another step than before; returns the links, whose lines are to be led. Inside a change."""
    made: list[Id] = []
    for link in model.referrers(note, Link):
        if link.kind == "association" and old in (link.source, link.target):
            ends = {name: step for name in ("source", "target") if getattr(link, name) == old}
            source, target = ends.get("source", link.source), ends.get("target", link.target)
            model.update(link.id, **ends, parent=flow_parent(model, "association", source, target))
            made.append(link.id)
    return made


def reword_answer(model: Model, id: Id, text: str, deputy: Id = "") -> None:
    """Another deputy, or another reason why something does not happen. Inside a change."""
    if deputy:
        model.update(id, resource=deputy)
    else:
        model.set_props(id, why=text or None)


def say_of(model: Model, id: Id, kind: str, of: Id, text: str, deputy: Id = "", props: Props = NO_PROPS) -> None:
    """A result, problem or answer, said of a step, an end or a process. Inside a change."""
    model.put(Node(id, kind, text, of, props=props, resource=deputy))
