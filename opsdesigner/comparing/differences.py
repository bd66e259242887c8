"""What differs between two documents, in words: records of the same id are the same thing, whatever the files say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from opsdesigner.model import Edge, Id, Link, Model, Node, Record, Shape, diff
from opsdesigner.model.props import to_json
from opsdesigner.notation.kinds import FLOW_NODES, kind_of
from opsdesigner.notation.ownership import owner_of
from opsdesigner.notation.parked import PARKED

from .naming import RELATIONS, at, label_of, quoted, relation, said, thing

ADDED, REMOVED, RENAMED, RETYPED, MOVED, OWNED = "added", "removed", "renamed", "retyped", "moved", "owner"
LED, PROPERTY, PART, LAYOUT = "led", "property", "part", "layout"
KINDS = (ADDED, REMOVED, RENAMED, RETYPED, MOVED, OWNED, LED, PROPERTY, PART, LAYOUT)
BUSINESS = ("assignment", *RELATIONS)  # links that say who does what, not where work flows


class Difference(NamedTuple):
    """One difference: its kind (see KINDS), the records it is about, a sentence, and the values if there are any."""

    kind: str
    ids: tuple[Id, ...]
    sentence: str
    before: object = None
    after: object = None


def differences(before: Model, after: Model) -> list[Difference]:
    """What leads from one document to the other, in the order of KINDS; drawing apart, at the end."""
    found: list[Difference] = []
    drawn: dict[Id, list[Record]] = {}
    for id, (old, new) in diff(before.records, after.records).records.items():
        record = new or old
        if isinstance(record, Shape | Edge):
            drawn.setdefault(record.diagram, []).append(record)
        elif type(old) is not type(new):
            found += _come_or_gone(before, after, id)
        elif old is not None and new is not None:
            found += _changed(before, after, old, new)
    found += _owners(before, after)
    found += (_layout(before, after, page, records) for page, records in drawn.items())
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def _come_or_gone(before: Model, after: Model, id: Id) -> Iterator[Difference]:
    for model, kind in ((before, REMOVED), (after, ADDED)):
        record = model.records.get(id)
        if isinstance(record, Link) and record.kind in BUSINESS:
            end = "was said" if kind == ADDED else "is not said any more"
            yield Difference(PART, (id,), f"“{relation(model, record)}” {end}.")
        elif record is not None:
            yield Difference(kind, (id,), f"{_capital(thing(model, id))} was {kind}{_place(model, record, kind)}.")


def _place(model: Model, record: Record, kind: str) -> str:
    """Where something was put or taken from: a lane, if one lists it; what a problem or idea is said of."""
    if isinstance(record, Node) and record.kind == PARKED:
        return f", said of {thing(model, record.parent)}" if record.parent else ""
    return (
        f" {'in' if kind == ADDED else 'from'} lane {at(model, record.lane)}"
        if isinstance(record, Node) and record.lane
        else ""
    )


def _changed(before: Model, after: Model, old: Record, new: Record) -> Iterator[Difference]:
    id = new.id
    if isinstance(old, Link) and isinstance(new, Link) and new.kind in BUSINESS:
        if (was := relation(before, old)) != (now := relation(after, new)):
            yield Difference(PART, (id,), f"“{now}”, where before “{was}”.", was, now)
    else:
        for name, say, kind in FIELDS:
            was, now = getattr(old, name, ""), getattr(new, name, "")
            if was != now:
                yield Difference(kind, (id,), _capital(say(before, after, id, was, now)), was, now)
        if isinstance(old, Link) and isinstance(new, Link) and (old.source, old.target) != (new.source, new.target):
            ways = [f"from {at(m, link.source)} to {at(m, link.target)}" for m, link in ((before, old), (after, new))]
            led = f"{_capital(thing(before, id))} now leads {ways[1]}."
            yield Difference(LED, (id,), led, [old.source, old.target], [new.source, new.target])
    yield from _properties(after, old, new)


def _properties(after: Model, old: Record, new: Record) -> Iterator[Difference]:
    for name in sorted({*old.props, *new.props}):
        was, now = old.props.get(name), new.props.get(name)
        if was == now or (name == "letter" and isinstance(new, Link)) or name == "dotted":
            continue
        if name == "idea":
            kinds = ("an idea", "a problem") if now else ("a problem", "an idea")
            yield Difference(
                PROPERTY, (new.id,), f"{at(after, new.id)} is now {kinds[0]}, before {kinds[1]}.", was, now
            )
            continue
        plain = [to_json(value) if value is not None else None for value in (was, now)]
        words = f"is now {said(name, now)}, before {said(name, was)}"
        if said(name, now) == said(name, was):  # they differ beyond what fits into a sentence
            words = "was changed"
        label = label_of(getattr(new, "kind", ""), name)
        yield Difference(PROPERTY, (new.id,), f"{_capital(thing(after, new.id))}: {label} {words}.", *plain)


def _owners(before: Model, after: Model) -> Iterator[Difference]:
    """Steps that belong to somebody else, by lane, assignment or pool."""
    for node in after.all(Node):
        if node.kind in FLOW_NODES and node.id in before:
            was, now = owner_of(before, node.id), owner_of(after, node.id)
            if was != now:
                names = [at(m, owner) if owner else "nobody" for m, owner in ((before, was), (after, now))]
                sentence = f"{_capital(thing(after, node.id))} now belongs to {names[1]}, before to {names[0]}."
                yield Difference(OWNED, (node.id,), sentence, was, now)


def _layout(before: Model, after: Model, page: Id, records: list[Record]) -> Difference:
    """All that is drawn otherwise on one page."""
    counts: dict[str, int] = {}
    for record in records:
        what = "shape" if isinstance(record, Shape) else "line"
        how = "new" if record.id not in before else "gone" if record.id not in after else "drawn otherwise"
        counts[f"{what} {how}"] = counts.get(f"{what} {how}", 0) + 1
    said = [f"{count} {words.replace(' ', 's ', 1) if count > 1 else words}" for words, count in counts.items()]
    name = thing(after if page in after else before, page)
    return Difference(LAYOUT, tuple(record.id for record in records), f"{_capital(name)}: {', '.join(said)}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


Sentence = Callable[[Model, Model, Id, str, str], str]


def _renamed(before: Model, after: Model, id: Id, was: str, now: str) -> str:
    called = f"is now called {quoted(now)}" if now else "has no name any more"
    if _parked(after, id):
        called = f"now says {quoted(now)}"
    return f"{thing(before, id)} {called}."


def _retyped(before: Model, after: Model, id: Id, was: str, now: str) -> str:
    labels = [kind_of(kind).label.lower() if kind else "process page" for kind in (was, now)]
    return f"{at(after, id)} is now a {labels[1]}, before a {labels[0]}."


def _parked(model: Model, id: Id) -> bool:
    node = model.get(id, Node)
    return node is not None and node.kind == PARKED


def _between(words: str) -> Sentence:
    def sentence(before: Model, after: Model, id: Id, was: str, now: str) -> str:
        places = [thing(m, place) if place else "none" for m, place in ((before, was), (after, now))]
        where = "is now said of" if _parked(after, id) else words
        return f"{thing(after, id)} {where} {places[1]}, before {places[0]}."

    return sentence


# Fields of nodes, links and pages: how a change of each is said, and which kind of difference it is.
FIELDS: tuple[tuple[str, Sentence, str], ...] = (
    ("name", _renamed, RENAMED),
    ("kind", _retyped, RETYPED),
    ("parent", _between("now lies in"), MOVED),
    ("lane", _between("is now listed by"), MOVED),
    ("host", _between("now stands on"), MOVED),
    ("resource", _between("now stands for or belongs to"), OWNED),
    ("root", _between("now shows"), PROPERTY),
)
