"""A comparison in a few sentences: what was added, removed, renamed, given to others, moved; the rest as a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opsdesigner.analysis.wording import listed, number_of
from opsdesigner.model import Diagram, Id, Model, Node
from opsdesigner.notation.kinds import ACTIVITIES, GATEWAYS, KINDS

from .differences import ADDED, LAYOUT, LED, MOVED, OWNED, PART, PROPERTY, REMOVED, RENAMED, RETYPED, Difference
from .naming import at

NAMED = 2  # names in a sentence
# What things are counted as, the weightiest first; flows come with what they join and are told last.
SORTS = (*("step", "decision", "event", "role", "unit", "person", "lane", "pool", "page", "other thing", "line"),)
PLURALS = {"person": "people"}
MANY = {  # how several differences of a kind are said
    RENAMED: "{} things have another name: {}.",
    OWNED: "{} steps belong to somebody else: {}.",
    MOVED: "{} things lie elsewhere: {}.",
    RETYPED: "{} things are of another type: {}.",
    LED: "{} lines lead elsewhere.",
    PART: "{} changes in who does what.",
    PROPERTY: "{} details are said otherwise.",
}
FAMILIES = {"start": "event", "event": "event", "end": "event", "boundary": "event", "pool": "pool", "lane": "lane"}


def summed_up(before: Model, after: Model, found: Sequence[Difference], most: int = 3) -> list[str]:
    """At most so many sentences for the differences of two documents; none where they say the same."""
    rows = list(_sentences(before, after, found))
    said = [text for text, _ in rows]
    if not said:
        return ["Only the drawing differs."] if found else []
    if len(said) > most:
        left = sum(count for _, count in rows[most - 1 :])
        said = [*said[: most - 1], f"And {number_of(left)} more changes."]
    return said


def _sentences(before: Model, after: Model, found: Sequence[Difference]) -> Iterator[tuple[str, int]]:
    """Each sentence with how many differences it tells, the weightiest first."""
    owned = {each.ids for each in found if each.kind == OWNED}
    groups: dict[str, list[Difference]] = {}
    for each in found:
        if each.kind != LAYOUT and not (each.kind == MOVED and each.ids in owned):
            groups.setdefault(each.kind, []).append(each)
    lines: list[tuple[str, int]] = []
    for kind, model in ((ADDED, after), (REMOVED, before)):
        for sort, ids in _sorted(model, groups.pop(kind, [])).items():
            row = (_counted(model, sort, ids, kind), len(ids))
            if sort == "line":
                lines.append(row)
            else:
                yield row
    for kind, several in MANY.items():
        if some := groups.get(kind):
            yield _told(before, after, some, several), len(some)
    yield from lines


def _sorted(model: Model, found: Sequence[Difference]) -> dict[str, list[Id]]:
    """What was added or removed by sort, in the order of SORTS."""
    sorts: dict[str, list[Id]] = {}
    for each in found:
        sorts.setdefault(_sort(model, each.ids[0]), []).append(each.ids[0])
    return {sort: sorts[sort] for sort in SORTS if sort in sorts}


def _sort(model: Model, id: Id) -> str:
    record = model.records.get(id)
    if isinstance(record, Diagram):
        return "page"
    if not isinstance(record, Node):
        return "line"
    if record.kind in ACTIVITIES:
        return "step"
    if record.kind in GATEWAYS:
        return "decision"
    family = KINDS[record.kind].family if record.kind in KINDS else ""
    sort = FAMILIES.get(family, record.kind)
    return sort if sort in SORTS else "other thing"


def _counted(model: Model, sort: str, ids: Sequence[Id], verb: str) -> str:
    one = len(ids) == 1
    what = sort if one else PLURALS.get(sort, f"{sort}s")
    names = listed([at(model, id) for id in ids], NAMED) if sort != "line" else ""
    told = f"{number_of(len(ids))} {what} {'was' if one else 'were'} {verb}"
    return f"{told}: {names}." if names else f"{told}."


def _told(before: Model, after: Model, some: Sequence[Difference], several: str) -> str:
    if len(some) == 1:
        return some[0].sentence
    names = [at(after if each.ids[0] in after else before, each.ids[0]) for each in some]
    return several.format(number_of(len(some)), listed(names, NAMED))
