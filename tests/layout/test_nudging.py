"""Lines moved apart: only the piece that is shared moves, only where there is room."""

from __future__ import annotations

from opsdesigner.layout.nudging import nudged
from opsdesigner.model.geometry import Box

LINE = ((0.0, 0.0), (100.0, 0.0), (100.0, 200.0), (200.0, 200.0))
OTHER: Box = (100.0, 50.0, 100.0, 150.0)


def test_a_shared_piece_goes_aside_and_the_rest_stays() -> None:
    assert nudged(LINE, (), [OTHER]) == ((0, 0), (108, 0), (108, 200), (200, 200))
    assert nudged(LINE, (), [(103.0, 50.0, 103.0, 150.0)]) == ((0, 0), (92, 0), (92, 200), (200, 200))
    level = tuple((y, x) for x, y in LINE)
    assert nudged(level, (), [(50.0, 100.0, 150.0, 100.0)]) == ((0, 0), (0, 108), (200, 108), (200, 200))


def test_it_goes_to_the_side_that_is_free_or_not_at_all() -> None:
    right, left = (105.0, 60.0, 180.0, 140.0), (20.0, 60.0, 96.0, 140.0)
    assert nudged(LINE, [right], [OTHER]) == ((0, 0), (92, 0), (92, 200), (200, 200))
    assert nudged(LINE, [right, left], [OTHER]) == ()
    assert nudged(LINE, (), [OTHER, (108.0, 50.0, 108.0, 150.0)]) == ((0, 0), (92, 0), (92, 200), (200, 200))


def test_lines_that_only_cross_or_have_no_inner_piece_stay() -> None:
    assert nudged(LINE, (), [(50.0, 100.0, 150.0, 100.0), (300.0, 0.0, 300.0, 200.0)]) == LINE
    assert nudged(LINE[:2], (), [(0.0, 0.0, 100.0, 0.0)]) == LINE[:2]
    tight = ((0.0, 0.0), (6.0, 0.0), (6.0, 200.0), (12.0, 200.0))
    assert nudged(tight, (), [(6.0, 50.0, 6.0, 150.0)]) == ()
