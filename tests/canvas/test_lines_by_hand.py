"""Lines under a hand, guides, and the letters of menus: plain functions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from opsdesigner.canvas.gestures.bends import add_bend, carried, drop_bend, move_bend, move_piece
from opsdesigner.canvas.gestures.snapping import Snapper
from opsdesigner.canvas.menus.chooser import Entry, rows_for
from opsdesigner.canvas.menus.matching import fit
from opsdesigner.edit.routing import Site
from opsdesigner.notation.variants import VARIANTS

START, END = Site((0, 0, 100, 80)), Site((300, 200, 400, 280))
LINE = ((100, 40), (200, 40), (200, 240), (300, 240))


def square(points: object) -> bool:
    return all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))  # type: ignore[call-overload]


def test_an_inner_piece_moves_alone() -> None:
    assert move_piece(LINE, 1, 240, START, END) == [(100, 40), (240, 40), (240, 240), (300, 240)]


def test_the_first_piece_slides_along_its_shape() -> None:
    assert move_piece(LINE, 0, 60, START, END) == [(100, 60), (200, 60), (200, 240), (300, 240)]


@pytest.mark.parametrize("to", [-50, 79, 130])
def test_beyond_its_shape_the_first_piece_gets_a_stub(to: float) -> None:
    made = move_piece(LINE, 0, to, START, END)
    assert made[0] == (100, 40) and square(made) and (200, to) in made


def test_the_last_piece_does_the_same() -> None:
    assert move_piece(LINE, 2, 220, START, END)[-1] == (300, 220)
    made = move_piece(LINE, 2, 320, START, END)
    assert made[-1] == (300, 240) and square(made)


def test_a_single_piece_is_led_away_at_both_ends() -> None:
    made = move_piece(((100, 40), (300, 40)), 0, 140, START, Site((300, 0, 400, 80)))
    assert made[0] == (100, 40) and made[-1] == (300, 40) and square(made) and len(made) == 6


def test_a_bend_takes_both_its_pieces_along() -> None:
    made = move_bend(LINE, 1, (220, 50), START, END)
    assert made == [(100, 50), (220, 50), (220, 240), (300, 240)]


def test_a_slanted_bend_goes_where_it_is_put() -> None:
    assert move_bend(((0, 0), (50, 30), (100, 0)), 1, (60, 80), None, None) == [(0, 0), (60, 80), (100, 0)]


def test_bends_come_and_go() -> None:
    assert add_bend(LINE, 1, (210, 100))[2] == (210, 100)
    assert square(drop_bend(LINE, 1)) and len(drop_bend(LINE, 1)) == 3
    assert drop_bend(((0, 0), (10, 10)), 1) == [(0, 0), (10, 10)]


@pytest.mark.parametrize("points", [LINE, LINE[:2], ((0, 0), (0, 50), (80, 50))])
@pytest.mark.parametrize("first", [True, False])
def test_a_carried_line_stays_square_and_whole(points: tuple[tuple[float, float], ...], first: bool) -> None:
    made = carried(points, first, 30, 20)
    end = 0 if first else -1
    assert made[end] == (points[end][0] + 30, points[end][1] + 20) and made[-1 - end] == points[-1 - end]
    assert square(made)


def test_guides_middles_edges_and_the_grid() -> None:
    snapper = Snapper((0, 0, 100, 80), [(300, 103, 400, 183)])
    assert snapper.snap(150, 105, 6)[:2] == (152, 103)
    assert snapper.snap(203, 300, 6).dx == 200  # right edge on the neighbour's left
    assert snapper.snap(47, 304, 6).guides == []
    assert snapper.snap(2, 2, 6)[:2] == (0, 0)


def test_equal_gaps_have_their_number() -> None:
    row = [(0.0, 0.0, 100.0, 80.0), (148.0, 0.0, 248.0, 80.0)]
    snapped = Snapper((500, 10, 600, 90), row).snap(-200, -10, 6)
    assert snapped.dx == -204
    assert sorted(guide.gap for guide in snapped.guides if guide.gap) == [48, 48]


def test_a_gap_between_two_is_halved() -> None:
    row = [(0.0, 0.0, 100.0, 80.0), (400.0, 0.0, 500.0, 80.0)]
    snapped = Snapper((190, 300, 290, 380), row).snap(14, -299, 6)
    assert snapped.dx == 10 and [guide.gap for guide in snapped.guides if guide.gap] == [100, 100]


def test_the_middle_of_a_lane_is_a_line_too() -> None:
    lane = (0.0, 100.0, 900.0, 220.0)
    snapped = Snapper((300, 0, 400, 80), [], middles=[(1, lane)]).snap(31, 117, 6)
    assert snapped.dy == 120 and [(guide.upright, guide.at) for guide in snapped.guides] == [(False, 160)]
    assert snapped.dx == 28  # its sides and its middle across are none


def test_an_edge_snaps_too() -> None:
    snapper = Snapper((0, 0, 100, 80), [(300, 100, 401, 180)])
    assert snapper.snap_edge(0, 397, 6)[0] == 401
    assert snapper.snap_edge(0, 213, 6) == (216, [])


def test_letters_find_entries_best_first() -> None:
    order = ["Step", "Sub-process, open", "Send step", "User step", "Message end"]
    ranked = sorted(order, key=lambda label: -fit("se", label).score)
    assert ranked[0] == "Send step"
    assert fit("es", "Event sub-process").letters == (0, 6)
    assert fit("xor", "Decision", "exclusive gateway xor").score and not fit("qq", "Decision").score
    assert fit("", "anything").score == 1
    assert fit("step user", "User step").score


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("user task", "User step"),
        ("business rule task", "Rule step"),
        ("collapsed subprocess", "Sub-process, closed"),
        ("expanded sub process", "Sub-process, open"),
        ("adhoc", "Ad-hoc sub-process"),
        ("gateway", "Decision"),
        ("exclusive gateway", "Decision"),
        ("and gateway", "Parallel"),
        ("or gateway", "Inclusive"),
        ("event-based gateway", "First event"),
        ("end event", "End"),
        ("terminate end event", "Terminate end"),
        ("message start event", "Message start"),
        ("timer intermediate catch event", "Wait for timer"),
        ("message intermediate throw event", "Send message"),
        ("error boundary event", "Error on the edge, interrupts"),
        ("timer boundary event (non-interrupting)", "Timer on the edge, goes on"),
        ("conditional start event", "Condition start"),
        ("empty pool", "Pool, closed"),
        ("vertical pool", "Pool, upright"),
        ("check order", "Step “check order”"),
        ("send invoice", "Step “send invoice”"),
        ("form a team", "Step “form a team”"),
    ],
)
def test_other_tools_words_find_what_they_mean_and_names_stay_names(typed: str, first: str) -> None:
    entries = [Entry(row.label, row.group, lambda: None, words=row.words) for row in VARIANTS.values()]
    rows = rows_for(typed, entries, lambda query: [Entry(f"Step “{query}”", "New", lambda: None)])
    assert next(row.entry.label for row in rows if row.entry) == first


def test_rows_keep_groups_and_late_entries_wait() -> None:
    entries = [
        Entry("Step", "Steps", lambda: None),
        Entry("Start", "Events", lambda: None),
        Entry("Rare step", "Steps", lambda: None, late=True),
    ]
    assert [row.heading or row.entry.label for row in rows_for("", entries)] == ["Steps", "Step", "Events", "Start"]
    found = [row.entry.label for row in rows_for("rare", entries) if row.entry]
    assert found == ["Rare step"] and rows_for("zzz", entries) == []
