"""A process as the capture language sees it: steps, flows, what is said of them; nothing of places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from opsdesigner.model import Id
from opsdesigner.notation.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Item:
    """A step, event or gateway. `words` say which events it has and how, as in brackets after the kind."""

    id: Id
    kind: str
    name: str = ""
    role: str = ""  # by name; "" for nobody's
    parent: Id = ""  # the sub-process it lies in, "" for the process itself
    host: Id = ""  # of an event on the edge
    words: tuple[str, ...] = ()
    work: str = ""
    wait: str = ""
    volume: str = ""
    when: str = ""  # of a timer: the time it waits, where its name says one


class Flow(NamedTuple):
    """A flow from one item to another."""

    id: Id
    source: Id
    target: Id
    label: str = ""
    portion: str = ""


class Remark(NamedTuple):
    """What is said of an item, or of the process: a note, a problem or idea, a result, an answer."""

    id: Id
    kind: str  # "note", "problem", "idea", "result", "never", "deputy"
    of: Id  # "" for the process
    text: str
    question: str = ""


@dataclass(slots=True)
class Draft:
    """One process. Items and flows are in the order they came in."""

    id: Id = ""
    name: str = ""
    items: dict[Id, Item] = field(default_factory=dict)
    flows: dict[Id, Flow] = field(default_factory=dict)
    remarks: dict[Id, Remark] = field(default_factory=dict)
    lines: dict[Id, int] = field(default_factory=dict)  # of what has a line of its own: its number
    led: dict[int, Id] = field(default_factory=dict)  # of lines with an arrow: where it leads
    otherwise: bool = False  # whether its text says something else now than is meant
    headed: bool = False  # by a line of its own, be it without a name
    spoken: dict[int, str] = field(default_factory=dict)  # of lines that say a role: which
    turns: dict[Id, int] = field(default_factory=dict)  # of flows that begin a branch: the so-manieth of its block
    _into: dict[Id, dict[Id, None]] = field(default_factory=dict)
    _out_of: dict[Id, dict[Id, None]] = field(default_factory=dict)

    def copy(self) -> Draft:
        """A draft to work on, of the same items and flows."""
        into, out_of = ({id: dict(flows) for id, flows in each.items()} for each in (self._into, self._out_of))
        return Draft(
            self.id, self.name, dict(self.items), dict(self.flows), dict(self.remarks), _into=into, _out_of=out_of
        )

    def put(self, item: Item) -> Item:
        """Adds an item, or replaces the one with its id."""
        self.items[item.id] = item
        return item

    def say(self, remark: Remark) -> Remark:
        self.remarks[remark.id] = remark
        return remark

    def join(self, flow: Flow) -> Flow:
        """Adds a flow, or leads the one with its id elsewhere."""
        if (old := self.flows.get(flow.id)) is not None:
            self._into.get(old.target, {}).pop(old.id, None)
            if old.source != flow.source:
                self._out_of[old.source].pop(old.id, None)
        self.flows[flow.id] = flow
        if flow.target:  # else it leads to what comes later, and only has its place among the branches
            self._into.setdefault(flow.target, {})[flow.id] = None
        self._out_of.setdefault(flow.source, {})[flow.id] = None
        return flow

    def sort_branches(self) -> None:
        """Puts the flows that leave an item in the order in which their branches were told."""
        places = {id: at for at, id in enumerate(self.flows)}
        ids = list(self.flows)
        for source, mine in self._out_of.items():
            told = sorted(mine, key=lambda id: self.turns.get(id, 0))
            if told != list(mine):
                self._out_of[source] = dict.fromkeys(told)
                for place, id in zip(sorted(places[id] for id in mine), told, strict=True):
                    ids[place] = id
        self.flows = {id: self.flows[id] for id in ids}

    def drop(self, id: Id) -> None:
        """Takes an item out, and the flows it has."""
        del self.items[id]
        for flow in (*self.into(id), *self.out_of(id)):
            if self.flows.pop(flow.id, None) is not None:
                self._into.get(flow.target, {}).pop(flow.id, None)
                self._out_of[flow.source].pop(flow.id, None)

    def by_line(self) -> dict[int, list[Id]]:
        """The items that each line makes."""
        found: dict[int, list[Id]] = {}
        for id, number in self.lines.items():
            if id in self.items:
                found.setdefault(number, []).append(id)
        return found

    def into(self, id: Id) -> list[Flow]:
        """The flows that lead to an item."""
        return [self.flows[each] for each in self._into.get(id, ())]

    def out_of(self, id: Id) -> list[Flow]:
        """The flows that leave an item."""
        return [self.flows[each] for each in self._out_of.get(id, ())]

    def merge_before(self, id: Id) -> Item | None:
        """The nameless exclusive gateway that only brings flows together before an item, where there is one."""
        flows = self.into(id)
        if len(flows) != 1 or flows[0].label or flows[0].portion:
            return None
        item = self.items[flows[0].source]
        bare = item.kind == "exclusiveGateway" and not item.name and len(self.out_of(item.id)) == 1
        return item if bare and self.into(item.id) else None

    def reroled(self, ids: Iterable[Id], role: str) -> None:
        """Gives items to a role."""
        for id in ids:
            self.items[id] = replace(self.items[id], role=role)


def family(item: Item) -> str:
    """Step, gateway, start, event, boundary or end."""
    return KINDS[item.kind].family


def plain(name: str) -> str:
    """A name as it is compared: blanks and line breaks apart."""
    return " ".join(name.split())
