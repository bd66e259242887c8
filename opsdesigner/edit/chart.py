"""An org chart as it is seen: who stands below whom, in which order; folded, laid out, its lines led anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from weakref import WeakKeyDictionary

from opsdesigner.layout import tree, tree_lines
from opsdesigner.layout.tree_styles import Box, Style
from opsdesigner.model import NO_PROPS, Diagram, Edge, Id, Link, Model, Node, Point, Props, Shape
from opsdesigner.notation.kinds import KINDS, ORG_CHART, OWNERS
from opsdesigner.notation.organisation import is_outside, links_of

from .roots import drawn_id

ASSISTANT = (150, 44)
ORIGIN = (40.0, 40.0)
STYLES = frozenset(style.value for style in Style)


class Seats(NamedTuple):
    """The boxes of a chart by node, and how they hang: who is whose boss by which line, the reports in their order."""

    shapes: dict[Id, Shape]
    boss: dict[Id, Id]
    reports: dict[Id, list[Id]]
    roots: list[Id]
    lines: dict[Id, Id]  # the line that leads from each to the boss
    dotted: list[Link]  # those to second bosses

    def below(self, node: Id) -> list[Id]:
        """All below a box, at any depth."""
        found, pending = [], list(self.reports.get(node, ()))
        while pending:
            found.append(id := pending.pop())
            pending += self.reports.get(id, ())
        return found


def is_chart(model: Model, diagram: Id) -> bool:
    """Whether a diagram shows who sits where."""
    page = model.get(diagram, Diagram)
    return page is not None and page.kind == ORG_CHART


def charts(model: Model) -> list[Diagram]:
    """The org charts of a document."""
    return [page for page in model.all(Diagram) if page.kind == ORG_CHART]


def charts_of(model: Model, nodes: Iterable[Id]) -> set[Id]:
    """The org charts that show one of these."""
    return {shape.diagram for id in nodes for shape in model.referrers(id, Shape) if is_chart(model, shape.diagram)}


def seats(model: Model, chart: Id, hidden: bool = True) -> Seats:
    """Who stands on a chart and how they hang together; without those folded away if that is asked for.

    Worked out once for each state of the model; nobody may change what is returned.
    """
    known = _KNOWN.setdefault(model, {})
    version, found = known.get((chart, hidden), (-1, None))
    if found is None or version != model.version:
        found = _seats(model, chart, hidden)
        known[chart, hidden] = (model.version, found)
    return found


_KNOWN: WeakKeyDictionary[Model, dict[tuple[Id, bool], tuple[int, Seats | None]]] = WeakKeyDictionary()


def _seats(model: Model, chart: Id, hidden: bool) -> Seats:
    shapes = {
        shape.node: shape
        for shape in model.referrers(chart, Shape)
        if (node := model.get(shape.node, Node)) is not None
        and node.kind in OWNERS
        and (hidden or not shape.props.flag("hidden"))
    }
    boss: dict[Id, Id] = {}
    lines: dict[Id, Id] = {}
    dotted: list[Link] = []
    for id in shapes:
        up = links_of(model, id, "source", "reportsTo")
        solid = next((line for line in up if not line.props.flag("dotted")), None)
        if solid is not None and solid.target in shapes:
            boss[id], lines[id] = solid.target, solid.id
        dotted += [line for line in up if line.target in shapes and line.props.flag("dotted")]
    _cut_loops(boss)
    reports: dict[Id, list[Id]] = {}
    for id, above in boss.items():
        reports.setdefault(above, []).append(id)
    roots = [id for id in shapes if id not in boss]
    for row in (roots, *reports.values()):
        if len(row) > 1:
            row.sort(key=lambda id: _order(model, shapes[id]))
    return Seats(shapes, boss, reports, roots, lines, dotted)


def _order(model: Model, shape: Shape) -> tuple[int, int]:
    return (rank_of(shape), model.seniority(shape.id))


def rank_of(shape: Shape) -> int:
    """The place of a box among its siblings."""
    rank = shape.props.get("rank", 0)
    return rank if isinstance(rank, int) else 0


def _cut_loops(boss: dict[Id, Id]) -> None:
    """Takes one line out of every ring of bosses, so that all hang on something."""
    sound: set[Id] = set()
    for start in list(boss):
        path: dict[Id, None] = {}
        id = start
        while id in boss and id not in sound and id not in path:
            path[id] = None
            id = boss[id]
        if id in path:
            del boss[id]
        sound.update(path)


# laying out


def tidy(model: Model, chart: Id) -> None:
    """Lays a chart out: everybody below the boss, pinned boxes where they are, all lines led anew."""
    with model.change("Tidy"):
        found = _unfold_rightly(model, chart)
        arrangement = _arranged(model, found)
        for id, (x, y) in arrangement.places.items():
            shape = found.shapes[id]
            if (shape.x, shape.y) != (x, y):
                model.update(shape.id, x=x, y=y)
        _lead(model, chart, found, arrangement)


def _arranged(model: Model, found: Seats) -> tree.Arrangement:
    boxes = [_box(model, shape) for shape in found.shapes.values()]
    alone = [node for id in found.roots if id not in found.reports and (node := model.get(id, Node)) is not None]
    tied = {end for line in found.dotted for end in (line.source, line.target)}
    unplaced = [node.id for node in alone if node.kind == "role" and node.id not in tied and not is_outside(node)]
    outside = [node.id for node in alone if is_outside(node)]
    apart = {*unplaced, *outside}
    roots = [id for id in found.roots if id not in apart]
    return tree.arrange(boxes, roots, found.reports, (*unplaced, *outside), ORIGIN)


def _box(model: Model, shape: Shape) -> Box:
    node = model.get(shape.node, Node)
    style = shape.props.text("branch")
    return Box(
        shape.node,
        shape.width,
        shape.height,
        Style(style) if style in STYLES else None,
        node is not None and node.props.flag("assistant"),
        (shape.x, shape.y) if shape.props.flag("pinned") else None,
    )


def _lead(model: Model, chart: Id, found: Seats, arrangement: tree.Arrangement) -> None:
    """Lines for all that hang, no others; those of folded boxes are kept and not seen."""
    known = {edge.link: edge for edge in model.referrers(chart, Edge)}
    ways = tree_lines.lines(arrangement)
    wanted: dict[Id, tuple[Point, ...]] = {}
    for id, above in found.boss.items():
        wanted[found.lines[id]] = ways[(above, id)]
    dotted = found.dotted
    if dotted:
        led = tree_lines.dotted(arrangement.frames(), [(line.target, line.source) for line in dotted])
        wanted.update((line.id, led[way]) for line in dotted if (way := (line.target, line.source)) in led)
    for link, points in wanted.items():
        edge = known.get(link)
        if edge is None:
            model.put(Edge(drawn_id(model, link), chart, link, points))
        elif edge.points != points or edge.props.flag("hidden"):
            model.put(Edge(edge.id, chart, link, points, None, edge.props.having(hidden=None, labelPlaced=None)))
    for link, edge in known.items():
        if link not in wanted:
            _put_away(model, chart, edge)


def _put_away(model: Model, chart: Id, edge: Edge) -> None:
    """A line that is not to be seen: hidden where it will be again, else gone."""
    link = model.get(edge.link, Link)
    ends = [model.referrers(end, Shape) for end in (link.source, link.target)] if link is not None else []
    if all(any(shape.diagram == chart for shape in shapes) for shapes in ends) and link is not None:
        if not edge.props.flag("hidden"):
            model.set_props(edge.id, hidden=True)
    else:
        model.remove(edge.id)


# folding


def fold(model: Model, shapes: Iterable[Id], folded: bool = True) -> None:
    """Hides all below these boxes, or shows it again."""
    found = [shape for id in shapes if (shape := model.get(id, Shape)) is not None and is_chart(model, shape.diagram)]
    if not found:
        return
    with model.change("Fold" if folded else "Unfold"):
        below = {diagram: seats(model, diagram) for diagram in {shape.diagram for shape in found}}
        for shape in found:
            if not folded or below[shape.diagram].reports.get(shape.node):
                model.set_props(shape.id, collapsed=True if folded else None)
        for diagram in below:
            tidy(model, diagram)


def fold_to(model: Model, chart: Id, levels: int) -> None:
    """Shows so many levels from the top, one at least; each box on the last one says how many it hides."""
    with model.change("Fold to levels"):
        found = seats(model, chart)
        level = [(id, 1) for id in found.roots]
        while level:
            id, depth = level.pop()
            reports = found.reports.get(id, [])
            shape = found.shapes[id]
            if shape.props.flag("collapsed") != (bool(reports) and depth >= levels):
                model.set_props(shape.id, collapsed=True if reports and depth >= levels else None)
            level += [(report, depth + 1) for report in reports]
        tidy(model, chart)


def reveal(model: Model, shape: Id) -> None:
    """Unfolds all that hides a box."""
    record = model.get(shape, Shape)
    if record is None or not record.props.flag("hidden"):
        return
    found, above = seats(model, record.diagram), record.node
    with model.change("Unfold"):
        while (above := found.boss.get(above, "")) and above:
            if found.shapes[above].props.flag("collapsed"):
                model.set_props(found.shapes[above].id, collapsed=None)
        tidy(model, record.diagram)


def _unfold_rightly(model: Model, chart: Id) -> Seats:
    """Hidden are those below a folded box, and nobody else; a box with nobody below is not folded. Returns the rest."""
    found = seats(model, chart)
    seen: set[Id] = set()
    level = [(id, False) for id in found.roots]
    before = model.version
    while level:
        id, hidden = level.pop()
        shape, reports = found.shapes[id], found.reports.get(id, [])
        folded = shape.props.flag("collapsed")
        if shape.props.flag("hidden") != hidden or (folded and not reports):
            model.set_props(shape.id, hidden=True if hidden else None, collapsed=True if folded and reports else None)
        if not hidden:
            seen.add(id)
        level += [(report, hidden or folded) for report in reports]
    if len(seen) == len(found.shapes) and model.version == before:
        return found
    return Seats(
        {id: now for id, each in found.shapes.items() if id in seen and (now := model.get(each.id, Shape))},
        {id: above for id, above in found.boss.items() if id in seen},
        {id: row for id, row in found.reports.items() if row[0] in seen},
        found.roots,
        found.lines,
        [line for line in found.dotted if line.source in seen and line.target in seen],
    )


# boxes


def put_box(model: Model, chart: Id, node: Node, rank: int = 0, at: Point = ORIGIN) -> Shape:
    """A box for a role or unit on a chart, as large as it starts; where it goes is the layout's."""
    width, height = ASSISTANT if node.props.flag("assistant") else KINDS[node.kind].size
    props = Props(rank=rank) if rank else NO_PROPS
    return model.put(Shape(drawn_id(model, node.id), chart, node.id, *at, width, height, props=props))


def unplaced(model: Model, chart: Id) -> list[Node]:
    """The roles and units that a chart does not show."""
    shown = {shape.node for shape in model.referrers(chart, Shape)}
    return [node for node in model.all(Node) if node.kind in OWNERS and node.id not in shown]
