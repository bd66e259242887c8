"""Ways out for names that stand on something: the free place nearest to what they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from opsdesigner.layout.names import Places, own_part
from opsdesigner.layout.page import FRAMES, Page
from opsdesigner.layout.words import room_for
from opsdesigner.layout.yardstick import Fault
from opsdesigner.model import Bounds, Edge, Id, Model, Shape
from opsdesigner.model.geometry import Box, box_of

Way = Callable[[Model], None]


def named_anew(model: Model, fault: Fault) -> Iterator[Way]:
    """The name is put where it covers nothing; of two the first, then the other."""
    for id in fault[1:3] if fault[0] == "name on name" else fault[1:2]:
        yield partial(_put, id=id)


def _put(model: Model, id: Id) -> None:
    record = model[id]
    assert isinstance(record, Shape | Edge)
    shapes, edges = model.referrers(record.diagram, Shape), model.referrers(record.diagram, Edge)
    page = Page(model.records, shapes, edges)
    place = _place(page, record)
    if place is not None:
        left, top, right, foot = (round(value, 2) for value in place)
        props = record.props.having(labelPlaced=None)
        model.update(id, label=Bounds(left, top, right - left, foot - top), props=props)


def _place(page: Page, record: Shape | Edge) -> Box | None:
    """As the layout of a page finds places, among all that stands there."""
    named: list[Shape | Edge] = [*page.shapes.values(), *page.edges.values()]
    taken = [box_of(each.label) for each in named if each.label is not None and each.id != record.id]
    solid = [
        box_of(shape) for id, shape in page.shapes.items() if page.family(id) not in FRAMES and not page.members.get(id)
    ]
    lines = {id: edge.points for id, edge in page.edges.items() if len(edge.points) > 1}
    frames = [box_of(shape) for id, shape in page.shapes.items() if page.family(id) in FRAMES]
    places = Places([*solid, *taken], list(lines.values()), frames, page.upright)
    if isinstance(record, Shape):
        leg = next((lines[id] for id in lines if page.ends(id)[0] == record.id), ())
        name, family = page.name(record.id), page.family(record.id)
        return places.beside_shape(box_of(record), room_for(name), family, leg) if name else None
    name = page.link(record.id).name
    if not name or record.id not in lines:
        return None
    source = page.ends(record.id)[0]
    siblings = [lines[id] for id in lines if source and page.ends(id)[0] == source and id != record.id]
    return places.along_line(own_part(lines[record.id], siblings), room_for(name))
