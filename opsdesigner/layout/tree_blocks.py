"""Branches as blocks with an outline, and how blocks stand side by side without touching.

The outline of a block is two flights of steps, left and right, without a gap from its top to its bottom. Blocks move
as close as their outlines allow (van der Ploeg's non-layered tidy trees); where a deep branch is kept off by another
further left, what stands between them shares the room (Buchheim, Jünger, Leipert).
"""

from __future__ import annotations

from collections.abc import Sequence

SIBLING, FAMILY, ROOTS = 12.0, 24.0, 48.0  # px between boxes side by side, between branches, between trees
ALIKE = 1e-6  # heights that differ by less are the same

Member = tuple[str, float, float, bool]  # box, its place in the block, whether it hangs on the block's stem


class Flight:
    """The steps of one side, the lowest first: (where it ends below, x), shifted as a whole by dx, dy."""

    __slots__ = ("dx", "dy", "steps")

    def __init__(self, steps: list[tuple[float, float]], dx: float = 0.0, dy: float = 0.0) -> None:
        self.steps, self.dx, self.dy = steps, dx, dy

    def bottom(self) -> float:
        return self.steps[0][0] + self.dy

    def put(self, bottom: float, x: float) -> None:
        """One more step on top."""
        self.steps.append((bottom - self.dy, x - self.dx))

    def crown(self, upper: Flight) -> None:
        """The other flight covers this one down to its own bottom."""
        end = upper.bottom() - self.dy
        steps = self.steps
        while steps and steps[-1][0] <= end:
            steps.pop()
        dx, dy = upper.dx - self.dx, upper.dy - self.dy
        steps.extend((bottom + dy, x + dx) for bottom, x in upper.steps)


class Block:
    """A branch, or a column of leaves without their boss: what of it the boss places, and the room it takes."""

    __slots__ = ("height", "left", "members", "port", "right", "single", "x0", "x1")

    def __init__(
        self,
        members: list[Member],
        port: float,
        reach: tuple[float, float],
        height: float,
        left: Flight | None = None,
        right: Flight | None = None,
        single: bool = False,
    ) -> None:
        self.members = members
        self.port = port  # x at which the line from above arrives
        self.x0, self.x1 = reach
        self.height = height
        self.left = left or Flight([(height, self.x0)])
        self.right = right or Flight([(height, self.x1)])
        self.single = single  # one box and nothing below it

    @property
    def hung(self) -> bool:
        """Whether it is a column on a stem of its own."""
        return self.members[0][3]

    def shift(self, x: float, y: float) -> None:
        """Moves the outline; the members stay as they are noted."""
        self.x0 += x
        self.x1 += x
        for flight in (self.left, self.right):
            flight.dx += x
            flight.dy += y


def row(blocks: Sequence[Block], near: float = SIBLING, far: float = FAMILY) -> tuple[list[float], Block]:
    """How far each block moves to the right, and the block of all of them; their outlines are used up.

    The first steps of two boxes or two columns side by side keep the near distance, all else the far one.
    """
    left, right = blocks[0].left, blocks[0].right
    places, spread = [0.0], _Spread(len(blocks))
    owners = [(blocks[0].height, 0)]  # whose steps the right side shows, the deepest first: (down to, number)
    for number in range(1, len(blocks)):
        block = blocks[number]
        alike = block.hung == blocks[number - 1].hung
        x, pushes = _clear(right, block.left, owners, near if alike else far, far)
        for still, by in pushes:
            spread.share(still, number, by)
        places.append(x)
        block.left.dx += x
        block.right.dx += x
        deep = left.bottom()
        if block.height > deep:
            block.left.crown(left)
            left = block.left
        if block.height >= deep:
            right = block.right
        else:
            right.crown(block.right)
        while owners and owners[-1][0] <= block.height:
            owners.pop()
        owners.append((block.height, number))
    places = spread.applied(places)
    x0 = min([x + block.x0 for x, block in zip(places, blocks, strict=True)])
    x1 = max([x + block.x1 for x, block in zip(places, blocks, strict=True)])
    return places, Block([], 0.0, (x0, x1), max([block.height for block in blocks]), left, right)


def _clear(
    right: Flight, left: Flight, owners: Sequence[tuple[float, int]], near: float, far: float
) -> tuple[float, list[tuple[int, float]]]:
    """The leftmost place clear of all that stands already; and who pushed the block on, how far."""
    theirs, ours = right.steps, left.steps
    dx, dy = right.dx - left.dx, right.dy - left.dy
    a, b, owner = len(theirs) - 1, len(ours) - 1, len(owners) - 1
    x = theirs[a][1] + dx + near - ours[b][1]
    pushes: list[tuple[int, float]] = []
    while True:
        below, beyond = theirs[a][0] + dy, ours[b][0]
        if below <= beyond:
            a -= 1
        if beyond <= below:
            b -= 1
        if a < 0 or b < 0:
            return x, pushes
        need = theirs[a][1] + dx + far - ours[b][1]
        if need > x:
            down_to = min(theirs[a][0] + dy, ours[b][0]) + left.dy - ALIKE
            while owners[owner][0] < down_to:
                owner -= 1
            pushes.append((owners[owner][1], need - x))
            x = need


class _Spread:
    """Room that blocks in between get evenly, noted in constant time and dealt out at the end."""

    def __init__(self, count: int) -> None:
        self.rise = [0.0] * (count + 1)  # change of the step from one block to the next
        self.drop = [0.0] * (count + 1)
        self.used = False

    def share(self, still: int, moved: int, by: float) -> None:
        """`moved` went right by so much because of `still`: those between them follow, each a share more."""
        if moved - still > 1:
            part = by / (moved - still)
            self.rise[still + 1] += part
            self.rise[moved] -= part
            self.drop[moved] -= part * (moved - still - 1)
            self.used = True

    def applied(self, places: list[float]) -> list[float]:
        if not self.used:
            return places
        spread: list[float] = []
        step = shift = 0.0
        for number, x in enumerate(places):
            step += self.rise[number]
            shift += step + self.drop[number]
            spread.append(x + shift)
        return spread
