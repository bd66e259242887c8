"""Where each name of a diagram goes, kept until something near it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.model import Id, Node, Shape
from opsdesigner.model.geometry import Box, contains, grown, overlaps, shifted

from .beside import Spot, along, beside, fitting, placed, setting_of, smaller
from .crowd import AFAR, CLEAR, Crowd, crowd
from .labels import shape_label
from .pictures import EdgePicture, ShapePicture
from .typesetting import Label

if TYPE_CHECKING:
    from .display import Display

APART = 5.0  # px between names
HALO = 4.0  # px round a name that it may paint on
AWAY = 30.0  # how much worse a place may be that is better known
MANY = 60  # names from which all are laid out anew when they are seen
TOLERABLE = 90.0  # from afar, names of lines that collide worse than this are left out
Picture = ShapePicture | EdgePicture


class Guess(NamedTuple):
    """Where a name would stand if there were no others, and how well."""

    spot: Spot
    box: Box
    cost: float


class Names:
    """The names of one display. Those inside shapes stand alone; the others give way, the later to the earlier."""

    def __init__(self, display: Display) -> None:
        self.display = display

    def of(self, picture: Picture, size: int) -> Label | None:
        """A name laid out; None where it is left out. `size` is a floor for its text, 0 the usual."""
        if size not in picture.labels:
            picture.labels[size] = self._made(picture, size)
        return picture.labels[size]

    def _made(self, picture: Picture, size: int) -> Label | None:
        if isinstance(picture, ShapePicture):
            self.display.tint(picture)
            if not picture.outside:
                return shape_label(picture, size, self._on(picture), self._holds(picture))
            if picture.placed and not size:
                return placed(picture, setting_of(picture, 0)).label(picture.x, picture.y)
            return self._free(picture, size).spot.label(picture.x, picture.y)
        if picture.placed and not size:
            return _first(picture).label()
        guess = self._free(picture, size)
        return None if size and guess.cost > TOLERABLE else guess.spot.label()

    def _on(self, shape: ShapePicture) -> list[Box]:
        """The events that sit on a step, seen from its corner."""
        if shape.kind.family != "step" or shape.depth < 0:
            return []
        found = []
        for node in self.display.model.referrers(shape.node, Node, "host"):
            if node.kind == "boundaryEvent":
                found += [shifted(other.body(), -shape.x, -shape.y) for other in self._shapes_of(node.id)]
        return found

    def _shapes_of(self, node: Id) -> Iterator[ShapePicture]:
        for record in self.display.model.referrers(node, Shape):
            if shape := self.display.shapes.get(record.id):
                yield shape

    def _holds(self, shape: ShapePicture) -> bool:
        """Whether others lie in a closed step."""
        if not 0 < shape.depth < 1:
            return False
        body, shapes = shape.body(), self.display.shapes
        return any(id != shape.id and contains(body, shapes[id].body()) for id in self.display.spots.touching(body))

    # names outside

    def _free(self, picture: Picture, size: int) -> Guess:
        """The best place that is clear of earlier names, too."""
        guess = self.guess(picture, size)
        if not self._earlier(picture, size, guess.box):
            return guess
        region = picture.box()
        walls, known = self._earlier(picture, size, region), self._crowd(picture, region)
        clear = AFAR if size else CLEAR
        return self._best(picture, size, known._replace(walls=known.walls + walls, clear=clear))

    def guess(self, picture: Picture, size: int) -> Guess:
        if size not in picture.guesses:
            picture.guesses[size] = self._guessed(picture, size)
        return picture.guesses[size]

    def _guessed(self, picture: Picture, size: int) -> Guess:
        if picture.placed and not size:
            spot = placed(picture, setting_of(picture, 0)) if isinstance(picture, ShapePicture) else _first(picture)
            return Guess(spot, spot.box, 0.0)
        known = self._crowd(picture, picture.box())._replace(clear=AFAR if size else CLEAR)
        if not size:
            walls = [other.box for other in self._others(picture, 0, picture.box(), only_placed=True)]
            known = known._replace(walls=known.walls + walls)
        return self._best(picture, size, known)

    def _crowd(self, picture: Picture, box: Box) -> Crowd:
        d = self.display
        return crowd(box, d.shapes, d.spots, d.edges, d.runs, picture.id)

    def _best(self, picture: Picture, size: int, known: Crowd) -> Guess:
        """The first free spot, else the one that collides least, from afar also with smaller text."""
        setting = setting_of(picture, size)
        best: Guess | None = None
        for each in (setting, smaller(setting)) if size else (setting,):
            spots = beside(picture, each, size) if isinstance(picture, ShapePicture) else along(picture, each, size)
            for spot in spots:
                box = spot.box
                cost = known.cost(box)
                if best is None or cost + AWAY < best.cost:
                    best = Guess(spot, box, cost)
                if not cost:
                    return Guess(spot, box, cost)
        assert best is not None
        return best

    def _earlier(self, picture: Picture, size: int, box: Box) -> list[Box]:
        """Where earlier names would stand that touch a box."""
        found = self._others(picture, size, box)
        boxes = ((left - APART, top, right + APART, foot) for left, top, right, foot in (each.box for each in found))
        return [each for each in boxes if overlaps(each, box)]

    def _others(self, picture: Picture, size: int, box: Box, only_placed: bool = False) -> Iterator[Guess]:
        rank, d = _rank(picture), self.display
        for id in d.spots.touching(box):
            shape = d.shapes[id]
            if not shape.name or not shape.outside or id == picture.id:
                continue
            if shape.placed if only_placed else _rank(shape) < rank:
                yield self.guess(shape, size)
        for id in d.runs.touching(box):
            edge = d.edges[id]
            if not edge.name or id == picture.id or len(edge.points) < 2 or (size and not edge.answer):
                continue
            if edge.placed if only_placed else _rank(edge) < rank:
                yield self.guess(edge, size)

    # following changes

    def follow(self, boxes: list[Box]) -> list[Box]:
        """Lets names make room for what happened in these boxes; returns where they are and were another."""
        near = self._forgotten(boxes)
        if len(near) > MANY:
            for picture in near:
                picture.labels.clear()
            return [picture.box() for picture in near]
        soiled = []
        for picture in near:
            known = dict(picture.labels)
            picture.labels.clear()
            for size, before in known.items():
                after = self.of(picture, size)
                if (before and _place(before)) != (after and _place(after)):
                    soiled += [self._where(picture, each) for each in (before, after) if each]
        return soiled

    def _forgotten(self, boxes: list[Box]) -> list[Picture]:
        """The names that lie near and those that gave way to them."""
        first: dict[Id, Picture] = {}
        for box in boxes:
            first |= self._seen(box)
        second = dict(first)
        for picture in first.values():
            picture.guesses.clear()
            if len(first) <= MANY:
                second |= self._seen(picture.box())
        return [picture for picture in second.values() if picture.labels]

    def _seen(self, box: Box) -> dict[Id, Picture]:
        """The names that have been laid out and could stand in a box."""
        d = self.display
        found: dict[Id, Picture] = {}
        for id in d.spots.touching(box):
            shape = d.shapes[id]
            if shape.name and shape.depth >= 0 and (shape.labels or shape.guesses):
                found[id] = shape
        for id in d.runs.touching(box):
            edge = d.edges[id]
            if edge.name and (edge.labels or edge.guesses):
                found[id] = edge
        return found

    def _where(self, picture: Picture, label: Label) -> Box:
        box = shifted(label.box, picture.x, picture.y) if isinstance(picture, ShapePicture) else label.box
        return grown(box, HALO)


def _place(label: Label) -> tuple[object, ...]:
    return (label.pixels, *((row.words, row.x, row.y) for row in label.rows))


def _rank(picture: Picture) -> tuple[int, int, Id]:
    """Earlier names stay, later ones give way: shapes before lines, places given before places found."""
    return (isinstance(picture, EdgePicture), picture.placed is None, picture.id)


def _first(edge: EdgePicture) -> Spot:
    """Where the file or the user put a line's name, else where it stands best."""
    setting = setting_of(edge, 0)
    return next(along(edge, fitting(edge.name, edge.placed, setting) if edge.placed else setting, 0))


def alone(picture: Picture, size: int) -> Label:
    """A name as it is laid out where nothing is near."""
    if isinstance(picture, EdgePicture):
        return next(along(picture, setting_of(picture, size), size)).label()
    if not picture.outside:
        return shape_label(picture, size)
    spot = placed(picture, setting_of(picture, size), size) if picture.placed else None
    spot = spot or next(beside(picture, setting_of(picture, size), size))
    return spot.label(picture.x, picture.y)
