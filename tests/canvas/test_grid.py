"""The grid answers like a search through everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.canvas.drawing.grid import SIZE, Filed, Grid, gathered
from opsdesigner.model.geometry import Box, contains, touches, union

sides = st.integers(-4 * SIZE, 4 * SIZE).map(float) | st.sampled_from([0.0, float(SIZE), -float(SIZE), 1e9])
lengths = st.floats(0, 3 * SIZE) | st.sampled_from([0.0, float(SIZE), 1e10])
boxes = st.tuples(sides, sides, lengths, lengths).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))


def filled(places: list[Box]) -> Grid:
    grid = Grid()
    for index, box in enumerate(places):
        grid.put(str(index), box)
    return grid


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), boxes | st.sampled_from(["hide", "show", "drop"])), max_size=20), boxes
)
def test_touching_is_what_a_full_search_finds(acts: list[tuple[str, Box | str]], asked: Box) -> None:
    """Whatever was put, hidden, shown where it was before, and dropped."""
    grid = Grid()
    here: dict[str, Filed] = {}
    before: dict[str, Filed] = {}
    for id, act in acts:
        if isinstance(act, tuple):
            if id in here:
                before[id] = grid.hide(id)
            here[id] = grid.put(id, act)
        elif act == "hide" and id in here:
            before[id] = grid.hide(id)
            del here[id]
        elif act == "show" and id in before and id not in here:
            grid.show(id, before[id])
            here[id] = before[id]
        elif act == "drop":
            grid.drop([id])
        found = {id for id, (box, _) in here.items() if touches(box, asked)}
        assert sorted(grid.touching(asked)) == sorted(found)
        assert set(grid.wide) == {id for id, (_, homes) in here.items() if not homes}
        assert all(grid.box(id) == (here[id][0] if id in here else None) for id in "abcd")
        for cell in ((0, 0), (-1, 0), (2, 1)):
            assert set(grid.cell(cell)) == {id for id, (_, homes) in here.items() if cell in homes}


@given(st.lists(boxes, min_size=1, max_size=12), st.floats(0, 2 * SIZE), st.data())
def test_bounds_stay_right_while_ids_come_and_go(places: list[Box], rim: float, data: st.DataObject) -> None:
    """Also where only the inside of what is filed counts: places of names are filed, but seldom used."""
    grid = filled(places)
    gone = data.draw(st.sets(st.sampled_from(range(len(places)))))
    for index in gone:
        grid.hide(str(index))
    if data.draw(st.booleans()):
        grid.drop(str(index) for index in gone)
    inner = [(b[0] + min(rim, b[2] - b[0]), b[1], b[2], max(b[1], b[3] - rim)) for b in places]
    left = [box for index, box in enumerate(inner) if index not in gone]
    bounds = grid.bounds(lambda id: inner[int(id)])
    assert bounds == (union(left) if left else None)


@given(st.lists(boxes, min_size=1, max_size=12))
def test_gathered_boxes_cover_all_they_were_made_of(places: list[Box]) -> None:
    made = gathered(places)
    assert all(any(contains(box, place) for box in made) for place in places) and len(made) <= len(places)


def test_a_long_line_lies_only_where_its_pieces_run() -> None:
    grid = Grid()
    line = ((0.0, 0.0), (0.0, 5000.0), (5000.0, 5000.0))
    homes = set(grid.put("line", (0, 0, 5000, 5000), line)[1])
    assert (0, 0) in homes and (0, 4) in homes and (4, 4) in homes and (3, 1) not in homes
    assert grid.touching((3 * SIZE, SIZE, 3 * SIZE + 10, SIZE + 10)) == []
