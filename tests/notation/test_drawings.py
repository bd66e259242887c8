"""Every shape at every size: valid path text, inside its box, always the same."""

from __future__ import annotations

from itertools import product
from math import isfinite

import pytest

from opsdesigner.notation.boxes import PARTY_MARKS, picture_at
from opsdesigner.notation.drawings import OUTLINES, Look, Stroke, drawing, hit_outline
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.marks import DATA_MARKS, EVENT_MARKS, FOOT_MARKS, GATEWAY_MARKS, STEP_MARKS

STEPS = ("step", "call", "transaction", "eventSubProcess")
ROUND = ("startEvent", "middleEvent", "endEvent")
MARKS = {
    **dict.fromkeys(STEPS, STEP_MARKS),
    **dict.fromkeys(ROUND, EVENT_MARKS),
    "gateway": GATEWAY_MARKS,
    "data": DATA_MARKS,
    "outside": PARTY_MARKS,
}
NATURAL = {
    **dict.fromkeys(ROUND, (36, 36)),
    "gateway": (50, 50),
    "data": (36, 50),
    "store": (50, 50),
    "message": (36, 24),
    "role": (160, 56),
    "vacancy": (150, 44),
    "outside": (160, 48),
    "unit": (180, 40),
    "fold": (22, 22),
    "chip": (60, 20),
}
NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
BOTTOMS = ((), *((name,) for name in FOOT_MARKS), ("loop", "adHoc", "compensation", "plus"))
LOOKS = [
    Look(outline, mark, filled, dashed, bottom)
    for outline in OUTLINES
    for mark in ("", *MARKS.get(outline, ()))
    for filled, dashed in product((False, True), repeat=2)
    for bottom in (BOTTOMS if not filled and not dashed else ((),))
] + [Look(outline, upright=True) for outline in ("pool", "closedPool", "lane")]
SIZES = [(100, 80), (64, 36), (36, 36), (700, 400), (101.5, 56.25)]


def points(path: str) -> list[tuple[float, float]]:
    """The points of a path, control points too; fails on anything that is not clean path text."""
    words, found, i = path.split(" "), [], 0
    assert words[0] == "M"
    while i < len(words):
        count = NUMBERS[words[i]]
        numbers = [float(word) for word in words[i + 1 : i + 1 + count]]
        assert len(numbers) == count
        assert all(isfinite(value) for value in numbers)
        assert not any("e" in word for word in words[i + 1 : i + 1 + count])
        found += list(zip(numbers[::2], numbers[1::2], strict=True))
        i += 1 + count
    return found


def extent(strokes: tuple[Stroke, ...]) -> tuple[float, float, float, float]:
    every = [spot for stroke in strokes for spot in points(stroke.path)]
    return (min(x for x, _ in every), min(y for _, y in every), max(x for x, _ in every), max(y for _, y in every))


@pytest.mark.parametrize("outline", OUTLINES)
def test_every_look_is_clean_path_text_inside_its_box(outline: str) -> None:
    for look in (look for look in LOOKS if look.outline == outline):
        for w, h in [*SIZES, NATURAL.get(outline, (100, 80))]:
            strokes = drawing(look, w, h)
            assert strokes
            x0, y0, x1, y1 = extent(strokes)
            assert x0 >= -0.01, (look, w, h)
            assert y0 >= -0.01, (look, w, h)
            assert x1 <= w + 0.01, (look, w, h)
            assert y1 <= h + 0.01, (look, w, h)


@pytest.mark.parametrize(("w", "h"), [(0, 0), (1, 1), (3, 40), (40, 3), (0.5, 9), (-4, 10), (12, 12)])
def test_tiny_shapes_stay_finite(w: float, h: float) -> None:
    for look in LOOKS:
        for stroke in drawing(look, w, h):
            assert points(stroke.path)
            assert stroke.width >= 0
            assert all(float(piece) > 0 for piece in stroke.dash.split())


def test_only_known_fills_and_inks() -> None:
    for look in LOOKS:
        for stroke in drawing(look, 100, 80):
            assert stroke.fill in ("", "paper", "ink", "chrome", "role", "tint", "amber", "amberTint")
            assert stroke.ink in ("ink", "ink2", "frame", "faint")
            assert stroke.fill or stroke.width, "neither filled nor drawn"


def test_same_look_same_drawing() -> None:
    for look in LOOKS:
        first = drawing(look, 100, 80)
        drawing.cache_clear()
        assert drawing(look, 100, 80) == first


@pytest.mark.parametrize("outline", STEPS)
@pytest.mark.parametrize(("w", "h"), [(100, 80), (64, 36), (352, 200)])
def test_steps_have_one_spine_without_a_line(outline: str, w: float, h: float) -> None:
    spines = [stroke for stroke in drawing(Look(outline), w, h) if stroke.fill == "role"]
    assert [spine.width for spine in spines] == [0]
    x0, y0, x1, y1 = extent(tuple(spines))
    assert (x0, x1) == pytest.approx({"call": (0, 5.25), "transaction": (3, 7)}.get(outline, (0, 4)))
    assert 0 <= y0 < 4
    assert y1 == pytest.approx(h - y0)


def test_spine_follows_the_round_corner() -> None:
    spine = next(stroke for stroke in drawing(Look("step"), 100, 80) if stroke.fill == "role")
    for x, y in points(spine.path)[:2]:
        assert (8 - x) ** 2 + (8 - min(y, 80 - y)) ** 2 == pytest.approx(64, abs=0.1)


@pytest.mark.parametrize("upright", [False, True])
def test_lane_has_a_tinted_header_with_spine(upright: bool) -> None:
    tint, spine, *_ = drawing(Look("lane", upright=upright), 400, 300)
    assert (tint.fill, spine.fill) == ("tint", "role")
    across = 1 if upright else 0
    assert extent((tint,))[2 + across] == pytest.approx(30.5)
    assert extent((spine,))[2 + across] == pytest.approx(5.5)


def test_type_mark_is_smaller_on_a_low_step_and_left_out_on_a_tiny_one() -> None:
    plain = len(drawing(Look("step"), 100, 80))
    for mark in STEP_MARKS:
        full, low = (extent(drawing(Look("step", mark), 100, h)[plain:]) for h in (56, 40))
        assert full[3] - full[1] > low[3] - low[1] > 0
        assert len(drawing(Look("step", mark), 100, 33)) == plain


@pytest.mark.parametrize("mark", STEP_MARKS)
def test_type_mark_stands_in_its_corner(mark: str) -> None:
    plain = len(drawing(Look("step"), 100, 80))
    x0, y0, x1, y1 = extent(drawing(Look("step", mark), 100, 80)[plain:])
    assert 9 <= x0 < x1 <= 25.1
    assert 7 <= y0 < y1 <= 23.1


@pytest.mark.parametrize("mark", EVENT_MARKS)
def test_event_mark_fits_and_catches_differently_than_it_throws(mark: str) -> None:
    catch, throw = (drawing(Look("middleEvent", mark, filled), 36, 36)[2:] for filled in (False, True))
    assert catch
    assert throw
    assert (catch == throw) == (mark == "terminate")
    assert all(stroke.fill == "ink" for stroke in throw)
    for strokes in (catch, throw):
        x0, y0, x1, y1 = extent(strokes)
        assert min(x0, y0) >= 8 - 0.01
        assert max(x1, y1) <= 28 + 0.01


def test_going_on_is_dashed_in_whole_periods() -> None:
    for outline, rings in (("startEvent", 1), ("middleEvent", 2)):
        dashed = [stroke for stroke in drawing(Look(outline, dashed=True), 36, 36) if stroke.dash]
        assert len(dashed) == rings
    period = sum(float(piece) for piece in dashed[0].dash.split())
    around = 36 * 3.14159265
    assert around / period == pytest.approx(round(around / period), abs=0.01)


def test_all_marks_look_different() -> None:
    for table, outline in ((STEP_MARKS, "step"), (GATEWAY_MARKS, "gateway"), (EVENT_MARKS, "startEvent")):
        assert len({drawing(Look(outline, mark), 100, 80) for mark in table}) == len(table)
    feet = {drawing(Look("step", bottom=(name,)), 100, 80) for name in FOOT_MARKS if name != "collection"}
    assert len(feet) == len(FOOT_MARKS) - 1


def test_markers_at_the_foot_keep_their_order_and_share_the_middle() -> None:
    plain = len(drawing(Look("step"), 100, 80))
    strokes = drawing(Look("step", bottom=("parallel", "plus")), 100, 80)[plain:]
    bars, square = strokes[0], strokes[1]
    assert extent((bars,))[2] < extent((square,))[0]
    assert (extent((square,))[1] + extent((square,))[3]) / 2 == pytest.approx(69)


def test_a_closed_event_sub_process_may_show_its_start() -> None:
    plain = len(drawing(Look("eventSubProcess"), 100, 80))
    ring, *mark = drawing(Look("eventSubProcess", "timer", dashed=True), 100, 80)[plain:]
    assert ring.dash
    assert mark


def test_lines_dock_on_what_is_drawn() -> None:
    assert {hit_outline(Look(outline), 36, 36) for outline in ROUND} == {"ellipse"}
    assert hit_outline(Look("gateway"), 50, 50) == "diamond"
    assert {hit_outline(Look(name), 9, 9) for name in OUTLINES if name not in (*ROUND, "gateway")} == {"rect"}


def test_kinds_ask_only_for_what_is_drawn() -> None:
    for kind in KINDS.values():
        assert kind.outline in (*OUTLINES, ""), kind.id
        assert kind.mark in ("", *MARKS.get(kind.outline, ())), kind.id
    assert drawing(Look(""), 100, 80) == ()


def test_every_event_definition_has_its_mark() -> None:
    names = {"compensation" if kind == "compensate" else kind for kind in DEFINITIONS}
    assert names | {"multiple", "parallelMultiple"} == set(EVENT_MARKS)


def test_a_box_has_a_spine_and_room_for_a_face() -> None:
    body = drawing(Look("role", filled=True), 160, 56)
    spine, face = body[1], body[-1]
    assert extent((spine,))[::2] == pytest.approx((0, 4))
    assert extent((face,)) == pytest.approx((14, 12, 46, 44))
    assert (spine.fill, face.fill, body[2].width) == ("role", "tint", 1.2)
    at = picture_at("role", 150, 44)
    assert at is not None
    assert (at.x, at.radius, at.words) == (26, 12, 47)
    assert picture_at("unit", 180, 40) is None
    assert picture_at("role", 60, 56) is None


def test_a_vacancy_is_broken_all_round_and_an_outsider_has_its_corners_cut() -> None:
    *_, outline, ring = drawing(Look("vacancy", filled=True), 160, 56)
    assert outline.dash
    assert ring.dash
    around = 2 * (160 + 56 - 32) + 16 * 3.14159265
    period = sum(float(piece) for piece in outline.dash.split())
    assert around / period == pytest.approx(round(around / period), abs=0.01)
    corners = points(drawing(Look("outside", "customer"), 160, 48)[2].path)
    assert (9, 0) in corners
    assert (160, 39) in corners
    assert len(corners) == 8


def test_a_units_bar_runs_along_its_top() -> None:
    bar = drawing(Look("unit"), 180, 40)[-1]
    assert bar.fill == "role"
    x0, y0, x1, y1 = extent((bar,))
    assert (y0, y1) == pytest.approx((0, 4))
    assert x0 < 1
    assert x1 > 179


@pytest.mark.parametrize("mark", PARTY_MARKS)
def test_an_outsiders_icon_stands_left_of_its_words(mark: str) -> None:
    plain = len(drawing(Look("outside"), 160, 48))
    x0, y0, x1, y1 = extent(drawing(Look("outside", mark), 160, 48)[plain:])
    at = picture_at("outside", 160, 48)
    assert at is not None
    assert at.x - at.radius <= x0 < x1 <= at.x + at.radius < at.words
    assert 14 <= y0 < y1 <= 34
