"""BPMN XML to records: processes, what lies in them and what joins it. Diagrams: `reading_diagrams`."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import replace

from opsdesigner.model import Id, Link, Node, Record
from opsdesigner.notation.kinds import EVENTS, FLOW_NODES, KINDS, LINKS, OWNERS, RESOURCES, SAID

from . import xmltree
from .codecs import read_props
from .errors import Refused
from .event_codecs import EVENT_TAGS, read_definition
from .extensions import resource_kind, said
from .names import (
    CONTAINERS,
    DATA_IN,
    DATA_OUT,
    DEFINITIONS,
    DIAGRAM,
    EXTENSIONS,
    FLOW_NODE_REF,
    HOST_ATTRIBUTE,
    HOST_KINDS,
    IMPORT,
    INCOMING,
    LETTER_NAMES,
    LINK_TAGS,
    NODE_TAGS,
    OF_DOCUMENT,
    OUTGOING,
    PREFIXES,
    RELATIONSHIP,
    RESOURCE,
    RESOURCE_HOME,
    RESOURCE_REF,
    ROLE_TAGS,
    SHARED_DEFINITION,
    SOURCE_REF,
    TARGET_REF,
    bpmn,
    local_name,
)
from .reading_diagrams import BOILED, guess_open, read_charts, read_diagram
from .scanning import Note, Scan
from .xmltree import Digest, Element, File, Tree

DANGLING = {
    "lane": "The lane “{}” lists",
    "host": "“{}” stands on",
    "event": "The event “{}” is one of",
    "resource": "“{}” belongs to",
    "role": "“{}” names a role,",
}
_SET = object.__setattr__  # records stay as they are from the moment they are handed out; here they are being made


FLOWS = ("sequenceFlow", "messageFlow")  # other lines may start and end at lines too
NO_MEMBERS = ("lane", "participant", "process", "collaboration")  # of lanes
OWN_LINKS = ("reportsTo", "holds", "deputy", "assignment")  # among the extension elements of one of their ends
LETTERS = {name.lower(): letter for letter, name in LETTER_NAMES.items()}
DIGEST = Digest({INCOMING, OUTGOING}, BOILED)  # a flow says itself where it leads


def scan(data: bytes, expected: Mapping[Id, Record] = {}) -> tuple[File, Scan]:
    """Reads a file, in which these records may be. Raises Refused where it is not BPMN 2.0."""
    collecting = gc.isenabled()
    gc.disable()  # nothing made here can be freed here, and looking for it takes as long as the reading
    try:
        tree = xmltree.parse(data, PREFIXES, DIGEST)
        if tree.root.tag != DEFINITIONS:
            raise Refused(_not_bpmn(tree.root))
        return tree.file, _scan(tree, expected)
    finally:
        if collecting:
            gc.enable()


def _scan(tree: Tree, expected: Mapping[Id, Record]) -> Scan:
    root = tree.root
    made = Scan(expected, notes=[Note(text) for text in tree.notes], root=root)
    for other in root.children:
        if other.tag == IMPORT:
            made.note("import", f"The file names another one, “{other.get('location')}”, which is not opened with it.")
    counts: dict[str, int] = {}
    _walk(made, root, counts)
    _resolve(made)
    for diagram in root.children:
        if diagram.tag == DIAGRAM:
            read_diagram(made, diagram, counts)
        elif diagram.tag == RELATIONSHIP:
            read_charts(made, diagram, counts)
            _read_parked(made, diagram, counts)
    guess_open(made)
    made.count()
    made.root = None
    flows = any(isinstance(record, Link) and record.kind == "sequenceFlow" for record in made.records.values())
    made.lists_flows = tree.skipped or not flows
    return made


def _read_parked(made: Scan, relationship: Element, counts: dict[str, int]) -> None:
    """The problems and ideas of the whole document, if this relationship is the one they lie in."""
    extensions = relationship.find(EXTENSIONS)
    if relationship.get("type") == OF_DOCUMENT and extensions is not None:
        for element in extensions.children:
            if NODE_TAGS.get(element.tag) == "problem":
                _node(made, element, "problem", "", counts)


def _not_bpmn(root: Element) -> str:
    name = local_name(root.tag)
    if name == "definitions":
        return "the file is written in another language or an older draft than BPMN 2.0; export it anew as BPMN 2.0."
    return f"the file holds “{name}”, not BPMN 2.0 “definitions”; export it as BPMN 2.0 XML and open that."


def _walk(made: Scan, root: Element, counts: dict[str, int]) -> None:
    pending: list[tuple[Element, Id]] = [(root, "")]
    while pending:
        element, home = pending.pop()
        inner: list[tuple[Element, Id]] = []
        for child in element.children:
            tag = child.tag
            if (kind := NODE_TAGS.get(tag)) is not None:
                inner.append((child, _node(made, child, kind, home, counts)))
            elif (kind := LINK_TAGS.get(tag)) is not None:
                _link(made, child, kind, home, counts)
            elif tag in CONTAINERS:
                inner.append((child, home))
            elif tag == EXTENSIONS:
                for each in child.children:
                    if (kind := LINK_TAGS.get(each.tag)) in OWN_LINKS and home:
                        _link(made, each, kind, home, counts)
                    elif (kind := NODE_TAGS.get(each.tag)) in SAID and home:
                        _node(made, each, kind, home, counts)
            elif tag in ROLE_TAGS and home and child.find(RESOURCE_REF) is not None:
                _link(made, child, "assignment", home, counts)
        pending.extend(reversed(inner))


def _node(made: Scan, element: Element, kind: str, home: Id, counts: dict[str, int]) -> Id:
    id = made.key(element.attrib.get("id"), element.tag, home, counts)
    if element.tag == RESOURCE:
        kind = resource_kind(element)
    named, get = KINDS[kind].named, element.attrib.get
    if named.startswith("@"):
        name = get(named[1:], "")
    elif not named:
        name = ""
    else:
        inner = element.find(bpmn(named))
        name = inner.text if inner is not None else ""
    made.places.append(element.start)
    made.records[id] = Node(id, kind, name, home, "", "", "", read_props(kind, element))
    if (attribute := HOST_ATTRIBUTE.get(kind)) is not None and (reference := get(attribute)):
        made.wished.append(("host", id, reference))
    if (place := RESOURCE_HOME.get(kind)) is not None and (reference := said(element, kind, place)):
        made.wished.append(("resource", id, reference))
    if kind == "lane":
        made.wished.extend(("lane", id, child.text) for child in element.children if child.tag == FLOW_NODE_REF)
    elif (default := get("default")) and kind in FLOW_NODES:
        made.wished.append(("default", id, default))
    elif kind in EVENTS:
        made.wished.extend(("event", id, child.text) for child in element.children if child.tag == SHARED_DEFINITION)
    return id


def _link(made: Scan, element: Element, kind: str, home: Id, counts: dict[str, int]) -> None:
    id = made.key(element.attrib.get("id"), element.tag, home, counts)
    get = element.attrib.get
    name = get("name", "") if LINKS[kind].named else ""
    made.places.append(element.start)
    link = made.records[id] = Link(id, kind, "", "", name, home, "", read_props(kind, element))
    if kind == "assignment":
        _assign(made, element, link, home)
    elif kind in OWN_LINKS:
        made.ends.append((link, home, get("resourceRef", "")))
    elif kind == DATA_IN:
        inner = element.find(SOURCE_REF)
        made.ends.append((link, inner.text if inner is not None else "", home))
    elif kind == DATA_OUT:
        inner = element.find(TARGET_REF)
        made.ends.append((link, home, inner.text if inner is not None else ""))
    else:
        made.ends.append((link, get("sourceRef", ""), get("targetRef", "")))


def _assign(made: Scan, element: Element, link: Link, home: Id) -> None:
    """Who has a part in what it lies in, and which; what says no other letter makes responsible."""
    if element.tag in ROLE_TAGS:
        inner = element.find(RESOURCE_REF)
        reference = inner.text if inner is not None else ""
        letter = LETTERS.get(element.get("name").strip().lower(), "R")
    else:
        reference, letter = element.get("resourceRef"), element.get("letter").strip().upper()
    if letter in LETTER_NAMES:
        _SET(link, "props", link.props.having(letter=letter))
    made.ends.append((link, reference, home))


def _resolve(made: Scan) -> None:
    """Looks up every reference; what is not in the file, or cannot be meant, stays "" and is noted."""
    depths = {id: _depth(made, id) for id, record in made.records.items() if getattr(record, "kind", "") == "lane"}
    find, records = made.find, made.records
    for link, source, target in made.ends:
        for end, reference in (("source", source), ("target", target)):
            at = find(reference) if reference else ""
            if at and at != link.id and _may_meet(link, records[at], at):
                _SET(link, end, at)
            else:
                _note_dangling(made, end, link.id, reference)
    for sort, id, reference in made.wished:
        if sort == "event":
            _share(made, id, reference)
            continue
        target = find(reference) if reference else ""
        if sort == "default":
            made.defaults[target] = id
        elif not target or not _may(sort, records[id], records[target]):
            _note_dangling(made, sort, id, reference)
        elif sort in ("host", "resource"):
            _SET(records[id], sort, target)
        else:
            other = made.members.get(target)
            if other is not None:
                made.listed.setdefault(target, {other}).add(id)
            if other is None or depths.get(id, 0) > depths.get(other, 0):
                made.members[target] = id
    for member, lane in made.members.items():
        record = made.records[member]
        if isinstance(record, Node):
            _SET(record, "lane", lane)
    for flow, owner in made.defaults.items():
        named = made.records.get(flow)
        if isinstance(named, Link) and named.source == owner:
            made.records[flow] = replace(named, props=named.props.having(default=True))


def _may_meet(link: Link, record: Record, id: Id) -> bool:
    """Whether a link can start or end at a record."""
    if link.kind in OWN_LINKS:
        return type(record) is Node and (id == link.parent or record.kind in RESOURCES)
    return link.kind not in FLOWS or type(record) is Node


def _may(sort: str, record: Record, other: Record) -> bool:
    """Whether one can stand on another, belong to it, or be listed by it."""
    if not isinstance(record, Node) or not isinstance(other, Node):
        return False
    if sort == "resource":
        return other.kind == "unit" if record.kind in OWNERS else other.kind in OWNERS
    return other.kind in HOST_KINDS[record.kind] if sort == "host" else other.kind not in NO_MEMBERS


def _share(made: Scan, id: Id, reference: str) -> None:
    """Gives an event a definition that stands elsewhere in the file."""
    record, found = made.records[id], made.stranger(reference)
    row = EVENT_TAGS.get(found.tag) if found is not None else None
    if found is None or row is None:
        _note_dangling(made, "event", id, reference)
        return
    shared = read_definition(found, row.kind).having(id=None, shared=reference.strip())
    events = (*record.props.bags("events"), shared)
    made.records[id] = replace(record, props=record.props.having(events=events))


def _depth(made: Scan, id: Id) -> int:
    """How many lanes a lane lies in, plus one."""
    depth, seen = 0, set[Id]()
    record = made.records.get(id)
    while isinstance(record, Node) and record.kind == "lane" and record.id not in seen:
        seen.add(record.id)
        depth += 1
        record = made.records.get(record.parent)
    return depth


def _note_dangling(made: Scan, sort: str, id: Id, reference: str) -> None:
    record = made.records[id]
    if isinstance(record, Link) and record.kind in OWN_LINKS and record.parent:
        sort, id = "role", record.parent
        record = made.records[id]
    name = getattr(record, "name", "") or id
    if sort in DANGLING:
        made.note(sort, f"{DANGLING[sort].format(name)} {made.missing(reference)}; it is kept.", id)
    elif reference:
        end = "starts" if sort == "source" else "ends"
        made.note("end", f"The line “{name}” {end} at {made.missing(reference)}; it is kept.", id)
    else:
        made.note("end", f"The line “{name}” has no {'start' if sort == 'source' else 'end'}; it is kept.", id)
