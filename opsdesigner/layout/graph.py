"""Plain data in, plain data out: what a layout reads and what it returns, in px at 100 %, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

NodeKind = Literal["task", "gateway", "event", "data", "rim"]
FlowKind = Literal["sequence", "message", "association"]
Point = tuple[float, float]
Frame = tuple[float, float, float, float]  # x, y, width, height
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """What stands in a column. `host` names the activity a boundary event sits on, at the top if `over`.

    A "rim" is no more than the place where a message meets the edge of a pool. `name` is the room that a name outside
    its outline takes, None where it has none.
    """

    id: str
    width: float
    height: float
    lane: str
    kind: NodeKind = "task"
    host: str | None = None
    name: Size | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A line; messages and associations may also run straight up and down within a column."""

    id: str
    source: str
    target: str
    kind: FlowKind = "sequence"
    name: Size | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A band; bands lie one below the other, those that name the same pool next to each other."""

    id: str
    pool: str = ""
    least: float = 60.0  # height
    top: float = 22.0  # room above the first shape
    foot: float = 22.0


@dataclass(frozen=True, slots=True)
class Graph:
    nodes: list[Node]
    flows: list[Flow]
    lanes: list[Lane]


@dataclass(frozen=True, slots=True)
class Options:
    """Distances in pixels, and how hard to search."""

    left: float = 0.0  # where the first column may begin
    node_gap: float = 30  # between two boxes of one column
    flow_gap: float = 14  # between a box and a passing flow
    corner_gap: float = 18  # between a box and the first turn above or below it
    track: float = 12  # between two parallel flows
    channel: float = 20  # from a column to the first track
    pool_gap: float = 30
    effort: float = 1.0  # scales the number of drawings tried


@dataclass(slots=True)
class Placement:
    """Frames of the nodes, top and height of the bands, points of the flows, and how far all reaches."""

    nodes: dict[str, Frame] = field(default_factory=dict)
    bands: dict[str, tuple[float, float]] = field(default_factory=dict)
    routes: dict[str, list[Point]] = field(default_factory=dict)
    right: float = 0.0
    foot: float = 0.0
    left: float = 0.0
