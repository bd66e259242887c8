"""One edit in files of many styles: only that edit shows, in the style of the file, and it reads back the same."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from opsdesigner.edit import arrange, clipboard, convert, draw, lanes, pages, remove
from opsdesigner.files import bpmn, xmltree
from opsdesigner.files.scanning import Elements
from opsdesigner.model import Bounds, Diagram, Edge, Id, Link, Model, Node, Props, Record, Shape
from opsdesigner.model.queries import edge_of, shape_of
from opsdesigner.notation.variants import VARIANTS

from .schema import faults

PLAIN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"\
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"\
 xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xmlns:acme="http://acme.example/bpmn" id="Definitions_1" targetNamespace="http://acme.example/p">
  <bpmn:message id="Message_1" name="Order" />
  <bpmn:process id="Process_1" name="Order" isExecutable="true" acme:owner="Sales">
    <bpmn:documentation>How an order is met</bpmn:documentation>
    <bpmn:startEvent id="Start_1" name="Order arrives">
      <bpmn:outgoing>Flow_1</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="Check" name="Check order" acme:form="f17">
      <bpmn:documentation>Look at it &amp; decide</bpmn:documentation>
      <bpmn:extensionElements>
        <acme:form key="check" />
      </bpmn:extensionElements>
      <bpmn:incoming>Flow_1</bpmn:incoming>
      <bpmn:outgoing>Flow_2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:exclusiveGateway id="Ok" name="Right?" default="Flow_4">
      <bpmn:incoming>Flow_2</bpmn:incoming>
      <bpmn:outgoing>Flow_3</bpmn:outgoing>
      <bpmn:outgoing>Flow_4</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:subProcess id="Sub" name="Deliver">
      <bpmn:incoming>Flow_3</bpmn:incoming>
      <bpmn:task id="Pack" name="Pack" />
    </bpmn:subProcess>
    <bpmn:endEvent id="End_1" name="Refused">
      <bpmn:incoming>Flow_4</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Check" />
    <bpmn:sequenceFlow id="Flow_2" sourceRef="Check" targetRef="Ok" />
    <bpmn:sequenceFlow id="Flow_3" name="yes" sourceRef="Ok" targetRef="Sub">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${ok}</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="Flow_4" name="no" sourceRef="Ok" targetRef="End_1" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_1">
    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Process_1">
      <bpmndi:BPMNShape id="Start_1_di" bpmnElement="Start_1">
        <dc:Bounds x="152" y="182" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="138" y="225" width="64" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Check_di" bpmnElement="Check" acme:tint="warm">
        <dc:Bounds x="240" y="160" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Ok_di" bpmnElement="Ok" isMarkerVisible="true">
        <dc:Bounds x="395" y="175" width="50" height="50" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Sub_di" bpmnElement="Sub" isExpanded="true">
        <dc:Bounds x="500" y="100" width="350" height="200" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Pack_di" bpmnElement="Pack" acme:tint="cold">
        <dc:Bounds x="540" y="160" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="End_1_di" bpmnElement="End_1">
        <dc:Bounds x="402" y="342" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="Flow_1_di" bpmnElement="Flow_1">
        <di:waypoint x="188" y="200" />
        <di:waypoint x="240" y="200" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="Flow_2_di" bpmnElement="Flow_2">
        <di:waypoint x="340" y="200" />
        <di:waypoint x="395" y="200" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="Flow_3_di" bpmnElement="Flow_3">
        <di:waypoint x="445" y="200" />
        <di:waypoint x="500" y="200" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="Flow_4_di" bpmnElement="Flow_4">
        <di:waypoint x="420" y="225" />
        <di:waypoint x="420" y="342" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def _default_namespace(text: str) -> str:
    text = text.replace("xmlns:bpmn=", "xmlns=").replace("<bpmn:", "<").replace("</bpmn:", "</")
    return text.replace('"bpmn:tFormal', '"tFormal')


def _declared_inside(text: str) -> str:
    dc, di = ('xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"', 'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"')
    text = text.replace(f" {dc}", "").replace(f" {di}", "")
    text = text.replace(' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"', "")
    text = text.replace("<dc:Bounds ", f"<dc:Bounds {dc} ").replace("<di:waypoint ", f"<di:waypoint {di} ")
    here = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    return text.replace("<bpmndi:BPMNDiagram ", f"<bpmndi:BPMNDiagram {here} ")


def _one_per_line(text: str) -> str:
    """Each attribute on a line of its own, below the first."""

    def spread(tag: re.Match[str]) -> str:
        attributes = re.sub(r' ([\w:]+="[^"]*")', lambda found: f"\n{tag[1]}      {found[1]}", tag[3])
        return f"{tag[1]}<{tag[2]}{attributes}{tag[4]}"

    return re.sub(r'^( *)<([\w:]+)((?: [\w:]+="[^"]*")+)( ?/?>)', spread, text, flags=re.MULTILINE)


def _single_quotes(text: str) -> str:
    return re.sub(r'="([^"]*)"', r"='\1'", text)


def _commented(text: str) -> str:
    text = text.replace("\n    <bpmn:", "\n    <!-- a note -->\n    <bpmn:").replace(
        "\n      <di:", " <!-- wp -->\n      <di:"
    )
    text = text.replace("How an order is met", "<![CDATA[How <b>an order</b> is met]]>")
    return text.replace("?>\n<bpmn", '?>\n<?xml-stylesheet href="x.css"?>\n<!-- made by hand -->\n<bpmn', 1)


def _without_ids(text: str) -> str:
    text = re.sub(r' id="(?:Plane_1|Diagram_1|\w+_di)"', "", text)
    return text.replace(' id="Definitions_1"', "")


def _drawing_first(text: str) -> str:
    """Lines before shapes, as some tools write them."""
    edges = re.findall(r" *<bpmndi:BPMNEdge .*?</bpmndi:BPMNEdge>\n", text, re.DOTALL)
    for edge in edges:
        text = text.replace(edge, "")
    return text.replace('bpmnElement="Process_1">\n', 'bpmnElement="Process_1">\n' + "".join(edges))


def _unlisted(text: str) -> str:
    return re.sub(r" *<bpmn:(incoming|outgoing)>.*\n", "", text)


STYLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: PLAIN.encode(),
    "default namespace": lambda: _default_namespace(PLAIN).encode(),
    "bpmn2": lambda: re.sub(r"\bbpmn:", "bpmn2:", PLAIN).replace("xmlns:bpmn=", "xmlns:bpmn2=").encode(),
    "declared inside": lambda: _declared_inside(PLAIN).encode(),
    "one per line": lambda: _one_per_line(PLAIN).encode(),
    "single quotes": lambda: _single_quotes(PLAIN).encode(),
    "tabs and CRLF": lambda: (
        re.sub(r"^ +", lambda m: "\t" * (len(m[0]) // 2), PLAIN, flags=re.MULTILINE).replace("\n", "\r\n").encode()
    ),
    "no breaks": lambda: re.sub(r"\n *", "", PLAIN).replace(" />", "/>").encode(),
    "UTF-16": lambda: PLAIN.replace("UTF-8", "UTF-16").encode("utf-16"),
    "ISO-8859-1": lambda: PLAIN.replace("UTF-8", "ISO-8859-1").replace("Pack", "Päck").encode("latin-1"),
    "byte order mark": lambda: PLAIN.encode("utf-8-sig"),
    "commented": lambda: _commented(PLAIN).encode(),
    "no ids": lambda: _without_ids(PLAIN).encode(),
    "lines first": lambda: _drawing_first(PLAIN).encode(),
    "flows not listed": lambda: _unlisted(PLAIN).encode(),
    "two with one id": lambda: PLAIN.replace('id="End_1_di"', 'id="Ok_di"').encode(),
}


class Hand:
    """Finds things by what they show, since ids differ from file to file."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.diagram = next(model.all(Diagram)).id

    def shape(self, node: Id) -> Id:
        node = node if node in self.model else node.replace("Pack", "Päck")
        found = shape_of(self.model, node, self.diagram)
        assert found is not None
        return found.id

    def edge(self, link: Id) -> Id:
        found = edge_of(self.model, link, self.diagram)
        assert found is not None
        return found.id


def _default(hand: Hand) -> None:
    convert.set_property(hand.model, [hand.edge("Flow_3")], "default", True)


def _events(hand: Hand) -> None:
    convert.set_events(hand.model, [hand.shape("Start_1")], [Props(kind="message", ref="Message_1")])


def _paste_from_another(hand: Hand) -> None:
    other = Model(bpmn.read(_default_namespace(PLAIN).encode()).records.values())
    there = Hand(other)
    piece = clipboard.copy(other, [there.shape("Check"), there.shape("Sub")])
    clipboard.paste(hand.model, hand.diagram, piece, (400, 700))


def _lanes(hand: Hand) -> None:
    pool = draw.place(hand.model, hand.diagram, VARIANTS["participant"], 400, 200, name="Firm")
    first, _ = lanes.split(hand.model, pool, 2)
    lanes.split(hand.model, first, 2)
    lanes.add(hand.model, pool)


def _message(hand: Hand) -> None:
    draw.place(hand.model, hand.diagram, VARIANTS["participant"], 400, 200, name="Firm")
    other = draw.place(hand.model, hand.diagram, VARIANTS["closedPool"], 400, 800, name="Customer")
    draw.connect(hand.model, hand.diagram, hand.shape("Check"), other)


def _data(hand: Hand) -> None:
    data = draw.append(hand.model, hand.shape("Check"), VARIANTS["dataObjectReference"], name="Order")
    draw.connect(hand.model, hand.diagram, data, hand.shape("Pack"))
    draw.append(hand.model, hand.shape("Check"), VARIANTS["dataStoreReference"], name="Orders")


Act = Callable[[Hand], object]
ACTS: dict[str, Act] = {
    "rename": lambda hand: draw.rename(hand.model, hand.shape("Check"), "Prüfe <\"'> & 検査\nzweimal"),
    "move": lambda hand: arrange.move(hand.model, [hand.shape("End_1")], 100, 20),
    "document": lambda hand: convert.set_property(hand.model, ["Check"], "documentation", "Why\nnot & so"),
    "undocument": lambda hand: convert.set_property(hand.model, ["Check"], "documentation", ""),
    "append": lambda hand: draw.append(hand.model, hand.shape("Check"), VARIANTS["serviceTask"], name="Nächster"),
    "insert": lambda hand: draw.place(hand.model, hand.diagram, VARIANTS["task"], 368, 200, name="New"),
    "boundary": lambda hand: draw.append(hand.model, hand.shape("Check"), VARIANTS["timer.boundary"]),
    "note": lambda hand: draw.append(hand.model, hand.shape("Check"), VARIANTS["textAnnotation"], name="Mind\nthis"),
    "group": lambda hand: draw.place(hand.model, hand.diagram, VARIANTS["group"], 300, 600, name="All"),
    "data": _data,
    "lanes": _lanes,
    "message": _message,
    "default": _default,
    "events": _events,
    "condition": lambda hand: convert.set_property(hand.model, ["Flow_2"], "conditionExpression", "${x > 1}"),
    "no condition": lambda hand: convert.set_property(hand.model, ["Flow_3"], "conditionExpression", ""),
    "loop": lambda hand: convert.set_property(hand.model, ["Check"], "loop", "parallel"),
    "label": lambda hand: arrange.move_label(hand.model, hand.shape("Start_1"), Bounds(10, 20, 64, 14)),
    "new label": lambda hand: arrange.move_label(hand.model, hand.edge("Flow_3"), Bounds(460, 180, 20, 14)),
    "colour": lambda hand: convert.set_property(hand.model, [hand.shape("Check")], "fill", "#ffeecc"),
    "bend": lambda hand: arrange.set_points(hand.model, hand.edge("Flow_2"), ((340, 200), (360, 260), (395, 200))),
    "reconnect": lambda hand: draw.reconnect(hand.model, hand.edge("Flow_4"), "target", hand.shape("Sub")),
    "remove": lambda hand: remove.remove(hand.model, [hand.shape("Check")]),
    "remove all": lambda hand: remove.remove(hand.model, [each.id for each in hand.model.all(Shape)]),
    "remove flow": lambda hand: remove.remove(hand.model, [hand.edge("Flow_4")]),
    "into sub-process": lambda hand: arrange.move(hand.model, [hand.shape("End_1")], 300, -100),
    "out of sub-process": lambda hand: arrange.move(hand.model, [hand.shape("Pack")], 0, 300),
    "close": lambda hand: convert.toggle_open(hand.model, hand.shape("Sub")),
    "change type": lambda hand: convert.change_type(hand.model, [hand.shape("Check")], VARIANTS["serviceTask"]),
    "to gateway": lambda hand: convert.change_type(hand.model, [hand.shape("Check")], VARIANTS["parallelGateway"]),
    "duplicate": lambda hand: clipboard.duplicate(hand.model, [hand.shape("Check"), hand.shape("Sub")]),
    "paste": _paste_from_another,
    "page": lambda hand: pages.add_page(hand.model, "Second"),
}


def touched(before: dict[Id, Record], after: dict[Id, Record]) -> set[Id]:
    """Ids of all that an edit may show at: what differs, and what flows differ at."""
    differ = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
    records = [each for id in differ for each in (before.get(id), after.get(id)) if each is not None]
    ends = {end for each in records if isinstance(each, Link) for end in (each.source, each.target)}
    return differ | ends | {each.lane for each in records if isinstance(each, Node)}


def spans(data: bytes, records: dict[Id, Record]) -> dict[Id, bytes]:
    """How each element that holds no others is written, as UTF-8."""
    source = bpmn.read(data)
    elements = Elements(source.file.tree(), source.records, source.places)
    found = {}
    for id in source.records:
        element = elements[id]
        holds = isinstance(records.get(id), Diagram) or getattr(records.get(id), "kind", "") in (
            "process",
            "subProcess",
        )
        if not holds and element.source:
            start = element.start
            end = xmltree.element_end(element.source.data, start, element.end)
            found[id] = element.source.data[start:end]
    return found


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("style", STYLES)
def test_only_the_edit_shows(style: str, act: str) -> None:
    data = STYLES[style]()
    source = bpmn.read(data)
    valid = not faults(data)
    assert valid == (style != "two with one id")
    model = Model(source.records.values())
    ACTS[act](Hand(model))
    after = dict(model.records)
    assert after != source.records
    written = bpmn.write(source, after)
    bpmn.verify(written, after)
    if valid:
        assert faults(written) == []
    edited = touched(source.records, after)
    text = xmltree.parse(written).root.source.data  # type: ignore[union-attr]
    for id, span in spans(data, source.records).items():
        assert id in edited or span in text, f"{id} was written anew"
    as_the_vendor(style, data, written)
    while model.can_undo:
        model.undo()
    assert bpmn.write(source, model.records) == data


def as_the_vendor(style: str, data: bytes, written: bytes) -> None:
    """New lines end, are indented and quoted like the old ones."""
    if style == "tabs and CRLF":
        assert written.count(b"\n") == written.count(b"\r\n") and b"\n  " not in written
    if style == "no breaks":
        assert b">\n" not in written and b" />" not in written
    if style == "single quotes":
        assert written.count(b'="') == data.count(b'="')
    if style == "default namespace":
        assert b"bpmn:" not in written
    if style == "bpmn2":
        assert b"<bpmn:" not in written
    if style == "plain":
        added = set(written.splitlines()) - set(data.splitlines())
        assert all((len(line) - len(line.lstrip(b" "))) % 2 == 0 for line in added if line.startswith(b" "))
        assert not any(b"><" in line for line in added if not re.search(rb"<([\w:]+)[^>]*></\1>", line))


def test_what_moves_to_another_page_keeps_what_others_said_of_it() -> None:
    source = bpmn.read(PLAIN.encode())
    model = Model(source.records.values())
    convert.toggle_open(model, "Sub_di")
    page = next(diagram for diagram in model.all(Diagram) if diagram.root == "Sub")
    assert model.get("Pack_di", Shape) is not None and shape_of(model, "Pack", page.id) is not None
    written = bpmn.write(source, model.records)
    bpmn.verify(written, model.records)
    assert written.count(b'acme:tint="cold"') == 1
    again = bpmn.read(written)
    model = Model(again.records.values())
    convert.toggle_open(model, "Sub_di")
    back = bpmn.write(again, model.records)
    assert back.count(b'acme:tint="cold"') == 1 and back.count(b"BPMNPlane ") == 1
    assert faults(back) == []
    edges = {edge.id for edge in model.all(Edge)}
    assert edges == {"Flow_1_di", "Flow_2_di", "Flow_3_di", "Flow_4_di"}
