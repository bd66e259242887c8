"""Pinned boxes of an org chart stay, all others give way to the right, so that nothing stands on anything."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from opsdesigner.model.geometry import Box as Frame
from opsdesigner.model.geometry import grown
from opsdesigner.model.records import Point

from .channels import Grid
from .tree_blocks import ALIKE, SIBLING
from .tree_styles import Box


def out_of_the_way(
    boxes: Mapping[str, Box], places: Mapping[str, Point], pinned: Mapping[str, Point], heads: Mapping[str, str]
) -> dict[str, Point]:
    """The places after room was made: for each branch of a pinned box in turn, at last for the rest.

    Room is made as with the space tool: all of a branch from the first box in the way on moves right. What stands
    further right moves at least as far, so that no two boxes that were apart can meet.
    """
    made = dict(places)
    grid = Grid(_frame(boxes[id], at) for id, at in pinned.items())
    branches: dict[str, list[str]] = {id: [] for id in (*pinned, "")}
    for id in places:
        if id not in pinned:
            branches[heads.get(id, "")].append(id)
    for ids in branches.values():
        _make_room(boxes, made, ids, grid)
        for id in ids:
            grid.add(_frame(boxes[id], made[id]))
    return made


def _make_room(boxes: Mapping[str, Box], places: dict[str, Point], ids: list[str], grid: Grid) -> None:
    by = 0.0
    for _, group in groupby(sorted(ids, key=lambda id: places[id][0]), key=lambda id: places[id][0]):
        column = list(group)
        pending = list(column)
        while pending:  # whoever is clear has to look again once another one has moved the column on
            id = pending.pop()
            x, y = places[id]
            frame = grown(_frame(boxes[id], (x + by, y)), SIBLING - ALIKE)
            reach = max((hit[2] for hit in grid.hits(frame)), default=None)
            if reach is not None:
                by = max(by, reach + SIBLING - x)
                pending = list(column)
        for id in column:
            places[id] = (places[id][0] + by, places[id][1])


def _frame(box: Box, at: Point) -> Frame:
    return (at[0], at[1], at[0] + box.width, at[1] + box.height)
