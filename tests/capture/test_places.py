"""Where a talk puts what it draws, line by line: in the order of the flow, near by, nothing on anything."""

from __future__ import annotations

from itertools import pairwise

import pytest

from opsdesigner.analysis.geometry import geometry
from opsdesigner.capture.line import QUESTIONS
from opsdesigner.capture.scribe import Scribe
from opsdesigner.edit.fresh import blank
from opsdesigner.model import Edge, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of
from tests.properties.truths import lies
from tests.scenarios import SCENARIOS, Scenario


def told(text: str) -> Model:
    """A document of a talk; nothing stands badly after any line of it."""
    records, page = blank()
    model = Model(records)
    scribe = Scribe(model, page)
    for line in text.splitlines():
        scribe.enter(line)
        assert faults(model) == [], line
    assert lies(model) == []
    return model


def faults(model: Model) -> list[str]:
    return [finding.text for finding in geometry(model) if finding is not None]


def shapes(model: Model, name: str = "", kind: str = "") -> list[Shape]:
    found = (node for node in model.all(Node) if (not kind or node.kind == kind) and (not name or node.name == name))
    return [shape for node in found for shape in model.referrers(node.id, Shape)]


def left(model: Model, name: str, kind: str = "") -> float:
    (shape,) = shapes(model, name, kind)
    return shape.x


def middle(shape: Shape) -> float:
    return shape.y + shape.height / 2


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_no_line_of_a_talk_puts_anything_badly(scenario: Scenario) -> None:
    told(scenario.text)


def test_where_an_exception_leads_back_to_the_gateway_stands_before_the_step() -> None:
    model = told("when Order arrives\nMill: Deliver\n! late: Wait\n! wrong: Shop: Send back -> Deliver\nShop: Bake")
    (gate,) = shapes(model, kind="exclusiveGateway")
    assert left(model, "Order arrives") < gate.x < left(model, "Deliver")
    assert middle(gate) == middle(shapes(model, "Deliver")[0])


def test_what_is_done_on_an_exception_elsewhere_makes_its_lane_no_higher_than_it_must_be() -> None:
    model = told("Desk: Greet\nDoor: Open\nLab: Take blood\nTest\n! late: Desk: Tell\nend")
    tell, greet = shapes(model, "Tell", "task")[0], shapes(model, "Greet", "task")[0]
    (lane,) = shapes(model, "Desk", "lane")
    assert lane.height <= 2 * greet.height and lane.y < tell.y


def test_ways_that_meet_twice_meet_in_the_order_of_the_flow() -> None:
    model = told("A\n+ B\n+ Q?\nyes: C\n\n\nD")
    (merge,), gates = shapes(model, kind="exclusiveGateway")[1:], shapes(model, kind="parallelGateway")
    assert left(model, "C") < merge.x < max(gate.x for gate in gates) < left(model, "D")


def test_six_exceptions_stand_side_by_side_on_one_step() -> None:
    model = told("A\n" + "\n".join(f"! {question}: Do {at}" for at, question in enumerate(QUESTIONS)) + "\nB")
    (host,) = shapes(model, "A", "task")
    events = shapes(model, kind="boundaryEvent")
    assert len(events) == 6
    edges = {host.y, host.y + host.height}
    assert {middle(event) for event in events} == edges
    for edge in edges:
        boxes = sorted(box_of(event) for event in events if middle(event) == edge)
        assert len(boxes) == 3 and all(one[2] < other[0] for one, other in pairwise(boxes))


def ends(model: Model, name: str) -> dict[str, list[tuple[float, float]]]:
    """Where the flows of what has this name begin and end at it."""
    (node,) = (node for node in model.all(Node) if node.name == name)
    found: dict[str, list[tuple[float, float]]] = {"out": [], "in": []}
    for edge in model.all(Edge):
        link = model.get(edge.link, Link)
        if link is not None and link.source == node.id:
            found["out"].append(edge.points[0])
        elif link is not None and link.target == node.id:
            found["in"].append(edge.points[-1])
    return found


PERMIT = """when Application arrives
Office: Check that it is complete
! wrong: Send back to the right office
Complete?
no: Ask for what is missing
Citizen: Hand in the rest -> Check that it is complete
yes: Registry: Open the file"""


def test_a_way_back_does_not_begin_where_the_way_in_ends() -> None:
    found = ends(told(PERMIT), "Hand in the rest")
    assert not set(found["out"]) & set(found["in"])


def test_each_branch_has_a_corner_of_its_own_while_there_are_corners() -> None:
    assert len(set(ends(told(PERMIT), "Complete?")["out"])) == 2
