"""The six questions: what counts as an answer, which steps are asked, what an edit touches, which question is next."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsdesigner.capture.line import JUMP, parse_line
from opsdesigner.capture.outline import outline, written
from opsdesigner.capture.typing import plain_line
from opsdesigner.capture.whole import capture
from opsdesigner.edit.remove import remove
from opsdesigner.model import Change, Id, Link, Model, Node, Props
from opsdesigner.notation.what_if import (
    DEPUTY,
    NEVER,
    OPEN,
    QUESTIONS,
    WAY_OUT,
    Survey,
    answers,
    next_open,
    states,
    survey,
    survey_now,
    touched,
)
from tests.capture.graphs import anything

ANSWERED = """Sales: Check order
Stores: Pick goods
  ! late: Tell customer
    Wait for the answer
  ! wrong: Sales: Put it right -> Check order
  ! missing: never, it is all on the shelf
  ! away: @Purchasing
Pack goods
"""


def told(text: str) -> tuple[Model, Id]:
    model = Model()
    return model, capture(model, text).processes[0]


def step(model: Model, name: str) -> Id:
    return next(node.id for node in model.all(Node) if node.name == name)


def names(model: Model, found: Survey) -> list[str]:
    return [model[id].name for id in found.states]  # type: ignore[union-attr]


def test_a_step_tells_what_is_said_to_each_question() -> None:
    model, _ = told(ANSWERED)
    found = answers(model, step(model, "Pick goods"))
    assert [answer.question for answer in found] == list(QUESTIONS)
    assert [answer.state for answer in found] == [WAY_OUT, OPEN, OPEN, WAY_OUT, NEVER, DEPUTY]
    assert [answer.text for answer in found if answer.text] == [
        "Tell customer, Wait for the answer",
        "Put it right → Check order",
        "it is all on the shelf",
        "Purchasing",
    ]


def test_an_event_that_leads_nowhere_is_no_answer_and_any_other_timer_is_for_what_is_late() -> None:
    timer = Props(events=(Props(kind="timer"),))
    model = Model(
        [
            Node("P", "process"),
            Node("a", "task", "A", "P"),
            Node("b", "task", "B", "P"),
            Node("e", "boundaryEvent", "Wrong", "P", host="a"),
            Node("t", "boundaryEvent", "After two days", "P", host="a", props=timer),
            Link("f", "sequenceFlow", "t", "b", parent="P"),
        ]
    )
    assert states(model, "a") == (WAY_OUT, OPEN, OPEN, OPEN, OPEN, OPEN)
    with model.change("Lead on"):
        model.put(Link("g", "sequenceFlow", "e", "b", parent="P"))
    assert states(model, "a")[QUESTIONS.index("wrong")] == WAY_OUT


def test_who_stands_in_for_the_owner_stands_in_when_nobody_is_there() -> None:
    model, process = told("Sales: Check order\nStores: Pick goods\n! away: never\n")
    with model.change("Deputies"):
        for role in ("Sales", "Stores"):
            ben = model.put(Node(f"ben{role}", "person", "Ben")).id
            model.put(Link(f"d{role}", "deputy", step(model, role), ben))
    check, pick = (answers(model, step(model, name))[-1] for name in ("Check order", "Pick goods"))
    assert (check.state, check.text, check.owner) == (DEPUTY, "Ben", step(model, "Sales"))
    assert pick.state == NEVER  # what the step itself says comes first
    assert survey_now(model, process).answered == 2


def test_asked_is_what_work_goes_through_and_no_answer_asks_for_more() -> None:
    model, process = told("Sales: Check order\nIn stock?\nyes: Stores: Pick goods\nno: Order goods -> Check order\n")
    before = survey_now(model, process)
    assert (names(model, before), before.asked, before.answered) == (
        ["Check order", "Pick goods", "Order goods"],
        18,
        0,
    )
    model, process = told(ANSWERED)
    found = survey_now(model, process)
    assert names(model, found) == ["Check order", "Pick goods", "Pack goods"]  # nothing that lies on a way out
    assert (found.answered, found.asked) == (4, 18)


def test_of_a_sub_process_the_steps_are_asked_and_it_only_where_it_has_none() -> None:
    model, process = told("Check\n[subProcess] Pack\n  Weigh\n  Label\n[callActivity] Ship\n")
    assert names(model, survey_now(model, process)) == ["Check", "Ship", "Weigh", "Label"]
    with model.change("Beside"):
        model.update(step(model, "Pack"), props=Props(triggeredByEvent=True))
        model.update(step(model, "Ship"), props=Props(isForCompensation=True))
    assert names(model, survey_now(model, process)) == ["Check"]
    model, process = told("Check\n")
    with model.change("Empty"):
        model.put(Node("s", "subProcess", "Pack", process))
        model.put(Node("l1", "task", "Round", process))
        model.put(Link("l2", "sequenceFlow", "l1", "l1", parent=process))
    assert names(model, survey_now(model, process)) == [
        "Check",
        "Pack",
        "Round",
    ]  # nothing leads to the last but itself


def test_the_next_question_is_the_first_without_an_answer_round_and_round() -> None:
    answered = (NEVER,) * 6
    found = {"a": (NEVER, OPEN, OPEN, NEVER, NEVER, NEVER), "b": answered, "c": (OPEN, *answered[1:])}
    assert next_open(found) == ("a", "partial")
    assert next_open(found, "a", "partial") == ("a", "back order")
    assert next_open(found, "a", "back order") == ("c", "late")
    assert next_open(found, "c", "late") == ("a", "partial")
    assert next_open(found, "c") == ("c", "late")  # a step's own come first
    assert next_open(found, "gone", "late") == ("a", "partial")
    assert next_open({"b": answered}, "b", "late") is next_open({}) is None


QUESTION_LINES = st.sampled_from(
    ["late: Tell", "late: never", "wrong: Mend -> A", "partial: @Ben", "away: never, so", "back order: Ask", "x: Y"]
)


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from("ABC"), QUESTION_LINES), max_size=8), st.none() | anything())
def test_the_states_are_what_the_outline_says(said: list[tuple[str, str]], draft: object) -> None:
    lines = [line for name in "ABC" for line in (name, *(f"  ! {text}" for of, text in said if of == name))]
    text = "\n".join(lines) if draft is None else "\n".join(line.text for line in written(draft))  # type: ignore[arg-type]
    model = Model()
    made = capture(model, text or "A")
    for process in made.processes:
        found = _said(model, process)
        for node in list(model.all(Node)):
            if found.get(node.id) or node.id in survey_now(model, process).states:
                expected = [found.get(node.id, {}).get(question, OPEN) for question in QUESTIONS]
                assert list(states(model, node.id)) == expected, text


def _said(model: Model, process: Id) -> dict[Id, dict[str, str]]:
    """For each step, the answers in the lines of its outline."""
    lines = [line for line in outline(model, process) if line.text.strip()]
    found: dict[Id, dict[str, str]] = {}
    for at, line in enumerate(lines):
        text = line.text.lstrip()
        if text.startswith("!") and not text.startswith("!!"):
            depth = len(line.text) - len(text)
            deeper = []
            for each in lines[at + 1 :]:
                if len(each.text) - len(each.text.lstrip()) <= depth:
                    break
                deeper.append(each.text.lstrip())
            read = parse_line(plain_line(text))
            node = model[line.ids[0]]
            assert isinstance(node, Node)
            question = read.question.casefold()
            if question not in QUESTIONS:
                question = "late" if "timer" in read.words else ""
            path = read.path is not None and not (read.path.sort == JUMP and _nowhere(read.path.target))
            leads = path or any(not each.startswith(("//", "??", "!!", "=>")) for each in deeper)
            state = read.answer or (WAY_OUT if leads else "")
            mine = found.setdefault(node.host or node.parent, {})
            if question and state and (mine.get(question, OPEN) == OPEN or state == WAY_OUT):
                mine[question] = state
    return found


def _nowhere(target: object) -> bool:
    return not (getattr(target, "name", "") or getattr(target, "kind", ""))


def test_the_survey_follows_each_edit_by_what_it_touches() -> None:
    model, process = told(ANSWERED)
    kept = dict(survey_now(model, process).states)

    def follow(change: Change) -> None:
        for id in touched(model, change) & kept.keys():
            kept[id] = states(model, id)

    model.observe(follow)
    pick = step(model, "Pick goods")
    flow = next(link for link in model.all(Link) if model[link.source].kind == "boundaryEvent")  # type: ignore[union-attr]
    remove(model, {flow.id})  # what lay on the way out is a step like any other now: the survey finds it
    assert kept.items() < survey_now(model, process).states.items()
    assert kept[pick].count(OPEN) == 3
    model.undo()
    with model.change("Say no more"):
        model.remove(next(node.id for node in model.all(Node) if node.kind == "answer"))
    assert kept == survey_now(model, process).states
    assert kept[pick].count(OPEN) == 3


def test_a_survey_comes_in_pieces() -> None:
    records = [Node("P", "process"), *(Node(f"t{at}", "task", "", "P") for at in range(120))]
    found = list(survey(Model(records), "P", 50))
    assert len(found) > 3 and not any(found[:-1])
    assert isinstance(found[-1], Survey)
    assert found[-1].asked == 720
