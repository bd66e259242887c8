"""Moves, sizes and order on the page."""

from __future__ import annotations

from itertools import combinations

import pytest

from opsdesigner.edit import arrange, draw, rerouting
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.handover import to_next
from opsdesigner.edit.lanes import add, reorder, shift_order, split
from opsdesigner.model import Bounds, Edge, Shape
from opsdesigner.model.geometry import contains, grown, overlaps, pieces
from tests.build import Sheet, right_angled


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_the_picture_of_a_drag_is_what_the_drop_gives(sheet: Sheet) -> None:
    a, b, _ = sheet.chain("A > B > C")
    going = arrange.plan(sheet.model, [b])
    picture = {record.id: record for record in arrange.outcome(going, 40, 200)}
    arrange.move(sheet.model, [b], 40, 200, sheet.diagram)
    for id, record in picture.items():
        assert sheet.model[id] == record
    assert all(right_angled(edge) for edge in sheet.model.all(Edge))
    assert len(going.rims) == 2 and sheet.box(b) == (238, 260, 338, 340) and sheet.box(a)[0] == 50


def test_the_picture_of_a_drag_holds_the_lines_among_what_moves(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    edge = sheet.edge_between(a, b)
    picture = {record.id: record for record in arrange.outcome(arrange.plan(sheet.model, [a, b]), 40, 200)}
    assert set(picture) == {a, b, edge.id}
    arrange.move(sheet.model, [a, b], 40, 200)
    assert sheet.edge(edge.id) == picture[edge.id] != edge


def test_inner_lines_travel_whole_with_their_names(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    edge = sheet.edge_between(a, b)
    arrange.move_label(sheet.model, edge.id, Bounds(160, 80, 20, 15))
    arrange.move(sheet.model, [a, b], 10, 20, sheet.diagram)
    after = sheet.edge(edge.id)
    assert after.points == ((160, 120), (208, 120)) and after.label == Bounds(170, 100, 20, 15)
    assert after.props["labelPlaced"] is True


def test_small_jogs_are_pulled_straight_on_drop(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    arrange.move(sheet.model, [b], 0, 5, sheet.diagram)
    points = sheet.edge_between(a, b).points
    assert len(points) == 2 and points[0][1] == points[1][1]
    arrange.move(sheet.model, [b], 0, 20, sheet.diagram)
    assert len(sheet.edge_between(a, b).points) == 4


def test_a_straight_message_slides_along_the_pool(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200)
    step, closed = sheet.step("A", 200, 200), sheet.put("closedPool", 300, 600)
    message = sheet.flow(step, closed)
    arrange.move(sheet.model, [step], 64, 0, sheet.diagram)
    assert sheet.edge(message).points == ((264, 240), (264, 578))
    arrange.move(sheet.model, [closed], -100, 8, sheet.diagram)
    assert sheet.edge(message).points == ((264, 240), (264, 586))
    arrange.move(sheet.model, [closed], 500, 0, sheet.diagram)  # no longer below: a bend is needed
    assert len(sheet.edge(message).points) == 4 and right_angled(sheet.edge(message))


def test_a_straight_message_between_steps_stays_straight_while_one_reaches_over_the_other(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200)
    sheet.put("participant", 300, 600)
    a, b = sheet.step("A", 200, 200), sheet.step("B", 200, 600)
    message = sheet.flow(a, b)
    arrange.move(sheet.model, [b], 40, 0, sheet.diagram)
    assert sheet.edge(message).points == ((200, 240), (200, 560))
    arrange.move(sheet.model, [b], 80, 0, sheet.diagram)
    assert len(sheet.edge(message).points) == 4


def slightly_off(sheet: Sheet, edge: Edge, by: float = 1.7) -> None:
    """As some programs write it: a line that is almost level."""
    with sheet.model.change("off"):
        (ax, ay), (bx, end) = edge.points
        sheet.model.update(edge.id, points=((ax, ay), (bx, end + by)))


@pytest.mark.parametrize("off", [1.7, 7.0])
def test_an_almost_level_line_is_a_level_one_once_its_step_moves(sheet: Sheet, off: float) -> None:
    a, b = sheet.chain("A > B")
    slightly_off(sheet, sheet.edge_between(a, b), off)
    arrange.move(sheet.model, [b], 60, 90, sheet.diagram)
    line = sheet.edge_between(a, b)
    assert right_angled(line) and len(line.points) == 4
    with sheet.model.change("slant"):
        sheet.model.update(line.id, points=(line.points[0], line.points[-1]))
    arrange.move(sheet.model, [b], 0, 40, sheet.diagram)
    assert len(sheet.edge_between(a, b).points) == 2  # what was drawn slanted stays so


@pytest.mark.parametrize("off", [0.0, 2.0])
def test_points_within_a_straight_line_do_not_make_it_slanted(sheet: Sheet, off: float) -> None:
    a, b = sheet.chain("A > B")
    line = sheet.edge_between(a, b)
    with sheet.model.change("as many programs write it"):
        (ax, ay), (bx, by) = line.points
        sheet.model.update(line.id, points=((ax, ay), (ax + 18, ay + off), (bx, by)))
    arrange.move(sheet.model, [b], 60, 90, sheet.diagram)
    assert right_angled(sheet.edge(line.id)) and len(sheet.edge(line.id).points) == 4


def test_a_step_goes_into_an_almost_level_line_without_jogs(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    arrange.move(sheet.model, [b], 300, 0, sheet.diagram)
    slightly_off(sheet, sheet.edge_between(a, b))
    middle = sheet.step("M", 330, 103)
    assert sheet.links() == {("A", "M"), ("M", "B")}
    for first, last in ((a, middle), (middle, b)):
        line = sheet.edge_between(first, last)
        assert len(line.points) == 2 and right_angled(line)


def test_lines_are_led_anew_round_what_came_into_their_way(sheet: Sheet) -> None:
    a, b, c = sheet.chain("A > B > C")
    flow = sheet.flow(a, c)
    arrange.set_points(sheet.model, flow, ((100, 140), (100, 400), (396, 400), (396, 140)))
    assert sheet.edge(flow).props["handmade"] is True
    wall = sheet.step("W", 248, 180)
    rerouting.lead_anew(sheet.model, [flow])
    line = sheet.edge(flow)
    assert "handmade" not in line.props and right_angled(line)
    assert not any(overlaps(grown(piece, 1), grown(sheet.box(wall), -2)) for piece in pieces(line.points))
    sheet.model.undo()
    assert sheet.edge(flow).props["handmade"] is True and b


def test_a_line_is_routed_anew_when_it_would_run_through_its_ends(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    arrange.move(sheet.model, [b], -400, 0, sheet.diagram)
    edge = sheet.edge_between(a, b)
    assert right_angled(edge)
    assert (edge.points[-1][0] <= sheet.box(b)[2] and edge.points[0] != (150, 100)) or len(edge.points) > 2


def test_sub_processes_and_boundary_events_travel_with_what_holds_them(sheet: Sheet) -> None:
    sub = sheet.put("subProcessOpen", 400, 300)
    inner = sheet.step("A", 400, 300)
    late = sheet.then(inner, "timer.boundary")
    before = {each: sheet.box(each) for each in (inner, late)}
    arrange.move(sheet.model, [sub], 100, 50, sheet.diagram)
    for each, box in before.items():
        assert sheet.box(each) == (box[0] + 100, box[1] + 50, box[2] + 100, box[3] + 50)


def test_a_step_dropped_into_another_lane_belongs_to_it(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    top, bottom = split(sheet.model, pool, 2)
    step = sheet.step("A", 400, 150)
    assert sheet.node(step).lane == sheet.node(top).id
    arrange.move(sheet.model, [step], 0, 120, sheet.diagram)
    assert sheet.node(step).lane == sheet.node(bottom).id


def test_a_lane_grows_with_a_step_and_the_lanes_below_make_way(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    other = sheet.put("participant", 400, 500)
    top, bottom = split(sheet.model, pool, 2)
    inner = sheet.step("B", 400, 270)
    below = sheet.step("C", 400, 500)
    step = sheet.step("A", 600, 150)
    was = {each: sheet.box(each) for each in (pool, other, top, bottom, inner, below)}
    arrange.move(sheet.model, [step], 0, 40, sheet.diagram)
    by = sheet.box(top)[3] - was[top][3]
    assert by > 0 and by % 8 == 0
    assert sheet.box(pool)[3] == was[pool][3] + by
    for each in (bottom, inner, other, below):
        assert sheet.box(each)[1] == was[each][1] + by
    sheet.model.undo()
    assert sheet.box(bottom) == was[bottom]


def test_flows_that_come_to_cross_a_pool_become_messages(sheet: Sheet) -> None:
    sheet.put("participant", 400, 200)
    sheet.put("participant", 400, 600)
    a, b = sheet.step("A", 300, 200), sheet.step("B", 500, 200)
    gateway = sheet.put("parallelGateway", 600, 200)
    sheet.flow(a, b)
    sheet.flow(b, gateway)
    arrange.move(sheet.model, [b], 0, 400, sheet.diagram)
    assert sheet.links("messageFlow") == {("A", "B")} and not sheet.links()
    arrange.move(sheet.model, [b], 0, -400, sheet.diagram)
    assert sheet.links() == {("A", "B")} and not sheet.links("messageFlow")


def test_what_cannot_lie_there_stays_where_it_was(sheet: Sheet) -> None:
    sheet.put("participant", 400, 200)
    sheet.put("closedPool", 400, 500)
    step = sheet.step("A", 300, 200)
    before = dict(sheet.model.records)
    with pytest.raises(Refusal, match="This pool is closed"):
        arrange.move(sheet.model, [step], 0, 300, sheet.diagram)
    assert dict(sheet.model.records) == before
    going = arrange.plan(sheet.model, [step])
    assert arrange.can_move(sheet.model, going, 0, 300) == "This pool is closed"
    assert arrange.can_move(sheet.model, going, 0, 10) == ""


def test_boundary_events_slide_change_host_and_come_off(sheet: Sheet) -> None:
    a, b = sheet.step("A", 200, 200), sheet.step("B", 500, 200)
    event = sheet.then(a, "timer.boundary")
    arrange.move(sheet.model, [event], -30, 9, sheet.diagram)
    assert sheet.box(event)[1] == 240 - 18
    arrange.move(sheet.model, [event], 310, 0, sheet.diagram)
    assert sheet.node(event).host == sheet.node(b).id
    arrange.move(sheet.model, [event], 0, 200, sheet.diagram)
    assert sheet.node(event).kind == "intermediateCatchEvent" and not sheet.node(event).host
    arrange.move(sheet.model, [event], 0, -200, sheet.diagram)
    assert sheet.node(event).kind == "boundaryEvent" and sheet.node(event).host == sheet.node(b).id


def test_a_step_dropped_on_a_flow_by_hand_goes_into_it(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 600, 100)
    sheet.flow(a, b)
    step = sheet.step("M", 350, 400)
    arrange.move(sheet.model, [step], 0, -300, sheet.diagram)
    assert sheet.links() == {("A", "M"), ("M", "B")}


def test_resizing_keeps_boundary_events_on_the_edge_and_contents_inside(sheet: Sheet) -> None:
    sub = sheet.put("subProcessOpen", 400, 300)
    inner = sheet.step("A", 400, 300)
    event = sheet.then(sub, "timer.boundary")
    arrange.resize(sheet.model, sub, (420, 320, 430, 330))
    box, held = sheet.box(sub), sheet.box(inner)
    assert box[0] <= held[0] and box[1] <= held[1] and held[2] <= box[2] and held[3] <= box[3]
    assert (sheet.box(event)[1] + sheet.box(event)[3]) / 2 == box[3]


def test_lanes_share_their_borders(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    top, bottom = split(sheet.model, pool, 2)
    left, upper, right, lower = sheet.box(top)
    arrange.resize(sheet.model, top, (left, upper, right, lower + 40))
    assert sheet.box(top)[3] == sheet.box(bottom)[1] == lower + 40
    arrange.resize(sheet.model, top, (left, upper, right, lower + 4000))
    assert sheet.box(bottom)[3] - sheet.box(bottom)[1] == 60
    arrange.resize(sheet.model, bottom, (left, sheet.box(bottom)[1], right + 80, sheet.box(bottom)[3] + 16))
    assert sheet.box(pool)[2] == sheet.box(top)[2] == right + 80
    assert sheet.box(pool)[3] == sheet.box(bottom)[3]


def test_a_lane_made_larger_pushes_a_full_neighbour_on(sheet: Sheet) -> None:
    pool, other = sheet.put("participant", 400, 200), sheet.put("closedPool", 400, 420)
    top, bottom = split(sheet.model, pool, 2)
    step = sheet.step("A", 400, sheet.box(bottom)[1] + 50)
    was = {each: sheet.box(each) for each in (top, bottom, pool, other, step)}
    left, upper, right, lower = was[top]
    arrange.resize(sheet.model, top, (left, upper, right, lower + 90))
    spare = was[step][1] - was[bottom][1]
    assert sheet.box(top)[3] == sheet.box(bottom)[1] == lower + 90
    assert sheet.box(step)[1] == sheet.box(bottom)[1] and contains(sheet.box(bottom), sheet.box(step))
    assert sheet.box(pool)[3] == was[pool][3] + 90 - spare
    assert sheet.box(other)[1] - sheet.box(pool)[3] >= 40
    sheet.model.undo()
    assert {each: sheet.box(each) for each in was} == was


def test_a_pool_made_larger_pushes_the_pools_beyond_it(sheet: Sheet) -> None:
    pool, other = sheet.put("participant", 400, 200), sheet.put("closedPool", 400, 400)
    left, upper, right, lower = sheet.box(pool)
    arrange.resize(sheet.model, pool, (left, upper, right, lower + 400))
    assert sheet.box(other)[1] > sheet.box(pool)[3]


def test_a_dragged_lane_takes_the_place_nearest_to_where_it_is_let_go(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 400)
    small, large = split(sheet.model, pool, 2)
    left, upper, right, lower = sheet.box(large)
    arrange.resize(sheet.model, large, (left, upper, right, lower + 200))
    tall, low = (sheet.box(each)[3] - sheet.box(each)[1] for each in (large, small))
    assert tall > 2 * low
    reorder(sheet.model, small, (0, tall * 0.45))
    assert sheet.box(small)[1] < sheet.box(large)[1]
    reorder(sheet.model, small, (0, tall * 0.55))
    assert sheet.box(large)[1] < sheet.box(small)[1]
    reorder(sheet.model, large, (0, low * 0.6))
    assert sheet.box(small)[1] < sheet.box(large)[1]


@pytest.mark.parametrize("variant", ["participant", "uprightPool"])
def test_lanes_are_added_and_put_in_another_order_either_way(sheet: Sheet, variant: str) -> None:
    axis = 1 if variant == "participant" else 0
    pool = sheet.put(variant, 400, 400)
    step = sheet.step("A", 400, 400)
    second = add(sheet.model, pool)
    first = sheet.shape(sheet.node(sheet.node(step).lane).id + "_di").id
    assert (
        sheet.box(first)[axis + 2] == sheet.box(second)[axis]
        and sheet.box(pool)[axis + 2] == sheet.box(second)[axis + 2]
    )
    assert sheet.shape(second).props["isHorizontal"] is (axis == 1)
    was = sheet.box(step)
    reorder(sheet.model, second, 0)
    assert sheet.box(second)[axis + 2] == sheet.box(first)[axis] and sheet.box(step)[axis] == was[axis] + 120
    to_next(sheet.model, [step], -1)
    assert sheet.node(step).lane == sheet.node(second).id
    with pytest.raises(Refusal, match="no further lane"):
        to_next(sheet.model, [step], -1)


def test_steps_handed_to_the_next_lane_find_a_free_spot(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    first, second = split(sheet.model, pool, 2)
    above = [sheet.put("task", 300 + 160 * i, sheet.box(first)[1] + 62, f"A{i}") for i in range(2)]
    below = sheet.put("task", 300, sheet.box(second)[1] + 62, "B")
    to_next(sheet.model, above)
    boxes = [sheet.box(each) for each in (*above, below)]
    assert not any(overlaps(one, other) for one, other in combinations(boxes, 2))
    assert {sheet.node(each).lane for each in above} == {sheet.node(second).id}
    assert sheet.box(above[1])[0] == 410 and contains(sheet.box(second), sheet.box(above[0]))
    sheet.model.undo()
    assert sheet.box(above[0])[0] == 250


def test_steps_handed_on_stand_clear_of_the_flows_there(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 330)
    top, bottom = split(sheet.model, pool, 2)
    level = (sheet.box(bottom)[1] + sheet.box(bottom)[3]) / 2
    left, upper, right, lower = sheet.box(bottom)
    arrange.resize(sheet.model, bottom, (left, upper, right, lower + 120))
    first, last = sheet.step("First", 200, level), sheet.step("Last", 620, level)
    flow = sheet.edge(sheet.flow(first, last))
    step = sheet.step("Step", 400, (sheet.box(top)[1] + sheet.box(top)[3]) / 2)
    to_next(sheet.model, [step])
    assert sheet.node(step).lane == sheet.node(bottom).id
    assert not any(overlaps(grown(piece, 1), sheet.box(step)) for piece in pieces(flow.points))


def test_a_lane_changes_places_with_the_next_one(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 330)
    top, middle, bottom = split(sheet.model, pool, 3)
    shift_order(sheet.model, top, 1)
    assert sheet.box(middle)[1] < sheet.box(top)[1] < sheet.box(bottom)[1]
    shift_order(sheet.model, top, -1)
    with pytest.raises(Refusal, match="no further lane"):
        shift_order(sheet.model, top, -1)
    with pytest.raises(Refusal, match="no further lane"):
        shift_order(sheet.model, bottom, 1)


def test_the_next_lane_grows_where_it_is_full(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    first, second = split(sheet.model, pool, 2)
    step = sheet.put("task", 400, sheet.box(first)[1] + 62)
    full = [sheet.put("task", x, sheet.box(second)[1] + 62) for x in range(170, 700, 110)]
    before = sheet.box(second)
    to_next(sheet.model, [step])
    assert sheet.box(step)[0] == 350 and sheet.box(second)[3] > before[3] and sheet.box(pool)[3] == sheet.box(second)[3]
    assert not any(overlaps(sheet.box(step), sheet.box(each)) for each in full)
    assert contains(sheet.box(second), sheet.box(step))


def test_a_full_lane_beside_its_header_grows_too(sheet: Sheet) -> None:
    pool = sheet.put("uprightPool", 400, 400)
    first, second = split(sheet.model, pool, 2)
    middle = (sheet.box(second)[0] + sheet.box(second)[2]) / 2
    step = sheet.put("task", (sheet.box(first)[0] + sheet.box(first)[2]) / 2, sheet.box(first)[1] + 75)
    full = [sheet.put("task", middle, sheet.box(second)[1] + 75 + 88 * i) for i in range(4)]
    before = sheet.box(second)
    to_next(sheet.model, [step])
    assert sheet.box(second)[2] > before[2] and contains(sheet.box(second), sheet.box(step))
    assert not any(overlaps(sheet.box(step), sheet.box(each)) for each in full)


def test_align_and_distribute(sheet: Sheet) -> None:
    a, b, c = sheet.step("A", 100, 100), sheet.step("B", 330, 140), sheet.step("C", 700, 90)
    arrange.align(sheet.model, [a, b, c], "top")
    assert {sheet.box(each)[1] for each in (a, b, c)} == {50}
    arrange.distribute(sheet.model, [a, b, c], "across")
    assert sheet.box(b)[0] - sheet.box(a)[2] == sheet.box(c)[0] - sheet.box(b)[2]
    arrange.align(sheet.model, [a, b, c], "middle")


def test_room_is_made_and_taken(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    pool = sheet.put("participant", 0, 0)
    before = sheet.box(pool)
    arrange.make_space(sheet.model, sheet.diagram, "across", 170, 100)
    assert sheet.box(b)[0] == 298 and sheet.box(a)[0] == 50 and sheet.box(pool)[2] == before[2] + 100
    assert sheet.edge_between(a, b).points == ((150, 100), (298, 100))
    arrange.make_space(sheet.model, sheet.diagram, "across", 170, -500)
    assert sheet.box(b)[0] == 158


def test_points_set_by_hand_are_kept_and_docked(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    edge = sheet.edge_between(a, b)
    arrange.set_points(sheet.model, edge.id, [(100, 100), (100, 300), (248, 300), (248, 100)])
    after = sheet.edge(edge.id)
    assert after.points == ((100, 140), (100, 300), (248, 300), (248, 140)) and after.props["handmade"] is True


def test_a_placed_name_travels_with_its_shape(sheet: Sheet) -> None:
    event = sheet.put("startEvent", 100, 100, "Go")
    arrange.move_label(sheet.model, event, Bounds(80, 130, 40, 15))
    arrange.nudge(sheet.model, [event], 8, 0)
    shape = sheet.model.get(event, Shape)
    assert shape is not None and shape.label == Bounds(88, 130, 40, 15)
    arrange.move_label(sheet.model, event, None)
    assert sheet.shape(event).label is None and "labelPlaced" not in sheet.shape(event).props
    draw.rename(sheet.model, event, "Start")
    assert sheet.node(event).name == "Start"


def test_two_steps_dropped_into_two_lanes_stay_where_they_were_dropped(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 300)
    lanes = split(sheet.model, pool, 4)
    a, b = sheet.step("A", 400, 330), sheet.step("B", 600, 440)
    arrange.move(sheet.model, [a, b], 0, -140, sheet.diagram)
    assert sheet.node(a).lane == sheet.node(lanes[0]).id and sheet.node(b).lane == sheet.node(lanes[1]).id
    for step, lane in ((a, lanes[0]), (b, lanes[1])):
        box, held = sheet.box(lane), sheet.box(step)
        assert box[1] <= held[1] and held[3] <= box[3]
