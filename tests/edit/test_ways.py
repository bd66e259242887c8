"""The ways lines take: upright messages, shapes on top of each other, crowds, lines bent by hand."""

from __future__ import annotations

import pytest

from opsdesigner.edit import arrange, convert, draw, pages
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.lines import runs_through
from opsdesigner.edit.names_along import shifted_label
from opsdesigner.edit.routing import Site, across
from opsdesigner.edit.straight import straighten
from opsdesigner.model import Bounds, Edge, Link, Node, Shape
from opsdesigner.model.geometry import box_of
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet, right_angled


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_message_upwards_is_as_straight_as_one_downwards(sheet: Sheet) -> None:
    above, below = sheet.put("closedPool", 400, 100), sheet.put("participant", 400, 500)
    step = sheet.put("task", 300, 500, "A")
    up, down = sheet.flow(step, above), sheet.flow(above, step)
    for edge, first, last in ((up, step, above), (down, above, step)):
        points = sheet.edge(edge).points
        assert len(points) == 2 and points[0][0] == points[1][0]
        assert points[0][1] in (sheet.box(first)[1], sheet.box(first)[3])
        assert points[1][1] in (sheet.box(last)[1], sheet.box(last)[3])
    assert below in sheet.model


def test_a_straight_message_is_led_anew_when_its_pool_passes_the_other(sheet: Sheet) -> None:
    above, below = sheet.put("closedPool", 400, 100), sheet.put("participant", 400, 500)
    step = sheet.put("task", 300, 500, "A")
    edge = sheet.flow(above, step)
    arrange.move(sheet.model, [above], 0, 900)
    points = sheet.edge(edge).points
    assert points[0][1] == sheet.box(above)[1] and points[-1][1] == sheet.box(step)[3] and below in sheet.model


def test_a_hand_that_points_at_the_middle_or_twice_at_one_point_still_gets_a_line(sheet: Sheet) -> None:
    start, step = sheet.put("startEvent", 100, 100), sheet.step("A", 300, 100)
    edge = sheet.edge(draw.connect(sheet.model, sheet.diagram, start, step, source_at=(100, 100)))
    assert edge.points[0] == (118, 100)
    beside = sheet.step("B", 400, 100)
    edge = sheet.edge(draw.connect(sheet.model, sheet.diagram, step, beside, None, (350, 100), (350, 100)))
    assert len(edge.points) > 1 and edge.points[0] != edge.points[-1]


def test_of_two_flows_a_step_goes_into_the_nearer(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 900, 100)
    c, d = sheet.step("C", 100, 216), sheet.step("D", 900, 216)
    near, far = sheet.flow(a, b), sheet.flow(c, d)
    with sheet.model.change("Close together"):
        sheet.model.update(near, points=((150, 150), (850, 150)))
        sheet.model.update(far, points=((150, 158), (850, 158)))
    sheet.put("task", 500, 151, "E")
    assert sheet.links() == {("A", "E"), ("E", "B"), ("C", "D")}


def test_shapes_on_top_of_each_other_can_be_joined(sheet: Sheet) -> None:
    a, b = sheet.step("A", 300, 300), sheet.step("B", 300, 300)
    edge = sheet.edge(sheet.flow(a, b))
    assert len(edge.points) > 1 and edge.points[0] != edge.points[-1]
    arrange.set_points(sheet.model, edge.id, [(300, 300), (300, 300), (300, 300)])
    assert len(sheet.edge(edge.id).points) > 1


def test_a_line_bent_to_where_it_runs_already_is_no_step_to_undo(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    edge = sheet.edge_between(a, b)
    undo = sheet.model.undo_label
    arrange.set_points(sheet.model, edge.id, edge.points)
    arrange.set_points(sheet.model, edge.id, edge.points[:1])
    assert sheet.model.undo_label == undo and "handmade" not in sheet.edge(edge.id).props


def test_a_line_between_what_is_not_drawn_is_bent_as_it_is_said(sheet: Sheet) -> None:
    a = sheet.step("A")
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("hidden", "task", "Hidden", sheet.process))
        sheet.model.put(Link("f", "sequenceFlow", sheet.node(a).id, "hidden", parent=sheet.process))
        sheet.model.put(Edge("f_di", sheet.diagram, "f", ((150, 100), (400, 100))))
    arrange.set_points(sheet.model, "f_di", [(150, 100), (150, 300), (400, 300)])
    assert sheet.edge("f_di").points == ((150, 100), (150, 300), (400, 300))


def test_in_a_crowd_a_way_is_found(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 300), sheet.step("B", 900, 300)
    with sheet.model.change("A crowd"):
        for number in range(60):
            node = sheet.model.put(Node(f"n{number}", "task", "", sheet.process))
            x, y = 200 + number % 10 * 60, 100 + number // 10 * 60
            sheet.model.put(Shape(f"s{number}", sheet.diagram, node.id, x, y, 40, 30))
    line = sheet.edge(sheet.flow(a, b))
    assert right_angled(line) and (line.points[0], line.points[-1]) == ((150, 300), (850, 300))
    assert not [shape.id for shape in sheet.model.all(Shape) if across(line.points, box_of(shape))]


def test_in_a_maze_a_way_is_found(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 300), sheet.step("B", 700, 300)
    walls = ((220, 320, 40, 60), (560, 320, 40, 60), (560, 240, 40, 60), (520, 200, 30, 60))
    walls += ((500, 300, 20, 30), (520, 260, 20, 60), (320, 280, 40, 30))
    with sheet.model.change("A maze"):
        for number, (x, y, width, height) in enumerate(walls):
            node = sheet.model.put(Node(f"n{number}", "task", "", sheet.process))
            sheet.model.put(Shape(f"s{number}", sheet.diagram, node.id, x, y, width, height))
    edge = sheet.edge(sheet.flow(a, b))
    assert right_angled(edge) and len(edge.points) == 4  # below all of it
    assert not [shape.id for shape in sheet.model.all(Shape) if across(edge.points, box_of(shape))]


def test_a_step_dropped_on_a_slanted_flow_is_joined_and_pushes_nothing(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 700, 700)
    edge = sheet.flow(a, b)
    with sheet.model.change("As a file may have it"):
        sheet.model.update(edge, points=((150, 140), (650, 660)))
    boxes = sheet.box(a), sheet.box(b)
    sheet.put("task", 400, 400, "C")
    assert sheet.links() == {("A", "C"), ("C", "B")} and (sheet.box(a), sheet.box(b)) == boxes


def test_a_step_between_two_that_touch_gets_lines_of_their_own(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 300, 100)
    edge = sheet.flow(a, b)
    between = sheet.step("C", 900, 900)
    arrange.move(sheet.model, [between], -700, -800)
    assert sheet.links() == {("A", "C"), ("C", "B")}
    first, last = sheet.edge_between(a, between), sheet.edge_between(between, b)
    assert first.id == edge and right_angled(first) and right_angled(last)


def test_lines_of_a_thing_that_changes_follow_only_on_its_page(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    edge = sheet.edge_between(a, b)
    other = pages.add_page(sheet.model, "Other")
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Edge("elsewhere", other, edge.link, ((0, 0), (10, 0))))
        sheet.model.put(Node("hidden", "task", "Hidden", sheet.process))
        sheet.model.put(Link("g", "sequenceFlow", sheet.node(b).id, "hidden", parent=sheet.process))
        sheet.model.put(Edge("g_di", sheet.diagram, "g", ((298, 100), (400, 100))))
    convert.change_type(sheet.model, [b], VARIANTS["exclusiveGateway"])
    assert sheet.edge(edge.id).points[-1] != edge.points[-1]
    assert sheet.edge("elsewhere").points == ((0, 0), (10, 0)) and sheet.edge("g_di").points[-1] == (400, 100)


def test_a_loop_led_to_another_step_and_back_is_a_loop_again(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 600, 100)
    loop = sheet.flow(a, a)
    way = sheet.edge(loop).points
    draw.reconnect(sheet.model, loop, "target", b)
    assert sheet.links() == {("A", "B")}
    draw.reconnect(sheet.model, loop, "target", a)
    assert sheet.links() == {("A", "A")} and sheet.edge(loop).points == way
    with pytest.raises(Refusal):
        draw.reconnect(sheet.model, loop, "target", sheet.put("startEvent", 900, 100))


# pulled straight


LEFT, RIGHT = Site((0, 0, 100, 80)), Site((300, 0, 400, 80))


def test_a_line_that_is_nearly_level_is_made_level_where_both_ends_reach() -> None:
    assert straighten(((100, 40), (300, 44)), LEFT, RIGHT) == ((100, 44), (300, 44))
    assert straighten(((100, 40), (300, 60)), LEFT, RIGHT) == ((100, 40), (300, 60))
    low = Site((300, 70, 400, 71))
    assert straighten(((100, 68), (300, 70.5)), LEFT, low) == ((100, 70.5), (300, 70.5))
    apart = Site((300, 76, 400, 156))
    assert straighten(((100, 78), (300, 82)), LEFT, apart) == ((100, 78), (300, 82))
    below = Site((0, 300, 100, 380))
    assert straighten(((50, 80), (53, 300)), LEFT, below) == ((53, 80), (53, 300))


def test_a_jog_between_slanted_pieces_stays() -> None:
    line = ((100, 40), (200, 60), (200, 64), (300, 40))
    assert straighten(line, LEFT, RIGHT) == line
    assert straighten(((100, 40), (200, 40), (200, 44), (300, 44)), LEFT, RIGHT) == ((100, 44), (300, 44))


def test_a_line_that_comes_to_run_in_one_with_another_goes_a_little_aside(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 600, 170)
    c, d = sheet.step("C", 100, 220), sheet.step("D", 600, 420)
    down, other = sheet.flow(a, b), sheet.flow(c, d)
    with sheet.model.change("In one column"):
        sheet.model.update(down, points=((150, 100), (350, 100), (350, 170), (550, 170)))
        sheet.model.update(other, points=((150, 220), (350, 220), (350, 420), (550, 420)))
    arrange.move(sheet.model, [b], 0, 130)
    assert sheet.edge(down).points == ((150, 100), (358, 100), (358, 300), (550, 300))
    assert sheet.edge(other).points == ((150, 220), (350, 220), (350, 420), (550, 420))


def test_lines_that_shared_a_run_before_are_left_so(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 600, 300)
    c, d = sheet.step("C", 100, 220), sheet.step("D", 600, 420)
    down, other = sheet.flow(a, b), sheet.flow(c, d)
    with sheet.model.change("As a file may have it"):
        sheet.model.update(down, points=((150, 100), (350, 100), (350, 300), (550, 300)))
        sheet.model.update(other, points=((150, 220), (350, 220), (350, 420), (550, 420)))
    arrange.move(sheet.model, [b], 0, 24)
    assert sheet.edge(down).points == ((150, 100), (350, 100), (350, 324), (550, 324))


def test_a_name_beside_a_line_that_comes_to_end_from_above_does_not_cover_its_arrowhead() -> None:
    line = ((300.0, 275.0), (300.0, 240.0), (400.0, 240.0))
    from_above = ((300.0, 275.0), (300.0, 180.0), (500.0, 180.0), (500.0, 215.0))
    put = shifted_label(Bounds(330, 246, 40, 14), line, from_above)
    assert not runs_through(from_above, box_of(put))
    assert abs(put.x - 480) < 50 and abs(put.y - 200) < 50


def test_a_name_that_stands_on_its_line_stays_on_it() -> None:
    put = shifted_label(Bounds(330, 233, 40, 14), ((300.0, 240.0), (400.0, 240.0)), ((300.0, 340.0), (400.0, 340.0)))
    assert put == Bounds(330, 333, 40, 14)
