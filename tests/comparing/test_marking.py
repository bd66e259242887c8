"""Where differences are to be seen: each mark is on something that is drawn, whatever was done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.comparing import Marks, differences, marks, spots
from opsdesigner.edit import arrange, draw
from opsdesigner.edit.assigning import assign
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.remove import remove
from opsdesigner.model import Diagram, Edge, Model, Node, Shape
from opsdesigner.notation.variants import VARIANTS

from .test_differences import drawn, opened


def marked(*verbs: Callable[[Model], object]) -> tuple[Model, Model, Marks]:
    """Of the page of the process."""
    before, after = opened(), opened()
    for verb in verbs:
        verb(after)
    pages = marks(before, after, differences(before, after))
    page = after[drawn(after, "Check stock")].diagram  # type: ignore[union-attr]
    return before, after, pages[page]


def test_new_gone_and_renamed_are_marked() -> None:
    made: list[str] = []
    gone, named = drawn(opened(), "Pick goods"), drawn(opened(), "Order parts")
    _, after, found = marked(
        lambda model: made.append(draw.append(model, drawn(model, "Check stock"), VARIANTS["task"], name="Count")),
        lambda model: remove(model, {gone}),
        lambda model: draw.rename(model, named, "Buy parts"),
    )
    assert made[0] in found.new and any(isinstance(after[id], Edge) for id in found.new)
    assert gone in found.gone and found.said[named] == "was “Order parts”"


def test_several_things_said_of_one_are_counted() -> None:
    def much(model: Model) -> None:
        shape = drawn(model, "Order parts")
        draw.rename(model, shape, "Buy parts")
        with model.change("Say more"):
            model.set_props(model[shape].node, documentation="How we do it")  # type: ignore[union-attr]

    _, _, found = marked(much)
    assert list(found.said.values()) == ["was “Order parts” +1"]


def test_who_owns_a_step_is_marked_on_the_step() -> None:
    def give(model: Model) -> None:
        role = next(node.id for node in model.all(Node) if node.kind == "role" and "Finance" in node.name)
        assign(model, [model[drawn(model, "Order parts")].node], role)  # type: ignore[union-attr]

    _, after, found = marked(give)
    assert drawn(after, "Order parts") in found.said and not found.new and not found.gone


def test_what_was_only_moved_is_apart() -> None:
    _, after, found = marked(lambda model: arrange.move(model, [drawn(model, "Stock list")], 0, 8))
    assert drawn(after, "Stock list") in found.moved and not found.said and not found.new


def test_what_was_on_a_page_that_is_gone_is_told_without_a_mark() -> None:
    before, after = opened(), opened()
    page = next(each for each in before.all(Diagram) if each.kind)
    with after.change("Away"):
        after.remove(page.id)
    found = differences(before, after)
    assert found and page.id not in marks(before, after, found)
    assert all(drawn.diagram != page.id for each in found for drawn in spots(before, after, each)[1])


STEPS = ("Check order", "Check stock", "Pick goods", "Order parts", "Receive parts", "Send invoice", "Pack bikes")
ACTS: dict[str, Callable[[Model, str], object]] = {
    "add": lambda model, shape: draw.append(model, shape, VARIANTS["task"], name="More"),
    "remove": lambda model, shape: remove(model, {shape}),
    "rename": lambda model, shape: draw.rename(model, shape, "Other"),
    "move": lambda model, shape: arrange.move(model, [shape], 24, 0),
}


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(STEPS)), max_size=6))
def test_every_mark_is_on_something_drawn(edits: list[tuple[str, str]]) -> None:
    before, after = opened(), opened()
    for act, name in edits:
        try:
            ACTS[act](after, drawn(after, name))
        except (StopIteration, Refusal):
            continue
    found = differences(before, after)
    for page, each in marks(before, after, found).items():
        for id in each.new | each.said.keys() | each.moved:
            assert isinstance(after[id], Shape | Edge) and after[id].diagram == page  # type: ignore[union-attr]
        for id in each.gone:
            assert isinstance(before[id], Shape | Edge) and before[id].diagram == page  # type: ignore[union-attr]
        assert not each.new & each.gone and not each.new & each.said.keys()
        assert each.new.isdisjoint(before.records) and each.moved <= before.records.keys()


@pytest.mark.parametrize("swapped", [False, True])
def test_a_removed_step_is_new_the_other_way_round(swapped: bool) -> None:
    before, after = opened(), opened()
    gone = drawn(after, "Pick goods")
    remove(after, {gone})
    older, newer = (after, before) if swapped else (before, after)
    pages = marks(older, newer, differences(older, newer))
    assert any(gone in (page.new if swapped else page.gone) for page in pages.values())
