"""Where in a process the talk is: the open path, the open blocks, the role that sticks. It never changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from opsdesigner.model import Id

DECISION, SPLIT, PARALLEL, EXCEPTION, SUB = "decision", "split", "parallel", "exception", "sub"
BRANCHING = (DECISION, SPLIT)
CLOSING = (DECISION, SPLIT, PARALLEL)  # what an empty line closes
JOINS = {  # what joins the branches of a gateway
    "exclusiveGateway": "exclusiveGateway",
    "inclusiveGateway": "inclusiveGateway",
    "parallelGateway": "parallelGateway",
    "eventBasedGateway": "exclusiveGateway",
    "complexGateway": "exclusiveGateway",
}


class Tail(NamedTuple):
    """The open end of a path: what it leaves, and what the flow to come will say."""

    source: Id
    label: str = ""
    portion: str = ""
    turn: int = 0  # of a branch: the so-manieth of its block


class Join(NamedTuple):
    """Two or more open ends that meet before what comes next, in a gateway of a kind."""

    kind: str
    ends: tuple[Open, ...]


Open = Tail | Join


def joined(kind: str, ends: tuple[Open, ...]) -> Open | None:
    """Open ends as one; those that meet in a gateway of the same kind meet at once."""
    flat: list[Open] = []
    for end in ends:
        flat += end.ends if isinstance(end, Join) and end.kind == kind else (end,)
    if len(flat) < 2:
        return flat[0] if flat else None
    return Join(kind, tuple(flat))


@dataclass(frozen=True, slots=True)
class Block:
    """What is open: a decision, a step or parallel gateway with branches, an exception, a sub-process."""

    sort: str
    node: Id
    indent: int = 0
    join: str = "exclusiveGateway"
    exact: bool = False
    done: tuple[Open, ...] = ()  # the ends of finished branches
    labels: tuple[str, ...] = ()
    branches: int = 0
    here: Open | None = None  # of exceptions and sub-processes: where it goes on afterwards
    role: str = ""
    step: Id = ""
    outer: int = 0  # how far the line of that step is indented


@dataclass(frozen=True, slots=True)
class State:
    """All that one line has to know of those before it."""

    here: Open | None = None  # None after an end or a jump, and before anything
    step: Id = ""  # the current step: what exceptions and remarks are about
    indent: int = 0  # of its line
    role: str = ""
    spoken: bool = False  # whether a role was named, be it nobody
    blocks: tuple[Block, ...] = ()
    begun: bool = False  # by an arrow that leads nowhere: nothing leads to what comes first

    @property
    def top(self) -> Block | None:
        return self.blocks[-1] if self.blocks else None

    @property
    def scope(self) -> Id:
        """The sub-process the talk is in, "" for the process itself."""
        return next((block.node for block in reversed(self.blocks) if block.sort == SUB), "")

    def deciding(self) -> list[Block]:
        """The open decisions a branch may belong to, the innermost first."""
        found = []
        for block in reversed(self.blocks):
            if block.sort in (EXCEPTION, SUB):
                break
            if block.sort in BRANCHING:
                found.append(block)
        return found


def lifted(state: State) -> State:
    """What is open stays open, however little the lines to come are indented."""
    return replace(state, blocks=tuple(replace(block, indent=-1) for block in state.blocks), indent=-1)


def grounded(state: State) -> State:
    """The same as if all that is open had been said without indentation."""
    return replace(state, blocks=tuple(replace(block, indent=0) for block in state.blocks), indent=0)
