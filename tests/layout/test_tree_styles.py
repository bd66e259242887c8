"""How an org chart looks in each style: who stands where, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from opsdesigner.layout.channels import LEFT, RIGHT, Channels
from opsdesigner.layout.tree import arrange
from opsdesigner.layout.tree_lines import dotted, lines
from opsdesigner.layout.tree_styles import Box, Style
from opsdesigner.model.geometry import Box as Frame

from .test_tree import HEIGHT, WIDTH, chart, placed

FIRM = {
    "Director": ["Assistant", "Marketing", "Sales", "Finance", "Support", "Operations"],
    "Operations": ["Procurement", "Stores", "Manufacturing"],
}


def extent(frames: dict[str, Frame]) -> tuple[float, float]:
    lefts, tops, rights, bottoms = zip(*frames.values(), strict=True)
    return max(rights) - min(lefts), max(bottoms) - min(tops)


def lefts(frames: dict[str, Frame], ids: str) -> list[float]:
    return [frames[id][0] for id in ids.split()]


def tops(frames: dict[str, Frame], ids: str) -> list[float]:
    return [frames[id][1] for id in ids.split()]


def large(spans: Sequence[int]) -> dict[str, list[str]]:
    """A firm in which everybody on a level has the same number of reports."""
    reports: dict[str, list[str]] = {}
    level = ["0"]
    for span in spans:
        for boss in level:
            reports[boss] = [f"{boss}.{number}" for number in range(span)]
        level = [id for boss in level for id in reports[boss]]
    return reports


def test_a_tree_stands_in_rows_12_apart_and_36_below_the_boss() -> None:
    frames = placed({"a": ["b", "c", "d"]}, Style.TREE)
    assert lefts(frames, "b c d") == [0, WIDTH + 12, 2 * (WIDTH + 12)]
    assert tops(frames, "a b c d") == [0, *[HEIGHT + 36] * 3]
    assert frames["a"][0] == WIDTH + 12


def test_deep_branches_tuck_under_shallow_ones() -> None:
    frames = placed({"a": ["b", "c"], "c": ["d", "e", "f"]}, Style.TREE)
    assert frames["d"][0] < frames["b"][2]
    assert frames["c"][0] == frames["b"][2] + 12


def test_small_branches_between_two_wide_ones_share_the_room() -> None:
    wide = [f"w{number}" for number in range(6)], [f"v{number}" for number in range(6)]
    frames = placed({"a": ["b", "c", "d", "e"], "b": wide[0], "e": wide[1]}, Style.TREE)
    row = [frames[id] for id in "bcde"]
    gaps = {round(right[0] - left[2], 3) for left, right in pairwise(row)}
    assert len(gaps) == 1 and gaps.pop() > 100
    assert frames["v0"][0] == frames["w5"][2] + 24


def test_hanging_right_is_indented_as_in_a_list() -> None:
    reports = {"a": ["b", "c"], "b": ["d"]}
    arrangement = arrange(chart(reports, Style.HANG_RIGHT), ["a"], reports)
    frames, found = arrangement.frames(), lines(arrangement)
    assert lefts(frames, "a b c d") == [0, 24, 24, 48]
    assert found["a", "b"] == ((10, 56), (10, 100), (24, 100))
    assert found["b", "d"][0] == (34, frames["b"][3])


def test_hanging_left_is_the_mirror_of_hanging_right() -> None:
    reports = {"a": ["b", "c"], "b": ["d"]}
    right, left = placed(reports, Style.HANG_RIGHT), placed(reports, Style.HANG_LEFT)
    width = extent(right)[0]
    assert left == {id: (width - x1, y0, width - x0, y1) for id, (x0, y0, x1, y1) in right.items()}


def test_hanging_on_both_sides_reads_line_by_line() -> None:
    frames = placed({"a": ["b", "c", "d", "e", "f"]}, Style.HANG_BOTH)
    assert lefts(frames, "b d f") == [0, 0, 0]
    assert lefts(frames, "c e") == [WIDTH + 28] * 2
    assert frames["b"][1] == frames["c"][1] < frames["d"][1] == frames["e"][1] < frames["f"][1]
    assert frames["a"][0] == (WIDTH + 28) / 2


def test_columns_put_leaves_in_a_grid_on_stems() -> None:
    reports = {"a": [f"b{number}" for number in range(12)]}
    arrangement = arrange(chart(reports, Style.COLUMNS), ["a"], reports)
    frames = arrangement.frames()
    columns = sorted({frame[0] for id, frame in frames.items() if id != "a"})
    assert columns == [0, WIDTH + 28, 2 * WIDTH + 54]
    assert [(frames[id][1], frames[id][0]) for id in reports["a"]] == sorted(
        (frames[id][1], frames[id][0]) for id in reports["a"]
    )
    assert {points[-2][0] for points in lines(arrangement).values()} == {WIDTH + 14, 2 * WIDTH + 40}


def test_compact_hangs_leaves_and_puts_branches_beside_them() -> None:
    arrangement = arrange(chart(FIRM, assistants="Assistant"), ["Director"], FIRM)
    frames = arrangement.frames()
    assert len(set(lefts(frames, "Marketing Sales Finance Support"))) == 1
    assert frames["Sales"][1] == frames["Marketing"][3] + 12
    assert frames["Operations"][1] == frames["Marketing"][1]
    assert frames["Operations"][0] == frames["Marketing"][2] + 24
    found = lines(arrangement)
    bus = frames["Operations"][1] - 18
    assert found["Director", "Operations"][1][1] == bus
    assert found["Director", "Support"][1:3] == ((found["Director", "Support"][0][0], bus), (0, bus))


def test_many_leaves_stand_in_several_columns_when_compact() -> None:
    few, many = placed(large([6])), placed(large([40]))
    assert len({frame[0] for id, frame in few.items() if id != "0"}) == 1
    width, height = extent(many)
    assert 0.5 < width / height < 2


@pytest.mark.parametrize("spans", [(8, 8, 7), (3, 12, 12), (20, 20), (5, 4, 5, 4), (60, 3)])
def test_compact_comes_near_the_shape_of_a_page(spans: tuple[int, ...]) -> None:
    reports = large(spans)
    width, height = extent(placed(reports))
    assert 0.75 < width / height < 3.0
    assert width < extent(placed(reports, Style.TREE))[0] / 4


def test_the_stem_of_several_rows_is_straight_and_between_the_branches() -> None:
    reports = large([8, 8, 7])
    arrangement = arrange(chart(reports), ["0"], reports)
    frames, found = arrangement.frames(), lines(arrangement)
    foot = (frames["0"][0] + frames["0"][2]) / 2
    assert len({frames[id][1] for id in reports["0"]}) > 1
    assert all(found["0", id][0][0] == found["0", id][1][0] == foot for id in reports["0"])


def test_a_branch_has_a_style_of_its_own_and_passes_it_on() -> None:
    reports = {"a": ["b", "c"], "b": ["d", "e"], "c": ["f", "g"], "f": ["h", "i"]}
    styles = {"a": Style.TREE, "c": Style.HANG_RIGHT}
    boxes = [Box(id, WIDTH, HEIGHT, styles.get(id)) for id in "abcdefghi"]
    frames = arrange(boxes, ["a"], reports).frames()
    assert frames["d"][1] == frames["e"][1]
    assert frames["f"][0] == frames["g"][0] and frames["h"][0] == frames["i"][0] == frames["f"][0] + 24


@pytest.mark.parametrize("style", Style)
def test_assistants_stand_beside_the_stem_between_boss_and_reports(style: Style) -> None:
    reports = {"a": ["x", "b", "c", "y", "z"]}
    arrangement = arrange(chart(reports, style, "x y z"), ["a"], reports)
    frames, found = arrangement.frames(), lines(arrangement)
    for aide in "xyz":
        assert frames["a"][3] < frames[aide][1] and frames[aide][3] < min(tops(frames, "b c"))
        down, turn, side = found["a", aide]
        assert down[0] == turn[0] and turn[1] == side[1] == (frames[aide][1] + frames[aide][3]) / 2
        assert abs(turn[0] - side[0]) == 14


def test_a_single_assistant_stands_on_the_right() -> None:
    frames = placed({"a": ["b", "c"]}, Style.TREE, "b")
    assert frames["b"][0] == (frames["a"][0] + frames["a"][2]) / 2 + 14


def test_trees_stand_side_by_side() -> None:
    boxes = chart({"a": ["b", "c"], "d": ["e"]})
    frames = arrange(boxes, ["a", "d"], {"a": ["b", "c"], "d": ["e"]}).frames()
    assert frames["a"][1] == frames["d"][1] == 0
    assert min(frames["d"][0], frames["e"][0]) == max(frames["b"][2], frames["a"][2]) + 48


def test_outside_boxes_stand_in_rows_below_the_trees() -> None:
    reports = {"a": ["b", "c"]}
    loose = [Box(f"o{number}", 170, 48) for number in range(6)]
    frames = arrange([*chart(reports), *loose], ["a"], reports, [box.id for box in loose]).frames()
    first = frames["c"][3] + 60
    assert tops(frames, "o0 o1 o2 o3 o4 o5") == [first] * 2 + [first + 60] * 2 + [first + 120] * 2  # as wide as a pane
    assert lefts(frames, "o0 o1 o2") == [0, 194, 0]
    wide = {"a": ["b", "c", "d", "e"]}
    boxes = [Box("a", 160, 56, Style.TREE), *chart(wide)[1:], *loose]
    frames = arrange(boxes, ["a"], wide, [box.id for box in loose]).frames()
    assert lefts(frames, "o0 o1 o2 o3") == [0, 194, 388, 0]  # as wide as the trees
    alone = arrange(loose, [], {}, [box.id for box in loose], (5.0, 7.0)).places
    assert alone["o0"] == (5.0, 7.0)


def test_dotted_lines_take_the_straight_way_where_there_is_one() -> None:
    frames = {"a": (0.0, 0.0, 160.0, 56.0), "b": (0.0, 200.0, 160.0, 256.0)}
    assert dotted(frames, [("a", "b")]) == {("a", "b"): ((40.0, 56.0), (40.0, 200.0))}


def test_dotted_lines_go_round_what_is_between() -> None:
    frames = {"a": (0.0, 0.0, 160.0, 56.0), "x": (-500.0, 100.0, 900.0, 156.0), "b": (0.0, 200.0, 160.0, 256.0)}
    points = dotted(frames, [("a", "b")])["a", "b"]
    assert min(x for x, _ in points) == -506
    assert len(points) <= 4


def test_a_dotted_line_shut_in_by_boxes_still_joins_its_ends() -> None:
    wall = {
        f"w{n}": box for n, box in enumerate([(-9, -9, 169, 0), (-9, 56, 169, 60), (-9, 0, 0, 56), (160, 0, 169, 56)])
    }
    frames: dict[str, Frame] = {"a": (0.0, 0.0, 160.0, 56.0), "b": (300.0, 200.0, 460.0, 256.0), **wall}
    assert dotted(frames, [("a", "b")])["a", "b"] == ((80.0, 56.0), (80.0, 228.0), (300.0, 228.0))


def test_a_line_may_start_at_a_place_that_looks_like_a_crossing_of_the_search() -> None:
    a, b = (-10.0, -3.0, 2.0, 9.0), (100.0, -5.0, 120.0, 9.0)
    assert Channels([a, b]).way(a, b, [(2.0, 3.0, RIGHT)], [(100.0, 3.0, LEFT)]) == ((2.0, 3.0), (100.0, 3.0))


def test_dotted_lines_run_beside_each_other_where_there_is_room() -> None:
    frames: dict[str, Frame] = {"a": (0, 0, 160, 56), "b": (0, 68, 160, 124), "wall": (-900, 200, 400, 210)}
    frames |= {"c": (0, 300, 160, 356), "d": (0, 368, 160, 424)}
    one, two = dotted(frames, [("a", "d"), ("b", "c")]).values()
    uprights = [{a[0] for a, b in pairwise(points) if a[0] == b[0]} for points in (one, two)]
    levels = [{a[1] for a, b in pairwise(points) if a[1] == b[1]} for points in (one, two)]
    assert max(uprights[0]) > 400 and max(uprights[1]) > 400
    assert not uprights[0] & uprights[1] and not levels[0] & levels[1]
