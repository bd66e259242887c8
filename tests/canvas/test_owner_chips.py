"""The chip at a step's corner says who owns it where the lane or pool does not; it follows the model."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from opsdesigner import places
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.drawing.extent import scene
from opsdesigner.canvas.output.svg import diagram_svg
from opsdesigner.edit.assigning import assign, stand_for, take_back
from opsdesigner.edit.labels import rename
from opsdesigner.edit.seats import add, new_chart
from opsdesigner.files.document import open_document
from opsdesigner.model import Diagram, Id, Model, Node
from opsdesigner.notation.kinds import ORG_CHART

from ..build import Sheet

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def model() -> Model:
    return open_document(places.samples() / "bright-bikes.bpmn").model


def page(model: Model) -> Id:
    return next(each.id for each in model.all(Diagram) if each.kind != ORG_CHART)


def node(model: Model, name: str, *kinds: str) -> Id:
    return next(each.id for each in model.all(Node) if each.name == name and (not kinds or each.kind in kinds))


def chips(display: Display) -> dict[str, str]:
    """What the chips say, by the names of their steps."""
    scene(display)
    return {shape.name: shape.who.code for shape in display.shapes.values() if shape.who is not None}


def test_only_a_step_whose_lane_is_anothers_has_one(model: Model) -> None:
    assert chips(Display(model, page(model))) == {"Offer partial order": "MD"}


def test_it_stands_12_left_of_and_above_the_corner_in_its_roles_colour(model: Model) -> None:
    display = Display(model, page(model))
    chips(display)
    shape = next(each for each in display.shapes.values() if each.name == "Offer partial order")
    assert shape.who is not None and shape.who.colour == display.colour_of(node(model, "Managing director"))
    assert shape.who.box[:2] == (-12, -12) and shape.who.box[3] == 6


Act = Callable[[Model], object]


def _give(step: str, role: str) -> Act:
    return lambda model: assign(model, [node(model, step)], node(model, role, "role"))


ACTS: dict[str, Act] = {
    "to the lane's": _give("Offer partial order", "Sales"),
    "to another": _give("Check stock", "Finance"),
    "to nobody": lambda model: take_back(model, [node(model, "Offer partial order")]),
    "lane to its owner": lambda model: stand_for(model, node(model, "Sales", "lane"), node(model, "Managing director")),
    "role renamed": lambda model: rename(model, node(model, "Managing director"), "Owner of all"),
    "pool to a role": lambda model: stand_for(
        model, node(model, "Order fulfilment", "participant"), node(model, "Sales", "role")
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_it_follows_the_model(model: Model, name: str) -> None:
    display, before = Display(model, page(model)), model.version
    first = chips(display)
    soiled: list[object] = []
    model.observe(lambda change: soiled.extend(display.follow(change)))
    ACTS[name](model)
    assert model.version != before
    assert chips(display) == chips(Display(model, page(model)))
    if chips(display) != first:
        changed = [name for name in {**first, **chips(display)} if first.get(name) != chips(display).get(name)]
        for each in display.shapes.values():
            if each.name in changed:
                assert any(box[0] <= each.x - 12 and box[1] <= each.y - 12 for box in soiled)  # type: ignore[index]
    model.undo()
    assert chips(display) == first


def test_without_any_lane_every_owned_step_has_one() -> None:
    sheet = Sheet()
    step, other = sheet.step("Pack"), sheet.step("Ship", 300)
    box = add(sheet.model, new_chart(sheet.model), name="Stores")
    assign(sheet.model, [step], sheet.node(box).id)
    display = Display(sheet.model, sheet.diagram)
    assert chips(display) == {"Pack": "ST"}
    assert display.shapes[other].who is None
    left, top, _, _ = scene(display).box
    assert left <= display.shapes[step].x - 12 - 16 and top <= display.shapes[step].y - 12 - 16


def test_pictures_for_other_programs_show_it(model: Model) -> None:
    text = diagram_svg(Display(model, page(model)))
    assert text.count(">MD</text>") == 1


@pytest.mark.parametrize(("zoom", "where"), [(1.0, (-8, -3)), (0.6, (0, 2)), (0.4, None)])
def test_it_is_a_dot_from_afar_and_nothing_from_farther(
    model: Model, zoom: float, where: tuple[float, float] | None
) -> None:
    display = Display(model, page(model))
    shape = next(each for each in display.shapes.values() if each.name == "Offer partial order")
    colour = QColor(display.colour_of(node(model, "Managing director")))
    image = painted(display, (shape.x - 20, shape.y - 20, shape.x + 20, shape.y + 20), zoom)
    spots = [(20 + x, 20 + y) for x, y in ((-8, -3), (0, 2))]
    seen = [image.pixelColor(round(x * zoom), round(y * zoom)) == colour for x, y in spots]
    assert seen == {(-8, -3): [True, True], (0, 2): [False, True], None: [False, False]}[where]


def painted(display: Display, box: tuple[float, float, float, float], zoom: float) -> QImage:
    made = QPixmap(round((box[2] - box[0]) * zoom), round((box[3] - box[1]) * zoom))
    made.fill(QColor(display.colours.paper))
    with QPainter(made) as p:
        p.scale(zoom, zoom)
        p.translate(-box[0], -box[1])
        display.paint(p, box, zoom, True, zoom)
    return made.toImage()
