"""The verbs on real files: done or refused with a reason, and taken back without a trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from opsdesigner.edit import arrange, clipboard, convert, draw
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Model, Shape
from opsdesigner.notation.variants import VARIANTS

LOOKED_AT = 25  # shapes of a file, evenly spread

VERBS: dict[str, Callable[[Model, Shape], object]] = {
    "move": lambda model, shape: arrange.move(model, [shape.id], 30, 20),
    "resize": lambda model, shape: arrange.resize(
        model, shape.id, (shape.x - 5, shape.y - 5, shape.x + shape.width + 15, shape.y + shape.height + 5)
    ),
    "append": lambda model, shape: draw.append(model, shape.id, VARIANTS["task"]),
    "open": lambda model, shape: convert.toggle_open(model, shape.id),
    "remove": lambda model, shape: remove(model, [shape.id]),
    "duplicate": lambda model, shape: clipboard.duplicate(model, [shape.id]),
    "change": lambda model, shape: convert.change_type(model, [shape.id], VARIANTS["userTask"]),
}


def test_every_verb_on_every_real_file(corpus_file: Path) -> None:
    try:
        source = bpmn.read(corpus_file.read_bytes())
    except Refused:
        pytest.skip("refused when opened")
    model = Model(source.records.values())
    start = dict(model.records)
    shapes = list(model.all(Shape))
    for shape in shapes[:: max(1, len(shapes) // LOOKED_AT)]:
        for name, verb in VERBS.items():
            try:
                verb(model, shape)
            except Refusal as no:
                assert str(no), name
            while model.can_undo:
                model.undo()
            assert dict(model.records) == start, name
