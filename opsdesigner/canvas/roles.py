"""Who owns what, as a colour: each lane's name gets one, and the steps in it borrow it."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from opsdesigner.model import Id, Model, Node
from opsdesigner.notation.theme import ROLE_COLOURS

DEEP = 100  # lanes and sub-processes in each other; more is a loop
ColourOf = Callable[[Id], str]


class LaneColours:
    """Colours of one document's lanes: given in order of appearance, kept for as long as the document is open."""

    def __init__(self, model: Model) -> None:
        self._by_name: dict[str, str] = {}
        self._by_lane: dict[Id, str] = {}
        for node in model.all(Node):
            if node.kind == "lane":
                self.of_lane(node)

    def of_lane(self, lane: Node) -> str:
        """The colour of a lane; one that is renamed to something new keeps what it had."""
        name = lane.name.strip() or lane.id
        if name not in self._by_name:
            self._by_name[name] = self._by_lane.get(lane.id) or ROLE_COLOURS[len(self._by_name) % len(ROLE_COLOURS)]
        colour = self._by_lane[lane.id] = self._by_name[name]
        return colour

    def copy(self) -> LaneColours:
        made = LaneColours.__new__(LaneColours)
        made._by_name, made._by_lane = dict(self._by_name), dict(self._by_lane)
        return made


_KNOWN: WeakKeyDictionary[Model, LaneColours] = WeakKeyDictionary()


def lane_colours(model: Model) -> ColourOf:
    """The colour of a node's lane, or of the lane it is; "" where there is none. All views of a model agree."""
    if (known := _KNOWN.get(model)) is None:
        known = _KNOWN[model] = LaneColours(model)

    records = model.records

    def colour_of(id: Id) -> str:
        for _ in range(DEEP):
            node = records.get(id)
            if type(node) is not Node:
                return ""
            if node.kind == "lane":
                return known.of_lane(node)
            id = node.lane or node.parent
        return ""

    return colour_of


def colours_of(model: Model) -> LaneColours | None:
    """The colours given so far, to go along with a copy of the model."""
    known = _KNOWN.get(model)
    return known.copy() if known else None


def colour_as(model: Model, colours: LaneColours) -> None:
    """Gives the lanes of a copy the colours they had in its original."""
    _KNOWN[model] = colours
