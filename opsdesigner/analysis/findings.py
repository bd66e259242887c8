"""What stands in the way, told in sentences: steps without an owner, roles without steps, lanes that say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.model.queries import incoming, outgoing, process_of
from opsdesigner.notation.kinds import ACTIVITIES, FLOW_NODES, OWNERS
from opsdesigner.notation.organisation import boss_of, holders
from opsdesigner.notation.ownership import (
    assignments,
    counts,
    dispute_of,
    is_idle,
    letter_of,
    owned_by,
    owner_of,
)

from .finding import INFO, STOP, WARN, Finding, Findings, Fix
from .geometry import geometry
from .wording import called, listed, number_of, since

MOST_IDLE = 12  # roles without steps that are told one by one; more are told in one sentence
BREATH = 200  # records looked at between two pauses


def findings(model: Model, notes: Iterable[tuple[str, Id]] = ()) -> list[Finding]:
    """All that the checks find, in the order of the table; notes are what the file said when it was opened."""
    return [finding for finding in examine(model, notes) if finding is not None]


def examine(model: Model, notes: Iterable[tuple[str, Id]] = ()) -> Findings:
    """The same bit by bit, for as long as the model stays as it is."""
    for check in CHECKS.values():
        yield from check(model)
    for text, element in notes:
        yield Finding("file-note", INFO, (element,) if element else (), text)


def _paused(nodes: Iterable[Node]) -> Iterator[Node | None]:
    for number, node in enumerate(nodes):
        if number % BREATH == 0:
            yield None
        yield node


# who owns what


def _unowned(model: Model) -> Findings:
    """Steps of nobody, one by one; together those in lanes that stand for nobody, and all where there is no role."""
    found: list[Node] = []
    for node in _paused(model.all(Node)):
        if node is None:
            yield None
        elif node.kind in ACTIVITIES and not owner_of(model, node.id):
            found.append(node)
    waiting = [node for node in found if _lane_of(model, node)]
    if waiting:
        yield _waiting(model, waiting)
    rest = [node for node in found if not _lane_of(model, node)]
    if len(rest) > 1 and not any(node.kind in OWNERS for node in model.all(Node)):
        text = f"Nobody owns a step yet: {number_of(len(rest))} steps wait for a role."
        yield Finding("unowned-step", WARN, tuple(node.id for node in rest), text)
        return
    for node in rest:
        near = _neighbours(model, node.id)
        fixes = tuple(Fix(f"Give it to {called(model, owner)}", "give", (node.id,), owner) for owner in near)
        text = f"Nobody owns {called(model, node.id, quoted=True)}."
        yield Finding("unowned-step", WARN, (node.id,), text, fixes)


def _lane_of(model: Model, node: Node) -> Id:
    """The lane a step stands in, where it has a name and stands for nobody."""
    lane = model.get(node.lane, Node) if node.lane else None
    return lane.id if lane is not None and lane.name.strip() and not lane.resource else ""


def _waiting(model: Model, steps: list[Node]) -> Finding:
    lanes = list(dict.fromkeys(_lane_of(model, step) for step in steps))
    names = listed([called(model, lane) for lane in lanes], 3)
    many = f"{number_of(len(steps))} steps" if len(steps) > 1 else "1 step"
    which = f"The lane {names} stands for no role" if len(lanes) == 1 else f"The lanes {names} stand for no role"
    whose = "in them" if len(lanes) > 1 else "in it"
    verb = "has" if len(steps) == 1 else "have"
    text = f"{which}: {many} {whose} {verb} no owner."
    fixes = (Fix("Make roles of the lanes", "roles", tuple(lanes)),)
    return Finding("unowned-step", WARN, tuple(step.id for step in steps), text, fixes)


def _neighbours(model: Model, step: Id) -> list[Id]:
    """The owners of what comes right before and after a step."""
    ends = [flow.source for flow in incoming(model, step)] + [flow.target for flow in outgoing(model, step)]
    owners = [owner for end in ends if (owner := owner_of(model, end)) and _is_owner(model, owner)]
    return list(dict.fromkeys(owners))[:2]


def _is_owner(model: Model, id: Id) -> bool:
    node = model.get(id, Node)
    return node is not None and node.kind in OWNERS


def _disputed(model: Model) -> Findings:
    for node in _paused(model.all(Node)):
        if node is None:
            yield None
        elif node.kind in FLOW_NODES and (dispute := dispute_of(model, node.id)) is not None:
            lane, step = called(model, dispute.by_lane), called(model, dispute.by_assignment)
            text = f"The lane says {lane}, the step says {step} does {called(model, node.id, quoted=True)}."
            keep_lane = Fix(f"Keep {lane}", "keep lane", (node.id,), dispute.by_assignment)
            keep_step = Fix(f"Keep {step}", "keep step", (node.id,), dispute.by_assignment)
            can_move = _has_lane(model, node.id, dispute.by_assignment)
            fixes = (keep_step, keep_lane) if can_move else (keep_lane,)
            yield Finding("lane-disagrees", WARN, (node.id,), text, fixes)


def _has_lane(model: Model, step: Id, owner: Id) -> bool:
    """Whether the process of a step has a lane that stands for somebody."""
    process = process_of(model, step)
    lanes = (node for node in model.referrers(owner, Node, "resource") if node.kind == "lane")
    return any(process_of(model, lane.id) == process for lane in lanes)


def _idle(model: Model) -> Findings:
    if not any(node.kind in ACTIVITIES for node in model.all(Node)):
        return  # who sits where is all that is drawn yet
    found: list[Node] = []
    for node in _paused(model.all(Node)):
        if node is None:
            yield None
        elif node.kind == "role" and is_idle(model, node.id):
            found.append(node)
    if len(found) <= MOST_IDLE:
        for role in found:
            yield Finding("idle-role", INFO, (role.id,), f"{_upper(called(model, role.id))} has a part in no step.")
    else:
        text = f"{number_of(len(found))} roles have a part in no step: {listed([role.name for role in found], 3)}."
        yield Finding("idle-role", INFO, tuple(role.id for role in found), text)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# who sits where


def _vacant(model: Model) -> Findings:
    for node in _paused(model.all(Node)):
        if node is None:
            yield None
        elif node.kind == "role" and node.props.flag("vacant") and not holders(model, node.id):
            steps = [id for id in owned_by(model, node.id) if counts(model[id])]  # type: ignore[arg-type]
            if steps:
                said = since(node.props.text("vacantSince"))
                many = "1 step" if len(steps) == 1 else f"{number_of(len(steps))} steps"
                text = f"{_upper(called(model, node.id))} has {'had ' if said else ''}no holder{said} and owns {many}."
                show = "Show the step" if len(steps) == 1 else f"Show the {many}"
                yield Finding("vacant-owner", WARN, (node.id,), text, (Fix(show, "show", tuple(steps)),))


def _loops(model: Model) -> Findings:
    """Rings of bosses, each told once."""
    sound: set[Id] = set()
    for node in _paused(model.all(Node)):
        if node is None:
            yield None
        elif node.kind in OWNERS and node.id not in sound:
            path: dict[Id, None] = {}
            id = node.id
            while id and id not in path and id not in sound:
                path[id] = None
                id = boss_of(model, id)
            sound.update(path)
            if id in path:
                ring = list(path)[list(path).index(id) :]
                names = listed([called(model, each) for each in ring], 4)
                text = f"{_upper(names)} report to each other in a circle; nobody is at the top."
                fixes = (Fix(f"Put {called(model, ring[0])} at the top", "top", (ring[0],)),)
                yield Finding("org-loop", STOP, tuple(ring), text, fixes)


# letters


def _letters(model: Model) -> Findings:
    """Two who answer for a step; nobody who does, in a process where that is said of half the steps at least."""
    silent: dict[Id, list[Node]] = {}
    said: Counter[Id] = Counter()
    if not any(link.kind == "assignment" and letter_of(link) == "A" for link in model.all(Link)):
        return
    for node in _paused(model.all(Node)):
        if node is None:
            yield None
        elif node.kind in ACTIVITIES:
            answering = answering_for(model, node.id)
            if answering:
                said[process_of(model, node.id)] += 1
            else:
                silent.setdefault(process_of(model, node.id), []).append(node)
            if len(answering) > 1:
                yield _two_answer(model, node, answering)
    for process, steps in silent.items():
        if said[process] >= len(steps):
            for node in steps:
                text = f"Nobody answers for {called(model, node.id, quoted=True)}."
                yield Finding("raci", INFO, (node.id,), text)


def answering_for(model: Model, step: Id) -> list[Id]:
    """Who is accountable for a step, in the order of the file."""
    links = [link for link in assignments(model, step) if letter_of(link) == "A"]
    return list(dict.fromkeys(link.source for link in links))


def _two_answer(model: Model, node: Node, who: list[Id]) -> Finding:
    names = [called(model, each) for each in who]
    many = "Two" if len(who) == 2 else number_of(len(who))
    text = f"{many} answer for {called(model, node.id, quoted=True)}: {listed(names, 4)}."
    fixes = tuple(Fix(f"Keep {name}", "keep one", (node.id,), id) for name, id in zip(names[:3], who, strict=False))
    return Finding("raci", WARN, (node.id,), text, fixes)


CHECKS: dict[str, Callable[[Model], Findings]] = {
    "org-loop": _loops,
    "lane-disagrees": _disputed,
    "unowned-step": _unowned,
    "vacant-owner": _vacant,
    "raci": _letters,
    "idle-role": _idle,
    "geometry": geometry,
}
NAMES = (*CHECKS, "file-note")
