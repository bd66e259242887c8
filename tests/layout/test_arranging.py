"""Pages laid out in full: nothing lost, nothing on top of anything, no line through anything."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from opsdesigner.edit.context import Refusal
from opsdesigner.edit.tidying import draw_undrawn, tidy
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.layout.faults import faults
from opsdesigner.model import Bounds, Diagram, Edge, Link, Model, Node, Props, Record, Shape
from opsdesigner.model.geometry import box_of, contains, pieces

from .processes import open_pages, processes

SAMPLES = Path(__file__).parents[2] / "samples"


def opened(path: Path) -> Model:
    try:
        return Model(bpmn.read(path.read_bytes()).records.values())
    except Refused:
        pytest.skip("not well-formed")


def pages(model: Model) -> list[Diagram]:
    return [page for page in model.all(Diagram) if not page.kind]


def drawn(*records: Node | Link) -> Model:
    model = Model(records)
    draw_undrawn(model)
    return model


def place(model: Model, node: str) -> Shape:
    return next(shape for shape in model.all(Shape) if shape.node == node)


def line(model: Model, link: str) -> Edge:
    return next(edge for edge in model.all(Edge) if edge.link == link)


def test_real_pages_are_tidied_without_a_fault(corpus_file: Path) -> None:
    model = opened(corpus_file)
    before = {id: record for id, record in model.records.items() if not isinstance(record, Shape | Edge)}
    ids = set(model.records)
    for page in pages(model):
        tidy(model, page.id)
        assert faults(model, page.id) == []
    assert set(model.records) == ids
    assert {id: model[id] for id in before} == before


def test_real_files_without_a_drawing_are_drawn_without_a_fault(corpus_file: Path) -> None:
    records = opened(corpus_file).records.values()
    model = Model(record for record in records if not isinstance(record, Diagram | Shape | Edge))
    draw_undrawn(model)
    assert [fault for page in pages(model) for fault in faults(model, page.id)] == []


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.bpmn")), ids=lambda path: path.stem)
def test_samples_are_tidied_without_a_fault(path: Path) -> None:
    model = opened(path)
    for page in pages(model):
        tidy(model, page.id)
        assert faults(model, page.id) == []


@given(processes())
def test_random_processes_are_drawn_without_a_fault(records: list[Record]) -> None:
    model = Model(records)
    draw_undrawn(model)
    (page,) = [page for page in pages(model) if page.root in ("c", "p0")]
    shown = {shape.node for shape in model.referrers(page.id, Shape)}
    assert {node.id for node in model.all(Node) if node.kind not in ("process", "collaboration")} <= shown
    assert len(model.referrers(page.id, Edge)) == sum(1 for _ in model.all(Link))
    assert [fault for fault in faults(model, page.id) if not fault[0].startswith("name")] == []


@given(open_pages())
def test_open_sub_processes_and_lines_across_their_edge_are_laid_out_without_a_fault(model: Model) -> None:
    ids = set(model.records)
    tidy(model, "page")
    assert set(model.records) == ids
    assert [fault for fault in faults(model, "page") if not fault[0].startswith("name")] == []


@settings(max_examples=20)
@given(processes(least=2))
def test_the_same_process_is_drawn_in_the_same_way(records: list[Record]) -> None:
    one, other = Model(records), Model(records)
    draw_undrawn(one)
    draw_undrawn(other)
    assert one.records == other.records


@settings(max_examples=20)
@given(processes(least=2))
def test_tidying_twice_changes_nothing_more(records: list[Record]) -> None:
    model = Model(records)
    draw_undrawn(model)
    page = pages(model)[0].id
    tidy(model, page)
    once = dict(model.records)
    tidy(model, page)
    assert model.records == once


def test_tidying_is_one_step_and_can_be_undone() -> None:
    model = opened(SAMPLES / "hiring.bpmn")
    before = dict(model.records)
    tidy(model, pages(model)[0].id)
    assert model.undo_label == "Tidy" and model.records != before
    model.undo()
    assert model.records == before


def test_there_must_be_a_page() -> None:
    with pytest.raises(Refusal):
        tidy(Model(), "none")


def test_work_runs_from_left_to_right_on_one_height() -> None:
    model = drawn(
        Node("p", "process"),
        Node("s", "startEvent", "", "p"),
        Node("a", "task", "A", "p"),
        Node("b", "task", "B", "p"),
        Node("e", "endEvent", "", "p"),
        Link("sa", "sequenceFlow", "s", "a", parent="p"),
        Link("ab", "sequenceFlow", "a", "b", parent="p"),
        Link("be", "sequenceFlow", "b", "e", parent="p"),
    )
    row = [place(model, id) for id in "sabe"]
    assert sorted(row, key=lambda shape: shape.x) == row
    assert len({shape.y + shape.height / 2 for shape in row}) == 1
    assert [len(edge.points) for edge in model.all(Edge)] == [2, 2, 2]


def test_lanes_keep_the_order_they_are_drawn_in() -> None:
    model = opened(SAMPLES / "order-fulfilment.bpmn")
    lanes = [shape for shape in model.all(Shape) if model[shape.node].kind == "lane"]  # type: ignore[union-attr]
    order = [shape.id for shape in sorted(lanes, key=lambda shape: shape.y)]
    tidy(model, lanes[0].diagram)
    after = [model[id] for id in order]
    assert [shape.y for shape in after] == sorted(shape.y for shape in after)  # type: ignore[union-attr]


def test_a_note_stands_in_the_open_sub_process_it_speaks_of() -> None:
    model = Model(
        [
            Node("p", "process"),
            Node("s", "subProcess", "", "p"),
            Node("a", "task", "A", "s"),
            Node("n", "textAnnotation", "Note", "p"),
            Link("an", "association", "a", "n", parent="p"),
            Diagram("d", "p"),
            Shape("s_", "d", "s", 0, 0, 300, 200, props=Props(isExpanded=True)),
            Shape("a_", "d", "a", 10, 10, 100, 80),
            Shape("n_", "d", "n", 500, 10, 100, 40),
            Edge("an_", "d", "an", ((110, 50), (500, 30))),
        ]
    )
    tidy(model, "d")
    assert contains(box_of(place(model, "s")), box_of(place(model, "n"))) and faults(model, "d") == []


def test_boundary_events_that_no_lane_lists_need_no_band_of_their_own() -> None:
    records = [
        Node("c", "collaboration"),
        Node("p", "process"),
        Node("pool", "participant", "Pool", "c", "p"),
        Node("l", "lane", "Lane", "p"),
        Node("a", "task", "A", "p", lane="l"),
        Node("e", "boundaryEvent", "", "p", "a"),
    ]
    model = drawn(*records)
    pool, lane = place(model, "pool"), place(model, "l")
    assert (lane.y, lane.height) == (pool.y, pool.height)


def test_names_placed_by_hand_and_bends_made_by_hand_are_let_go() -> None:
    model = drawn(
        Node("p", "process"),
        Node("s", "startEvent", "Begin", "p"),
        Node("a", "task", "A", "p"),
        Link("sa", "sequenceFlow", "s", "a", "go", parent="p"),
    )
    shape, edge = place(model, "s"), line(model, "sa")
    assert shape.label is not None and edge.label is not None
    with model.change("by hand"):
        model.update(shape.id, label=Bounds(900, 900, 20, 20), props=Props(labelPlaced=True))
        model.update(edge.id, props=Props(handmade=True, labelPlaced=True))
    tidy(model, shape.diagram)
    assert place(model, "s").label == shape.label and not place(model, "s").props
    assert not line(model, "sa").props


def test_a_page_with_lines_to_nowhere_keeps_them() -> None:
    model = Model(
        [
            Node("p", "process"),
            Node("a", "task", "A", "p"),
            Node("b", "task", "B", "p"),
            Link("ab", "sequenceFlow", "a", "b", parent="p"),
            Diagram("d", "p"),
            Shape("a_", "d", "a", 10, 10, 100, 80),
            Edge("ab_", "d", "ab", ((110, 50), (500, 30))),
        ]
    )
    tidy(model, "d")
    assert model.get("ab_", Edge) is not None


def test_boundary_events_stay_on_the_side_of_their_step_that_they_are_drawn_on() -> None:
    model = opened(SAMPLES / "bright-bikes.bpmn")
    page = next(page for page in pages(model) if page.name == "Buy parts")
    hosts = {shape.node: shape for shape in model.referrers(page.id, Shape)}
    events = [node for node in model.all(Node) if node.kind == "boundaryEvent" and node.id in hosts]

    def sides() -> dict[str, bool]:
        at = {shape.node: shape for shape in model.referrers(page.id, Shape)}
        return {event.id: at[event.id].y > at[event.host].y for event in events}

    before = sides()
    tidy(model, page.id)
    assert sides() == before and len(set(before.values())) == 2


def test_over_a_step_that_leads_back_to_itself_no_event_is_in_the_way() -> None:
    model = Model(
        [
            Node("p", "process"),
            Node("a", "task", "A", "p"),
            Node("e", "boundaryEvent", "", "p", "a"),
            Link("aa", "sequenceFlow", "a", "a", parent="p"),
            Diagram("d", "p"),
            Shape("a_", "d", "a", 100, 100, 100, 80),
            Shape("e_", "d", "e", 160, 82, 36, 36),
            Edge("aa_", "d", "aa", ((120, 100), (120, 60), (180, 60), (180, 82))),
        ]
    )
    tidy(model, "d")
    assert faults(model, "d") == []


def test_a_flow_passes_by_what_it_would_cross() -> None:
    model = opened(SAMPLES / "lead-to-customer.bpmn")
    (page,) = pages(model)
    tidy(model, page.id)
    lines = [edge.points for edge in model.referrers(page.id, Edge) if model[edge.link].kind == "sequenceFlow"]  # type: ignore[union-attr]
    runs = [(number, piece) for number, line in enumerate(lines) for piece in pieces(line)]
    level = [(n, p) for n, p in runs if p[1] == p[3]]
    upright = [(n, p) for n, p in runs if p[0] == p[2]]
    crossed = [
        (a, b)
        for a, p in level
        for b, q in upright
        if a != b and p[0] + 1 < q[0] < p[2] - 1 and q[1] + 1 < p[1] < q[3] - 1
    ]
    assert crossed == []


def test_steps_in_another_lane_stand_side_by_side_under_an_open_sub_process() -> None:
    inner = [Node(f"x{number}", "task", "", "s") for number in range(5)]
    row = [Node(f"b{number}", "task", "", "p", lane="two") for number in range(6)]
    nodes = [
        Node("p", "process"),
        Node("one", "lane", "One", "p"),
        Node("two", "lane", "Two", "p"),
        Node("a", "task", "", "p", lane="one"),
        Node("s", "subProcess", "", "p", lane="one"),
        Node("z", "task", "", "p", lane="one"),
        *row,
        *inner,
    ]
    chains = (["a", "s", "z"], ["a", *(step.id for step in row), "z"], [step.id for step in inner])
    links = [Link(f"{a}{b}", "sequenceFlow", a, b, parent="p") for chain in chains for a, b in pairwise(chain)]
    shapes = [
        Shape(f"{node.id}_", "d", node.id, 0, 0, 100, 80, props=Props(isExpanded=True) if node.id == "s" else Props())
        for node in nodes[1:]
    ]
    edges = [Edge(f"{link.id}_", "d", link.id, ((0, 0), (0, 0))) for link in links]
    model = Model([*nodes, *links, Diagram("d", "p"), *shapes, *edges])
    tidy(model, "d")
    assert faults(model, "d") == []
    wide = place(model, "s")
    under = [step for step in row if wide.x <= place(model, step.id).x <= wide.x + wide.width - 100]
    assert len(under) >= 4


def test_a_message_up_to_an_open_step_docks_beside_the_events_at_its_edge() -> None:
    events = [Node(f"e{n}", "boundaryEvent", "", "p", "s") for n in range(3)]
    model = Model(
        [
            Node("c", "collaboration"),
            Node("p", "process"),
            Node("pool", "participant", "Pool", "c", "p"),
            Node("closed", "participant", "Closed", "c"),
            Node("s", "subProcess", "", "p"),
            *events,
            *(Node(f"i{n}", "task", "", "s") for n in range(3)),
            *(Link(f"f{n}", "sequenceFlow", f"i{n}", f"i{n + 1}", parent="s") for n in range(2)),
            Link("m", "messageFlow", "closed", "s", parent="c"),
            Diagram("d", "c"),
            Shape("pool_", "d", "pool", 0, 0, 800, 300),
            Shape("closed_", "d", "closed", 0, 400, 800, 60),
            Shape("s_", "d", "s", 60, 60, 600, 200, props=Props(isExpanded=True)),
            *(Shape(f"{event.id}_", "d", event.id, 300 + 50 * n, 242, 36, 36) for n, event in enumerate(events)),
            *(Shape(f"i{n}_", "d", f"i{n}", 80 + 150 * n, 120, 100, 80) for n in range(3)),
            *(Edge(f"f{n}_", "d", f"f{n}", ((0, 0), (1, 1))) for n in range(2)),
            Edge("m_", "d", "m", ((500, 400), (500, 260))),
        ]
    )
    tidy(model, "d")
    assert faults(model, "d") == []


def test_answers_leave_a_decision_by_corners_of_their_own() -> None:
    model = opened(SAMPLES / "hiring.bpmn")
    page = pages(model)[0]
    tidy(model, page.id)
    decision = next(node.id for node in model.all(Node) if node.name == "Anyone suitable?")
    answers = [edge for edge in model.referrers(page.id, Edge) if model[edge.link].source == decision]  # type: ignore[union-attr]
    assert len(answers) == len({edge.points[0] for edge in answers}) == 2


def test_a_lane_is_high_enough_for_its_name() -> None:
    model = drawn(
        Node("p", "process"),
        Node("l", "lane", "Manufacturing of parts", "p"),
        Node("m", "lane", "Sales", "p"),
        *(Node(id, "task", "", "p", lane=lane) for id, lane in (("a", "l"), ("b", "m"))),
        Link("ab", "sequenceFlow", "a", "b", parent="p"),
    )
    assert place(model, "l").height >= 150 > 130 >= place(model, "m").height
    assert place(model, "l").height.is_integer()  # sums of lanes within lanes stay exact


def test_the_last_lane_within_a_lane_ends_where_that_ends() -> None:
    lanes = {"first": "Purchasing", "above": "Manufacturing", "below": "Assembly line"}
    model = drawn(
        Node("p", "process"),
        Node("first", "lane", lanes["first"], "p"),
        Node("outer", "lane", "Workshop", "p"),
        *(Node(id, "lane", lanes[id], "outer") for id in ("above", "below")),
        *(Node(f"in {id}", "startEvent", "", "p", lane=id) for id in lanes),
    )
    outer, last = place(model, "outer"), place(model, "below")
    assert outer.y + outer.height == last.y + last.height
    assert faults(model, next(iter(model.all(Diagram))).id) == []
