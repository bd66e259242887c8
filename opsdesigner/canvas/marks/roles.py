"""Who owns what, as a colour: each role, unit and lane has one, and the steps it owns borrow it."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from opsdesigner.model import Change, Id, Model, Node
from opsdesigner.model.change import Pair
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.ownership import owner_of
from opsdesigner.notation.theme import ROLE_COLOURS

from ..theme import stored

DEEP = 100  # lanes and sub-processes in each other; more is a loop
ColourOf = Callable[[Id], str]


class LaneColours:
    """Colours of one document's roles, units and lanes, by name: those they have of their own, else given in order of
    appearance and kept for as long as the document is open.
    """

    def __init__(self, model: Model) -> None:
        self._by_name: dict[str, str] = {}
        self._by_id: dict[Id, str] = {}
        self._own: dict[str, dict[Id, str]] = {}  # the names of roles and units that have a colour of their own
        self.told: tuple[Change | None, bool] = (None, False)  # the change taken over last, and what it meant
        for node in model.all(Node):
            if node.kind in OWNERS:
                self.note(node, None)
        for node in model.all(Node):
            if node.kind in OWNERS or (node.kind == "lane" and not node.resource and node.name.strip()):
                self.of(node)

    def of(self, node: Node) -> str:
        """The colour of a role, unit or lane; one that is renamed to something new keeps what it had."""
        if node.kind in OWNERS and (own := own_colour(node)):
            return own
        name = node.name.strip() or node.id
        if own_of_name := self._own.get(name):
            return next(iter(own_of_name.values()))
        if name not in self._by_name:
            self._by_name[name] = self._by_id.get(node.id) or self._next()
        colour = self._by_id[node.id] = self._by_name[name]
        return colour

    def _next(self) -> str:
        """The first colour that nobody has yet; where all are taken, the same order again."""
        own = {colour.upper() for known in self._own.values() for colour in known.values()}
        taken = own.union(self._by_name.values())
        again = ROLE_COLOURS[len(self._by_name) % len(ROLE_COLOURS)]
        return next((colour for colour in ROLE_COLOURS if colour not in taken), again)

    def note(self, now: Node | None, before: Node | None) -> bool:
        """Takes over the colour of its own that a role or unit has now, and had before.

        Says whether others may have another colour by that.
        """
        was, own = (own_colour(each) if each is not None else "" for each in (before, now))
        alike = now is not None and before is not None and (was, before.name) == (own, now.name)
        if before is not None and (known := self._own.get(before.name.strip())):
            known.pop(before.id, None)
            if not known:
                del self._own[before.name.strip()]
        if now is not None and own and now.name.strip():
            self._own.setdefault(now.name.strip(), {})[now.id] = own
        if was or own:
            return not alike
        renamed = now is not None and before is not None and now.name != before.name
        return renamed and now is not None and self._by_id.get(now.id) != self.of(now)

    def take_on(self, other: LaneColours) -> None:
        """Who has no colour yet gets the one they have there."""
        self._by_name = {**other._by_name, **self._by_name}

    def copy(self) -> LaneColours:
        made = LaneColours.__new__(LaneColours)
        made._by_name, made._by_id = dict(self._by_name), dict(self._by_id)
        made.told = (None, False)
        made._own = {name: dict(known) for name, known in self._own.items()}
        return made


def own_colour(owner: Node) -> str:
    """The colour a role or unit was given by hand, "" for none."""
    colour = owner.props.text("colour")
    return stored(colour) if colour else ""


_KNOWN: WeakKeyDictionary[Model, LaneColours] = WeakKeyDictionary()


def lane_colours(model: Model) -> ColourOf:
    """The colour of a node's owner, or of the role, unit or lane it is; "" for nobody's. All views of a model agree.

    What no role and no unit owns has the colour of its lane, or of the one round that, if it has a name.
    """
    if (known := _KNOWN.get(model)) is None:
        known = _KNOWN[model] = LaneColours(model)

    records = model.records

    def colour_of(id: Id) -> str:
        node = records.get(id)
        if type(node) is Node and node.kind == "lane" and not node.resource and node.name.strip():
            return known.of(node)
        owner = records.get(owner_of(model, id))
        if type(owner) is Node and owner.kind in OWNERS:
            return known.of(owner)
        for _ in range(DEEP):
            node = records.get(id)
            if type(node) is not Node:
                return ""
            if node.kind == "lane" and node.name.strip():
                return known.of(node)
            id = node.lane or node.parent
        return ""

    return colour_of


def follow(model: Model, change: Change) -> bool:
    """Takes over what a change says of the colours of roles and units; whether what they own may have another now."""
    if (known := _KNOWN.get(model)) is None or not change.touches(Node):
        return False
    if known.told[0] is not change:  # each view asks, and none must be the only one that hears of it
        others = False
        for pair in change.records.values():
            now, before = _owners(pair)
            if now is not None or before is not None:
                others = known.note(now, before) or others
        known.told = (change, others)
    return known.told[1]


def _owners(pair: Pair) -> tuple[Node | None, Node | None]:
    """The role or unit after and before a change."""
    before, after = (each if type(each) is Node and each.kind in OWNERS else None for each in pair)
    return after, before


def colours_of(model: Model) -> LaneColours | None:
    """The colours given so far, to go along with a copy of the model."""
    known = _KNOWN.get(model)
    return known.copy() if known else None


def colour_as(model: Model, colours: LaneColours) -> None:
    """Gives the lanes of a copy the colours they had in its original."""
    _KNOWN[model] = colours


def colour_alike(model: Model, copy: Model) -> None:
    """Who came to be on a copy will have the same colour in its original."""
    mine, theirs = _KNOWN.get(model), _KNOWN.get(copy)
    if mine is not None and theirs is not None:
        mine.take_on(theirs)
