"""Org charts on the canvas: what boxes say, whose colour they have, what is folded away; pictures follow the model."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from opsdesigner.canvas.access import describe
from opsdesigner.canvas.boxes import boxes
from opsdesigner.canvas.boxes.box_names import chip_box, fold_box
from opsdesigner.canvas.boxes.boxes import away_until
from opsdesigner.canvas.boxes.faces import face
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.drawing.extent import scene as scene_of
from opsdesigner.canvas.drawing.painting import said_on
from opsdesigner.canvas.names.naming import _field
from opsdesigner.canvas.output.svg import diagram_svg
from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Props, Shape
from opsdesigner.model.geometry import contains, grown, overlaps
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.theme import DARK, LIGHT, ROLE_COLOURS, THEMES

from .chart import PLACES, chart, photo
from .window import Window

SVG = "{http://www.w3.org/2000/svg}"
BOX = (0.0, -20.0, 660.0, 700.0)
SHOWN = [id for id in PLACES if id not in ("clerk", "packer")]


@pytest.fixture(autouse=True)
def the_day(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "today", lambda: date(2026, 11, 30))


def painted(display: Display, scale: float = 1.0) -> QImage:
    left, top, right, foot = BOX
    made = QPixmap(round((right - left) * scale), round((foot - top) * scale))
    made.fill(QColor(display.colours.paper))
    with QPainter(made) as p:
        p.translate(-round(left * scale), -round(top * scale))
        p.scale(scale, scale)
        display.paint(p, BOX, scale, True, scale)
    return made.toImage()


def says(display: Display, id: Id) -> list[str]:
    """All that stands in and on a box at full size, its name first."""
    shape = display.shapes[f"{id}_di"]
    display.prepare([shape], [], 1.0)
    label = display.label(f"{id}_di")
    rows = [*(label.rows if label else ()), *(row for said, _ in said_on(shape, 0) for row in said.rows)]
    return [row.words for row in rows]


# what they say


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("boss", ["Managing", "director", "Anna Bright"]),  # no room for figures
        ("help", ["Assistant", "Joy Adeyemi", "JA"]),
        ("ops", ["Operations", "2 people"]),
        ("sales", ["Sales", "Emil Holm, away", "EH", "1 step", "to 2 Dec"]),
        ("stores", ["Stores", "2", "Emil Holm +1", "EH", "2 steps", "to 2 Dec"]),
        ("plant", ["Manufacturing", "Vacant since May", "?"]),
        ("wheels", ["Wheelworks", "Supplier"]),
        ("shops", ["Bike shops", "Customer"]),
        ("system", ["Order system", "Software"]),
    ],
)
def test_a_box_says_who_sits_there(id: Id, said: list[str]) -> None:
    assert says(Display(chart(), "org"), id) == said


def test_a_role_without_holders_shows_its_title_alone_in_the_middle_and_its_code() -> None:
    model = chart()
    with model.change("Show"):
        model.set_props("clerk_di", hidden=None)
    display = Display(model, "org")
    assert says(display, "clerk") == ["Clerk", "CK"]
    display.set_badges(False)
    _, top, _, foot = display.label_box("clerk_di") or (0, 0, 0, 0)
    assert (top + foot) / 2 == pytest.approx(600 + 28)


def test_the_head_of_a_unit_is_who_holds_it() -> None:
    model = chart()
    with model.change("Head"):
        model.put(Link("head", "holds", "joy", "ops", parent="joy"))
    assert says(Display(model, "org"), "ops") == ["Operations", "Joy Adeyemi"]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2026-11-28/2026-12-02", date(2026, 12, 2)),
        ("2026-11-30/2026-11-30", date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30)),
        ("2026-01-01/2026-01-05, 2026-11-29/2026-12-01", date(2026, 12, 1)),
        ("2026-12-01/2026-12-05", None),
        ("2026-11-01/2026-11-29", None),
        ("soon", None),
        ("", None),
    ],
)
def test_away_is_who_is_away_today(text: str, until: date | None) -> None:
    assert away_until(text) == until


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2026-05-04", "Vacant since May"),
        *((f"2026-{at + 1:02}", f"Vacant since {name}") for at, name in enumerate(boxes.MONTHS)),
        ("2024-06-01", "Vacant"),  # too long for its box with the year
        ("", "Vacant"),
        ("long ago", "Vacant"),
        ("2026-13-01", "Vacant"),
    ],
)
def test_since_when_nobody_holds_a_role(since: str, said: str) -> None:
    model = chart()
    with model.change("Since"):
        model.set_props("plant", vacantSince=since)
    assert says(Display(model, "org"), "plant")[1] == said


def test_figures_can_be_switched_off_and_on() -> None:
    display = Display(chart(), "org")
    with_them = painted(display)
    display.set_badges(False)
    assert says(display, "stores") == ["Stores", "2", "Emil Holm +1", "EH", "to 2 Dec"]
    assert painted(display) != with_them
    display.set_badges(True)
    assert painted(display) == with_them


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.lists(
    st.sampled_from(["Managing", "director", "注文", "تحقق", "👩‍👩‍👧", "x" * 60, "", "\n", "of-everything"]), max_size=8
).map(" ".join)


@given(names, names, st.sampled_from([(160, 56), (150, 44), (160, 72), (72, 30), (90, 200), (300, 56)]), st.booleans())
def test_no_word_leaves_its_box_whatever_the_names(title: str, person: str, size: tuple[int, int], unit: bool) -> None:
    model = Model(
        [
            Node("r", "unit" if unit else "role", title),
            Node("b", "role", "Boss"),
            Node("h", "person", person),
            Link("l", "holds", "h", "r", parent="h"),
            Link("m", "reportsTo", "b", "r", parent="b"),
            Diagram("org", "", kind=ORG_CHART),
            Shape("r_di", "org", "r", 100, 100, *size),
        ]
    )
    display = Display(model, "org")
    shape = display.shapes["r_di"]
    body = (0.0, 0.0, shape.w, shape.h)
    for zoom in (1.0, 0.6):
        display.prepare([shape], [], zoom)
        floor = 0 if zoom == 1.0 else 17
        label = display.label("r_di", zoom)
        inner = [said for said, _ in said_on(shape, floor)]
        if label is not None:
            tall = len(label.rows) * label.pixels
            assert label.box[0] >= 0 and (label.box[2] <= shape.w or shape.w < 80), title
            assert tall > shape.h or contains(grown(body, 1), label.box), title
        assert all(contains(grown(body, 1), said.box) for said in inner), person
    words = [said.box for said, ink in said_on(shape, 0) if ink == "ink2"]
    assert not any(overlaps(grown(a, -2), grown(b, -2)) for a in words for b in words if a is not b)


@pytest.mark.parametrize("zoom", [1.0, 0.7, 0.5])
def test_what_stands_on_the_edges_lies_in_the_room_kept_for_it(zoom: float) -> None:
    display = Display(chart(), "org")
    shape = display.shapes["stores_di"]
    for box in (chip_box(shape), fold_box(shape, 0 if zoom == 1 else round(10 / zoom))):
        moved = (box[0] + shape.x, box[1] + shape.y, box[2] + shape.x, box[3] + shape.y)
        assert contains(shape.box(), moved)
        assert box[2] - box[0] >= 20


# from afar


def test_boxes_say_less_from_farther_away() -> None:
    display = Display(chart(), "org")
    stores, ops = display.shapes["stores_di"], display.shapes["ops_di"]
    for zoom, size in ((0.6, 17), (0.5, 20)):
        display.prepare([stores], [], zoom)
        assert [row.words for said, _ in said_on(stores, size) for row in said.rows] == ["2"]
        label = display.label("stores_di", zoom)
        assert label is not None and label.pixels * zoom >= 9  # set smaller where it has no room
    assert display.label("stores_di", 0.3) is None
    assert display.label("ops_di", 0.3) is not None and ops.name == "Operations"
    assert display.label("ops_di", 0.2) is None


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("scale", [2.0, 1.0, 0.6, 0.3, 0.1])
def test_every_theme_and_zoom_shows_the_colour_of_a_role(theme: object, scale: float) -> None:
    display = Display(chart(), "org", theme)  # type: ignore[arg-type]
    image = painted(display, scale)
    left, top = round(40 * scale), round((112 + 48) * scale)
    found = {image.pixelColor(x, top).hue() for x in range(left, left + max(3, round(8 * scale)))}
    assert any(abs(hue - QColor("#C21F7A").hue()) < 12 for hue in found)


# photos


def test_a_photo_is_shown_round_and_broken_data_gives_way_to_initials() -> None:
    model = chart()
    display = Display(model, "org")
    image = painted(display)
    assert image.pixelColor(200 + 30, 20 + 28).name() == face(photo()).pixelColor(64, 64).name()  # type: ignore[union-attr]
    assert face(photo()).pixelColor(0, 0).alpha() == 0  # type: ignore[union-attr]
    model.observe(display.follow)
    with model.change("Break"):
        model.set_props("anna", photo="no photo at all")
    assert "AB" in says(display, "boss")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "?",
        "AAAA",
        base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode(),
        "/etc/passwd",
    ],
)
def test_what_is_no_photo_is_none(data: str) -> None:
    assert face(data) is None


def test_a_photo_that_unpacks_to_too_much_is_none() -> None:
    """A file of many such would stop the window for as long as they take."""

    def of(side: int) -> str:
        picture, buffer = QImage(side, side, QImage.Format.Format_Mono), QBuffer()
        picture.fill(0)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]
        return base64.b64encode(buffer.data().data()).decode()

    assert face(of(2048)) is not None
    assert len(of(2049)) < 10_000 and face(of(2049)) is None
    assert face(photo() + " " * 1_000_000) is None


@pytest.mark.qt_log_ignore("JPEG")
def test_half_a_photo_is_none() -> None:
    assert face(photo()[:80]) is None


def test_a_png_will_do_too() -> None:
    assert face(photo(form="PNG")) is not None


# colours


def test_a_role_has_one_colour_everywhere() -> None:
    model = chart()
    org, process = Display(model, "org"), Display(model, "d")
    stores = org.tint(org.shapes["stores_di"])
    assert stores in ROLE_COLOURS
    assert stores == process.tint(process.shapes["l2_di"]) == process.tint(process.shapes["a_di"])
    assert org.tint(org.shapes["sales_di"]) == "#c21f7a" == process.tint(process.shapes["l1_di"])  # by name
    assert process.tint(process.shapes["c_di"]) == "#c21f7a" == process.tint(process.shapes["e_di"])  # by assignment
    assert process.tint(process.shapes["l3_di"]) not in (stores, "#c21f7a")
    others = [org.tint(org.shapes[f"{id}_di"]).lower() for id in SHOWN]
    assert len(set(others)) == len(others)


def test_colours_follow_the_model_and_only_what_is_another_is_painted_again() -> None:
    model = chart()
    process = Display(model, "d")
    model.observe(lambda change: soiled.append(process.follow(change)))
    soiled: list[list[tuple[float, ...]]] = []
    painted(process)
    tint = {id: process.tint(shape) for id, shape in process.shapes.items()}

    def act(**change: object) -> set[Id]:
        with model.change("It"):
            for id, value in change.items():
                if isinstance(value, Props):
                    model.set_props(id, **value)
                else:
                    model.update(id, resource=value)
        now = {id: process.tint(shape) for id, shape in process.shapes.items()}
        other = {id for id in now if now[id] != tint[id]}
        tint.update(now)
        return other

    assert act(stores=Props(colour="#29707A")) == {"l2_di", "a_di", "b_di"}
    assert len(soiled[-1]) == 3
    assert act(l3="boss") == {"l3_di"}  # its step is somebody's own
    assert act(l2="sales") == {"l2_di", "a_di", "b_di"}
    with model.change("Take away"):
        model.remove("as1")
    assert process.tint(process.shapes["e_di"]) == process.tint(process.shapes["l3_di"])
    with model.change("Give"):
        model.put(Link("as2", "assignment", "stores", "c", parent="c"))
    assert process.tint(process.shapes["c_di"]) == "#29707a"
    with model.change("Dismiss"):
        model.remove("stores")
    assert process.tint(process.shapes["c_di"]) == process.tint(process.shapes["l1_di"])


def test_every_view_hears_of_a_role_renamed_to_anothers_name() -> None:
    model = chart()
    views = [Display(model, "d"), Display(model, "d"), Display(model, "org")]
    for view in views:
        painted(view)
        model.observe(view.follow)
    with model.change("Rename"):
        model.update("stores", name="Nobody")
    found = [
        view.tint(shape) for view in views[:2] for id, shape in view.shapes.items() if id in ("a_di", "l2_di", "l3_di")
    ]
    assert set(found) == {views[2].tint(views[2].shapes["stores_di"])}
    with model.change("By hand"):
        model.set_props("stores", colour="#123456")
    assert {view.tint(view.shapes[id]) for view in views[:2] for id in ("a_di", "l2_di", "l3_di")} == {"#123456"}
    with model.change("Not any more"):
        model.set_props("stores", colour=None)
    assert "#123456" not in {view.tint(shape) for view in views for shape in view.shapes.values()}


# folded away


def test_what_is_folded_away_is_nowhere_and_comes_back() -> None:
    model = chart()
    display = Display(model, "org")
    model.observe(display.follow)
    assert "packer_di" not in display and "e_packer" not in display
    assert display.bounds[3] < 460 and display.at(380, 620, 3) == ""
    assert {shape.id for shape in scene_of(display).shapes} == {f"{id}_di" for id in SHOWN}
    with model.change("Unfold"):
        for id in ("packer_di", "clerk_di", "e_packer"):
            model.set_props(id, hidden=None)
        model.set_props("stores_di", collapsed=None)
    assert "packer_di" in display and display.at(380, 620, 3) == "packer_di" and display.bounds[3] > 600
    assert says(display, "stores") == ["Stores", "Emil Holm +1", "EH", "2 steps · 1 report", "to 2 Dec"]
    assert display.at(380, 500, 4) == "e_packer"
    model.undo()
    assert "packer_di" not in display and "e_packer" not in display
    assert says(display, "stores")[1] == "2"


def test_the_number_of_those_below_follows_them() -> None:
    model = chart()
    display = Display(model, "org")
    model.observe(display.follow)
    assert says(display, "stores")[1] == "2"
    with model.change("Dismiss"):
        model.remove("clerk")
    assert says(display, "stores")[1] == "1"
    model.undo()
    assert says(display, "stores")[1] == "2"


# lines


def test_reporting_lines_are_caught_have_no_head_and_run_on_one_another_without_getting_thicker() -> None:
    display = Display(chart(), "org")
    assert display.at(120, 100, 4) == "e_sales" and display.at(390, 100, 4) == "e_ops"
    image = painted(display)
    across = [image.pixelColor(x, 75 + 20).name() for x in range(270, 291)]  # of the stem under the boss
    assert sum(colour != "#ffffff" for colour in across) == 1
    assert display.edges["e_dotted"].style.dash and not display.edges["e_sales"].style.dash
    assert not any(edge.style.head for edge in display.edges.values())


# pictures follow the model


def random_edit(model: Model, chance: Random) -> None:
    """One change of a kind that shows on an org chart."""
    roles = [node.id for node in model.all(Node) if node.kind in ("role", "unit")]
    people = [node.id for node in model.all(Node) if node.kind == "person"]
    shapes = [shape.id for shape in model.all(Shape) if shape.diagram == "org"]
    fresh = f"x{chance.randrange(10**9)}"
    with model.change("edit"):
        match chance.randrange(13):
            case 0 if shapes:
                shape = model[chance.choice(shapes)]
                assert isinstance(shape, Shape)
                model.update(shape.id, x=shape.x + chance.randint(-30, 30), y=shape.y + chance.randint(-30, 30))
            case 1:
                model.update(
                    chance.choice(roles + people), name=chance.choice(["Bo", "A longer name of it", "", "Zoë Q"])
                )
            case 2 if shapes:
                model.set_props(chance.choice(shapes), hidden=chance.random() < 0.5 or None)
            case 3 if shapes:
                model.set_props(chance.choice(shapes), collapsed=chance.random() < 0.5 or None)
            case 4 if people:
                model.put(Link(fresh, "holds", chance.choice(people), chance.choice(roles), props=Props(share=50)))
            case 5:
                links = [link.id for link in model.all(Link) if link.kind in ("holds", "reportsTo", "assignment")]
                model.remove(*chance.sample(links, min(2, len(links))))
            case 6:
                model.set_props(
                    chance.choice(roles),
                    vacant=chance.random() < 0.5,
                    party=chance.choice(["", "system", "supplier"]),
                    colour=chance.choice(["", "#123456", "#FFAA00"]),
                    code=chance.choice([None, "QQ"]),
                )
            case 7 if people:
                model.set_props(
                    chance.choice(people), away=chance.choice(["2026-11-01/2026-12-24", ""]), photo=photo("#00FF00")
                )
            case 8:
                one, other = chance.sample(roles, 2)
                model.put(Link(fresh, "reportsTo", one, other, parent=one, props=Props(dotted=chance.random() < 0.3)))
            case 9:
                steps = [node.id for node in model.all(Node) if node.kind == "task"]
                model.put(Link(fresh, "assignment", chance.choice(roles), chance.choice(steps)))
            case 10:
                lanes = [node.id for node in model.all(Node) if node.kind == "lane"]
                model.update(chance.choice(lanes), resource=chance.choice([*roles, ""]))
            case 11 if len(roles) > 7:
                model.remove(chance.choice(roles + people))
            case 12:
                model.update(chance.choice(roles), resource=chance.choice(["ops", ""]) if "ops" in model else "")


@pytest.mark.parametrize("diagram", ["org", "d"])
@pytest.mark.parametrize("seed", range(8))
def test_a_mended_chart_equals_a_fresh_one(qtbot: QtBot, seed: int, diagram: Id) -> None:
    model, chance = chart(), Random(seed)
    window = Window(model, diagram)
    qtbot.addWidget(window)
    window.start()
    window.show_box((330, 250, 330, 250), 1.0)
    window.sharp()
    for _ in range(30):
        if chance.random() < 0.2:
            model.undo()
        elif chance.random() < 0.1:
            model.redo()
        else:
            random_edit(model, chance)
        if chance.random() < 0.3:
            qtbot.wait(1)
    fresh = Window(model, diagram)
    qtbot.addWidget(fresh)
    fresh.start()
    fresh.show_box((330, 250, 330, 250), 1.0)
    assert window.display.bounds == fresh.display.bounds
    assert window.sharp() == fresh.sharp()


# pictures outside the window


def test_an_org_chart_as_svg_has_real_text_titles_and_the_photo() -> None:
    text = diagram_svg(Display(chart(), "org", DARK))
    root = xml.fromstring(text)
    words = {each.text for each in root.iter() if each.tag in (f"{SVG}text", f"{SVG}tspan")}
    assert {"Stores", "Emil Holm +1", "EH", "2 steps", "to 2 Dec", "2", "?", "Vacant since May", "Supplier"} <= words
    assert "Packer" not in words and "Clerk" not in words
    titles = {group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g")}
    assert "Stores (Role), Emil Holm +1" in titles
    assert "Reporting line: Sales → Managing director" in titles
    assert len(list(root.iter(f"{SVG}image"))) == 1
    lines = [group for group in root.iter(f"{SVG}g") if group.get("class") == "reportsTo"]
    assert len(lines) == 6 and all(len(list(line.iter(f"{SVG}path"))) == 1 for line in lines)  # no heads
    anchors = {each.text: each.get("text-anchor") for each in root.iter(f"{SVG}text")}
    assert anchors["Stores"] == anchors["Emil Holm +1"] == "start" and anchors["2 steps"] == "end"
    assert anchors["EH"] is None
    assert LIGHT.ink in text and DARK.canvas not in text and 'font-size="11.5"' in text
    for place in re.findall(r'viewBox="([-\d. ]+)"', text):
        left, top, wide, tall = map(float, place.split())
        for each in root.iter(f"{SVG}image"):
            assert each.get("href", "").startswith("data:image/png;base64,")
        assert wide > 400 and tall > 400 and left < 40 and top < 0


def test_edges_and_shapes_of_a_chart_are_of_the_model() -> None:
    model = chart()
    display = Display(model, "org")
    shown = {edge.id for edge in model.all(Edge) if not edge.props.flag("hidden")}
    assert display.edges.keys() == shown


# on the canvas


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CanvasView]:
    made = CanvasView()
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show_diagram(chart(), "org")
    made.show()
    yield made
    made.leave()


def test_what_is_folded_away_is_not_selected_any_more(view: CanvasView) -> None:
    view.select({"plant_di", "e_plant", "sales_di"})
    with view.model.change("Fold"):
        for id in ("plant_di", "e_plant"):
            view.model.set_props(id, hidden=True)
    assert view.selection() == {"sales_di"}
    view.select({"plant_di"})
    assert view.selection() == frozenset()


def test_figures_stay_switched_off_on_the_next_diagram(view: CanvasView) -> None:
    shown = view.grab().toImage()
    view.set_badges(False)
    assert view.grab().toImage() != shown
    view.show_diagram(chart(), "org")
    assert says(view.display, "stores") == ["Stores", "2", "Emil Holm +1", "EH", "to 2 Dec"]


@pytest.mark.parametrize("id", SHOWN)
def test_the_title_is_edited_in_its_box_where_it_stands(view: CanvasView, id: Id) -> None:
    shape = view.display.shapes[f"{id}_di"]
    view.display.prepare([shape], [], 1.0)
    left, top, right, foot = _field(view, f"{id}_di")[0]
    box = view.display.label_box(f"{id}_di")
    assert contains(grown(shape.body(), 2), (left, top, right, foot))
    assert box is not None and contains(grown((left, top, right, foot), 1), box)


def test_a_screen_reader_hears_who_sits_there(view: CanvasView) -> None:
    said = describe(view, "stores_di", [])
    assert said == (
        "Stores, role, held by Emil Holm, Gita Rao, reports to Operations, 1 report, owns 2 steps, 2 folded away below"
    )


@pytest.mark.parametrize(("colour", "edged"), [("#FFEE00", True), ("#111111", True), ("#00A37A", False)])
def test_a_colour_hard_to_see_gets_an_edge(colour: str, edged: bool) -> None:
    model = chart()
    with model.change("By hand"):
        model.set_props("sales", colour=colour)
    for theme in (LIGHT, DARK):
        image = painted(Display(model, "org", theme), 1.0)
        found = image.pixelColor(40 + 4, 112 + 20 + 28).name()
        assert (found == theme.ink.lower()) == edged
    spine = re.search(f'<path d="[^"]*" fill="{colour.lower()}"([^>]*)/>', diagram_svg(Display(model, "org")))
    assert spine is not None and ("stroke=" in spine[1]) == edged
