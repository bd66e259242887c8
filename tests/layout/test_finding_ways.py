"""Ways round boxes: right-angled, from outline to outline, through nothing, found wherever there is one."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.layout.astar import least_bends, way
from opsdesigner.layout.visibility import Port, Scene
from opsdesigner.model.geometry import Box, centre, grown, overlaps, pieces, touches

STEP = 4  # px of the fine grid; boxes stand on every second line of it
WIDE, TALL = 480, 360
ROOM: Box = (0.0, 0.0, float(WIDE), float(TALL))


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[Box], Box, Box]:
    """Boxes that do not overlap, and two of them to join."""
    found: list[Box] = []
    for _ in range(draw(st.integers(2, 12))):
        left, top = draw(st.integers(3, 50)) * 8, draw(st.integers(3, 36)) * 8
        box = (left, top, left + draw(st.integers(2, 16)) * 8, top + draw(st.integers(2, 12)) * 8)
        if box[2] < WIDE - 16 and box[3] < TALL - 16 and not any(overlaps(grown(box, 1), each) for each in found):
            found.append((float(box[0]), float(box[1]), float(box[2]), float(box[3])))
    if len(found) < 2:
        found = [(40.0, 40.0, 120.0, 104.0), (200.0, 40.0, 280.0, 104.0)]
    return found[2:], found[0], found[1]


def ports(box: Box) -> list[Port]:
    x, y = centre(box)
    return [Port((box[0], y), 0), Port((x, box[1]), 1), Port((box[2], y), 2), Port((x, box[3]), 3)]


def reached(walls: list[Box], start: Box, end: Box) -> bool:
    """Whether the ends can be joined at all, tried on every place of a fine grid."""
    blocked = [grown(wall, 1.0) for wall in (*walls, start, end)]
    ways = ((-STEP, 0), (0, -STEP), (STEP, 0), (0, STEP))

    def free(x: float, y: float) -> bool:
        inside = 0 <= x <= WIDE and 0 <= y <= TALL
        return inside and not any(box[0] < x < box[2] and box[1] < y < box[3] for box in blocked)

    def before(box: Box) -> set[tuple[float, float]]:
        spots = ((port.at[0] + ways[port.side][0], port.at[1] + ways[port.side][1]) for port in ports(box))
        return {(x // STEP * STEP, y // STEP * STEP) for x, y in spots if free(x // STEP * STEP, y // STEP * STEP)}

    goals, queue = before(end), deque(sorted(before(start)))
    seen = set(queue)
    while queue:
        at = queue.popleft()
        if at in goals:
            return True
        for dx, dy in ways:
            then = (at[0] + dx, at[1] + dy)
            if then not in seen and free(*then):
                seen.add(then)
                queue.append(then)
    return False


@settings(max_examples=150, deadline=None)
@given(scenes())
def test_a_way_is_found_wherever_there_is_one_and_runs_through_nothing(scene: tuple[list[Box], Box, Box]) -> None:
    walls, start, end = scene
    around = Scene(ROOM, walls)
    line = way(around, (start, end), ports(start), ports(end))
    assert line == way(around, (start, end), ports(start), ports(end))
    if not line:
        assert not reached(walls, start, end)
        return
    assert line[0] in [port.at for port in ports(start)] and line[-1] in [port.at for port in ports(end)]
    assert all((a[0] == b[0]) != (a[1] == b[1]) for a, b in pairwise(line))
    for box in (*walls, start, end):
        inner = grown(box, -0.6)
        assert not any(touches(piece, inner) for piece in pieces(line)), (line, box)


@given(st.tuples(*[st.integers(-3, 3)] * 2), st.integers(0, 3), st.integers(0, 3))
def test_no_more_bends_are_foreseen_than_there_are(off: tuple[int, int], going: int, arriving: int) -> None:
    """Against trying every way over a small field, free of anything."""
    ways = ((-1, 0), (0, -1), (1, 0), (0, 1))
    best = {(0, 0, going): 0}
    queue = deque([(0, 0, going)])
    while queue:
        x, y, facing = queue.popleft()
        bends = best[x, y, facing]
        for then in range(4):
            if (then + 2) % 4 == facing:
                continue
            place = (x + ways[then][0], y + ways[then][1], then)
            cost = bends + (then != facing)
            if max(abs(place[0]), abs(place[1])) <= 5 and cost < best.get(place, 99):
                best[place] = cost
                queue.append(place)
    if off != (0, 0):
        assert least_bends(*off, going, arriving) <= best[(*off, arriving)]


def test_lines_keep_apart_from_other_lines_and_out_of_names() -> None:
    start, end = (0.0, 100.0, 100.0, 180.0), (300.0, 100.0, 400.0, 180.0)
    wall = (150.0, 80.0, 250.0, 200.0)
    room = (-100.0, -100.0, 500.0, 400.0)
    plain = way(Scene(room, [wall]), (start, end), ports(start), ports(end))
    over = min(y for _, y in plain)
    other = (120.0, over, 280.0, over)
    beside = way(Scene(room, [wall], runs=[other]), (start, end), ports(start), ports(end))
    assert all(abs(piece[1] - over) >= 8 for piece in pieces(beside) if piece[1] == piece[3] and 120 < piece[2] < 290)
    named = (150.0, over - 10, 250.0, over + 10)
    round_it = way(Scene(room, [wall], [named]), (start, end), ports(start), ports(end))
    assert round_it and not any(touches(piece, grown(named, -1)) for piece in pieces(round_it))
