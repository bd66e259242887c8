"""Every sample is valid, complete and drawn so that nothing covers anything else."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.bpmn"))
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
OPS = "{urn:opsdesigner:1}"

TASKS = [
    "task",
    *(f"{kind}Task" for kind in ("user", "manual", "service", "send", "receive", "businessRule", "script")),
]
STEPS = [*TASKS, "callActivity", "subProcess"]
EVENTS = ["startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"]
GATEWAYS = [f"{kind}Gateway" for kind in ("exclusive", "parallel", "inclusive", "eventBased", "complex")]
DATA = ["dataObjectReference", "dataStoreReference"]
NODES = [*STEPS, *EVENTS, *GATEWAYS]
FLOWS = ["sequenceFlow", "messageFlow"]
LINES = [*FLOWS, "association", "dataInputAssociation", "dataOutputAssociation"]

REFERENCES = ["sourceRef", "targetRef", "attachedToRef", "bpmnElement", "processRef", "messageRef", "errorRef"]
REFERENCES += ["partitionElementRef", "resourceRef", OPS + "role", OPS + "unit"]

# Advance widths of Liberation Sans (= Arial) in thousandths of the type size.
WIDTHS = {" ": 278, "i": 222, "j": 222, "l": 222, "f": 278, "t": 278, "I": 278, "r": 333, "-": 333, "c": 500, "k": 500}
WIDTHS |= dict.fromkeys("svxyzJ", 500) | {
    "m": 833,
    "w": 722,
    "M": 833,
    "W": 944,
    "?": 556,
    "F": 611,
    "T": 611,
    "Z": 611,
}
WIDTHS |= dict.fromkeys("ABEKPSVXY", 667) | dict.fromkeys("CDHNRU", 722) | dict.fromkeys("GOQ", 778)


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    def grown(self, by: float) -> Box:
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def touches(self, other: Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: Box) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


Point = tuple[float, float]


class Drawn(NamedTuple):
    """One sample: its tree, the elements by id, and per diagram the boxes, lines and labels."""

    root: etree._Element
    elements: dict[str, etree._Element]
    planes: list[etree._Element]

    def kind(self, element_id: str) -> str:
        return str(etree.QName(self.elements[element_id]).localname)

    def every(self, kinds: list[str]) -> list[etree._Element]:
        return [element for kind in kinds for element in self.root.iter(BPMN + kind)]

    def shapes(self) -> dict[str, Box]:
        """The boxes of all diagrams; each node is drawn in one."""
        return {name: box for plane in self.planes for name, box in boxes(plane).items()}

    def containers(self, element_id: str) -> set[str]:
        return {ancestor.get("id") for ancestor in self.elements[element_id].iterancestors() if ancestor.get("id")}


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Drawn:
    root = etree.fromstring(request.param.read_bytes())
    elements = {element.get("id"): element for element in root.iter("*") if element.get("id")}
    return Drawn(root, elements, list(root.iter(BPMNDI + "BPMNPlane")))


def box_of(element: etree._Element) -> Box:
    bounds = element.find(DC + "Bounds")
    assert bounds is not None
    return Box(*(float(bounds.get(name)) for name in ("x", "y", "width", "height")))


def boxes(plane: etree._Element) -> dict[str, Box]:
    return {shape.get("bpmnElement"): box_of(shape) for shape in plane.findall(BPMNDI + "BPMNShape")}


def lines(plane: etree._Element) -> dict[str, list[Point]]:
    return {
        edge.get("bpmnElement"): [(float(p.get("x")), float(p.get("y"))) for p in edge.findall(DI + "waypoint")]
        for edge in plane.findall(BPMNDI + "BPMNEdge")
    }


def labels(plane: etree._Element) -> dict[str, Box]:
    found = [(item, item.find(BPMNDI + "BPMNLabel")) for item in plane]
    return {item.get("bpmnElement"): box_of(label) for item, label in found if label is not None}


def legs(points: list[Point]) -> Iterator[Box]:
    for (ax, ay), (bx, by) in pairwise(points):
        yield Box(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by)).grown(0.5)


def ends(flow: etree._Element) -> tuple[str, str]:
    if etree.QName(flow).localname == "dataInputAssociation":
        return flow.findtext(BPMN + "sourceRef"), flow.getparent().get("id")
    if etree.QName(flow).localname == "dataOutputAssociation":
        return flow.getparent().get("id"), flow.findtext(BPMN + "targetRef")
    return flow.get("sourceRef"), flow.get("targetRef")


def distance_to_outline(kind: str, box: Box, point: Point) -> float:
    dx, dy = abs(point[0] - box.x - box.width / 2), abs(point[1] - box.y - box.height / 2)
    if kind in EVENTS:
        return abs(math.hypot(dx, dy) - box.width / 2)
    if kind in GATEWAYS:
        return abs(dx + dy - box.width / 2)
    outside = max(dx - box.width / 2, dy - box.height / 2)
    return abs(outside)


def text_width(text: str, size: float) -> float:
    return sum(WIDTHS.get(letter, 556) for letter in text) * size / 1000


def line_count(text: str, size: float, width: float) -> int:
    count, line = 1, ""
    for word in text.split():
        assert text_width(word, size) <= width, f"“{word}” is wider than the step"
        longer = f"{line} {word}".strip()
        if text_width(longer, size) > width:
            count, longer = count + 1, word
        line = longer
    return count


def schema() -> etree.XMLSchema:
    package = importlib.util.find_spec("SpiffWorkflow")
    assert package is not None and package.submodule_search_locations
    folder = Path(package.submodule_search_locations[0]) / "bpmn" / "parser" / "schema"
    return etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))


def test_there_are_five_samples() -> None:
    names = [path.stem for path in SAMPLES]
    assert names == ["bright-bikes", "hiring", "lead-to-customer", "order-fulfilment", "supplier-change"]


def test_valid_against_the_schema(sample: Drawn) -> None:
    rules = schema()
    assert rules.validate(sample.root), rules.error_log


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_written_as_a_modeler_writes(path: Path) -> None:
    data = path.read_bytes()
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions ')
    assert data.endswith(b"</bpmn:definitions>\n") and b"\r" not in data and b"\t" not in data
    assert b"exporter" not in data


def test_ids_are_unique_and_references_lead_somewhere(sample: Drawn) -> None:
    ids = [element.get("id") for element in sample.root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for name in REFERENCES:
        for element in sample.root.iter():
            assert element.get(name) is None or element.get(name) in sample.elements, (name, element.get(name))
    for ref in sample.root.iter(BPMN + "resourceRef"):
        assert sample.kind(ref.text) == "resource", ref.text


def test_every_node_has_one_shape_and_every_flow_one_edge(sample: Drawn) -> None:
    shapes = [name for plane in sample.planes for name in boxes(plane)]
    edges = [name for plane in sample.planes for name in lines(plane)]
    drawn = [*NODES, *DATA, "participant", "lane", "group", "textAnnotation"]
    assert sorted(shapes) == sorted(element.get("id") for element in sample.every(drawn))
    assert sorted(edges) == sorted(element.get("id") for element in sample.every(LINES))


def test_flows_are_listed_at_both_ends(sample: Drawn) -> None:
    for node in sample.every(NODES):
        for tag, end in (("incoming", "targetRef"), ("outgoing", "sourceRef")):
            listed = [item.text for item in node.findall(BPMN + tag)]
            meant = [flow.get("id") for flow in sample.every(["sequenceFlow"]) if flow.get(end) == node.get("id")]
            assert sorted(listed) == sorted(meant)


def test_lines_are_level_or_upright_and_end_on_outlines(sample: Drawn) -> None:
    for plane in sample.planes:
        shapes = boxes(plane)
        for name, points in lines(plane).items():
            for (ax, ay), (bx, by) in pairwise(points):
                assert (ax == bx) != (ay == by), f"{name} is slanted or has an empty leg"
            source, target = ends(sample.elements[name])
            assert distance_to_outline(sample.kind(source), shapes[source], points[0]) <= 1, name
            assert distance_to_outline(sample.kind(target), shapes[target], points[-1]) <= 1, name


def test_no_shape_covers_another(sample: Drawn) -> None:
    for plane in sample.planes:
        shapes = {name: box for name, box in boxes(plane).items() if sample.kind(name) not in ("lane", "group")}
        for (a, box), (b, other) in combinations(shapes.items(), 2):
            if sample.elements[a].get("attachedToRef") == b or sample.elements[b].get("attachedToRef") == a:
                continue
            if "participant" in (sample.kind(a), sample.kind(b)):
                assert box.holds(other) or other.holds(box) or not box.touches(other), (a, b)
            elif a not in sample.containers(b) and b not in sample.containers(a):
                assert not box.grown(4).touches(other.grown(4)), (a, b)


def test_no_line_runs_through_a_step_or_a_label(sample: Drawn) -> None:
    solid = [*NODES, *DATA, "textAnnotation"]
    for plane in sample.planes:
        shapes = {name: box for name, box in boxes(plane).items() if sample.kind(name) in solid}
        for line, points in lines(plane).items():
            own = {*ends(sample.elements[line])}
            own |= {ancestor for end in own for ancestor in sample.containers(end)}
            own |= {host for end in own if (host := sample.elements[end].get("attachedToRef"))}
            for leg in legs(points):
                crossed = [name for name, box in shapes.items() if name not in own and leg.touches(box.grown(4))]
                assert not crossed, (line, crossed)
                struck = [name for name, box in labels(plane).items() if leg.touches(box)]
                assert not struck, (line, struck)


def test_no_two_lines_cross(sample: Drawn) -> None:
    for plane in sample.planes:
        for (a, points), (b, others) in combinations(lines(plane).items(), 2):
            if set(ends(sample.elements[a])) & set(ends(sample.elements[b])):
                continue
            crossings = [(leg, other) for leg in legs(points) for other in legs(others) if leg.touches(other)]
            assert not crossings, (a, b)


def test_labels_are_placed_and_free(sample: Drawn) -> None:
    outside = [*EVENTS, *GATEWAYS, *DATA, *FLOWS, "group"]
    for plane in sample.planes:
        placed = labels(plane)
        for name in [*boxes(plane), *lines(plane)]:
            named = sample.elements[name].get("name") and sample.kind(name) in outside
            assert bool(named) <= (name in placed), f"{name} has no label place"
        solid = {name: box for name, box in boxes(plane).items() if sample.kind(name) in [*NODES, *DATA]}
        for name, label in placed.items():
            covered = [
                other for other, box in solid.items() if label.touches(box) and other not in sample.containers(name)
            ]
            assert not covered, (name, covered)
        for (a, label), (b, other) in combinations(placed.items(), 2):
            assert not label.touches(other), (a, b)


def test_every_node_lies_in_its_one_lane(sample: Drawn) -> None:
    shapes = sample.shapes()
    for process in sample.root.iter(BPMN + "process"):
        listed = [
            (ref.text, lane.get("id"))
            for lane in process.iter(BPMN + "lane")
            for ref in lane.iter(BPMN + "flowNodeRef")
        ]
        nodes = [child.get("id") for child in process if etree.QName(child).localname in NODES]
        assert sorted(node for node, _ in listed) == sorted(nodes)
        for node, lane in listed:
            assert shapes[lane].holds(shapes[node].grown(8)), (node, lane)


def test_lanes_fill_their_pool(sample: Drawn) -> None:
    shapes = sample.shapes()
    pools = [element for element in sample.root.iter(BPMN + "participant") if element.get("processRef")]
    assert len(pools) == len(list(sample.root.iter(BPMN + "process")))
    for element in pools:
        pool, process = shapes[element.get("id")], sample.elements[element.get("processRef")]
        lanes = sorted((shapes[lane.get("id")] for lane in process.iter(BPMN + "lane")), key=lambda box: box.y)
        assert lanes[0].y == pool.y and sum(lane.height for lane in lanes) == pool.height
        assert all(lane.x == pool.x + 30 and lane.width == pool.width - 30 for lane in lanes)
        assert all(upper.y + upper.height == lower.y for upper, lower in pairwise(lanes))


def test_names_fit_and_speak_the_house_style(sample: Drawn) -> None:
    for step in sample.every(STEPS):
        assert line_count(step.get("name"), 13, 84) <= 3, step.get("name")
        assert step.get("name")[0].isupper()
        assert " " in step.get("name") or step.get("name") == "Onboarding"
    for gateway in sample.every(GATEWAYS):
        branches = len(gateway.findall(BPMN + "outgoing"))
        asks = branches > 1 and etree.QName(gateway).localname != "parallelGateway"
        assert gateway.get("name", "").endswith("?") == asks, gateway.get("id")
        for flow in sample.every(["sequenceFlow"]):
            if asks and flow.get("sourceRef") == gateway.get("id") and gateway.tag != BPMN + "eventBasedGateway":
                assert flow.get("name", "").islower(), flow.get("id")
    for event in sample.every(EVENTS):
        assert event.get("name"), event.get("id")


def test_everything_that_happens_is_documented(sample: Drawn) -> None:
    wanted = [*sample.root.iter(BPMN + "process"), *sample.root.iter(BPMN + "lane"), *sample.every(NODES)]
    for element in wanted:
        assert (element.findtext(BPMN + "documentation") or "").strip().endswith((".", "?")), element.get("id")


def test_standard_sizes_on_the_raster(sample: Drawn) -> None:
    for plane in sample.planes:
        for name, box in boxes(plane).items():
            kind = sample.kind(name)
            if kind in [*NODES, *DATA]:
                centre = (box.x + box.width / 2, box.y + box.height / 2)
                host = sample.elements[name].get("attachedToRef")
                assert host or (centre[0] % 8, centre[1] % 8) == (0, 0), (name, centre)
            if kind in EVENTS:
                assert (box.width, box.height) == (36, 36)
            elif kind in GATEWAYS:
                assert (box.width, box.height) == (50, 50)
            elif kind in STEPS and name != "SubProcess_TrialOrder":
                assert (box.width, box.height) == (100, 80)


SHOWN = {
    "bright-bikes": "callActivity boundaryEvent errorEventDefinition parallelGateway messageFlow resource relationship",
    "order-fulfilment": "dataObject dataStore textAnnotation timerEventDefinition linkEventDefinition",
    "lead-to-customer": "eventBasedGateway timerEventDefinition dataStoreReference businessRuleTask",
    "supplier-change": "callActivity group errorEventDefinition parallelGateway conditionalEventDefinition",
    "hiring": "multiInstanceLoopCharacteristics standardLoopCharacteristics parallelGateway messageFlow",
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_each_sample_shows(name: str) -> None:
    path = next(path for path in SAMPLES if path.stem == name)
    root = etree.fromstring(path.read_bytes())
    missing = [kind for kind in SHOWN[name].split() if root.find(f".//{BPMN}{kind}") is None]
    assert not missing
    assert len(root.findall(f".//{BPMN}endEvent")) >= 3


def test_hiring_opens_onboarding_in_a_diagram_of_its_own() -> None:
    root = etree.fromstring(next(path for path in SAMPLES if path.stem == "hiring").read_bytes())
    first, second = root.iter(BPMNDI + "BPMNPlane")
    closed = [s.get("bpmnElement") for s in first.iter(BPMNDI + "BPMNShape") if s.get("isExpanded") == "false"]
    assert closed == [second.get("bpmnElement")] == ["SubProcess_Onboarding"]
