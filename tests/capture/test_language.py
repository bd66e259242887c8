"""Each row of the language, and each small rule."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pytest

from opsdesigner.capture.draft import Draft
from opsdesigner.capture.line import LONGEST, Misread, parse_line
from opsdesigner.capture.outline import written
from opsdesigner.capture.typing import plain_line, typed
from opsdesigner.capture.whole import Unreadable, read_text

MARKS = {"exclusiveGateway": "x", "parallelGateway": "+", "startEvent": "o", "endEvent": "."}
HELP = Path(__file__).parents[2] / "resources/help/capture.md"


def draft(text: str) -> Draft:
    numbers = count()
    (made,) = read_text(text, fresh=lambda kind: f"{kind}{next(numbers)}")
    return made


def flows(made: Draft) -> set[str]:
    """Who leads to whom, with the label of the flow: `In stock? -yes> Pick`."""

    def name(id: str) -> str:
        item = made.items[id]
        return (
            item.name
            or {"exclusiveGateway": "x", "parallelGateway": "+", "startEvent": "o", "endEvent": "."}[item.kind]
        )

    return {f"{name(f.source)} -{f.label}> {name(f.target)}" for f in made.flows.values()}


def roles(made: Draft) -> dict[str, str]:
    return {item.name: item.role for item in made.items.values() if item.name}


def test_steps_follow_each_other_and_the_role_sticks() -> None:
    made = draft("Sales: Check order\nConfirm\nStores: Pick")
    assert flows(made) == {"o -> Check order", "Check order -> Confirm", "Confirm -> Pick"}
    assert roles(made) == {"Check order": "Sales", "Confirm": "Sales", "Pick": "Stores"}


def test_what_leads_to_the_first_role_belongs_to_it() -> None:
    made = draft("when Order arrives\nSales: Check order")
    assert roles(made) == {"Order arrives": "Sales", "Check order": "Sales"}


DECISION = {"o -> A", "A -> Q?", "Q? -yes> B", "Q? -no> C", "B -> x", "C -> x", "x -> D"}


@pytest.mark.parametrize(
    "text",
    [
        "A\nQ?\nyes: B\nno: C\n\nD",
        "A\nQ?\n  yes: B\n  no: C\nD",
        "A\nQ?\n\tyes:\n\t\tB\n\tno: C\nD",
        "1. A\n2. Q?\n  2.1) yes: B\n  2.2) no: C\n3. D",
        "• A\n• Q?\n   • yes: B\n   • no: C\n• D",
        "  A\r\n  Q ?\r\n  yes:B\r\n  no:C\r\n\r\n  D".replace("Q ?", "Q?"),
        "A\nQ?\n\u00a0\u00a0yes: B\n\u00a0\u00a0no: C\nD",
        "- A\n- Q?\n  - yes: B\n  - no: C\n- D",
    ],
)
def test_a_decision_however_it_is_typed(text: str) -> None:
    assert flows(draft(text)) == DECISION


def test_a_decision_with_one_branch_gets_a_second_one_straight_on() -> None:
    made = draft("Q?\nyes: B\n\nD")
    assert flows(made) == {"o -> Q?", "Q? -yes> B", "B -> x", "Q? -> x", "x -> D"}


def test_a_label_belongs_to_the_innermost_decision_that_lacks_it() -> None:
    made = draft("Q?\nyes: R?\nyes: A\nno: B\nno: C")
    assert flows(made) == {"o -> Q?", "Q? -yes> R?", "R? -yes> A", "R? -no> B", "Q? -no> C"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Q?\nyes: A\nStores: B\nno: C", {"yes", "no"}),  # a new name in capitals beside small labels is a role
        ("Q?\nYes: A\nStores: B\nNo: C", {"Yes", "No"}),
        ("Q?\n  ja: A\n    Lager: B\n  teils: C", {"ja", "teils"}),
        ("Q?\nLarge: A\nSmall: B", {"Large", "Small"}),
        ("Q?\nStores: A\nno: B", {"Stores", "no"}),  # what comes first after a decision is a label
        ("Q?\nyes: A\nin stock: B", {"yes", "in stock"}),
        ("Q?\nyes: A\n-Stores: B", {"yes", "Stores"}),
        ("Q?\nyes: R?\nBig: A\nsmall: B", {"yes", "Big", "small"}),
        ("Q?\n90: A\nStores: B", {"", "Stores"}),
    ],
)
def test_a_prefix_under_a_decision_is_a_label_or_a_role(text: str, labels: set[str]) -> None:
    made = draft(text)
    gates = [item.id for item in made.items.values() if item.kind == "exclusiveGateway" and item.name]
    assert {flow.label for gate in gates for flow in made.out_of(gate)} == labels


@pytest.mark.parametrize("label", ["Partly", "Größer", "no"])
def test_labels_in_capitals_beside_small_ones_are_printed_as_labels(label: str) -> None:
    made = draft(f"Q?\nyes: A\n-{label}: B")
    (again,) = read_text("#\n" + "\n".join(line.text for line in written(made)))
    assert sorted(flow.label for flow in again.flows.values()) == sorted(["", "yes", label])


def test_parallel_work_joins() -> None:
    made = draft("A\n+ Stores: B\nC\n+ Office: D\n\nE")
    assert flows(made) == {"o -> A", "A -> +", "+ -> B", "B -> C", "C -> +", "+ -> D", "D -> +", "+ -> E"}
    assert roles(made)["D"] == "Office"


@pytest.mark.parametrize("arrow", ["->", "→", "-->", "–>", "->  "])
def test_arrows_lead_back_through_a_gateway(arrow: str) -> None:
    made = draft(f"A\nQ?\nno: B {arrow} A\nyes: C")
    assert flows(made) == {"o -> x", "x -> A", "A -> Q?", "Q? -no> B", "B -> x", "Q? -yes> C"}


def test_arrows_lead_on_to_what_comes_later_and_straight() -> None:
    assert flows(draft("Q?\n  yes: -> C\n  no: B\nC")) == {"o -> Q?", "Q? -no> B", "Q? -yes> x", "B -> x", "x -> C"}
    assert "Q? -yes> C" in flows(draft("Q?\n  yes: ->> C\n  no: B\nC"))


def test_exceptions_change_neither_the_step_nor_the_role() -> None:
    made = draft("Sales: A\n! late: Office: Tell\n! wrong: B -> A\n! missing: never, all here\n! away: @Anna\nC")
    assert {"late -> Tell", "Tell -> .", "wrong -> B", "B -> x", "A -> C"} <= flows(made)
    events = {item.name: item.words for item in made.items.values() if item.host}
    assert events == {"late": ("timer", "goesOn"), "wrong": ("conditional",)}
    assert roles(made)["C"] == "Sales" and roles(made)["Tell"] == "Office"
    assert [(each.kind, each.question, each.text) for each in made.remarks.values()] == [
        ("never", "missing", "all here"),
        ("deputy", "away", "Anna"),
    ]


def test_tokens_and_shares() -> None:
    made = draft("when Order arrives x200/day\nA ~10m w1d\nQ?\nyes: B 30%\nno: C")
    items = {item.name: item for item in made.items.values()}
    assert items["Order arrives"].volume == "200/P1D"
    assert (items["A"].work, items["A"].wait) == ("PT10M", "P1D")
    assert [flow.portion for flow in made.flows.values() if flow.label] == ["30", ""]


def test_ends_results_and_events() -> None:
    made = draft("every Monday\nSend invoice\nsend Invoice\nwait 2 days\nreceive Payment\nend: Done\n=> All paid")
    kinds = [(item.kind, item.name, item.words) for item in made.items.values()]
    assert kinds == [
        ("startEvent", "Every Monday", ("timer",)),
        ("task", "Send invoice", ()),
        ("intermediateThrowEvent", "Invoice", ("message",)),
        ("intermediateCatchEvent", "2 days", ("timer",)),
        ("intermediateCatchEvent", "Payment", ("message",)),
        ("endEvent", "Done", ()),
    ]
    assert [(each.kind, each.text) for each in made.remarks.values()] == [("result", "All paid")]


def test_quotation_marks_make_plain_names() -> None:
    for quoted in ('"send: it?"', "“send: it?”", "„send: it?“", "«send: it?»"):
        (step,) = [item for item in draft(f"Sales: {quoted}").items.values() if item.kind == "task"]
        assert (step.name, step.role) == ("send: it?", "Sales")


def test_brackets_name_kinds_and_sub_processes_hold_what_is_indented() -> None:
    made = draft("A\n[subProcess] Pack\n  Wrap\n  Weigh\n! late: Shout\nB")
    parents = {item.name: made.items[item.parent].name for item in made.items.values() if item.parent}
    assert parents == {"Wrap": "Pack", "Weigh": "Pack"}
    assert {"Wrap -> Weigh", "A -> Pack", "Pack -> B", "late -> Shout"} <= flows(made)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("A\n-> Chekc", 2, "no step is called"),
        ("Check order\n-> Chek order", 2, "did you mean “Check order”?"),
        ("A\nyes:", 2, "needs an open decision"),
        ("A\nyes: B", 2, "needs an open decision"),
        ("A\n" + "r" * 300 + ": B", 2, f"{LONGEST} letters at most"),
        ("A ~10x", 1, "write ~10m, ~2h or ~1d"),
        ("A\nB 30%", 2, "first line of a branch"),
        ("! late: B", 1, "needs a step before it"),
        ("[usrtask] A", 1, "did you mean [userTask]?"),
        ("A\n[endEvent what] B", 2, "“what” says nothing"),
        ("A\n! late", 2, "name the exception"),
        ("A\n! late:", 2, "say what is done"),
        ("wait", 1, "after “wait” say what for"),
        ("Q?\n  yes: A\n  yes: B", 3, "has a branch “yes” already"),
        ("A\nSales:", 2, "say what Sales does"),
        ("//", 1, "write what is to be kept in mind"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_text(text)
    assert told.value.misread[0].line == line and said in told.value.misread[0].message


def test_columns_point_at_what_is_meant() -> None:
    with pytest.raises(Misread) as told:
        parse_line(plain_line("  1. Sales: Check ~10x", 7))
    assert (told.value.line, told.value.column) == (7, 19)


def test_all_wrong_lines_are_told() -> None:
    with pytest.raises(Unreadable) as told:
        read_text("A ~1x\nB\n-> Nowhere at all\n! late")
    assert [each.line for each in told.value.misread] == [1, 3, 4]


def test_what_indents_all_lines_indents_none() -> None:
    assert [line.indent for line in typed("  A\n\n    B\n  C")] == [0, 0, 2, 0]


EXAMPLES = re.findall(r"```\n(.*?)```", HELP.read_text("utf-8"), re.S)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_is_understood_and_printed_again(example: str) -> None:
    for made in read_text(example):
        text = "\n".join(line.text for line in written(made))
        (again,) = read_text("#\n" + text)
        assert flows_by_kind(again) == flows_by_kind(made)
        assert "\n".join(line.text for line in written(again)) == text


def flows_by_kind(made: Draft) -> list[tuple[str, str, str, str, str]]:
    items = made.items
    return sorted(
        (items[f.source].kind, items[f.source].name, f.label, items[f.target].kind, items[f.target].name)
        for f in made.flows.values()
    )
