"""A comparison in a few sentences: the weightiest first, the rest counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from opsdesigner.comparing import differences, summed_up
from opsdesigner.edit import arrange, draw
from opsdesigner.edit.assigning import assign
from opsdesigner.edit.remove import remove
from opsdesigner.model import Model
from opsdesigner.notation.variants import VARIANTS

from .test_differences import drawn, opened


def told(*verbs: Callable[[Model], object], most: int = 3) -> list[str]:
    before, after = opened(), opened()
    for verb in verbs:
        verb(after)
    return summed_up(before, after, differences(before, after), most)


def add(*names: str) -> Callable[[Model], object]:
    def verb(model: Model) -> None:
        shape = drawn(model, "Check stock")
        for name in names:
            shape = draw.append(model, shape, VARIANTS["task"], name=name)

    return verb


def test_what_is_the_same_says_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("Count",), "1 step was added: “Count”."),
        (("Count", "Weigh"), "2 steps were added: “Count” and “Weigh”."),
        (("Count", "Weigh", "Seal"), "3 steps were added: “Count”, “Weigh” and 1 more."),
    ],
)
def test_new_steps_are_counted_and_named(names: tuple[str, ...], sentence: str) -> None:
    assert told(add(*names))[0] == sentence


def test_one_rename_is_said_in_full_and_several_are_counted() -> None:
    def rename(old: str, new: str) -> Callable[[Model], object]:
        return lambda model: draw.rename(model, drawn(model, old), new)

    assert told(rename("Pick goods", "Take goods")) == ["Manual step “Pick goods” is now called “Take goods”."]
    two = told(rename("Pick goods", "Take goods"), rename("Check stock", "Count stock"))
    assert two == ["2 things have another name: “Count stock” and “Take goods”."] or two == [
        "2 things have another name: “Take goods” and “Count stock”."
    ]


def test_what_was_only_moved_is_no_change_of_the_process() -> None:
    assert told(lambda model: arrange.move(model, [drawn(model, "Stock list")], 0, 8)) == ["Only the drawing differs."]


def test_the_rest_is_counted() -> None:
    def much(model: Model) -> None:
        remove(model, {drawn(model, "Pick goods")})
        draw.rename(model, drawn(model, "Check stock"), "Count stock")
        role = next(node.id for node in model.records.values() if getattr(node, "kind", "") == "role")
        order = model[drawn(model, "Order parts")].node  # type: ignore[union-attr]
        assign(model, [order], role)

    said = told(add("Weigh"), much)
    assert said[:2] == ["1 step was added: “Weigh”.", "1 step was removed: “Pick goods”."]
    assert said[2].startswith("And ") and said[2].endswith(" more changes.") and len(said) == 3
    assert len(told(add("Weigh"), much, most=20)) > 3
