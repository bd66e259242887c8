"""Random gestures on documents full of problems: none is ever lost, and all of it is saved and undone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsdesigner.canvas.drawing.display import Display
from opsdesigner.edit import parking
from opsdesigner.edit.context import Refusal
from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Model, Node
from opsdesigner.notation.kinds import ORG_CHART, SAID
from opsdesigner.notation.parked import parked, tied_to
from opsdesigner.places import samples

from ..files.schema import faults
from .test_saved import gesture

FILES = sorted(samples().glob("*.bpmn"))
pytestmark = pytest.mark.usefixtures("qapp")


def verb(model: Model, chance: Random) -> None:
    """One random thing done with what is parked; nothing is taken away."""
    nodes = [node.id for node in model.all(Node) if node.kind not in SAID]
    some = chance.sample([node.id for node in parked(model)], 3)
    match chance.randrange(4):
        case 0:
            parking.tie(model, some, chance.choice(nodes))
        case 1:
            parking.untie(model, some)
        case 2:
            parking.make_idea(model, some, chance.random() < 0.5)
        case 3:
            parking.reword(model, some[0], f"Said {chance.randrange(99)} & <more>")


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.integers(0, 10**6))
def test_what_was_said_is_never_lost(path: Path, seed: int) -> None:
    chance = Random(seed)
    opened = Model(bpmn.read(path.read_bytes()).records.values())
    for node in chance.sample(sorted(node.id for node in opened.all(Node)), 20):
        parking.park(opened, f"About {node}", chance.random() < 0.3, node)
    parking.park(opened, "About nothing")
    source = bpmn.read(bpmn.write(bpmn.empty(), opened.records))
    model = Model(source.records.values())
    said = {node.id for node in parked(model)}
    page = next(page.id for page in model.all(Diagram) if page.kind != ORG_CHART)
    display = Display(model, page, pinned=True)
    model.observe(display.follow)
    for _ in range(12):
        try:
            (gesture if chance.random() < 0.7 else verb)(model, chance)
        except Refusal:
            continue
        assert said <= {node.id for node in parked(model)}
    assert all(tied_to(model, id) in model or not tied_to(model, id) for id in said)
    if page in model:
        fresh = Display(model, page, pinned=True)
        assert {id: shape.pin for id, shape in display.shapes.items()} == {
            id: shape.pin for id, shape in fresh.shapes.items()
        }
    written = bpmn.write(source, model.records)
    bpmn.verify(written, model.records)
    assert faults(written) == []
    while model.can_undo:
        model.undo()
    assert bpmn.write(source, model.records) == source.data
