"""Columns of an org chart: blocks beside an upright stem, and leaves in grids on several of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from .tree_blocks import FAMILY, SIBLING, Block, Member

BESIDE = 14.0  # px from a stem to the boxes
TALL = 6  # leaves that hang in one column before there are two
PAGE = 1.5  # width to height of a page

Pair = tuple[Block | None, Block | None]


def on_stem(pairs: Sequence[Pair], heights: Sequence[float] | None = None) -> Block:
    """Blocks in rows left and right of a stem at x = 0, which starts at the top."""
    members: list[Member] = []
    x0 = x1 = y = 0.0
    for number, (left, right) in enumerate(pairs):
        if number:
            y += SIBLING if _plain(pairs[number - 1]) and _plain((left, right)) else FAMILY
        if left:
            members += _hung(left, -BESIDE - left.x1, y)
            x0 = min(x0, left.x0 - BESIDE - left.x1)
        if right:
            members += _hung(right, BESIDE - right.x0, y)
            x1 = max(x1, right.x1 + BESIDE - right.x0)
        y += heights[number] if heights else max(block.height for block in (left, right) if block)
    return Block(members, 0.0, (x0, x1), y)


def _hung(block: Block, x: float, y: float) -> list[Member]:
    return [(id, x + dx, y + dy, True) for id, dx, dy, _ in block.members]


def _plain(pair: Pair) -> bool:
    return all(block.single for block in pair if block)


def grid(leaves: Sequence[Block], columns: int) -> list[Block]:
    """Leaves line by line in so many columns; two columns share a stem between them."""
    lines = [leaves[at : at + columns] for at in range(0, len(leaves), columns)]
    heights = [max(block.height for block in line) for line in lines]
    stems: list[Block] = []
    for at in range(0, columns, 2):
        pairs: list[Pair] = []
        for line in lines:
            here = line[at : at + 2]
            alone = at + 1 == columns  # the last of an odd number of columns hangs to the right
            if here:
                pairs.append((None, here[0]) if alone else (here[0], here[1] if len(here) > 1 else None))
        stems.append(on_stem(pairs, heights))
    return stems


def _squarest(leaves: Sequence[Block], shape: float) -> int:
    """The number of columns whose grid comes nearest to a width to height."""
    width = max(block.x1 - block.x0 for block in leaves) + BESIDE
    height = max(block.height for block in leaves) + SIBLING
    return max(1, min(len(leaves), round(sqrt(shape * len(leaves) * height / width))))


def in_columns(leaves: Sequence[Block]) -> list[Block]:
    return grid(leaves, max(min(2, len(leaves)), _squarest(leaves, PAGE)))


def compactly(leaves: Sequence[Block]) -> list[Block]:
    return grid(leaves, 1 if len(leaves) <= TALL else max(2, _squarest(leaves, 1.0)))


def left_of(blocks: Sequence[Block]) -> list[Pair]:
    return [(block, None) for block in blocks]


def right_of(blocks: Sequence[Block]) -> list[Pair]:
    return [(None, block) for block in blocks]


def both_sides(blocks: Sequence[Block], lone_right: bool = False) -> list[Pair]:
    """Two by two, line by line."""
    pairs: list[Pair] = [(blocks[at], blocks[at + 1]) for at in range(0, len(blocks) - 1, 2)]
    if len(blocks) % 2:
        pairs.append((None, blocks[-1]) if lone_right else (blocks[-1], None))
    return pairs
