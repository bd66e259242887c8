"""How comparisons call things and say values: "step “Check order”", "flow from “A” to “B”", "yes", "not said"."""

from __future__ import annotations

from opsdesigner.analysis.wording import LONGEST, called
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Props, Shape, Value
from opsdesigner.model.queries import title
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import kind_of
from opsdesigner.notation.ownership import letter_of
from opsdesigner.notation.parked import PARKED
from opsdesigner.notation.properties import BY_NAME, properties_of

NOTHING = "not said"
PARTS = {"R": "responsible for", "A": "accountable for", "C": "consulted on", "I": "informed of"}
RELATIONS = {"reportsTo": "reports to", "holds": "holds", "deputy": "stands in for"}


def thing(model: Model, id: Id) -> str:
    """What a record is and is called, as it stands within a sentence."""
    record = model.records.get(id)
    match record:
        case Shape() | Edge():
            return thing(model, record.node if isinstance(record, Shape) else record.link)
        case Diagram():
            return f"page {quoted(record.name) if record.name else 'of ' + thing(model, record.root)}"
        case Link() if record.kind == "assignment" or record.kind in RELATIONS:
            return f"“{relation(model, record)}”"
        case Node() | Link():
            label = (
                "idea" if record.kind == PARKED and record.props.flag("idea") else kind_of(record.kind).label.lower()
            )
            name = f" {quoted(text)}" if (text := " ".join(title(model, id).split())) else ""
            between = f" from {at(model, record.source)} to {at(model, record.target)}" if type(record) is Link else ""
            return f"{label}{name}{between}" if name or between else f"{label} without a name"
    return "something that is gone"


def at(model: Model, id: Id) -> str:
    """A name alone, in quotes; what it is where it has none."""
    return called(model, id, True) if id else "nowhere"


def relation(model: Model, link: Link) -> str:
    """What a relation of who runs the business says: “Sales is responsible for Check order”."""
    ends = [called(model, end) if end else "nobody" for end in (link.source, link.target)]
    if link.kind == "assignment":
        return f"{ends[0]} is {PARTS[letter_of(link)]} {ends[1]}"
    dotted = " (second boss)" if link.props.flag("dotted") else ""
    return f"{ends[0]} {RELATIONS[link.kind]} {ends[1]}{dotted}"


def label_of(record_kind: str, name: str) -> str:
    """What a property is called on the screen."""
    row = next((row for row in properties_of(record_kind) if row.name == name), BY_NAME.get(name))
    return row.label if row is not None else name


def said(name: str, value: Value | None) -> str:
    """A value of a property as people say it."""
    row = BY_NAME.get(name)
    choices = dict(row.choices) if row is not None else {}
    if value is None:
        value = row.default if row is not None else ""
    if isinstance(value, str) and value in choices:
        return choices[value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return quoted(value) if value.strip() else NOTHING
    if isinstance(value, tuple):
        return ", ".join(_definition(each) if isinstance(each, Props) else str(each) for each in value) or NOTHING
    return "other details" if isinstance(value, Props) else f"{value:g}"


def quoted(text: str) -> str:
    """A text in one line, in quotes, its end left out where it is long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + '…'}”"


def _definition(bag: Props) -> str:
    """An event definition: “timer (PT1H)”."""
    row = DEFINITIONS.get(bag.text("kind"))
    facts = [str(value) for name, value in bag.items() if name not in ("kind", "id") and value not in ("", False)]
    label = row.label.lower() if row is not None else bag.text("kind")
    return f"{label} ({', '.join(facts)})" if facts else label
