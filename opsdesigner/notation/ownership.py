"""Who owns which step, and all that a role has a part in.

A step's owner is the first that is responsible by assignment, else the role or unit of the innermost lane that lists
it (of the lane it is drawn in, where none lists it), else that of its sub-process, else that of its pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, centre, holds
from opsdesigner.model.queries import ancestors, pools_of

from .kinds import ACTIVITIES, FLOW_NODES, GATEWAYS, OWNERS, RESOURCES

RESPONSIBLE = "R"


class Dispute(NamedTuple):
    """A step whose lane says one owner and whose assignment another."""

    step: Id
    by_lane: Id
    by_assignment: Id


class Owners:
    """The owners of one state of a model, worked out when asked for."""

    def __init__(self, model: Model) -> None:
        self.version = model.version
        self._of: dict[Id, Id] = {}
        self._owned: dict[Id, list[Id]] | None = None
        self._lanes: dict[Id, list[Id]] | None = None  # the lanes of each process

    def of(self, model: Model, id: Id) -> Id:
        """The role or unit that owns a node, "" where nobody does."""
        found = self._of.get(id)
        if found is None:
            found = self._of[id] = self._find(model, id)
        return found

    def owned(self, model: Model, owner: Id) -> list[Id]:
        """The steps, events and decisions that an owner owns, in the order of the file."""
        if self._owned is None:
            self._owned = {}
            for node in model.all(Node):
                if node.kind in FLOW_NODES and (of := self.of(model, node.id)):
                    self._owned.setdefault(of, []).append(node.id)
        return self._owned.get(owner, [])

    def place_of(self, model: Model, id: Id) -> Id:
        """Who owns a node by where it stands, assignments apart."""
        node = model.get(id, Node)
        return self._standing(model, node) if node is not None else ""

    def _find(self, model: Model, id: Id) -> Id:
        seen: set[Id] = set()
        while (node := model.get(id, Node)) is not None and id not in seen:
            seen.add(id)
            if node.kind in OWNERS:
                return id
            if (responsible := first_responsible(model, id)) or (responsible := self._standing(model, node)):
                return responsible
            id = node.host if node.kind == "boundaryEvent" else node.parent
        return ""

    def _standing(self, model: Model, node: Node) -> Id:
        """The owner a node has by its own lanes; of a process or pool, the one that stands for it."""
        if node.kind == "process":
            return next((pool.resource for pool in pools_of(model, node.id) if pool.resource), "")
        if node.kind == "participant":
            return node.resource
        lane = node.id if node.kind == "lane" else node.lane or self._drawn_in(model, node)
        seen: set[Id] = set()
        while lane not in seen and (record := model.get(lane, Node)) is not None and record.kind == "lane":
            if record.resource:
                return record.resource
            seen.add(lane)
            lane = record.parent
        return ""

    def _drawn_in(self, model: Model, node: Node) -> Id:
        """The innermost lane of its process that a node stands in on a diagram, where no lane lists it."""
        lanes = self._lanes_of(model, node.parent)
        for place in model.referrers(node.id, Shape) if lanes else ():
            x, y = centre(box_of(place))
            found = [
                (band.width * band.height, lane)
                for lane in lanes
                for band in model.referrers(lane, Shape)
                if band.diagram == place.diagram and holds(box_of(band), x, y)
            ]
            if found:
                return min(found)[1]
        return ""

    def _lanes_of(self, model: Model, process: Id) -> list[Id]:
        if self._lanes is None:
            self._lanes = {}
            for node in model.all(Node):
                if node.kind == "lane":
                    outer = next((each for each in ancestors(model, node.id) if each.kind != "lane"), node)
                    self._lanes.setdefault(outer.id, []).append(node.id)
        return self._lanes.get(process, [])


_KNOWN: WeakKeyDictionary[Model, Owners] = WeakKeyDictionary()


def _owners(model: Model) -> Owners:
    known = _KNOWN.get(model)
    if known is None or known.version != model.version:
        known = _KNOWN[model] = Owners(model)
    return known


def owner_of(model: Model, id: Id) -> Id:
    """The role or unit that owns a step, lane, pool or process, "" where nobody does."""
    return _owners(model).of(model, id)


def owner_by_place(model: Model, id: Id) -> Id:
    """Whose lane or pool a node itself stands in, "" for nobody's."""
    return _owners(model).place_of(model, id)


def owned_by(model: Model, owner: Id) -> list[Id]:
    """All steps, events and decisions that a role or unit owns, in the order of the file."""
    return list(_owners(model).owned(model, owner))


def counts(node: Node) -> bool:
    """Whether owning this is told in numbers and lists: steps, and decisions with a name."""
    return node.kind in ACTIVITIES or (node.kind in GATEWAYS and bool(node.name.strip()))


def assignments(model: Model, id: Id) -> list[Link]:
    """Who has a part in a step, in the order of the file."""
    found = [link for link in model.referrers(id, Link, "target") if link.kind == "assignment" and link.source]
    return found if len(found) < 2 else sorted(found, key=lambda link: model.seniority(link.id))


def letter_of(link: Link) -> str:
    """The part of an assignment: R, A, C or I."""
    return link.props.text("letter", RESPONSIBLE)


def first_responsible(model: Model, id: Id) -> Id:
    return next((link.source for link in assignments(model, id) if letter_of(link) == RESPONSIBLE), "")


def letters(model: Model, id: Id) -> dict[Id, str]:
    """The part each has in a step, its owner by lane or pool included; of several parts of one, all letters."""
    found: dict[Id, str] = {}
    if node_owner := owner_of(model, id):
        found[node_owner] = RESPONSIBLE
    for link in assignments(model, id):
        letter = letter_of(link)
        if letter not in found.get(link.source, ""):
            found[link.source] = "".join(sorted(found.get(link.source, "") + letter, key="RACI".index))
    return found


def parts_of(model: Model, resource: Id) -> list[Link]:
    """The assignments that a role, unit or person has."""
    return [link for link in model.referrers(resource, Link, "source") if link.kind == "assignment"]


def unowned(model: Model) -> list[Node]:
    """The steps that nobody owns, in the order of the file."""
    return [node for node in model.all(Node) if node.kind in ACTIVITIES and not owner_of(model, node.id)]


def idle(model: Model) -> list[Node]:
    """The roles that own no step, have no part in any, and that no pool stands for."""
    return [node for node in model.all(Node) if node.kind == "role" and is_idle(model, node.id)]


class Tally(NamedTuple):
    """How many steps nobody owns, roles own nothing (none while there is nothing to own), lanes stand for nobody, and
    how many roles and units there are.
    """

    unowned: int = 0
    idle: int = 0
    lanes: int = 0
    staff: int = 0


def tally(model: Model, each: int = 50) -> Iterator[Tally | None]:
    """Counts in pieces: None after every so many nodes, the figures at the end. The model must stay as it is."""
    unowned = lanes = staff = 0
    roles: list[Id] = []
    busy: set[Id] = set()
    steps = 0
    for at, node in enumerate(list(model.all(Node))):
        if at % each == 0:
            yield None
        if node.kind in FLOW_NODES:
            steps += 1
            owner = owner_of(model, node.id)
            busy.add(owner)
            unowned += not owner and node.kind in ACTIVITIES
        elif node.kind in OWNERS:
            staff += 1
            roles += [node.id] if node.kind == "role" else []
        elif node.kind == "lane":
            lanes += not node.resource and bool(node.name.strip())
    idle = 0
    for at, role in enumerate(roles):
        if at % each == 0:
            yield None
        idle += role not in busy and not parts_of(model, role) and not _stands_for_pool(model, role)
    yield Tally(unowned, idle if steps else 0, lanes, staff)


def _stands_for_pool(model: Model, role: Id) -> bool:
    return any(node.kind == "participant" for node in model.referrers(role, Node, "resource"))


def is_idle(model: Model, role: Id) -> bool:
    """Whether a role has nothing to do with any process."""
    if _owners(model).owned(model, role) or parts_of(model, role):
        return False
    return not _stands_for_pool(model, role)


def dispute_of(model: Model, id: Id) -> Dispute | None:
    """Whether the lane of a step says one owner and its assignment another."""
    if not (by_assignment := first_responsible(model, id)):
        return None
    by_lane = owner_by_place(model, id)
    if not by_lane or by_lane == by_assignment or _among(model, id, by_lane):
        return None
    return Dispute(id, by_lane, by_assignment)


def disputes(model: Model) -> Iterator[Dispute]:
    """The steps whose lane says one owner and whose assignment another."""
    for node in model.all(Node):
        if node.kind in FLOW_NODES and (dispute := dispute_of(model, node.id)) is not None:
            yield dispute


def _among(model: Model, step: Id, owner: Id) -> bool:
    return any(link.source == owner and letter_of(link) == RESPONSIBLE for link in assignments(model, step))


def resources(model: Model) -> list[Node]:
    """All roles, units and people, in the order of the file."""
    return [node for node in model.all(Node) if node.kind in RESOURCES]
