"""Variable placement with separation constraints: everybody near where they want to be, each far enough from the next.

After Dwyer, Marriott, Stuckey: Fast node overlap removal (Graph Drawing 2005): blocks of variables whose constraints
are tight move as one; the most violated constraint merges two blocks, or opens another one in the way of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

TOLERANCE = 1e-6
ROUNDS = 40  # over all constraints, until no block gets better for being split


class Rule(NamedTuple):
    """The second of two variables stays so far beyond the first at least."""

    first: int
    last: int
    gap: float


@dataclass(eq=False, slots=True)
class _Tie:
    """A rule; tight where it holds two variables of a block together."""

    rule: Rule
    tight: bool = False


@dataclass(eq=False, slots=True)
class _Block:
    """Variables that move as one, each at an offset; where one of them is fixed, so are all."""

    members: list[int]
    place: float
    anchor: int | None = None


def settled(wanted: Sequence[float], fixed: Sequence[bool], rules: Sequence[Rule]) -> list[float] | None:
    """Places that keep every rule, with the least sum of squares off the wanted ones; the fixed stay exactly.

    None where no places keep all rules.
    """
    state = _State(wanted, fixed, rules)
    for _ in range(ROUNDS):
        if not state.satisfy():
            return None
        if not state.split():
            break
    return [wanted[v] if fixed[v] else state.value(v) for v in range(len(wanted))]


class _State:
    """The blocks as they are while places are worked out."""

    def __init__(self, wanted: Sequence[float], fixed: Sequence[bool], rules: Sequence[Rule]) -> None:
        self.wanted, self.fixed = wanted, fixed
        self.ties = [_Tie(rule) for rule in rules]
        self.at: list[list[_Tie]] = [[] for _ in wanted]
        for tie in self.ties:
            self.at[tie.rule.first].append(tie)
            self.at[tie.rule.last].append(tie)
        self.block = [_Block([v], place, v if fixed[v] else None) for v, place in enumerate(wanted)]
        self.offset = [0.0] * len(wanted)

    def value(self, v: int) -> float:
        return self.block[v].place + self.offset[v]

    def slack(self, tie: _Tie) -> float:
        return self.value(tie.rule.last) - self.value(tie.rule.first) - tie.rule.gap

    def satisfy(self) -> bool:
        """Merges blocks until every rule is kept; whether that is possible."""
        for _ in range(4 * len(self.ties) + 4):
            tie = min((each for each in self.ties if not each.tight), key=self.slack, default=None)
            if tie is None or self.slack(tie) >= -TOLERANCE:
                return True
            first, last = self.block[tie.rule.first], self.block[tie.rule.last]
            if first is last or (first.anchor is not None and last.anchor is not None):
                if not self._loosen(tie, first, last):
                    return False  # the rules contradict each other
                first, last = self.block[tie.rule.first], self.block[tie.rule.last]
                if self.slack(tie) >= -TOLERANCE:
                    continue
            self._merge(first, last, tie)
        return False

    def split(self) -> bool:
        """Parts the blocks whose parts would rather be further apart; whether there were any."""
        parted = False
        for tie in self.ties:
            if tie.tight and self._strain(tie) < -TOLERANCE:
                self._part(tie)
                parted = True
        return parted

    def _loosen(self, tie: _Tie, first: _Block, last: _Block) -> bool:
        """Parts what keeps the ends of a rule together though they may be further apart; whether there was anything."""
        if first is last:
            way = self._way(tie.rule.first, tie.rule.last)
        else:
            assert first.anchor is not None and last.anchor is not None
            way = self._way(tie.rule.first, first.anchor) + self._way(last.anchor, tie.rule.last)
        if not way:
            return False
        self._part(min(way, key=self._strain))
        return True

    def _way(self, start: int, goal: int) -> list[_Tie]:
        """Of the tight rules between two variables of a block, those that let the goal go on."""
        came: dict[int, tuple[int, _Tie]] = {}
        pending, seen = [start], {start}
        while pending:
            at = pending.pop()
            for tie in self.at[at]:
                other = tie.rule.last if tie.rule.first == at else tie.rule.first
                if tie.tight and other not in seen:
                    seen.add(other)
                    came[other] = (at, tie)
                    pending.append(other)
        found = []
        while goal != start:
            before, tie = came[goal]
            if tie.rule.first == before:
                found.append(tie)
            goal = before
        return found

    def _merge(self, first: _Block, last: _Block, tie: _Tie) -> None:
        """Two blocks as one, the rule between them tight."""
        by = self.offset[tie.rule.first] + tie.rule.gap - self.offset[tie.rule.last]
        for v in last.members:
            self.offset[v] += by
            self.block[v] = first
        first.members += last.members
        first.anchor = first.anchor if first.anchor is not None else last.anchor
        tie.tight = True
        self._rest(first)

    def _rest(self, block: _Block) -> None:
        """A block goes where the squares are least, or where its fixed one has to be."""
        if block.anchor is not None:
            block.place = self.wanted[block.anchor] - self.offset[block.anchor]
        else:
            block.place = sum(self.wanted[v] - self.offset[v] for v in block.members) / len(block.members)

    def _part(self, tie: _Tie) -> None:
        """Without a rule, what still hangs together with either end becomes a block of its own."""
        tie.tight = False
        for end in (tie.rule.first, tie.rule.last):
            mine = self._side(end)
            made = _Block(mine, 0.0, next((v for v in mine if self.fixed[v]), None))
            for v in mine:
                self.block[v] = made
            self._rest(made)

    def _side(self, v: int) -> list[int]:
        """The variables that tight rules tie to one."""
        found, pending = {v: None}, [v]
        while pending:
            at = pending.pop()
            for tie in self.at[at]:
                other = tie.rule.last if tie.rule.first == at else tie.rule.first
                if tie.tight and other not in found:
                    found[other] = None
                    pending.append(other)
        return list(found)

    def _strain(self, tie: _Tie) -> float:
        """How hard a tight rule has to hold its ends apart: its Lagrange multiplier; below 0 it ties them."""
        tie.tight = False
        sign, side = 2.0, self._side(tie.rule.last)
        if any(self.fixed[v] for v in side):
            sign, side = -2.0, self._side(tie.rule.first)
        tie.tight = True
        if any(self.fixed[v] for v in side):
            return 0.0
        return sign * sum(self.value(v) - self.wanted[v] for v in side)
