"""How each property of the tables lies in the file: read from an element, written back to it."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest

from opsdesigner.model import NO_PROPS, Props, Value
from opsdesigner.notation.events import DEFINITIONS, TIMES
from opsdesigner.notation.kinds import BPMN, OPS
from opsdesigner.notation.properties import EXPRESSION, MULTI, PROPERTIES, STANDARD, Property, properties_of

from . import xmltree
from .extensions import OWN, own_made, said
from .names import EXTENSIONS, HOST_ATTRIBUTE, SHARED_DEFINITION, XSI, bpmn, local_name, rank
from .xmltree import Element

EVENT_TAGS = {bpmn(row.tag): row for row in DEFINITIONS.values()}
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


def read_definition(element: Element, kind: str) -> Props:
    """What an event definition says."""
    values: dict[str, Value] = {"kind": kind}
    if id := element.get("id"):
        values["id"] = id
    row = DEFINITIONS[kind]
    if row.refers and (ref := element.get(row.refers + "Ref")):
        values["ref"] = ref.rpartition(":")[2]
    for name, _ in row.facts:
        if name.startswith("@"):
            text = element.get(name[1:])
        else:
            inner = element.find(bpmn(name))
            text = inner.text if inner is not None else ""
        if text:
            values[name.lstrip("@")] = text
    return Props(values)


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
            _write_events(element, before.bags("events"), after.bags("events"))
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


def put_child(parent: Element, child: Element) -> Element:
    """Inserts a child where the schema wants it."""
    place, mine = local_name(parent.tag), rank(local_name(parent.tag), local_name(child.tag))
    index = len(parent.children)
    while index and rank(place, local_name(parent.children[index - 1].tag)) > mine:
        index -= 1
    parent.insert(index, child)
    return child


def child_of(parent: Element, tag: str) -> Element:
    """The first child of that name, made where it is missing."""
    found = parent.find(tag)
    return found if found is not None else put_child(parent, xmltree.new(tag))


def set_child_text(parent: Element, name: str, text: str) -> None:
    """The text of a child element, the only one of that name from now on; an empty one takes the child away."""
    found = [child for child in parent.children if child.tag == bpmn(name)]
    for spare in found[1 if text else 0 :]:
        parent.remove(spare)
    if text:
        put_text(found[0] if found else put_child(parent, xmltree.new(bpmn(name), _typed(parent, name))), text)


def put_text(element: Element, text: str) -> None:
    """Replaces all an element says, mixed content of somebody else's too."""
    for child in list(element.children):
        element.remove(child)
    element.set_text(text)


def _typed(parent: Element, name: str) -> dict[str, str]:
    """Expressions say their type, as engines expect."""
    if name not in EXPRESSION and not name.startswith("time"):
        return {}
    prefix = xmltree.prefix_of(parent, BPMN)
    return {f"{{{XSI}}}type": f"{prefix}:tFormalExpression" if prefix else "tFormalExpression"}


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


def _write_events(element: Element, before: tuple[Props, ...], after: tuple[Props, ...]) -> None:
    shared = {bag.text("shared") for bag in before}
    old = [child for child in element.children if child.tag in EVENT_TAGS]
    old += [child for child in element.children if child.tag == SHARED_DEFINITION and child.text.strip() in shared]
    for child, was, bag in zip_longest(old, before, after):
        if bag is None:
            if child is not None:
                element.remove(child)
            continue
        tag = SHARED_DEFINITION if "shared" in bag else bpmn(DEFINITIONS[bag.text("kind")].tag)
        if child is not None and child.tag != tag:
            index = element.children.index(child)
            element.remove(child)
            child, was = None, None
            fresh = xmltree.new(tag)
            element.insert(index, fresh)
        elif child is None:
            fresh = put_child(element, xmltree.new(tag))
        else:
            fresh = child
        if "shared" not in bag:
            _write_facts(fresh, was or NO_PROPS, bag)
        elif fresh.text.strip() != bag.text("shared"):
            fresh.set_text(bag.text("shared"))


def _write_facts(element: Element, before: Props, bag: Props) -> None:
    row = DEFINITIONS[bag.text("kind")]
    if before.text("id") != bag.text("id"):
        element.set("id", bag.text("id") or None)
    if row.refers and before.text("ref") != bag.text("ref"):
        element.set(row.refers + "Ref", bag.text("ref") or None)
    for name, _ in row.facts:
        text = bag.text(name.lstrip("@"))
        if before.text(name.lstrip("@")) == text and not (name == row.needs and before is NO_PROPS):
            continue
        if name.startswith("@"):
            element.set(name[1:], text or ("" if name == row.needs else None))
        elif text or name != row.needs:
            set_child_text(element, name, text)
        else:
            set_child_text(element, name, " ")
            put_text(child_of(element, bpmn(name)), "")
    if row.kind == "timer" and any(bag.text(name) for name, _ in TIMES):
        for name, _ in TIMES:
            if not bag.text(name):
                set_child_text(element, name, "")  # an empty one; there may be one time only
