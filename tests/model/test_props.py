"""Bags of properties, and records as JSON: what comes back equals what went in; what is none of ours is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from opsdesigner.model import Change, Edge, Link, Model, Node, Props, Record, Shape, from_json, new_id
from opsdesigner.model.records import Bounds, Diagram

RECORDS: tuple[Record, ...] = (
    Node("p", "process", "Orders"),
    Node("t", "boundaryEvent", "late", "p", "a", "l", "o", Props(events=(Props(kind="timer", timeDuration="P2D"),))),
    Link("f", "sequenceFlow", "a", "b", "yes", "p", props=Props(default=True, loopMaximum=3)),
    Diagram("d", "p", "Page 1"),
    Shape("s", "d", "a", 1.5, 2, 100, 80, Bounds(1, 2, 3, 4), Props(isExpanded=True)),
    Edge("e", "d", "f", ((0, 0), (10.25, 0)), Bounds(1, 2, 3, 4)),
    Edge("g", "d", "f", ((0, 0), (1, 0))),
)


def test_a_bag_is_a_mapping_that_never_changes() -> None:
    bag = Props(loop="parallel", testBefore=True)
    assert len(bag) == 2 and dict(bag) == {"loop": "parallel", "testBefore": True}
    assert bag == Props({"testBefore": True, "loop": "parallel"}) != Props() and bag != dict(bag)
    assert {bag: "found"}[Props(testBefore=True, loop="parallel")] == "found"
    assert bag.having(loop=None, testBefore=False) == Props(testBefore=False) and bag.text("loop") == "parallel"
    assert repr(bag) == "Props(loop='parallel', testBefore=True)"


def test_values_are_asked_for_by_sort_and_what_is_of_another_sort_is_not_there() -> None:
    bag = Props(name="x", flag=True, rows=(Props(kind="timer"), "stray"), count=3)
    assert (bag.text("name"), bag.text("flag"), bag.text("none", "?")) == ("x", "", "?")
    assert (bag.flag("flag"), bag.flag("name"), bag.flag("none", True)) == (True, False, True)
    assert bag.bags("rows") == (Props(kind="timer"),) and bag.bags("name") == bag.bags("none") == ()


def test_every_record_comes_back_from_the_journal_and_so_does_its_going() -> None:
    change = Change("All", {record.id: (None, record) for record in RECORDS} | {"x": (Node("x", "task"), None)})
    line = json.loads(json.dumps(change.to_json()))
    again = from_json(line, {"x": Node("x", "task")})
    assert again == change and again.inverse().inverse() == change


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"records": []},
        {"records": {"x": "a text"}},
        {"records": {"x": {"type": "Dict"}}},
        {"records": {"x": {"type": "Node"}}},
        {"records": {"x": {"type": "Node", "id": "x", "kind": "task", "colour": "red"}}},
        {"records": {"x": {"type": "Node", "id": "x", "kind": "task", "props": {"name": None}}}},
        {"records": {"x": {"type": "Edge", "id": "x", "diagram": "d", "link": "f", "points": 5}}},
        {"records": {"x": {"type": "Edge", "id": "x", "diagram": "d", "link": "f", "points": [], "label": [1]}}},
    ],
    ids=json.dumps,
)
def test_what_is_no_change_of_ours_is_refused(data: Mapping[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a|without records"):
        from_json(data, {})


def test_new_ids_are_nobodys_and_valid_in_xml() -> None:
    class Busy:
        """Says of the first three ids that they are taken."""

        def __init__(self) -> None:
            self.asked: list[object] = []

        def __contains__(self, id: object) -> bool:
            self.asked.append(id)
            return len(self.asked) <= 3

    busy = Busy()
    made = new_id("Task", busy)
    assert made == busy.asked[-1] and len(busy.asked) == 4 and made not in busy.asked[:3]
    assert made.startswith("Task_") and made.replace("_", "").isalnum()
    assert len({new_id("Task") for _ in range(500)}) == 500
    assert new_id("Task", Model()) != new_id("Task", Model())
