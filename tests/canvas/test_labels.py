"""Names: where lines break, how they are placed. Widths are measured by a ruler of our own where fonts would decide."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.canvas import theme
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.drawing.shown import plain
from opsdesigner.canvas.names.typesetting import metrics
from opsdesigner.canvas.names.wrapping import balanced, broken_word, pieces, shortened
from opsdesigner.model import Bounds, Diagram, Edge, Link, Model, Node, Props, Shape
from opsdesigner.model.geometry import Box, contains, overlaps
from opsdesigner.notation.kinds import KINDS

from .scene import scene


@pytest.fixture(autouse=True)
def app(qapp: object) -> object:
    return qapp


def ruler(words: str) -> float:
    """Seven a letter."""
    return 7.0 * len(words)


# breaking


def test_the_fewest_lines_then_the_narrowest() -> None:
    assert balanced("Check order", 80, 3, ruler).lines == ("Check order",)
    assert balanced("Offer partial order", 95, 3, ruler).lines == ("Offer partial", "order")
    assert balanced("one two three four", 100, 3, ruler).lines == ("one two", "three four")
    assert balanced("a b c d e f", 49, 3, ruler).lines == ("a b c", "d e f")


def test_line_breaks_of_the_name_are_kept() -> None:
    assert balanced("Sign\nand send", 200, 3, ruler).lines == ("Sign", "and send")
    assert balanced("one\n\ntwo", 200, 3, ruler).lines == ("one", "", "two")


def test_words_break_only_where_one_is_wider_than_the_line() -> None:
    broken = balanced("Qualitätssicherungsprüfung", 70, 9, ruler)
    assert broken.split and "".join(broken.lines) == "Qualitätssicherungsprüfung"
    assert broken_word("order-to-delivery", 70, ruler) == ["order-to-", "delivery"]
    assert not balanced("Check the order of it", 70, 9, ruler).split


def test_an_ellipsis_only_where_the_lines_do_not_suffice() -> None:
    broken = balanced("one two three four five six", 56, 2, ruler)
    assert broken.cut and broken.lines[-1].endswith("…") and len(broken.lines) == 2
    assert all(ruler(line) <= 56 for line in broken.lines)
    assert not balanced("one two three", 56, 2, ruler).cut
    assert shortened("abc", 0, ruler) == "…"


def test_a_name_of_millions_of_letters_is_measured_a_little_only() -> None:
    seen: list[int] = []

    def measure(words: str) -> float:
        seen.append(len(words))
        return 7.0 * len(words)

    broken = balanced("x" * 3_000_000, 84, 3, measure)
    assert broken.cut and [len(line) for line in broken.lines] == [12, 12, 12]
    assert sum(seen) < 200_000
    seen.clear()
    assert "".join(broken_word("y" * 5000, 84, measure)) == "y" * 5000
    assert sum(seen) < 100_000


def test_scripts_without_blanks_break_between_characters() -> None:
    assert (
        "".join(pieces("注文を確認して出荷する")) == "注文を確認して出荷する"
        and len(pieces("注文を確認して出荷する")) > 4
    )
    family = "👩‍👩‍👧‍👦"
    assert broken_word(family * 3, 60, ruler) == [family] * 3


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.lists(
    st.sampled_from(["Check", "order", "注文", "تحقق", "👩‍👩‍👧", "a\u0301", "x" * 60, "", "\n", "e-mail"]), max_size=8
).map(" ".join)


@given(names, st.floats(20, 200), st.integers(1, 5))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(name: str, width: float, most: int) -> None:
    name = plain(name)
    broken = balanced(name, width, most, ruler)
    assert len(broken.lines) <= most
    single = max((ruler(letter) for letter in [name]), default=0) if len(name) == 1 else 0
    for line in broken.lines:
        assert ruler(line) <= max(width, single) + 0.01 or len(line) <= 12  # one joined letter may be wider
    if not broken.cut:
        assert "".join("".join(broken.lines).split()) == "".join(name.split())


@given(names)
def test_names_of_every_script_are_laid_out(name: str) -> None:
    for kind in ("task", "startEvent", "exclusiveGateway", "participant", "textAnnotation", "group"):
        display = Display(named(kind, name), "d")
        label = display.label("s")
        assert (label is None) == (not plain(name))
        display.label("s", 0.6)


# placing


def named(kind: str, name: str, w: float = 0, h: float = 0, **props: object) -> Model:
    size = KINDS[kind].size
    node = Node("n", kind, name, "p", "p" if kind == "participant" else "", props=Props(**props))  # type: ignore[arg-type]
    shape = Shape("s", "d", "n", 100, 100, w or size[0], h or size[1])
    return Model([Node("p", "process"), node, Diagram("d", "p"), shape])


STEPS = [
    "Check order",
    "Offer partial order",
    "Hand over to the second carrier",
    "Book",
    "Inform customer about late delivery of parts",
]


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("kind", ["task", "userTask", "callActivity", "subProcess"])
def test_a_steps_name_lies_inside_it_clear_of_its_marks(kind: str, name: str) -> None:
    display = Display(named(kind, name, loop="parallel"), "d")
    box, label = display.label_box("s"), display.label("s")
    assert box is not None and label is not None and not label.cut
    assert contains((104, 102, 196, 180 - 18), box)
    if kind == "userTask":
        for row in label.rows:
            middle, half = (box[0] + box[2]) / 2, (box[0] + box[2]) / 2 - 100 - row.x
            place = (middle - half, 100 + row.y - 0.75 * label.pixels, middle + half, 100 + row.y)
            assert not overlaps((109, 107, 125, 122), place), row.words


def test_a_steps_name_is_centred() -> None:
    display = Display(named("task", "Check order"), "d")
    left, top, right, foot = display.label_box("s") or (0, 0, 0, 0)
    assert (left + right) / 2 == pytest.approx(150) and (top + foot) / 2 == pytest.approx(140)


def test_a_very_long_name_is_set_smaller_before_it_is_cut() -> None:
    display = Display(named("task", "Check the order of the customer for completeness and credit"), "d")
    label = display.label("s")
    assert label is not None and not label.cut and label.pixels < 13
    display = Display(named("task", "word " * 60), "d")
    label, box = display.label("s"), display.label_box("s")
    assert label is not None and label.cut and label.rows[-1].words.endswith("…")
    assert box is not None and contains((100, 100, 200, 180), box)


@pytest.mark.parametrize("w, h", [(64, 36), (10, 10), (0.5, 0.5), (400, 300), (30, 200)])
def test_a_name_does_not_leave_a_step_of_any_size_far(w: float, h: float) -> None:
    display = Display(named("task", "Inform customer", w, h), "d")
    left, _, right, _ = display.label_box("s") or (0, 0, 0, 0)
    assert left >= 100 - 14 and right <= 100 + w + 14


def sides(kind: str, *ends: tuple[float, float]) -> tuple[Box, Box]:
    """The box of a shape and of its name where lines leave it towards these points."""
    model = named(kind, "Is it there?")
    with model.change("lines"):
        for i, (x, y) in enumerate(ends):
            model.put(Node(f"t{i}", "task", "", "p"))
            model.put(Link(f"f{i}", "sequenceFlow", "n", f"t{i}", "", "p"))
            shape = model.get("s", Shape)
            assert shape is not None
            cx, cy = 100 + shape.width / 2, 100 + shape.height / 2
            start = (cx + shape.width / 2 * x, cy + shape.height / 2 * y)
            model.put(Edge(f"e{i}", "d", f"f{i}", (start, (start[0] + 90 * x, start[1] + 90 * y))))
    display = Display(model, "d")
    box = display.label_box("s")
    assert box is not None
    return display.shapes["s"].body(), box


def where(body: Box, name: Box) -> str:
    if name[3] <= body[1] + 2:
        return "corner" if name[0] > (body[0] + body[2]) / 2 else "above"
    if name[1] >= body[3] - 2:
        return "below"
    return "right" if name[0] >= body[2] else "left"


def test_a_name_outside_takes_the_first_free_side() -> None:
    right, left, up, down = (1, 0), (-1, 0), (0, -1), (0, 1)
    assert where(*sides("startEvent", right)) == "below"
    assert where(*sides("intermediateCatchEvent", right, left, down)) == "above"
    assert where(*sides("intermediateCatchEvent", left, down, up)) == "right"
    assert where(*sides("intermediateCatchEvent", right, down, up)) == "left"
    assert where(*sides("exclusiveGateway", left, right, down)) == "above"
    assert where(*sides("exclusiveGateway", left, right, up)) == "corner"
    assert where(*sides("dataStoreReference", up)) == "below"


def test_a_decisions_name_beside_a_flow_is_narrow() -> None:
    body, name = sides("exclusiveGateway", (0, -1))
    assert where(body, name) == "corner" and name[2] - name[0] <= 84 and name[0] >= (body[0] + body[2]) / 2 + 8


def test_an_events_first_baseline_is_fourteen_below_its_ring() -> None:
    display = Display(named("endEvent", "Bikes there"), "d")
    label = display.label("s")
    assert label is not None and label.rows[0].y - 36 == pytest.approx(14, abs=0.5)


def test_a_place_given_by_the_file_is_kept() -> None:
    model = scene()
    with model.change("label"):
        model.update("start_di", label=Bounds(90, 230, 70, 27))
        model.update("f3_di", label=Bounds(300, 300, 20, 14))
    display = Display(model, "d")
    left, top, right, _ = display.label_box("start_di") or (0, 0, 0, 0)
    assert top == 230 and (left + right) / 2 == pytest.approx(125)
    left, top, right, _ = display.label_box("f3_di") or (0, 0, 0, 0)
    assert top == 300 and (left + right) / 2 == pytest.approx(310)
    assert display.label_at(310, 307) == "f3_di" and display.label_at(310, 360) == ""


def test_a_name_wider_here_than_in_the_file_grows_away_from_its_shape() -> None:
    model = named("endEvent", "Supplier reminded")
    with model.change("label"):
        model.update("s", label=Bounds(142, 104, 30, 14))
    box = Display(model, "d").label_box("s")
    assert box is not None and box[0] >= 136


@pytest.mark.parametrize("turn", [(1, 0), (-1, 0), (0, 1), (0, -1)])
@pytest.mark.parametrize("bend", [-1, 0, 1])
@pytest.mark.parametrize("first", [40.0, 160.0])
def test_an_answer_stands_beside_the_first_leg_and_never_on_the_line(
    turn: tuple[int, int], bend: int, first: float
) -> None:
    dx, dy = turn
    start = (500.0, 500.0)
    knee = (start[0] + dx * first, start[1] + dy * first)
    points = [start, knee] if not bend else [start, knee, (knee[0] + dy * 200 * bend, knee[1] + dx * 200 * bend)]
    model = named("exclusiveGateway", "")
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Link("f", "sequenceFlow", "n", "t", "not in stock", "p"))
        model.put(Edge("e", "d", "f", tuple(points)))
    box = Display(model, "d").label_box("e")
    assert box is not None
    for a, b in pairwise(points):
        piece = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        assert not overlaps((piece[0] - 1, piece[1] - 1, piece[2] + 1, piece[3] + 1), box)
    near = min(abs(side - at) for side, at in ((box[0], 500), (box[2], 500), (box[1], 500), (box[3], 500)))
    assert near <= 14


def test_answers_of_lines_that_leave_in_one_stand_where_each_runs_alone() -> None:
    model = named("exclusiveGateway", "")
    ways = {"no": ((136.0, 118.0), (300.0, 118.0)), "yes": ((136.0, 118.0), (190.0, 118.0), (190.0, 300.0))}
    display = Display(model, "d")
    model.observe(display.follow)
    for name, points in ways.items():
        with model.change("flow"):
            model.put(Node(f"t{name}", "task", "", "p"))
            model.put(Link(f"f{name}", "sequenceFlow", "n", f"t{name}", name, "p"))
            model.put(Edge(name, "d", f"f{name}", points))
    no, yes = display.label_box("no") or (0, 0, 0, 0), display.label_box("yes") or (0, 0, 0, 0)
    assert no[0] > 190 and min(abs(no[1] - 118), abs(no[3] - 118)) < 14
    assert yes[1] > 118 and min(abs(yes[0] - 190), abs(yes[2] - 190)) < 14
    model.undo()
    assert (display.label_box("no") or no)[0] < 190


def test_the_name_of_an_exception_stands_beside_its_line_where_all_else_is_taken() -> None:
    model = named("boundaryEvent", "back order")
    for at, box in enumerate(((60, 90, 40, 60), (136, 90, 60, 60), (60, 60, 140, 40))):
        with model.change("walls"):
            model.put(Node(f"w{at}", "task", "", "p"))
            model.put(Shape(f"w{at}", "d", f"w{at}", *box))
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Link("f", "sequenceFlow", "n", "t", "", "p"))
        model.put(Edge("e", "d", "f", ((118, 136), (118, 300))))
    left, top, right, _ = Display(model, "d").label_box("s") or (0, 0, 0, 0)
    assert top >= 136 and (left > 118 or right < 118)


def test_names_of_pools_and_lanes_lie_in_their_heads() -> None:
    display = Display(scene(), "d")
    assert contains((0, 100, 30, 600), display.label_box("pool_di") or (0, 0, 0, 0))
    assert contains((30, 300, 60, 600), display.label_box("l2_di") or (0, 0, 0, 0))
    assert contains((0, 0, 900, 44), display.label_box("other_di") or (0, 0, 0, 0))
    upright = scene()
    with upright.change("turn"):
        upright.set_props("pool_di", isHorizontal=False)
    assert contains((0, 100, 900, 130), Display(upright, "d").label_box("pool_di") or (0, 0, 0, 0))


def test_what_stands_on_something_is_named_by_it() -> None:
    model = scene()
    display = Display(model, "d")
    assert display.shapes["data_di"].name == "Order"
    model.observe(display.follow)
    with model.change("name"):
        model.update("order", name="Purchase order")
    assert display.shapes["data_di"].name == "Purchase order"
    with model.change("state"):
        model.set_props("data", state="signed")
    assert display.shapes["data_di"].name == "Purchase order\n[signed]"


def test_a_name_gives_way_to_a_new_line() -> None:
    model = named("intermediateCatchEvent", "Parts arrive")
    display = Display(model, "d")
    before = display.label_box("s")
    model.observe(display.follow)
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        model.put(Link("f", "sequenceFlow", "n", "t", "", "p"))
        model.put(Edge("e", "d", "f", ((118, 136), (118, 300))))
    after = display.label_box("s")
    assert before is not None and after is not None and before[1] > 136 and after[3] < 100
    model.undo()
    assert display.label_box("s") == before


def test_text_is_never_below_ten_pixels_on_screen() -> None:
    display = Display(scene(), "d")
    for zoom in (0.5, 0.6, 0.74, 0.75, 1.0):
        for id in ("a_di", "start_di", "g_di"):
            label = display.label(id, zoom)
            assert label is not None and (label.pixels * zoom >= 10 or zoom >= 0.75)
    assert metrics(13, display.label("a_di").font.weight()).ascent() > 8  # type: ignore[union-attr]


# among others


def crowded(*more: object) -> Display:
    """An event with a name between a step on its right and whatever else there is."""
    model = Model(
        [
            Node("p", "process"),
            Node("n", "startEvent", "Order arrives at last", "p"),
            Node("t", "task", "", "p"),
            Diagram("d", "p"),
            Shape("s", "d", "n", 100, 100, 36, 36),
            Shape("t_di", "d", "t", 164, 110, 100, 80),
            *more,  # type: ignore[list-item]
        ]
    )
    return Display(model, "d")


def test_a_name_outside_wraps_rather_than_lie_on_a_neighbour() -> None:
    display = crowded()
    box, label = display.label_box("s"), display.label("s")
    assert box is not None and label is not None and len(label.rows) == 2
    assert not overlaps(box, (164, 110, 264, 190)) and box[1] > 136


def test_a_name_outside_does_not_lie_on_another() -> None:
    other = Node("o", "endEvent", "Something else is there", "p"), Shape("z", "d", "o", 100, 186, 36, 36)
    display = crowded(Node("u", "task", "", "p"), Shape("u_di", "d", "u", 68, 230, 100, 80), *other)
    first, second = display.label_box("s"), display.label_box("z")
    assert first is not None and second is not None and not overlaps(first, second)
    for box in (first, second):
        assert not any(overlaps(box, shape.body()) for shape in display.shapes.values())


def test_a_name_makes_room_for_a_shape_that_comes_near() -> None:
    display = crowded()
    model = display.model
    model.observe(display.follow)
    before = display.label_box("s")
    with model.change("come"):
        model.put(Node("u", "task", "", "p"))
        model.put(Shape("u_di", "d", "u", 60, 150, 100, 80))
    after = display.label_box("s")
    assert after != before and after is not None and not overlaps(after, (60, 150, 160, 230))
    model.undo()
    assert display.label_box("s") == before


def test_a_name_stays_in_its_home() -> None:
    pool = Node("q", "participant", "Shop", "p", "p"), Shape("q_di", "d", "q", 60, 60, 500, 200)
    box = crowded(*pool).label_box("s")
    assert box is not None and box[0] >= 92  # the pool's head ends at 90


def test_a_steps_name_keeps_clear_of_an_event_on_its_edge() -> None:
    model = named("task", "Receive the parts and count them", 100, 80)
    with model.change("event"):
        model.put(Node("b", "boundaryEvent", "", "p", "n"))
        model.put(Shape("b_di", "d", "b", 140, 158, 36, 36))
    display = Display(model, "d")
    box = display.label_box("s")
    assert box is not None and box[3] <= 160 and box[1] >= 100


def test_a_name_far_from_its_shape_is_a_mistake_of_the_file() -> None:
    model = named("endEvent", "Done")
    with model.change("stray"):
        model.update("s", label=Bounds(-600, 0, 50, 14))
    box = Display(model, "d").label_box("s")
    assert box is not None and box[1] > 130
    with model.change("by hand"):
        model.set_props("s", labelPlaced=True)
    assert (Display(model, "d").label_box("s") or (0,))[0] < -500


def test_a_name_is_set_as_large_as_its_place_was_made_for() -> None:
    model = named("endEvent", "Supplier reminded")
    wide = metrics(11, theme.NORMAL).horizontalAdvance("Supplier reminded") + 1
    with model.change("tight"):
        model.update("s", label=Bounds(75, 140, wide, 14))
    label = Display(model, "d").label("s")
    assert label is not None and label.pixels == 11 and len(label.rows) == 1
    with model.change("roomy"):
        model.update("s", label=Bounds(60, 140, wide + 60, 20))
    label = Display(model, "d").label("s")
    assert label is not None and label.pixels == 12


@pytest.mark.parametrize("zoom", [1.0, 0.6, 0.5])
def test_a_note_is_never_cut(zoom: float) -> None:
    text = "Travels with the goods; Finance bills from it and nobody else ever looks at it"
    for size in ((112, 40), (20, 30), (300, 20)):
        label = Display(named("textAnnotation", text, *size), "d").label("s", zoom)
        assert label is not None and not label.cut
        assert " ".join(row.words for row in label.rows) == text


def test_from_afar_an_answer_without_room_is_left_out() -> None:
    model = named("exclusiveGateway", "")
    with model.change("flow"):
        model.put(Node("t", "task", "", "p"))
        for i, (x, y) in enumerate(((160, 100), (100, 160), (160, 160), (100, 20), (160, 20), (0, 60), (0, 140))):
            model.put(Shape(f"t{i}", "d", "t", x, y, 100, 76))
        model.put(Link("f", "sequenceFlow", "n", "t", "only if there is nothing left", "p"))
        model.put(Edge("e", "d", "f", ((150, 125), (160, 125))))
    display = Display(model, "d")
    assert display.label("e", 1.0) is not None and display.label("e", 0.5) is None


def test_heads_of_lanes_in_lanes_do_not_run_into_each_other() -> None:
    model = scene()
    with model.change("nest"):
        model.put(Node("in", "lane", "Packing", "l2"))
        model.put(Shape("in_di", "d", "in", 60, 300, 840, 300))
    display = Display(model, "d")
    for zoom in (1.0, 0.6, 0.37, 0.3, 0.25):
        outer, inner = display.label("l2_di", zoom), display.label("in_di", zoom)
        assert outer is not None and inner is not None
        right = 30 + outer.rows[0].y  # the baseline of a name that is read upwards
        left = 60 + inner.rows[0].y - inner.pixels * 0.72  # the top of its capitals
        assert right <= left, zoom
