"""What opens or grows pushes only what is in its way, with the lines between; what parts takes its bends along."""

from __future__ import annotations

from pathlib import Path

import pytest

from opsdesigner.edit import arrange, convert, draw, lanes
from opsdesigner.files import bpmn
from opsdesigner.layout.faults import faults
from opsdesigner.layout.yardstick import PEOPLES
from opsdesigner.model import Bounds, Model, Shape
from opsdesigner.model.geometry import centre, contains
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet, right_angled

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_an_opened_sub_process_of_a_sample_breaks_nothing() -> None:
    model = Model(bpmn.read((SAMPLES / "hiring.bpmn").read_bytes()).records.values())
    (closed,) = model.referrers("SubProcess_Onboarding", Shape)
    known = faults(model, closed.diagram, PEOPLES)
    convert.toggle_open(model, closed.id)
    assert faults(model, closed.diagram, PEOPLES) == known


def test_a_line_through_a_lane_that_moves_down_goes_along(sheet: Sheet) -> None:
    pool = sheet.put("participant", 500, 250)
    top, middle, low = lanes.split(sheet.model, pool, 3)
    a = sheet.put("task", 300, centre(sheet.box(top))[1], "A")
    b = sheet.put("task", 700, centre(sheet.box(low))[1], "B")
    flow = sheet.flow(a, b)
    y = centre(sheet.box(middle))[1]
    ends = centre(sheet.box(a)), centre(sheet.box(b))
    arrange.set_points(sheet.model, flow, [(300, sheet.box(a)[3]), (300, y), (700, y), (700, sheet.box(b)[1])])
    arrange.resize(sheet.model, a, (250, sheet.box(a)[1], 350, sheet.box(a)[3] + 80))
    by = sheet.box(middle)[1] + sheet.box(middle)[3] - 2 * y
    assert by > 0 and centre(sheet.box(b))[1] > ends[1][1]
    points = sheet.edge(flow).points
    assert right_angled(sheet.edge(flow))
    assert points[1][1] == points[2][1] == y + by / 2, "it stays in the middle of its lane"


def test_forks_between_are_pushed_along_and_stay_together(sheet: Sheet) -> None:
    gate = sheet.put("exclusiveGateway", 300, 100)
    a, b, c = sheet.step("A", 500, 100), sheet.step("B", 500, 240), sheet.step("C", 500, 380)
    before = sheet.step("before", 150, 100)
    flow = sheet.flow(before, gate)
    lines = [sheet.flow(gate, each) for each in (a, b, c)]
    for line, goal in zip(lines[1:], (b, c), strict=True):
        y = centre(sheet.box(goal))[1]
        arrange.set_points(sheet.model, line, [(325, 100), (380, 100), (380, y), (450, y)])
    draw.place(
        sheet.model,
        sheet.diagram,
        VARIANTS["task"],
        *centre((*sheet.edge(flow).points[0], *sheet.edge(flow).points[1])),
    )
    gone = sheet.box(gate)[2] - 325
    assert gone > 0
    trunks = {sheet.edge(line).points[1][0] for line in lines[1:]}
    assert len(trunks) == 1 and trunks.pop() >= sheet.box(gate)[2]
    assert all(right_angled(sheet.edge(line)) for line in lines)


def test_pools_that_end_in_one_line_stay_in_line(sheet: Sheet) -> None:
    pool, below = sheet.put("participant", 500, 200), sheet.put("closedPool", 500, 400)
    assert sheet.box(pool)[2] == sheet.box(below)[2]
    step = sheet.put("task", 400, 200, "A")
    left, top, _, bottom = sheet.box(step)
    arrange.resize(sheet.model, step, (left, top, sheet.box(pool)[2] + 40, bottom))
    assert sheet.box(pool)[2] == sheet.box(below)[2] > sheet.box(step)[2]


def test_a_step_dragged_freely_pushes_nobody(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 500, 100)
    stood = sheet.box(b)
    arrange.move(sheet.model, [a], 360, 0, sheet.diagram)
    assert sheet.box(b) == stood and sheet.box(a)[0] == 410


def test_data_pushed_down_makes_its_lane_grow(sheet: Sheet) -> None:
    pool = sheet.put("participant", 500, 250)
    top, low = lanes.split(sheet.model, pool, 2)
    y = sheet.box(top)[3]
    step = sheet.put("task", 400, y - 110, "A")
    data = sheet.put("dataObjectReference", 400, y - 30)
    other = sheet.put("task", 400, y + 60, "B")
    assert contains(sheet.box(top), sheet.box(data)) and not sheet.node(data).lane
    left, high, right, bottom = sheet.box(step)
    arrange.resize(sheet.model, step, (left, high, right, bottom + 80))
    assert contains(sheet.box(top), sheet.box(data)) and sheet.box(data)[1] >= sheet.box(step)[3]
    assert sheet.box(other)[1] > sheet.box(data)[3] and sheet.box(low)[1] == sheet.box(top)[3]


def test_names_that_lie_between_each_other_do_not_hide_who_is_in_the_way(sheet: Sheet) -> None:
    step = sheet.put("task", 326, 100, "A")
    gate = sheet.put("exclusiveGateway", 389, 254, "Good enough?")
    event = sheet.put("error.boundary", 350, 140, "Failed")
    with sheet.model.change("Names"):  # side by side: the one begins before the other ends
        sheet.model.update(event, label=Bounds(290, 160, 60, 40))
        sheet.model.update(gate, label=Bounds(380, 190, 82, 30))
    arrange.resize(sheet.model, step, (276, 60, 428, 246))
    assert sheet.box(event)[3] < sheet.box(gate)[1]
    assert faults(sheet.model, sheet.diagram, PEOPLES) == []


def test_a_line_that_runs_right_through_a_dropped_step_is_led_round_it(sheet: Sheet) -> None:
    gate = sheet.put("exclusiveGateway", 100, 100)
    up, far = sheet.step("Up", 400, 0), sheet.step("Far", 700, 300)
    flow, past = sheet.flow(gate, up), sheet.flow(gate, far)
    arrange.set_points(sheet.model, flow, [(125, 100), (250, 100), (250, 0), (350, 0)])
    with sheet.model.change("Past"):
        sheet.model.update(past, points=((125.0, 100.0), (700.0, 100.0), (700.0, 260.0)))
    draw.place(sheet.model, sheet.diagram, VARIANTS["task"], 190, 100)
    assert faults(sheet.model, sheet.diagram, PEOPLES) == []


def test_data_and_notes_go_along_with_the_step_they_hang_on(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 300, 100)
    sheet.flow(a, b)
    hanging = [sheet.then(b, "textAnnotation"), sheet.then(b, "dataObjectReference")]
    elsewhere = sheet.then(a, "dataObjectReference")
    before = {each: sheet.box(each)[0] for each in (b, *hanging, elsewhere)}
    draw.place(sheet.model, sheet.diagram, VARIANTS["task"], 200, 100)
    gone = {each: sheet.box(each)[0] - left for each, left in before.items()}
    assert gone[b] > 0 and [gone[each] for each in hanging] == [gone[b]] * 2 and gone[elsewhere] == 0


def test_what_lies_below_a_straight_line_across_is_pushed_with_it(sheet: Sheet) -> None:
    tall = sheet.step("Tall", 100, 100)
    a, b, below = sheet.step("A", 100, 300), sheet.step("B", 500, 300), sheet.put("startEvent", 300, 340)
    sheet.flow(a, b)
    arrange.resize(sheet.model, tall, (50, 60, 150, 300))
    assert faults(sheet.model, sheet.diagram, PEOPLES) == []
    assert sheet.box(below)[1] > sheet.box(b)[1] + 40 and sheet.box(b)[1] == sheet.box(a)[1] > 300


def test_a_bend_pushed_beyond_the_old_rim_of_its_lane_goes_on_once(sheet: Sheet) -> None:
    pool = sheet.put("participant", 500, 250)
    top, low = lanes.split(sheet.model, pool, 2)
    arrange.resize(sheet.model, low, (*sheet.box(low)[:3], sheet.box(low)[3] + 160))
    y = sheet.box(top)[3]
    tall = sheet.put("task", 400, y - 140, "Tall")
    gate, last = sheet.put("exclusiveGateway", 400, y - 40), sheet.put("task", 700, y + 200, "Last")
    flow = sheet.flow(gate, last)
    arrange.set_points(sheet.model, flow, [(425, y - 40), (550, y - 40), (550, y + 200), (650, y + 200)])
    left, high, right, bottom = sheet.box(tall)
    arrange.resize(sheet.model, tall, (left, high, right, bottom + 160))
    points = sheet.edge(flow).points
    assert sheet.box(low)[1] > y and right_angled(sheet.edge(flow))
    assert points[0][1] == points[1][1] == centre(sheet.box(gate))[1]
    assert points[2][1] == points[3][1] == centre(sheet.box(last))[1]
