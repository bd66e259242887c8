"""The yardstick itself: each fault is found in a drawing that was made to have it."""

from __future__ import annotations

import pytest

from opsdesigner.layout.faults import faults
from opsdesigner.model import Bounds, Diagram, Edge, Link, Model, Node, Point, Shape

LINE = ((100.0, 40.0), (200.0, 40.0))


def page(*more: Shape | Edge | Node | Link, points: tuple[Point, ...] = LINE, label: Bounds | None = None) -> list[str]:
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
    return [fault[0] for fault in faults(model, "d")]


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
