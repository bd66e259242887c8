"""Lines as geometry: bends, hops, heads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.canvas.drawing import lines

LEVEL = ((0.0, 100.0), (400.0, 100.0))


def test_a_line_hops_where_an_upright_one_crosses_well_inside() -> None:
    assert lines.hops_over(LEVEL, [((200, 0), (200, 300))]) == (lines.Hop(0, 195, 205),)
    for other in (
        ((200, 100), (200, 300)),  # begins on it
        ((3, 0), (3, 300)),  # too near its start
        ((395, 0), (395, 300)),  # under its head
        ((100, 0), (300, 200)),  # slanted
        ((0, 90), (400, 90)),  # beside it
        (),
    ):
        assert lines.hops_over(LEVEL, [other]) == ()


def test_hops_run_with_the_line_and_near_ones_become_one() -> None:
    others = [((100, 0), (100, 300)), ((106, 0), (106, 300)), ((300, 0), (300, 300))]
    assert lines.hops_over(LEVEL, others) == (lines.Hop(0, 95, 111), lines.Hop(0, 295, 305))
    back = LEVEL[::-1]
    assert lines.hops_over(back, others) == (lines.Hop(0, 305, 295), lines.Hop(0, 111, 95))
    upright = ((50.0, 0.0), (50.0, 300.0))
    assert lines.hops_over(upright, [LEVEL]) == (lines.Hop(0, 95, 105),)


def test_a_course_keeps_its_ends_and_rounds_its_bends() -> None:
    points = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0))
    commands = lines.course(points)
    assert [letter for letter, _ in commands] == ["M", "L", "Q", "L"]
    assert commands[0][1] == ((0, 0),) and commands[-1][1] == ((100, 50),)
    assert commands[1][1] == ((92, 0),) and commands[2][1] == ((100, 0), (100, 8))
    assert lines.path_text(commands) == "M0 0 L92 0 Q100 0 100 8 L100 50"
    assert lines.course(points, short=7)[-1][1] == ((100, 43),)


def test_short_legs_get_smaller_bends() -> None:
    commands = lines.course(((0, 0), (6, 0), (6, 90)))
    assert commands[2] == ("Q", ((6, 0), (6, 3)))


def test_a_hop_leaves_and_comes_back_to_the_line() -> None:
    hop = lines.Hop(0, 195, 205)
    commands = lines.course(LEVEL, [hop])
    dots = [point for _, points in commands for point in points]
    assert (195, 100) in dots and (205, 100) in dots and min(y for _, y in dots) == 95


numbers = st.integers(-50, 50).map(float)
points = st.lists(st.tuples(numbers, numbers), min_size=2, max_size=6)


@given(points, st.lists(points, max_size=4))
def test_no_line_is_too_odd(line: list[tuple[float, float]], others: list[list[tuple[float, float]]]) -> None:
    hops = lines.hops_over(line, others)
    commands = lines.course(line, hops, 7.0)
    assert commands[0] == ("M", (line[0],))
    for points in (lines.arrow(line, *lines.HEAD), lines.slash(line), lines.diamond(line), lines.moved_aside(line, 2)):
        assert all(abs(x) < 1000 and abs(y) < 1000 for x, y in points)


def test_the_tip_of_a_head_is_the_end_of_its_line() -> None:
    left, tip, right = lines.arrow(LEVEL, *lines.HEAD)
    assert tip == (400, 100) and left == (391, 104) and right == (391, 96)
    assert lines.arrow(LEVEL, *lines.HEAD, back=True)[1] == (0, 100)
    assert lines.side_of((0, 0), (0, 9)) == "below" and lines.side_of((0, 0), (-9, 0)) == "left"
