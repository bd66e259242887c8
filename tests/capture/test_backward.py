"""From the result to the trigger: each line goes before the current step; what makes no sense there is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.capture.line import Misread
from opsdesigner.capture.outline import outline_text
from opsdesigner.capture.scribe import Scribe
from opsdesigner.edit.fresh import blank
from opsdesigner.model import Model, Node
from opsdesigner.model.queries import incoming, title
from opsdesigner.notation.ownership import owner_of
from tests.properties.truths import lies

RESULT = "=> Customer has the goods on time"


def talk(*lines: str) -> Scribe:
    records, page = blank()
    scribe = Scribe(Model(records), page)
    scribe.turn()
    for line in lines:
        scribe.enter(line)
    assert lies(scribe.model) == []
    return scribe


def told(*lines: str) -> list[str]:
    """The outline of what was told backward."""
    return outline_text(talk(*lines).model).splitlines()


def at(scribe: Scribe) -> str:
    return title(scribe.model, scribe.now.step)


def owner_name(scribe: Scribe, name: str) -> str:
    return title(scribe.model, owner_of(scribe.model, next(n.id for n in scribe.model.all(Node) if n.name == name)))


def leads_to(scribe: Scribe, name: str) -> list[str]:
    """What leads to a step, gateways without a name passed over."""
    found: list[str] = []
    pending = [node.id for node in scribe.model.all(Node) if node.name == name and node.kind != "result"]
    for id in pending:
        for link in incoming(scribe.model, id):
            if found_name := title(scribe.model, link.source):
                found.append(f"{found_name}|{link.name}" if link.name else found_name)
            else:
                pending.append(link.source)
    return sorted(found)


def test_from_the_result_to_the_trigger() -> None:
    scribe = talk(RESULT, "Shipping: Deliver", "Stores: Pack", "Pick", "Sales: when Order arrives")
    names = ["Order arrives", "Pick", "Pack", "Deliver", "Customer has the goods on time"]
    assert [leads_to(scribe, name) for name in names] == [[], *([name] for name in names[:-1])]
    assert at(scribe) == "Order arrives" and scribe.now.role == "Sales"
    assert [owner_name(scribe, name) for name in names[1:4]] == ["Stores", "Stores", "Shipping"]


def test_a_decision_goes_before_a_step_its_answers_are_told_afterwards() -> None:
    lines = told(RESULT, "Pick", "In stock?", "yes:", "no: Order goods -> Pick", "Check order", "when Order arrives")
    assert lines == ["when Order arrives", "Check order", "In stock?", "  yes:", "  no: Order goods", "Pick", RESULT]


def test_what_is_done_at_the_same_time_meets_before_the_step_and_begins_at_once() -> None:
    scribe = talk(RESULT, "Ship", "+ Stores: Pack", "Pick", "+ Office: Write label")
    assert [each.sort for each in scribe.now.opened] == ["parallel"]
    scribe.enter("")
    assert scribe.now.opened == ()
    scribe.enter("Check order")
    scribe.enter("when Order arrives")
    assert lies(scribe.model) == []
    assert leads_to(scribe, "Ship") == ["Pack", "Write label"] and leads_to(scribe, "Pack") == ["Pick"]
    assert leads_to(scribe, "Pick") == leads_to(scribe, "Write label") == ["Check order"]
    assert leads_to(scribe, "Check order") == ["Order arrives"]


def test_in_the_middle_of_a_process_what_led_to_the_step_leads_to_what_goes_before_it() -> None:
    scribe = talk(RESULT, "Ship", "Check order", "when Order arrives")
    scribe.go_to(next(node.id for node in scribe.model.all(Node) if node.name == "Ship"))
    for line in ("+ Pack", "+ Write label", ""):
        scribe.enter(line)
    scribe.enter("Weigh")
    assert leads_to(scribe, "Ship") == ["Pack", "Write label"]
    assert leads_to(scribe, "Pack") == leads_to(scribe, "Write label") == ["Weigh"]
    assert leads_to(scribe, "Weigh") == ["Check order"]


def test_a_way_back_stays_where_it_leads_to() -> None:
    scribe = talk(
        RESULT, "Pick", "In stock?", "yes:", "no: Order goods -> In stock?", "Sales: Check order", "Read order"
    )
    assert leads_to(scribe, "In stock?") == ["Check order", "Order goods"]
    assert leads_to(scribe, "Check order") == ["Read order"]
    scribe = talk(RESULT, "Pick", "In stock?", "yes:", "no: Order goods -> Pick", "Check order")
    scribe.go_to(next(node.id for node in scribe.model.all(Node) if node.name == "Pick"))
    scribe.enter("Look")
    assert leads_to(scribe, "Pick") == ["Look"] and leads_to(scribe, "Look") == ["In stock?|yes", "Order goods"]
    scribe = talk(RESULT, "Fine?", "yes:", "Pick")
    scribe.go_to(next(node.id for node in scribe.model.all(Node) if node.name == "Fine?"))
    scribe.enter("no: Mend -> Pick")
    scribe.go_to(next(node.id for node in scribe.model.all(Node) if node.name == "Pick"))
    scribe.enter("Check order")
    scribe.enter("when Order arrives")
    assert leads_to(scribe, "Pick") == ["Check order", "Mend"] and leads_to(scribe, "Check order") == ["Order arrives"]


def test_the_result_belongs_to_the_first_role_that_is_named() -> None:
    scribe = talk(RESULT, "Shipping: Deliver", "Stores: Pack")
    assert owner_name(scribe, "Customer has the goods on time") == "Shipping"
    assert sorted(node.name for node in scribe.model.all(Node) if node.kind == "lane") == ["Shipping", "Stores"]


def test_backward_begins_before_what_nothing_leads_to() -> None:
    scribe = talk(RESULT, "Ship", "Pack")
    scribe.turn()
    scribe.go_to("")
    scribe.turn()
    assert at(scribe) == "Pack"
    scribe.enter("when Order arrives")
    scribe.turn()
    scribe.go_to("")
    scribe.turn()
    assert at(scribe) == "Customer has the goods on time"


def test_notes_problems_and_exceptions_are_about_the_current_step() -> None:
    scribe = talk(RESULT, "Ship", "! late: Tell customer", "// with care", "?? Boxes are missing")
    assert at(scribe) == "Ship"
    scribe.enter("Pack")
    assert at(scribe) == "Pack" and "! late: Tell customer" in outline_text(scribe.model)


@pytest.mark.parametrize(
    ("before", "line", "why"),
    [
        ((), "yes: Pick", "needs an open decision"),
        ((), "-> Pick", "begins with the result"),
        ((), "+ Pick", "begins with the result"),
        ((RESULT, "Ship"), "-> Ship", "only another answer leads elsewhere"),
        ((RESULT, "Ship"), "Pack -> Ship", "only another answer leads elsewhere"),
        ((RESULT, "Ship"), "-yes:", "write the decision first"),
        ((RESULT, "Ship"), "end: Over", "only a step goes before"),
        ((RESULT, "Ship"), "=> Over", "only a step goes before"),
        ((RESULT, "Ship"), "+", "at the same time"),
        ((RESULT, "Ship", "when Order arrives"), "Pack", "has nothing before it"),
        ((RESULT, "Ship", "+ Pack"), "", "another \\+"),
        ((RESULT, "Ship", "+ Pack"), "when Order arrives", "close that"),
        ((RESULT, "Ship", "Fine?", "yes:"), "yes: Pack", "has a way"),
        ((RESULT, "Ship", "Fine?", "yes:"), "no:", "each way has its answer"),
    ],
)
def test_what_makes_no_sense_backward_is_refused_and_changes_nothing(
    before: tuple[str, ...], line: str, why: str
) -> None:
    scribe = talk(*before)
    records, now = dict(scribe.model.records), scribe.now
    with pytest.raises(Misread, match=why):
        scribe.enter(line)
    assert dict(scribe.model.records) == records and scribe.now == now


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                "A",
                "Sales: B",
                "In stock?",
                "yes:",
                "no: C",
                "no: -> A",
                "+ D",
                "",
                "when E",
                "! late: F",
                "// g",
                "send H",
            ]
        ),
        max_size=10,
    )
)
def test_whatever_is_told_backward_is_sound_and_taken_back_whole(lines: list[str]) -> None:
    scribe = talk(RESULT)
    seen = [(dict(scribe.model.records), scribe.now)]
    for line in lines:
        try:
            scribe.enter(line)
        except Misread:
            assert dict(scribe.model.records) == seen[-1][0]
        else:
            assert lies(scribe.model) == []
            if dict(scribe.model.records) != seen[-1][0]:
                seen.append((dict(scribe.model.records), scribe.now))
    for records, _ in reversed(seen[:-1]):
        scribe.model.undo()
        assert dict(scribe.model.records) == records
