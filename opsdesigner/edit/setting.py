"""Facts of things set: properties by their rows, event definitions, and the roots they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from opsdesigner.model import NO_PROPS, Edge, Id, Link, Model, Node, Props, Shape, Value
from opsdesigner.model.queries import outgoing, subject
from opsdesigner.notation.events import TIMES, own
from opsdesigner.notation.properties import BY_NAME, PART_OF, SHAPE_PROPERTIES, Property, properties_of
from opsdesigner.notation.rules import may_default

from .becoming import LAYING, PLACING, dot, empty, fit, lay_out
from .context import NOBODY, Refusal
from .draw import rename
from .homing import mend_links
from .opening import toggle_open
from .roots import fresh_id

DRAWN = {row.name: row for row in SHAPE_PROPERTIES}
DAY = r"\d{4}-\d\d-\d\d"
FORMS = {"away": (re.compile(rf"\s*({DAY}(/{DAY})?[\s,;]*)*"), "Write days like 2026-12-24/2027-01-06")}
RULED = ("triggeredByEvent", "isForCompensation")  # what may make links impossible


def set_property(model: Model, ids: Iterable[Id], name: str, value: Value) -> None:
    """Sets one property of all that has it among shapes, edges, nodes and links; the default takes it out.

    Raises Refusal where something that is no sub-process is to be opened, a boss would be below, or days
    are not written as days.
    """
    ids = list(ids)
    with model.change("Set " + (BY_NAME[name].label.lower() if name in BY_NAME else name)):
        for id in ids:
            if name == "name":
                rename(model, id, str(value))
            elif name in DRAWN:
                _set_drawn(model, id, DRAWN[name], value)
            elif name in BY_NAME:
                _set_meant(model, id, BY_NAME[name], value)
        if name in (*PLACING, *LAYING):
            nodes = [thing.id for id in ids if isinstance(thing := subject(model, id), Node)]
            (fit if name in PLACING else lay_out)(model, nodes)


def _set_drawn(model: Model, id: Id, row: Property, value: Value) -> None:
    record = model.records.get(id)
    if isinstance(record, Node | Link):
        drawn = [each.id for each in model.referrers(id, Shape)] + [each.id for each in model.referrers(id, Edge)]
        for each in drawn:
            _set_drawn(model, each, row, value)
        return
    sort = "shape" if isinstance(record, Shape) else "edge"
    if not isinstance(record, Shape | Edge) or sort not in row.on:
        return
    if row.name == "isExpanded":
        if record.props.flag("isExpanded") != bool(value):
            toggle_open(model, id)
        return
    keep = row.name == "isHorizontal" or value != row.default
    model.set_props(id, **{row.name: value if keep else None})


def _set_meant(model: Model, id: Id, row: Property, value: Value) -> None:
    target = _bearer(model, id, row)
    if target is None:
        return
    if row.name in FORMS and not FORMS[row.name][0].fullmatch(str(value)):
        raise Refusal(FORMS[row.name][1])
    if row.name == "default" and value and isinstance(target, Link):
        source = model.get(target.source, Node)
        if source is None or not may_default(source.kind):
            return
        for flow in outgoing(model, target.source):
            if flow.props.flag("default") and flow.id != target.id:
                model.set_props(flow.id, default=None)
        model.set_props(target.id, conditionExpression=None)
    if row.name == "conditionExpression" and value:
        model.set_props(target.id, default=None)
    model.set_props(target.id, **{row.name: None if value == row.default else value})
    _fit_parts(model, target.id, row, value)
    if row.name in RULED:
        _mend(model, target.id)
    elif row.name == "vacant" and value:
        empty(model, target.id)
    elif row.name == "dotted" and isinstance(line := model.records[target.id], Link):
        dot(model, line)


def _fit_parts(model: Model, id: Id, row: Property, value: Value) -> None:
    """What is said of repeats or of several comes with them and goes with them; a file has no other place for it."""
    if row.name in PART_OF and value != row.default:
        whole, fitting = PART_OF[row.name]
        if model.records[id].props.get(whole) not in fitting:
            model.set_props(id, **{whole: fitting[0]})
    props = model.records[id].props
    gone = [part for part, (whole, fit) in PART_OF.items() if whole == row.name and props.get(whole) not in fit]
    model.set_props(id, **dict.fromkeys(gone))


def _bearer(model: Model, id: Id, row: Property) -> Node | Link | None:
    """The node or link that bears a property: the thing itself, else its data or its process."""
    found = subject(model, id)
    if found is None or row in properties_of(found.kind):
        return found
    host = model.get(found.host, Node) if isinstance(found, Node) and found.kind != "boundaryEvent" else None
    return host if host is not None and row in properties_of(host.kind) else None


def _mend(model: Model, node: Id) -> None:
    for shape in model.referrers(node, Shape):
        mend_links(model, [node], shape.diagram)


def set_events(model: Model, ids: Iterable[Id], bags: Sequence[Props]) -> None:
    """Gives events these definitions."""
    with model.change("Set event"):
        for id in list(ids):
            node = subject(model, id)
            if not isinstance(node, Node) or BY_NAME["events"] not in properties_of(node.kind):
                continue
            was = node.props.bags("events")
            made = [_at_one_time(bag, old or NO_PROPS) for bag, old in zip_longest(bags, was[: len(bags)])]
            model.set_props(node.id, events=own(made, was) or None)
            if len(bags) < 2:
                model.set_props(node.id, parallelMultiple=None)
            for shape in model.referrers(node.id, Shape):
                mend_links(model, [node.id], shape.diagram)


def _at_one_time(bag: Props, was: Props) -> Props:
    """A timer says after which time, at which or how often, one of the three: the one just said."""
    said = [name for name, _ in TIMES if name in bag]
    if bag == was or len(said) < 2:
        return bag
    kept = next((name for name in said if bag.get(name) != was.get(name)), said[0])
    return bag.having(**{name: None for name in said if name != kept})


def new_root(model: Model, kind: str, name: str, ids: Iterable[Id] = NOBODY) -> Id:
    """A new message, signal, error or escalation of the document; named by the property of these things that can."""
    with model.change("New " + kind):
        root = model.put(Node(fresh_id(model, kind), kind, name))
        for id in list(ids):
            found = subject(model, id)
            rows = properties_of(found.kind) if found is not None else ()
            row = next((each for each in rows if each.refers == kind), None)
            if found is not None and row is not None:
                model.set_props(found.id, **{row.name: root.id})
        return root.id
