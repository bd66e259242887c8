"""What stays where it is when a page is laid out: pinned shapes, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from opsdesigner.model import Id, Shape
from opsdesigner.model.geometry import Box, box_of, centre, holds

from .page import BESIDE, FRAMES, TOP, Page
from .pins import Pin
from .scopes import MOST_EVENTS, Bands


class Crowded(ValueError):
    """The pinned shapes leave no room for the rest."""


class Held:
    """The pinned shapes of a page, and which of them a drawing cannot hang on.

    An open sub-process with something pinned in it stays as a whole, and so does what lies in a pinned lane or pool.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        pinned = [id for id, shape in page.shapes.items() if shape.props.flag("pinned")]
        self.frames = {id for id in pinned if page.family(id) in FRAMES}
        self.ids = {self._outermost(id) for id in pinned if id not in self.frames}
        self.ids |= {id for id in page.members[TOP] if any(self._lies_in(id, frame) for frame in self.frames)}
        self.lanes = [id for id in page.shapes if page.family(id) == "lane" and self._in_frame(id)]
        self.out: set[Id] = set()
        self.let_out(id for id in self.ids if page.host(id) or self._events(id) > MOST_EVENTS)

    @property
    def exact(self) -> set[Id]:
        """Every shape whose frame stays as it is."""
        inside = {inner for id in self.ids for inner in self.page.within(id)}
        return self.ids | self.frames | inside | set(self.lanes)

    def _outermost(self, id: Id) -> Id:
        while self.page.scope.get(id, TOP) != TOP:
            id = self.page.scope[id]
        return id

    def _lies_in(self, id: Id, frame: Id) -> bool:
        page, node = self.page, self.page.node(frame)
        home = page.node(page.host(id) or id)
        if node.kind == "lane":
            lane = page.records.get(home.lane)
            return home.lane == node.id or (lane is not None and node in page.outer(lane))  # type: ignore[arg-type]
        return page.process_of(page.host(id) or id) == page.behind(frame) != ""

    def _in_frame(self, lane: Id) -> bool:
        node = self.page.node(lane)
        outer = {other.id for other in self.page.outer(node)}
        return any(frame == lane or self.page.node(frame).id in outer or self.page.behind(frame) in outer
                   for frame in self.frames)  # fmt: skip

    def _events(self, id: Id) -> int:
        return sum(1 for other in self.page.members[TOP] if self.page.host(other) == id)

    def let_out(self, ids: Iterable[Id]) -> None:
        """The drawing does not hang on these; boundary events and their steps stay together."""
        for id in ids:
            step = self.page.host(id) or id
            self.out.add(step)
            self.out |= {other for other in self.page.members[TOP] if self.page.host(other) == step}
        self.ids |= self.out

    def pins(self, lanes: Mapping[Id, str], bands: Bands) -> Iterator[Pin]:
        """What stays, with the band each stands in; `lanes` says so for what was laid out."""
        for id in self.page.shapes:
            if id in self.ids:
                yield Pin(id, self._box(id), self._band(id, lanes, bands), id not in self.out)
            elif id in self.lanes and (band := bands.band_of_lane.get(self.page.shapes[id].node)) == id:
                yield Pin(id, self._box(id), band, frame=True)
            elif id in self.frames and f"{bands.row.get(id)}>body" in bands.pool_of_band:
                yield Pin(id, self._box(id), f"{bands.row[id]}>body", frame=True)
            elif id in self.frames and f"{id}>loose" in bands.pool_of_band:
                yield Pin(id, self._box(id), f"{id}>loose", frame=True)

    def _box(self, id: Id) -> Box:
        left, top, right, foot = box_of(self.page.shapes[id])
        return (top, left, foot, right) if self.page.upright else (left, top, right, foot)

    def _band(self, id: Id, lanes: Mapping[Id, str], bands: Bands) -> str:
        """By what the file says; data and notes that no lane lists stay in the lane they are drawn in."""
        if self.page.family(id) in BESIDE and not self.page.node(id).lane:
            middle = centre(box_of(self.page.shapes[id]))
            for lane in bands.band_of_lane.values():
                shape = self.page.shapes[lane]
                if holds(box_of(shape), *middle) and self._same_process(id, shape):
                    return lane
        host = self.page.host(id)
        return lanes.get(host or id) or bands.band(host or id) or bands.home(id)

    def _same_process(self, id: Id, lane: Shape) -> bool:
        process = self.page.process_of(id)
        return not process or process == self.page.process_of(lane.id)
