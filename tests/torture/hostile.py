"""BPMN files that are broken or made to do harm, by name: what stands in one good file is spoiled in one place each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

GOOD = Path(__file__).with_name("good.bpmn").read_text("utf-8")
# Every place that names something else: what stands there, up to the name and after it.
REFERENCES = {
    "flow source": ('id="f2" sourceRef="', "a", '"'),
    "flow target": ('sourceRef="a" targetRef="', "g", '"'),
    "message source": ('name="Order" sourceRef="', "out", '"'),
    "message target": ('sourceRef="out" targetRef="', "start", '"'),
    "message": ('targetRef="start" messageRef="', "m1", '"'),
    "association": ('id="as" sourceRef="', "t", '"'),
    "data": ("<targetRef>", "dref", "</targetRef>"),
    "data object": ('dataObjectRef="', "do", '"'),
    "boundary": ('attachedToRef="', "a", '"'),
    "default": ('default="', "f3", '"'),
    "lane step": ("<flowNodeRef>", "start", "</flowNodeRef>"),
    "lane role": ('partitionElementRef="', "r1", '"'),
    "pool process": ('processRef="', "proc", '"'),
    "pool role": ('ops:role="', "r2", '"'),
    "event message": ('<messageEventDefinition messageRef="', "m1", '"'),
    "event error": ('errorRef="', "er1", '"'),
    "group": ('categoryValueRef="', "cv", '"'),
    "called": ('calledElement="', "proc2", '"'),
    "incoming": ("<incoming>", "f1", "</incoming>"),
    "outgoing": ("<outgoing>", "f2", "</outgoing>"),
    "performer": ("<resourceRef>", "r1", "</resourceRef>"),
    "boss": ('id="rep" resourceRef="', "r2", '"'),
    "deputy": ('id="dep" resourceRef="', "r2", '"'),
    "held role": ('id="hol" resourceRef="', "r1", '"'),
    "unit": ('unit="', "u1", '"'),
    "plane": ('id="pl" bpmnElement="', "col", '"'),
    "shape": ('id="a_di" bpmnElement="', "a", '"'),
    "edge": ('id="f2_di" bpmnElement="', "f2", '"'),
    "box": ('id="r1_di" bpmnElement="', "r1", '"'),
    "line": ('id="rep_di" bpmnElement="', "rep", '"'),
    "target of the chart": ("<target>", "defs", "</target>"),
}
ELSEWHERE = {
    "nowhere": "nobody",
    "a flow": "f4",
    "a role": "r1",
    "the whole": "defs",
    "a page": "d1",
    "its own shape": "a_di",
    "nothing": "",
    "blanks": " \t ",
    "a prefix": "no:such",
    "a path": "../../../etc/passwd#x",
    "very long": "x" * 5000,
}
NUMBERS = {
    "x": ('<dc:Bounds x="', "200", '"'),
    "y": ('x="200" y="', "158", '"'),
    "width": ('y="158" width="', "100", '"'),
    "height": ('y="158" width="100" height="', "80", '"'),
    "bend": ('<di:waypoint x="', "136", '"'),
    "name's place": ('<dc:Bounds x="', "98", '"'),
    "count": ('count="', "2", '"'),
    "share": ('share="', "0.5", '"'),
    "rank": ('rank="', "3", '"'),
    "box": ('y="0" width="', "160", '"'),
    "pool's width": ('y="100" width="', "900", '"'),
    "lane's height": ('y="300" width="870" height="', "200", '"'),
}
VALUES = (
    "NaN",
    "inf",
    "-inf",
    "1e400",
    "1e308",
    "-1e9",
    "9" * 400,
    "",
    "abc",
    "0x10",
    "1,5",
    "١٢",
    "0",
    "-5",
    "1e-320",
)
TEXTS = {
    "a picture": "&lt;img src='file:///etc/passwd'&gt;",
    "a script": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a link": "&lt;a href='http://example.invalid/'&gt;click&lt;/a&gt;",
    "a formula": "=cmd|' /C calc'!A0",
    "a format": "%s%n%x {0} {0.__class__} $PATH `id`",
    "a path": "../../../../etc/passwd",
    "right to left": "\u202eelif\u202c \u2066x",
    "no width": "\u200b\u200d\ufeff",
    "marks": "e" + "\u0301" * 3000,
    "a long word": "W" * 200_000,
    "many lines": "&#10;" * 20_000,
    "line ends": "a&#13;&#10;b&#13;c&#9;d",
    "families": "👨‍👩‍👧‍👦" * 500,
    "beyond the plane": "\U0010ffff\ue000\ufffd",
    "an end of CDATA": "]]&gt;",
    "quotes": "&quot;&apos;&amp;amp;",
}
NAMED = {
    "step": ('name="', "Check order", '"'),
    "lane": ('id="l2" name="', "Stores", '"'),
    "role": ('id="r1" name="', "Sales", '"'),
    "page": ('id="d1" name="', "Page", '"'),
    "note": ("<text>", "Note", "</text>"),
    "how": ("<documentation>", "How", "</documentation>"),
    "colour": ('bioc:stroke="', "#112233", '"'),
    "id": ('<message id="', "m1", '"'),
}
LANE = '<lane id="l2" name="Stores">'
STEP = '<subProcess id="sub" name="Pack">'
STRUCTURES: dict[str, tuple[str, str]] = {
    "two steps of one id": ('id="g" name', 'id="a" name'),
    "a step and its shape of one id": ('id="a_di"', 'id="a"'),
    "a page called like the file": ('id="d1"', 'id="defs"'),
    "no ids": ('<task id="a" name', "<task name"),
    "a lane twice": (LANE, '<lane id="l1" name="Stores">'),
    "a lane in itself": ('<lane id="l3"', '<lane id="l1"'),
    "a step in two lanes": ("<flowNodeRef>g</flowNodeRef>", "<flowNodeRef>a</flowNodeRef><flowNodeRef>a</flowNodeRef>"),
    "a boss of itself": ('id="rep" resourceRef="r2"', 'id="rep" resourceRef="r1"'),
    "bosses in a ring": ("<ops:role/>", '<ops:role/><ops:reportsTo id="rep2" resourceRef="r1"/>'),
    "units in a ring": ('kind="department"', 'kind="department" unit="u1"'),
    "deputies in a ring": ("<ops:role/>", '<ops:role/><ops:deputy id="dep2" resourceRef="r1"/>'),
    "an event on itself": ('attachedToRef="a"', 'attachedToRef="b"'),
    "a flow to itself": ('sourceRef="a" targetRef="g"', 'sourceRef="a" targetRef="a"'),
    "a flow from a flow": ('sourceRef="a" targetRef="g"', 'sourceRef="f2" targetRef="f1"'),
    "a flow into a sub-process": ('sourceRef="a" targetRef="g"', 'sourceRef="a" targetRef="in"'),
    "a flow to another pool": ('sourceRef="a" targetRef="g"', 'sourceRef="a" targetRef="out"'),
    "a call of itself": ('calledElement="proc2"', 'calledElement="proc"'),
    "no bounds": ('<dc:Bounds x="200" y="158" width="100" height="80"/>', ""),
    "two bounds": (
        'height="80"/></bpmndi:BPMNShape>',
        'height="80"/><dc:Bounds x="1" y="1" width="1" height="1"/></bpmndi:BPMNShape>',
    ),
    "no bends": ('<di:waypoint x="300" y="198"/><di:waypoint x="405" y="375"/>', ""),
    "one bend": ('<di:waypoint x="405" y="375"/>', ""),
    "the same bend": ('<di:waypoint x="405" y="375"/>', '<di:waypoint x="300" y="198"/>' * 500),
    "many bends": (
        '<di:waypoint x="405" y="375"/>',
        "".join(f'<di:waypoint x="{n % 977}" y="{n % 499}"/>' for n in range(20_000)),
    ),
    "a shape twice": (
        '<bpmndi:BPMNEdge id="f1_di"',
        '<bpmndi:BPMNShape id="a2_di" bpmnElement="a"><dc:Bounds x="5" y="5" width="9" height="9"/></bpmndi:BPMNShape>'
        '<bpmndi:BPMNEdge id="f1_di"',
    ),
    "a shape as an edge": (
        '<bpmndi:BPMNEdge id="f4_di" bpmnElement="f4">',
        '<bpmndi:BPMNEdge id="f4_di" bpmnElement="e">',
    ),
    "two planes": ("</bpmndi:BPMNPlane>", '</bpmndi:BPMNPlane><bpmndi:BPMNPlane id="pl2" bpmnElement="proc"/>'),
    "no plane": ('<bpmndi:BPMNPlane id="pl" bpmnElement="col">', "<bpmndi:Other>"),
    "a thousand pages": (
        "  <relationship",
        '<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="proc"/></bpmndi:BPMNDiagram>' * 1000 + "  <relationship",
    ),
    "sub-processes down to the limit": (
        '<task id="in" name="Wrap"/>',
        "".join(f'<subProcess id="s{n}">' for n in range(240)) + "</subProcess>" * 240,
    ),
    "lanes down to the limit": (
        '<lane id="l3" name="Inner"/>',
        "<lane><childLaneSet>" * 110 + "</childLaneSet></lane>" * 110,
    ),
    "ten thousand lanes": (LANE, "".join(f'<lane id="n{n}" name="Lane {n}"/>' for n in range(10_000)) + LANE),
    "ten thousand notes": ("<endEvent", "<textAnnotation/>" * 10_000 + "<endEvent"),
    "everything flows to everything": (
        "<endEvent",
        "".join(f'<task id="k{n}"/>' for n in range(60))
        + "".join(
            f'<sequenceFlow id="q{n}x{m}" sourceRef="k{n}" targetRef="k{m}"/>' for n in range(60) for m in range(60)
        )
        + "<endEvent",
    ),
    "forty decisions in a row": (
        "<endEvent",
        "".join(
            f'<exclusiveGateway id="k{n}"/><sequenceFlow id="q{n}" sourceRef="k{n}" targetRef="k{n + 1}"/>'
            f'<sequenceFlow id="w{n}" sourceRef="k{n}" targetRef="k{n + 1}"/>'
            for n in range(40)
        )
        + '<exclusiveGateway id="k40"/><endEvent',
    ),
    "a process in a process": (STEP, f'<process id="proc3"/>{STEP}'),
    "definitions in definitions": (STEP, f"<definitions/>{STEP}"),
    "an unknown element": (STEP, f'<teleporter id="tele" name="x"><warp/></teleporter>{STEP}'),
    "an unknown attribute": ('<task id="a"', '<task colour="red" id="a"'),
    "words between elements": (STEP, f"some words {STEP}"),
    "CDATA between elements": (STEP, f"<![CDATA[ <x> ]]>{STEP}"),
    "instructions": (STEP, f'<?xml-stylesheet href="file:///etc/passwd"?><?php die();?>{STEP}'),
    "XInclude": (
        STEP,
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>{STEP}',
    ),
    "an import": (
        "  <message",
        '  <import importType="x" location="file:///etc/passwd" namespace="urn:y"/>\n  <message',
    ),
    "a schema location": ('id="defs"', 'xsi:schemaLocation="urn:x http://example.invalid/x.xsd" id="defs"'),
    "a photo that is none": ('mail="a@b.example"', 'mail="a@b.example" photo="AAAA"'),
    "a photo from a path": ('mail="a@b.example"', 'mail="a@b.example" photo="file:///etc/passwd"'),
    "a colour that is a style": ("#112233", "red; background: url(file:///etc/passwd)"),
    "a chart in a ring of pages": ("<target>defs</target>", "<target>rel</target>"),
    "two charts of one id": ("  </ops:diagram>", '  </ops:diagram><ops:diagram id="org" name="Again"/>'),
    "our words in a wrong place": ('<dc:Bounds x="200"', '<ops:role count="9"/><dc:Bounds x="200"'),
    "our words outside a role": ("  <collaboration", '<ops:deputy id="dep3" resourceRef="r2"/>\n  <collaboration'),
    "an answer to no question": ('question="late"', 'question="why?"'),
    "a relationship without an end": ("<source>defs</source>", ""),
    "no target namespace": (' targetNamespace="urn:x"', ""),
    "BPMN 1": ("BPMN/20100524/MODEL", "BPMN/20060101/MODEL"),
    "drawings of another version": ("BPMN/20100524/DI", "BPMN/20110524/DI"),
    "an expanded event": ('bpmnElement="e">', 'bpmnElement="e" isExpanded="true">'),
    "an upright pool of level lanes": (
        'isHorizontal="true"><dc:Bounds x="0" y="100"',
        'isHorizontal="false"><dc:Bounds x="0" y="100"',
    ),
    "a truth that is none": ('cancelActivity="true"', 'cancelActivity="perhaps"'),
    "a type that is none": ("<conditionExpression>", '<conditionExpression xsi:type="nope:tFormal">'),
    "blanks of every kind": ("<task id", "<task\r\n\t\r id"),
}
TURNED = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>" + "".join(f"<!ENTITY a{n} '&a;&a;&a;'>" for n in range(50)) + "]>"


def kinds() -> Iterator[tuple[str, bytes]]:
    """Each kind with a file of it."""
    for name, (before, what, after) in REFERENCES.items():
        for where, text in ELSEWHERE.items():
            yield f"{name} leads to {where}", put(before, what, after, text)
    for name, (before, what, after) in NUMBERS.items():
        for value in VALUES:
            yield f"{name} is “{value[:8]}”", put(before, what, after, value)
    for name, (before, what, after) in NAMED.items():
        for called, text in TEXTS.items():
            yield f"{name}: {called}", put(before, what, after, text)
    for name, (old, new) in STRUCTURES.items():
        yield name, put("", old, "", new)
    yield from texts()


def put(before: str, what: str, after: str, text: str) -> bytes:
    """The good file with this text where `what` stands."""
    old = f"{before}{what}{after}"
    if old not in GOOD:
        raise ValueError(f"{old} is not in the good file")
    return GOOD.replace(old, f"{before}{text}{after}", 1).encode()


def texts() -> Iterator[tuple[str, bytes]]:
    """What is wrong with the file as text."""
    good = GOOD.encode()
    for part in range(1, 20):
        yield f"cut after {part} twentieths", good[: len(good) * part // 20]
    after = good.split(b"?>", 1)[1]
    secret = b"SYSTEM 'file:///etc/passwd'"
    yield from {
        "a leading blank": b" " + good,
        "two documents": good + good,
        "zeros at the end": good + bytes(4096),
        "zeros in place of all": bytes(len(good)),
        "zeros in a hole": good[:4096] + bytes(4096) + good[8192:],
        "an old tail": good + good[-700:],
        "as UTF-16 without a mark": GOOD.encode("utf-16-le"),
        "as UTF-16 that says UTF-8": GOOD.encode("utf-16"),
        "Latin letters in UTF-8": good.replace(b"Check", b"Pr\xfcfe"),
        "half a letter": good.replace(b"Check", b"\xe2\x82"),
        "letters too long": good.replace(b"Check", b"\xc0\xaf"),
        "halves of pairs": good.replace(b"Check", b"\xed\xa0\x80"),
        "a bell": good.replace(b"Check", b"\x07"),
        "a reference to nothing": good.replace(b"Check", b"&#0;"),
        "an entity from outside": b"<!DOCTYPE d [<!ENTITY x " + secret + b">]>" + after.replace(b"Check", b"&x;"),
        "a grammar from outside": b"<!DOCTYPE d SYSTEM 'http://example.invalid/x.dtd'>" + after,
        "a parameter from outside": b"<!DOCTYPE d [<!ENTITY % x " + secret + b">%x;]>" + after,
        "a laugh": TURNED.encode() + after.replace(b"Check", b"&a49;" * 9),
        "an unknown encoding": good.replace(b"UTF-8", b"EBCDIC-9"),
        "a false encoding": good.replace(b"UTF-8", b"UTF-7"),
        "XML 1.1": good.replace(b'version="1.0"', b'version="1.1"'),
        "a prefix that is not declared": good.replace(b"<task id", b"<bp:task id"),
        "a name that is none": good.replace(b"<task id", b"<1task id"),
        "an attribute twice": good.replace(b'<task id="a"', b'<task id="a" id="a"'),
        "an attribute without quotes": good.replace(b'<task id="a"', b"<task id=a"),
        "300 attributes": good.replace(b'<task id="a"', b'<task id="a"' + b"".join(b" k%d=''" % n for n in range(300))),
        "300 deep": good.replace(b"<task id", b"<x>" * 300 + b"</x>" * 300 + b"<task id"),
        "300,001 elements": good.replace(b"<task id", b"<x/>" * 300_001 + b"<task id"),
        "a comment without an end": good.replace(b"<task id", b"<!-- <task id"),
        "dashes in a comment": good.replace(b"<task id", b"<!-- a -- b --><task id"),
        "an instruction of XML's own": good.replace(b"<task id", b"<?xml version='1.0'?><task id"),
        "ten million letters": good.replace(b"Check", b"x" * 10_000_000),
        "51 MB": good + b" " * 51_000_000,
        "only a mark": b"\xef\xbb\xbf",
        "nothing": b"",
        "a web page": b"<!doctype html><html><body>Hello</body></html>",
        "a drawing of draw.io": b'<mxfile><diagram name="Page-1">jZFNT4QwEIZ</diagram></mxfile>',
        "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "JSON": b'{"definitions": {}}',
        "a ZIP": b"PK\x03\x04" + bytes(200),
        "a gzip": b"\x1f\x8b\x08" + bytes(200),
    }.items()
