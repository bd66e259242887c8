"""Event definitions that stand beside the processes for events to share: read, kept, an event's own after an edit."""

from __future__ import annotations

import pytest

from opsdesigner.edit import clipboard, convert
from opsdesigner.files import bpmn
from opsdesigner.model import Model, Node, Props, Shape
from opsdesigner.notation.looks import look_of
from opsdesigner.notation.variants import VARIANTS

from .schema import faults

FILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:t="urn:t" id="D" targetNamespace="urn:t">
  <b:process id="P">
    <b:startEvent id="one"><b:eventDefinitionRef>t:late</b:eventDefinitionRef></b:startEvent>
    <b:startEvent id="two">
      <b:messageEventDefinition id="m" />
      <b:eventDefinitionRef>late</b:eventDefinitionRef>
      <b:eventDefinitionRef> alarm </b:eventDefinitionRef>
    </b:startEvent>
    <b:startEvent id="lost"><b:eventDefinitionRef>nowhere</b:eventDefinitionRef></b:startEvent>
    <b:startEvent id="odd"><b:eventDefinitionRef>P</b:eventDefinitionRef></b:startEvent>
  </b:process>
  <b:timerEventDefinition id="late"><b:timeDuration>P2D</b:timeDuration></b:timerEventDefinition>
  <b:signalEventDefinition id="alarm" />
  <di:BPMNDiagram id="page"><di:BPMNPlane id="plane" bpmnElement="P">
    <di:BPMNShape id="one_di" bpmnElement="one"><dc:Bounds x="100" y="100" width="36" height="36" /></di:BPMNShape>
    <di:BPMNShape id="two_di" bpmnElement="two"><dc:Bounds x="200" y="100" width="36" height="36" /></di:BPMNShape>
  </di:BPMNPlane></di:BPMNDiagram>
</b:definitions>
"""
LATE = Props(kind="timer", timeDuration="P2D", shared="t:late")


@pytest.fixture
def model() -> Model:
    return Model(bpmn.read(FILE).records.values())


def saved(model: Model) -> bytes:
    data = bpmn.write(bpmn.read(FILE), model.records)
    bpmn.verify(data, model.records)
    assert faults(FILE) == faults(data) == []
    return data


def node(model: Model, id: str) -> Node:
    found = model.get(id, Node)
    assert found is not None
    return found


def test_an_event_shows_what_it_shares(model: Model) -> None:
    assert node(model, "one").props.bags("events") == (LATE,)
    assert [bag.text("kind") for bag in node(model, "two").props.bags("events")] == ["message", "timer", "signal"]
    assert look_of(node(model, "one")).mark == "timer" and look_of(node(model, "two")).mark == "multiple"
    assert saved(model) == FILE


def test_what_leads_nowhere_is_told_and_kept(model: Model) -> None:
    told = {note.element: note.text for note in bpmn.read(FILE).notes}
    assert set(told) == {"lost", "odd"} and "not in the file" in told["lost"] and "cannot be" in told["odd"]
    convert.set_events(model, ["lost"], [Props(kind="signal")])
    data = saved(model)
    assert b"<b:signalEventDefinition />" in data and b">nowhere</b:eventDefinitionRef>" in data


def test_a_name_given_leaves_it_shared(model: Model) -> None:
    with model.change("Rename"):
        model.update("one", name="Late")
    data = saved(model)
    assert data.replace(b' name="Late"', b"") == FILE


def test_what_is_changed_for_one_event_is_its_own_from_then_on(model: Model) -> None:
    convert.set_events(model, ["one"], [LATE.having(timeDuration="P5D")])
    assert node(model, "one").props.bags("events") == (Props(kind="timer", timeDuration="P5D"),)
    data = saved(model)
    assert b">P5D<" in data and b">P2D<" in data and data.count(b"eventDefinitionRef>") == FILE.count(b"Ref>") - 2
    model.undo()
    assert saved(model) == FILE


def test_what_stays_shared_is_not_touched(model: Model) -> None:
    message, late, alarm = node(model, "two").props.bags("events")
    convert.set_events(model, ["two"], [message.having(id="other"), late, alarm])
    assert saved(model) == FILE.replace(b'id="m"', b'id="other"')


def test_own_ones_come_before_shared_ones(model: Model) -> None:
    message, late, alarm = node(model, "two").props.bags("events")
    convert.set_events(model, ["two"], [message, late, alarm.having(ref=None), Props(kind="signal")])
    kinds = [(bag.text("kind"), "shared" in bag) for bag in node(model, "two").props.bags("events")]
    assert kinds == [("message", False), ("signal", False), ("timer", True), ("signal", True)]
    saved(model)
    convert.set_events(model, ["two"], [late.having(timeDuration="P9D"), alarm])
    assert [bag.text("kind") for bag in node(model, "two").props.bags("events")] == ["timer", "signal"]
    saved(model)
    convert.set_events(model, ["two"], [alarm])
    assert b"alarm" in saved(model)
    convert.set_events(model, ["two"], [])
    assert saved(model).count(b"eventDefinitionRef>") == 6


def test_another_kind_of_event_keeps_sharing(model: Model) -> None:
    convert.change_type(model, ["one_di"], VARIANTS["timer.catch"])
    assert node(model, "one").props.bags("events") == (LATE,)
    assert b"t:late" in saved(model)
    convert.change_type(model, ["one_di"], VARIANTS["task"])
    assert b"t:late" not in saved(model)


def test_a_copy_has_its_own(model: Model) -> None:
    (made,) = clipboard.paste(model, "page", clipboard.copy(model, ["two_di"]))
    shape = model.get(made, Shape)
    assert shape is not None
    bags = node(model, shape.node).props.bags("events")
    assert [bag.text("kind") for bag in bags] == ["message", "timer", "signal"] and not any("shared" in b for b in bags)
    data = saved(model)
    assert data.count(b"<b:timeDuration") == 2 and data.count(b"eventDefinitionRef>") == FILE.count(b"Ref>")
