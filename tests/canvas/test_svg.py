"""SVG: valid, whole, inert, and the same places as on the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from opsdesigner import places
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.drawing.extent import page_name
from opsdesigner.canvas.output.export import pages
from opsdesigner.canvas.output.svg import diagram_svg
from opsdesigner.canvas.output.svg_lines import escaped
from opsdesigner.canvas.theme import WHITE
from opsdesigner.files.document import open_document
from opsdesigner.files.errors import Refused
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Bounds, Edge, Link, Model, Node, Props, Shape
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.theme import DARK, LIGHT, ROLE_COLOURS
from opsdesigner.notation.variants import VARIANTS

from .scene import one, records, scene

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    "a ]]> b",
    "\"quoted\" & 'single' <b>",
    "nul \x00 bell \x07 escape \x1b\x9b done",
    "half \ud800 and \ufffe\uffff",
    "file:///etc/passwd",
    "javascript:alert(1)",
    '=HYPERLINK("http://x")',
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "rtl \u202e override",
    "中文名 – Ünïcode 👩‍🏭",
)


pytestmark = pytest.mark.usefixtures("qapp")


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def groups(root: etree._Element) -> dict[str, etree._Element]:
    return {group.get("id"): group for group in root.iter(f"{SVG}g") if group.get("id")}


def words(root: etree._Element) -> list[str]:
    """Every laid-out name, its lines joined."""
    return [" ".join(part for part in text.itertext()) for text in root.iter(f"{SVG}text")]


def test_everything_is_there_once() -> None:
    model = scene()
    root = parsed(diagram_svg(Display(model, "d")))
    found = [group.get("id") for group in root.iter(f"{SVG}g") if group.get("id")]
    shown = {shape.node for shape in model.all(Shape)} | {"f1", "f2", "f3", "f4", "m1", "d1", "n1"}
    assert len(found) == len(set(found))
    assert shown <= set(found)
    said = words(root)
    for node in model.all(Node):
        if node.id in shown and node.name and node.kind != "dataObject":
            assert sum(" ".join(node.name.split()) == each for each in said) == 1, node.name
    assert said.count("yes") == said.count("no") == 1


def test_shapes_say_what_they_are() -> None:
    found = groups(parsed(diagram_svg(Display(scene(), "d"))))
    assert found["a"].get("class") == "userTask"
    assert found["a"].findtext(f"{SVG}title") == "Check order (User step)"
    assert found["late"].findtext(f"{SVG}title") == "too late (Boundary event, Timer)"
    assert found["f3"].findtext(f"{SVG}title") == "yes (Flow): In stock? → Pick goods"


def test_the_picture_is_one_named_image() -> None:
    root = parsed(diagram_svg(Display(scene(), "d")))
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "Bright Bikes"
    assert len(list(root.iter(f"{SVG}style"))) == 1


def test_an_unnamed_shape_is_called_by_its_kind() -> None:
    found = groups(parsed(diagram_svg(Display(one(VARIANTS["task"], ""), "d"))))
    assert found["n"].findtext(f"{SVG}title") == "Step"
    assert list(found["n"].iter(f"{SVG}text")) == []


def test_texts_lie_inside_the_view_box() -> None:
    for model, diagram in _drawn():
        root = parsed(diagram_svg(Display(model, diagram)))
        left, top, wide, tall = map(float, root.get("viewBox").split())
        for text in root.iter(f"{SVG}text", f"{SVG}tspan"):
            if text.get("x") is None:
                continue
            x, y = _placed(text)
            assert left <= x <= left + wide and top <= y <= top + tall, etree.tostring(text)


def _placed(text: etree._Element) -> tuple[float, float]:
    """Where a text stands, its own and its group's moves included."""
    x, y = float(text.get("x")), float(text.get("y"))
    at = text
    while at is not None:
        move = at.get("transform", "")
        if "rotate(-90)" in move:
            x, y = y, -x
        if found := re.search(r"translate\(([-\d.e]+) ([-\d.e]+)\)", move):
            x, y = x + float(found[1]), y + float(found[2])
        at = at.getparent()
    return x, y


def _drawn() -> list[tuple[Model, str]]:
    found = [(scene(), "d")]
    for path in sorted(places.samples().glob("*.bpmn")):
        model = open_document(path).model
        found += [(model, diagram) for diagram in pages(model)]
    return found


def test_a_margin_runs_round_all_of_it() -> None:
    model = one(VARIANTS["task"], "")
    box = tuple(map(float, parsed(diagram_svg(Display(model, "d"))).get("viewBox").split()))
    assert box == (100 - 18, 100 - 18, 100 + 36, 80 + 36)


def test_names_stand_where_the_screen_has_them() -> None:
    display = Display(scene(), "d")
    found = groups(parsed(diagram_svg(display)))
    text = next(found["a"].iter(f"{SVG}text"))
    row = display.label("a_di").rows[0]  # type: ignore[union-attr]
    assert float(text.get("y")) == pytest.approx(row.y, abs=0.01)
    assert float(text.get("x")) > row.x


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    text = diagram_svg(Display(one(VARIANTS["userTask"], name), "d"))
    root = parsed(text)
    tags = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert tags <= {SVG + tag for tag in ("svg", "title", "style", "rect", "g", "path", "circle", "text", "tspan")}
    assert not any(
        "href" in attribute or attribute.startswith("on") for each in root.iter() for attribute in each.attrib
    )
    assert "<!" not in text.replace("<?xml", "")


def test_hostile_ids_stay_ids() -> None:
    model = Model(
        [replace(r, node='n" onload="x') if isinstance(r, Shape) else r for r in one(VARIANTS["task"]).records.values()]
    )
    root = parsed(diagram_svg(Display(model, "d")))
    assert all(not attribute.startswith("on") for each in root.iter() for attribute in each.attrib)


def test_a_node_shown_twice_has_one_id_each() -> None:
    first = next(r for r in records() if isinstance(r, Shape) and r.node == "a")
    model = Model([*records(), replace(first, id="again", x=900.0)])
    found = groups(parsed(diagram_svg(Display(model, "d"))))
    assert {"a", "a_di"} & set(found) and {"a", "again"} & set(found)
    assert len([id for id in found if id in ("a", "a_di", "again")]) == 2


def test_escaped() -> None:
    assert escaped("plain – text") == "plain – text"
    assert escaped('a<b>&"c"\x00\x0b\x1f\ufffe') == "a&lt;b&gt;&amp;&quot;c&quot;"


def test_the_screen_theme_does_not_show() -> None:
    model = scene()
    assert diagram_svg(Display(model, "d", DARK)) == diagram_svg(Display(model, "d", LIGHT))


def test_lanes_and_their_steps_share_a_colour() -> None:
    found = groups(parsed(diagram_svg(Display(scene(), "d"))))
    for lane, step in (("l1", "a"), ("l2", "b")):
        colours = [
            {path.get("fill") for path in found[id].iter(f"{SVG}path")} & set(ROLE_COLOURS) for id in (lane, step)
        ]
        assert colours[0] == colours[1] != set()


def test_pools_frame_their_lanes() -> None:
    """As on the screen: the line of a lane does not lie over that of its pool."""
    root = parsed(diagram_svg(Display(scene(), "d")))
    homes = next(group for group in root.iter(f"{SVG}g") if group.get("class") == "homes")
    order = [group.get("id") or "frame" for group in homes]
    assert order.index("frame") > max(order.index("l1"), order.index("l2"))
    (drawn,) = next(group for group in homes if not group.get("id"))
    assert drawn.get("fill") == "none" and drawn.get("stroke") == WHITE.line("frame")
    assert next(group for group in homes if not group.get("id")).get("transform") == "translate(0 100)"


def test_lines_are_cleared_from_under_names_and_coloured_homes_keep_their_colour() -> None:
    model = scene()
    with model.change("Cross"):
        model.set_props("sub_di", fill="#336699")
        model.put(Node("in", "endEvent", "Wrapped up", "sub"))
        model.put(Shape("in_di", "d", "in", 580, 380, 36, 36, Bounds(560, 420, 70, 14)))
        model.set_props("in_di", labelPlaced=True)
        model.put(Link("f", "association", "in", "in", parent="sub"))
        model.put(Edge("f_di", "d", "f", ((598.0, 416.0), (598.0, 470.0))))
    root = parsed(diagram_svg(Display(model, "d")))
    layers = [group.get("class") for group in root]
    assert layers.index("flows") < layers.index("clear") < layers.index("shapes")
    (plate,) = next(group for group in root if group.get("class") == "clear")
    assert plate.get("fill") == "#336699" and plate.get("stroke") is None
    name = next(text for text in root.iter(f"{SVG}text") if "Wrapped up" in "".join(text.itertext()))
    assert name.get("fill") == "#FFFFFF"
    left, top, right, foot = (float(number) for number in re.findall(r"[MHV]?(-?[0-9.]+)", plate.get("d", ""))[:4])
    assert left < 598 < right and top < float(name.get("y", "0")) < foot


def test_paper_can_be_left_out() -> None:
    display = Display(scene(), "d")
    assert list(parsed(diagram_svg(display)).iter(f"{SVG}rect"))
    assert not list(parsed(diagram_svg(display, background=False)).iter(f"{SVG}rect"))


def test_scale_enlarges_without_other_numbers() -> None:
    display = Display(scene(), "d")
    one_, two = parsed(diagram_svg(display)), parsed(diagram_svg(display, scale=2.0))
    assert two.get("viewBox") == one_.get("viewBox")
    assert float(two.get("width")) == 2 * float(one_.get("width"))


def test_some_of_it() -> None:
    found = groups(parsed(diagram_svg(Display(scene(), "d"), {"a_di", "g_di", "f2_di"})))
    assert set(found) == {"a", "g", "f2"}


def test_an_empty_diagram_is_an_empty_picture() -> None:
    model = Model([r for r in one(VARIANTS["task"]).records.values() if not isinstance(r, Shape)])
    assert parsed(diagram_svg(Display(model, "d"))).get("viewBox")


def test_far_away_shapes_do_not_stretch_the_picture() -> None:
    far = [replace(r, x=1e12) if isinstance(r, Shape) and r.node == "note" else r for r in records()]
    root = parsed(diagram_svg(Display(Model(far), "d")))
    assert float(root.get("width")) < 2000


def test_coordinates_far_from_the_origin_keep_their_digits() -> None:
    model = Model(
        [replace(r, x=123456.5) if isinstance(r, Shape) else r for r in one(VARIANTS["task"]).records.values()]
    )
    assert "translate(123456.5 100)" in diagram_svg(Display(model, "d"))


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_every_variant_is_drawn(variant) -> None:  # type: ignore[no-untyped-def]
    found = groups(parsed(diagram_svg(Display(one(variant, "A name"), "d"))))
    assert found["n"].get("class") == variant.kind
    assert list(found["n"].iter(f"{SVG}path"))
    assert found["n"].findtext(f"{SVG}title").startswith("A name (")


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS.values() if kind.outline and kind.size != (0, 0)])
def test_every_kind_is_drawn(kind: str) -> None:
    model = Model([Node("n", kind, "Name"), *(r for r in one(VARIANTS["task"]).records.values() if r.id != "n")])
    assert list(groups(parsed(diagram_svg(Display(model, "d"))))["n"].iter(f"{SVG}path"))


def test_stored_colours_are_kept() -> None:
    model = one(VARIANTS["task"])
    with model.change("Colour"):
        model.update("s", props=Props(fill="#102030", stroke="#405060"))
    text = diagram_svg(Display(model, "d"))
    assert 'fill="#102030"' in text and 'stroke="#405060"' in text
    assert 'fill="#FFFFFF">Check order' in text


def test_corpus_and_samples_become_svg(corpus_file: Path) -> None:
    try:
        model = open_document(corpus_file, place_undrawn).model
    except Refused as refused:
        pytest.skip(str(refused))
    for diagram in pages(model):
        root = parsed(diagram_svg(Display(model, diagram)))
        shown = {shape.node for shape in model.all(Shape) if shape.diagram == diagram and shape.node}
        assert shown <= set(groups(root)), page_name(model, diagram)
