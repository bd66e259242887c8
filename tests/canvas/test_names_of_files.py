"""Names where files put them: lines as the file meant them, clear of what letters of another font run into."""

from __future__ import annotations

import pytest
from lxml import etree
from PySide6.QtGui import QColor

from opsdesigner.canvas import theme
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.names.halos import cleared
from opsdesigner.canvas.names.typesetting import metrics
from opsdesigner.canvas.names.wrapping import balanced
from opsdesigner.canvas.output.svg import diagram_svg
from opsdesigner.model import Bounds, Diagram, Edge, Link, Model, Node, Props, Shape
from opsdesigner.model.geometry import Box, overlaps
from opsdesigner.notation.theme import LIGHT

from .test_labels import named
from .test_rendering import painted


@pytest.fixture(autouse=True)
def app(qapp: object) -> object:
    return qapp


def wide(words: str, share: float = 1.0) -> float:
    """How wide words are in the letters of most files, or in those of another font."""
    return metrics(11, theme.NORMAL).horizontalAdvance(words) * share


def at(model: Model, place: Bounds, id: str = "s") -> Model:
    with model.change("place"):
        model.update(id, label=place)
    return model


def box_of_name(model: Model, id: str = "s") -> Box:
    box = Display(model, "d").label_box(id)
    assert box is not None
    return box


@pytest.mark.parametrize("share", [0.85, 1.0, 1.1])
def test_a_name_has_the_lines_its_place_was_made_for(share: float) -> None:
    """The place is as wide as its longest line in the font of the file."""
    name = "Boundary Intermediate Event Non-Interrupting Conditional"
    longest = max(balanced(name, wide("Intermediate Event") + 1, 9, wide).lines, key=wide)
    model = at(named("intermediateCatchEvent", name), Bounds(60, 140, wide(longest, share), 51.2))
    label = Display(model, "d").label("s")
    assert label is not None and len(label.rows) == 4


def beside_a_flow(gap: float) -> Model:
    """An event above a step, its name at the left of the flow between them as a file of a narrower font has it."""
    model = named("endEvent", "Supplier reminded twice")
    long = wide("Supplier reminded twice", 0.9)
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Shape("t_di", "d", "t", 68, 240, 100, 80))
        model.put(Link("f", "sequenceFlow", "t", "n", "", "p"))
        model.put(Edge("e", "d", "f", ((118.0, 240.0), (118.0, 136.0))))
        model.update("s", label=Bounds(118 - gap - long, 180, long, 12.8))
    return model


def test_a_name_wider_here_than_in_the_file_leans_away_from_a_line() -> None:
    _, top, right, _ = box_of_name(beside_a_flow(2))
    assert 106 < right <= 116 and abs(top - 180) <= 12


def test_a_name_set_down_by_hand_does_not_lean() -> None:
    model = beside_a_flow(2)
    place = model.get("s", Shape).label  # type: ignore[union-attr]
    with model.change("by hand"):
        model.set_props("s", labelPlaced=True)
    left, _, right, _ = box_of_name(model)
    assert place is not None and (left + right) / 2 == pytest.approx(place.x + place.width / 2)


def test_a_name_leans_off_the_head_of_a_lane() -> None:
    model = named("startEvent", "Order arrives")
    with model.change("lane"):
        model.put(Node("l", "lane", "Sales", "p"))
        model.put(Shape("l_di", "d", "l", 60, 60, 500, 200))
    long = wide("Order arrives", 0.8)
    box = box_of_name(at(model, Bounds(118 - long / 2, 140, long, 12.8)))
    assert not overlaps(box, (60, 60, 90, 260))
    near = box_of_name(at(named("startEvent", "Order arrives"), Bounds(118 - long / 2, 140, long, 12.8)))
    assert abs(box[0] - near[0]) <= 12


def test_names_of_neighbours_lean_away_from_each_other() -> None:
    records = [Node("p", "process"), Diagram("d", "p")]
    for i, name in enumerate(("Order arrives", "Parts arrive")):
        long = wide(name, 0.9)
        records += [Node(f"n{i}", "startEvent", name, "p")]
        records += [Shape(f"s{i}", "d", f"n{i}", 100, 100 + 60 * i, 36, 36)]
        x = 200 - long - 1 if i == 0 else 200 + 1
        records[-1] = Shape(f"s{i}", "d", f"n{i}", x + long / 2 - 18, 100, 36, 36, Bounds(x, 138, long, 12.8))
    model = Model(records)
    one, other = box_of_name(model, "s0"), box_of_name(model, "s1")
    assert not overlaps(one, other)


def test_a_name_on_its_line_gets_clear_of_it() -> None:
    """Some files have the middle of a flow's name on the flow."""
    model = named("exclusiveGateway", "")
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Shape("t_di", "d", "t", 400, 85, 100, 80))
        model.put(Link("f", "sequenceFlow", "n", "t", "not in stock", "p"))
        model.put(Edge("e", "d", "f", ((150.0, 125.0), (400.0, 125.0)), Bounds(240, 117, 60, 12.8)))
    _, top, _, foot = box_of_name(model, "e")
    assert foot <= 125 or top >= 125


def crossed() -> Model:
    """A name of two lines that a long line runs through from top to bottom."""
    model = named("startEvent", "Order\narrives")
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Link("f", "association", "n", "t", "", "p"))
        model.put(Edge("e", "d", "f", ((118.0, 136.0), (118.0, 300.0))))
    return at(model, Bounds(90, 170, 56, 25.6))


def test_a_line_gives_way_to_all_rows_of_a_name_and_the_gaps_between_them() -> None:
    display = Display(crossed(), "d")
    label, shape = display.label("s"), display.shapes["s"]
    assert label is not None and label.crossed
    first, second = cleared(shape.x, shape.y, label)
    assert first[3] >= second[1] and first[0] < 118 < first[2]
    image = painted(display, 2.0, box=(0, 0, 400, 400))
    between = round(first[3] + second[1])  # of the rows, in pixels
    line = QColor(LIGHT.ink2).name()
    for y in range(round(first[1] * 2) + 1, round(second[3] * 2) - 1):
        assert image.pixelColor(236, y).name() != line
    assert {image.pixelColor(236, y).name() for y in range(between - 2, between + 2)} == {"#ffffff"}
    assert line in {image.pixelColor(236, y).name() for y in range(440, 520)}


def test_a_name_that_nothing_runs_through_clears_nothing() -> None:
    display = Display(at(named("startEvent", "Order arrives"), Bounds(80, 140, 76, 14)), "d")
    label = display.label("s")
    assert label is not None and not label.crossed and not list(cleared(0, 0, label))


@pytest.mark.parametrize(
    ("kind", "name", "w", "h", "props"),
    [
        ("userTask", "User Task 12 Muti-Inst. Seq.", 98, 60, {"loop": "sequential"}),
        ("userTask", "User Task 7 Standard Loop", 83, 68, {"loop": "standard"}),
        ("subProcess", "Collapsed Sub-Process 2", 85, 55, {}),
        ("callActivity", "Call Activity calling a Global User Task", 104, 54, {}),
    ],
)
def test_a_name_moves_closer_to_the_outline_before_it_is_cut(
    kind: str, name: str, w: float, h: float, props: dict[str, str]
) -> None:
    display = Display(named(kind, name, w, h, **props), "d")
    label, box = display.label("s"), display.label_box("s")
    assert label is not None and not label.cut and " ".join(row.words for row in label.rows) == name
    assert box is not None and box[0] >= 103 and box[2] <= 100 + w - 3


def test_the_title_of_a_narrow_sub_process_moves_closer_before_a_word_breaks() -> None:
    tight = metrics(10, theme.MEDIUM).horizontalAdvance("Sub-Process") + 15
    model = named("subProcess", "Collapsed Sub-Process", tight, 60)
    with model.change("open"):
        model.set_props("s", isExpanded=True)
    label = Display(model, "d").label("s")
    assert label is not None and [row.words for row in label.rows] == ["Collapsed", "Sub-Process"]


def inside(name: str, x: float, wide: float = 300, high: float = 12) -> Display:
    """An open sub-process with a step high in it."""
    model = named("subProcess", name, wide, 200)
    with model.change("fill"):
        model.set_props("s", isExpanded=True)
        model.put(Node("i", "task", "", "n"))
        model.put(Shape("i_di", "d", "i", 100 + x, 100 + high, 60, 60))
    return Display(model, "d")


@pytest.mark.parametrize(("x", "wide", "where"), [(200, 300, "left"), (10, 300, "middle"), (120, 300, "left")])
def test_a_title_stands_where_what_lies_high_leaves_room(x: float, wide: float, where: str) -> None:
    display = inside("Pack", x, wide)
    left, _, right, _ = display.label_box("s") or (0, 0, 0, 0)
    assert not overlaps(display.label_box("s") or (0, 0, 1, 1), display.shapes["i_di"].body())
    assert left == 112 if where == "left" else (left + right) / 2 == pytest.approx(100 + wide / 2)


def test_a_title_makes_room_for_a_step_that_is_moved_under_it() -> None:
    display = inside("Pack", 200)
    model = display.model
    model.observe(display.follow)
    before = display.label_box("s")
    with model.change("move"):
        model.update("i_di", x=105.0)
    assert display.label_box("s") != before
    model.undo()
    assert display.label_box("s") == before


def test_a_pools_name_stands_in_what_its_lanes_leave_of_its_head() -> None:
    model = named("participant", "Shop", 500, 200)
    with model.change("lane"):
        model.put(Node("l", "lane", "Sales", "p"))
        model.put(Shape("l_di", "d", "l", 119, 100, 481, 200))
    left, _, right, _ = box_of_name(model)
    assert left >= 100 and right <= 119
    with model.change("as usual"):
        model.update("l_di", x=130.0)
    left, _, right, _ = box_of_name(model)
    assert (left + right) / 2 == pytest.approx(115)


def test_a_name_far_from_its_line_is_a_mistake_of_the_file() -> None:
    model = named("task", "")
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Link("f", "messageFlow", "n", "t", "Order", "p"))
        model.put(Edge("e", "d", "f", ((216.0, 111.0), (216.0, 400.0)), Bounds(35, 35, 105, 19)))
    left, top, right, _ = box_of_name(model, "e")
    assert min(abs(left - 216), abs(right - 216)) < 12 and top > 111
    with model.change("by hand"):
        model.set_props("e", labelPlaced=True)
    assert box_of_name(model, "e")[1] == 35


def message_with_name_on_it() -> Model:
    """A message flow whose name a user set down on the message it shows."""
    model = named("task", "")
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Link("f", "messageFlow", "n", "t", "Order", "p"))
        props = Props(messageVisibleKind="initiating", labelPlaced=True)
        model.put(Edge("e", "d", "f", ((150.0, 180.0), (150.0, 380.0)), Bounds(130, 266, 40, 14), props))
    return model


def test_a_name_clears_lines_but_not_the_message_they_show() -> None:
    display = Display(message_with_name_on_it(), "d")
    label = display.label("e")
    assert label is not None and label.crossed
    (left, top, right, foot) = next(cleared(0, 0, label))
    x, y = 162.0, 281.0  # the right side of the message, under the name's letters but on ground that is cleared
    assert left < x < right and top < y < foot
    image = painted(display, 2.0, box=(0, 0, 400, 400))
    side = [image.pixelColor(round(x * 2) + dx, round(y * 2)).name() for dx in (-1, 0, 1, 2)]
    assert QColor(LIGHT.ink).name() in side


def test_in_a_picture_of_lines_messages_lie_over_what_names_clear() -> None:
    root = etree.fromstring(diagram_svg(Display(message_with_name_on_it(), "d")).encode())
    layers = {group.get("class"): group for group in root if group.get("class")}
    order = list(layers)
    assert order.index("clear") < order.index("names")
    drawn = [path.get("d") or "" for path in layers["names"].iter("{http://www.w3.org/2000/svg}path")]
    assert any(path.startswith("M138 272") for path in drawn)
    assert not any("M138 272" in (path.get("d") or "") for path in layers["flows"].iter())
