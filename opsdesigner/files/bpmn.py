"""BPMN XML in and out. Writing patches the file that was opened, so what we do not know stays."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from opsdesigner.model import Diagram, Edge, Id, Link, Node, Record, Shape, diff
from opsdesigner.model.change import Pair
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import BPMN, KINDS, LINKS, SAID
from opsdesigner.notation.properties import properties_of

from . import xmltree
from .errors import Refused
from .extensions import OWN_TAGS
from .names import (
    BPMNDI,
    DC,
    DI,
    DIAGRAM,
    EXTENSIONS,
    HOST_ATTRIBUTE,
    LINK_TAGS,
    NODE_TAGS,
    PREFIXES,
    RESOURCE_HOME,
    RESOURCE_REF,
    ROLE_TAGS,
    XSI,
    bpmn,
    local_name,
)
from .reading import OWN_LINKS, scan
from .scanning import MADE, Elements, Note
from .writing import Patch

EMPTY = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions %s id="Definitions_1" targetNamespace="urn:opsdesigner:document">
</bpmn:definitions>
""" % " ".join(f'xmlns:{PREFIXES[name]}="{name}"' for name in (BPMN, BPMNDI, DC, DI, XSI)).encode()
_TYPES = (Node, Link, Diagram, Shape, Edge)
MANY = 8  # where one record of so many has changed, reading all of the file is quicker than looking things up
NOT_THE_SAME = (
    "What would be saved does not read back as what is shown; nothing was written. "
    "Save a copy under another name and report this."
)


@dataclass
class Source:
    """A file as it was opened: its text, the records it holds and where they stand in it, and what is odd."""

    file: xmltree.File
    records: dict[Id, Record]
    places: array[int]  # of the elements of the records, in their order
    lists_flows: bool  # whether steps list the flows that meet them
    listed: dict[Id, set[Id]]  # steps that more than one lane lists, and these lanes
    notes: list[Note] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        return self.file.data


def read(data: bytes) -> Source:
    """Raises Refused, in one sentence, for what is not BPMN 2.0 XML."""
    file, made = scan(data)
    return Source(file, made.records, made.places, made.lists_flows, made.listed, made.notes)


def empty() -> Source:
    """What a new document is saved into."""
    return read(EMPTY)


def write(source: Source, records: Mapping[Id, Record]) -> bytes:
    """The opened file with the differences patched in; no difference means the same bytes."""
    change = diff(source.records, records)
    if not change.records:
        return source.data
    many = len(change.records) * MANY > len(source.records)
    tree = xmltree.parse(source.data, PREFIXES) if many else source.file.tree(PREFIXES)
    if any(before is None for before, _ in change.records.values()):
        change.records = dict(sorted(change.records.items(), key=_reading_order(records)))
    Patch(tree, source, change).apply()
    written = tree.serialize()
    tree.close()
    return written


def _reading_order(records: Mapping[Id, Record]) -> Callable[[tuple[Id, Pair]], tuple[object, ...]]:
    """The order in which new elements are written: as they are read on the page; of what is said, as it was said."""
    turns = {
        record.id: at for at, record in enumerate(records.values()) if type(record) is Node and record.kind in SAID
    }
    places = {record.node: (record.x, record.y) for record in records.values() if isinstance(record, Shape)}

    def rank(pair: tuple[Id, Pair]) -> tuple[object, ...]:
        id, (before, after) = pair
        record = after or before
        subject = getattr(record, "node", "") or getattr(record, "source", "") or id
        x, y = places.get(subject, (0.0, 0.0))
        rows = isinstance(record, Node) and record.kind in ("lane", "participant")
        across, down = places.get(getattr(record, "target", ""), (0.0, 0.0))  # flows of one decision from the top down
        return (_TYPES.index(type(record)), *((y, x) if rows else (x, y)), down, across, turns.get(id, 0), id)

    return rank


def verify(data: bytes, records: Mapping[Id, Record]) -> None:
    """Raises Refused where bytes about to be saved would not open as these records."""
    again = scan(data, records)[1].records
    if again != records and _anonymous(again, records) != _anonymous(records, again):
        raise Refused(NOT_THE_SAME)


def _anonymous(records: Mapping[Id, Record], others: Mapping[Id, Record]) -> Counter[Record]:
    """The records that are not alike in both, without what a file says otherwise or not at all: where a copy is from,
    a step to take back that is gone, and ids of elements that share one, or had none until something was to name them.
    """

    def plain(id: Id) -> Id:
        return "@" if id.startswith(("@", MADE)) else id.partition("#")[0]

    def said(text: str) -> str:
        return plain(text) if text in records else text

    found: Counter[Record] = Counter()
    for record in (record for id, record in records.items() if record != others.get(id)):
        fields: dict[str, object] = {name: plain(getattr(record, name)) for name in (*record.refs, *record.soft, "id")}
        props = record.props.mapped(said)
        if bags := record.props.bags("events"):
            kept = (bag if bag.text("activityRef") in records else bag.having(activityRef=None) for bag in bags)
            props = props.having(events=tuple(bag.mapped(said) for bag in kept))
        fields["props"] = props
        if hasattr(record, "origin"):
            fields["origin"] = ""
        found[replace(record, **fields)] += 1  # type: ignore[arg-type]
    return found


def unknown(source: Source, id: Id) -> list[tuple[str, str]]:
    """What a file says of an element beyond our tables: names and values, for reading only."""
    if id not in source.records:
        return []
    record = source.records[id]
    kind = getattr(record, "kind", "")
    if not kind:
        return []
    tree = source.file.tree()
    found = _strange(Elements(tree, source.records, source.places)[id], kind)
    tree.close()
    return found


def all_unknown(source: Source) -> dict[Id, list[tuple[str, str]]]:
    """What a file says beyond our tables: of each element of which it says any (see `unknown`); other ids under ""."""
    tree = xmltree.parse(source.data, PREFIXES)
    elements = Elements(tree, source.records, source.places)
    found: dict[Id, list[tuple[str, str]]] = {}
    for id, record in source.records.items():
        if isinstance(record, Node | Link) and (rows := _strange(elements[id], record.kind)):
            found[id] = rows
    tops = (top for top in tree.root.children if top.tag != DIAGRAM)
    ids = ((local_name(each.tag), each.get("id")) for top in tops for each in top.iter())
    if others := [(tag, id) for tag, id in ids if id and id not in source.records]:
        found[""] = others
    tree.close()
    return found


def _strange(element: xmltree.Element, kind: str) -> list[tuple[str, str]]:
    rows = properties_of(kind)
    named = (KINDS.get(kind) or LINKS[kind]).named
    known = {"id", named.lstrip("@"), HOST_ATTRIBUTE.get(kind, ""), "sourceRef", "targetRef", "default"}
    known |= {row.home[1:] for row in rows if row.home.startswith("@")} | {RESOURCE_HOME.get(kind, "").lstrip("@")}
    if kind in OWN_LINKS:
        known |= {"resourceRef", "letter", "name"}
    found = [(local_name(name), value) for name, value in element.attrib.items() if name not in known]
    homes = {bpmn(row.home.lstrip("?").partition("/")[0]) for row in rows} | _STRUCTURE | {bpmn(named)}
    for child in element.children:
        if child.tag == EXTENSIONS:
            if others := [each for each in child.children if each.tag not in OWN_ELEMENTS]:
                found += [(local_name(EXTENSIONS), ""), *(row for each in others for row in _spelled(each))][:_MOST]
        elif child.tag not in homes and not (child.tag in ROLE_TAGS and child.find(RESOURCE_REF) is not None):
            found.extend(_spelled(child))
    return found


_LISTS = (
    "incoming",
    "outgoing",
    "eventDefinitionRef",
    "laneSet",
    "childLaneSet",
    "flowNodeRef",
    "sourceRef",
    "targetRef",
)
_STRUCTURE = {*NODE_TAGS, *LINK_TAGS, *(bpmn(row.tag) for row in DEFINITIONS.values()), *map(bpmn, _LISTS)}
OWN_ELEMENTS = {*OWN_TAGS.values(), *(LINKS[kind].tag for kind in OWN_LINKS), *(KINDS[kind].tag for kind in SAID)}
_MOST = 200  # rows shown of one element


def _spelled(element: xmltree.Element) -> list[tuple[str, str]]:
    """An unknown child and all in it, one row each."""
    rows: list[tuple[str, str]] = []
    for inner in element.iter():
        said = ", ".join(f"{local_name(name)} = {value}" for name, value in inner.attrib.items())
        text = inner.text.strip()
        rows.append((local_name(inner.tag), " · ".join(part for part in (said, text) if part)))
        if len(rows) >= _MOST:
            break
    return rows
