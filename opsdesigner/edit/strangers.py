"""Records from a clipboard: any program may have put them there, so they are looked at before they are used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from math import isfinite

from opsdesigner.model import Bounds, Diagram, Edge, Id, Link, Node, Props, Record, Shape, Value
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import KINDS, LINKS, ORG_CHART, kind_of
from opsdesigner.notation.properties import SHAPE_PROPERTIES, properties_of

MOST_LETTERS = 50_000_000  # of a text that is looked at
MOST_RECORDS = 300_000
LONGEST, LONGEST_ID = 10_000_000, 1_000  # letters of a text, of an id
FARTHEST = 1e7  # px
MOST_POINTS = 10_000
_TEXTS = ("kind", "name")
_SIZES = ("width", "height")


def sound(records: Mapping[Id, Record], box: Sequence[float]) -> dict[Id, Record]:
    """The records without the properties that no file could hold.

    Raises ValueError where a record is none that a document could hold, or hangs on itself, or the box is none.
    """
    _require(len(box) == 4 and all(map(_is_number, box)), "no box")
    _require(len(records) <= MOST_RECORDS, "too many records")
    for id, record in records.items():
        _require(record.id == id and bool(id), f"{id}: another id")
        for field in fields(record):
            _check_field(field.name, getattr(record, field.name))
        _require(_known(record), f"{id}: of no kind")
        if isinstance(record, Shape | Edge):
            _require(isinstance(records.get(record.diagram), Diagram | None), f"{id}: on no page")
    for up in ("parent", "host", "lane", "resource"):
        _check_ends(records, up)
    return {id: replace(_nameless(record), props=_fitting(record)) for id, record in records.items()}


def _known(record: Record) -> bool:
    if isinstance(record, Node):
        return record.kind in KINDS
    if isinstance(record, Link):
        return record.kind in LINKS
    return not isinstance(record, Diagram) or record.kind in ("", ORG_CHART)


def _check_field(name: str, value: object) -> None:
    if name == "props":
        _require(isinstance(value, Props), name)
    elif name == "points":
        _require(isinstance(value, tuple) and 2 <= len(value) <= MOST_POINTS, name)
        _require(all(_is_number(each) for point in value for each in point), name)  # type: ignore[attr-defined]
    elif name == "label":
        numbers = value is None or (isinstance(value, Bounds) and all(map(_is_number, value)))
        _require(numbers and (value is None or min(value[2:]) >= 0), name)  # type: ignore[index]
    elif name in ("x", "y", *_SIZES):
        _require(_is_number(value) and (name not in _SIZES or value > 0), name)  # type: ignore[operator]
    else:
        _require(isinstance(value, str) and len(value) <= (LONGEST if name in _TEXTS else LONGEST_ID), name)


def _check_ends(records: Mapping[Id, Record], up: str) -> None:
    """Nothing lies in itself, however far up."""
    safe: set[Id] = set()
    for record in records.values():
        path: dict[Id, None] = {}
        at: Record | None = record
        while isinstance(at, Node) and at.id not in safe:
            _require(at.id not in path, f"{at.id}: its own {up}")
            path[at.id] = None
            at = records.get(getattr(at, up))
        safe.update(path)


def _nameless(record: Record) -> Record:
    """Without a name where its kind has none."""
    named = not isinstance(record, Node | Link) or kind_of(record.kind).named
    return record if named else replace(record, name="")  # type: ignore[arg-type]


def _fitting(record: Record) -> Props:
    """Its properties that are known for its kind and of the type that they have there."""
    if isinstance(record, Node | Link):
        rows = properties_of(record.kind)
    else:
        drawn_as = "shape" if isinstance(record, Shape) else "edge"
        rows = tuple(row for row in SHAPE_PROPERTIES if drawn_as in row.on and not isinstance(record, Diagram))
    editors = {row.name: row.editor for row in rows}
    kept: dict[str, Value] = {}
    for name, value in record.props.items():
        editor = editors.get(name, "")
        if editor == "events":
            if causes := _causes(record.props):
                kept[name] = causes
        elif _fits(editor, value):
            kept[name] = value
    return Props(kept)


def _fits(editor: str, value: Value) -> bool:
    if editor in ("", "flag"):
        return bool(editor) and isinstance(value, bool)
    if editor == "number":
        return isinstance(value, int) and _is_number(value)
    return isinstance(value, str) and len(value) <= LONGEST


def _causes(props: Props) -> tuple[Props, ...]:
    """What an event waits for or causes: all that says what it is, and of that what goes with it."""
    made = []
    for bag in props.bags("events"):
        row = DEFINITIONS.get(bag.text("kind"))
        if row is not None:
            facts = [name.lstrip("@") for name, _ in row.facts]
            named = ("kind", "id", "shared", *(["ref"] if row.refers else []), *facts)
            made.append(Props({name: text for name in named if (text := bag.text(name))}))
    return tuple(made)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and abs(value) <= FARTHEST


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)


def drawn(records: Mapping[Id, Record], ids: Iterable[Id], page: Id) -> bool:
    """Whether all of these are shapes of one page, and what they show is there too."""
    shapes = [record if isinstance(record := records.get(id), Shape) else None for id in ids]
    return all(shape and shape.diagram == page and isinstance(records.get(shape.node), Node) for shape in shapes)
