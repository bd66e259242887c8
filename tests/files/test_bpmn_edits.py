"""Every value of every row turned into every other in a saved file: read back the same, valid, and back again."""

from __future__ import annotations

from itertools import product

import pytest

from opsdesigner.files import bpmn
from opsdesigner.model import Link, Node, Props, Value
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.properties import BY_NAME, LOOPS, Property, properties_of

from .schema import faults
from .test_bpmn_tables import EDITABLE, node, some, start

LOOPED = {  # what says something of a loop, and of which
    "loopCondition": "standard",
    "loopMaximum": "standard",
    "testBefore": "standard",
    "loopCardinality": "parallel",
    "loopCompletion": "sequential",
}


def saved(*nodes: Node) -> bytes:
    model = start()
    with model.change("Add"):
        for each in nodes:
            model.put(each)
    return bpmn.write(bpmn.empty(), model.records)


def edited(before: bytes, after: bytes) -> bytes:
    """The first file, edited until it holds what the second does."""
    wanted = bpmn.read(after).records
    data = bpmn.write(bpmn.read(before), wanted)
    bpmn.verify(data, wanted)
    assert faults(data) == []
    return data


def to_and_fro(*nodes: Node) -> None:
    """One file edited into the other and back: what is read is the same, and nothing is left over."""
    first, last = (saved(*([Node("cat", "category")] if each.kind == "categoryValue" else []), each) for each in nodes)
    there = edited(first, last)
    back = edited(there, first)
    assert edited(there, last) == there and edited(back, first) == back
    sizes = [len(" ".join(data.decode().split())) for data in (first, back, last, there)]
    assert sizes[1] - sizes[0] <= 60 and sizes[3] - sizes[2] <= 60, "only a spelled-out default may stay"


def props_for(row: Property, value: Value | None) -> Props:
    base = Props(multiple=True) if row.name in ("minimum", "maximum") else Props()
    if row.name in LOOPED:
        base = Props(loop=LOOPED[row.name])
    return base.having(**{row.name: value})


PAIRS = [
    (kind, row.name, before, after)
    for kind in EDITABLE
    for row in properties_of(kind)
    if row.name not in ("loop", "events", "default")
    for before, after in product((None, *some(row)), repeat=2)
    if before != after
]


@pytest.mark.parametrize(("kind", "name", "before", "after"), PAIRS)
def test_each_value_becomes_each_other(kind: str, name: str, before: Value | None, after: Value | None) -> None:
    row = BY_NAME[name]
    extra = Props(events=(Props(kind="timer"),)) if kind in ("intermediateCatchEvent", "boundaryEvent") else Props()
    to_and_fro(
        node(kind, Props({**extra, **props_for(row, before)})), node(kind, Props({**extra, **props_for(row, after)}))
    )


FACTS: dict[str, dict[str, Value]] = {
    "": {},
    "standard": {"loopCondition": "more to do", "loopMaximum": 3, "testBefore": True},
    "parallel": {"loopCardinality": "5", "loopCompletion": "all there"},
    "sequential": {"loopCardinality": "5"},
}


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize(("before", "after"), list(product([loop for loop, _ in LOOPS], repeat=2)))
def test_each_loop_becomes_each_other(before: str, after: str, said: bool) -> None:
    def step(loop: str) -> Node:
        return node("userTask", Props(FACTS[loop] if said else {}).having(loop=loop or None))

    to_and_fro(step(before), step(after))


def test_what_is_said_of_a_loop_that_is_not_there_stays_unsaid() -> None:
    """A step keeps in mind how often it was repeated; the file has no place for it."""
    before = bpmn.read(saved(node("userTask", Props(loop="standard", loopMaximum=3))))
    model = start()
    with model.change("No loop any more"):
        model.put(node("userTask", Props(loopMaximum=4)))
    data = bpmn.write(before, model.records)
    assert b"loopMaximum" not in data and faults(data) == []


ONE = [Props(kind=row.kind, **{fact.lstrip("@"): "x" for fact, _ in row.facts[:1]}) for row in DEFINITIONS.values()]
EVENTS = [(), *((bag,) for bag in ONE[:4]), (ONE[0], ONE[1]), (ONE[1], ONE[0]), (ONE[0], ONE[1], ONE[8])]


@pytest.mark.parametrize(("before", "after"), list(product(EVENTS, repeat=2)))
def test_each_set_of_definitions_becomes_each_other(before: tuple[Props, ...], after: tuple[Props, ...]) -> None:
    start_event = [node("startEvent", Props(events=bags) if bags else Props()) for bags in (before, after)]
    to_and_fro(*start_event)


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_facts_of_a_definition_come_change_and_go(kind: str) -> None:
    row = DEFINITIONS[kind]
    facts = [fact.lstrip("@") for fact, _ in row.facts]
    bags = [Props(kind=kind, id="def")]
    for fact in facts:
        bags += [Props({"kind": kind, "id": "def", fact: text}) for text in ("true", "false")]
    if row.refers:
        bags.append(Props(kind=kind, ref="r"))
    for before, after in product(bags, repeat=2):
        first, last = (
            saved(Node("r", row.refers or "signal"), node("endEvent", Props(events=(each,))))
            for each in (before, after)
        )
        there = edited(first, last)
        assert edited(edited(there, first), last) is not None


LINK_PAIRS = [
    (kind, row.name, before, after)
    for kind in ("sequenceFlow", "messageFlow", "association")
    for row in properties_of(kind)
    for before, after in product((None, *some(row)), repeat=2)
    if before != after
]


def with_link(kind: str, name: str, value: Value | None) -> bytes:
    model = start()
    source = "other" if kind == "messageFlow" else "b"
    with model.change("Add"):
        model.put(Link("n", kind, source, "a", parent="c" if kind == "messageFlow" else "pro"))
        model.set_props("n", **{name: value})
    return bpmn.write(bpmn.empty(), model.records)


@pytest.mark.parametrize(("kind", "name", "before", "after"), LINK_PAIRS)
def test_each_value_of_a_link_becomes_each_other(
    kind: str, name: str, before: Value | None, after: Value | None
) -> None:
    first, last = with_link(kind, name, before), with_link(kind, name, after)
    there = edited(first, last)
    assert edited(there, last) == there and edited(edited(there, first), last) is not None


def test_the_tables_are_all_tried() -> None:
    tried = {name for _, name, _, _ in PAIRS + LINK_PAIRS} | {"loop", "events"}
    kinds = (*EDITABLE, "sequenceFlow", "messageFlow", "association")
    assert tried == {row.name for kind in kinds for row in properties_of(kind)}
