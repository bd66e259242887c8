"""Where each name of a diagram goes, kept until something near it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, grown, overlaps, shifted, touches, union

from ..drawing.edge_pictures import EdgePicture, own_points
from ..drawing.pictures import ShapePicture
from .beside import Spot, along, beside, fitting, placed, setting_of, smaller
from .crowd import AFAR, CLEAR, Crowd, crowd
from .halos import HALO
from .labels import shape_label
from .leaning import leaning
from .surroundings import UNTITLED, around
from .typesetting import Label, Setting

if TYPE_CHECKING:
    from ..drawing.display import Display

APART = 5.0  # px between names
MARGIN = 4.0  # px round a name that it may paint on
AWAY = 30.0  # how much worse a place may be that is better known
FEW = 16  # more names than this are laid out anew not at once, but when they are seen
TOLERABLE = 90.0  # from afar, names of lines that collide worse than this are left out
GIVEN = -1  # in place of a size: where the file says that a name is
Picture = ShapePicture | EdgePicture
Region = tuple[list[ShapePicture], list[EdgePicture], list[Picture]]
NOTHING_NEAR: tuple[Id, Region] = ("", ([], [], []))


class Guess(NamedTuple):
    """Where a name would stand if there were no others, and how well."""

    spot: Spot
    box: Box
    cost: float


class Names:
    """The names of one display. Those inside shapes stand alone; the others give way, the later to the earlier."""

    def __init__(self, display: Display) -> None:
        self.display = display
        self._near = NOTHING_NEAR  # what was found last
        self._laid: dict[Id, tuple[Picture, Box]] = {}  # whose names have been laid out, and where they may stand

    def of(self, picture: Picture, size: int) -> Label | None:
        """A name laid out; None where it is left out. `size` is a floor for its text, 0 the usual."""
        if size not in picture.labels:
            self._laid[picture.id] = (picture, self._room(picture))
            picture.labels[size] = self._made(picture, size)
        return picture.labels[size]

    def _made(self, picture: Picture, size: int) -> Label | None:
        if isinstance(picture, ShapePicture):
            self.display.tint(picture)
            if not picture.outside:
                return shape_label(picture, size, *around(self.display, picture))
        guess = self.guess(picture, 0) if picture.placed and not size else self._free(picture, size)
        crossed = bool(guess.cost or picture.held) and self._crowd(picture).crosses(guess.box, HALO)
        if isinstance(picture, ShapePicture):
            return guess.spot.label(picture.x, picture.y, crossed)
        return None if size and guess.cost > TOLERABLE else guess.spot.label(crossed=crossed)

    # names outside

    def _free(self, picture: Picture, size: int) -> Guess:
        """The best place that is clear of earlier names, too."""
        guess = self.guess(picture, size)
        walls = self._earlier(picture, size)
        clear = AFAR if size else CLEAR
        left, top, right, foot = guess.box
        if not any(overlaps(wall, (left - clear, top, right + clear, foot)) for wall in walls):
            return guess
        known = self._crowd(picture)
        return self._best(picture, size, known._replace(walls=known.walls + walls, clear=clear))

    def guess(self, picture: Picture, size: int) -> Guess:
        if size not in picture.guesses:
            self._laid[picture.id] = (picture, self._room(picture))
            picture.guesses[size] = self._guessed(picture, size)
        return picture.guesses[size]

    def _given(self, picture: Picture) -> Guess:
        """Where a file or the user put a name."""
        if GIVEN not in picture.guesses:
            spot = placed(picture, setting_of(picture, 0)) if isinstance(picture, ShapePicture) else _first(picture)
            picture.guesses[GIVEN] = Guess(spot, spot.box, 0.0)
        return picture.guesses[GIVEN]

    def _settled(self, picture: Picture) -> Guess:
        """There, or where a file put it and it collides, the least bad way close by. A place set by hand stays."""
        first = self._given(picture)
        if picture.held:
            return first
        known = self._crowd(picture)
        known = known._replace(
            walls=known.walls + [self._given(other).box for other in self._region(picture)[2] if other.placed]
        )
        best = first._replace(cost=known.cost(first.box))
        least = best.cost
        for way in leaning(picture, first.spot, least) if least else ():
            if way.worse >= least:
                break
            box = way.spot.box
            cost = known.cost(box)
            if cost + way.worse < least:
                best, least = Guess(way.spot, box, cost), cost + way.worse
        return best

    def _guessed(self, picture: Picture, size: int) -> Guess:
        if picture.placed and not size:
            return self._settled(picture)
        known = self._crowd(picture)
        if size:
            return self._best(picture, size, known._replace(clear=AFAR))
        walls = [self.guess(other, 0).box for other in self._region(picture)[2] if other.placed]
        return self._best(picture, 0, known._replace(walls=known.walls + walls))

    def _region(self, picture: Picture) -> Region:
        """The shapes and edges that may be in a name's way, and those of them with names outside, itself left out."""
        if self._near[0] != picture.id:
            d, box = self.display, picture.box()
            shapes = [d.shapes[id] for id in d.spots.touching(box)]
            edges = [d.edges[id] for id in d.runs.touching(box)]
            named: list[Picture] = [each for each in shapes if each.name and each.outside and each is not picture]
            named += [each for each in edges if each.name and len(each.points) > 1 and each is not picture]
            self._near = (picture.id, (shapes, edges, named))
        return self._near[1]

    def _crowd(self, picture: Picture) -> Crowd:
        shapes, edges, _ = self._region(picture)
        return crowd(picture.box(), shapes, edges, picture.id)

    def _best(self, picture: Picture, size: int, known: Crowd) -> Guess:
        """The first free spot, else the one that collides least, from afar also with smaller text."""
        setting = setting_of(picture, size)
        best: Guess | None = None
        for each in (setting, smaller(setting)) if size else (setting,):
            for spot in self._spots(picture, each, size):
                box = spot.box
                cost = known.cost(box)
                if not cost:
                    return Guess(spot, box, cost)
                if best is None or cost + AWAY < best.cost:
                    best = Guess(spot, box, cost)
        assert best is not None
        return best

    def _spots(self, picture: Picture, setting: Setting, size: int) -> Iterator[Spot]:
        if isinstance(picture, ShapePicture):
            return beside(picture, setting, size)
        return along(picture, setting, size, own_points(picture, self._region(picture)[1]))

    def _earlier(self, picture: Picture, size: int) -> list[Box]:
        """Where earlier names would stand, with room between."""
        rank, found = _rank(picture), []
        for other in self._region(picture)[2]:
            if _rank(other) < rank and (not size or isinstance(other, ShapePicture) or other.answer):
                left, top, right, foot = self.guess(other, size).box
                found.append((left - APART, top, right + APART, foot))
        return found

    # following changes

    def follow(self, boxes: list[Box]) -> list[Box]:
        """Lets names make room for what happened in these boxes; returns where they are and were another."""
        self._near = NOTHING_NEAR
        first: dict[Id, Picture] = {}
        for box in boxes:
            first |= self._seen(box)
        if len(first) > FEW:
            return self._forget([(picture, self._room(picture)) for picture in first.values()])
        second = dict(first)
        for picture in first.values():
            picture.guesses.clear()
            second |= self._seen(picture.box())
        soiled = []
        for picture in second.values():
            known = dict(picture.labels)
            picture.labels.clear()
            for size, before in known.items():
                after = self.of(picture, size)
                if (before and _place(before)) != (after and _place(after)):
                    soiled += [self._where(picture, each) for each in (before, after) if each]
        return soiled

    def forget(self, boxes: list[Box]) -> list[Box]:
        """The same where so much happened that names are laid out anew when they are seen next."""
        self._near = NOTHING_NEAR
        return self._forget(self._laid_in(boxes))

    def _forget(self, first: list[tuple[Picture, Box]]) -> list[Box]:
        """Forgets where names stand, and those that gave way to them; returns where all of them may be."""
        for picture, _ in first:
            picture.guesses.clear()
        second = self._laid_in([room for _, room in first])
        for picture, _ in second:
            picture.labels.clear()
            if not picture.guesses:
                del self._laid[picture.id]
        return [room for _, room in second]

    def _laid_in(self, boxes: list[Box]) -> list[tuple[Picture, Box]]:
        """The names that have been laid out and could stand in these boxes, each with its room."""
        if not boxes:
            return []
        left, top, right, foot = union(boxes)
        few, shapes, edges = len(boxes) <= FEW, self.display.shapes, self.display.edges
        found = []
        for id, (picture, room) in list(self._laid.items()):
            if shapes.get(id) is not picture and edges.get(id) is not picture:
                del self._laid[id]
            elif room[0] > right or room[2] < left or room[1] > foot or room[3] < top:
                continue
            elif not few or any(touches(room, box) for box in boxes):
                found.append((picture, room))
        return found

    def _room(self, picture: Picture) -> Box:
        return self.display.box(picture.id) or picture.box()

    def _seen(self, box: Box) -> dict[Id, Picture]:
        """The names that have been laid out and could stand in a box."""
        d = self.display
        found: dict[Id, Picture] = {}
        for id in d.spots.touching(box):
            shape = d.shapes[id]
            if shape.name and shape.kind.family not in UNTITLED and (shape.labels or shape.guesses):
                found[id] = shape
        for id in d.runs.touching(box):
            edge = d.edges[id]
            if edge.name and (edge.labels or edge.guesses):
                found[id] = edge
        return found

    def _where(self, picture: Picture, label: Label) -> Box:
        box = shifted(label.box, picture.x, picture.y) if isinstance(picture, ShapePicture) else label.box
        return grown(box, MARGIN)


def _place(label: Label) -> tuple[object, ...]:
    return (label.pixels, label.crossed, *((row.words, row.x, row.y) for row in label.rows))


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
