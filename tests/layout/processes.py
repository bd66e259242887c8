"""Random processes to lay out: pools, lanes, decisions, open sub-processes, events on steps, data, notes, messages."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Props, Record, Shape
from opsdesigner.notation.kinds import KINDS

STEPS = ("task", "userTask", "exclusiveGateway", "parallelGateway", "intermediateCatchEvent", "startEvent", "endEvent")
NAMES = ("", "", "go", "Check order", "Goods have left the house", "Supplier does not answer in time")


@st.composite
def processes(draw: st.DrawFn, least: int = 1) -> list[Record]:
    """A document without a drawing: a process `p0`, or a collaboration `c` of up to three."""
    pools = draw(st.integers(0, 3))
    records: list[Record] = [Node("c", "collaboration")] if pools else []
    steps: list[tuple[str, str]] = []
    for number in range(max(1, pools)):
        process = f"p{number}"
        records.append(Node(process, "process"))
        if pools:
            records.append(Node(f"pool{number}", "participant", process, "c", process))
        steps += _process(draw, records, process, least)
    if pools and draw(st.booleans()):
        records.append(Node("closed", "participant", "Closed", "c"))
    records += _flows(
        draw, steps, [record.id for record in records if isinstance(record, Node) and record.id == "closed"]
    )
    return records


def _process(draw: st.DrawFn, records: list[Record], process: str, least: int) -> list[tuple[str, str]]:
    lanes = [f"{process}lane{number}" for number in range(draw(st.integers(0, 3)))]
    records += [Node(lane, "lane", lane, process) for lane in lanes]
    if lanes and draw(st.booleans()):
        inner = [f"{lanes[0]}i{number}" for number in range(2)]
        records += [Node(lane, "lane", lane, lanes[0]) for lane in inner]
        lanes += inner
    names = st.sampled_from(NAMES)
    steps = []
    for number in range(draw(st.integers(least, 9))):
        kind = draw(st.sampled_from(STEPS))
        step = f"{process}s{number}"
        lane = draw(st.sampled_from(["", *lanes]))
        records.append(Node(step, kind, draw(names), process, lane=lane))
        steps.append((process, step))
        for event in range(draw(st.integers(0, 3)) if kind == "task" and draw(st.booleans()) else 0):
            records.append(Node(f"{step}e{event}", "boundaryEvent", draw(names), process, step, lane))
            steps.append((process, f"{step}e{event}"))
    for number in range(draw(st.integers(0, 2))):
        kind = draw(st.sampled_from(["dataObjectReference", "textAnnotation", "dataStoreReference"]))
        records.append(Node(f"{process}d{number}", kind, draw(names), process))
        steps.append((process, f"{process}d{number}"))
    return steps


def _flows(draw: st.DrawFn, steps: list[tuple[str, str]], closed: list[str]) -> list[Record]:
    """Flows inside a process, messages between two, associations of data and notes."""
    links: list[Record] = []
    seen = set()
    for number in range(draw(st.integers(0, 2 * len(steps)))):
        (home, source), (other, target) = draw(st.sampled_from(steps)), draw(st.sampled_from(steps))
        beside = any("d" in end[2:] for end in (source, target))
        if (source, target) in seen or (source == target and ("e" in source[2:] or beside)):
            continue
        seen.add((source, target))
        name = draw(st.sampled_from(NAMES)) if draw(st.booleans()) else ""
        if beside:
            if home == other and not all("d" in end[2:] for end in (source, target)):
                links.append(Link(f"f{number}", "association", source, target, parent=home))
        elif home != other:
            links.append(Link(f"f{number}", "messageFlow", source, target, name, "c"))
        elif "e" not in target[2:]:
            links.append(Link(f"f{number}", "sequenceFlow", source, target, name, home))
        if closed and not beside and draw(st.integers(0, 5)) == 0:
            ends = (source, closed[0]) if draw(st.booleans()) else (closed[0], source)
            links.append(Link(f"m{number}", "messageFlow", *ends, name, "c"))
    return links


@st.composite
def open_pages(draw: st.DrawFn) -> Model:
    """A page on which everything is drawn on one spot, open sub-processes with their contents too."""
    records = draw(processes(least=1))
    homes = [node for node in records if isinstance(node, Node) and node.kind == "task"]
    for number, home in enumerate(homes[: draw(st.integers(0, 3))]):
        place = records.index(home)
        event = draw(st.booleans()) and not any(home.id in _ends(record) for record in records)
        props = Props(triggeredByEvent=True) if event else Props()
        records[place] = Node(home.id, "subProcess", home.name, home.parent, lane=home.lane, props=props)
        inner = [f"i{number}x{step}" for step in range(draw(st.integers(0, 4)))]
        records += [Node(id, draw(st.sampled_from(STEPS)), draw(st.sampled_from(NAMES)), home.id) for id in inner]
        links = [Link(f"{a}>{b}", "sequenceFlow", a, b, parent=home.id) for a, b in pairwise(inner)]
        if inner and draw(st.booleans()):
            links.append(_stray(draw, records, inner[0], home.parent))
        records += links
    root = "c" if any(record.id == "c" for record in records) else "p0"
    drawn: list[Record] = [Diagram("page", root)]
    for record in records:
        if isinstance(record, Node) and record.kind not in ("process", "collaboration"):
            open_ = Props(isExpanded=True) if record.kind == "subProcess" else Props()
            over = -18 if record.kind == "boundaryEvent" and draw(st.booleans()) else 0  # at the top of its step
            drawn.append(Shape(f"{record.id}_", "page", record.id, 0, over, *KINDS[record.kind].size, props=open_))
        elif isinstance(record, Link):
            drawn.append(Edge(f"{record.id}_", "page", record.id, ((0, 0), (0, 0))))
    return Model([*records, *drawn])


def _ends(record: Record) -> tuple[Id, ...]:
    if isinstance(record, Link):
        return (record.source, record.target)
    return (record.host,) if isinstance(record, Node) else ()


def _stray(draw: st.DrawFn, records: list[Record], inner: Id, process: Id) -> Link:
    """A line across the edge of a sub-process: a note in another, or a message to another pool."""
    pools = [
        node.id for node in records if isinstance(node, Node) and node.kind == "participant" and node.host != process
    ]
    if pools and draw(st.booleans()):
        return Link(f"{inner}>pool", "messageFlow", inner, draw(st.sampled_from(pools)), parent="c")
    records.append(Node(f"{inner}n", "textAnnotation", "Note", process))
    others = [n.id for n in records if isinstance(n, Node) and n.kind == "task" and n.parent == process]
    for other in others[:1]:
        records.append(Link(f"{inner}n>{other}", "association", f"{inner}n", other, parent=process))
    return Link(f"{inner}>n", "association", inner, f"{inner}n", parent=process)
