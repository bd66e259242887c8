"""The model as seen from one spot: the same questions, answered from what the display keeps near by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from opsdesigner.edit.context import BESIDE
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Record, Shape

if TYPE_CHECKING:
    from .display import Display
    from .pictures import ShapePicture

R = TypeVar("R", Node, Link, Diagram, Shape, Edge)
REACH = 24.0  # px round the spot
CROWD = 64  # members from which only containers are told of a home's contents


def _near(home: ShapePicture, x: float, y: float) -> bool:
    return home.x - BESIDE <= x <= home.x + home.w + BESIDE and home.y - BESIDE <= y <= home.y + home.h + BESIDE


class Nearby(Model):
    """Asked for what a diagram shows, it tells only what lies round a spot; so a pointer's every move can ask.

    It is for questions about places (`edit.context`) and lasts as long as the model stays as it is.
    """

    def __init__(self, model: Model, display: Display) -> None:
        self._model, self._display = model, display
        self._spot: list[Id] = []
        self._homes: dict[tuple[Id, str], list[Node]] = {}

    @property
    def shows(self) -> Display:
        return self._display

    @property
    def index(self) -> Display:
        return self._display

    def at(self, x: float, y: float) -> Nearby:
        """The same, looking at another spot."""
        around = self._display.touching((x - REACH, y - REACH, x + REACH, y + REACH))
        homes = (home for home in self._display.homes.values() if _near(home, x, y))
        self._spot = list(dict.fromkeys((*around, *(home.id for home in homes))))
        return self

    def holders(self) -> list[Shape]:
        """The shapes others may lie in."""
        return [shape for id in self._display.homes if (shape := self._model.get(id, Shape)) is not None]

    @property
    def records(self) -> Mapping[Id, Record]:
        return self._model.records

    def __getitem__(self, id: Id) -> Record:
        return self._model[id]

    def __contains__(self, id: object) -> bool:
        return id in self._model

    def get(self, id: Id, cls: type[R]) -> R | None:
        return self._model.get(id, cls)

    def all(self, cls: type[R]) -> Iterator[R]:
        return self._model.all(cls)

    def referrers(self, id: Id, cls: type[R], ref: str = "") -> list[R]:
        if id == self._display.diagram and cls in (Shape, Edge):
            return [record for each in self._spot if (record := self._model.get(each, cls)) is not None]
        if cls is Node and ref in ("", "parent"):
            return self._members(id, ref)  # type: ignore[return-value]
        return self._model.referrers(id, cls, ref)

    def _members(self, id: Id, ref: str) -> list[Node]:
        known = self._homes.get((id, ref))
        if known is None:
            members = self._model.referrers(id, Node, ref)
            if len(members) > CROWD:
                members = [node for node in members if node.kind in ("lane", "participant")]
            known = self._homes[id, ref] = members
        return known
