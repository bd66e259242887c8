"""Sub-processes opened in place, closed onto a page of their own, and that page."""

from __future__ import annotations

from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Shape, new_id
from opsdesigner.model.geometry import box_of, centre, union
from opsdesigner.model.queries import children, diagrams_of, edge_of, inside, shape_of, title
from opsdesigner.notation.kinds import EXPANDED_SIZE, KINDS, SUB_PROCESSES
from opsdesigner.notation.looks import is_open

from .context import Refusal, shape_in
from .grow import extend
from .guiding import led
from .lines import route
from .resizing import carry_events
from .roots import drawn_id
from .sheet import Sheet

HEAD, PAD = 40.0, 24.0  # px over and round the contents of an open sub-process
CLOSED = KINDS["subProcess"].size


def plane_of(model: Model, shape: Id) -> Id:
    """The page that shows what lies in a closed sub-process, made where there is none; its diagram. Raises Refusal."""
    node = _sub(model, shape)
    found = diagrams_of(model, node.id)
    if found:
        return found[0].id
    place = model.get(shape, Shape)
    if place is not None and is_open(node, place.props):
        raise Refusal("This sub-process is open; its steps are here")
    with model.change("Make page"):
        return _make_page(model, node)


def _make_page(model: Model, node: Node) -> Id:
    page = model.put(Diagram(new_id("BPMNDiagram", model), node.id, title(model, node.id)))
    _draw_missing(model, node, page.id, 100.0, 100.0)
    return page.id


def _sub(model: Model, shape: Id) -> Node:
    place = model.get(shape, Shape)
    node = model.get(place.node if place else shape, Node)
    if node is None or node.kind not in SUB_PROCESSES:
        raise Refusal("Only a sub-process can be opened")
    return node


def toggle_open(model: Model, shape: Id) -> None:
    """Opens a closed sub-process in place, or closes an open one onto its own page. Raises Refusal."""
    node, place = _sub(model, shape), shape_in(model, "", shape)
    if is_open(node, place.props):
        with led(model, place.diagram, "Close sub-process"):
            _close(model, node, place)
    else:
        with led(model, place.diagram, "Open sub-process"):
            _open(model, node, place)


def _open(model: Model, node: Node, shape: Shape) -> None:
    pages = diagrams_of(model, node.id)
    if pages:
        _take_over(model, pages[0].id, shape.diagram)
        model.remove(pages[0].id)
    contents = _contents(model, node, shape.diagram)
    if not contents:
        _draw_missing(model, node, shape.diagram, shape.x + PAD, shape.y + HEAD)
        contents = _contents(model, node, shape.diagram)
    inner = union(box_of(each) for each in contents) if contents else None
    width = max(EXPANDED_SIZE[0], inner[2] - inner[0] + 2 * PAD if inner else 0.0)
    height = max(EXPANDED_SIZE[1], inner[3] - inner[1] + HEAD + PAD if inner else 0.0)
    model.update(shape.id, props=shape.props.having(isExpanded=True))
    top = round(centre(box_of(shape))[1] - height / 2)
    if inner is not None:
        _shift_all(model, node, shape.diagram, shape.x + PAD - inner[0], top + HEAD - inner[1])
    sheet = Sheet(model, shape.diagram)
    for side, by in ((1, shape.y - top), (2, width - shape.width), (3, top + height - shape.y - shape.height)):
        if by > 0:
            extend(sheet, shape, side, by)
    sheet.commit()
    _draw_lines(model, node, shape.diagram)


def _close(model: Model, node: Node, shape: Shape) -> None:
    if _contents(model, node, shape.diagram):
        pages = diagrams_of(model, node.id)
        made = Diagram(new_id("BPMNDiagram", model), node.id, title(model, node.id))
        page = pages[0].id if pages else model.put(made).id
        _move_contents(model, node, shape.diagram, page)
    model.update(shape.id, props=shape.props.having(isExpanded=None))
    y = centre(box_of(shape))[1]
    box = (shape.x, y - CLOSED[1] / 2, shape.x + CLOSED[0], y + CLOSED[1] / 2)
    sheet = Sheet(model, shape.diagram)
    carry_events(sheet, shape, box)
    sheet.put(shape.id, box)
    sheet.commit()


def _on_edge_of(model: Model, node: Node) -> set[Id]:
    """The events on a sub-process's own edge: they stay where it is drawn."""
    return {each.id for each in model.referrers(node.id, Node) if each.host == node.id and each.parent != node.id}


def _contents(model: Model, node: Node, diagram: Id) -> list[Shape]:
    own = _on_edge_of(model, node)
    found = (shape_of(model, each.id, diagram) for each in inside(model, node.id) if each.id not in own)
    return [shape for shape in found if shape is not None]


def _shift_all(model: Model, node: Node, diagram: Id, dx: float, dy: float) -> None:
    sheet = Sheet(model, diagram)
    sheet.shift((shape.id for shape in _contents(model, node, diagram)), dx, dy)
    sheet.commit()


def _move_contents(model: Model, node: Node, source: Id, target: Id) -> None:
    """Draws what lies in a sub-process on another page; lines that leave it lose their drawing."""
    shapes = _contents(model, node, source)
    nodes = {shape.node for shape in shapes}
    edges = {edge.id: edge for shape in shapes for edge in _edges_at(model, shape)}
    for shape in shapes:
        _put_on(model, shape, target)
    for edge in edges.values():
        link = model.get(edge.link, Link)
        if link is not None and link.source in nodes and link.target in nodes:
            _put_on(model, edge, target)
        else:
            model.remove(edge.id)


def _edges_at(model: Model, shape: Shape) -> list[Edge]:
    links = model.referrers(shape.node, Link)
    return [edge for link in links for edge in model.referrers(link.id, Edge) if edge.diagram == shape.diagram]


def _take_over(model: Model, source: Id, target: Id) -> None:
    """Draws all of a page on another one."""
    for shape in model.referrers(source, Shape):
        _put_on(model, shape, target)
    for edge in model.referrers(source, Edge):
        _put_on(model, edge, target)


def _put_on(model: Model, record: Shape | Edge, diagram: Id) -> None:
    """The same drawing on another page; gone where its subject is drawn there already."""
    if isinstance(record, Shape):
        known = shape_of(model, record.node, diagram) is not None
    else:
        known = edge_of(model, record.link, diagram) is not None
    if known:
        model.remove(record.id)
    else:
        model.update(record.id, diagram=diagram)


def _draw_missing(model: Model, node: Node, diagram: Id, x: float, y: float) -> None:
    """Draws what lies in a sub-process and stands nowhere yet: in a row."""
    for each in children(model, node.id):
        width, height = KINDS[each.kind].size if each.kind in KINDS else (0, 0)
        if not width or each.kind in ("lane", "boundaryEvent") or model.referrers(each.id, Shape):
            continue
        model.put(Shape(drawn_id(model, each.id), diagram, each.id, x, y + 40 - height / 2, width, height))
        x += width + 48
    _draw_lines(model, node, diagram)


def _draw_lines(model: Model, node: Node, diagram: Id) -> None:
    """Draws links of the contents that have both ends on a page and no line there."""
    links = {link.id: link for each in inside(model, node.id) for link in model.referrers(each.id, Link)}
    for link in links.values():
        first, last = shape_of(model, link.source, diagram), shape_of(model, link.target, diagram)
        if first is not None and last is not None and edge_of(model, link.id, diagram) is None:
            points = route(model, diagram, first, last, link.kind)
            model.put(Edge(drawn_id(model, link.id), diagram, link.id, points))
