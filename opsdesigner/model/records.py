"""The five records a document is made of. Records never change; the model swaps them.

Each record type names its references. `refs` are what it cannot live without: it goes when the target goes.
`soft` ones are let go of: they become "" when the target goes.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from secrets import choice
from typing import ClassVar, NamedTuple

from .props import NO_PROPS, Props

Id = str
Point = tuple[float, float]


class Bounds(NamedTuple):
    """A place on a diagram: left, top, width, height, in px at 100 % zoom."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Node:
    """A thing that exists: a step, a gateway, an event, a pool, a lane, a process, a message, a role, a person."""

    id: Id
    kind: str
    name: str = ""
    parent: Id = ""  # what it lies in: process, sub-process, collaboration, lane set's owner or outer lane
    host: Id = ""  # what it stands on: a boundary event's activity, a pool's process, a reference's data
    lane: Id = ""  # the innermost lane that lists it
    origin: Id = ""  # what it was copied from; its foreign content is copied on saving
    props: Props = NO_PROPS
    resource: Id = ""  # the role or unit a lane or pool stands for; the unit a role or unit belongs to

    refs: ClassVar[tuple[str, ...]] = ("parent", "host")
    soft: ClassVar[tuple[str, ...]] = ("lane", "resource")


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two records: a flow, an association, a reporting line, an assignment of a role to a step."""

    id: Id
    kind: str
    source: Id
    target: Id
    name: str = ""
    parent: Id = ""
    origin: Id = ""
    props: Props = NO_PROPS

    refs: ClassVar[tuple[str, ...]] = ("parent", "source", "target")
    soft: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """One page, showing what lies under its root: a process, a collaboration, a sub-process; or an org chart."""

    id: Id
    root: Id
    name: str = ""
    props: Props = NO_PROPS
    kind: str = ""  # "" for BPMN, "orgChart" for who sits where

    refs: ClassVar[tuple[str, ...]] = ("root",)
    soft: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a node stands on a diagram, and where its name stands if that was placed."""

    id: Id
    diagram: Id
    node: Id
    x: float
    y: float
    width: float
    height: float
    label: Bounds | None = None
    props: Props = NO_PROPS

    refs: ClassVar[tuple[str, ...]] = ("diagram", "node")
    soft: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """Which way a link runs on a diagram, and where its name stands if that was placed."""

    id: Id
    diagram: Id
    link: Id
    points: tuple[Point, ...]
    label: Bounds | None = None
    props: Props = NO_PROPS

    refs: ClassVar[tuple[str, ...]] = ("diagram", "link")
    soft: ClassVar[tuple[str, ...]] = ()


Record = Node | Link | Diagram | Shape | Edge
RECORDS: dict[str, type[Node] | type[Link] | type[Diagram] | type[Shape] | type[Edge]] = {
    cls.__name__: cls for cls in (Node, Link, Diagram, Shape, Edge)
}

_NO_NAME = re.compile(r"[^\w.-]+")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def writable_id(text: str) -> Id:
    """An id that a file can hold, of one made up for what has none or has one that no file can hold."""
    plain = _NO_NAME.sub("_", text)
    return plain if plain[:1].isalpha() or plain[:1] == "_" else f"_{plain}"


def new_id(prefix: str, taken: Container[str] = ()) -> Id:
    """A fresh id that is a valid XML ID, for instance `Task_0f3k9q2`."""
    while True:
        made = f"{prefix}_{''.join(choice(_LETTERS) for _ in range(7))}"
        if made not in taken:
            return made
