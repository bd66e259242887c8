"""Answers said otherwise and taken back: one step of undo, all else of them stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsdesigner.capture.answering import line_of, take_back
from opsdesigner.capture.completing import Names, offers
from opsdesigner.capture.line import Misread
from opsdesigner.capture.outline import outline_text
from opsdesigner.capture.scribe import Scribe
from opsdesigner.capture.whole import capture
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import new_document
from opsdesigner.model import Diagram, Id, Link, Node, Shape
from opsdesigner.notation.what_if import DEPUTY, NEVER, OPEN, QUESTIONS, WAY_OUT, answers, states

TEXT = """Sales: Check order
Stores: Pick goods
! missing: never, it is all on the shelf
! away: @Purchasing
! late: Tell customer ~5m
! wrong: Sales: Put it right -> Check order
Pack goods
"""


class Talk:
    """A talk that is at the step Pick goods."""

    def __init__(self, text: str = TEXT) -> None:
        self.model = new_document(blank()[0]).model
        self.process = capture(self.model, text).processes[0]
        self.page = next(page.id for page in self.model.all(Diagram) if not page.kind)
        self.scribe = Scribe(self.model, self.page)
        self.pick = self.step("Pick goods")
        self.scribe.go_to(self.pick)

    def step(self, name: str) -> Id:
        return next(node.id for node in self.model.all(Node) if node.name == name)

    def say(self, text: str) -> None:
        """The answer said otherwise."""
        self.scribe.answering = text.partition(":")[0][2:]
        try:
            self.scribe.enter(text)
        finally:
            self.scribe.answering = ""

    def line(self, question: str, role: str = "Stores") -> str:
        return line_of(self.model, self.process, self.pick, question, role)

    @property
    def text(self) -> str:
        return outline_text(self.model)


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_an_answer_is_the_line_that_made_it(talk: Talk) -> None:
    said = [line for line in TEXT.splitlines() if line.startswith("!")]
    assert [talk.line(question) for question in ("missing", "away", "late", "wrong")] == said
    assert talk.line("partial") == ""
    assert talk.line("late", "Sales") == "! late: Stores: Tell customer ~5m"  # whose it is, where another one sticks
    assert talk.line("wrong", "Sales") == "! wrong: Put it right -> Check order"


@pytest.mark.parametrize(
    "text",
    [
        "Pick goods\n  ! late: Tell customer\n    Wait for an answer",
        "Pick goods\n  ! late: [subProcess] Tell\n    Ring",
        "Pick goods\n  ! late: Tell customer\n    // by mail",
        "Pick goods\n! late: Tell customer\n! late: never",
        "Pick goods\n! late: Ring\nPack\nPack\n-> Pick goods\n",
    ],
)
def test_a_longer_answer_is_no_line(text: str) -> None:
    talk = Talk(text)
    if text.endswith("-> Pick goods\n"):
        event, pack = (next(n.id for n in talk.model.all(Node) if n.name == name) for name in ("Ring", "Pack"))
        with talk.model.change("On to one of two of a name"):
            flow = next(link for link in talk.model.all(Link) if link.source == event)
            talk.model.update(flow.id, target=pack)
    assert talk.line("late", "") == ""


def test_another_wording_keeps_what_was_drawn(talk: Talk) -> None:
    tell, before = talk.step("Tell customer"), dict(talk.model.records)
    with talk.model.change("By hand"):
        shape = next(talk.model.referrers(tell, Shape).__iter__())
        talk.model.update(tell, props=talk.model[tell].props.having(documentation="By phone"))  # type: ignore[union-attr]
    talk.say("! late: Call the customer ~7m")
    assert talk.text == TEXT.replace("Tell customer ~5m", "Call the customer ~7m")
    node = talk.model[tell]
    assert isinstance(node, Node)
    assert (node.name, node.props.text("documentation")) == ("Call the customer", "By phone")
    assert talk.model[shape.id] == shape
    assert set(talk.model.records) == set(before)
    talk.model.undo()
    talk.model.undo()
    assert dict(talk.model.records) == before


def test_one_answer_takes_the_place_of_another(talk: Talk) -> None:
    before = dict(talk.model.records)
    for said, line in {
        "! late: never": "! late: never",
        "! late: Sales: Ring -> Check order": "! late: Sales: Ring -> Check order",
        "! wrong: Sales: Mend -> Check order": "! wrong: Sales: Mend -> Check order",
        "! wrong: Mend": "! wrong: Mend",
        "! missing: @Sales": "! missing: @Sales",
        "! away: Wait for them": "! away: Wait for them",
    }.items():
        question = said[2:].partition(":")[0]
        others = [each for each in QUESTIONS if each != question]
        told = {each: talk.line(each) for each in others}
        talk.say(said)
        assert talk.line(question) == line
        assert {each: talk.line(each) for each in others} == told
        assert talk.scribe.now.step == talk.pick
        talk.model.undo()
        assert dict(talk.model.records) == before


def test_an_arrow_alone_is_a_line_too(talk: Talk) -> None:
    before, wrong = dict(talk.model.records), talk.line("wrong")
    talk.scribe.enter("! partial: -> Pack goods")
    assert talk.line("partial") == "! partial: -> Pack goods"
    event = answers(talk.model, talk.pick)[1].id
    talk.say("! partial: -> Check order")
    assert talk.line("partial") == "! partial: -> Check order" and answers(talk.model, talk.pick)[1].id == event
    take_back(talk.model, talk.process, talk.page, talk.pick, "partial")
    assert talk.line("wrong") == wrong  # whose arrow leads to the same step
    for _ in range(3):
        talk.model.undo()
    assert dict(talk.model.records) == before


def test_what_is_not_understood_changes_nothing(talk: Talk) -> None:
    before = dict(talk.model.records)
    with pytest.raises(Misread, match="no step is called"):
        talk.say("! late: Ring -> Nowhere at all")
    assert dict(talk.model.records) == before


def test_answers_are_taken_back_with_their_way(talk: Talk) -> None:
    before = dict(talk.model.records)
    for question in ("late", "wrong", "missing", "away"):
        take_back(talk.model, talk.process, talk.page, talk.pick, question)
    assert states(talk.model, talk.pick) == (OPEN,) * 6
    assert talk.text == "Sales: Check order\nStores: Pick goods\nPack goods\n"
    assert not [node for node in talk.model.all(Node) if "ateway" in node.kind]  # where a way out came back to
    for _ in range(4):
        talk.model.undo()
    assert dict(talk.model.records) == before


def test_an_event_without_a_way_gets_one() -> None:
    talk = Talk("Pick goods\n! late: Tell customer\n")
    tell = talk.step("Tell customer")
    event = answers(talk.model, talk.pick)[0].id
    with talk.model.change("Cut"):
        talk.model.remove(tell)
    assert states(talk.model, talk.pick)[0] == OPEN
    talk.say("! late: Ring")
    assert answers(talk.model, talk.pick)[0][1:4] == (WAY_OUT, "Ring", event)


def test_a_person_stands_in_by_name(talk: Talk) -> None:
    with talk.model.change("Hire"):
        ben = talk.model.put(Node("ben", "person", "Ben")).id
    roles = sum(node.kind == "role" for node in talk.model.all(Node))
    talk.scribe.enter("! partial: @ben")
    found = answers(talk.model, talk.pick)[1]
    assert (found.state, found.text) == (DEPUTY, "Ben")
    assert talk.model[found.id].resource == ben  # type: ignore[union-attr]
    assert sum(node.kind == "role" for node in talk.model.all(Node)) == roles
    assert talk.line("partial") == "! partial: @Ben"


def test_questions_and_answers_are_completed() -> None:
    known = Names(["Sales", "Stores"], ["Never mind", "Salt the road"], ["Benno", "Anna"])

    def texts(text: str) -> list[str]:
        return [offer.text for offer in offers(text, known)]

    assert texts("!") == texts("!!") == texts("! xyz") == []
    assert texts("! l") == texts("!la") == ["! late: "]
    assert texts("! back") == ["! back order: "]
    assert texts("! late: ne") == ["! late: never", "! late: Never mind"]
    assert texts("! late: @be") == ["! late: @Benno"]
    assert texts("! late: @sa") == ["! late: @Sales"]  # to stand in, not to do a step
    assert texts("! late: sa") == ["! late: Sales: ", "! late: Salt the road"]
    assert texts("! late: Sales: sa") == ["! late: Sales: Salt the road"]
    assert texts("neve") == ["Never mind"]


def test_never_is_an_answer_with_its_reason() -> None:
    talk = Talk("Pick goods\n")
    talk.scribe.enter("! late: never, it is all on the shelf")
    found = answers(talk.model, talk.pick)[0]
    assert (found.state, found.text) == (NEVER, "it is all on the shelf")


WAYS_OUT = ("Tell", "Sales: Ring", "Ring -> Check order", "-> Pack goods", "end: Over")
ANSWERS = (*WAYS_OUT, "never", "never, why not", "@Sales")


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(QUESTIONS), st.none() | st.sampled_from(ANSWERS)), min_size=1, max_size=7))
def test_any_answers_one_after_the_other_leave_the_others_alone(said: list[tuple[str, str | None]]) -> None:
    talk = Talk("Sales: Check order\nStores: Pick goods\nPack goods\n")
    before, changes = dict(talk.model.records), 0
    expected: dict[str, str] = {}
    for question, answer in said:
        known = dict(talk.model.records)
        if answer is not None and (talk.line(question) or question not in expected):
            if question in expected:
                talk.say(f"! {question}: {answer}")
            else:
                talk.scribe.enter(f"! {question}: {answer}")
            expected[question] = answer
        elif answer is None and talk.line(question):
            take_back(talk.model, talk.process, talk.page, talk.pick, question)
            del expected[question]
        changes += dict(talk.model.records) != known
        told = {each.question: each.state for each in answers(talk.model, talk.pick) if each.state != OPEN}
        assert told == {each: _state(text) for each, text in expected.items()}
        assert talk.scribe.now.step == talk.pick
    for _ in range(changes):
        talk.model.undo()
    assert dict(talk.model.records) == before


def _state(text: str) -> str:
    return NEVER if text.startswith("never") else DEPUTY if text.startswith("@") else WAY_OUT
