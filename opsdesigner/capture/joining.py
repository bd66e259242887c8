"""Open paths led on: to the next step, or by an arrow to one that stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from opsdesigner.model import Id

from .arrows import Target
from .draft import Draft, Flow, Item, family, plain
from .line import Misread
from .state import Join, Open, Tail
from .typing import Typed

Fresh = Callable[[str], Id]  # an id for a new item or flow of a kind


class Pending(NamedTuple):
    """An arrow to a step that comes later in the text."""

    here: Open
    target: Target
    typed: Typed
    own: Id
    flow: Id = ""  # that has been put in its place already


def lead_to(draft: Draft, fresh: Fresh, here: Open, item: Item, flow: Id = "") -> None:
    """Leads an open path to a new item, by a flow of this id; where several meet, through a gateway."""
    if isinstance(here, Tail):
        leave(draft, fresh, here, item.id, flow)
        return
    gate = draft.put(Item(fresh(here.kind), here.kind, role=item.role, parent=item.parent))
    for end in here.ends:
        lead_to(draft, fresh, end, gate)
    draft.join(Flow(fresh("sequenceFlow"), gate.id, item.id))


def leave(draft: Draft, fresh: Fresh, here: Tail, target: Id, flow: Id = "") -> Flow:
    """The flow from an open end to an item; "" for one that is still to come."""
    made = draft.join(Flow(flow or fresh("sequenceFlow"), here.source, target, here.label, here.portion))
    if here.turn:
        draft.turns[made.id] = here.turn
    return made


def jump(draft: Draft, fresh: Fresh, pending: Pending, item: Item) -> None:
    """Leads an open path to an item that is there already. Raises Misread."""
    here, target, typed, _, flow = pending
    check(draft, here, item, typed, column_of(typed, target))
    draft.led[typed.number] = item.id
    if isinstance(here, Join) and here.kind != "exclusiveGateway":
        gate = draft.put(Item(fresh(here.kind), here.kind, role=item.role, parent=item.parent))
        for end in here.ends:
            lead_to(draft, fresh, end, gate)
        here = Tail(gate.id)
    for end in here.ends if isinstance(here, Join) else (here,):
        if target.straight or family(item) == "gateway" or not draft.into(item.id):
            lead_to(draft, fresh, end, item, flow)
        else:
            lead_to(draft, fresh, end, draft.merge_before(item.id) or merge(draft, fresh, item), flow)


def merge(draft: Draft, fresh: Fresh, item: Item) -> Item:
    """A gateway before an item, into which all leads that led to the item."""
    gate = draft.put(Item(fresh("exclusiveGateway"), "exclusiveGateway", role=item.role, parent=item.parent))
    for flow in draft.into(item.id):
        draft.join(flow._replace(target=gate.id))
    draft.join(Flow(fresh("sequenceFlow"), gate.id, item.id))
    return gate


def column_of(typed: Typed, target: Target) -> int:
    """Where in a line the name stands that an arrow leads to."""
    return typed.column + max(typed.text.rfind(target.name or "["), 0)


def check(draft: Draft, here: Open, item: Item, typed: Typed, at: int) -> None:
    """Whether a flow may lead there. Raises Misread."""
    if family(item) in ("start", "boundary"):
        raise Misread(f"“{item.name or 'a start'}” has nothing before it; lead to a step", typed.number, at)
    if any(draft.items[id].parent != item.parent for id in sources(here)):
        raise Misread(f"a flow cannot leave its sub-process to “{item.name}”", typed.number, at)


def sources(here: Open) -> Iterator[Id]:
    """What the ends of an open path leave."""
    if isinstance(here, Tail):
        yield here.source
    else:
        for end in here.ends:
            yield from sources(end)


class Names:
    """The items by name, kept up to date as a draft grows."""

    def __init__(self, draft: Draft) -> None:
        self._draft, self._seen = draft, 0
        self._by: dict[str, list[Id]] = {}

    def _of(self, key: str) -> list[Id]:
        if len(self._draft.items) != self._seen:
            for at, (id, item) in enumerate(self._draft.items.items()):
                if at >= self._seen:
                    name = plain(item.name).casefold() or f"[{item.kind}]"
                    self._by.setdefault(name, []).append(id)
            self._seen = len(self._draft.items)
        return self._by.get(key) or self._by.get(key.rstrip(" .,;!"), [])

    def find(self, target: Target, own: Id = "") -> Item | None:
        """The item an arrow means: the nearest above but the arrow's own, the own where there is no other."""
        found = self._of(f"[{target.kind}]" if target.kind else plain(target.name).casefold())
        if self._draft.lines:
            found = [id for id in found if id in self._draft.lines or not target.kind]
        if target.nth:
            return self._draft.items[found[target.nth - 1]] if target.nth <= len(found) else None
        others = [id for id in found if id != own] or found
        return self._draft.items[others[-1]] if others else None

    def first(self, target: Target, own: Id = "") -> Item | None:
        """The first item an arrow can mean that found none above it."""
        if target.nth:
            return self.find(target, own)
        found = self._of(plain(target.name).casefold())
        others = [id for id in found if id != own] or found
        return self._draft.items[others[0]] if others else None

    def like(self, name: str) -> str:
        """A name that is spelt much like this one, "" where there is none."""
        names = {plain(item.name).casefold(): plain(item.name) for item in self._draft.items.values() if item.name}
        close = get_close_matches(plain(name).casefold(), names, 1, 0.6) if len(names) < 2000 else []
        return names[close[0]] if close else ""
