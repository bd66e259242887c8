"""Lines moved apart: a piece that runs in one with another line goes a little aside, the line keeps its form.

The second stage of M. Wybrow, K. Marriott, P. J. Stuckey, "Orthogonal Connector Routing", Graph Drawing 2009, for one
line among others that stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.model.geometry import Box, grown, pieces, touches
from opsdesigner.model.records import Point

from .visibility import APART

Points = tuple[Point, ...]
SHARES = 10.0  # px that two lines may run in one, where they cross or dock
ROOM = 4.0  # px a piece moved aside keeps from boxes
LEAST = 8.0  # px that the pieces beside it keep
ASIDE = (1, -1, 2, -2, 3, -3)  # times APART


def nudged(line: Points, walls: Sequence[Box], runs: Sequence[Box]) -> Points:
    """The line with no inner piece running in one with other lines; () where there is no room for that.

    The first and the last piece stay where they dock.
    """
    made = list(line)
    for i in range(1, len(made) - 2):
        if not _shares(made[i], made[i + 1], runs):
            continue
        tries = (_aside(made, i, times * APART) for times in ASIDE)
        better = next((each for each in tries if each and _free(each, i, walls, runs)), None)
        if better is None:
            return ()
        made = better
    return tuple(made)


def _shares(a: Point, b: Point, runs: Sequence[Box]) -> bool:
    axis = 0 if a[0] == b[0] else 1  # the one that is the same all along
    low, high = sorted((a[1 - axis], b[1 - axis]))
    return any(
        run[axis] == run[axis + 2]
        and abs(run[axis] - a[axis]) < APART
        and min(high, run[3 - axis]) - max(low, run[1 - axis]) > SHARES
        for run in runs
    )


def _aside(line: list[Point], i: int, by: float) -> list[Point]:
    """The line with its piece after point i moved; none where a piece beside it would turn round or nearly vanish."""
    axis = 0 if line[i][0] == line[i + 1][0] else 1
    at = line[i][axis] + by
    for beyond in (line[i - 1], line[i + 2]):
        before, after = line[i][axis] - beyond[axis], at - beyond[axis]
        if before * after <= 0 or abs(after) < LEAST:
            return []
    made = line[:]
    for k in (i, i + 1):
        made[k] = (at, line[k][1]) if axis == 0 else (line[k][0], at)
    return made


def _free(line: list[Point], i: int, walls: Sequence[Box], runs: Sequence[Box]) -> bool:
    moved = line[i - 1 : i + 3]
    if _shares(line[i], line[i + 1], runs):
        return False
    middle = pieces(moved)[1]
    return not any(touches(middle, grown(wall, ROOM)) for wall in walls) and not any(
        touches(piece, grown(wall, -1.0)) for piece in pieces(moved) for wall in walls
    )
