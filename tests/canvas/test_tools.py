"""Every gesture of a hand: what it does, that it is one undo step, that Esc leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.canvas.menus.chrome import SHADOW
from opsdesigner.canvas.view import VARIANT_MIME
from opsdesigner.edit import draw, lanes
from opsdesigner.model import Link, Node
from opsdesigner.model.queries import outgoing
from tests.build import right_angled
from tests.drops import drag_over, drop

from .hand import ALT, CTRL, LEFT, PLAIN, SHIFT, Hand, Key


def lanes_of(hand: Hand, count: int = 2) -> list[str]:
    """A pool with lanes round everything; their shapes."""
    pool = hand.sheet.put("participant", 400, 330)
    hand.view.select(())
    return lanes.split(hand.model, pool, count)


# moving


def test_drag_moves_a_step_and_its_flows_follow(hand: Hand) -> None:
    sheet = hand.sheet
    x, y = hand.place(sheet.b)
    mid = hand.middle(sheet.b)
    with hand.one_step():
        hand.drag(mid, (mid[0] + 104, mid[1] + 96))
    now = hand.place(sheet.b)
    assert abs(now[0] - x - 104) <= 4 and abs(now[1] - y - 96) <= 4
    assert right_angled(hand.edge(sheet.a, sheet.b))
    assert hand.view.selection() == {sheet.b}


def test_drag_snaps_to_neighbours_and_alt_does_not(hand: Hand) -> None:
    sheet = hand.sheet
    ax = hand.place(sheet.a)[0]
    cx, cy = hand.place(sheet.c)
    mid = hand.middle(sheet.c)
    hand.drag(mid, (mid[0] + ax - cx + 4, mid[1] + 50))
    assert hand.place(sheet.c)[0] == ax
    hand.model.undo()
    hand.drag(mid, (mid[0] + ax - cx + 4, mid[1] + 51), keys=ALT)
    assert hand.place(sheet.c) == (ax + 4, cy + 51)


def test_drag_far_from_all_falls_on_the_grid(hand: Hand) -> None:
    mid = hand.middle(hand.sheet.c)
    hand.drag(mid, (mid[0] + 203, mid[1] + 59))
    x, y = hand.place(hand.sheet.c)
    assert x % 8 == 0 or y % 8 == 0


def test_shift_keeps_the_axis(hand: Hand) -> None:
    x, y = hand.place(hand.sheet.c)
    mid = hand.middle(hand.sheet.c)
    hand.drag(mid, (mid[0] + 120, mid[1] + 40), keys=SHIFT)
    assert hand.place(hand.sheet.c)[1] == y and hand.place(hand.sheet.c)[0] > x + 100


def test_ctrl_drag_copies(hand: Hand) -> None:
    sheet = hand.sheet
    before = hand.place(sheet.c)
    mid = hand.middle(sheet.c)
    with hand.one_step():
        hand.drag(mid, (mid[0] + 160, mid[1]), keys=CTRL)
    assert hand.place(sheet.c) == before
    (made,) = hand.view.selection()
    assert made != sheet.c and hand.names() == {"C"} and abs(hand.place(made)[0] - before[0] - 160) <= 4


def test_many_move_together(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.select({sheet.a, sheet.b})
    a, b, mid = hand.place(sheet.a), hand.place(sheet.b), hand.middle(sheet.a)
    with hand.one_step():
        hand.drag(mid, (mid[0], mid[1] + 160))
    assert hand.place(sheet.a) == (a[0], a[1] + 160) and hand.place(sheet.b) == (b[0], b[1] + 160)
    assert hand.view.selection() == {sheet.a, sheet.b}


def test_drop_on_a_flow_inserts(hand: Hand) -> None:
    sheet = hand.sheet
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    points = hand.edge(sheet.a, sheet.b).points
    spot = ((points[0][0] + points[-1][0]) / 2, points[0][1])
    with hand.one_step():
        hand.drag(hand.middle(sheet.c), spot)
    assert hand.after(sheet.a) == [sheet.c] and hand.after(sheet.c) == [sheet.b]
    assert "Drop: between A and B" in hints


def test_ctrl_counts_also_while_the_pointer_stands_still(hand: Hand) -> None:
    sheet, mid = hand.sheet, hand.middle(hand.sheet.c)
    hand.press(mid)
    hand.move((mid[0] + 160, mid[1]))
    QTest.keyPress(hand.view, Key.Key_Control)
    hand.release((mid[0] + 160, mid[1]))
    QTest.keyRelease(hand.view, Key.Key_Control)
    assert hand.middle(sheet.c) == mid and hand.names() == {"C"} and hand.view.selection() != {sheet.c}
    hand.press(mid)
    hand.move((mid[0] + 160, mid[1] + 100), CTRL)
    QTest.keyRelease(hand.view, Key.Key_Control)
    hand.release((mid[0] + 160, mid[1] + 100))
    assert hand.middle(sheet.c) != mid


def test_drop_in_a_lane_gives_it_to_the_lane_and_says_so(hand: Hand) -> None:
    first, _second = lanes_of(hand)
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    with hand.model.change("Name"):
        hand.model.update(hand.shape(first).node, name="Stores")
    lane = hand.shape(first)
    with hand.one_step():
        hand.drag(hand.middle(hand.sheet.c), (lane.x + 380, lane.y + 50))
    assert hand.sheet.node(hand.sheet.c).lane == lane.node
    assert "Drop: Stores owns this" in hints


def test_a_refused_drop_says_why_and_changes_nothing(hand: Hand) -> None:
    sheet = hand.sheet
    closed = sheet.put("closedPool", 400, 620)
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    with hand.nothing():
        hand.drag(hand.middle(sheet.c), hand.middle(closed))
    assert any("closed" in hint or "pool" in hint for hint in hints)


def test_boundary_event_slides_along_its_step_and_to_another(hand: Hand) -> None:
    sheet = hand.sheet
    event = sheet.put("timer.boundary", hand.shape(sheet.c).x + 50, hand.shape(sheet.c).y + 80)
    c = hand.shape(sheet.c)
    with hand.one_step():
        hand.drag(hand.middle(event), (c.x + 104, c.y + 30))
    mid = hand.middle(event)
    assert mid[0] == c.x + 100 and abs(mid[1] - c.y - 30) <= 1
    b = hand.shape(sheet.b)
    with hand.one_step():
        hand.drag(hand.middle(event), (b.x + 40, b.y + 84))
    assert sheet.node(event).host == b.node and hand.middle(event)[1] == b.y + 80


def test_a_dragged_pool_takes_all_along(hand: Hand) -> None:
    pool = hand.sheet.put("participant", 400, 330)
    hand.view.select(())
    a, place = hand.place(hand.sheet.a), hand.shape(pool)
    with hand.one_step():
        hand.drag((place.x + 12, place.y + 60), (place.x + 12, place.y + 140))
    assert hand.place(hand.sheet.a) == (a[0], a[1] + 80)


# changing size


@pytest.mark.parametrize(("across", "down"), [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)])
def test_every_handle_resizes(hand: Hand, across: int, down: int) -> None:
    sheet = hand.sheet
    hand.pick(sheet.c)
    c = hand.shape(sheet.c)
    spot = (c.x + c.width / 2 + across * (c.width / 2 + 5), c.y + c.height / 2 + down * (c.height / 2 + 5))
    with hand.one_step():
        hand.drag(spot, (spot[0] + across * 24, spot[1] + down * 16), keys=ALT)
    now = hand.shape(sheet.c)
    assert (now.width, now.height) == (c.width + abs(across) * 24, c.height + abs(down) * 16)


def test_a_step_stays_large_enough(hand: Hand) -> None:
    hand.pick(hand.sheet.c)
    c = hand.shape(hand.sheet.c)
    hand.drag((c.x + 105, c.y + 85), (c.x - 300, c.y - 300))
    now = hand.shape(hand.sheet.c)
    assert (now.x, now.y, now.width, now.height) == (c.x, c.y, 64, 36)


def test_the_border_between_lanes_moves(hand: Hand) -> None:
    first, second = lanes_of(hand)
    lane, other = hand.shape(first), hand.shape(second)
    with hand.one_step():
        hand.drag((lane.x + 300, lane.y + lane.height), (lane.x + 300, lane.y + lane.height + 32))
    assert hand.shape(first).height > lane.height
    assert hand.shape(second).y == hand.shape(first).y + hand.shape(first).height
    assert other.height


def test_a_lane_dragged_by_its_head_changes_places(hand: Hand) -> None:
    first, second = lanes_of(hand)
    lane = hand.shape(first)
    with hand.one_step():
        hand.drag((lane.x + 14, lane.y + 20), (lane.x + 14, lane.y + 20 + lane.height * 1.2))
    assert hand.shape(first).y > hand.shape(second).y


def test_a_dragged_lane_says_where_it_will_stand_and_goes_no_other_way(hand: Hand) -> None:
    first, second = lanes_of(hand)
    draw.rename(hand.model, second, "Stores")
    lane, (x, y) = hand.shape(first), (hand.shape(first).x + 14, hand.shape(first).y + 20)
    said: list[str] = []
    hand.view.hint.connect(said.append)
    hand.press((x, y))
    hand.move((x + 60, y + lane.height * 0.3))
    hand.move((x + 60, y + lane.height * 0.7))
    assert said[-1] == "Drop: in the place of Stores"
    free = hand.at(lane.x + lane.width - 60, lane.y + lane.height * 1.2)  # under the lane in the hand
    assert hand.view.grab().toImage().pixelColor(free) == QColor(hand.view.theme.canvas)
    hand.release((x + 60, y + lane.height * 0.7))
    assert hand.shape(first).x == lane.x and hand.shape(first).y > hand.shape(second).y


# lines


def test_a_piece_of_a_line_moves_aside(hand: Hand) -> None:
    sheet = hand.sheet
    flow = sheet.flow(sheet.b, sheet.c)
    hand.view.select({flow})
    points = sheet.edge(flow).points
    index = next(i for i in range(len(points) - 1) if abs(points[i][0] - points[i + 1][0]) < 1)
    (ax, ay), (_, by) = points[index], points[index + 1]
    spot = (ax, (ay + by) / 2)
    with hand.one_step():
        hand.drag(spot, (ax + 24, spot[1]), keys=ALT)
    now = sheet.edge(flow)
    assert right_angled(now) and any(abs(x - ax - 24) < 1 for x, _ in now.points)
    assert now.props.flag("handmade")


def test_a_piece_pulled_off_its_shape_keeps_holding_on(hand: Hand) -> None:
    sheet = hand.sheet
    edge = hand.edge(sheet.a, sheet.b)
    hand.view.select({edge.id})
    (ax, y), (bx, _) = edge.points
    with hand.one_step():
        hand.drag(((ax + bx) / 2 + 8, y), ((ax + bx) / 2 + 8, y + 120), keys=ALT)
    now = sheet.edge(edge.id)
    assert right_angled(now) and any(py == y + 120 for _, py in now.points)
    a, b = hand.shape(sheet.a), hand.shape(sheet.b)
    assert a.x <= now.points[0][0] <= a.x + a.width and b.x <= now.points[-1][0] <= b.x + b.width


def test_a_double_click_on_the_only_corner_leaves_no_slanted_line(hand: Hand) -> None:
    sheet = hand.sheet
    gate = sheet.put("exclusiveGateway", 700, 400)
    sheet.put("task", 800, 560, "D")
    flow = sheet.flow(gate, sheet.named("D"))
    assert len(sheet.edge(flow).points) == 3
    hand.view.select({flow})
    hand.double_click(sheet.edge(flow).points[1])
    assert right_angled(sheet.edge(flow))


def test_the_connect_tool_is_laid_down_after_a_drag_unless_it_is_kept(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.set_tool("connect")
    hand.drag(hand.middle(sheet.b), hand.middle(sheet.c))
    assert hand.view.tool == "select" and ("B", "C") in sheet.links()
    hand.view.set_tool("connect", keep=True)
    hand.drag(hand.middle(sheet.c), hand.middle(sheet.a))
    assert hand.view.tool == "connect" and ("C", "A") in sheet.links()
    hand.drag(hand.middle(sheet.a), hand.middle(sheet.c))
    assert ("A", "C") in sheet.links()


def test_the_pad_of_a_flow_reroutes_it(hand: Hand) -> None:
    sheet = hand.sheet
    flow = hand.edge(sheet.a, sheet.b)
    with hand.model.change("bent"):
        (ax, ay), (bx, by) = flow.points
        hand.model.update(
            flow.id, points=((ax, ay), (ax + 20, ay), (ax + 20, ay + 60), (bx - 10, ay + 60), (bx - 10, by), (bx, by))
        )
    hand.view.select({flow.id})
    with hand.one_step():
        pad_click(hand, "reroute")
    assert sheet.edge(flow.id).points == flow.points


def test_a_bend_moves_and_a_double_click_takes_it_out(hand: Hand) -> None:
    sheet = hand.sheet
    flow = sheet.flow(sheet.b, sheet.c)
    hand.view.select({flow})
    points = sheet.edge(flow).points
    assert len(points) >= 3
    with hand.one_step():
        hand.drag(points[1], (points[1][0] + 40, points[1][1] + 24), keys=ALT)
    assert sheet.edge(flow).points != points
    count = len(sheet.edge(flow).points)
    with hand.one_step():
        hand.double_click(sheet.edge(flow).points[1])
    assert len(sheet.edge(flow).points) < count or sheet.edge(flow).points != points
    assert not hand.view.editing()


def test_ctrl_drag_adds_a_bend(hand: Hand) -> None:
    sheet = hand.sheet
    edge = hand.edge(sheet.a, sheet.b)
    hand.view.select({edge.id})
    (ax, y), (bx, _) = edge.points
    with hand.one_step():
        hand.drag(((ax + bx) / 2 + 8, y), ((ax + bx) / 2 + 8, y + 64), keys=CTRL)
    assert len(sheet.edge(edge.id).points) > 2


def test_an_end_goes_to_another_shape(hand: Hand) -> None:
    sheet = hand.sheet
    edge = hand.edge(sheet.a, sheet.b)
    hand.view.select({edge.id})
    with hand.one_step():
        hand.drag(edge.points[-1], hand.middle(sheet.c))
    assert hand.after(sheet.a) == [sheet.c]
    with hand.nothing():
        edge = hand.edge(sheet.a, sheet.c)
        hand.view.select({edge.id})
        hand.drag(edge.points[-1], hand.middle(sheet.start))
    assert hand.after(sheet.a) == [sheet.c]


def test_an_outside_name_is_dragged_and_stays(hand: Hand) -> None:
    sheet = hand.sheet
    box = hand.view.display.label_box(sheet.start)
    assert box
    mid = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    place = hand.place(sheet.start)
    with hand.one_step():
        hand.drag(mid, (mid[0] + 30, mid[1] - 80))
    now = hand.shape(sheet.start)
    assert now.label is not None and (now.x, now.y) == place
    assert abs(now.label.x + now.label.width / 2 - mid[0] - 30) <= 1


# drawing


def test_connect_tool_by_two_clicks_and_by_a_drag(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.set_tool("connect")
    with hand.one_step():
        hand.click(hand.middle(sheet.b))
        hand.hover((400, 420))
        hand.hover(hand.middle(sheet.c))
        hand.click(hand.middle(sheet.c))
    assert hand.after(sheet.b) == [sheet.c] and hand.view.tool == "select"
    hand.model.undo()
    hand.view.set_tool("connect", keep=True)
    with hand.one_step():
        hand.drag(hand.middle(sheet.b), hand.middle(sheet.c))
    assert hand.after(sheet.b) == [sheet.c] and hand.view.tool == "connect"


def test_a_forbidden_line_says_why(hand: Hand) -> None:
    sheet = hand.sheet
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    hand.view.set_tool("connect")
    with hand.nothing():
        hand.drag(hand.middle(sheet.b), hand.middle(sheet.start))
    assert "A start has nothing before it" in hints


def test_a_line_let_go_on_paper_offers_what_may_follow(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.set_tool("connect")
    hand.drag(hand.middle(sheet.b), (560, 400))
    with hand.one_step():
        hand.search("user step")
        assert hand.view.editing()
    (made,) = hand.view.selection()
    assert hand.after(sheet.b) == [made] and sheet.node(made).kind == "userTask"
    assert abs(hand.middle(made)[0] - 560) <= 4


def test_space_tool_pushes_right_of_the_line(hand: Hand) -> None:
    sheet = hand.sheet
    a, b = hand.place(sheet.a), hand.place(sheet.b)
    hand.key(Key.Key_S)
    with hand.one_step():
        hand.drag((b[0] - 20, 120), (b[0] + 44, 124))
    assert hand.place(sheet.a) == a and hand.place(sheet.b) == (b[0] + 64, b[1])
    assert hand.view.tool == "select"


def test_space_tool_pushes_down(hand: Hand) -> None:
    c, a = hand.place(hand.sheet.c), hand.place(hand.sheet.a)
    hand.key(Key.Key_S)
    with hand.one_step():
        hand.drag((60, c[1] - 20), (62, c[1] + 20))
    assert hand.place(hand.sheet.c) == (c[0], c[1] + 40) and hand.place(hand.sheet.a) == a


def test_place_tool_sets_one_down_and_opens_its_name(hand: Hand) -> None:
    hand.view.set_tool("place:exclusiveGateway")
    hand.hover((700, 420))
    hand.click((700, 420))
    (made,) = hand.view.selection()
    assert hand.sheet.node(made).kind == "exclusiveGateway" and hand.view.tool == "select"
    hand.name("In stock?")
    assert hand.sheet.node(made).name == "In stock?"


def test_a_kept_tool_sets_down_several(hand: Hand) -> None:
    hand.view.set_tool("place:task", keep=True)
    for x in (640, 800):
        hand.click((x, 480))
        hand.key(Key.Key_Escape) if hand.view.editor is None else hand.name("", Key.Key_Escape)
    assert hand.view.tool == "place:task"
    hand.key(Key.Key_Escape)
    assert hand.view.tool == "select" and len(hand.view.display.shapes) == 6


def test_place_on_a_flow_inserts_and_on_an_edge_attaches(hand: Hand) -> None:
    sheet = hand.sheet
    points = hand.edge(sheet.a, sheet.b).points
    hand.view.set_tool("place:task")
    hand.hover(((points[0][0] + points[1][0]) / 2, points[0][1]))
    hand.click(((points[0][0] + points[1][0]) / 2, points[0][1]))
    (made,) = hand.view.selection()
    assert hand.after(sheet.a) == [made] and hand.after(made) == [sheet.b]
    c = hand.shape(sheet.c)
    hand.view.set_tool("place:timer.boundary")
    hand.click((c.x + 30, c.y + 82))
    (made,) = hand.view.selection()
    assert sheet.node(made).host == c.node


def test_a_boundary_event_on_paper_is_refused(hand: Hand) -> None:
    hand.view.set_tool("place:timer.boundary")
    hand.hover((700, 600))
    assert hand.view.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    with hand.nothing():
        hand.click((700, 600))
    assert hand.view.tool == "place:timer.boundary"


def test_drop_out_of_the_palette(hand: Hand) -> None:
    mime = QMimeData()
    mime.setData(VARIANT_MIME, b"userTask")
    at = QPointF(hand.at(700, 600))
    assert drag_over(hand.view, mime, at)
    hand.view.grab()
    with hand.one_step():
        drop(hand.view, mime, at)
    (made,) = hand.view.selection()
    assert hand.sheet.node(made).kind == "userTask" and abs(hand.middle(made)[0] - 700) <= 6


def test_the_pad_makes_way_for_what_is_dragged_out_of_the_palette(hand: Hand) -> None:
    hand.view.select({hand.sheet.c})
    pad_comes(hand)
    mime = QMimeData()
    mime.setData(VARIANT_MIME, b"userTask")
    assert drag_over(hand.view, mime, QPointF(hand.at(700, 600)))
    assert not hand.view.pad.isVisible()
    QApplication.sendEvent(hand.view, QDragLeaveEvent())
    pad_comes(hand)


# the pad


def pad_comes(hand: Hand) -> None:
    for _ in range(150):
        if hand.view.pad.isVisible():
            return
        QTest.qWait(20)
    raise AssertionError("no pad")


def pad_spot(hand: Hand, id: str) -> QPoint:
    pad_comes(hand)
    pad = hand.view.pad
    index = next(i for i, button in enumerate(pad.buttons) if button.id == id)
    return pad._cell(index).center()


def pad_click(hand: Hand, id: str) -> None:
    QTest.mouseClick(hand.view.pad, LEFT, PLAIN, pad_spot(hand, id))


def pad_rect(hand: Hand) -> QRect:
    pad_comes(hand)
    return hand.view.pad.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)


def test_pad_stands_over_free_paper(hand: Hand) -> None:
    sheet = hand.sheet
    hand.pick(sheet.a)
    rect = pad_rect(hand)
    assert not any(rect.intersects(hand.view.window_place(id)) for id in (sheet.start, sheet.a, sheet.b, sheet.c))
    hand.click(hand.edge(sheet.a, sheet.b).points[0])
    hand.view.select({hand.edge(sheet.a, sheet.b).id})
    rect = pad_rect(hand)
    assert not any(rect.intersects(hand.view.window_place(id)) for id in (sheet.start, sheet.a, sheet.b, sheet.c))


def test_pad_leaves_the_name_of_an_event_free(hand: Hand) -> None:
    end = hand.sheet.put("endEvent", 600, 560, "Customer has all the goods")
    hand.view.select({end})
    left, top, right, bottom = hand.view.display.label_box(end) or (0, 0, 0, 0)
    name = hand.view.frame.rect((left, top, right, bottom), 0)
    assert not name.isEmpty() and not pad_rect(hand).intersects(name)


def test_no_pad_while_a_tool_is_in_the_hand(hand: Hand) -> None:
    hand.pick(hand.sheet.c)
    pad_comes(hand)
    hand.view.set_tool("place:task")
    QTest.qWait(160)
    assert not hand.view.pad.isVisible()
    hand.key(Key.Key_Escape)
    pad_comes(hand)


def test_no_handles_round_an_open_name_and_no_dots_after_the_pad(hand: Hand) -> None:
    hand.pick(hand.sheet.c)
    pad_click(hand, "append.task")
    assert hand.view.editing() and not hand.view.by_keyboard
    ring = hand.view.window_place(hand.view.current()).adjusted(-12, -12, 12, 12)
    spot = QPoint(ring.width() // 2, 7)  # the middle of the upper handle
    named = hand.view.grab(ring).toImage().pixelColor(spot)
    hand.name("")
    QTest.qWait(160)
    assert named != QColor(hand.view.theme.canvas) == hand.view.grab(ring).toImage().pixelColor(spot)


def test_pad_appears_and_appends(hand: Hand) -> None:
    sheet = hand.sheet
    hand.pick(sheet.c)
    with hand.one_step():
        pad_click(hand, "append.exclusiveGateway")
        assert hand.view.editing()
    (made,) = hand.view.selection()
    assert hand.after(sheet.c) == [made]


def test_pad_offers_only_what_is_allowed(hand: Hand) -> None:
    end = hand.sheet.then(hand.sheet.b, "endEvent")
    hand.view.select({end})
    ids = {button.id for button in hand.view.pad.buttons}
    assert "append.task" not in ids and {"append.textAnnotation", "change", "delete", "connect"} <= ids


def test_pad_buttons_are_dragged_to_a_place(hand: Hand) -> None:
    sheet = hand.sheet
    hand.pick(sheet.c)
    pad, spot = hand.view.pad, pad_spot(hand, "append.task")
    with hand.one_step():
        QTest.mousePress(pad, LEFT, PLAIN, spot)
        QTest.mouseMove(pad, spot + QPoint(12, 0))
        goal = hand.at(760, 600)
        QTest.mouseMove(pad, pad.mapFrom(hand.view, goal))
        QTest.mouseRelease(pad, LEFT, PLAIN, pad.mapFrom(hand.view, goal))
    (made,) = hand.view.selection()
    assert hand.after(sheet.c) == [made]
    assert abs(hand.middle(made)[0] - 760) < 9 and abs(hand.middle(made)[1] - 600) < 9


def test_the_pads_connect_button_is_dragged_to_a_shape(hand: Hand) -> None:
    sheet = hand.sheet
    hand.pick(sheet.b)
    pad, spot = hand.view.pad, pad_spot(hand, "connect")
    with hand.one_step():
        QTest.mousePress(pad, LEFT, PLAIN, spot)
        QTest.mouseMove(pad, spot + QPoint(12, 0))
        goal = hand.at(*hand.middle(sheet.c))
        QTest.mouseMove(pad, pad.mapFrom(hand.view, goal))
        QTest.mouseRelease(pad, LEFT, PLAIN, pad.mapFrom(hand.view, goal))
    assert hand.after(sheet.b) == [sheet.c]


def test_pad_of_a_lane_adds_and_of_a_pool_splits(hand: Hand) -> None:
    pool = hand.sheet.put("participant", 400, 330)
    hand.view.select({pool})
    pad_click(hand, "split_lane_3")
    assert hand.view.editing()
    hand.name("Sales")
    assert len([node for node in hand.model.all(Node) if node.kind == "lane"]) == 3
    with hand.one_step():
        pad_click(hand, "add_lane_after")
    assert len([node for node in hand.model.all(Node) if node.kind == "lane"]) == 4


def test_pad_of_many_aligns(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.select({sheet.a, sheet.c})
    with hand.one_step():
        pad_click(hand, "align_left")
    assert hand.place(sheet.a)[0] == hand.place(sheet.c)[0]


def test_pad_deletes_and_flows_heal(hand: Hand) -> None:
    sheet = hand.sheet
    d = sheet.then(sheet.b, "task", "D")
    hand.pick(sheet.b)
    with hand.one_step():
        pad_click(hand, "delete")
    assert hand.after(sheet.a) == [d]


# Esc


def drag_step(hand: Hand) -> None:
    hand.press(hand.middle(hand.sheet.c))
    hand.move((640, 560))


def drag_copy(hand: Hand) -> None:
    hand.press(hand.middle(hand.sheet.c))
    hand.move((640, 560), CTRL)


def drag_handle(hand: Hand) -> None:
    hand.pick(hand.sheet.c)
    c = hand.shape(hand.sheet.c)
    hand.press((c.x + 105, c.y + 85))
    hand.move((c.x + 160, c.y + 150))


def drag_piece(hand: Hand) -> None:
    edge = hand.edge(hand.sheet.a, hand.sheet.b)
    hand.view.select({edge.id})
    (ax, y), (bx, _) = edge.points
    hand.press(((ax + bx) / 2 + 8, y))
    hand.move(((ax + bx) / 2 + 8, y + 60))


def drag_end(hand: Hand) -> None:
    edge = hand.edge(hand.sheet.a, hand.sheet.b)
    hand.view.select({edge.id})
    hand.press(edge.points[-1])
    hand.move(hand.middle(hand.sheet.c))


def drag_name(hand: Hand) -> None:
    box = hand.view.display.label_box(hand.sheet.start)
    assert box
    hand.press(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    hand.move((box[0] + 60, box[1] - 60))


def draw_line(hand: Hand) -> None:
    hand.view.set_tool("connect")
    hand.press(hand.middle(hand.sheet.b))
    hand.move(hand.middle(hand.sheet.c))


def draw_band(hand: Hand) -> None:
    hand.press((60, 560))
    hand.move((700, 60))


def draw_lasso(hand: Hand) -> None:
    hand.view.set_tool("lasso")
    hand.press((60, 560))
    hand.move((700, 60))
    hand.move((700, 600))


def make_space(hand: Hand) -> None:
    hand.view.set_tool("space")
    hand.press((200, 100))
    hand.move((300, 100))


def drag_from_pad(hand: Hand) -> None:
    hand.pick(hand.sheet.c)
    hand.view.drag_from_pad("task", hand.at(700, 600))
    hand.move((720, 600))


GESTURES: list[Callable[[Hand], None]] = [
    drag_step,
    drag_copy,
    drag_handle,
    drag_piece,
    drag_end,
    drag_name,
    draw_line,
    draw_band,
    draw_lasso,
    make_space,
    drag_from_pad,
]


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: gesture.__name__)
def test_esc_in_the_midst_puts_everything_back(hand: Hand, gesture: Callable[[Hand], None]) -> None:
    with hand.nothing():
        gesture(hand)
        assert hand.view.gesture is not None
        hand.view.grab()
        hand.key(Key.Key_Z, CTRL)  # no other key reaches the drawing meanwhile
        hand.key(Key.Key_Delete)
        hand.key(Key.Key_Escape)
        assert hand.view.gesture is None and hand.view.snapshot is None
        hand.release((700, 600))
        hand.view.grab()


def test_no_links_are_left_over(hand: Hand) -> None:
    sheet = hand.sheet
    hand.pick(sheet.b)
    hand.key(Key.Key_Delete)
    assert not outgoing(hand.model, hand.shape(sheet.a).node)
    assert all(link.source in hand.model and link.target in hand.model for link in hand.model.all(Link))


def test_dragging_what_is_partly_or_wholly_out_of_sight(hand: Hand) -> None:
    """Many shapes are readied by a timer after the press; the page may have moved on by then."""
    sheet = hand.sheet
    ids = {sheet.put("task", 120 + 130 * (i % 6), 1200 + 120 * (i // 6)) for i in range(30)}
    hand.view.select(ids | {sheet.c})
    mid = hand.middle(sheet.c)
    for wait in (0, 30):
        hand.press(mid)
        QTest.qWait(wait)
        hand.view.pan(QPointF(0, 900))
        hand.move((mid[0] + 40, mid[1] + 40))
        hand.view.grab()
        hand.key(Key.Key_Escape)
        hand.view.pan(QPointF(0, -900))
    hand.view.select(ids)
    before = hand.place(next(iter(ids)))
    hand.press((-4000, -4000))
    hand.release((-4000, -4000))
    assert hand.place(next(iter(ids))) == before


def test_a_plain_event_set_down_on_a_step_s_edge_stays_on_it(hand: Hand) -> None:
    sheet = hand.sheet
    step = hand.shape(sheet.c)
    edge = (step.x + 70, step.y + step.height)
    hand.view.set_tool("place:intermediateThrowEvent")
    hand.hover(edge)
    with hand.one_step():
        hand.click(edge)
        hand.key(Key.Key_Escape) if not hand.view.editing() else hand.name("", Key.Key_Escape)
    event = sheet.node(hand.view.current())
    assert event.kind == "boundaryEvent" and event.host == step.node
    hand.key(Key.Key_R)
    hand.search("timer on the edge")
    event = sheet.node(hand.view.current())
    assert event.kind == "boundaryEvent" and [bag.text("kind") for bag in event.props.bags("events")] == ["timer"]
