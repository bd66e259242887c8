"""What a diagram looks like: pictures that follow the model, colours, zoom, paper."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter, QPixmap
from pytestqt.qtbot import QtBot

from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.drawing.layers import Frame
from opsdesigner.canvas.drawing.painting import header_size, paint_pictures, text_size
from opsdesigner.canvas.drawing.stamps import BLOCKS, FAR, FLOOR, FULL, level
from opsdesigner.canvas.drawing.tiles import Tiles
from opsdesigner.model import NO_PROPS, Bounds, Diagram, Edge, Link, Model, Node, Props, Record, Shape
from opsdesigner.model.geometry import contains
from opsdesigner.notation.drawings import drawing
from opsdesigner.notation.theme import DARK, LIGHT, ROLE_COLOURS, THEMES, Theme, on_white
from opsdesigner.notation.variants import VARIANTS

from .scene import TIMER, one, scene
from .window import Window

BOX = (-20.0, -20.0, 940.0, 640.0)


@pytest.fixture(autouse=True)
def app(qapp: object) -> object:
    return qapp


def painted(display: Display, scale: float = 1.0, zoom: float = 0.0, box: tuple[float, ...] = BOX) -> QImage:
    """The diagram on a pixmap, as tiles have it."""
    left, top, right, foot = box
    made = QPixmap(round((right - left) * scale), round((foot - top) * scale))
    made.fill(QColor(display.colours.paper))
    with QPainter(made) as p:
        p.translate(-round(left * scale), -round(top * scale))
        p.scale(scale, scale)
        display.paint(p, (left, top, right, foot), scale, True, zoom or scale)
    return made.toImage()


def colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def empty(image: QImage) -> bool:
    blank = QImage(image.size(), image.format())
    blank.fill(image.pixelColor(0, 0))
    return image == blank


def farthest(one: QImage, other: QImage) -> int:
    """The largest difference between two pictures in any part of any pixel."""
    made = one.convertToFormat(QImage.Format.Format_RGB888)
    with QPainter(made) as p:
        p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        p.drawImage(0, 0, other)
    data, line = bytes(made.constBits()), made.bytesPerLine()
    return max(max(data[y * line : y * line + 3 * made.width()]) for y in range(made.height()))


# following the model


def random_edit(model: Model, chance: Random) -> None:
    """One change of a kind that shows."""
    shapes = [shape.id for shape in model.all(Shape)]
    steps = [id for id in ("a_di", "b_di", "g_di", "sub_di", "late_di", "end_di", "data_di") if id in model]
    edges = [edge.id for edge in model.all(Edge)]
    with model.change("edit"):
        match chance.randrange(14):
            case 0 | 1 if steps:
                shape = model[chance.choice(steps)]
                assert isinstance(shape, Shape)
                model.update(shape.id, x=shape.x + chance.randint(-60, 60), y=shape.y + chance.randint(-60, 60))
            case 2 if edges:
                edge = model[chance.choice(edges)]
                assert isinstance(edge, Edge)
                by = chance.randint(-40, 40)
                model.update(edge.id, points=tuple((x + by, y + by) for x, y in edge.points))
            case 3:
                ids = [node.id for node in model.all(Node)] + [link.id for link in model.all(Link)]
                model.update(chance.choice(ids), name="Longer name of it " * chance.randint(0, 4))
            case 4 if len(shapes) > 8:
                model.remove(
                    chance.choice([id for id in ("a", "b", "g", "note", "l1", "f3", "order") if id in model] or ["p"])
                )
            case 5 | 6:
                model.set_props(chance.choice(shapes), fill=chance.choice(["#FFE0B2", "#0D4372", "red", "no colour"]))
            case 7:
                model.set_props(chance.choice(shapes), stroke="#831311")
            case 8:
                shape = model[chance.choice(shapes)]
                assert isinstance(shape, Shape)
                model.update(shape.id, label=Bounds(shape.x - 20, shape.y + 70, 60, 27) if not shape.label else None)
            case 9 if "late" in model:
                kinds = [Props(kind=kind) for kind in ("message", "error", "signal")[: chance.randint(1, 3)]]
                model.set_props("late", events=tuple(kinds), cancelActivity=chance.random() < 0.5)
            case 10 if "data" in model and "list" in model:
                model.update("data", host="list")
            case 11 if "b" in model and "l1" in model and "l2" in model:
                model.update("b", lane=chance.choice(["l1", "l2", ""]))
            case 12 if "sub" in model and "l1" in model:
                model.update("sub", lane="l1")
            case 13 if edges:
                model.set_props(chance.choice(edges), stroke="#1E88E5", messageVisibleKind="initiating")


@pytest.mark.parametrize("seed", range(12))
def test_a_mended_picture_equals_a_fresh_one(qtbot: QtBot, seed: int) -> None:
    model, chance = scene(), Random(seed)
    window = Window(model, "d")
    qtbot.addWidget(window)
    window.start()
    window.show_box((450, 300, 450, 300), 1.0)
    window.sharp()
    for _ in range(25):
        if chance.random() < 0.2:
            model.undo()
        elif chance.random() < 0.1:
            model.redo()
        else:
            random_edit(model, chance)
        if chance.random() < 0.3:
            qtbot.wait(1)
    fresh = Window(model, "d")
    qtbot.addWidget(fresh)
    fresh.start()
    fresh.show_box((450, 300, 450, 300), 1.0)
    assert window.display.bounds == fresh.display.bounds
    assert window.sharp() == fresh.sharp()


KINDS_OF_A_CROWD = ("task", "exclusiveGateway", "intermediateThrowEvent", "userTask")


def crowd() -> Model:
    """Steps, decisions and events in rows, all named, and flows that cross each other on the way to the next row."""
    records: list[Record] = [Node("p", "process"), Diagram("d", "p")]
    for at in range(64):
        kind, x, y = KINDS_OF_A_CROWD[at % 4], 130.0 * (at % 8), 110.0 * (at // 8)
        w, h = (100, 80) if "ask" in kind else (50, 50) if kind == "exclusiveGateway" else (36, 36)
        name = f"Name {at} in a crowd"
        records += [Node(f"n{at}", kind, name, "p"), Shape(f"s{at}", "d", f"n{at}", x, y, w, h)]
    for at in range(56):
        to = at + 8 - (at % 3)
        a, b = (130.0 * (at % 8) + 40, 110.0 * (at // 8) + 30), (130.0 * (to % 8) + 30, 110.0 * (to // 8) + 20)
        turn = a[1] + 48 + 7 * (at * 3 % 5)
        way = (a, (a[0], turn), (b[0], turn), b)
        records += [
            Link(f"f{at}", "sequenceFlow", f"n{at}", f"n{to}", "yes, it is" if at % 5 == 0 else "", "p"),
            Edge(f"e{at}", "d", f"f{at}", way),
        ]
    return Model(records)


def edit_many(model: Model, chance: Random) -> None:
    """One change of so much that all about it is looked at again."""
    numbers = [at for at in range(64) if f"s{at}" in model]
    some = chance.sample(numbers, min(len(numbers), 25))
    with model.change("edit"):
        match chance.randrange(4):
            case 0:
                for at in some:
                    shape = model[f"s{at}"]
                    assert isinstance(shape, Shape)
                    model.update(shape.id, x=shape.x + chance.randint(-60, 60), y=shape.y + chance.randint(-60, 60))
                edges = sorted(model.all(Edge), key=lambda edge: edge.id)
                for edge in chance.sample(edges, len(edges) * 2 // 5):
                    by = chance.randint(-30, 30)
                    model.update(edge.id, points=tuple((x + by, y) for x, y in edge.points))
            case 1:
                for at in numbers:
                    model.update(f"n{at}", name=f"Other name {chance.randrange(999)}")
            case 2:
                model.remove(*(f"n{at}" for at in some[:12]))
            case 3:
                for at in some:
                    model.update(f"n{at}", kind=chance.choice(KINDS_OF_A_CROWD))


@pytest.mark.parametrize("seed", range(8))
def test_much_that_changes_at_once_is_drawn_as_if_it_had_always_been_so(qtbot: QtBot, seed: int) -> None:
    model, chance = crowd(), Random(seed)
    window = Window(model, "d")
    qtbot.addWidget(window)
    window.start()
    window.show_box((450, 300, 450, 300), 1.0)
    window.sharp()
    for _ in range(10):
        match chance.randrange(5):
            case 0 if model.can_undo:
                model.undo()
            case 1 if model.can_redo:
                model.redo()
            case _:
                edit_many(model, chance)
        if chance.random() < 0.5:
            window.sharp()
    fresh = Window(model, "d")
    qtbot.addWidget(fresh)
    fresh.start()
    fresh.show_box((450, 300, 450, 300), 1.0)
    assert window.display.bounds == fresh.display.bounds
    assert window.sharp() == fresh.sharp()


@pytest.mark.parametrize("seed", range(3))
def test_undo_of_everything_brings_back_the_very_pixels(qtbot: QtBot, seed: int) -> None:
    model, chance = scene(), Random(seed)
    window = Window(model, "d")
    qtbot.addWidget(window)
    window.start()
    before = window.sharp()
    for _ in range(20):
        random_edit(model, chance)
        qtbot.wait(1)
    while model.can_undo:
        model.undo()
    assert window.sharp() == before


def test_what_concerns_another_diagram_soils_nothing() -> None:
    model = scene()
    with model.change("more"):
        model.put(Diagram("d2", "c"))
        model.put(Shape("a_2", "d2", "a", 0, 0, 100, 80))
    display, other = Display(model, "d"), []
    model.observe(lambda change: other.extend(display.follow(change)))
    with model.change("move"):
        model.update("a_2", x=5)
    assert other == [] and "a_2" not in display


def test_a_move_soils_the_old_place_and_the_new() -> None:
    model = scene()
    display, soiled = Display(model, "d"), []
    model.observe(lambda change: soiled.extend(display.follow(change)))
    with model.change("move"):
        model.update("b_di", x=600.0)
    for x in (250, 650):
        assert any(box[0] <= x <= box[2] and box[1] <= 400 <= box[3] for box in soiled)


# everything there is


@pytest.mark.parametrize("theme", [*THEMES.values(), on_white(DARK)], ids=lambda theme: f"{theme.name}-{theme.canvas}")
@pytest.mark.parametrize("scale", [0.3, 1.0, 2.0])
def test_every_variant_is_drawn_in_every_theme(theme: Theme, scale: float) -> None:
    for variant in VARIANTS.values():
        display = Display(one(variant, ""), "d", theme)
        image = painted(display, scale, box=(80, 80, 760, 400))
        assert not empty(image), variant.id


def test_every_variant_looks_different_from_its_neighbours() -> None:
    pictures: dict[bytes, str] = {}
    for variant in VARIANTS.values():
        image = painted(Display(one(variant, ""), "d"), 2.0, box=(80, 80, 760, 400))
        data = bytes(image.constBits())
        family = variant.position or variant.kind
        key = data + family.encode()
        assert key not in pictures, f"{variant.id} looks like {pictures[key]}"
        pictures[key] = variant.id


ODD = {
    "no node": Shape("s", "d", "", 10, 10, 100, 80),
    "no size": Shape("s", "d", "n", 10, 10, 0, 0),
    "turned inside out": Shape("s", "d", "n", 10, 10, -100, -80),
    "huge": Shape("s", "d", "n", -1e9, -1e9, 2e9, 2e9),
    "far away": Shape("s", "d", "n", 1e12, 1e12, 100, 80),
    "a hair": Shape("s", "d", "n", 10, 10, 0.001, 400),
}


@pytest.mark.parametrize(
    "kind",
    [
        "task",
        "startEvent",
        "exclusiveGateway",
        "participant",
        "lane",
        "group",
        "textAnnotation",
        "dataStoreReference",
        "fromTheFuture",
    ],
)
@pytest.mark.parametrize("case", ODD)
def test_odd_shapes_do_not_stop_the_picture(kind: str, case: str) -> None:
    model = Model([Node("p", "process"), Node("n", kind, "A name of it", "p"), Diagram("d", "p"), ODD[case]])
    display = Display(model, "d")
    sheet = QPixmap(100, 100)
    for scale in (0.05, 0.3, 0.6, 1.0):
        painted(display, scale)
        with QPainter(sheet) as p:
            display.paint(p, (0, 0, 100, 100), scale, False)
    display.at(12, 12, 5)
    display.label_at(12, 12)
    assert display.bounds[2] >= display.bounds[0]


@pytest.mark.parametrize(
    "points", [(), ((5, 5),), ((5, 5), (5, 5)), ((0, 0), (1e9, 1e9)), ((0, 0), (0, 0), (9, 0), (9, 0))]
)
@pytest.mark.parametrize(
    "kind", ["sequenceFlow", "messageFlow", "association", "dataInputAssociation", "conversationLink"]
)
def test_odd_lines_do_not_stop_the_picture(kind: str, points: tuple[tuple[float, float], ...]) -> None:
    model = Model(
        [
            *(Node("p", "process"), Node("a", "task", "A", "p"), Node("b", "task", "B", "p")),
            Link("f", kind, "a", "b", "named", "p", props=Props(default=True, associationDirection="Both")),
            *(Diagram("d", "p"), Edge("e", "d", "f", points, props=Props(messageVisibleKind="initiating"))),
        ]
    )
    display = Display(model, "d")
    painted(display)
    display.at(5, 5, 5)
    with model.change("gone"):
        model.remove("e")


def test_an_unknown_kind_is_a_box_with_its_name() -> None:
    model = Model(
        [
            Node("p", "process"),
            Node("n", "fromTheFuture", "Odd one", "p"),
            Diagram("d", "p"),
            Shape("s", "d", "n", 20, 20, 100, 80),
        ]
    )
    display = Display(model, "d")
    label = display.label("s")
    assert label is not None and [row.words for row in label.rows] == ["Odd one"]
    assert display.shapes["s"].look.outline == "box"


def test_participants_of_a_choreography_step_are_bands_over_it() -> None:
    bands = {"top_initiating": 100, "bottom_non_initiating": 160}
    model = Model([Node("c", "choreography"), Node("n", "choreographyTask", "Order goods", "c"), Diagram("d", "c")])
    with model.change("draw"):
        model.put(Shape("s", "d", "n", 100, 100, 100, 80))
        for kind, y in bands.items():
            model.put(Node(kind, "participant", kind[:6], "c"))
            props = Props(participantBandKind=kind, choreographyActivityShape="s")
            model.put(Shape(f"{kind}_di", "d", kind, 100, y, 100, 20, None, props))
    display = Display(model, "d")
    first, last = (display.shapes[f"{kind}_di"] for kind in bands)
    assert min(first.rank, last.rank) > display.shapes["s"].rank
    assert (first.look.outline, first.look.filled) == ("topBand", False)
    assert (last.look.outline, last.look.filled) == ("bottomBand", True)
    for band in (first, last):
        assert contains(band.body(), display.label_box(band.id) or (0, 0, 0, 0))
    image = painted(display, 2.0, box=(0, 0, 300, 300))
    assert image.pixelColor(230, 205).name() == LIGHT.canvas.lower()
    assert image.pixelColor(230, 325).name() == LIGHT.chrome.lower()


# order


def test_what_lies_in_something_lies_above_it() -> None:
    display = Display(scene(), "d")
    order = [shape.node for shape in sorted(display.shapes.values(), key=lambda shape: shape.rank)]
    for outer, inner in (("pool", "l1"), ("l1", "a"), ("l2", "sub"), ("sub", "inner"), ("b", "late")):
        assert order.index(outer) < order.index(inner)
    assert display.at(280, 440, 3) == "late_di" and display.at(500, 400, 3) == "inner_di"


def test_homes_are_caught_by_head_and_rim_only() -> None:
    display = Display(scene(), "d")
    assert display.at(15, 400, 3) == "pool_di" and display.at(45, 400, 3) == "l2_di"
    assert display.at(600, 580, 3) == "" and display.at(899, 580, 3) in ("pool_di", "l2_di")
    assert display.at(340, 201, 4) == "f2_di" and display.at(450, 20, 3) == "other_di"


# colours


def test_a_lanes_steps_carry_its_colour_and_the_same_name_has_the_same() -> None:
    model = scene()
    with model.change("a second diagram"):
        model.put(Node("l3", "lane", "Sales", "p"))
        model.put(Diagram("d2", "p"))
        model.put(Shape("l3_2", "d2", "l3", 0, 0, 500, 100))
    first, second = Display(model, "d"), Display(model, "d2")
    assert first.tint(first.shapes["l1_di"]) == ROLE_COLOURS[0] == second.tint(second.shapes["l3_2"])
    assert first.tint(first.shapes["a_di"]) == ROLE_COLOURS[0] and first.tint(first.shapes["b_di"]) == ROLE_COLOURS[1]
    assert first.tint(first.shapes["inner_di"]) == ROLE_COLOURS[1]  # by the sub-process it lies in
    assert first.tint(first.shapes["pool_di"]) == "" == first.tint(first.shapes["g_di"])
    assert ROLE_COLOURS[0].lower() in colours_of(painted(first).copy(218, 200, 10, 40))


def test_a_lane_renamed_to_something_new_keeps_its_colour_one_renamed_to_anothers_takes_it() -> None:
    model = scene()
    display = Display(model, "d")
    display.tint(display.shapes["a_di"])
    model.observe(display.follow)
    with model.change("rename"):
        model.update("l1", name="Selling")
    assert display.tint(display.shapes["a_di"]) == ROLE_COLOURS[0]
    with model.change("rename"):
        model.update("l1", name="Stores")
    assert display.tint(display.shapes["a_di"]) == ROLE_COLOURS[1]
    model.undo()
    assert display.tint(display.shapes["a_di"]) == ROLE_COLOURS[0]


def test_another_owner_recolours_only_what_is_his() -> None:
    display = Display(scene(), "d")
    painted(display)
    was = display.colour_of
    display.colour_of = lambda id: "#C21F7A" if id == "a" else was(id)
    assert display.recolour() == [display.shapes["a_di"].box()] and display.recolour() == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_stored_colours_are_shown_as_stored_and_names_stay_legible(theme: Theme) -> None:
    model = scene()
    with model.change("colour"):
        model.set_props("a_di", fill="#0D4372", stroke="#FF8800")
        model.set_props("b_di", fill="#ffffff")
        model.set_props("f2_di", stroke="#831311")
    display = Display(model, "d", theme)
    image = painted(display, 2.0)
    dark, light = image.copy(446, 366, 188, 148), image.copy(446, 770, 180, 140)
    assert image.pixelColor(620, 380).name() == "#0d4372" and "#ffffff" in colours_of(dark)
    assert image.pixelColor(600, 772).name() == "#ffffff" and "#0b0d10" in colours_of(light)
    assert "#831311" in colours_of(image.copy(645, 430, 90, 20))


def test_a_theme_changes_ink_and_paper_but_no_role_colour() -> None:
    display = Display(scene(), "d")
    light = painted(display)
    display.set_theme(DARK)
    dark = painted(display)
    assert light.pixelColor(5, 5).name() == "#ffffff" and dark.pixelColor(5, 5).name() == DARK.canvas.lower()
    assert ROLE_COLOURS[0].lower() in colours_of(light) & colours_of(dark)


def test_dimming_leaves_the_bright_ones_alone(qtbot: QtBot) -> None:
    window = Window(scene(), "d")
    qtbot.addWidget(window)
    window.start()
    window.show_box((450, 300, 450, 300), 1.0)
    before = window.sharp()
    window.dim(frozenset({"a_di"}))
    window.sharp()
    after = window.sharp()
    edge = [window.to_view(x, y).toPoint() for x, y in ((250, 160), (250, 360))]
    assert after.pixel(edge[0]) == before.pixel(edge[0]) and after.pixel(edge[1]) != before.pixel(edge[1])


# zoom


def test_how_much_is_drawn_follows_the_zoom() -> None:
    assert [level(zoom) for zoom in (2, 0.75, 0.74, 0.5, 0.49, 0.25, 0.24)] == [
        FULL,
        FULL,
        FLOOR,
        FLOOR,
        FAR,
        FAR,
        BLOCKS,
    ]
    for zoom in (0.5, 0.55, 0.6, 0.7, 0.74):
        assert text_size(zoom) * zoom >= 10
    for zoom in (0.25, 0.3, 0.4, 0.6, 0.8):
        assert header_size(zoom) * zoom >= 11
    assert text_size(1) == 0 and text_size(0.49) == -1 == header_size(0.24)


def test_no_text_from_afar_but_the_names_of_pools_and_lanes() -> None:
    named, plain = scene(), scene()
    with plain.change("no names"):
        for node in list(plain.all(Node)):
            if node.kind not in ("lane", "participant"):
                plain.update(node.id, name="")
    for scale, alike in ((1.0, False), (0.6, False), (0.45, True), (0.3, True), (0.2, True)):
        assert (painted(Display(named, "d"), scale) == painted(Display(plain, "d"), scale)) is alike
    with plain.change("another name"):
        plain.update("l1", name="Elsewhere")
    assert painted(Display(named, "d"), 0.3) != painted(Display(plain, "d"), 0.3)
    assert painted(Display(named, "d"), 0.2) == painted(Display(plain, "d"), 0.2)


def test_the_quick_picture_shows_shapes_and_lines() -> None:
    display = Display(scene(), "d")
    for scale in (0.05, 0.15, 0.5, 1.0):
        image = QPixmap(960, 660)
        image.fill(Qt.GlobalColor.white)
        with QPainter(image) as p:
            p.scale(scale, scale)
            display.paint(p, BOX, scale, False)
        assert not empty(image.toImage())


# sharpness and paper


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
@pytest.mark.parametrize("zoom", [0.6, 1.0, 1.3])
def test_tiles_show_what_is_painted_in_one_piece(ratio: float, zoom: float) -> None:
    model = scene()
    with model.change("glyphs stand on quarters of a pixel, counted from the tile's corner"):
        for named in [*model.all(Node), *model.all(Link)]:
            model.update(named.id, name="")
    display = Display(model, "d")
    frame, size = Frame(zoom * ratio, -37, 53, ratio), QRect(0, 0, 640, 480)
    tiled = QPixmap(round(640 * ratio), round(480 * ratio))
    tiled.setDevicePixelRatio(ratio)
    whole = QPixmap(tiled.size())
    for made in (tiled, whole):
        made.fill(Qt.GlobalColor.white)
    with QPainter(tiled) as p:
        assert Tiles(display, 0.1).paint(p, size, frame, QPoint(0, 0), False, float("inf"))
    with QPainter(whole) as p:
        p.translate(-frame.x, -frame.y)
        p.scale(frame.scale, frame.scale)
        display.paint(p, frame.box(size), frame.scale, True, zoom)
    tiled.setDevicePixelRatio(1)
    assert farthest(tiled.toImage(), whole.toImage()) <= 8


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_upright_and_level_lines_are_sharp(scale: float) -> None:
    display = Display(scene(), "d")
    image = painted(display, scale)
    x, y = round((340 + 20) * scale), round((200 + 20) * scale)
    column = [image.pixelColor(x, y + i).lightness() for i in range(-5, 6)]
    ink = QColor(display.colours.ink).lightness()
    assert min(column) == ink
    assert column.count(ink) >= int(1.5 * scale)


def test_paper_gets_lines_and_real_text_not_pixels(qtbot: QtBot) -> None:
    display = Display(scene(), "d")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(600)
    with QPainter(writer) as p:
        p.scale(5, 5)
        display.paint(p, BOX, 5.0, True, 1.0)
    data = bytes(buffer.data().data())
    assert data.startswith(b"%PDF") and b"/Subtype /Image" not in data and b"/FontFile2" in data


@pytest.mark.parametrize(
    ("zoom", "owned"), [(0.1, True), (0.2, True), (0.3, True), (0.45, True), (0.1, False), (0.2, False)]
)
def test_what_an_open_sub_process_holds_is_seen_from_afar(zoom: float, owned: bool) -> None:
    model = scene()
    if not owned:
        with model.change("no lanes"):
            for id in ("l1_di", "l2_di", "l1", "l2"):
                model.remove(id)
    image = painted(Display(model, "d"), zoom)

    def at(x: float, y: float) -> str:
        return image.pixelColor(round((x + 20) * zoom), round((y + 20) * zoom)).name()

    assert at(500, 410) != at(600, 410) != at(700, 410)  # the step, its sub-process, the lane


WHOLE = ("endEvent", "callActivity", "transaction", "startEvent", "parallelGateway", "dataStoreReference")


@pytest.mark.parametrize("id", WHOLE)
@pytest.mark.parametrize("scale", [0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0])
def test_a_stamped_shape_is_whole(id: str, scale: float) -> None:
    """The pixmap of its own that it is stamped from cuts nothing off its outline."""
    display = Display(one(VARIANTS[id], ""), "d")
    box = (80.0, 80.0, 220.0, 200.0)
    stamped = painted(display, scale, 1.0, box)
    drawn = QImage(stamped.size(), QImage.Format.Format_RGB32)
    drawn.fill(QColor(display.colours.paper))
    with QPainter(drawn) as p:
        p.translate(-round(box[0] * scale), -round(box[1] * scale))
        p.scale(scale, scale)
        display.paint(p, box, scale, True, 1.0)
    assert farthest(stamped, drawn) <= 2


def test_a_shape_is_painted_alike_on_a_pixmap_and_an_image() -> None:
    display = Display(scene(), "d")
    image = QImage(960, 660, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as p:
        p.translate(20, 20)
        paint_pictures(p, list(display.shapes.values()), [], 1.0)
    for x, y in ((250, 160), (300, 200), (118, 182)):
        assert image.pixelColor(x + 20, y + 20).lightness() < 120


@pytest.fixture
def sample() -> Iterator[Model]:
    yield scene()


def test_lines_hop_over_earlier_ones_and_not_when_told_not_to(sample: Model) -> None:
    display = Display(sample, "d")
    hopping = painted(display)
    edge = display.edges["f6_di"]  # runs up across nothing, then over f4 at (778, 250)
    assert edge.hops is not None and [hop.piece for hop in edge.hops] == [3]
    display.set_hopping(False)
    assert painted(display) != hopping
    display.set_hopping(True)
    assert painted(display) == hopping


def test_a_conditional_flow_shows_its_diamond_only_behind_a_step(sample: Model) -> None:
    display = Display(sample, "d")
    assert display.edges["f5_di"].conditional and not display.edges["f3_di"].conditional
    display = Display(sample, "d")
    sample.observe(display.follow)
    with sample.change("convert"):
        sample.update("b", kind="inclusiveGateway")
    assert not display.edges["f5_di"].conditional


def test_an_event_shows_its_definition(sample: Model) -> None:
    display = Display(sample, "d")
    assert display.shapes["late_di"].look.mark == "timer"
    sample.observe(display.follow)
    with sample.change("event"):
        sample.set_props("late", events=(Props(kind="error"),))
    assert display.shapes["late_di"].look.mark == "error"
    with sample.change("not"):
        sample.set_props("late", events=TIMER["events"], cancelActivity=False)
    assert display.shapes["late_di"].look.dashed
    assert Props() == NO_PROPS


@pytest.mark.parametrize("go_on", [False, True])
def test_a_closed_event_sub_process_shows_what_starts_it(go_on: bool) -> None:
    timer = Props(events=(Props(kind="timer"),), isInterrupting=not go_on)
    model = one(VARIANTS["eventSubProcess"], "Cancel")
    with model.change("closed"):
        model.set_props("s", isExpanded=False)
        model.put(Node("inner", "startEvent", "", "n", props=timer))
    display = Display(model, "d")
    model.observe(display.follow)
    look = display.shapes["s"].look
    assert (look.outline, look.mark, look.dashed) == ("eventSubProcess", "timer", go_on)
    assert len(drawing(look, 100, 80)) > len(drawing(look._replace(mark=""), 100, 80))
    with model.change("message"):
        model.put(Node("inner", "startEvent", "", "n", props=Props(events=(Props(kind="message"),))))
    assert display.shapes["s"].look.mark == "message"
    with model.change("open"):
        model.set_props("s", isExpanded=True)
    assert display.shapes["s"].look.mark == ""


@pytest.mark.parametrize(
    ("called", "mark"), [("globalTask", ""), ("globalUserTask", "user"), ("globalScriptTask", "script")]
)
def test_a_call_of_a_step_shows_the_kind_of_the_step_and_no_plus(called: str, mark: str) -> None:
    model = one(VARIANTS["callActivity"])
    (shape,) = model.all(Shape)
    with model.change("call"):
        model.put(Node("g", called, "Ask for data"))
        model.set_props(shape.node, calledElement="own:g")
    display = Display(model, "d")
    look = display.shapes[shape.id].look
    assert (look.outline, look.mark, look.bottom) == ("call", mark, ())
    model.observe(display.follow)
    with model.change("call a process"):
        model.set_props(shape.node, calledElement="p")
    assert display.shapes[shape.id].look.bottom == ("plus",)


def test_a_call_that_shows_its_process_has_no_plus() -> None:
    model = one(VARIANTS["callActivity"])
    display = Display(model, "d")
    model.observe(display.follow)
    assert display.shapes["s"].look.bottom == ("plus",)
    with model.change("open"):
        model.set_props("s", isExpanded=True)
    assert display.shapes["s"].look.bottom == ("plus",) and display.shapes["s"].depth > 0  # no room for it
    with model.change("large"):
        model.update("s", width=350, height=150)
    assert display.shapes["s"].look.bottom == () and display.shapes["s"].depth < 0


def test_a_process_drawn_as_a_shape_is_a_frame_below_all_it_holds() -> None:
    model = scene()
    with model.change("frame"):
        model.put(Shape("p_di", "d", "p", 30, 100, 870, 500))
    display = Display(model, "d")
    frame = display.shapes["p_di"]
    assert frame.depth < display.shapes["l1_di"].depth and not frame.name
    assert all(not stroke.fill for stroke in drawing(frame.look, 870, 500))


def test_messages_are_dashed_from_afar(sample: Model) -> None:
    """Along a message flow paper shows between the dashes; along a flow it does not."""
    display = Display(sample, "d")
    for zoom in (1.0, 0.74, 0.5, 0.3):
        image = painted(display, zoom)
        x = round((118 + 20) * zoom)
        column = [
            min(image.pixelColor(x + dx, round((y + 20) * zoom)).lightness() for dx in (-1, 0, 1))
            for y in range(60, 160)
        ]
        assert max(column) > 235 and min(column) < 190, zoom


def test_a_name_on_a_coloured_home_has_a_halo_of_that_colour() -> None:
    model = scene()
    with model.change("fill"):
        model.put(Node("in", "endEvent", "Wrapped up", "sub"))
        model.put(Shape("in_di", "d", "in", 580, 380, 36, 36))
        model.set_props("sub_di", fill="#336699")
    display = Display(model, "d")
    box = display.label_box("in_di")
    assert box is not None
    image = painted(display)
    left, top, right, foot = (round(side + 20) for side in box)
    seen = {image.pixelColor(x, y).name() for x in range(left - 3, right + 3) for y in range(top, foot)}
    assert "#336699" in seen and LIGHT.ink not in seen and "#ffffff" in seen  # white words on their own ground
    rim = {image.pixelColor(x, foot + 1).name() for x in range(left, right)}
    assert rim == {"#336699"}


def test_lanes_end_in_the_frame_of_their_pool(sample: Model) -> None:
    display = Display(sample, "d")
    image = painted(display)
    plain = {image.pixelColor(x + 20, 620).name() for x in range(5, 25)}  # under the pool's head
    assert plain == {image.pixelColor(x + 20, 620).name() for x in range(100, 120)}  # under the lane


@pytest.mark.parametrize("scale", [1.0, 0.75, 0.625, 0.605, 0.35])
def test_two_lanes_share_one_line(sample: Model, scale: float) -> None:
    display = Display(sample, "d")
    image = painted(display, scale)
    x, y = round((850 + 20) * scale), round((300 + 20) * scale)  # where the first lane ends
    assert sum(image.pixelColor(x, y + dy).lightness() < 250 for dy in range(-4, 5)) == 1
