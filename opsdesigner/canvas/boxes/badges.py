"""How many steps each role owns and how many report to it, as the boxes of an org chart say it."""

from __future__ import annotations

from opsdesigner.model import Change, Id, Link, Model, Node, Record, Shape
from opsdesigner.notation.kinds import OWNERS, SUB_PROCESSES
from opsdesigner.notation.organisation import reports_of
from opsdesigner.notation.ownership import counts, owner_of

from ..words import tr

HOMES = frozenset(("lane", "participant", "process", *SUB_PROCESSES, *OWNERS))  # whose change may pass many steps on


class Badges:
    """The figures of one display. Nothing is counted before a box is seen; after that only what a change touched."""

    def __init__(self, model: Model) -> None:
        self.model, self.shown = model, True
        self._owner: dict[Id, Id] | None = None  # of every step that counts
        self._owned: dict[Id, int] = {}

    def of(self, role: Id) -> tuple[str, ...]:
        """What the box of a role says, from the longest form to the shortest."""
        steps, reports = self.owned(role), len(reports_of(self.model, role))
        said = []
        if steps:
            said.append(tr("{} steps").format(steps) if steps > 1 else tr("1 step"))
        if reports:
            said.append(tr("{} reports").format(reports) if reports > 1 else tr("1 report"))
        return (" · ".join(said), said[0]) if len(said) > 1 else tuple(said)

    def owned(self, role: Id) -> int:
        if self._owner is None:
            self._count()
        return self._owned.get(role, 0)

    def _count(self) -> None:
        self._owner, self._owned = {}, {}
        for node in self.model.all(Node):
            if counts(node):
                self._note(node.id)

    def _note(self, id: Id) -> None:
        """Takes over who owns one step now."""
        assert self._owner is not None
        node = self.model.get(id, Node)
        owner = owner_of(self.model, id) if node is not None and counts(node) else ""
        before = self._owner.get(id, "")
        if owner == before:
            return
        if before:
            self._owned[before] -= 1
        if owner:
            self._owner[id] = owner
            self._owned[owner] = self._owned.get(owner, 0) + 1
        else:
            del self._owner[id]

    def follow(self, change: Change) -> list[Id]:
        """Takes over a change; returns the roles and units whose number of steps is another."""
        if self._owner is None:
            return []
        known = dict(self._owned)
        steps: dict[Id, None] = {}
        for before, after in change.records.values():
            if not self._touch(before, after, steps):
                self._count()
                break
        else:
            for id in steps:
                self._note(id)
        return [id for id in known.keys() | self._owned.keys() if known.get(id, 0) != self._owned.get(id, 0)]

    def _touch(self, before: Record | None, after: Record | None, steps: dict[Id, None]) -> bool:
        """Collects the steps whose owner one changed record may decide; False where these may be many."""
        for record, other in ((before, after), (after, before)):
            if type(record) is Link and record.kind == "assignment":
                node = self.model.get(record.target, Node)
                if node is not None and node.kind in HOMES:
                    return False
                steps[record.target] = None
            elif type(record) is Node:
                if record.kind in HOMES and not _as_before(record, other):
                    return False
                steps[record.id] = None
            elif type(record) is Shape and (node := self.model.get(record.node, Node)) is not None:
                if node.kind == "lane":
                    return False
                if not node.lane:  # it belongs where it is drawn
                    steps[node.id] = None
        return True


def _as_before(one: Record, other: Record | None) -> bool:
    """Whether a home passes on to what is in it what it passed on before."""
    if type(one) is not Node or type(other) is not Node or one.kind != other.kind:
        return False
    return (one.lane, one.parent, one.host, one.resource) == (other.lane, other.parent, other.host, other.resource)
