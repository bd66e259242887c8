"""However a text comes in, typed line by line, pasted or by `capture`, it becomes the same process."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opsdesigner.capture.draft import Draft
from opsdesigner.capture.drawn import draft_of
from opsdesigner.capture.line import Misread
from opsdesigner.capture.outline import outline_text
from opsdesigner.capture.scribe import Scribe
from opsdesigner.capture.whole import Unreadable, capture
from opsdesigner.edit.fresh import blank
from opsdesigner.model import Model
from tests.properties.truths import lies
from tests.scenarios import SCENARIOS, Scenario

from .graphs import LINES, shape


def typed(text: str) -> tuple[Model, Draft] | None:
    """Line by line into an empty document; None where a line is refused."""
    records, page = blank()
    model = Model(records)
    scribe = Scribe(model, page)
    for line in text.splitlines():
        before = dict(model.records)
        try:
            scribe.enter(line)
        except Misread as misread:
            assert misread.message and dict(model.records) == before
            return None
    return model, draft_of(model, scribe.now.process)


def pasted(text: str) -> tuple[Model, Draft] | None:
    records, page = blank()
    model = Model(records)
    scribe = Scribe(model, page)
    try:
        scribe.enter_all(text)
    except Misread:
        return None
    return model, draft_of(model, scribe.now.process)


def captured(text: str) -> tuple[Model, Draft] | None:
    model = Model(blank()[0])
    try:
        made = capture(model, text)
    except Unreadable:
        return None
    return (model, draft_of(model, made.processes[0])) if made.made else None


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_talk_is_the_same_typed_pasted_and_captured(scenario: Scenario) -> None:
    ways = [way(scenario.text) for way in (typed, pasted, captured)]
    assert None not in ways
    texts = {outline_text(each[0]) for each in ways if each}
    first, *others = [each[1] for each in ways if each]
    assert len(texts) == 1 and all(shape(first) == shape(other) for other in others)
    (text,) = texts
    again, pasted_again = captured(text), pasted(text)
    assert again and pasted_again and shape(again[1]) == shape(pasted_again[1]) == shape(first)
    assert outline_text(again[0]) == outline_text(pasted_again[0]) == text


def understood(text: str) -> tuple[str, Model, Draft]:
    """What is typed line by line; a line that is refused changes nothing and is left out of the text."""
    records, page = blank()
    model = Model(records)
    scribe = Scribe(model, page)
    kept = []
    for line in text.splitlines():
        before, now = dict(model.records), scribe.now
        try:
            scribe.enter(line)
        except Misread as misread:
            assert misread.message and (dict(model.records), scribe.now) == (before, now)
        else:
            kept.append(line)
    return "\n".join(kept), model, draft_of(model, scribe.now.process)


@settings()
@given(st.lists(LINES, min_size=1, max_size=12))
@example(["Sales: C", "@: X"])  # nobody's step in a pool with lanes
@example(["A", "Q?", "yes: B", "+ C", "+ D", "", "no: E"])
def test_whatever_is_understood_is_the_same_typed_pasted_and_captured(lines: list[str]) -> None:
    text, model, first = understood("\n".join(lines))
    assert lies(model) == []
    for way in (pasted, captured):
        if first.items or first.remarks:
            other = way(text)
            assert other is not None and shape(other[1]) == shape(first), text
            assert outline_text(other[0]) == outline_text(model), text
