"""Named questions to a document, each answered by rows that read alike on paper, in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.model.queries import process_of, title
from opsdesigner.notation.kinds import RESOURCES
from opsdesigner.notation.organisation import units_of
from opsdesigner.notation.ownership import counts, disputes, idle, owner_of, unowned
from opsdesigner.notation.what_if import DEPUTY, NEVER, OPEN, WAY_OUT, Answer, answers, survey_now
from opsdesigner.notation.what_if import QUESTIONS as SIX

from .handovers import HandOver, hand_overs
from .order import along_the_flow, process_name, processes
from .raci import raci
from .role_card import Duty, role_card

Row = dict[str, object]
Rows = list[Row]


class Question(NamedTuple):
    """What can be asked by name; `about` says what is to be named after it, "" for nothing."""

    id: str
    summary: str
    answer: Callable[[Model, str], Rows]
    about: str = ""


class Unknown(Exception):
    """Nothing of that name is in the document; its text says so in one sentence."""


def ask(model: Model, question: str, name: str = "") -> Rows:
    """The answer to a question of the table. Raises Unknown where it names what is not there."""
    return QUESTIONS[question].answer(model, name)


def _name(model: Model, id: Id) -> str:
    return " ".join(title(model, id).split())


def _process(model: Model, id: Id) -> str:
    return process_name(model, process_of(model, id))


def _steps(model: Model) -> Iterable[Node]:
    """The steps and named decisions of all processes, along the flow of each."""
    for process in processes(model):
        yield from (node for node in along_the_flow(model, process.id) if counts(node))


def _owners(model: Model, _: str) -> Rows:
    found: Rows = []
    for node in _steps(model):
        owner = owner_of(model, node.id)
        found.append(
            {
                "process": _process(model, node.id),
                "step": _name(model, node.id),
                "owner": _name(model, owner),
                "unit": _name(model, next(iter(units_of(model, owner)), "")),
                "id": node.id,
                "ownerId": owner,
            }
        )
    return found


def _raci(model: Model, _: str) -> Rows:
    found: Rows = []
    for process in processes(model):
        grid = raci(model, process.id)
        for step in grid.steps:
            letters = {id: said for id in grid.resources if (said := grid.at(id, step))}
            row: Row = {"process": process_name(model, process.id), "step": _name(model, step)}
            for letter in "RACI":
                row[letter] = [_name(model, id) for id, said in letters.items() if letter in said]
            found.append({**row, "id": step})
    return found


def _handoffs(model: Model, _: str) -> Rows:
    return [_passed(model, each) for each in hand_overs(model)]


def _passed(model: Model, each: HandOver) -> Row:
    link = model.get(each.flow, Link)
    source, target = (link.source, link.target) if link is not None else ("", "")
    return {
        "from": _name(model, each.giver),
        "to": _name(model, each.taker),
        "what": _name(model, each.flow),
        "after": _name(model, source),
        "before": _name(model, target),
        "process": _process(model, source),
        "id": each.flow,
    }


def _role(model: Model, name: str) -> Rows:
    """One row of all about a role, unit or person; found by id, else by name."""
    node = find_resource(model, name)
    card = role_card(model, node.id)
    return [
        {
            "role": _name(model, node.id),
            "holders": [_name(model, id) for id in card.holders],
            "deputies": [_name(model, id) for id in card.deputies],
            "reportsTo": _name(model, card.boss),
            "reports": [_name(model, id) for id in card.reports],
            "units": [_name(model, id) for id in card.units],
            "owns": [_duty(model, duty) for duty in card.owns],
            "takesPart": [_duty(model, duty) for duty in card.takes_part],
            "receives": [_passed(model, each) for each in card.receives],
            "handsOn": [_passed(model, each) for each in card.hands_on],
            "id": node.id,
        }
    ]


def find_resource(model: Model, name: str) -> Node:
    """The role, unit or person of this id or name, letters large or small. Raises Unknown."""
    node = model.get(name, Node)
    if node is not None and node.kind in RESOURCES:
        return node
    plain = " ".join(name.split()).casefold()
    found = [each for each in model.all(Node) if each.kind in RESOURCES and _plain(each) == plain]
    if not found:
        raise Unknown(f"Nobody called “{name}” is in this file.")
    return min(found, key=lambda each: RESOURCES.index(each.kind))


def _plain(node: Node) -> str:
    return " ".join(node.name.split()).casefold()


def _duty(model: Model, duty: Duty) -> Row:
    return {
        "step": _name(model, duty.step),
        "letter": duty.letter,
        "process": duty.process_name,
        "id": duty.step,
    }


def _unowned(model: Model, _: str) -> Rows:
    return [
        {"process": _process(model, node.id), "step": _name(model, node.id), "id": node.id} for node in unowned(model)
    ]


def _idle(model: Model, _: str) -> Rows:
    return [
        {"role": _name(model, node.id), "unit": _name(model, next(iter(units_of(model, node.id)), "")), "id": node.id}
        for node in idle(model)
    ]


def _disagreements(model: Model, _: str) -> Rows:
    return [
        {
            "process": _process(model, each.step),
            "step": _name(model, each.step),
            "lane": _name(model, each.by_lane),
            "assigned": _name(model, each.by_assignment),
            "id": each.step,
        }
        for each in disputes(model)
    ]


def _exceptions(model: Model, _: str) -> Rows:
    """Of each step that is asked, what happens when it is late and the like; "" for what nobody has asked yet."""
    return [
        {
            "process": process_name(model, process.id),
            "step": _name(model, step),
            "answered": len(SIX) - found.count(OPEN),
            **{answer.question: _told(answer) for answer in answers(model, step)},
            "id": step,
        }
        for process in processes(model)
        for step, found in survey_now(model, process.id).states.items()
    ]


def _told(answer: Answer) -> str:
    forms = {WAY_OUT: "{}", DEPUTY: "{} stands in", NEVER: "does not happen"}
    said = forms.get(answer.state, "").format(answer.text or "a way out")
    return f"{said}: {answer.text}" if answer.state == NEVER and answer.text else said


QUESTIONS = {
    row.id: row
    for row in (
        Question("owners", "who owns each step", _owners),
        Question("raci", "who does, answers for, is asked about, is told of each step", _raci),
        Question("handoffs", "every flow that leads from one owner to another", _handoffs),
        Question("role", "all about one role, unit or person", _role, "the role"),
        Question("unowned", "steps that nobody owns", _unowned),
        Question("idle", "roles that have a part in no step", _idle),
        Question("exceptions", "what happens at each step when it is late, partial and so on", _exceptions),
        Question("disagreements", "steps whose lane says one owner and whose assignment another", _disagreements),
    )
}


def as_lines(rows: Rows) -> list[str]:
    """The rows with a tab between their cells and the titles above them; of one row alone a line for each fact."""
    shown = [{name: _cell(value) for name, value in row.items() if name not in ("id", "ownerId")} for row in rows]
    if not shown:
        return []
    return ["\t".join(shown[0]), *("\t".join(row.values()) for row in shown)]


def card_lines(rows: Rows) -> list[str]:
    """One row as a list of facts; what says nothing is left out."""
    return [f"{name}\t{_cell(value)}" for row in rows for name, value in row.items() if value and name != "id"]


def _cell(value: object) -> str:
    """A fact in one line."""
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    if isinstance(value, dict):
        if "step" in value:
            return " ".join(
                filter(None, (str(value["step"]), f"({value['letter']})" if value["letter"] != "R" else ""))
            )
        return f"{value['after'] or value['from']} → {value['before'] or value['to']}"
    return str(value)
