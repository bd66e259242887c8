"""The yardstick itself: each fault is found in a drawing that was made to have it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.layout.faults import MOST, faults
from opsdesigner.layout.mesh import Mesh
from opsdesigner.layout.outlines import enters
from opsdesigner.layout.yardstick import OURS, PEOPLES, Measure
from opsdesigner.model import Bounds, Diagram, Edge, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, overlaps

LINE = ((100.0, 40.0), (200.0, 40.0))


def page(
    *more: Shape | Edge | Node | Link,
    points: tuple[Point, ...] = LINE,
    label: Bounds | None = None,
    measure: Measure = OURS,
) -> list[str]:
    model = Model(
        [
            Node("p", "process"),
            Node("a", "task", "A", "p"),
            Node("b", "task", "B", "p"),
            Link("ab", "sequenceFlow", "a", "b", "go", "p"),
            Diagram("d", "p"),
            Shape("a_", "d", "a", 0, 0, 100, 80),
            Shape("b_", "d", "b", 200, 0, 100, 80),
            Edge("ab_", "d", "ab", points, label),
            *more,
        ]
    )
    return [fault[0] for fault in faults(model, "d", measure)]


def other(kind: str, x: float, y: float, **fields: str) -> tuple[Node, Shape]:
    return Node("o", kind, "O", "p", **fields), Shape("o_", "d", "o", x, y, 50, 50)


def second(source: str, target: str, kind: str, *points: Point) -> tuple[Link, Edge]:
    return Link("l", kind, source, target, parent="p"), Edge("l_", "d", "l", points)


def test_a_sound_page_has_none() -> None:
    assert page() == []


@pytest.mark.parametrize(
    ("fault", "more"),
    [
        ("overlap", other("task", 80, 60)),
        ("through", other("task", 120, 20)),
        ("shared", (*other("task", 400, 0), *second("b", "o", "messageFlow", (100, 42), (180, 42)))),
    ],
)
def test_what_stands_wrong_is_found(fault: str, more: tuple[Shape | Edge | Node | Link, ...]) -> None:
    assert fault in page(*more)


def test_a_lane_that_rounding_put_a_hair_past_its_outer_one_lies_in_it() -> None:
    outer = (Node("l", "lane", "L", "p"), Shape("l_", "d", "l", 0, 300, 600, 225.67))
    inner = (Node("i", "lane", "I", "l"), Shape("i_", "d", "i", 30, 411.96, 570, 113.72))
    assert inner[1].y + inner[1].height > outer[1].y + outer[1].height
    assert page(*outer, *inner) == []


def test_lines_that_leave_one_step_may_run_in_one() -> None:
    more = (
        *other("task", 400, 15),
        *second("a", "o", "sequenceFlow", (100, 40), (150, 40), (150, 120), (425, 120), (425, 65)),
    )
    assert page(*more) == []


def test_a_step_outside_its_lane_is_found() -> None:
    assert "outside" in page(
        Node("lane", "lane", "L", "p"),
        Shape("lane_", "d", "lane", 0, 300, 600, 100),
        *other("task", 500, 500, lane="lane"),
    )


def test_slanted_and_loose_lines_are_found() -> None:
    assert page(points=((100, 40), (200, 60))) == ["slanted"]
    assert page(points=((110, 40), (200, 40))) == ["undocked"]


def test_names_on_shapes_and_lines_are_found() -> None:
    assert page(label=Bounds(120, 30, 30, 15)) == ["name on line"]
    assert page(label=Bounds(190, 50, 30, 15)) == ["name on shape"]
    assert page(label=Bounds(120, 10, 30, 15)) == []


def test_a_line_that_leaves_its_shape_the_wrong_way_runs_under_it() -> None:
    around = ((0.0, 40.0), (150.0, 40.0), (150.0, 20.0), (200.0, 20.0))
    assert page(points=around) == ["through"]


def test_a_message_that_ends_where_a_flow_does_is_found() -> None:
    more = (*other("task", 325, 300), *second("o", "b", "messageFlow", (325, 325), (180, 325), (180, 40), (200, 40)))
    assert "dock" in page(*more)


def test_lines_close_to_a_gateway_s_corner_miss_it() -> None:
    gateway = other("exclusiveGateway", 125, 5)
    assert page(*gateway, points=((100, 8), (130, 8), (130, -20), (190, -20), (190, 8), (200, 8))) == []
    assert page(*gateway, points=((100, 30), (200, 30))) == ["through"]


def peoples(*more: Shape | Edge | Node | Link, points: tuple[Point, ...] = LINE) -> list[str]:
    return page(*more, points=points, measure=PEOPLES)


def test_of_people_s_drawings_trifles_do_not_count() -> None:
    assert peoples(points=((101.0, 40.0), (150.0, 41.0), (199.0, 42.0))) == []
    assert peoples(points=((100.0, 40.0), (200.0, 60.0))) == ["slanted"]
    assert peoples(points=((90.0, 40.0), (200.0, 60.0))) == ["undocked"]  # the rest is told when that is mended
    assert peoples(*other("task", 99, 40)) == [] and "overlap" in peoples(*other("task", 90, 40))


def test_what_people_draw_as_a_frame_is_one() -> None:
    frame = (Node("o", "task", "O", "p"), Shape("o_", "d", "o", -50, -50, 400, 200))
    assert peoples(*frame) == [] and "overlap" in page(*frame)


def test_associations_may_be_slanted() -> None:
    note = (Node("o", "textAnnotation", "O", "p"), Shape("o_", "d", "o", 300, 200, 100, 40))
    line = second("b", "o", "association", (280, 80), (320, 200))
    assert peoples(*note, *line) == [] and page(*note, *line) == ["slanted"]


def filled(boxes: list[Box]) -> Mesh:
    mesh = Mesh(boxes)
    for _ in mesh.fill():
        pass
    return mesh


@given(st.lists(st.tuples(*[st.integers(-400, 900)] * 2, st.integers(1, 700), st.integers(1, 700)), max_size=30))
def test_boxes_that_meet_are_found_wherever_they_lie(places: list[tuple[int, int, int, int]]) -> None:
    boxes = [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h in places]
    every = {(a, b) for b in range(len(boxes)) for a in range(b) if overlaps(boxes[a], boxes[b])}
    found = [pair for pair in filled(boxes).pairs() if pair is not None]
    assert set(found) == every and len(found) == len(every)


@given(st.tuples(*[st.integers(-3000, 3000)] * 4), st.integers(0, 30))
def test_lines_meet_the_same_boxes_in_pieces_and_as_a_whole(line: tuple[int, int, int, int], seed: int) -> None:
    pick = Random(seed)
    boxes = [
        (x, y, x + pick.randint(1, 4000), y + 50.0) for x, y in ((pick.randint(-3000, 3000),) * 2 for _ in "abcdefgh")
    ]
    ends = (line[0], line[1]), (line[2], line[3])
    met = {number for number, box in enumerate(boxes) if enters("rect", box, *ends)}
    assert met <= filled(boxes).along(ends)


def test_only_what_reaches_into_a_part_is_looked_at() -> None:
    model = Model(
        [
            Node("p", "process"),
            *(Node(id, "task", id, "p") for id in "abcd"),
            Diagram("page", "p"),
            *(Shape(f"{id}_", "page", id, x, 0, 100, 80) for id, x in zip("abcd", (0, 50, 600, 650), strict=True)),
        ]
    )
    assert [fault[1:] for fault in faults(model, "page")] == [("a_", "b_"), ("c_", "d_")]
    assert [fault[1:] for fault in faults(model, "page", within=(640, 0, 660, 10))] == [("c_", "d_")]


@pytest.mark.parametrize("size", [100.0, 2e9])
def test_of_a_heap_only_so_much_is_told(size: float) -> None:
    """As a file without places would be drawn: each pair of 400 overlaps, 79,800 in all."""
    ids = [f"n{number}" for number in range(400)]
    nodes = [Node(id, "task", id, "p") for id in ids]
    shapes = [Shape(f"{id}_", "d", id, -size / 2, 0, size, 80) for id in ids]
    assert len(faults(Model([Node("p", "process"), Diagram("d", "p"), *nodes, *shapes]), "d")) == MOST
