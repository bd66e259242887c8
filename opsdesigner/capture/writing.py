"""A draft put into rows: structured where the flows are structured, with arrows where they are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from opsdesigner.model import Id
from opsdesigner.notation.kinds import SUB_PROCESSES

from .draft import Flow, Item, family
from .exceptions import short_path
from .given import Given
from .line import is_small
from .remarks import remark_rows
from .rows import STEP_IN, Row
from .state import JOINS

DEEPEST = 40  # blocks in blocks; what lies deeper is led to by arrows
MANY = 10**9


@dataclass(slots=True)
class Stop:
    """Where the branches of a block meet, and how many of them may be left open for that."""

    node: Id
    left: int
    met: int = 0


NO_STOP = Stop("", 0)


class Writer(Given):
    """One run over one draft. `plainly` writes every gateway and every arrow out, which is always right."""

    def run(self) -> list[Row]:
        """All rows."""
        self.rows += remark_rows(self.draft, "", 0)
        self.scope("", 0)
        return self.rows

    # scopes and paths

    def scope(self, parent: Id, depth: int) -> None:
        """The rows of a process or sub-process: starts first, then what nothing leads to, then what is left."""
        items = self.scopes.get(parent, [])
        starts = [item for item in items if family(item) == "start"]
        loose = [item for item in items if family(item) != "start" and not self.draft.into(item.id)]
        begun = len(self.rows)
        for item in (*starts, *loose, *items):
            if item.id in self.written or item.id in self.merges:
                continue
            if self._silent_start(item, len(self.rows) == begun or not self.rows_of_items()):
                self.written.add(item.id)
                item = self.draft.items[self.draft.out_of(item.id)[0].target]
            elif not parent and family(item) != "start" and not self.rows_of_items():
                self.rows.append(Row(depth, nowhere=True))
            self.path(item.id, depth, depth, NO_STOP, first=len(self.rows) == begun)
        for item in items:
            if item.id in self.merges and item.id not in self.written:
                self.path(item.id, depth, depth, NO_STOP)

    def path(
        self,
        at: Id,
        depth: int,
        inner: int,
        stop: Stop,
        opening: Row | None = None,
        first: bool = False,
        nested: int = 0,
    ) -> None:
        """The rows from an item on, until an end, an arrow or where branches meet.

        `opening` has the label of a branch for its first row; what follows that is indented by `inner`.
        """
        row = opening
        while True:
            if at in self.merges:
                self.written.add(at)
                at = self.draft.out_of(at)[0].target
            item = self.draft.items[at]
            self.written.add(at)
            outs = self.draft.out_of(at)
            branching = self._branches(item, outs)
            if row is not None and (branching or item.kind in SUB_PROCESSES):
                self.rows.append(row)
                row, depth = None, inner
            sugar = branching and self._sugar(item, outs, depth)
            if not sugar:
                row = row or Row(depth)
                row.items, row.asks, row.first = [item], branching and len(outs) > 1, first
                self._item_row(row, item, inner, branching)
            row, depth, first = None, inner, False
            if branching:
                following = self._block(item, outs, depth, stop, sugar, nested)
                if following and following == stop.node and stop.left:  # what meets here meets the others at once
                    following = ""
                    stop.left -= 1
                    stop.met += 1
            else:
                following = self._onwards(outs, stop) if outs else ""
                if not outs and family(item) != "end":
                    self.rows_end(item).nowhere = True
            if not following:
                return
            at = following

    def rows_end(self, item: Item) -> Row:
        """The row an arrow can be written in after an item: its own, or one of its own where others came after it."""
        last = self.rows[-1]
        if last.items and last.items[-1] is item and last.event is None:
            return last
        depth = next(row.depth for row in reversed(self.rows) if item in row.items and row.event is None)
        self.rows.append(Row(depth))
        return self.rows[-1]

    def _item_row(self, row: Row, item: Item, inner: int, branching: bool) -> None:
        """A row with what is said of the item, its contents and its exceptions."""
        results = [remark for remark in self.draft.remarks.values() if remark.of == item.id and remark.kind == "result"]
        before = next((row for row in reversed(self.rows) if not row.said), None)
        marks = before is not None and row.label is None and any(family(each) == "end" for each in before.items)
        if results and not (marks or item.words) and item.kind == "endEvent" and results[0].text == item.name:
            row.result, row.id = item.name, results[0].id
        self.rows.append(row)
        holds, events = item.kind in SUB_PROCESSES, item.id in self.events
        beside = max(inner, row.depth + (STEP_IN if branching and (events or not holds) else 0))
        self.rows += remark_rows(self.draft, item.id, beside, {row.id})
        if holds:
            self.scope(item.id, row.depth + (2 * STEP_IN if branching and events else STEP_IN))
        for event in self.events.get(item.id, ()):
            self._exception(event, beside)

    def _sugar(self, item: Item, outs: Sequence[Flow], depth: int) -> bool:
        """Whether a gateway is written as branches that begin with + and no row of its own."""
        if self.plainly or item.kind != "parallelGateway" or item.name or item.id in self.about or len(outs) < 2:
            return False
        if any(flow.label or flow.portion for flow in outs):
            return False
        before = next((row for row in reversed(self.rows) if not row.said), None)
        if before is None:
            return True
        opens = before.event is not None or any(each.kind in SUB_PROCESSES for each in before.items)
        return before.depth <= depth and not opens

    def _onwards(self, outs: Sequence[Flow], stop: Stop) -> Id:
        """Where a path goes on in the next row; "" where it is left open or led on by an arrow."""
        target = outs[0].target
        if target == stop.node and stop.left:
            stop.left -= 1
            stop.met += 1
            return ""
        if target not in self.written and target != stop.node and target not in self._waiting:
            return target
        self._arrow(self.rows_end(self.draft.items[outs[0].source]), target)
        return ""

    _waiting: frozenset[Id] = frozenset()  # where the branches of open blocks meet

    def _arrow(self, row: Row, target: Id) -> None:
        """Leads a row to an item that stands elsewhere."""
        seen = self._seen(target)
        row.lead = self.draft.items[seen]
        row.straight = seen == target and len(self.draft.into(target)) > 1 and family(row.lead) != "gateway"

    # blocks

    def _block(self, item: Item, outs: Sequence[Flow], depth: int, stop: Stop, sugar: bool, nested: int) -> Id:
        """The branches of an item; returns what comes after them, "" where they do not meet."""
        kind = JOINS.get(item.kind, "parallelGateway")
        meet = self.meets.get(item.id, "")
        own = Stop("", 0)
        if meet and meet == stop.node:
            same = self.draft.items[meet].kind == kind and stop.left > 1
            own = stop if same or stop.left <= 1 else Stop(meet, 1)
        elif meet and meet not in self.written and meet not in self._waiting and self._same(item, meet):
            own = Stop(meet, MANY if self._joins(meet, kind) and self._goes_on(meet, stop) else 1)
        met, waiting = own.met, self._waiting
        self._waiting = waiting | ({own.node} if own.node else set()) | ({stop.node} if stop.node else set())
        for flow in outs:
            self._branch(flow, item, depth, own, sugar, nested)
        self._waiting = waiting
        if not own.node or own.met == met:
            return ""
        if own.node == stop.node:
            if own is not stop:
                stop.left -= 1
                stop.met += 1
            return ""
        if own.met - met > 1:
            self.written.add(meet)
            return self.draft.out_of(meet)[0].target
        return meet

    def _goes_on(self, join: Id, stop: Stop) -> bool:
        """Whether what comes after a join can stand right after its block, or is where the outer branches meet."""
        target = self.draft.out_of(join)[0].target
        return stop.left > 0 if target == stop.node else target not in self._waiting

    def _branch(self, flow: Flow, item: Item, depth: int, stop: Stop, sugar: bool, nested: int) -> None:
        row = Row(depth + STEP_IN, plus=sugar, portion=flow.portion)
        if not sugar:
            doubled = sum(other.label.casefold() == flow.label.casefold() for other in self.draft.out_of(item.id)) > 1
            row.label = flow.label
            row.forced = family(item) != "gateway" or doubled or not flow.label or self._like_role(flow)
        target = flow.target
        if target == stop.node and stop.left:
            stop.left -= 1
            stop.met += 1
            self.rows.append(row)
        elif target in self.written or target == stop.node or target in self._waiting or nested >= DEEPEST:
            self._arrow(row, target)
            self.rows.append(row)
        else:
            self.path(target, row.depth, row.depth + STEP_IN, stop, row, nested=nested + 1)

    def _like_role(self, flow: Flow) -> bool:
        """Whether a label would be a role beside those of the other branches."""
        others = (other.label for other in self.draft.out_of(flow.source) if other.id != flow.id)
        return not is_small(flow.label) and any(label and is_small(label) for label in others)

    # exceptions

    def _exception(self, event: Item, depth: int) -> None:
        """An event on the edge with what is done then: in one row and its own end, or written out."""
        self.written.add(event.id)
        waiting, self._waiting = self._waiting, self._waiting | self._ahead(event.host)
        row = Row(depth, event=event)
        steps = None if self.plainly else short_path(self.draft, event, self.written | self._waiting, self._plain_step)
        if steps is None or event.id in self.about:
            row.exact = True
            self.rows.append(row)
            self.rows += remark_rows(self.draft, event.id, depth + STEP_IN)
            outs = self.draft.out_of(event.id)
            if self._branches(event, outs):
                for flow in outs:
                    self._branch(flow, event, depth, NO_STOP, False, 1)
            elif not outs:
                row.nowhere = True
            elif outs[0].target in self.written or outs[0].target in self._waiting:
                self._arrow(row, outs[0].target)
            else:
                self.path(outs[0].target, depth + STEP_IN, depth + STEP_IN, NO_STOP, nested=1)
        else:
            row.items = [steps.items[0]] if steps.items else []
            self.rows.append(row)
            self.written.update(item.id for item in steps.items)
            for item in steps.items[1:]:
                self.rows.append(Row(depth + STEP_IN, [item]))
            if steps.end:
                self.written.add(steps.end)
            else:
                self._arrow(self.rows[-1], steps.target)
        self._waiting = waiting


def drop_idle_arrows(rows: Iterable[Row]) -> Callable[[], None]:
    """Takes the arrows that lead nowhere off; returns what puts them back."""
    idle = [row for row in rows if row.nowhere and row.ids]
    for row in idle:
        row.nowhere = False

    def back() -> None:
        for row in idle:
            row.nowhere = True

    return back
