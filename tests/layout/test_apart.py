"""What is in the way makes room: places that keep every rule, and no more movement than that takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.layout.apart import Newcomer, Span, Standing, pushes, taken_along
from opsdesigner.layout.vpsc import Rule, settled

PLACES = st.lists(st.integers(-50, 50), min_size=2, max_size=7)


def test_crowded_places_part_evenly() -> None:
    assert settled([0, 0, 0], [False] * 3, [Rule(0, 1, 10), Rule(1, 2, 10)]) == [-10, 0, 10]


def test_what_is_fixed_stays() -> None:
    assert settled([0, 0, 0], [False, False, True], [Rule(0, 1, 10), Rule(1, 2, 10)]) == [-20, -10, 0]


def test_no_room_between_two_fixed() -> None:
    assert settled([0, 5, 15], [True, False, True], [Rule(0, 1, 10), Rule(1, 2, 10)]) is None


def test_blocks_part_again_where_that_is_better() -> None:
    places = settled([0, 30, 10, 60], [False] * 4, [Rule(0, 1, 5), Rule(1, 2, 5), Rule(0, 3, 5)])
    assert places is not None
    assert [round(place, 3) for place in places] == [0, 17.5, 22.5, 60]


@given(PLACES, st.data())
def test_every_rule_is_kept_and_no_small_move_of_one_is_better(wanted: list[int], data: st.DataObject) -> None:
    count = len(wanted)
    pairs = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=12))
    rules = [Rule(a, b, float(data.draw(st.integers(0, 30)))) for a, b in pairs if a < b]
    fixed = [data.draw(st.integers(0, 5)) == 0 for _ in wanted]
    places = settled([float(each) for each in wanted], fixed, rules)
    if places is None:
        assert sum(fixed) > 1, "only what is fixed can make it impossible"
        return
    assert all(places[rule.last] - places[rule.first] >= rule.gap - 1e-5 for rule in rules)
    assert all(place == want for place, want, still in zip(places, wanted, fixed, strict=True) if still)
    for v, place in enumerate(places):
        nearer = place + (0.01 if wanted[v] > place else -0.01)
        tried = [*places[:v], nearer, *places[v + 1 :]]
        if abs(wanted[v] - place) > 0.02 and not fixed[v]:
            kept = all(tried[rule.last] - tried[rule.first] >= rule.gap - 1e-9 for rule in rules)
            assert not kept, f"{v} could be nearer to where it wants to be"


def row(*spans: tuple[float, float], near: float = 0.0) -> dict[str, tuple[Span, ...]]:
    return {str(number): (Span(low, high, near, near + 80),) for number, (low, high) in enumerate(spans)}


def test_only_what_is_in_the_way_goes_on_and_gaps_give_what_they_can_spare() -> None:
    bodies = row((200, 300), (348, 448), (496, 596)) | {"other": (Span(200, 300, 200, 280),)}
    found = pushes(Standing(bodies), {"new": Newcomer(Span(180, 280, 0, 80))})
    assert found == {"0": 104, "1": 80, "2": 56}


def test_gaps_that_were_narrow_stay_as_they_are() -> None:
    found = pushes(Standing(row((200, 300), (310, 410))), {"new": Newcomer(Span(180, 280, 0, 80))})
    assert found == {"0": 104, "1": 104}


def test_whoever_flows_lead_to_is_not_overtaken() -> None:
    bodies = row((200, 300)) | {"next": (Span(348, 448, 300, 380),)}
    found = pushes(Standing(bodies, {"0": ["next"]}), {"new": Newcomer(Span(180, 280, 0, 80))})
    assert found == {"0": 104, "next": 80}


def test_what_grew_pushes_by_what_it_grew_less_the_room_there_was() -> None:
    was, now = Span(0, 100, 0, 80), Span(0, 160, 0, 80)
    found = pushes(Standing(row((148, 248))), {"grown": Newcomer(now, was)})
    assert found == {"0": 40}


def test_what_is_pinned_stays_and_the_others_give_way_both_ways() -> None:
    bodies = row((0, 100), (200, 300))
    found = pushes(Standing(bodies, pinned=["1"]), {"new": Newcomer(Span(120, 220, 0, 80))})
    assert found == {"0": -44, "new": -44}


def test_no_room_between_what_is_pinned() -> None:
    bodies = row((0, 100), (150, 250))
    assert pushes(Standing(bodies, pinned=["0", "1"]), {"new": Newcomer(Span(110, 210, 0, 80))}) is None


def test_what_is_pushed_off_one_newcomer_does_not_lie_on_the_next() -> None:
    found = pushes(Standing(row((50, 150))), {"a": Newcomer(Span(0, 100, 0, 80)), "b": Newcomer(Span(180, 280, 0, 80))})
    assert found is not None and 50 + found["0"] >= 280


def test_who_was_pushed_on_already_goes_on_again_before_one_that_had_to_pass_a_newcomer() -> None:
    standing = Standing({"a": [Span(260, 310, 868, 918)], "b": [Span(350, 386, 868, 904)]})
    new = {"n": Newcomer(Span(272, 322, 897, 947)), "m": Newcomer(Span(332, 432, 793, 873))}
    by = pushes(standing, new)
    assert by is not None and 260 + by["a"] >= 432 and 350 + by["b"] >= 310 + by["a"]


def test_what_hangs_on_one_that_goes_on_goes_along_where_nothing_is_in_its_way() -> None:
    bodies = {"a": [Span(0, 50, 0, 50)], "under": [Span(0, 40, 80, 120)], "over": [Span(0, 40, -80, -20)]}
    standing = Standing(bodies | {"bar": [Span(100, 140, -60, -20)]})
    by = {"a": 64.0}
    made = taken_along(standing, {}, by, {"under": {"a"}, "over": {"a"}})
    assert made == {"a": 64.0, "under": 64.0} and by == {"a": 64.0}
    assert taken_along(standing, {}, by, {"under": {"a", "bar"}}) == by, "what also hangs on one that stays, stays"
    assert taken_along(Standing(bodies, pinned=["under"]), {}, by, {"under": {"a"}}) == by
    assert taken_along(standing, {"new": Newcomer(Span(60, 90, 80, 120))}, by, {"under": {"a"}}) == by
