"""What no file can hold never gets into the model."""

from __future__ import annotations

import pytest

from opsdesigner.model import Diagram, Model, Node, Props, Shape, writable_id

SPOILT = "one\x0btwo\x00\x1f\ud83d\ufffe\n\tü€😀\r\nend"
PLAIN = "one\ntwo\n\tü€😀\r\nend"


@pytest.fixture
def model() -> Model:
    return Model([Node("p", "process"), Diagram("d", "p"), Node("a", "task", PLAIN, "p")])


def test_names_and_properties_lose_what_no_file_can_hold(model: Model) -> None:
    bag = Props(documentation=SPOILT, n=1, events=(Props(kind="timer", timeDate=SPOILT), "x\x0c"))
    with model.change("Paste"):
        kept = model.put(Node("b", "task", SPOILT, "p", props=bag))
        model.update("d", name=SPOILT)
        model.put(Shape("a_di", "d", "a", 0, 0, 1, 1, props=Props(participantBandKind=SPOILT)))
    assert kept == model["b"] and kept.name == PLAIN and model["d"].name == PLAIN  # type: ignore[union-attr]
    assert kept.props == Props(documentation=PLAIN, n=1, events=(Props(kind="timer", timeDate=PLAIN), "x\n"))
    assert model["a_di"].props.text("participantBandKind") == PLAIN


def test_what_can_be_held_is_left_alone(model: Model) -> None:
    node = Node("b", "task", PLAIN, "p", props=Props(documentation=PLAIN, events=(Props(kind="timer"),)))
    with model.change("Add"):
        assert model.put(node) is node
        model.update("a", name="x\x0b")
        model.update("a", name=PLAIN)
    assert model["b"] is node
    model.undo()
    assert not model.can_undo and "b" not in model


@pytest.mark.parametrize(
    ("text", "id"),
    [("Task_1", "Task_1"), ("@P/task/1", "_P_task_1"), ("A#2", "A_2"), ("1", "_1"), ("", "_"), ("ü b.c-d", "ü_b.c-d")],
)
def test_ids_are_made_that_a_file_can_hold(text: str, id: str) -> None:
    assert writable_id(text) == id
