"""One record of three versions: each field, and each property, from whoever changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opsdesigner.model import Diagram, Edge, Link, Node, Props, Record, Shape, Value

from .clash import Clash

# Fields that are changed together stay together.
GROUPS: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    Node: (("name",), ("kind",), ("parent", "lane", "host"), ("resource",)),
    Link: (("name",), ("kind",), ("source",), ("target",), ("parent",)),
    Diagram: (("name",), ("kind",), ("root",)),
    Shape: (("diagram", "node"), ("x", "y", "width", "height"), ("label",)),
    Edge: (("diagram", "link"), ("points",), ("label",)),
}


def joined(base: Record | None, ours: Record, theirs: Record) -> tuple[Record, list[Clash]]:
    """Ours with what theirs changed; where both changed the same, ours, and the clash. `base` None: both are new."""
    if ours == theirs or theirs == base:
        return ours, []
    if type(ours) is not type(theirs):
        return ours, [Clash(ours.id, "type", type(ours).__name__, type(theirs).__name__)]
    layout = isinstance(ours, Shape | Edge)
    taken: dict[str, object] = {}
    clashes: list[Clash] = []
    for group in GROUPS[type(ours)]:
        was, mine, other = (_values(record, group) for record in (base, ours, theirs))
        if other in (mine, was):
            continue
        if mine == was:
            taken.update(zip(group, other, strict=True))
        else:
            clashes += _told(ours, group, mine, other, layout)
    props, others = _props(base, ours, theirs)
    clashes += [Clash(ours.id, name, ours.props.get(name), theirs.props.get(name), layout) for name in others]
    return replace(ours, props=props, **taken), clashes  # type: ignore[arg-type]


def _values(record: Record | None, group: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(record, name, None) for name in group)


def _told(
    ours: Record, group: tuple[str, ...], mine: tuple[object, ...], other: tuple[object, ...], layout: bool
) -> list[Clash]:
    """A clash for each field of a group that differs; one for a place as a whole."""
    if layout:
        return [Clash(ours.id, group[0], mine, other, True)]
    rows = zip(group, mine, other, strict=True)
    return [Clash(ours.id, name, one, another) for name, one, another in rows if one != another]


def _props(base: Record | None, ours: Record, theirs: Record) -> tuple[Props, list[str]]:
    """The properties of both, and the names of those that both changed, each its own way."""
    start = base.props if base is not None else Props()
    values: dict[str, Value | None] = {}
    clashes: list[str] = []
    for name in sorted({*start, *ours.props, *theirs.props}):
        was, mine, other = start.get(name), ours.props.get(name), theirs.props.get(name)
        if other in (mine, was):
            continue
        if mine == was:
            values[name] = other
        else:
            clashes.append(name)
    return (ours.props.having(**values) if values else ours.props), clashes
