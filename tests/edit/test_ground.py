"""What stands on a page as it will be: asked often, it answers as when asked for the first time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.edit.ground import Cells, Ground
from opsdesigner.model.geometry import Box, box_of, shifted
from tests.build import Sheet

SHEET = Sheet()
STEPS = SHEET.chain("A > B > C > D > E > F")
LINES = [SHEET.edge_between(*pair) for pair in pairwise(STEPS)]
SHAPES = [SHEET.shape(step) for step in STEPS]
INDEX = Cells.of(SHEET.model, SHEET.diagram)

offs = st.tuples(*[st.sampled_from((-1500.0, -300.0, 0.0, 40.0, 700.0))] * 2)
rooms = st.tuples(*[st.integers(-1600, 1600)] * 2, *[st.integers(0, 900)] * 2).map(
    lambda at: (float(at[0]), float(at[1]), float(at[0] + at[2]), float(at[1] + at[3]))
)


def answers(ground: Ground, room: Box) -> tuple[set[str], set[str]]:
    near = ground.near(room)
    return {shape.id for shape in near.shapes}, {edge.id for edge in near.edges if edge.id in ground.lines}


@settings(max_examples=60, deadline=None)
@given(st.lists(offs, min_size=6, max_size=6), st.lists(offs, min_size=5, max_size=5), st.lists(rooms, min_size=9))
def test_what_was_moved_and_led_anew_is_found_where_it_is_however_often_one_asks(
    shapes: list[tuple[float, float]], lines: list[tuple[float, float]], asked: list[Box]
) -> None:
    boxes = {shape.id: shifted(box_of(shape), *off) for shape, off in zip(SHAPES[:4], shapes, strict=False)}
    ways = {edge.id: edge.points for edge in LINES[:3]}
    often = Ground(SHEET.model, SHEET.diagram, INDEX, boxes, dict(ways))
    for room in asked:
        often.near(room)
    for edge, (dx, dy) in zip(LINES, lines, strict=True):
        ways[edge.id] = tuple((x + dx, y + dy) for x, y in edge.points)
        often.run(edge.id, ways[edge.id])
    for room in asked:
        assert answers(often, room) == answers(Ground(SHEET.model, SHEET.diagram, INDEX, boxes, dict(ways)), room)
