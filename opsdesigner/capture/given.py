"""What of a draft needs no line of its own: gateways and starts that come by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.model import Id
from opsdesigner.notation.kinds import SUB_PROCESSES

from .draft import Draft, Flow, Item, family
from .flowing import meeting_points
from .rows import Row


class Given:
    """A draft on its way to rows. `plainly` leaves nothing to come by itself."""

    def __init__(self, draft: Draft, plainly: bool = False) -> None:
        self.draft, self.plainly = draft, plainly
        self.rows: list[Row] = []
        self.written: set[Id] = set()
        self.scopes: dict[Id, list[Item]] = {}
        self.events: dict[Id, list[Item]] = {}
        for item in draft.items.values():
            if item.host in draft.items:
                self.events.setdefault(item.host, []).append(item)
            else:
                self.scopes.setdefault(item.parent, []).append(item)
        self.about = {remark.of for remark in draft.remarks.values()}
        self.merges = set() if plainly else {id for id in draft.items if self._merges(id)}
        self.meets = self._meeting()

    def _meeting(self) -> dict[Id, Id]:
        after = {id: [flow.target for flow in self.draft.out_of(id)] for id in self.draft.items}
        return meeting_points(list(self.draft.items), after)

    # what needs no line

    def _bare(self, id: Id) -> bool:
        """Whether a gateway has nothing of its own, brings flows together and has one way on."""
        item, out = self.draft.items[id], self.draft.out_of(id)
        bare = family(item) == "gateway" and not item.name and not item.words and not item.wait and id not in self.about
        if not bare or len(out) != 1 or out[0].label or out[0].portion or len(self.draft.into(id)) < 2:
            return False
        return out[0].target != id

    def _merges(self, id: Id) -> bool:
        """Whether a gateway comes by itself where an arrow leads to what is after it."""
        if self.draft.items[id].kind != "exclusiveGateway" or not self._bare(id):
            return False
        target = self.draft.out_of(id)[0].target
        return family(self.draft.items[target]) != "gateway" and len(self.draft.into(target)) == 1

    def _joins(self, id: Id, kind: str) -> bool:
        """Whether a gateway comes by itself where branches of a block meet that are joined by this kind."""
        if self.plainly or self.draft.items[id].kind != kind or not self._bare(id):
            return False
        return self.draft.out_of(id)[0].target not in self.written

    def _silent_start(self, item: Item, root: bool) -> bool:
        """Whether a start is the one that every process gets by itself."""
        out = self.draft.out_of(item.id)
        if not root or item.parent or self.rows_of_items() or item.kind != "startEvent" or item.id in self.about:
            return False
        if item.name or item.words or item.volume or len(out) != 1 or out[0].label or out[0].portion:
            return False
        first = self.draft.items[self._seen(out[0].target)]
        return (
            not self.plainly and first.role == item.role and first.id not in self.written and first.kind != "startEvent"
        )

    def rows_of_items(self) -> bool:
        """Whether anything has a row yet."""
        return any(row.items or row.plus for row in self.rows)

    def _seen(self, id: Id) -> Id:
        """What stands in the text for an item: for a merge what comes after it."""
        return self.draft.out_of(id)[0].target if id in self.merges else id

    def _branches(self, item: Item, outs: Sequence[Flow]) -> bool:
        """Whether the flows that leave an item are branches with rows of their own."""
        return len(outs) > 1 or (len(outs) == 1 and bool(outs[0].label or outs[0].portion))

    def _same(self, item: Item, meet: Id) -> bool:
        return self.draft.items[meet].parent == item.parent

    def _ahead(self, host: Id) -> frozenset[Id]:
        """What the host leads to, which is written where it goes on, and not where it fails."""
        pending, seen = [host], {host}
        while pending:
            for flow in self.draft.out_of(pending.pop()):
                if flow.target not in seen:
                    seen.add(flow.target)
                    pending.append(flow.target)
        return frozenset(seen)

    def _plain_step(self, item: Item) -> bool:
        """Whether an item is written in one row, with nothing said of it."""
        return (
            family(item) in ("step", "event")
            and item.kind not in SUB_PROCESSES
            and not (item.id in self.events or item.id in self.about)
        )
