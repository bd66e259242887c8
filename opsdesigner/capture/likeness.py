"""Which line of an edited text was which: the same text, the same step elsewhere, then what is most alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from opsdesigner.model import Id

from .draft import Draft, Flow, Item, Remark, family, plain
from .matching import spread

ALIKE = 0.5  # how much two names have to be alike to be one


def same_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Pairs of lines, by number from 0; whether they are the same or stand in the other's place."""
    found = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in found.get_opcodes():
        if tag == "equal":
            yield from ((a + at, c + at, True) for at in range(b - a))
        elif tag == "replace" and b - a == d - c:
            yield from ((a + at, c + at, False) for at in range(b - a))


def same_items(old: Draft, new: Draft, lines: Sequence[str], others: Sequence[str]) -> dict[Id, Id]:
    """Items of the new draft to those of the old one that they are."""
    by_old, by_new = _by_line(old), _by_line(new)
    known: dict[Id, Id] = {}
    pairs = list(same_lines(lines, others))
    for a, b, equal in pairs:
        mine, theirs = by_new.get(b + 1, []), by_old.get(a + 1, [])
        if equal and len(mine) == len(theirs):
            known.update(zip(mine, theirs, strict=True))
    taken = set(known.values())
    _elsewhere(old, new, known, taken)
    for a, b, equal in pairs:
        for one, other in zip(by_new.get(b + 1, []), by_old.get(a + 1, []), strict=False):
            free = not equal and one not in known and other not in taken
            if free and family(new.items[one]) == family(old.items[other]):
                known[one] = other
                taken.add(other)
    _most_alike(old, new, known, taken)
    return spread(new, old, known)


def _by_line(draft: Draft) -> dict[int, list[Id]]:
    found: dict[int, list[Id]] = {}
    for id, number in draft.lines.items():
        if id in draft.items:
            found.setdefault(number, []).append(id)
    return found


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
