"""The answer to one of the six questions of a step: as the line that says it again, changed by another, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from opsdesigner.model import Id, Model
from opsdesigner.notation.what_if import QUESTIONS, said_to

from .applying import carry_out
from .draft import Draft, Flow, Item, family, plain
from .drawn import draft_of
from .exceptions import short_path
from .placing import settle
from .remarks import remark_rows
from .rows import Row, text_of


class Told(NamedTuple):
    """What said an answer in a draft, taken out of it: the event with its way, or only a remark."""

    items: tuple[Item, ...] = ()  # the event, the step, the end
    flows: tuple[Flow, ...] = ()
    joined: Id = ""  # what the way led to


def line_of(model: Model, process: Id, step: Id, question: str, role: str) -> str:
    """The line that says the answer to a question as it is, while a role sticks.

    "" where one line cannot: it is not answered, in two ways, or by a longer path.
    """
    said = said_to(model, step, question)
    if len(said) != 1:
        return ""
    draft = draft_of(model, process)
    if (event := draft.items.get(said[0].id)) is None:
        return next((row.said for row in remark_rows(draft, step, 0) if row.id == said[0].id), "")
    return _path_line(draft, event, role)


def _path_line(draft: Draft, event: Item, role: str) -> str:
    way = _short(draft, event)
    if way is None or not (way[0] or way[2]):
        return ""
    items, end, target = way
    row = Row(0, list(items), event=event)
    if not end:
        lead = draft.items[target]
        if _merges(draft, lead):
            lead = draft.items[draft.out_of(lead.id)[0].target]
        named = [item for item in draft.items.values() if plain(item.name).casefold() == plain(lead.name).casefold()]
        if not lead.name or len(named) > 1:
            return ""
        row.lead = lead
        row.straight = lead.id == target and len(draft.into(target)) > 1 and family(lead) != "gateway"
    host = replace(draft.items[event.host], role=role)
    return text_of(draft, [Row(0, [host]), row], frozenset((role.casefold(),)))[1]


def _short(draft: Draft, event: Item) -> tuple[tuple[Item, ...], Id, Id] | None:
    """The step if any, the end and the target of a way out that fits in a line; all empty where it leads nowhere."""
    about = {remark.of for remark in draft.remarks.values()}
    hosts = {item.host for item in draft.items.values() if item.host}

    def is_plain(item: Item) -> bool:
        known = family(item) in ("step", "event") and item.id not in about | hosts
        return known and item.kind not in ("subProcess", "transaction", "adHocSubProcess")

    if event.id in about or plain(event.name).casefold() not in QUESTIONS:
        return None
    if not draft.out_of(event.id):
        return (), "", ""
    way = short_path(draft, event, (), is_plain)
    return (way.items, way.end, way.target) if way is not None and len(way.items) < 2 else None


def _merges(draft: Draft, item: Item) -> bool:
    """Whether an item is a gateway that only brings flows together before a step."""
    bare = item.kind == "exclusiveGateway" and not item.name and not item.words
    return bare and len(draft.out_of(item.id)) == 1 and not any(of.of == item.id for of in draft.remarks.values())


# changing


def take_out(draft: Draft, step: Id, question: str) -> Told:
    """Takes what says the answer to a question out of a draft, where one line says it; nothing without a question."""
    if not question:
        return Told()
    for remark in list(draft.remarks.values()):
        if remark.of == step and remark.kind in ("never", "deputy") and plain(remark.question).casefold() == question:
            del draft.remarks[remark.id]
    event = next((item for item in draft.items.values() if _asks(item, step, question)), None)
    way = _short(draft, event) if event is not None else None
    if event is None or way is None:
        return Told()
    items = (event, *way[0], *((draft.items[way[1]],) if way[1] else ()))
    flows = tuple(flow for item in items for flow in draft.out_of(item.id))
    for item in items:
        draft.drop(item.id)
    return Told(items, flows, way[2])


def _asks(item: Item, step: Id, question: str) -> bool:
    return item.kind == "boundaryEvent" and item.host == step and plain(item.name).casefold() == question


def put_in(draft: Draft, before: Draft, told: Told) -> Draft:
    """The draft in which a new answer is what the old one was, said otherwise; so that all else of it stays."""
    if not told.items:
        return draft
    new = [item for id, item in draft.items.items() if id not in before.items]
    same: dict[Id, Id] = {}
    left = list(told.items)
    for item in new:
        if (old := next((each for each in left if family(each) == family(item)), None)) is not None:
            same[item.id] = old.id
            left.remove(old)
    made = _renamed(draft, same, {item.id: item for item in told.items}, told.flows)
    _heal(made, told.joined)
    return made


def _renamed(draft: Draft, same: Mapping[Id, Id], old: Mapping[Id, Item], flows: tuple[Flow, ...]) -> Draft:
    """A draft in which items have the ids of others, and the flows between them those they had."""
    made = replace(draft, items={}, flows={}, _into={}, _out_of={})
    for item in draft.items.values():
        id = same.get(item.id, item.id)
        if id != item.id:
            was = old[id]
            item = replace(was, words=item.words) if was.host else replace(item, id=id, when=was.when)
        made.put(item)
    known = {flow.source: flow.id for flow in flows}
    for flow in draft.flows.values():
        source, target = same.get(flow.source, flow.source), same.get(flow.target, flow.target)
        id = known.get(source, flow.id) if flow.source in same else flow.id
        made.join(flow._replace(id=id, source=source, target=target))
    return made


def _heal(draft: Draft, gate: Id) -> None:
    """Takes out a gateway that brought the way out and another flow together and has only that flow left."""
    item = draft.items.get(gate)
    if item is None or not _merges(draft, item) or len(draft.into(gate)) != 1:
        return
    before, after = draft.into(gate)[0], draft.out_of(gate)[0]
    if before.source != gate and not after.label and not after.portion:
        draft.join(before._replace(target=after.target))
        draft.drop(gate)


def take_back(model: Model, process: Id, diagram: Id, step: Id, question: str) -> None:
    """Takes the answer to a question back, where one line said it, as one undo step."""
    before = draft_of(model, process)
    after = before.copy()
    told = take_out(after, step, question)
    _heal(after, told.joined)
    with model.change("Take the answer back"):
        made = carry_out(model, diagram, before, after)
        settle(model, process, diagram, before, after, made)
