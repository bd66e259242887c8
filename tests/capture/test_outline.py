"""What is printed says the same as what it was printed of, and is printed so again."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opsdesigner.capture.draft import Draft
from opsdesigner.capture.drawn import draft_of, processes
from opsdesigner.capture.matching import same
from opsdesigner.capture.outline import Written, outline_text, written
from opsdesigner.capture.whole import Unreadable, capture, read_text
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import open_document
from opsdesigner.files.errors import Refused
from opsdesigner.model import Model
from tests.scenarios import SCENARIOS, Scenario

from .graphs import LINES, anything

LONG = 50  # lines of a text that is drawn in a test
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def reads_as(lines: list[Written], draft: Draft) -> bool:
    """Whether lines say what a draft says; written anew here, apart from how the writer checks itself."""
    numbers = count()
    (read,) = read_text("\n".join(["#", *(line.text for line in lines)]), fresh=lambda kind: f"{kind}{next(numbers)}")
    by_line: dict[int, list[str]] = {}
    for id, number in read.lines.items():
        by_line.setdefault(number, []).append(id)
    known: dict[str, str] = {}
    for number, line in enumerate(lines, 2):
        mine = [id for id in line.ids if id in draft.items]
        known.update(zip(mine, [id for id in by_line.get(number, []) if id in read.items], strict=True))
    return same(draft, read, known, dict.fromkeys(known, 0))


@settings(suppress_health_check=list(HealthCheck))
@given(anything())
def test_any_process_is_printed_and_read_as_it_is(draft: Draft) -> None:
    lines = written(draft)
    assert reads_as(lines, draft), "\n".join(line.text for line in lines)


@settings()
@given(st.lists(LINES, min_size=1, max_size=14))
@example(["E -> A", "=> K", "A", "end"])  # a result of its own after an end
@example(["A", "Q?", "end", "-> A"])  # what goes straight on, and what goes back
def test_normal_text_is_printed_as_it_is(lines: list[str]) -> None:
    """Whatever is typed: what is printed of it is read and printed the same."""
    try:
        read = read_text("\n".join(lines))
    except Unreadable:
        return
    for draft in read:
        first = written(draft)
        assert reads_as(first, draft)
        text = "\n".join(line.text for line in first)
        again = read_text("#\n" + text)
        assert "\n".join(line.text for line in written(again[0])) == text


def test_every_file_that_opens_comes_back_from_its_text(corpus_file: Path) -> None:
    try:
        model = open_document(corpus_file).model
    except Refused:
        return
    for process in processes(model):
        draft = draft_of(model, process.id)
        assert reads_as(written(draft), draft)


def test_every_file_that_opens_is_drawn_from_its_text_and_printed_the_same(corpus_file: Path) -> None:
    try:
        text = outline_text(open_document(corpus_file).model)
    except Refused:
        return
    if 0 < text.count("\n") <= LONG:
        model = Model(blank()[0])
        capture(model, text)
        assert outline_text(model) == text


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_gateways_that_come_by_themselves_have_no_line(scenario: Scenario) -> None:
    """Also where branches meet that lie in branches, and where what meets is gone back to."""
    model = Model(blank()[0])
    capture(model, scenario.text)
    text = outline_text(model)
    assert "[exclusiveGateway]" not in text and "boundaryEvent" not in text
    assert text.count("\n") <= scenario.text.count("\n") + 4


def test_branches_of_a_sub_process_with_exceptions_are_told_from_those_of_the_exceptions() -> None:
    text = "A\n[subProcess] Pack\n    Wrap\n  ! late: Tell\n  -small: B\n  -large: C\nD"
    (draft,) = read_text(text)
    assert {draft.items[flow.source].name: flow.label for flow in draft.flows.values() if flow.label} == {
        "Pack": "large"
    }
    assert [draft.items[item.host].name for item in draft.items.values() if item.host] == ["Pack"]
    lines = written(draft)
    assert reads_as(lines, draft) and "  ! late: Tell" in [line.text for line in lines]


def test_every_line_knows_what_it_is_about() -> None:
    model = Model(blank()[0])
    capture(model, "# Orders\nSales: Check\nQ?\n  yes: Pick\n  no: end\nShip")
    process = processes(model)[0]
    lines = written(draft_of(model, process.id))
    names = {line.text.strip(): model[line.id].name for line in lines if line.id}  # type: ignore[union-attr]
    assert names["Sales: Check"] == "Check" and names["Q?"] == "Q?" and names["Ship"] == "Ship"
    assert outline_text(model).startswith("# Orders\nSales: Check\n")


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.bpmn")), ids=lambda path: path.stem)
def test_samples_come_back_from_their_text_word_for_word(sample: Path) -> None:
    text = outline_text(open_document(sample).model)
    model = Model(blank()[0])
    capture(model, text)
    assert outline_text(model) == text
