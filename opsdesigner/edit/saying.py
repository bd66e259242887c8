"""The first name of something just made, understood as it is said: `Sales: Check order`, `In stock?`, `yes: Pick`."""

from __future__ import annotations

import re
from typing import NamedTuple

from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.model.geometry import box_of, centre
from opsdesigner.model.queries import incoming, shape_of
from opsdesigner.notation.kinds import FLOW_NODES, OWNERS
from opsdesigner.notation.looks import is_upright
from opsdesigner.notation.organisation import code_of, named
from opsdesigner.notation.ownership import first_responsible, owner_of
from opsdesigner.notation.variants import VARIANTS

from . import lanes
from .arrange import nudge
from .assigning import assign, stand_for
from .contents import pool_shape
from .convert import change_type
from .handover import hand_to, leaves
from .labels import rename
from .lane_for import new_owner
from .naming_roles import lane_for
from .sheet import Sheet

PREFIX = re.compile(r"\s*@?\s*([^:\n]{1,60}?)\s*:(?:\s+|$)(.*)", re.DOTALL)
QUOTED = re.compile(r'\s*["“„](.*)["”“]\s*', re.DOTALL)
END = re.compile(r"end(?::\s*|\s*$)(.*)", re.DOTALL)
ANSWERS = (  # no roles
    *("yes", "no", "ja", "nein", "oui", "non", "si", "sí", "sì", "sim", "não", "tak", "nie", "да", "нет"),
    *("else", "otherwise", "sonst", "sinon"),
)
LEAST = 2  # letters that may stand for the one role they begin


class Said(NamedTuple):
    """What is said of a new step: who does it ("" for nobody named), what it is, what it is called."""

    role: str
    variant: str
    name: str


def understood(text: str) -> Said:
    """A line taken apart: the role before a colon, `?` at the end, `end`; in quotation marks nothing counts."""
    if (plain := QUOTED.fullmatch(text)) is not None:
        return Said("", "task", plain[1].strip())
    role, rest = split_prefix(text)
    if (end := END.fullmatch(text.strip())) is not None:
        return Said("", "endEvent", end[1].strip())
    if (end := END.fullmatch(rest)) is not None:
        return Said(role, "endEvent", end[1].strip())
    if (plain := QUOTED.fullmatch(rest)) is not None:
        return Said(role, "task", plain[1].strip())
    return Said(role, "exclusiveGateway" if rest.endswith(("?", "？")) else "task", rest)


def split_prefix(text: str) -> tuple[str, str]:
    """What stands before the first colon that a blank follows, and the rest; "" and all where there is none."""
    found = PREFIX.fullmatch(text)
    if found is None or found[1].isdigit() or found[1] == "end":
        return "", text.strip()
    return " ".join(found[1].split()), found[2].strip()


def say(model: Model, shape_id: Id, text: str, turns: bool = True) -> None:
    """Gives a new step its first name and what else is said with it: its owner, and what it is if it `turns`.

    Without a role it is whose the step before it is, where no lane says so. Raises Refusal.
    """
    shape = model.get(shape_id, Shape)
    node = model.get(shape.node, Node) if shape else None
    if shape is None or node is None or node.kind not in FLOW_NODES:
        rename(model, shape_id, text)
        return
    said = understood(text)
    if not turns and said.variant != "task":
        said = Said(split_prefix(text)[0], "task", split_prefix(text)[1])
    if said.role.casefold() in ANSWERS or (said.role and not said.name and said.variant == "task"):
        said = Said("", "task", text.strip())
    with model.change("Rename"):
        if turns and said.variant != "task" and node.kind == "task":
            _turn(model, shape, said.variant)
        rename(model, shape_id, said.name)
        if said.role:
            _give(model, shape_id, said.role)
        elif not owner_of(model, node.id) and (before := _owner_before(model, node.id)):
            assign(model, [shape_id], before)


def say_answer(model: Model, edge: Id, step: Id, text: str) -> bool:
    """Names the flow that leads from a decision to a new step; whether the step was named with it (`yes: Pick`)."""
    answer, rest = split_prefix(text)
    if not answer or not rest:
        rename(model, edge, text.strip().removesuffix(":").rstrip())
        return False
    with model.change("Rename"):
        rename(model, edge, answer)
        say(model, step, rest)
    return True


def role_of(model: Model, said: str) -> Id:
    """The role or unit of a name, of its two letters, or the only one that begins so; "" for a new one."""
    if (known := named(model, said)) is not None:
        return known.id
    plain = said.casefold()
    owners = [node for node in model.all(Node) if node.kind in OWNERS]
    by_code = [node.id for node in owners if code_of(model, node).casefold() == plain]
    if len(by_code) == 1:
        return by_code[0]
    begun = [node.id for node in owners if node.name.casefold().startswith(plain)] if len(plain) >= LEAST else []
    return begun[0] if len(begun) == 1 else ""


def _turn(model: Model, shape: Shape, variant: str) -> None:
    """Makes a step something smaller, at the same distance from what it follows."""
    change_type(model, [shape.id], VARIANTS[variant])
    node, now = model.get(shape.node, Node), model.get(shape.id, Shape)
    flow = next(iter(incoming(model, shape.node)), None)
    before = shape_of(model, flow.source, shape.diagram) if flow is not None else None
    if node is None or now is None or before is None:
        return
    lane = shape_of(model, node.lane, shape.diagram)
    axis = 1 if lane is not None and is_upright(lane.props) else 0
    if centre(box_of(before))[1 - axis] != centre(box_of(now))[1 - axis]:
        return
    by = box_of(shape)[axis] - box_of(now)[axis]
    nudge(model, [shape.id], *((by, 0.0) if axis == 0 else (0.0, by)))


def _owner_before(model: Model, node: Id) -> Id:
    """Who is responsible, by assignment, for what leads to a node."""
    return next((owner for flow in incoming(model, node) if (owner := first_responsible(model, flow.source))), "")


def _give(model: Model, shape_id: Id, said: str) -> None:
    """Makes a step a role's: in a pool with lanes by the role's lane, new where it has none, else by assignment."""
    shape = model.get(shape_id, Shape)
    node = model.get(shape.node, Node) if shape else None
    assert shape is not None and node is not None
    role = role_of(model, said)
    lane = shape_of(model, node.lane, shape.diagram)
    if lane is None:
        if not role:
            new_owner(model, [shape_id], said)
        elif owner_of(model, node.id) != role:
            assign(model, [shape_id], role)
        return
    if not role:
        role = new_owner(model, [], said)
    goal = lane_of_role(model, lane, role)
    if goal.node != node.lane:
        hand_to(model, [shape_id], goal)


def lane_of_role(model: Model, lane: Shape, role: Id) -> Shape:
    """The innermost lane of a role in the pool of a lane; a new one at the foot where it has none. Inside a change."""
    frame = pool_shape(Sheet(model, lane.diagram), lane)
    bands = [node for each in leaves(model, frame) if (node := model.get(each.node, Node)) is not None]
    known = lane_for(model, bands, role)
    found = shape_of(model, known.id, lane.diagram) if known is not None else None
    if found is None:
        found = model.get(lanes.add(model, frame.id, "after"), Shape)
        assert found is not None
    if owner_of(model, found.node) != role:
        stand_for(model, found.node, role)
    return found
