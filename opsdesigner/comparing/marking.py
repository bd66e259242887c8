"""Where differences are to be seen: the shapes and lines of each page that are new, gone, said or drawn otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Shape

from .differences import ADDED, LAYOUT, LED, MOVED, OWNED, PART, PROPERTY, REMOVED, RENAMED, RETYPED, Difference
from .naming import at, label_of, quoted

Drawn = Shape | Edge
OTHERWISE = {RETYPED: "other type", MOVED: "lies elsewhere", LED: "leads elsewhere", PART: "who does what"}


@dataclass
class Marks:
    """What differs on one page. Ids are of shapes and edges: of the newer page, `gone` of the older one."""

    new: set[Id] = field(default_factory=set)
    gone: set[Id] = field(default_factory=set)
    said: dict[Id, str] = field(default_factory=dict)  # what is said otherwise of each, in a few words
    moved: set[Id] = field(default_factory=set)  # only drawn otherwise


def marks(before: Model, after: Model, found: Sequence[Difference]) -> dict[Id, Marks]:
    """The marks of each page of the newer document."""
    pages = {page.id: Marks() for page in after.all(Diagram)}
    counts: dict[Id, int] = {}
    for each in found:
        if each.kind == LAYOUT:
            _mark_moved(before, after, each, pages)
            continue
        gone, there = spots(before, after, each)
        for drawn in gone:
            if drawn.diagram in pages:
                pages[drawn.diagram].gone.add(drawn.id)
        for drawn in there:
            if each.kind == ADDED or (each.kind == PART and each.ids[0] not in before and isinstance(drawn, Edge)):
                pages[drawn.diagram].new.add(drawn.id)
            else:
                said = pages[drawn.diagram].said
                counts[drawn.id] = counts.get(drawn.id, 0) + 1
                said.setdefault(drawn.id, _words(before, after, each))
    for page in pages.values():
        page.said = {
            id: f"{words} +{counts[id] - 1}" if counts[id] > 1 else words
            for id, words in page.said.items()
            if id not in page.new
        }
    return pages


def spots(before: Model, after: Model, each: Difference) -> tuple[list[Drawn], list[Drawn]]:
    """Where a difference is to be seen: drawings of the older document that are gone, drawings of the newer one."""
    if each.kind == LAYOUT:
        known = [after.records[id] for id in each.ids if id in after]
        return [], [record for record in known if isinstance(record, Shape | Edge)]
    gone: list[Drawn] = []
    there: list[Drawn] = []
    for id in each.ids:
        if id in after:
            there += _drawn(after, id) or [drawn for end in _ends(after, id) for drawn in _drawn(after, end)]
        elif (found := _drawn(before, id)) or each.kind == REMOVED:
            gone += found
        else:  # what was said of something that may still be there
            there += [drawn for end in _ends(before, id) if end in after for drawn in _drawn(after, end)]
    return gone, there


def _drawn(model: Model, id: Id) -> list[Drawn]:
    return [*model.referrers(id, Shape, "node"), *model.referrers(id, Edge, "link")]


def _ends(model: Model, id: Id) -> Iterator[Id]:
    """What a relation that is not drawn is said of: the step of an assignment, the role of a holder."""
    record = model.records.get(id)
    if isinstance(record, Link):
        yield record.target
    elif isinstance(record, Node) and record.parent:
        yield record.parent


def _mark_moved(before: Model, after: Model, each: Difference, pages: dict[Id, Marks]) -> None:
    """Only what both documents draw, and draw elsewhere."""
    for id in each.ids:
        old, new = before.records.get(id), after.records.get(id)
        if isinstance(old, Shape) and isinstance(new, Shape):
            if (old.x, old.y, old.width, old.height) != (new.x, new.y, new.width, new.height):
                pages[new.diagram].moved.add(id)
        elif isinstance(old, Edge) and isinstance(new, Edge) and old.points != new.points:
            pages[new.diagram].moved.add(id)


def _words(before: Model, after: Model, each: Difference) -> str:
    """What a mark says beside its sign."""
    was = str(each.before or "")
    if each.kind == RENAMED:
        return f"was {quoted(was)}" if was else "had no name"
    if each.kind == OWNED:
        return f"was of {at(before, was)}" if was else "was nobody’s"
    if each.kind == PROPERTY:
        return label_of(getattr(after.records.get(each.ids[0]), "kind", ""), _property(each, before, after))
    return OTHERWISE.get(each.kind, "said otherwise")


def _property(each: Difference, before: Model, after: Model) -> str:
    """Which property a difference is about."""
    old, new = before.records.get(each.ids[0]), after.records.get(each.ids[0])
    if old is None or new is None:
        return ""
    names = (name for name in sorted({*old.props, *new.props}) if old.props.get(name) != new.props.get(name))
    return next(names, "")
