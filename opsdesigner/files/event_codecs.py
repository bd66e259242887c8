"""How the definitions of an event lie in the file."""

from __future__ import annotations

from itertools import zip_longest

from opsdesigner.model import NO_PROPS, Props, Value
from opsdesigner.notation.events import DEFINITIONS, TIMES

from . import xmltree
from .children import child_of, put_child, put_text, set_child_text
from .names import SHARED_DEFINITION, bpmn
from .xmltree import Element

EVENT_TAGS = {bpmn(row.tag): row for row in DEFINITIONS.values()}


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


def write_events(element: Element, before: tuple[Props, ...], after: tuple[Props, ...]) -> None:
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
