"""What is wrong with how a document is drawn, told in sentences: lines under steps, shapes on shapes, loose ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from opsdesigner.layout.faults import look
from opsdesigner.layout.yardstick import PEOPLES, SERIOUS, Fault
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, overlaps
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import LINKS

from .finding import INFO, WARN, Finding, Findings, Fix
from .left_out import left_out
from .wording import called, listed, number_of

CHECK = "geometry"
TOLD = 4  # faults of a kind on a page that are told one by one; more are told in one sentence
PLAIN = ("participant", "lane", "role", "unit")  # kinds whose names stand without quotes
NAMED = 3  # names in one sentence


class Family(NamedTuple):
    """Faults that are told and put right alike: how one is told, how many are, the act that puts one right, and all."""

    kinds: tuple[str, ...]
    one: Callable[[Model, list[Fault]], str]
    many: str  # with a place for the number
    fix: str
    fix_all: str


def geometry(model: Model) -> Findings:
    """What each page shows badly, and what no page shows."""
    pages = list(model.all(Diagram))
    for page in pages:
        found: dict[Family, dict[Fault, list[Fault]]] = defaultdict(lambda: defaultdict(list))
        for fault in look(model, page.id, PEOPLES):
            if fault is None:
                yield None
            elif not page.kind or fault[0] == "overlap":
                family = FAMILY_OF[fault[0]]
                found[family][fault if fault[0] in ("overlap", "shared") else fault[1:2]].append(fault)
        for family in FAMILIES:
            if groups := found.get(family):
                yield from _told(model, page, family, list(groups.values()), len(pages) > 1)
    yield from _undrawn(model)


def _told(model: Model, page: Diagram, family: Family, groups: list[list[Fault]], several: bool) -> Iterator[Finding]:
    """Few one by one, with a way to put all right where there are more than one; many together."""
    every = [fault for group in groups for fault in group]
    fix_all = _fix(family.fix_all.format(number_of(len(groups))), every, page)
    if len(groups) > TOLD:
        name = " ".join((page.name or title(model, page.root)).split())
        where = f" on the page {name}" if several and name else ""
        text = f"{number_of(len(groups))} {family.many}{where}."
        yield Finding(CHECK, _severity(model, every), _elements(model, every), text, fix_all, _place(every))
        return
    for group in groups:
        fixes = _fix(family.fix, group, page) + (fix_all if len(groups) > 1 else ())
        text = family.one(model, group)
        yield Finding(CHECK, _severity(model, group), _elements(model, group), text, fixes, _place(group))


def _fix(label: str, faults: list[Fault], page: Diagram) -> tuple[Fix, ...]:
    """Boxes of an org chart find their places by its layout."""
    return () if page.kind else (Fix(label, "mend", (), faults=tuple(faults)),)


def _severity(model: Model, faults: list[Fault]) -> str:
    return WARN if any(fault[0] in SERIOUS and not _loose(model, fault[1]) for fault in faults) else INFO


def _loose(model: Model, id: Id) -> bool:
    """Whether it is the line of a note or of data, which says little by where it runs."""
    line = model.get(id, Edge)
    link = model.get(line.link, Link) if line is not None else None
    return link is not None and LINKS[link.kind].family not in ("flow", "message")


def _elements(model: Model, faults: list[Fault]) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(_subject(model, id) for fault in faults for id in fault[1:]))


def _place(faults: list[Fault]) -> tuple[Id, ...]:
    """The shapes and lines that show it: of many the first of each."""
    return tuple(dict.fromkeys(id for fault in faults for id in (fault[1:] if len(faults) <= TOLD else fault[1:2])))


def _subject(model: Model, id: Id) -> Id:
    record = model.records.get(id)
    return record.node if isinstance(record, Shape) else record.link if isinstance(record, Edge) else id


# how one is told


def _said(model: Model, id: Id) -> str:
    """A shape, node, line or link as a sentence names it."""
    subject = model.records.get(_subject(model, id))
    if isinstance(subject, Link):
        return _said_line(model, subject)
    return called(model, _subject(model, id), quoted=isinstance(subject, Node) and subject.kind not in PLAIN)


def _said_line(model: Model, link: Link) -> str:
    ends = [
        "another line" if isinstance(model.records.get(end), Link) else _said(model, end)
        for end in (link.source, link.target)
    ]
    return f"the {_what(link)} from {ends[0]} to {ends[1]}"


def _what(link: Link) -> str:
    return {"flow": "flow", "message": "message"}.get(LINKS[link.kind].family, "line")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _others(model: Model, faults: list[Fault]) -> str:
    return listed(list(dict.fromkeys(_said(model, fault[2]) for fault in faults)), NAMED)


def _through(model: Model, faults: list[Fault]) -> str:
    return f"{_upper(_said(model, faults[0][1]))} runs under {_others(model, faults)}."


def _overlap(model: Model, faults: list[Fault]) -> str:
    one, other = (_said(model, id) for id in faults[0][1:])
    return f"{_upper(one)} and {other} stand on each other."


def _outside(model: Model, faults: list[Fault]) -> str:
    shape, frame = (model[id] for id in faults[0][1:3])
    assert isinstance(shape, Shape) and isinstance(frame, Shape)
    one, outer = _said(model, shape.id), _said(model, frame.id)
    if not overlaps(box_of(shape), box_of(frame)):
        return f"{_upper(one)} belongs to {outer} and stands outside it."
    return f"{_upper(one)} stands half outside {outer}."


def _hanging(model: Model, faults: list[Fault]) -> str:
    """Which end of a line hangs."""
    id = faults[0][1]
    link = model[_subject(model, id)]
    assert isinstance(link, Link)
    what, loose = _what(link), {fault[2] for fault in faults if len(fault) > 2}
    if not loose:
        return f"{_upper(_said(model, id))} has no way."
    if {link.source, link.target} <= loose:
        return f"{_upper(_said(model, id))} reaches neither."
    if link.target in loose:
        return f"The {what} from {_said(model, link.source)} does not reach {_said(model, link.target)}."
    return f"The {what} to {_said(model, link.target)} does not begin at {_said(model, link.source)}."


def _slanted(model: Model, faults: list[Fault]) -> str:
    return f"{_upper(_said(model, faults[0][1]))} is slanted."


def _shared(model: Model, faults: list[Fault]) -> str:
    one, other = (_said(model, id) for id in faults[0][1:])
    return f"{_upper(one)} and {other} run in one."


def _docked(model: Model, faults: list[Fault]) -> str:
    return f"{_upper(_said(model, faults[0][1]))} ends where {_others(model, faults)} does."


def _name(model: Model, faults: list[Fault]) -> str:
    """Which name, and what is under it."""
    under = {"name on line": "a line", "name on name": "another name"}
    on = [under.get(fault[0]) or _on(model, fault) for fault in faults]
    return f"The name of {_said(model, faults[0][1])} stands on {listed(list(dict.fromkeys(on)), NAMED)}."


def _on(model: Model, fault: Fault) -> str:
    return "its own shape" if fault[1] == fault[2] else _said(model, fault[2])


FAMILIES = (
    Family(("through",), _through, "lines run under shapes", "Lead it round", "Lead all {} round"),
    Family(("overlap",), _overlap, "pairs of shapes stand on each other", "Push them apart", "Push all {} apart"),
    Family(("outside",), _outside, "shapes stand outside what they belong to", "Put it inside", "Put all {} inside"),
    Family(("undocked", "short"), _hanging, "lines do not reach their shapes", "Join it", "Join all {}"),
    Family(("slanted",), _slanted, "lines are slanted", "Lead it at right angles", "Lead all {} at right angles"),
    Family(("shared",), _shared, "pairs of lines run in one", "Lead them side by side", "Lead all {} side by side"),
    Family(("dock",), _docked, "messages end where a flow does", "Move its end", "Move all {} ends"),
    Family(
        ("name on line", "name on shape", "name on name"),
        _name,
        "names stand on lines, shapes or other names",
        "Put it where there is room",
        "Put all {} where there is room",
    ),
)
FAMILY_OF = {kind: family for family in FAMILIES for kind in family.kinds}


# what is not drawn at all


def _undrawn(model: Model) -> Findings:
    """Elements and lines that no page shows, though what they belong to is drawn."""
    nodes: list[Id] = []
    links: list[Id] = []
    for id in left_out(model):
        if id is None:
            yield None
        else:
            (nodes if model.get(id, Node) is not None else links).append(id)
    for ids, what in ((nodes, "elements"), (links, "lines")):
        if len(ids) > TOLD:
            fix = Fix(f"Draw all {number_of(len(ids))}", "draw", tuple(ids))
            yield Finding(CHECK, WARN, tuple(ids), f"{number_of(len(ids))} {what} are drawn on no page.", (fix,))
            continue
        for id in ids:
            fixes = [Fix("Draw it", "draw", (id,))]
            fixes += [Fix(f"Draw all {len(ids)}", "draw", tuple(ids))] if len(ids) > 1 else []
            text = f"{_upper(_said(model, id))} is drawn on no page."
            ends = model[id]
            near = (ends.source, ends.target) if isinstance(ends, Link) else ()
            yield Finding(CHECK, WARN, (id, *near), text, tuple(fixes))
