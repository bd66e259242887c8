"""A rubber band that grows, shrinks and wanders holds what lies wholly inside it."""

from __future__ import annotations

from random import Random

import pytest

from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.gestures.banding import Caught
from opsdesigner.model import Model
from opsdesigner.model.geometry import contains
from tests.benchmarks.generate import records


@pytest.mark.parametrize("seed", range(6))
def test_the_band_holds_what_a_look_at_every_shape_finds(qapp: object, seed: int) -> None:
    display, chance = Display(Model(records(400, seed).values()), "Diagram_1"), Random(seed)
    caught, held = Caught(display), set[str]()
    left, top, right, bottom = display.bounds
    x, y = chance.uniform(left - 200, right), chance.uniform(top - 200, bottom)
    for step in range(60):
        if step % 7 == 0:
            end = (chance.uniform(left - 300, right + 300), chance.uniform(top - 300, bottom + 300))
        else:
            end = (end[0] + chance.uniform(-500, 500), end[1] + chance.uniform(-300, 300))
        box = (min(x, end[0]), min(y, end[1]), max(x, end[0]), max(y, end[1]))
        added, removed = caught.move(box)
        assert not added & held and removed <= held
        held = (held | added) - removed
        assert held == caught.ids == {id for id, shape in display.shapes.items() if contains(box, shape.body())}
