"""Lines of an outline that belong together: moved, followed, put in as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.capture.blocks import asks, block_end, deciding, indented, line_after, moved

LINES = ["# p", "a", "! late: t", "// n", "b?", "  yes: x", "    y", "  no: z", "c"]


def test_a_line_moves_past_its_neighbour_with_all_that_belongs_to_both() -> None:
    assert moved(LINES, 4, 5, 1) == (["# p", "a", "! late: t", "// n", "c", "b?", "  yes: x", "    y", "  no: z"], 5)
    assert moved(LINES, 4, 5, -1) == (["# p", "b?", "  yes: x", "    y", "  no: z", "a", "! late: t", "// n", "c"], 1)
    assert moved(LINES, 1, 2, 1) == (["# p", "b?", "  yes: x", "    y", "  no: z", "a", "! late: t", "// n", "c"], 5)


def test_several_lines_move_as_one() -> None:
    assert moved(["a", "b", "c", "d"], 1, 3, -1) == (["b", "c", "a", "d"], 0)
    assert moved(["a", "b", "c", "d"], 0, 2, 1) == (["c", "a", "b", "d"], 1)


@pytest.mark.parametrize(("at", "by"), [(0, 1), (1, -1), (8, 1), (7, 1), (5, -1)])
def test_the_first_and_the_last_of_their_kind_stay(at: int, by: int) -> None:
    assert moved(LINES, at, at + 1, by) is None


@given(st.lists(st.sampled_from(["a", "  b", "    c", "! d: e", "", "f?"]), min_size=1, max_size=9), st.data())
def test_no_line_is_lost_by_moving_and_back_is_as_it_was(lines: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    found = moved(lines, at, at + 1, data.draw(st.sampled_from([-1, 1])))
    if found is not None:
        assert sorted(found[0]) == sorted(lines)
        assert found[0][found[1]] == lines[at]


def test_the_next_line_comes_below_what_is_said_of_a_step_and_above_what_it_holds() -> None:
    assert line_after(LINES, 1) == (4, 0)
    assert line_after(LINES, 2) == (3, 0)
    assert line_after(LINES, 4) == (5, 2)
    assert line_after(LINES, 5) == (6, 4)
    assert line_after(["a", "b? ~10m"], 1) == (2, 2)
    assert line_after(["[subProcess] a", "  b", "c"], 0) == (1, 2)


@pytest.mark.parametrize("line", ["Fine?", "Sales: In stock? ~10m", "  yes: [inclusiveGateway] Which"])
def test_decisions_ask(line: str) -> None:
    assert asks(line)


@pytest.mark.parametrize("line", ["?? Who?", "// why?", "! late: what?", '"Fine?"', "Check", ""])
def test_all_else_does_not_ask(line: str) -> None:
    assert not asks(line)


def test_a_branch_can_be_said_below_a_decision_only() -> None:
    assert deciding(LINES, 5)
    assert deciding(LINES, 6)
    assert not deciding(LINES, 8)
    assert block_end(LINES, 4) == 8


def test_lines_are_put_at_a_depth_as_they_stand_to_each_other() -> None:
    assert indented("    a\n      b\n\n\tc", 2) == "  a\n    b\n\n  c"
