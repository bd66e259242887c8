"""How each property of the tables lies in the file: read from an element, written back to it."""

from __future__ import annotations

from functools import lru_cache

from opsdesigner.model import NO_PROPS, Props, Value
from opsdesigner.notation.kinds import OPS
from opsdesigner.notation.properties import MULTI, PROPERTIES, STANDARD, Property, properties_of

from . import xmltree
from .children import child_of, put_child, put_text, set_child_text
from .event_codecs import EVENT_TAGS, read_definition, write_events
from .extensions import OWN, own_made, said
from .names import EXTENSIONS, HOST_ATTRIBUTE, bpmn, local_name
from .xmltree import Element

FARTHEST = 1e7  # px; farther away nothing is believed
SAID_IN_PARTS = ("documentation",)  # of which an element may have several
SAID_BY_BEING_THERE = ("conditionExpression",)  # even an empty one makes a flow conditional
MULTI_TAG, STANDARD_TAG = bpmn(MULTI), bpmn(STANDARD)


# numbers and flags


def to_text(value: Value) -> str:
    """A plain value as the file spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def number(value: float) -> str:
    """A coordinate: no decimals where it has none."""
    return str(int(value)) if value == int(value) else repr(value)


@lru_cache(4096)  # many things stand in rows
def coordinate(text: str) -> float | None:
    """What the file says of a place: a finite number within reason, else None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -FARTHEST <= value <= FARTHEST and "_" not in text else None


def of_text(text: str, default: Value) -> Value:
    """What the file says, in the type of the default; the default where it makes no sense."""
    if isinstance(default, bool):
        return {"true": True, "1": True, "false": False, "0": False}.get(text.strip(), default)
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError:
            return default
    return text


# reading


@lru_cache(1024)
def _rows(kind: str) -> tuple[dict[str, Property], dict[str, list[Property]], list[Property]]:
    """The rows of a kind by attribute, by tag of the child that holds them, and those of our own element."""
    attributes: dict[str, Property] = {}
    children: dict[str, list[Property]] = {}
    own: list[Property] = []
    for row in properties_of(kind):
        if row.home.startswith("@"):
            attributes[row.home[1:]] = row
        elif row.home.startswith(OWN):
            own.append(row)
        elif not row.home.startswith("!"):
            children.setdefault(bpmn(row.home.lstrip("?").partition("/")[0]), []).append(row)
    return attributes, children, own


def attributes_of(kind: str) -> set[str]:
    """The attributes our tables keep of a kind: its properties and what it stands on."""
    return {*_rows(kind)[0], *filter(None, [HOST_ATTRIBUTE.get(kind)])}


def tags_of(kind: str) -> set[str]:
    """The children our tables keep properties of a kind in."""
    return set(_rows(kind)[1])


def read_props(kind: str, element: Element) -> Props:
    """All that the tables know of an element, defaults left out."""
    attributes, children, own = _rows(kind)
    found: dict[str, Value] = {}
    for name, text in element.attrib.items():
        if (row := attributes.get(name)) is not None and (value := of_text(text, row.default)) != row.default:
            found[row.name] = value
    events: list[Value] = []
    for child in element.children:
        tag = child.tag
        if (definition := EVENT_TAGS.get(tag)) is not None:
            events.append(read_definition(child, definition.kind))
        elif tag == STANDARD_TAG:
            found["loop"] = "standard"
        elif tag == MULTI_TAG:
            found["loop"] = "sequential" if child.get("isSequential") in ("true", "1") else "parallel"
        for row in children.get(tag, ()):
            if (value := _in_child(child, row)) == row.default:
                continue
            if row.name not in found:
                found[row.name] = value
            elif row.name in SAID_IN_PARTS:
                found[row.name] = f"{found[row.name]}\n\n{value}"
    if events and "Event" in kind:
        found["events"] = tuple(events)
    for row in own:
        if (text := said(element, kind, row.home)) and (value := of_text(text, row.default)) != row.default:
            found[row.name] = value
    return Props(found) if found else NO_PROPS


def _in_child(child: Element, row: Property) -> Value:
    path = row.home.partition("/")[2]
    if row.home.startswith("?"):
        return True
    if not path:
        text = child.text
        return of_text(text or (" " if row.name in SAID_BY_BEING_THERE else ""), row.default)
    if path.startswith("@"):
        text = child.get(path[1:])
        return of_text(text, row.default) if text else row.default
    inner = child.find(bpmn(path))
    return of_text(inner.text, row.default) if inner is not None else row.default


# writing


def write_props(kind: str, element: Element, before: Props, after: Props) -> None:
    """Brings an element from one bag of properties to another; touches only what differs."""
    if before == after:
        return
    for row in PROPERTIES:
        old, new = before.get(row.name, row.default), after.get(row.name, row.default)
        if old == new or row.name == "default":
            continue
        if row.home == "!events":
            write_events(element, before.bags("events"), after.bags("events"))
        elif row.home == "!loop":
            _write_loop(element, after)
        elif row.home.startswith(("@", OWN)):
            write_text(kind, element, row.home, new, row.default)
        elif not row.home.startswith("!"):
            _write_child(element, row, new)


def write_text(kind: str, element: Element, home: str, value: Value, default: Value = "") -> None:
    """Says something in an attribute, or in our own element of an element of this kind."""
    if not home.startswith(OWN):
        element.set(home[1:], _spelled(element.get(home[1:]), value, default))
        return
    path, mine = home[len(OWN) :], own_made(child_of(element, EXTENSIONS), kind)
    if path.startswith("@"):
        mine.set(path[1:], _spelled(mine.get(path[1:]), value, default))
        return
    inner = mine.find(f"{{{OPS}}}{path}")
    if inner is not None and value == default:
        mine.remove(inner)
    elif inner is not None:
        put_text(inner, to_text(value))
    elif value != default:
        mine.append(xmltree.new(f"{{{OPS}}}{path}", text=to_text(value)))


def _spelled(old: str, value: Value, default: Value) -> str | None:
    """The attribute's new text; a default is spelled out only where something stood before."""
    if value == default and (not old or value == ""):
        return None
    return to_text(value)


def _write_child(element: Element, row: Property, value: Value) -> None:
    name, _, path = row.home.lstrip("?").partition("/")
    if name in (MULTI, STANDARD) and element.find(bpmn(name)) is None:
        return  # says something about a loop that is not there
    if not path and not row.home.startswith("?"):
        set_child_text(element, name, "" if value == row.default else to_text(value))
        return
    child = element.find(bpmn(name))
    if row.home.startswith("?"):
        if value:
            child_of(element, bpmn(name))
        else:
            assert child is not None
            element.remove(child)
        return
    if child is None:
        if value == row.default:
            return
        child = put_child(element, xmltree.new(bpmn(name)))
    if path.startswith("@"):
        child.set(path[1:], _spelled(child.get(path[1:]), value, row.default))
        if not child.attrib and not child.children:
            element.remove(child)
    else:
        set_child_text(child, path, "" if value == row.default else to_text(value))


def _write_loop(element: Element, after: Props) -> None:
    loop = after.text("loop")
    wanted = {"": "", "standard": STANDARD_TAG}.get(loop, MULTI_TAG)
    for child in [child for child in element.children if child.tag in (STANDARD_TAG, MULTI_TAG)]:
        if child.tag != wanted:
            element.remove(child)
    if not wanted:
        return
    made = element.find(wanted) is None
    child = child_of(element, wanted)
    if wanted == MULTI_TAG:
        child.set("isSequential", "true" if loop == "sequential" else (None if made else "false"))
    if made:
        for row in PROPERTIES:
            if row.home.startswith(local_name(wanted) + "/") and row.name in after:
                _write_child(element, row, after[row.name])
