"""Whether two drafts say the same: items found in both by their lines, the rest by the flows that join them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from opsdesigner.model import Id
from opsdesigner.notation.durations import duration_said, rate_said

from .draft import Draft, Item, plain


def spread(one: Draft, other: Draft, known: Mapping[Id, Id]) -> dict[Id, Id]:
    """Items of one draft to those of another: the known ones, and what follows from them along the flows."""
    found = dict(known)
    taken = set(found.values())
    pending = list(found.items())
    while pending:
        a, b = pending.pop()
        for mine, theirs, end in ((one.out_of(a), other.out_of(b), 2), (one.into(a), other.into(b), 1)):
            for flow in mine:
                id = flow[end]
                if id in found:
                    continue
                fits = (
                    each[end]
                    for each in theirs
                    if each[end] not in taken
                    and each.label.casefold() == flow.label.casefold()
                    and _alike(one.items[id], other.items[each[end]])
                )
                if (match := next(fits, "")) != "":
                    found[id] = match
                    taken.add(match)
                    pending.append((id, match))
    return found


def _alike(one: Item, other: Item) -> bool:
    return (one.kind, plain(one.name), one.words) == (other.kind, plain(other.name), other.words)


def same(one: Draft, other: Draft, known: Mapping[Id, Id], written: Mapping[Id, int]) -> bool:
    """Whether two drafts have the same items, flows and remarks, where `known` ones correspond.

    Owners count only of what has a line, for a join has none of its own.
    """
    ids = spread(one, other, known)
    if len(ids) != len(one.items) or len(one.items) != len(other.items):
        return False
    for a, b in ids.items():
        if _facts(one.items[a]) != _facts(other.items[b]):
            return False
        if a in written and one.items[a].role.casefold() != other.items[b].role.casefold() and not one.items[a].host:
            return False
        mine, theirs = one.items[a], other.items[b]
        if (ids.get(mine.parent, ""), ids.get(mine.host, "")) != (theirs.parent, theirs.host):
            return False
    flows = Counter((ids[f.source], ids[f.target], f.label, f.portion) for f in one.flows.values())
    if flows != Counter((f.source, f.target, f.label, f.portion) for f in other.flows.values()):
        return False
    remarks = Counter(
        (r.kind, ids.get(r.of, ""), plain(r.text), r.question) for r in one.remarks.values() if _told(r.text, r.kind)
    )
    return remarks == Counter(
        (r.kind, r.of, plain(r.text), r.question) for r in other.remarks.values() if _told(r.text, r.kind)
    )


def _told(text: str, kind: str) -> bool:
    """What says nothing has no line."""
    return bool(text) or kind == "never"


def _facts(item: Item) -> tuple[object, ...]:
    times = duration_said(item.work), duration_said(item.wait), rate_said(item.volume)
    return item.kind, plain(item.name), item.words, times
