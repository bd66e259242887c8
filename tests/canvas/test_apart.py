"""Pictures from a process of their own: the same as from this one, in the same colours, and stopped at any moment."""

from __future__ import annotations

import io
from dataclasses import replace
from threading import Timer

import pytest

from opsdesigner.canvas.marks.roles import lane_colours
from opsdesigner.canvas.output.apart import BATCH, Errand, Order, Stopped, packed, unpacked
from opsdesigner.canvas.output.making import AS_IT_IS, Wish, pdf_of, picture_of
from opsdesigner.model import Bounds, Model, Node, Props

from .scene import scene

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_it_makes_what_this_one_would(ending: str) -> None:
    model, wish = scene(), Wish(1.5, background=ending == ".png")
    assert Errand(model, ["d"], ending, wish).fetch() == picture_of(model, "d", ending, wish)


def test_it_makes_a_pdf_with_a_page_for_each_diagram() -> None:
    model = scene()
    made, here = Errand(model, ["d", "d"], ".pdf", title="Twice").fetch(), pdf_of(model, ["d", "d"], "Twice")
    assert made.data.startswith(b"%PDF") and made.data.count(b"/Type /Page\n") == here.data.count(b"/Type /Page\n") == 2


def test_renamed_lanes_keep_their_colours() -> None:
    model = scene()
    with model.change("Add"):
        model.put(Node("l3", "lane", "Finance", "p"))
    before = lane_colours(model)("l2")
    with model.change("Rename"):
        model.update("l2", name="Warehouse")
        model.remove("l1")
    assert lane_colours(model)("l2") == before != lane_colours(Model(model.records.values()))("l2")
    assert Errand(model, ["d"], ".svg").fetch() == picture_of(model, "d", ".svg")


def test_it_is_made_of_the_model_as_it_was_when_it_was_asked_for() -> None:
    model = scene()
    errand = Errand(model, ["d"], ".svg")
    before = picture_of(model, "d", ".svg")
    with model.change("Rename"):
        model.update("a", name="Something else")
    assert errand.fetch() == before


def test_too_large_a_picture_says_how_it_was_drawn() -> None:
    model = scene()
    with model.change("Far"):
        model.update("a_di", x=90_000.0)
    assert "too large" in Errand(model, ["d"], ".png").fetch().note


def test_it_is_stopped_before_it_starts_and_on_its_way() -> None:
    early, late = Errand(scene(), ["d"], ".svg"), Errand(scene(), ["d"], ".svg")
    early.stop()
    timer = Timer(0.05, late.stop)
    timer.start()
    for errand in (early, late):
        with pytest.raises(Stopped):
            errand.fetch()
    timer.join()


def test_what_goes_wrong_there_is_said_here() -> None:
    with pytest.raises(RuntimeError, match="float"):
        Errand(scene(), ["d"], ".png", Wish("large")).fetch()  # type: ignore[arg-type]


def test_every_record_gets_through() -> None:
    order = Order(["d"], ".svg", "", AS_IT_IS, None)
    model = scene()
    records = list(model.records.values())
    bag = Props(events=(Props(kind="timer", date="now"),), ok=True, x=1.5)
    records += [Node(f"n{number}", "task", props=bag) for number in range(2 * BATCH)]
    records += [replace(shape, label=Bounds(1, 2, 3, 4)) for shape in [model["a_di"]]]  # type: ignore[type-var]
    assert unpacked(io.BytesIO(packed(order, records))) == (order, records)
