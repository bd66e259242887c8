"""Copies as text: a piece of a drawing with all it needs, put back with ids of its own."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from opsdesigner.model import Change, Edge, Id, Link, Model, Node, Point, Props, Record, Shape, from_json
from opsdesigner.model.geometry import box_of, centre, union
from opsdesigner.model.queries import diagrams_of, inside, shape_of
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.rules import ON_CHARTS
from opsdesigner.notation.variants import VARIANTS

from . import draw, strangers
from .chart import is_chart, seats
from .ends import Refusal
from .guiding import led
from .pasting import FORMAT, Piece, put_back
from .pasting_seats import people_of, put_lines, put_seats
from .travel import Plan, plan

STEP = 16.0  # px each further paste is set off
MOST_LINES, LONGEST_LINE = 100, 200  # of plain text that is taken for steps


def copy(model: Model, ids: Iterable[Id]) -> str:
    """What these shapes show, with contents, inner links and what they stand on, as JSON text."""
    going = plan(model, _without_lanes(model, ids))
    found: dict[Id, Record] = {}
    for shape in (*going.shapes, *_folded(model, going)):
        _take(model, found, shape)
    for record in list(found.values()):
        if isinstance(record, Node):
            _take_pages(model, found, record)
    for person in people_of(model, [record for record in found.values() if isinstance(record, Node)]):
        found[person.id] = person
    nodes = {record.id for record in found.values() if isinstance(record, Node)}
    for link in _inner_links(model, nodes):
        found[link.id] = link
        for edge in model.referrers(link.id, Edge):
            if edge.diagram == going.diagram or edge.diagram in found:
                found[edge.id] = edge
    box = union(box_of(shape) for shape in going.shapes) if going.shapes else (0.0, 0.0, 0.0, 0.0)
    change = Change("copy", {id: (None, record) for id, record in found.items()})
    data = {
        "format": FORMAT,
        "diagram": going.diagram,
        "chosen": [shape.id for shape in going.chosen if shape.id in found],
        "box": box,
        "records": change.to_json()["records"],
    }
    return json.dumps(data, ensure_ascii=False)


def _folded(model: Model, going: Plan) -> list[Shape]:
    """The boxes of an org chart that are folded away below those that go."""
    if not is_chart(model, going.diagram):
        return []
    found = seats(model, going.diagram)
    return [found.shapes[id] for shape in going.chosen for id in found.below(shape.node)]


def _without_lanes(model: Model, ids: Iterable[Id]) -> list[Id]:
    """The shapes asked for; instead of a lane whose pool is not among them, what lies in it."""
    asked = [shape for id in ids if (shape := model.get(id, Shape)) is not None]
    pools = any((node := model.get(shape.node, Node)) and node.kind == "participant" for shape in asked)
    found: list[Id] = []
    for shape in asked:
        node = model.get(shape.node, Node)
        if node is None or node.kind != "lane":
            found.append(shape.id)
        elif not pools:
            inner = plan(model, [shape.id]).shapes
            found += [each.id for each in inner if (held := model.get(each.node, Node)) and held.kind != "lane"]
    return list(dict.fromkeys(found))


def _take(model: Model, found: dict[Id, Record], shape: Shape) -> None:
    node = model.get(shape.node, Node)
    if node is None:
        return
    found[shape.id], found[node.id] = shape, node
    _take_roots(model, found, node)


def _take_roots(model: Model, found: dict[Id, Record], node: Node) -> None:
    """What a node stands on and names: data, categories, a pool's process, messages."""
    host = model.get(node.host, Node)
    if host is not None and node.kind != "boundaryEvent":
        found[host.id] = host
        category = model.get(host.parent, Node)
        if category is not None and category.kind == "category":
            found[category.id] = category
    for ref in named_roots(node.props):
        if (root := model.get(ref, Node)) is not None:
            found[root.id] = root


def named_roots(props: Props) -> list[Id]:
    """The root elements that properties name."""
    refs = [bag.text("ref") for bag in props.bags("events")] + [props.text("messageRef")]
    return [ref for ref in refs if ref]


def _take_pages(model: Model, found: dict[Id, Record], node: Node) -> None:
    """What lies in a closed sub-process, with its own page; flow nodes without any drawing too."""
    pages = diagrams_of(model, node.id) if node.kind != "process" else []
    for page in pages:
        found[page.id] = page
    for inner in inside(model, node.id):
        if inner.id not in found:
            found[inner.id] = inner
            _take_roots(model, found, inner)
        for page in pages:
            if (shape := shape_of(model, inner.id, page.id)) is not None:
                found[shape.id] = shape


def _inner_links(model: Model, nodes: Collection[Id]) -> list[Link]:
    links = {link.id: link for node in nodes for link in model.referrers(node, Link)}
    return [link for link in links.values() if link.source in nodes and link.target in nodes]


def paste(model: Model, diagram: Id, text: str, at: Point | None = None, boss: Id = "") -> set[Id]:
    """Puts a copy back: with its middle at a point, else a little off its original; its shapes. Raises Refusal.

    Plain text becomes steps, one a line, joined in a row; what is no text of ours and has no lines gives nothing.
    On an org chart it becomes roles, and all hangs below a boss, else beside its original.
    """
    piece = read(text)
    with led(model, diagram, "Paste") if at is not None else model.change("Paste"):
        if is_chart(model, diagram):
            return _paste_boxes(model, diagram, text, piece, boss)
        if piece is None:
            return _paste_lines(model, diagram, text, at)
        return put_back(model, diagram, piece, _offset(model, diagram, piece, at))


def _paste_boxes(model: Model, chart: Id, text: str, piece: Piece | None, boss: Id) -> set[Id]:
    if piece is None:
        return put_lines(model, chart, [line for line in _lines(text) if line.strip()], boss)
    kinds = {record.kind for record in piece.records.values() if isinstance(record, Node)}
    if not kinds <= {*OWNERS, "person"}:
        raise Refusal(ON_CHARTS)
    return put_seats(model, chart, piece, boss)


def _lines(text: str) -> list[str]:
    """The lines of plain text, none where it is something else or too much."""
    lines = text.splitlines()
    names = [line.strip() for line in lines if line.strip()]
    if not names or len(names) > MOST_LINES or text.lstrip()[:1] in "<{[" or max(map(len, names)) > LONGEST_LINE:
        return []
    return lines


def _paste_lines(model: Model, diagram: Id, text: str, at: Point | None) -> set[Id]:
    """Steps named by lines, in a row."""
    names = [line.strip() for line in _lines(text) if line.strip()]
    if not names:
        return set()
    if at is None:
        drawn = [box_of(shape) for shape in model.referrers(diagram, Shape)]
        at = (100.0, union(drawn)[3] + 100) if drawn else (100.0, 100.0)
    made = [draw.place(model, diagram, VARIANTS["task"], *at, name=names[0])]
    for name in names[1:]:
        made.append(draw.append(model, made[-1], VARIANTS["task"], name=name))
    return set(made)


def read(text: str) -> Piece | None:
    """The piece a text holds, None where it is not ours."""
    if len(text) > strangers.MOST_LETTERS:
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    try:
        change = from_json({"label": "", "records": data["records"]}, {})
        box = tuple(float(each) for each in data["box"])
        chosen = [str(id) for id in data["chosen"]]
        diagram = str(data["diagram"])
        found = {id: record for id, (_, record) in change.records.items() if record is not None}
        records = strangers.sound(found, box)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError):
        return None
    if not strangers.drawn(records, chosen, diagram):
        return None
    return Piece(diagram, tuple(chosen), (box[0], box[1], box[2], box[3]), records)


def _offset(model: Model, diagram: Id, piece: Piece, at: Point | None) -> Point:
    if at is not None:
        x, y = centre(piece.box)
        return (round(at[0] - x), round(at[1] - y))
    off = STEP
    taken = {(shape.x, shape.y) for shape in model.referrers(diagram, Shape)}
    first = [record for id in piece.chosen if isinstance(record := piece.records[id], Shape)]
    while any((shape.x + off, shape.y + off) in taken for shape in first):
        off += STEP
    return (off, off)


def duplicate(model: Model, ids: Iterable[Id]) -> set[Id]:
    """A copy beside the original; its shapes. Raises Refusal."""
    asked = list(ids)
    shape = next((found for id in asked if (found := model.get(id, Shape)) is not None), None)
    if shape is None:
        return set()
    with model.change("Duplicate"):
        return paste(model, shape.diagram, copy(model, asked))
