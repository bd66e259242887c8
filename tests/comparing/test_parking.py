"""Problems and ideas compared and joined: told in words, never lost."""

from __future__ import annotations

import pytest

from opsdesigner.capture.whole import capture
from opsdesigner.comparing.describing import described
from opsdesigner.comparing.differences import differences
from opsdesigner.comparing.merging import merged
from opsdesigner.edit import parking
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.notation.parked import parked

TEXT = "# Orders\nSales: Check order\nStores: Pick goods\n?? Too dark\n?? Too cold\n!! More lamps\nend\n"


@pytest.fixture
def base() -> Model:
    made = Model()
    capture(made, TEXT)
    return made


def named(model: Model, name: str) -> Id:
    return next(node.id for node in model.all(Node) if node.name == name)


def test_every_change_of_them_is_told_in_words(base: Model) -> None:
    model = base.copy()
    parking.reword(model, named(model, "Too dark"), "Too dark in winter")
    parking.make_idea(model, [named(model, "Too cold")], True)
    parking.tie(model, [named(model, "More lamps")], named(model, "Check order"))
    parking.park(model, "Draughty", of=named(model, "Pick goods"))
    parking.park(model, "A heater", True)
    assert {each.sentence for each in differences(base, model)} == {
        "Problem “Draughty” was added, said of step “Pick goods”.",
        "Idea “A heater” was added.",
        "Problem “Too dark” now says “Too dark in winter”.",
        "Idea “More lamps” is now said of step “Check order”, before step “Pick goods”.",
        "“Too cold” is now an idea, before a problem.",
    }
    assert "  Said of: “Pick goods”" in list(described(model))


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_says_of_a_step_that_the_other_deletes_is_kept(base: Model, turned: bool) -> None:
    source = bpmn.read(bpmn.write(bpmn.empty(), base.records))
    one, other = base.copy(), base.copy()
    step = named(base, "Pick goods")
    remove(one, [next(shape.id for shape in base.all(Shape) if shape.node == step)])
    parking.park(other, "Draughty", of=step)
    parking.reword(other, named(other, "Too dark"), "Too dark in winter")
    sides = [bpmn.read(bpmn.write(source, model.records)) for model in (one, other)]
    made = merged(source, *(reversed(sides) if turned else sides))
    texts = {node.name for node in parked(Model(bpmn.read(made.data).records.values()))}
    assert {"Draughty", "Too dark in winter", "Too cold", "More lamps"} <= texts
    assert not any("another program" in text for text in texts)


def test_they_are_nothing_strange_in_a_file(base: Model) -> None:
    source = bpmn.read(bpmn.write(bpmn.empty(), base.records))
    assert bpmn.unknown(source, named(base, "Pick goods")) == []
