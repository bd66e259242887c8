"""Problems and ideas in the file: in their step, in their process, or in the document's own relationship."""

from __future__ import annotations

import pytest

from opsdesigner.edit import parking
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.model import Model, Node
from opsdesigner.notation.parked import parked

from .schema import faults
from .test_writing import opened, saved

STEPS = '<task id="T" name="Pick goods"/><task id="U" name="Pack"/>'


def lines_changed(before: bytes, after: str) -> int:
    return len(set(after.splitlines()) ^ set(before.decode().splitlines()))


def test_of_the_whole_document_they_lie_in_its_relationship_and_go_with_the_last() -> None:
    source, model = opened(STEPS, "T U")
    first = parking.park(model, "Nobody knows the prices")
    second = parking.park(model, "A list on the web", idea=True)
    text = saved(source, model)
    assert text.count("<relationship") == 1
    assert 'type="urn:opsdesigner:document"' in text
    again = bpmn.read(text.encode())
    assert again.notes == source.notes
    kept = Model(again.records.values())
    assert [(each.name, each.parent, each.props.flag("idea")) for each in parked(kept)] == [
        ("Nobody knows the prices", "", False),
        ("A list on the web", "", True),
    ]
    parking.take_away(kept, [first])
    assert "Nobody" not in saved(again, kept)
    parking.take_away(kept, [second])
    assert "relationship" not in saved(again, kept)


def test_one_more_goes_beside_those_that_are_there() -> None:
    source, model = opened(STEPS, "T U")
    parking.park(model, "One")
    again = bpmn.read(saved(source, model).encode())
    more = Model(again.records.values())
    parking.park(more, "Two")
    text = saved(again, more)
    assert text.count("relationship>") == 1
    assert lines_changed(again.data, text) == 1


@pytest.mark.parametrize("way", [("T", "U"), ("T", ""), ("", "T"), ("P", "T"), ("T", "P"), ("", "P")])
def test_they_go_from_one_place_to_another_and_leave_nothing_empty(way: tuple[str, str]) -> None:
    source, model = opened(STEPS, "T U")
    problem = parking.park(model, "Dark", of=way[0])
    again = bpmn.read(saved(source, model).encode())
    moved = Model(again.records.values())
    with moved.change("Move"):
        moved.update(problem, parent=way[1])
    text = saved(again, moved)
    assert text.count("extensionElements>") == 2
    assert ("relationship" in text) == (not way[1])


def test_a_step_goes_and_what_was_said_of_it_stays_in_a_valid_file() -> None:
    source, model = opened(f'{STEPS}<sequenceFlow id="F" sourceRef="T" targetRef="U"/>', "T U")
    parking.park(model, "Dark", of="T")
    again = bpmn.read(saved(source, model).encode())
    left = Model(again.records.values())
    remove(left, ["T_di"])
    text = saved(again, left)
    assert 'was="Pick goods"' in text
    read = bpmn.read(text.encode()).records
    assert [
        (each.name, each.parent) for each in read.values() if isinstance(each, Node) and each.kind == "problem"
    ] == [("Dark", "P")]


def test_a_relationship_of_another_tool_is_left_alone() -> None:
    more = (
        '<relationship type="urn:acme:x"><extensionElements><acme:thing/></extensionElements>'
        "<source>P</source><target>T</target></relationship>"
    )
    source, model = opened(STEPS, "T U", more)
    parking.park(model, "Dark")
    text = saved(source, model)
    assert more in text
    assert text.count("<relationship") == 2
    assert faults(text.encode()) == []
