"""What is true of every document after every verb."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import isfinite

from opsdesigner.edit.context import end_of, lanes_in
from opsdesigner.edit.lines import site_of
from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, centre, grown, holds
from opsdesigner.model.queries import scope_of, shape_of
from opsdesigner.notation.kinds import FLOW_NODES
from opsdesigner.notation.looks import is_open, is_upright

SLACK = 1.5


def lies(model: Model) -> list[str]:
    """Every sentence that should hold and does not; edges bent by hand may slant."""
    return [
        *_references(model),
        *_drawn_once(model),
        *_at_home(model),
        *_lanes_tile(model),
        *_on_edges(model),
        *_flows(model),
        *_lines(model),
    ]


def _references(model: Model) -> list[str]:
    return [
        f"{record.id}: {name} {getattr(record, name)} is not there"
        for record in model.records.values()
        for name in record.refs + record.soft
        if getattr(record, name) and getattr(record, name) not in model
    ]


def _drawn_once(model: Model) -> list[str]:
    found = []
    counts = Counter((shape.diagram, shape.node) for shape in model.all(Shape))
    found += [f"{node} is drawn {count} times" for (_, node), count in counts.items() if count > 1]
    lines = Counter((edge.diagram, edge.link) for edge in model.all(Edge))
    found += [f"{link} is drawn {count} times" for (_, link), count in lines.items() if count > 1]
    shown = {shape.node for shape in model.all(Shape)}
    for node in model.all(Node):
        if (node.kind in FLOW_NODES or node.kind in ("lane", "participant")) and node.id not in shown:
            found.append(f"{node.id} is drawn nowhere")
    for shape in model.all(Shape):
        numbers = (shape.x, shape.y, shape.width, shape.height, *(shape.label or ()))
        if not all(isfinite(number) for number in numbers) or shape.width <= 0 or shape.height <= 0:
            found.append(f"{shape.id} has the box {numbers}")
    return found


def _inside(outer: Shape, inner: Shape) -> bool:
    return holds(grown(box_of(outer), SLACK), *centre(box_of(inner)))


def _at_home(model: Model) -> list[str]:
    found = []
    for shape in model.all(Shape):
        node = model.get(shape.node, Node)
        if node is None or node.kind not in FLOW_NODES:
            continue
        scope = model.get(scope_of(model, node.id), Node)
        holder = model.get(node.host if node.kind == "boundaryEvent" else node.id, Node)
        if scope is None or holder is None:
            found.append(f"{node.id} lies in nothing")
            continue
        homes = [shape_of(model, node.lane, shape.diagram)] if node.lane else []
        if scope.kind == "process":
            homes += [
                shape_of(model, pool.id, shape.diagram)
                for pool in model.referrers(scope.id, Node)
                if pool.host == scope.id
            ]
        elif (home := shape_of(model, scope.id, shape.diagram)) is not None:
            homes.append(home)
            if not is_open(scope, home.props):
                found.append(f"{node.id} is drawn in the closed {scope.id}")
        place = shape_of(model, holder.id, shape.diagram) or shape
        found += [f"{node.id} stands outside {home.node}" for home in homes if home and not _inside(home, place)]
        if node.lane:
            lane = shape_of(model, node.lane, shape.diagram)
            if scope_of(model, node.lane) != scope.id or (lane and lanes_in(model, lane)):
                found.append(f"{node.id} is in the wrong lane {node.lane}")
        elif scope.kind == "process" and any(lanes_in(model, home) for home in homes if home):
            found.append(f"{node.id} is in no lane")
    for node in model.all(Node):
        data = model.get(node.host, Node) if node.kind == "dataObjectReference" else None
        if data is not None and data.parent != node.parent:
            found.append(f"{data.id} lies elsewhere than {node.id}")
    return found


def _lanes_tile(model: Model) -> list[str]:
    found = []
    for frame in model.all(Shape):
        lanes = lanes_in(model, frame)
        if not lanes:
            continue
        axis, outer = (0 if is_upright(frame.props) else 1), box_of(frame)
        boxes = [box_of(lane) for lane in lanes]
        gaps = [abs(a[axis + 2] - b[axis]) for a, b in pairwise(boxes)]
        gaps += [abs(boxes[0][axis] - outer[axis]), abs(boxes[-1][axis + 2] - outer[axis + 2])]
        gaps += [abs(box[3 - axis] - outer[3 - axis]) for box in boxes]
        gaps += [abs(box[1 - axis] - outer[1 - axis] - 30) for box in boxes]
        if max(gaps) > SLACK:
            found.append(f"the lanes of {frame.node} do not fill it: {boxes} in {outer}")
    return found


def _on_edges(model: Model) -> list[str]:
    found = []
    for node in model.all(Node):
        if node.kind != "boundaryEvent":
            continue
        host = model.get(node.host, Node)
        if host is None or (host.parent, host.lane) != (node.parent, node.lane):
            found.append(f"{node.id} and its host lie in different things")
        for shape in model.referrers(node.id, Shape):
            under = shape_of(model, node.host, shape.diagram)
            if under is None or _off_rect(box_of(under), centre(box_of(shape))) > SLACK:
                found.append(f"{node.id} is off the edge of its host")
    return found


def _flows(model: Model) -> list[str]:
    found = []
    for link in model.all(Link):
        if link.source not in model or link.target not in model:
            found.append(f"{link.id} has a loose end")
            continue
        first, last = end_of(model, link.source), end_of(model, link.target)
        if link.kind == "sequenceFlow" and not (first.scope == last.scope == link.parent):
            found.append(f"{link.id} leaves its scope")
        if link.kind == "messageFlow" and first.pool == last.pool:
            found.append(f"{link.id} is a message within {first.pool}")
    defaults = Counter(link.source for link in model.all(Link) if link.props.flag("default"))
    found += [f"{source} has {count} default flows" for source, count in defaults.items() if count > 1]
    return found


def _lines(model: Model) -> list[str]:
    found = []
    for edge in model.all(Edge):
        link = model.get(edge.link, Link)
        if link is None or len(edge.points) < 2 or not all(isfinite(each) for point in edge.points for each in point):
            found.append(f"{edge.id} has the points {edge.points}")
            continue
        for end, index in ((link.source, 0), (link.target, -1)):
            found += _off_outline(model, edge, end, index)
        if link.kind in ("sequenceFlow", "messageFlow") and not edge.props.flag("handmade"):
            slanted = [(a, b) for a, b in pairwise(edge.points) if min(abs(a[0] - b[0]), abs(a[1] - b[1])) > 1e-6]
            if slanted:
                found.append(f"{edge.id} is not right-angled: {edge.points}")
        if edge.points[0] == edge.points[-1]:
            found.append(f"{edge.id} leads nowhere: {edge.points}")
    return found


def _off_outline(model: Model, edge: Edge, end: Id, index: int) -> list[str]:
    shape = shape_of(model, end, edge.diagram)
    if shape is None:
        return [f"{edge.id} holds on to {end}, which is not drawn there"]
    site, (x, y) = site_of(model, shape), edge.points[index]
    (cx, cy), w, h = centre(site.box), shape.width / 2, shape.height / 2
    if site.outline == "ellipse":
        off = abs((((x - cx) / w) ** 2 + ((y - cy) / h) ** 2) ** 0.5 - 1) * min(w, h)
    elif site.outline == "diamond":
        off = abs(abs(x - cx) / w + abs(y - cy) / h - 1) * min(w, h)
    else:
        off = _off_rect(site.box, (x, y))
    return [f"{edge.id} is {off:.1f} off the outline of {end}: {edge.points} {site}"] if off > SLACK else []


def _off_rect(box: tuple[float, float, float, float], point: tuple[float, float]) -> float:
    (x, y), (left, top, right, bottom) = point, box
    outside = max(left - x, x - right, top - y, y - bottom, 0.0)
    return outside if outside else min(x - left, right - x, y - top, bottom - y)
