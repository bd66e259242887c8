"""The six questions asked of a step, what happens when it is late and the like: the answers, and how many there are.

A question is answered by an event on the edge of the step that leads somewhere, by a deputy, or by "does not happen".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from opsdesigner.model import Change, Id, Link, Model, Node
from opsdesigner.model.queries import boundary_events, children, incoming, outgoing, title

from .kinds import ACTIVITIES, FLOW_NODES, SUB_PROCESSES
from .organisation import deputies
from .ownership import owner_of

QUESTIONS = ("late", "partial", "back order", "wrong", "missing", "away")
OPEN, WAY_OUT, DEPUTY, NEVER = "open", "way out", "deputy", "never"
AWAY = QUESTIONS.index("away")
FAR, TO = 4, "→ "  # steps of a way out that are told; before what it leads back or on to


class Answer(NamedTuple):
    """What is said to one question. `text`: where the way out leads, who the deputy is, or why it does not happen."""

    question: str
    state: str = OPEN
    text: str = ""
    id: Id = ""  # the event or answer that says it; "" where a deputy of the owner's does
    owner: Id = ""  # whose deputy it is, where the step itself names none


@dataclass(frozen=True)
class Survey:
    """The steps of a process that are asked, in the order of its flows, each with the states of its six answers."""

    states: dict[Id, tuple[str, ...]]

    @property
    def asked(self) -> int:
        """How many questions there are."""
        return len(QUESTIONS) * len(self.states)

    @cached_property  # asked with every letter of a line
    def answered(self) -> int:
        """How many of them have an answer."""
        return self.asked - sum(states.count(OPEN) for states in self.states.values())


# one step


def can_be_asked(model: Model, step: Id) -> bool:
    """Whether the questions make sense of a node: it is a step, of whatever kind."""
    node = model.get(step, Node)
    return node is not None and node.kind in ACTIVITIES


def answers(model: Model, step: Id) -> tuple[Answer, ...]:
    """What is said to each of the six questions, in their order. Of several ways out the oldest is told."""
    found: dict[str, Answer] = {}
    for event in _oldest_first(model, boundary_events(model, step)):
        question = question_of(event)
        if question and question not in found and outgoing(model, event.id):
            found[question] = Answer(question, WAY_OUT, _way(model, event.id), event.id)
    said = [node for node in model.referrers(step, Node, "parent") if node.kind == "answer"]
    for node in _oldest_first(model, said):
        question, state, text = _plain(node.name), node.props.text("answer"), node.props.text("why")
        if state == DEPUTY:
            text = _named(model, node.resource)
        if question in QUESTIONS and question not in found and (state == NEVER or (state == DEPUTY and text)):
            found[question] = Answer(question, state, text, node.id)
    owner = owner_of(model, step) if QUESTIONS[AWAY] not in found else ""
    if owner and (names := [name for node in deputies(model, owner) if (name := _named(model, node.id))]):
        found[QUESTIONS[AWAY]] = Answer(QUESTIONS[AWAY], DEPUTY, ", ".join(names), owner=owner)
    return tuple(found.get(question) or Answer(question) for question in QUESTIONS)


def states(model: Model, step: Id) -> tuple[str, ...]:
    """How the six questions stand, in their order."""
    return tuple(answer.state for answer in answers(model, step))


def question_of(event: Node) -> str:
    """The question that an event on the edge of a step answers, "" for none: by its name; any other timer is late."""
    if (name := _plain(event.name)) in QUESTIONS:
        return name
    timed = any(bag.text("kind") == "timer" for bag in event.props.bags("events"))
    return QUESTIONS[0] if timed else ""


def said_to(model: Model, step: Id, question: str) -> list[Node]:
    """All events and answers of a step that say something to a question, an event that leads nowhere included."""
    events = [event for event in boundary_events(model, step) if question_of(event) == question]
    said = (node for node in model.referrers(step, Node, "parent") if node.kind == "answer")
    return _oldest_first(model, [*events, *(node for node in said if _plain(node.name) == question)])


def way_out(model: Model, event: Id) -> Iterator[tuple[Id, bool]]:
    """What an event leads to until that parts or ends, each with whether other ways lead there as well, too."""
    seen = {event}
    flows, joined = outgoing(model, event), False
    while len(flows) == 1 and (at := flows[0].target) not in seen:
        seen.add(at)
        joined = joined or len(incoming(model, at)) > 1
        yield at, joined
        flows = outgoing(model, at)


def _way(model: Model, event: Id) -> str:
    """The names along a way out, the last one that of what other ways lead to as well."""
    names: list[str] = []
    for at, joined in way_out(model, event):
        if name := _named(model, at):
            names.append(f"{TO}{name}" if joined else name)
            if joined or len(names) == FAR:
                break
    return ", ".join(names).replace(f", {TO}", f" {TO}")


def _named(model: Model, id: Id) -> str:
    return " ".join(title(model, id).split())


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _oldest_first(model: Model, nodes: Sequence[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: model.seniority(node.id)) if len(nodes) > 1 else list(nodes)


# one process


def survey(model: Model, process: Id, each: int = 50) -> Iterator[Survey | None]:
    """Looks a process through in pieces: None after every so many steps, the survey at the end.

    Asked are the steps that work goes through: neither a sub-process that has steps of its own, which are asked
    instead, nor what lies on a way out itself, nor what undoes another step. The model must stay as it is.
    """
    found: dict[Id, tuple[str, ...]] = {}
    pending, seen = [process], {process}
    while pending:
        worked: list[Node] = []
        for _ in _walk(model, pending.pop(0), worked, each):
            yield None
        for at, node in enumerate(worked):
            if node.kind in SUB_PROCESSES and any(inner.kind in FLOW_NODES for inner in children(model, node.id)):
                if node.id not in seen:
                    seen.add(node.id)
                    pending.append(node.id)
            elif node.kind in ACTIVITIES:
                found[node.id] = states(model, node.id)
            if at % each == 0:
                yield None
    yield Survey(found)


def survey_now(model: Model, process: Id) -> Survey:
    """The same at once."""
    return next(found for found in survey(model, process) if found is not None)


def touched(model: Model, change: Change) -> set[Id]:
    """The steps that a change may have answered a question of, or taken an answer from."""
    found: set[Id] = set()
    for pair in change.records.values():
        for record in pair:
            if type(record) is Node and record.kind in ("boundaryEvent", "answer"):
                found.add(record.host if record.kind == "boundaryEvent" else record.parent)
            elif type(record) is Link and record.kind == "sequenceFlow":
                source = model.get(record.source, Node)
                if source is not None and source.kind == "boundaryEvent":
                    found.add(source.host)
    return found


def next_open(states: Mapping[Id, Sequence[str]], step: Id = "", question: str = "") -> tuple[Id, str] | None:
    """The next question without an answer after one of a step, round and round; the step's first without a question."""
    steps = list(states)
    begin = steps.index(step) * len(QUESTIONS) if step in states else 0
    if step in states and question in QUESTIONS:
        begin += QUESTIONS.index(question) + 1
    count = len(steps) * len(QUESTIONS)
    for at in range(begin, begin + count):
        which, number = divmod(at % count, len(QUESTIONS))
        if states[steps[which]][number] == OPEN:
            return steps[which], QUESTIONS[number]
    return None


def _walk(model: Model, home: Id, worked: list[Node], each: int) -> Iterator[None]:
    """Collects what work goes through in a process or sub-process, in the order of the flows, in pieces."""
    nodes = [node for node in children(model, home) if node.kind in FLOW_NODES and not _apart(node)]
    known = {node.id: node for node in _oldest_first(model, nodes)}
    events = [id for id, node in known.items() if node.kind == "boundaryEvent"]
    starts = [id for id, node in known.items() if node.kind != "boundaryEvent" and not incoming(model, id)]
    passed: dict[Id, None] = {}
    ways_out: dict[Id, None] = {}
    yield None
    yield from _reach(model, starts, known, passed, each)
    yield from _reach(model, events, known, ways_out, each)
    worked += (known[id] for id in (*passed, *(id for id in known if id not in passed and id not in ways_out)))


def _apart(node: Node) -> bool:
    """Whether work comes to a node only when something happens beside it."""
    return node.props.flag("triggeredByEvent") or node.props.flag("isForCompensation")


def _reach(
    model: Model, begin: Iterable[Id], known: Mapping[Id, Node], found: dict[Id, None], each: int
) -> Iterator[None]:
    """Collects what the flows lead to from each of these, the nearest first, with where they begin."""
    for start in begin:
        found[start] = None
        for id in (queue := [start]):
            for flow in model.referrers(id, Link, "source"):
                if flow.kind == "sequenceFlow" and flow.target in known and flow.target not in found:
                    found[flow.target] = None
                    queue.append(flow.target)
            if len(queue) % each == 0:
                yield None
