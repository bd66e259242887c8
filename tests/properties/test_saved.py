"""Random gestures on real and sample files: what is saved reads back the same, and undo leads back to the bytes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsdesigner.edit import arrange, clipboard, convert, draw, find, handover, lanes, remove, resizing, spacing
from opsdesigner.edit.context import Refusal
from opsdesigner.files import bpmn
from opsdesigner.model import Bounds, Diagram, Edge, Id, Model, ModelError, Node, Props, Shape, from_json
from opsdesigner.model.geometry import box_of
from opsdesigner.notation.variants import VARIANTS, Variant
from opsdesigner.places import samples

from ..conftest import CORPUS
from ..files.schema import faults

FILES = [*sorted(samples().glob("*.bpmn")), *sorted((CORPUS / "miwg" / "reference").glob("*.bpmn"))]


def gesture(model: Model, chance: Random) -> None:
    """One random thing a hand might do; refusals are fine, they must change nothing."""
    diagrams = list(model.all(Diagram))
    if not diagrams:
        return
    diagram = chance.choice(diagrams).id
    shapes = sorted(shape.id for shape in model.referrers(diagram, Shape))
    edges = sorted(edge.id for edge in model.referrers(diagram, Edge))
    some = chance.sample(shapes, min(len(shapes), chance.choice((1, 1, 1, 3)))) if shapes else []
    chance.choice((_draw, _draw, _arrange, _tell, _structure, _copy))(model, diagram, some, edges, chance)


def _spot(chance: Random) -> tuple[int, int]:
    return chance.randrange(0, 1800, 4), chance.randrange(0, 1100, 4)


def _variant(chance: Random) -> Variant:
    return VARIANTS[chance.choice(sorted(VARIANTS))]


def _draw(model: Model, diagram: Id, some: list[Id], edges: list[Id], chance: Random) -> None:
    shapes = sorted(shape.id for shape in model.referrers(diagram, Shape))
    match chance.randrange(7):
        case 0:
            name = chance.choice(("", "New <one> & 'two'"))
            draw.place(model, diagram, _variant(chance), *_spot(chance), name=name)
        case 1 if some:
            draw.append(model, some[0], _variant(chance))
        case 2 if len(shapes) > 1:
            draw.connect(model, diagram, *chance.sample(shapes, 2))
        case 3 if some and edges:
            draw.reconnect(model, chance.choice(edges), chance.choice(("source", "target")), some[0])
        case 4 if some and edges:
            draw.insert(model, chance.choice(edges), some[0])
        case 5 if some:
            remove.remove(model, some)
        case 6 if edges:
            remove.remove(model, [chance.choice(edges)])


def _arrange(model: Model, diagram: Id, some: list[Id], edges: list[Id], chance: Random) -> None:
    everything = [shape.id for shape in model.referrers(diagram, Shape)]
    several = chance.sample(everything, min(len(everything), 4))
    match chance.randrange(7):
        case 0 if some:
            arrange.move(model, some, chance.randrange(-200, 200, 4), chance.randrange(-200, 200, 4), diagram)
        case 1 if some:
            left, top, right, bottom = box_of(model.records[some[0]])  # type: ignore[arg-type]
            resizing.resize(model, some[0], (left, top, right + 40, bottom + 24))
        case 2:
            by = chance.choice((48.0, -30.0))
            spacing.make_space(model, diagram, chance.choice(("across", "down")), float(_spot(chance)[0]), by)
        case 3:
            spacing.align(model, several, chance.choice(("left", "centre", "right", "top", "middle", "bottom")))
        case 4:
            spacing.distribute(model, several, chance.choice(("across", "down")))
        case 5 if edges:
            edge = model.records[chance.choice(edges)]
            assert isinstance(edge, Edge)
            arrange.set_points(model, edge.id, (edge.points[0], _spot(chance), edge.points[-1]))
        case 6 if some or edges:
            place = chance.choice((None, Bounds(*_spot(chance), 60.5, 14)))
            arrange.move_label(model, chance.choice([*some, *edges]), place)


def _tell(model: Model, diagram: Id, some: list[Id], edges: list[Id], chance: Random) -> None:
    match chance.randrange(7):
        case 0 if some:
            draw.rename(model, chance.choice([*some, *edges]), f"Name {chance.randrange(99)}\n“ü”")
        case 1 if some:
            convert.change_type(model, some, _variant(chance))
        case 2 if some:
            convert.set_property(model, some, "documentation", chance.choice(("", "Why\n\n<b>not</b> & so")))
        case 3 if some or edges:
            name, value = chance.choice((("fill", "#ffeecc"), ("stroke", "#123456"), ("fill", ""), ("stroke", "")))
            convert.set_property(model, [*some, *edges[:2]], name, value)
        case 4 if edges:
            name, value = chance.choice((("default", True), ("conditionExpression", "${a < b}"), ("default", False)))
            convert.set_property(model, [chance.choice(edges)], name, value)
        case 5:
            kinds = chance.sample(("message", "timer", "signal", "error", "link", "conditional"), chance.randrange(3))
            convert.set_events(model, some, [Props(kind=kind) for kind in kinds])
        case 6:
            find.replace(model, find.find(model, "e", diagram)[:5], "e", chance.choice(("E", "", "é")))


def _structure(model: Model, diagram: Id, some: list[Id], edges: list[Id], chance: Random) -> None:
    if not some:
        return
    match chance.randrange(6):
        case 0:
            lanes.add(model, some[0], chance.choice(("before", "after")))
        case 1:
            lanes.split(model, some[0], chance.randrange(2, 4))
        case 2:
            lanes.reorder(model, some[0], chance.randrange(4))
        case 3:
            handover.to_next(model, some, chance.choice((-1, 1)))
        case 4:
            convert.toggle_open(model, some[0])
        case 5:
            convert.plane_of(model, some[0])


def _copy(model: Model, diagram: Id, some: list[Id], edges: list[Id], chance: Random) -> None:
    if chance.random() < 0.5:
        clipboard.duplicate(model, some)
        return
    other = Model(bpmn.read(chance.choice(FILES).read_bytes()).records.values())
    there = sorted(shape.id for shape in other.all(Shape))
    piece = clipboard.copy(other, chance.sample(there, min(len(there), 4)))
    clipboard.paste(model, diagram, piece, chance.choice((None, _spot(chance))))


def gestures(model: Model, chance: Random, count: int) -> None:
    for _ in range(count):
        before, steps = dict(model.records), model.undo_label
        try:
            gesture(model, chance)
        except Refusal as refusal:
            assert str(refusal) and dict(model.records) == before and model.undo_label == steps
        if chance.random() < 0.1:
            model.undo()
        elif chance.random() < 0.05:
            model.redo()


@pytest.mark.skipif(not FILES, reason="no sample files")
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.integers(0, 10**6))
def test_gestures_are_saved_and_undone_without_a_trace(path: Path, seed: int) -> None:
    source = bpmn.read(path.read_bytes())
    valid = not faults(source.data)
    model, lines = Model(source.records.values()), []
    model.observe(lambda change: lines.append(json.dumps(change.to_json())))
    gestures(model, Random(seed), 20)
    saved = bpmn.write(source, model.records)
    bpmn.verify(saved, model.records)
    if valid:
        assert faults(saved) == []
    replayed = Model(source.records.values())
    for line in lines:
        replayed.apply(from_json(json.loads(line), replayed.records))
    assert dict(replayed.records) == dict(model.records)
    while model.can_redo:
        model.redo()
    end = bpmn.write(source, model.records)
    while model.can_undo:
        model.undo()
    assert bpmn.write(source, model.records) == source.data
    while model.can_redo:
        model.redo()
    assert bpmn.write(source, model.records) == end


def test_nothing_refers_to_what_is_gone() -> None:
    """The model itself refuses a change that would; so the random runs above prove it by not raising."""
    model = Model([Node("a", "process"), Node("b", "task", parent="a")])
    with pytest.raises(ModelError), model.change("Bad"):
        model.update("b", parent="nowhere")
