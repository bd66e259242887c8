"""Which line of an edited text was which: the same text, the same step elsewhere, then what is most alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from opsdesigner.model import Id

from .draft import Draft, Flow, Item, Remark, family, plain
from .matching import spread

ALIKE = 0.5  # how much two names have to be alike to be one


class Pair(NamedTuple):
    """A line of the old text and the one of the new that it is now, by number from 1."""

    old: int
    new: int
    equal: bool  # word for word; else it stands in the other's place


def same_lines(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The lines of two texts, without blanks at their ends, that are the same; also those that have moved."""
    found: list[Pair] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += (Pair(a + at + 1, c + at + 1, True) for at in range(b - a))
        elif tag == "replace" and b - a == d - c:
            found += (Pair(a + at + 1, c + at + 1, False) for at in range(b - a))
    moved = list(_moved(old, new, found))
    taken, came = {pair.old for pair in moved}, {pair.new for pair in moved}
    return [pair for pair in found if pair.equal or not (pair.old in taken or pair.new in came)] + moved


def _moved(old: Sequence[str], new: Sequence[str], found: Iterable[Pair]) -> Iterator[Pair]:
    """Lines that stand elsewhere word for word."""
    known, there = {pair.old for pair in found if pair.equal}, {pair.new for pair in found if pair.equal}
    left: dict[str, list[int]] = {}
    for number, text in enumerate(old, 1):
        if number not in known and text:
            left.setdefault(text, []).append(number)
    for number, text in enumerate(new, 1):
        if number not in there and (numbers := left.get(text)):
            yield Pair(numbers.pop(0), number, True)


def same_items(old: Draft, new: Draft, pairs: Iterable[Pair]) -> dict[Id, Id]:
    """Items of the new draft to those of the old one that they are."""
    by_old, by_new = old.by_line(), new.by_line()
    known: dict[Id, Id] = {}
    for pair in pairs:
        mine, theirs = by_new.get(pair.new, []), by_old.get(pair.old, [])
        if pair.equal and len(mine) == len(theirs):
            known.update(zip(mine, theirs, strict=True))
    taken = set(known.values())
    _elsewhere(old, new, known, taken)
    for pair in pairs:
        for one, other in zip(by_new.get(pair.new, []), by_old.get(pair.old, []), strict=False):
            free = not pair.equal and one not in known and other not in taken
            if free and family(new.items[one]) == family(old.items[other]):
                known[one] = other
                taken.add(other)
    _most_alike(old, new, known, taken)
    _between(old, new, known, taken)
    return spread(new, old, known)


def _elsewhere(old: Draft, new: Draft, known: dict[Id, Id], taken: set[Id]) -> None:
    """What has the same kind and name, wherever it stands now."""
    left: dict[tuple[str, str], list[Id]] = {}
    for id in old.lines:
        if id in old.items and id not in taken and old.items[id].name:
            left.setdefault((old.items[id].kind, plain(old.items[id].name)), []).append(id)
    for id in new.lines:
        if id in new.items and id not in known:
            ids = left.get((new.items[id].kind, plain(new.items[id].name)), [])
            if ids:
                known[id] = ids.pop(0)
                taken.add(known[id])


def _between(old: Draft, new: Draft, known: dict[Id, Id], taken: set[Id]) -> None:
    """What has no line of its own, by how many of those before and after it are the same."""
    scored: list[tuple[int, int, Id, Id]] = []
    for at, id in enumerate(id for id in new.items if id not in new.lines and id not in known):
        item, votes = new.items[id], Counter[Id]()
        for flow in new.into(id):
            votes.update(each.target for each in old.out_of(known.get(flow.source, "")))
        for flow in new.out_of(id):
            votes.update(each.source for each in old.into(known.get(flow.target, "")))
        for other, count in votes.items():
            was = old.items[other]
            if other not in old.lines and was.kind == item.kind and was.parent == known.get(item.parent, ""):
                scored.append((-count, at, id, other))
    for _, _, id, other in sorted(scored):
        if id not in known and other not in taken:
            known[id] = other
            taken.add(other)


def _most_alike(old: Draft, new: Draft, known: dict[Id, Id], taken: set[Id]) -> None:
    """What is left, by the likeness of names."""
    left = [id for id in old.lines if id in old.items and id not in taken]
    for id in [id for id in new.lines if id in new.items and id not in known][:200]:
        scored = ((_likeness(new.items[id], old.items[other]), other) for other in left if other not in taken)
        best = max(scored, default=(0.0, ""))
        if best[0] >= ALIKE:
            known[id] = best[1]
            taken.add(best[1])


def _likeness(one: Item, other: Item) -> float:
    if family(one) != family(other):
        return 0.0
    return SequenceMatcher(None, plain(one.name).casefold(), plain(other.name).casefold()).ratio()


def same_flows(old: Draft, new: Draft, items: dict[Id, Id]) -> dict[Id, Id]:
    """Flows of the new draft to those of the old one that they are: by both ends, then by the start, then the end."""
    found: dict[Id, Id] = {}
    taken: set[Id] = set()

    def key(flow: Flow, sort: int) -> tuple[str, ...]:
        return (
            (flow.source, flow.target, flow.label),
            (flow.source, flow.target),
            (flow.source, flow.label),
            (flow.source,),
            (flow.target,),
        )[sort]

    for sort in range(5):
        left: dict[tuple[str, ...], list[Id]] = {}
        for flow in old.flows.values():
            if flow.id not in taken:
                left.setdefault(key(flow, sort), []).append(flow.id)
        for flow in new.flows.values():
            if flow.id in found:
                continue
            meant = flow._replace(source=items.get(flow.source, "?"), target=items.get(flow.target, "?"))
            if ids := left.get(key(meant, sort)):
                found[flow.id] = ids.pop(0)
                taken.add(found[flow.id])
    return found


def same_remarks(old: Draft, new: Draft, items: dict[Id, Id]) -> dict[Id, Id]:
    """Remarks of the new draft to those of the old one: the same words there, other words there, the same elsewhere."""
    found: dict[Id, Id] = {}
    taken: set[Id] = set()

    def key(remark: Remark, of: Id, sort: int) -> tuple[str, ...]:
        text = plain(remark.text)
        there, worded = (of, remark.question), (text, remark.question)
        return (remark.kind, *((*there, text), there, worded)[sort])

    for sort in range(3):
        left: dict[tuple[str, ...], list[Id]] = {}
        for remark in old.remarks.values():
            if remark.id not in taken:
                left.setdefault(key(remark, remark.of, sort), []).append(remark.id)
        for remark in new.remarks.values():
            of = items.get(remark.of, "?") if remark.of else ""
            if remark.id not in found and (ids := left.get(key(remark, of, sort))):
                found[remark.id] = ids.pop(0)
                taken.add(found[remark.id])
    return found
