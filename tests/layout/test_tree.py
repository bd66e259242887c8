"""Org charts laid out: everybody there, nothing on anything, lines right-angled and through no box."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsdesigner.layout.channels import Grid
from opsdesigner.layout.tree import Arrangement, arrange
from opsdesigner.layout.tree_lines import dotted, lines
from opsdesigner.layout.tree_styles import Box, Style
from opsdesigner.model.geometry import Box as Frame
from opsdesigner.model.geometry import overlaps, pieces

Tree = tuple[list[Box], list[str], dict[str, list[str]]]
WIDTH, HEIGHT = 160.0, 56.0


def chart(reports: dict[str, Sequence[str]], style: Style | None = None, assistants: str = "") -> list[Box]:
    """Boxes for all that are named, the style on those with reports."""
    ids = dict.fromkeys([*reports, *(id for below in reports.values() for id in below)])
    return [Box(id, WIDTH, HEIGHT, style if id in reports else None, assistant=id in assistants.split()) for id in ids]


def placed(reports: dict[str, Sequence[str]], style: Style | None = None, assistants: str = "") -> dict[str, Frame]:
    return arrange(chart(reports, style, assistants), [next(iter(reports))], reports).frames()


@st.composite
def forests(draw: st.DrawFn, most: int = 40, pins: bool = False) -> Tree:
    count = draw(st.integers(1, most))
    mixed = draw(st.booleans())
    pick = random.Random(draw(st.integers(0, 10**6)))
    one = draw(st.sampled_from(Style))
    loose = draw(st.sampled_from((0.0, 0.05, 0.3)))
    near = draw(st.sampled_from((2, 6, 100)))
    boxes, roots, reports = [], [], {}
    for number in range(count):
        id = f"b{number}"
        sized = (pick.uniform(8, 300), pick.uniform(8, 120)) if mixed else (WIDTH, HEIGHT)
        style = pick.choice([*Style, None]) if mixed else one if not number else None
        root = not number or pick.random() < loose
        pinned = (pick.uniform(-500, 900), pick.uniform(-300, 900)) if pins and pick.random() < 0.15 else None
        boxes.append(Box(id, *sized, style, not root and pick.random() < 0.15, pinned))
        if root:
            roots.append(id)
        else:
            reports.setdefault(f"b{pick.randrange(max(0, number - near), number)}", []).append(id)
    return boxes, roots, reports


def meeting(frames: dict[str, Frame], loose: frozenset[str] = frozenset()) -> list[tuple[str, Frame]]:
    """Who shares more than a rim with whom, other than two loose ones."""
    allowed = {frames[id] for id in loose}
    grid, seen = Grid(), []
    for id, frame in frames.items():
        seen += [(id, hit) for hit in grid.hits(frame) if not (id in loose and hit in allowed)]
        grid.add(frame)
    return seen


def on_rim(point: tuple[float, float], frame: Frame) -> bool:
    x, y = point
    inside = frame[0] - 1e-6 <= x <= frame[2] + 1e-6 and frame[1] - 1e-6 <= y <= frame[3] + 1e-6
    return inside and min(abs(x - frame[0]), abs(x - frame[2]), abs(y - frame[1]), abs(y - frame[3])) < 1e-6


def check_lines(found: dict[tuple[str, str], tuple[tuple[float, float], ...]], frames: dict[str, Frame]) -> None:
    grid = Grid((x0 + 1e-6, y0 + 1e-6, x1 - 1e-6, y1 - 1e-6) for x0, y0, x1, y1 in frames.values())
    for (boss, report), points in found.items():
        assert on_rim(points[0], frames[boss]) and on_rim(points[-1], frames[report]), (boss, report, points)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points)), points
        for piece in pieces(points):
            assert not list(grid.hits(piece)), (boss, report, points)


def spread_out(arrangement: Arrangement) -> bool:
    """Whether boxes pinned by hand leave each other, and those round them, room for a line."""
    frames = [frame for id, frame in arrangement.frames().items() if arrangement.boxes[id].pinned]
    return not any(
        overlaps((a[0] - 13, a[1] - 13, a[2] + 13, a[3] + 13), b) for n, a in enumerate(frames) for b in frames[n + 1 :]
    )


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(forests())
def test_nothing_stands_on_anything_and_lines_run_through_no_box(tree: Tree) -> None:
    boxes, roots, reports = tree
    arrangement = arrange(boxes, roots, reports)
    frames = arrangement.frames()
    assert frames.keys() == {box.id for box in boxes}
    assert not meeting(frames)
    assert min(frame[0] for frame in frames.values()) >= -1e-6
    assert min(frame[1] for frame in frames.values()) == 0
    found = lines(arrangement)
    assert found.keys() == {(boss, report) for boss, below in reports.items() for report in below}
    check_lines(found, frames)
    assert arrange(boxes, roots, reports).places == arrangement.places


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(forests(pins=True))
def test_pinned_boxes_stay_and_nothing_stands_on_them(tree: Tree) -> None:
    boxes, roots, reports = tree
    arrangement = arrange(boxes, roots, reports)
    pinned = frozenset(box.id for box in boxes if box.pinned)
    assert all(arrangement.places[box.id] == box.pinned for box in boxes if box.pinned)
    assert not meeting(arrangement.frames(), pinned)
    if spread_out(arrangement):
        check_lines(lines(arrangement), arrangement.frames())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(forests(), st.integers(0, 1000))
def test_dotted_lines_run_between_the_boxes(tree: Tree, seed: int) -> None:
    boxes, roots, reports = tree
    frames = arrange(boxes, roots, reports).frames()
    pick = random.Random(seed)
    pairs = {(pick.choice(boxes).id, pick.choice(boxes).id) for _ in range(5)}
    found = dotted(frames, pairs)
    assert found.keys() == {pair for pair in pairs if pair[0] != pair[1]}
    check_lines(found, frames)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(forests())
def test_in_trees_bosses_stand_over_the_middle_and_siblings_from_left_to_right(tree: Tree) -> None:
    boxes, roots, reports = tree
    frames = arrange([replace(box, style=Style.TREE) for box in boxes], roots, reports).frames()
    aides = {box.id for box in boxes if box.assistant}
    for boss, below in reports.items():
        row = [frames[id] for id in below if id not in aides]
        assert all(a[2] + 12 <= b[0] + 1e-6 for a, b in pairwise(row))
        assert len({frame[1] for frame in row}) <= 1
        if row:
            middles = [(frame[0] + frame[2]) / 2 for frame in row]
            assert abs((middles[0] + middles[-1]) / 2 - (frames[boss][0] + frames[boss][2]) / 2) < 1


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(forests(most=20), st.sampled_from(Style))
def test_siblings_keep_their_order_in_every_style(tree: Tree, style: Style) -> None:
    """Reading line by line or column by column: nobody stands both higher and further left than an earlier sibling."""
    boxes, roots, reports = tree
    frames = arrange([replace(box, style=style) for box in boxes], roots, reports).frames()
    aides = {box.id for box in boxes if box.assistant}
    for below in reports.values():
        for part in (aides, frames.keys() - aides):
            row = [frames[id] for id in below if id in part]
            for at, one in enumerate(row):
                assert not any(o[0] < one[0] and o[1] < one[1] for o in row[at + 1 :])


@given(forests(most=15), st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_the_origin_moves_all(tree: Tree, x: float, y: float) -> None:
    boxes, roots, reports = tree
    here = arrange(boxes, roots, reports).places
    there = arrange(boxes, roots, reports, origin=(x, y)).places
    assert all(abs(there[id][0] - here[id][0] - x) < 0.1 and abs(there[id][1] - here[id][1] - y) < 0.1 for id in here)


def test_a_pinned_root_takes_its_tree_along() -> None:
    reports = {"a": ["b", "c"], "c": ["d", "e"]}
    boxes = chart(reports)
    here = arrange(boxes, ["a"], reports).places
    pinned = [replace(box, pinned=(1000.0, 500.0)) if box.id == "a" else box for box in boxes]
    there = arrange(pinned, ["a"], reports).places
    dx, dy = 1000.0 - here["a"][0], 500.0 - here["a"][1]
    assert there == {id: (x + dx, y + dy) for id, (x, y) in here.items()}


def test_a_pinned_branch_makes_its_siblings_close_up_and_others_give_way() -> None:
    reports = {"a": ["b", "c", "d"], "c": ["e", "f"]}
    boxes = chart(reports, Style.TREE)
    spot = arrange([box for box in boxes if box.id in "abd"], ["a"], {"a": ["b", "d"]}).places["d"]
    pinned = [replace(box, pinned=spot) if box.id == "c" else box for box in boxes]
    frames = arrange(pinned, ["a"], reports).frames()
    assert frames["c"][:2] == spot
    assert frames["d"][0] == frames["c"][2] + 12
    assert frames["b"][0] == 0
    assert frames["e"][1] > frames["c"][3]


def test_a_box_pinned_near_its_place_keeps_it_free_among_the_siblings() -> None:
    reports = {"a": ["b", "c", "d"], "c": ["e", "f"]}
    boxes = chart(reports, Style.TREE)
    here = arrange(boxes, ["a"], reports).places
    spot = (here["c"][0] + 5, here["c"][1] + 40)
    there = arrange([replace(box, pinned=spot) if box.id == "c" else box for box in boxes], ["a"], reports).places
    moved = {id: (there[id][0] - here[id][0], there[id][1] - here[id][1]) for id in "abcef"}
    assert moved == {"a": (0, 0), "b": (0, 0), "c": (5, 40), "e": (5, 40), "f": (5, 40)}
    assert there["d"] == (spot[0] + WIDTH + 12, here["d"][1])


def test_only_what_is_in_the_way_of_a_pinned_box_moves() -> None:
    reports = {"a": ["b", "c", "d"], "b": ["e", "f"], "c": ["g", "h"], "d": ["i", "j"]}
    boxes = chart(reports, Style.HANG_RIGHT)
    boxes[0] = replace(boxes[0], style=Style.TREE)
    here = arrange(boxes, ["a"], reports).places
    pinned = [replace(box, pinned=(here["c"][0] + 60, here["c"][1])) if box.id == "c" else box for box in boxes]
    arrangement = arrange(pinned, ["a"], reports)
    moved = {id for id in here if arrangement.places[id] != here[id]}
    assert moved == set("cghdij")
    assert len({arrangement.places[id][0] - here[id][0] for id in "dij"}) == 1
    check_lines(lines(arrangement), arrangement.frames())


def test_one_box_stands_at_the_origin() -> None:
    arrangement = arrange([Box("a", WIDTH, HEIGHT)], ["a"], {}, origin=(7.0, 9.0))
    assert arrangement.places == {"a": (7.0, 9.0)}
    assert lines(arrangement) == {}
    assert dotted(arrangement.frames(), [("a", "a"), ("a", "gone")]) == {}


def test_nothing_is_arranged_as_nothing() -> None:
    assert arrange([], [], {}).places == {}


def test_who_is_named_twice_reports_to_the_first() -> None:
    reports = {"a": ["b", "c"], "b": ["c", "a"], "c": ["b"]}
    arrangement = arrange(chart(reports), ["a"], reports)
    assert lines(arrangement).keys() == {("a", "b"), ("a", "c")}


def test_a_chain_of_5000_in_every_style() -> None:
    ids = [f"p{number}" for number in range(5000)]
    reports = {boss: [report] for boss, report in pairwise(ids)}
    for style in Style:
        arrangement = arrange(chart(reports, style), ["p0"], reports)
        assert len(lines(arrangement)) == 4999
        assert not meeting(arrangement.frames())


def test_a_star_of_5000_in_every_style() -> None:
    reports = {"a": [f"p{number}" for number in range(5000)]}
    for style in Style:
        arrangement = arrange(chart(reports, style), ["a"], reports)
        assert len(lines(arrangement)) == 5000
        assert not meeting(arrangement.frames())
