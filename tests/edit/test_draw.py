"""Place, append, connect, insert, name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from opsdesigner.edit import arrange, draw, lanes
from opsdesigner.edit.context import Refusal, can_connect, can_place, flow_at, home_at
from opsdesigner.model import Bounds, Diagram, Edge, Link, Node, Shape
from opsdesigner.model.geometry import contains, grown, overlaps, pieces
from opsdesigner.notation.kinds import EXPANDED_SIZE
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet, right_angled


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_step_stands_where_it_was_dropped(sheet: Sheet) -> None:
    step = sheet.step("Check order", 200, 120)
    assert sheet.box(step) == (150, 80, 250, 160)
    assert sheet.node(step) == Node(sheet.node(step).id, "task", "Check order", parent=sheet.process)
    sheet.model.undo()
    assert not sheet.shapes()


def test_appended_steps_stand_in_one_line_and_are_joined(sheet: Sheet) -> None:
    a, b, c = sheet.chain("A > B > C")
    assert sheet.box(b) == (198, 60, 298, 140)
    assert sheet.links() == {("A", "B"), ("B", "C")}
    assert sheet.edge_between(a, b).points == ((150, 100), (198, 100))
    assert sheet.edge_between(b, c).points[-1] == (346, 100)


def test_an_appended_step_stands_clear_of_the_flow_that_is_there(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    arrange.move(sheet.model, [b], 300, 0, sheet.diagram)
    assert sheet.box(sheet.then(a)) == (198, 172, 298, 252)
    late = sheet.put("timer.boundary", 100, 140, "Late")
    assert not overlaps(sheet.box(sheet.then(late)), sheet.box(a))


def test_in_an_upright_pool_steps_follow_downwards(sheet: Sheet) -> None:
    pool = sheet.put("uprightPool", 400, 400)
    first = sheet.step("A", 400, sheet.box(pool)[1] + 100)
    gateway = sheet.then(first, "exclusiveGateway")
    branches = [sheet.then(gateway) for _ in range(3)]
    boxes = [sheet.box(each) for each in (first, gateway, branches[0])]
    assert all(below[1] == above[3] + 48 for above, below in pairwise(boxes))
    assert [(box[0] + box[2]) / 2 for box in map(sheet.box, branches)] == [400, 532, 268]
    assert all(contains(sheet.box(pool), sheet.box(each)) for each in branches)
    sub = sheet.then(branches[0], "subProcessOpen")
    inner = sheet.step("B", 400, sheet.box(sub)[1] + 60)
    assert sheet.box(sheet.then(inner))[1] == sheet.box(inner)[3] + 48


def test_what_follows_an_event_on_the_left_edge_stands_left_of_it(sheet: Sheet) -> None:
    step = sheet.step("A", 400, 400)
    late = sheet.put("timer.boundary", 350, 400)
    after = sheet.then(late)
    assert sheet.box(after)[2] < sheet.box(step)[0] and len(sheet.edge_between(late, after).points) == 2


def test_an_appended_step_moves_on_a_little_off_a_flow_that_passes(sheet: Sheet) -> None:
    top, foot = sheet.step("Top", 260, -200), sheet.step("Foot", 260, 400)
    sheet.flow(top, foot)
    a = sheet.step("A", 100, 100)
    assert sheet.box(sheet.then(a))[:2] == (278, 60)  # in its row, past the flow


def test_nothing_grows_only_because_a_flow_passes_but_for_a_flow_of_the_same_step(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 100)
    top, bottom = lanes.split(sheet.model, pool, 2)
    gate = sheet.put("exclusiveGateway", 240, sheet.box(top)[1] + 52)
    far = sheet.step("Far", 600, sheet.box(top)[1] + 52)
    sheet.flow(gate, far)
    low = sheet.box(top)[3]
    made = sheet.then(gate)
    assert sheet.box(made)[1] > sheet.box(gate)[3] and sheet.box(top)[3] > low
    assert contains(sheet.box(top), sheet.box(made)) and bottom in sheet.model


def test_what_needs_a_larger_lane_stands_clear_of_the_flow_that_leaves_it(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 100)
    top, bottom = lanes.split(sheet.model, pool, 2)
    a = sheet.step("A", 200, (sheet.box(top)[1] + sheet.box(top)[3]) / 2)
    b = sheet.step("B", 350, (sheet.box(bottom)[1] + sheet.box(bottom)[3]) / 2)
    sheet.flow(a, b)
    sheet.then(b, "endEvent")
    late = sheet.then(a, "timer.boundary")
    after = sheet.then(late)
    line = sheet.edge_between(a, b)
    assert contains(sheet.box(top), sheet.box(after)) and right_angled(line)
    assert not any(overlaps(grown(piece, 1), sheet.box(after)) for piece in pieces(line.points))


def test_branches_of_a_gateway_stand_right_below_and_above(sheet: Sheet) -> None:
    gateway = sheet.put("exclusiveGateway", 100, 300)
    branches = [sheet.then(gateway) for _ in range(3)]
    middles = [(sheet.box(each)[1] + sheet.box(each)[3]) / 2 for each in branches]
    assert middles == [300, 412, 188]
    below = sheet.edge_between(gateway, branches[1])
    assert below.points == ((100, 325), (100, 412), (173, 412)) and right_angled(below)
    assert sheet.edge_between(gateway, branches[2]).points[0] == (100, 275)
    assert sheet.shape(gateway).props["isMarkerVisible"] is True


def test_nothing_follows_an_end(sheet: Sheet) -> None:
    end = sheet.put("endEvent", 100, 100)
    before = dict(sheet.model.records)
    with pytest.raises(Refusal, match="An end has no next step"):
        sheet.then(end)
    assert dict(sheet.model.records) == before


def test_a_note_is_appended_up_right_and_tied(sheet: Sheet) -> None:
    step = sheet.step("A")
    note = sheet.then(step, "textAnnotation", "why")
    assert sheet.box(note)[0] > 100 and sheet.box(note)[3] < 60
    assert sheet.links("association") == {("A", "why")}


def test_data_brings_its_roots_and_is_joined_to_the_step(sheet: Sheet) -> None:
    step = sheet.step("A")
    data = sheet.then(step, "dataObjectReference", "Order")
    root = sheet.model.get(sheet.node(data).host, Node)
    assert root is not None and (root.kind, root.parent) == ("dataObject", sheet.process)
    link = next(sheet.model.all(Link))
    assert (link.kind, link.parent) == ("dataOutputAssociation", sheet.node(step).id)
    back = sheet.link(sheet.flow(data, step))
    assert (back.kind, back.parent) == ("dataInputAssociation", sheet.node(step).id)


def test_a_group_keeps_its_name_in_its_category(sheet: Sheet) -> None:
    group = sheet.put("group", 300, 300, "Phase 1")
    value = sheet.model.get(sheet.node(group).host, Node)
    assert value is not None and value.name == "Phase 1"
    draw.rename(sheet.model, group, "Phase 2")
    assert sheet.model.get(value.id, Node) == Node(value.id, "categoryValue", "Phase 2", parent=value.parent)


def test_the_first_pool_takes_the_process_and_encloses_it(sheet: Sheet) -> None:
    step = sheet.step("A", 300, 200)
    pool = sheet.put("participant", 900, 900, "Us")
    page = sheet.model.get(sheet.diagram, Diagram)
    assert page is not None and sheet.model.get(page.root, Node).kind == "collaboration"  # type: ignore[union-attr]
    assert sheet.node(pool).host == sheet.process
    box, inner = sheet.box(pool), sheet.box(step)
    assert box[0] < inner[0] and box[1] < inner[1] and inner[2] < box[2] and inner[3] < box[3]
    second = sheet.put("participant", 400, 800, "They")
    assert sheet.node(second).host not in ("", sheet.process)
    assert sheet.node(sheet.put("closedPool", 400, 1200)).host == ""


def test_a_new_line_goes_round_the_steps_between_and_not_along_other_lines(sheet: Sheet) -> None:
    a, b, c, d = sheet.chain("A > B > C > D")
    skip, back, loop = (sheet.edge(sheet.flow(*ends)) for ends in ((a, c), (d, b), (c, a)))
    assert skip.points == ((100, 140), (100, 160), (396, 160), (396, 140))
    assert back.points == ((544, 60), (544, 40), (248, 40), (248, 60))
    assert loop.points == ((371, 140), (371, 170), (125, 170), (125, 140))  # not on the docks of the line the other way
    over = sheet.edge(sheet.flow(a, d))
    assert over.points == ((100, 60), (100, 30), (519, 30), (519, 60))


def test_a_new_line_between_steps_almost_in_one_row_is_straight(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 400, 105)
    line = sheet.edge(sheet.flow(a, b))
    assert len(line.points) == 2 and right_angled(line)


def test_a_new_line_leaves_the_things_on_its_ends_alone(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    sheet.put("timer.boundary", 100, 140, "Late")
    c = sheet.step("C", 100, 400)
    points = sheet.edge(sheet.flow(a, c)).points
    box = sheet.box(sheet.named("Late"))
    assert not any(overlaps(grown(piece, 0.5), grown(box, -1.5)) for piece in pieces(points))
    assert sheet.box(b)[0] > 150


def test_a_message_docks_on_a_pool_where_it_is_nearest(sheet: Sheet) -> None:
    sheet.put("participant", 600, 200)
    closed = sheet.put("closedPool", 300, 600)
    left, right = sheet.step("Left", 450, 200), sheet.step("Right", 800, 200)
    assert sheet.edge(sheet.flow(left, closed)).points == ((450, 240), (450, 578))
    edge = sheet.box(closed)[2]
    assert sheet.edge(sheet.flow(right, closed)).points[-1] == (edge - 20, 578)
    sheet.model.undo()
    assert sheet.edge(sheet.flow(closed, right)).points[0] == (edge - 20, 578)


def test_a_message_does_not_run_along_a_flow_of_the_same_step(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200, name="Us")
    closed = sheet.put("closedPool", 900, 700)
    a, b = sheet.step("A", 200, 120), sheet.step("B", 200, 280)
    flow, message = sheet.edge(sheet.flow(a, b)), sheet.edge(sheet.flow(a, closed))
    assert flow.points[0][0] == flow.points[-1][0] == 200
    assert not any(overlaps(grown(x, 1), grown(y, 1)) for x in pieces(flow.points) for y in pieces(message.points))


def test_a_message_passes_beside_the_step_in_its_way(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200)
    step, closed = sheet.step("A", 200, 160), sheet.put("closedPool", 300, 700)
    sheet.put("endEvent", 200, 260, "Done")
    points = sheet.edge(sheet.flow(step, closed)).points
    assert len(points) == 2 and points[0][0] == points[1][0] and abs(points[0][0] - 200) > 18


def test_close_by_a_pool_a_step_goes_into_it_and_it_grows(sheet: Sheet) -> None:
    pool = sheet.put("participant", 300, 200)
    other = sheet.put("closedPool", 300, 420)
    top, bottom = lanes.split(sheet.model, pool, 2)
    right, low = sheet.box(pool)[2], sheet.box(bottom)[3]
    step = sheet.step("A", right + 100, sheet.box(top)[1] + 50)
    assert sheet.node(step).lane == sheet.node(top).id
    assert contains(sheet.box(pool), sheet.box(step)) and sheet.box(bottom)[2] == sheet.box(pool)[2] > right
    second = sheet.then(step, "task")
    arrange.move(sheet.model, [second], -300, low + 8 - sheet.box(second)[1], sheet.diagram)
    assert sheet.node(second).lane == sheet.node(bottom).id and contains(sheet.box(bottom), sheet.box(second))
    assert sheet.box(other)[1] > sheet.box(pool)[3]
    note = sheet.put("textAnnotation", right + 400, 200)
    assert sheet.node(note).parent == sheet.node(pool).parent  # what may lie on paper stays there


def test_steps_outside_pools_are_refused_with_the_reason(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200)
    assert can_place(sheet.model, sheet.diagram, VARIANTS["task"], 2000, 2000).reason == "Steps lie in a pool"
    with pytest.raises(Refusal, match="Steps lie in a pool"):
        sheet.step("A", 2000, 2000)


def test_messages_run_upright_between_pools(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200)
    sheet.put("participant", 300, 600)
    a, b = sheet.step("A", 200, 200), sheet.step("B", 200, 600)
    edge = sheet.edge(sheet.flow(a, b))
    assert sheet.link(edge.id).kind == "messageFlow" and edge.points == ((200, 240), (200, 560))
    assert sheet.model.get(sheet.link(edge.id).parent, Node).kind == "collaboration"  # type: ignore[union-attr]
    closed = sheet.put("closedPool", 300, 1000)
    assert sheet.edge(sheet.flow(b, closed)).points == ((200, 640), (200, 978))


def test_boundary_events_take_their_places_on_the_edge(sheet: Sheet) -> None:
    step = sheet.step("A", 200, 100)
    first, second = sheet.then(step, "timer.boundary"), sheet.then(step, "error.boundary")
    assert sheet.box(first) == (206, 122, 242, 158)
    assert sheet.box(second)[0] == 206 - 44
    assert sheet.node(first).host == sheet.node(step).id
    late = sheet.then(first, "task", "Tell customer")
    edge = sheet.edge_between(first, late)
    assert edge.points[0] == (224, 158) and right_angled(edge) and sheet.box(late)[1] > 140


def test_a_step_dropped_on_a_flow_goes_into_it(sheet: Sheet) -> None:
    a = sheet.step("A", 100, 100)
    b = sheet.step("B", 500, 100)
    flow = sheet.flow(a, b)
    link = sheet.link(flow).id
    middle = sheet.step("M", 300, 104)
    assert sheet.links() == {("A", "M"), ("M", "B")}
    assert sheet.link(link).source == sheet.node(a).id and sheet.edge(flow).points == ((150, 100), (250, 100))
    assert sheet.edge_between(middle, b).points == ((350, 100), (450, 100))
    sheet.model.undo()
    assert sheet.links() == {("A", "B")}


def test_reconnecting_changes_the_kind_where_it_must(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200)
    sheet.put("participant", 300, 600)
    a, b, c = sheet.step("A", 200, 200), sheet.step("B", 400, 200), sheet.step("C", 200, 600)
    edge = sheet.flow(a, b)
    with pytest.raises(Refusal):
        draw.reconnect(sheet.model, edge, "target", sheet.put("startEvent", 500, 200))
    moved = draw.reconnect(sheet.model, edge, "target", c)
    assert sheet.link(moved).kind == "messageFlow" and not sheet.links()
    assert can_connect(sheet.model, a, c).kind == "messageFlow"


def test_what_a_reconnected_line_cannot_say_any_more_is_forgotten(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    edge = sheet.edge_between(a, b).id
    draw.rename(sheet.model, edge, "yes")
    arrange.move_label(sheet.model, edge, Bounds(180, 80, 30, 14))
    draw.reconnect(sheet.model, edge, "target", sheet.step("C", 300, 400))
    assert sheet.link(edge).name == "yes" and not sheet.edge(edge).props
    noted = draw.reconnect(sheet.model, edge, "target", sheet.put("textAnnotation", 500, 400, "Why"))
    assert sheet.link(noted).kind == "association" and not sheet.link(noted).name


def test_a_step_leads_back_to_itself(sheet: Sheet) -> None:
    step = sheet.step("A")
    edge = sheet.edge(sheet.flow(step, step))
    assert right_angled(edge) and len(edge.points) == 5


def test_a_line_back_to_itself_stays_square_where_the_lane_it_is_moved_to_grows(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 300)
    lanes.split(sheet.model, pool, 3)
    sub = sheet.put("adHocSubProcess", 86, 244)
    edge = draw.connect(sheet.model, sheet.diagram, sub, sub)
    before = sheet.edge(edge).points
    arrange.move(sheet.model, {sub}, -338, 322, "")
    assert sheet.edge(edge).points == tuple((x - 338, y + 322) for x, y in before)


def test_what_lies_where(sheet: Sheet) -> None:
    sub = sheet.put("subProcessOpen", 300, 300)
    assert home_at(sheet.model, sheet.diagram, 300, 300).shape == sub
    assert home_at(sheet.model, sheet.diagram, 1000, 300).home.kind == "process"
    inner = sheet.step("A", 300, 300)
    assert sheet.node(inner).parent == sheet.node(sub).id
    assert flow_at(sheet.model, sheet.diagram, 0, 0) == ""
    assert {type(record) for record in sheet.model.records.values()} >= {Node, Shape} and not list(
        sheet.model.all(Edge)
    )


def test_a_new_step_makes_its_sub_process_and_pool_grow(sheet: Sheet) -> None:
    sheet.put("participant", 300, 200)
    sub = sheet.put("subProcessOpen", 300, 200)
    before = sheet.box(sub)
    sheet.step("A", before[2] - 20, 200)
    after = sheet.box(sub)
    assert after[2] == before[2] + 56 and after[:2] == before[:2]


def test_two_ends_wanted_on_one_point_still_make_a_line(sheet: Sheet) -> None:
    a, b, c = sheet.step("A", 100, 100), sheet.step("B", 200, 100), sheet.step("C", 500, 100)
    edge = sheet.flow(a, c)
    draw.reconnect(sheet.model, edge, "target", b, (150, 100))
    points = sheet.edge(edge).points
    assert points[0] != points[-1]


def test_a_step_that_goes_into_a_narrow_flow_gets_room(sheet: Sheet) -> None:
    a, b, c = sheet.chain("A > B > C")
    before = {id: sheet.box(id) for id in (a, b, c)}
    made = sheet.put("task", (before[a][2] + before[b][0]) / 2, 100, "New")
    new = sheet.box(made)
    assert sheet.box(a) == before[a]
    assert new[0] - before[a][2] == 48 and sheet.box(b)[0] - new[2] >= 24
    assert sheet.box(c)[0] - sheet.box(b)[2] == 24, "the next gap gives what it can spare"
    assert [len(sheet.edge_between(*pair).points) for pair in ((a, made), (made, b))] == [2, 2]
    sheet.model.undo()
    assert {id: sheet.box(id) for id in (a, b, c)} == before


def test_a_step_dropped_near_an_end_of_a_long_flow_slides_along_it(sheet: Sheet) -> None:
    a, b = sheet.step("A"), sheet.step("B", 500)
    sheet.flow(a, b)
    made = sheet.put("task", 190, 100, "New")
    assert sheet.box(made)[0] - sheet.box(a)[2] == 24 and sheet.box(b)[0] == 450


def test_room_is_made_downwards_backwards_and_in_a_pool(sheet: Sheet) -> None:
    top, foot = sheet.step("Top", 100, 100), sheet.step("Foot", 100, 220)
    sheet.flow(top, foot)
    made = sheet.put("task", 100, 160, "New")
    assert sheet.box(made)[1] >= sheet.box(top)[3] + 24 and sheet.box(foot)[1] >= sheet.box(made)[3] + 24
    right, left = sheet.step("Right", 700, 100), sheet.step("Left", 560, 100)
    sheet.flow(right, left)
    made = sheet.put("task", 630, 100, "Between")
    assert sheet.box(made)[0] >= sheet.box(left)[2] + 24 and sheet.box(right)[0] >= sheet.box(made)[2] + 24


def test_the_pool_grows_where_room_is_made(sheet: Sheet) -> None:
    pool = sheet.put("participant", 300, 200)
    a = sheet.step("A", 460, 200)
    b = sheet.then(a, "task", "B")
    made = sheet.put("task", (sheet.box(a)[2] + sheet.box(b)[0]) / 2, 200, "New")
    assert sheet.box(made)[2] + 24 <= sheet.box(b)[0] and sheet.box(b)[2] <= sheet.box(pool)[2]


def test_an_open_sub_process_that_goes_into_a_flow_keeps_its_size(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    made = sheet.put("subProcessOpen", (sheet.box(a)[2] + sheet.box(b)[0]) / 2, 100)
    box = sheet.box(made)
    assert box[2] - box[0] == EXPANDED_SIZE[0] and box[0] - sheet.box(a)[2] >= 24 and sheet.box(b)[0] - box[2] >= 24


def test_room_for_a_step_that_is_moved_into_a_flow(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    loose = sheet.step("Loose", 300, 400)
    timer = sheet.put("timer.boundary", 324, 440)
    goal = (sheet.box(a)[2] + sheet.box(b)[0]) / 2
    arrange.move(sheet.model, [loose], goal - 300, -300, sheet.diagram)
    assert sheet.box(loose)[0] - sheet.box(a)[2] == 48 and sheet.box(b)[0] - sheet.box(loose)[2] >= 24
    assert sheet.box(timer)[0] - sheet.box(loose)[0] == 56
