"""Lines brought from one state to another: nothing typed is lost, nothing of others is overwritten."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.capture.patching import holding, merged, runs, standing

LINES = st.lists(st.sampled_from(["a", "b", "c", "  d", "e"]), max_size=7)


@given(LINES, LINES)
def test_runs_make_the_new_text_of_the_old_one(old: list[str], new: list[str]) -> None:
    made: list[str] = []
    for run in runs(old, new):
        made += old[run.first : run.last] if run.tag == "equal" else new[run.start : run.end]
    assert made == new


@given(LINES, LINES)
def test_what_only_one_has_changed_is_as_that_one_has_it(base: list[str], other: list[str]) -> None:
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other


def test_both_are_kept_where_they_are_apart() -> None:
    assert merged(["a", "b", "c"], ["a", "B", "c"], ["a", "b", "new", "C"]) == ["a", "B", "new", "C"]


def test_a_line_that_others_changed_is_theirs() -> None:
    assert merged(["a", "b"], ["a", "mine"], ["a", "theirs"]) == ["a", "theirs"]
    assert merged(["a", "b"], ["a", "mine"], ["a"]) == ["a"]


def test_an_empty_line_is_held_below_the_line_it_stood_under() -> None:
    assert [target.text for target in holding(["a", "", "c"], ["a", "b", "c"], 1)] == ["a", "", "b", "c"]
    assert [target.text for target in holding(["a", "x", ""], ["a", "x"], 2)] == ["a", "x", ""]
    assert [target.text for target in holding(["a", "x"], ["a"], 1)] == ["a"]


def test_lines_are_known_however_they_are_worded_or_placed() -> None:
    assert [target.line for target in standing(["a", "", "Sales: b", "c"], ["a", "b", "c"])] == [0, -1, 1, 2]
    assert [target.line for target in standing(["a", "d", "c"], ["a", "c", "  d"])] == [0, 2, 1]
    assert [target.line for target in standing(["a", "new"], ["a"])] == [0, -1]
