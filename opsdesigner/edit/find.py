"""Text found anywhere in a document, and replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import subject, title

from .draw import rename


def find(model: Model, text: str, diagram: Id = "") -> list[Id]:
    """The shapes and edges whose name, note or documentation holds a text, whatever its case, in reading order."""
    wanted = text.casefold()
    if not wanted:
        return []
    found = []
    for record in _drawn(model, diagram):
        thing = subject(model, record.id)
        if thing is not None and any(wanted in said.casefold() for said in _said(model, thing)):
            found.append(record)
    found.sort(key=lambda each: (each.diagram, *_place(each)))
    return [each.id for each in found]


def _drawn(model: Model, diagram: Id) -> Iterator[Shape | Edge]:
    for record in chain[Shape | Edge](model.all(Shape), model.all(Edge)):
        if not diagram or record.diagram == diagram:
            yield record


def _said(model: Model, thing: Node | Link) -> tuple[str, str]:
    return title(model, thing.id), thing.props.text("documentation")


def _place(record: Shape | Edge) -> tuple[float, float]:
    if isinstance(record, Shape):
        return (record.y, record.x)
    return (record.points[0][1], record.points[0][0])


def replace(model: Model, ids: Iterable[Id], text: str, by: str) -> int:
    """Puts another text for every occurrence in these names and documentations, as one change; how many it changed."""
    if not text:
        return 0
    pattern, count, done = re.compile(re.escape(text), re.IGNORECASE), 0, set[Id]()
    with model.change("Replace"):
        for id in list(ids):
            thing = subject(model, id)
            if thing is None or thing.id in done:
                continue
            done.add(thing.id)
            name, documentation = (pattern.sub(lambda _: by, said) for said in _said(model, thing))
            if name != title(model, thing.id):
                rename(model, thing.id, name)
                count += 1
            if documentation != thing.props.text("documentation"):
                model.set_props(thing.id, documentation=documentation or None)
                count += 1
    return count
