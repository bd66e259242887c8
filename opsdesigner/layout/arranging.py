"""A whole page laid out: sub-processes from the inside out, then pools, lanes, groups, remaining lines and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from opsdesigner.model import Bounds, Edge, Id, Record, Shape
from opsdesigner.model.geometry import Box, straightened

from .graph import Frame, Options, Placement, Point, Size
from .groups import frame_groups
from .holding import Crowded, Held
from .layered import layout
from .names import Places, own_part
from .page import FRAMES, ORIGIN, TOP, Page
from .scopes import FLOW_NAME, NARROW, Bands, Reader
from .shelf import Item, shelve
from .strays import lead
from .stretching import stretched
from .words import narrow_room, room_for
from .wrapping import can_wrap, wrap

HEAD = 30.0  # of pools and lanes
CLOSED = 160.0  # the least width of a closed pool beside others
PAD = 24.0  # round what lies in an open sub-process


def arrange(
    records: Mapping[Id, Record],
    shapes: Iterable[Shape],
    edges: Iterable[Edge],
    effort: float = 1.0,
    width: float = 0.0,
) -> list[Shape | Edge]:
    """The shapes and edges of one page, each in its new place; what is pinned, and what has no sense on it, stays.

    With a width, in px, a page whose work stands in one lane or in none is folded into rows that fit it, where nothing
    is pinned. Raises Crowded where what is pinned leaves no room for the rest.
    """
    page = Page(records, shapes, edges)
    return _Arranging(page, effort, width).run()


def foldable(records: Mapping[Id, Record], shapes: Iterable[Shape], edges: Iterable[Edge]) -> bool:
    """Whether a page can be laid out in rows: its work stands in one lane or in none, and nothing is pinned."""
    page = Page(records, shapes, edges)
    if page.upright or Held(page).exact:
        return False
    return bool(can_wrap(Reader(page, TOP, {}, Bands(page)).read().graph))


class _Arranging:
    """One run over one page."""

    def __init__(self, page: Page, effort: float, width: float = 0.0) -> None:
        self.page, self.effort, self.width = page, effort, width
        self.frames: dict[Id, Frame] = {}
        self.routes: dict[Id, list[Point]] = {}
        self.made: dict[Id, Placement] = {}
        self.sizes: dict[Id, Size] = {}
        self.closed: list[Id] = []
        self.leaving: dict[Id, list[Id]] = defaultdict(list)
        for edge in page.edges:
            self.leaving[page.ends(edge)[0]].append(edge)
        self.held = Held(page)
        self.exact = self.held.exact

    def run(self) -> list[Shape | Edge]:
        if not self._arranged(Bands(self.page)):
            self._arranged(Bands(self.page, rows=False))
        if self.page.upright:
            self.frames = {id: (y, x, h, w) for id, (x, y, w, h) in self.frames.items()}
            self.routes = {id: [(y, x) for x, y in line] for id, line in self.routes.items()}
        self._move()
        for id in (*self.closed, *(id for id in self.held.ids if self.page.members.get(id))):
            self._carry(id)
        frame_groups(self.page, self.frames, self.exact, self.page.drawn)
        lead(self.page, self.frames, self.routes)
        return self._records()

    def _arranged(self, bands: Bands) -> bool:
        """Lays all out; whether pools that share a row found room side by side."""
        self.frames, self.routes, self.closed = {}, {}, []
        self._lay(TOP, bands)
        self._collect(TOP, 0.0, 0.0)
        self._frame_bands(bands)
        return all(
            self._share_row([pool for pool in bands.pools if bands.row[pool] == row], self.made[TOP])
            for row in dict.fromkeys(bands.row.values())
        )

    # from the inside out

    def _lay(self, scope: Id, bands: Bands | None) -> Size:
        """Lays out one scope; returns how much room it takes."""
        page = self.page
        for id in page.members[scope]:
            if not page.members.get(id) or id in self.held.ids:
                continue
            if page.opens(id):
                width, height = self._lay(id, None)
                self.sizes[id] = (height, width) if page.upright else (width, height)
            else:
                self.closed.append(id)
        made = self.made[scope] = self._drawn(scope, bands) if bands is None or not self.exact else self._hung(bands)
        return made.right + (0.0 if bands else PAD - 20.0), made.foot

    def _drawn(self, scope: Id, bands: Bands | None) -> Placement:
        found = Reader(self.page, scope, self.sizes, bands, self.held.out).read()
        self.lanes = found.lanes
        left = self._left(bands)
        made = layout(found.graph, Options(left=left, effort=self.effort))
        if self.width and bands and not self.exact and not self.page.upright:
            wrap(made, found.graph, left + PAD, self.width)
        filled = {node.lane for node in found.graph.nodes}
        for band, loose in found.loose.items():
            items = [self._item(id) for id in loose]
            shelve(made, band, items, left + PAD, band not in filled, 22.0 if bands else found.graph.lanes[0].top)
        made.right = float(ceil(made.right))  # so that frames in frames end in one place after rounding
        return made

    def _left(self, bands: Bands | None) -> float:
        if bands:
            return HEAD * (bool(bands.pools) + bands.depth)
        return 20.0 if self.page.upright else 4.0

    def _hung(self, bands: Bands) -> Placement:
        """The page drawn on its pins; those it cannot hang on are let out, and it is drawn anew."""
        start = min(shape.y if self.page.upright else shape.x for shape in self.page.shapes.values())
        while True:
            made = self._drawn(TOP, bands)
            pins = list(self.held.pins(self.lanes, bands))
            result = stretched(made, pins, start, self._left(bands))
            tight = result.tight or {pin.id for pin in pins if pin.hung and result.full}
            if not result.tight and not result.full:
                return result.made
            if not tight:
                raise Crowded("The pinned shapes leave no room for the rest")
            self.held.let_out(tight)

    def _item(self, id: Id) -> Item:
        shape, name = self.page.shapes[id], self.page.name(id)
        width, height = self.sizes.get(id, (shape.width, shape.height))
        room = room_for(name) if name else (0.0, 0.0)
        if self.page.upright:
            return Item(id, height, width, room[0] + 4 if name else 0.0, room[1])
        return Item(id, width, height, room[1] + 4 if name else 0.0, room[0])

    def _collect(self, scope: Id, dx: float, dy: float) -> None:
        """From the places in each scope to places on the page."""
        made = self.made[scope]
        for id, (x, y, width, height) in made.nodes.items():
            if id in self.page.shapes:
                self.frames[id] = (x + dx, y + dy, width, height)
        for id, line in made.routes.items():
            self.routes[id] = [(x + dx, y + dy) for x, y in line]
        for id in self.page.members[scope]:
            if id in self.made:
                self._collect(id, self.frames[id][0], self.frames[id][1])

    # pools and lanes

    def _frame_bands(self, bands: Bands) -> None:
        made = self.made[TOP]
        for pool in bands.pools:
            own = [made.bands[band] for band, of in bands.pool_of_band.items() if of == bands.row[pool]]
            self.frames[pool] = (made.left, own[0][0], made.right - made.left, own[-1][0] + own[-1][1] - own[0][0])
            for id in self.page.shapes:
                if self.page.family(id) == "process" and self.page.node(id).id == self.page.behind(pool):
                    self.frames[id] = self.frames[pool]
        for process in dict.fromkeys(self.page.process_of(id) for id in self.page.shapes):
            pooled = any(self.page.behind(pool) == process for pool in bands.pools)
            for lane in self.page.lanes_in(process):
                self._frame_lane(lane, made.left + (HEAD if pooled else 0.0), made)

    def _share_row(self, pools: Sequence[Id], made: Placement) -> bool:
        """Closed pools of one row each get the part of it where their messages arrive; whether that can be."""
        if len(pools) < 2:
            return True
        spans = []
        for pool in pools:
            met = [self.routes[e][-at][0] for e in self.routes for at, id in enumerate(self.page.ends(e)) if id == pool]
            if not met:
                return False
            spans.append((min(met) - CLOSED / 2, max(met) + CLOSED / 2, pool))
        spans.sort()
        if any(b[0] - a[1] < PAD for a, b in pairwise(spans)):
            return False
        cuts = [made.left, *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), made.right + PAD / 2]
        for (_, _, pool), left, right in zip(spans, cuts, cuts[1:], strict=False):
            _, y, _, height = self.frames[pool]
            start = left + PAD / 2 if left > made.left else left
            self.frames[pool] = (start, y, right - PAD / 2 - start, height)
        return True

    def _frame_lane(self, lane: Id, x: float, made: Placement) -> tuple[float, float]:
        """Frames a lane and those inside it; returns its top and foot."""
        inner = [self._frame_lane(each, x + HEAD, made) for each in self.page.lanes_in(self.page.shapes[lane].node)]
        if not inner and lane not in made.bands:
            return (0.0, 0.0)
        top, foot = (inner[0][0], inner[-1][1]) if inner else (made.bands[lane][0], sum(made.bands[lane]))
        self.frames[lane] = (x, top, made.right - x, foot - top)
        return top, foot

    def _move(self) -> None:
        """The drawing begins where it began before."""
        if not self.frames or self.exact:
            return
        old = [shape for id, shape in self.page.shapes.items() if id in self.frames]
        corner = (min(shape.x for shape in old), min(shape.y for shape in old)) if self.page.drawn else ORIGIN
        dx = round(corner[0] - min(x for x, *_ in self.frames.values()))
        dy = round(corner[1] - min(y for _, y, *_ in self.frames.values()))
        self.frames = {id: (x + dx, y + dy, w, h) for id, (x, y, w, h) in self.frames.items()}
        self.routes = {id: [(x + dx, y + dy) for x, y in line] for id, line in self.routes.items()}

    def _carry(self, closed: Id) -> None:
        """What is drawn in a closed sub-process goes where that goes."""
        old, (x, y, *_) = self.page.shapes[closed], self.frames[closed]
        dx, dy = x - old.x, y - old.y
        inside = set(self.page.within(closed))
        for id in inside:
            shape = self.page.shapes[id]
            self.frames[id] = (shape.x + dx, shape.y + dy, shape.width, shape.height)
        for id, edge in self.page.edges.items():
            if (ends := set(self.page.ends(id)) - {""}) and ends <= inside:
                self.routes[id] = [(x + dx, y + dy) for x, y in edge.points]

    # names and records

    def _records(self) -> list[Shape | Edge]:
        page = self.page
        boxes = [
            _box(frame)
            for id, frame in self.frames.items()
            if page.family(id) not in FRAMES and not page.members.get(id)
        ]
        frames = [_box(frame) for id, frame in self.frames.items() if page.family(id) in FRAMES]
        places = Places(boxes, list(self.routes.values()), frames, page.upright)
        made: list[Shape | Edge] = list(page.senseless)
        for id, shape in page.shapes.items():
            made.append(self._shape(id, shape, places) if id in self.frames else shape)
        for id, edge in page.edges.items():
            made.append(self._edge(id, edge, places) if id in self.routes else edge)
        return made

    def _edge(self, id: Id, edge: Edge, places: Places) -> Edge:
        name, line = self.page.link(id).name, _tidied(self.routes[id])
        label = _bounds(places.along_line(self._to_name(id, line), narrow_room(name, FLOW_NAME))) if name else None
        return replace(edge, points=line, label=label, props=edge.props.having(labelPlaced=None, handmade=None))

    def _to_name(self, id: Id, line: Sequence[Point]) -> Sequence[Point]:
        """Where along a line its name may stand, the best first: near a pool's edge, else where it is by itself."""
        source, target = self.page.ends(id)
        if target in self.page.shapes and self.page.family(target) in FRAMES:
            return line[::-1]
        leaving = (other for other in self.leaving[source] if other != id and other in self.routes)
        siblings = [_tidied(self.routes[other]) for other in leaving]
        return own_part(line, siblings) if source else line

    def _shape(self, id: Id, shape: Shape, places: Places) -> Shape:
        frame = (shape.x, shape.y, shape.width, shape.height) if id in self.exact else self.frames[id]
        x, y, width, height = frame if id in self.exact else (round(value, 2) for value in frame)
        name, family = self.page.name(id), self.page.family(id)
        props = shape.props.having(labelPlaced=None)
        label = shape.label
        if name:
            room = narrow_room(name, NARROW) if family in ("gateway", "boundary") else room_for(name)
            leg = next((self.routes[edge] for edge in self.leaving[id] if edge in self.routes), [])
            label = _bounds(places.beside_shape((x, y, x + width, y + height), room, family, leg))
        elif label is not None:
            label = label._replace(x=label.x + x - shape.x, y=label.y + y - shape.y)
        return replace(shape, x=x, y=y, width=width, height=height, label=label, props=props)


def _box(frame: Frame) -> Box:
    x, y, width, height = frame
    return (x, y, x + width, y + height)


def _bounds(box: Box) -> Bounds:
    return Bounds(*(round(value, 2) for value in (box[0], box[1], box[2] - box[0], box[3] - box[1])))


def _tidied(line: list[Point]) -> tuple[Point, ...]:
    """Rounded, level and upright pieces exactly so."""
    points = [(round(x, 2), round(y, 2)) for x, y in line]
    for number in range(1, len(points)):
        (ax, ay), (bx, by) = points[number - 1], points[number]
        points[number] = (ax if abs(ax - bx) < 0.05 else bx, ay if abs(ay - by) < 0.05 else by)
    return straightened(points)
