"""Pinned boxes of an org chart stay, all others give way to the right, so that nothing stands on anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from opsdesigner.model.geometry import Box as Frame
from opsdesigner.model.geometry import grown, shifted

from .channels import Grid
from .tree_blocks import ALIKE, SIBLING

Frames = Mapping[str, Frame]


def out_of_the_way(
    frames: Frames,
    order: Sequence[str],
    boss: Mapping[str, str],
    on_stems: Collection[str],
    pinned: Mapping[str, object],
) -> dict[str, float]:
    """How far each box moves to the right: the branch of each pinned box in turn, at last all the rest.

    A boss and the leaves on the boss's stem move as one, all others alone; each as their boss did and on until they
    are clear of all that stands already.
    """
    grid = Grid(frames[id] for id in pinned)
    bosses = set(boss.values())
    heads: dict[str, str] = {}  # the nearest pinned box above
    branches: dict[str, dict[str, list[str]]] = {id: defaultdict(list) for id in (*pinned, "")}
    for id in order:
        heads[id] = id if id in pinned else heads.get(boss.get(id, ""), "")
        if id not in pinned:
            branches[heads[id]][boss[id] if id in on_stems and id not in bosses else id].append(id)
    moves: dict[str, float] = {}
    for groups in branches.values():
        for first, ids in groups.items():
            by = moves.get(boss.get(first, ""), 0.0)
            own = [frames[id] for id in ids]
            while push := max(_push(grid, shifted(frame, by, 0.0)) for frame in own):
                by += push
            for frame in own:
                grid.add(shifted(frame, by, 0.0))
            moves.update(dict.fromkeys(ids, by))
    return moves


def _push(grid: Grid, frame: Frame) -> float:
    """How far right of its place a box is clear of what it meets there."""
    return max((hit[2] + SIBLING - frame[0] for hit in grid.hits(grown(frame, SIBLING - ALIKE))), default=0.0)
