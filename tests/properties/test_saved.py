"""Random gestures on real and sample files: what is saved reads back the same, and undo leads back to the bytes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsdesigner.edit import arrange, clipboard, convert, draw, lanes, remove, resizing, spacing
from opsdesigner.edit.context import Refusal
from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Model, ModelError, Node, Shape, from_json
from opsdesigner.notation.variants import VARIANTS
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
    x, y = chance.randrange(0, 1800, 4), chance.randrange(0, 1100, 4)
    variant = VARIANTS[chance.choice(sorted(VARIANTS))]
    match chance.randrange(14):
        case 0:
            draw.place(model, diagram, variant, x, y, name=chance.choice(("", "New <one> & 'two'")))
        case 1 if some:
            draw.append(model, some[0], variant)
        case 2 if len(shapes) > 1:
            one, two = chance.sample(shapes, 2)
            draw.connect(model, diagram, one, two)
        case 3 if some:
            arrange.move(model, some, chance.randrange(-200, 200, 4), chance.randrange(-200, 200, 4), diagram)
        case 4 if some:
            remove.remove(model, some)
        case 5 if edges:
            remove.remove(model, [chance.choice(edges)])
        case 6 if some:
            draw.rename(model, chance.choice([*some, *edges]), f"Name {chance.randrange(99)}\n“ü”")
        case 7 if some:
            convert.change_type(model, some, variant)
        case 8 if some:
            clipboard.duplicate(model, some)
        case 9 if some:
            lanes.add(model, some[0], chance.choice(("before", "after")))
        case 10 if some:
            convert.set_property(model, some, "documentation", chance.choice(("", "Why\n\n<b>not</b> & so")))
        case 11 if some:
            shape = model.get(some[0], Shape)
            if shape is not None:
                right, bottom = shape.x + shape.width + 40, shape.y + shape.height + 24
                resizing.resize(model, some[0], (shape.x, shape.y, right, bottom))
        case 12 if some:
            convert.toggle_open(model, some[0])
        case 13:
            spacing.make_space(model, diagram, chance.choice(("across", "down")), float(x), 48.0)


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
