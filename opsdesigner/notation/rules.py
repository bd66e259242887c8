"""What may join, contain and carry what, as tables; every "no" has its reason. Answers never change anything."""

from __future__ import annotations

from typing import NamedTuple

from .events import DEFINITIONS, START
from .kinds import KINDS, ORG_CHART, OWNERS


class End(NamedTuple):
    """All the rules need to know of one end of a link."""

    kind: str
    scope: str = ""  # id of the process or sub-process it lies in
    pool: str = ""  # id of its pool (of itself, for a pool); "" where there is none
    event_sub: bool = False  # a sub-process started by an event
    definitions: tuple[str, ...] = ()  # of an event: "message", "compensate", "link", …
    compensates: bool = False  # a step that is for compensation
    id: str = ""

    @property
    def family(self) -> str:
        return KINDS[self.kind].family


class Answer(NamedTuple):
    """The kind of link (or the place) that is allowed, or "" and the reason why none is."""

    kind: str
    reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind)


FLOWING_OUT = ("step", "gateway", "start", "event", "boundary")
FLOWING_IN = ("step", "gateway", "event", "end")
SPEAKING = ("step", "event", "end", "pool")
HEARING = ("step", "event", "start", "boundary", "pool")
NOTED = ("step", "gateway", "start", "event", "boundary", "end", "data", "store", "pool", "lane", "group", "message")
SAME, OTHER, ANY = "same scope", "other pool", "anywhere"

LINK_RULES: tuple[tuple[tuple[str, ...], str, tuple[str, ...], str], ...] = (
    # from these families or kinds, this link, to these, where
    (FLOWING_OUT, "sequenceFlow", FLOWING_IN, SAME),
    (SPEAKING, "messageFlow", HEARING, OTHER),
    (("data", "store"), "dataInputAssociation", ("step", "intermediateThrowEvent", "end"), ANY),
    (("step", "start", "intermediateCatchEvent", "boundary"), "dataOutputAssociation", ("data", "store"), ANY),
    (("role", "unit"), "reportsTo", ("role", "unit"), ANY),
    (("note",), "association", NOTED, ANY),
    (NOTED, "association", ("note",), ANY),
    (OWNERS, "reportsTo", OWNERS, ANY),
)

REASONS: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    # from, to, why nothing may join them; "*" is any family, the first row that fits speaks
    (OWNERS, ("*",), "Roles own steps without a line between them"),
    (("*",), OWNERS, "Roles own steps without a line between them"),
    (("other",), ("*",), "This kind of element is shown but not edited"),
    (("*",), ("other",), "This kind of element is shown but not edited"),
    (("role", "unit"), ("*",), "A role has a part in steps, and no flows"),
    (("*",), ("role", "unit"), "A role has a part in steps, and no flows"),
    (("end",), FLOWING_IN, "An end has no next step"),
    (FLOWING_OUT, ("start",), "A start has nothing before it"),
    (FLOWING_OUT, ("boundary",), "A boundary event has nothing before it"),
    (("gateway",), ("pool",), "A gateway sends no messages"),
    (("pool",), ("gateway",), "A gateway receives no messages"),
    (("lane",), ("*",), "A lane has no flows of its own"),
    (("*",), ("lane",), "A lane has no flows of its own"),
    (("note",), ("note",), "Two notes cannot be joined"),
    (("group",), ("*",), "A group has no flows of its own"),
    (("*",), ("group",), "A group has no flows of its own"),
    (("data", "store"), ("data", "store"), "Data goes to a step, not to other data"),
    (("data", "store"), ("event",), "An event that waits reads no data"),
    (("event",), ("data", "store"), "An event that sends writes no data"),
    (("data", "store"), ("*",), "Data goes to a step"),
    (("*",), ("data", "store"), "Only steps and events write data"),
)


def link_between(source: End, target: End) -> Answer:
    """The link that may lead from one to the other, or the reason why none may."""
    if source.id and source.id == target.id and source.family in OWNERS:
        return Answer("", "Nobody reports to themselves")
    if source.id and source.id == target.id and source.family != "step":
        return Answer("", "Only a step can lead back to itself")
    special = _special(source, target)
    if special is not None:
        return special
    for froms, link, tos, where in LINK_RULES:
        if _among(source, froms) and _among(target, tos) and _fits(where, source, target):
            return Answer(link)
    return Answer("", _reason(source, target))


def _among(end: End, names: tuple[str, ...]) -> bool:
    return end.family in names or end.kind in names


def _special(source: End, target: End) -> Answer | None:
    """Cases that hang on more than families."""
    if source.family == "boundary" and "compensate" in source.definitions:
        if target.family == "step" and target.compensates and source.scope == target.scope:
            return Answer("association")
        if target.family != "note":
            return Answer("", "A compensation event leads to a step marked for compensation")
    flows = source.family in FLOWING_OUT and target.family in FLOWING_IN and source.scope == target.scope
    if flows and (source.event_sub or target.event_sub):
        return Answer("", "An event sub-process starts by its own event")
    if flows and (source.compensates or target.compensates):
        return Answer("", "A step for compensation is reached by its event only")
    if flows and source.kind == "intermediateThrowEvent" and "link" in source.definitions:
        return Answer("", "A link goes on where its partner stands")
    if flows and target.kind == "intermediateCatchEvent" and "link" in target.definitions:
        return Answer("", "A link is reached by its partner only")
    return None


def _fits(where: str, source: End, target: End) -> bool:
    if where == SAME:
        return source.scope == target.scope
    if where == OTHER:
        return source.pool != target.pool
    return True


def _reason(source: End, target: End) -> str:
    for froms, tos, reason in REASONS:
        if (source.family in froms or "*" in froms) and (target.family in tos or "*" in tos):
            return reason
    if source.pool != target.pool:
        return "A flow cannot leave its pool"
    if source.scope != target.scope:
        return "A flow cannot leave its sub-process"
    if source.family == "pool" or target.family == "pool":
        return "A message joins two different pools"
    return "These two cannot be joined"


class Home(NamedTuple):
    """What a shape would lie in."""

    kind: str  # "participant", "lane", "subProcess", …, "process", "collaboration"
    closed: bool = False  # a pool without a process, or a collapsed sub-process
    event_sub: bool = False
    ad_hoc: bool = False
    cancels: bool = False  # in a transaction, at whatever depth


ON_CHARTS = "Only roles and units stand on an org chart"
FLOW_FAMILIES = ("step", "gateway", "start", "event", "end", "data", "store")


def may_hold(home: Home, kind: str, definitions: tuple[str, ...] = ()) -> Answer:
    """Whether a node of this kind may lie in such a home, else why not."""
    family = KINDS[kind].family
    if not home.kind:
        return Answer("", "This page shows nothing")
    if family in OWNERS or home.kind == ORG_CHART:
        if family in OWNERS and home.kind == ORG_CHART:
            return Answer(home.kind)
        return Answer("", f"A {KINDS[kind].label.lower()} stands on an org chart" if family in OWNERS else ON_CHARTS)
    if family in ("note", "group"):
        return Answer(home.kind)
    if family == "pool":
        if home.kind in ("process", "collaboration"):
            return Answer(home.kind)
        return Answer("", "A pool lies in no other shape")
    if family == "lane":
        if home.kind in ("participant", "lane") and not home.closed:
            return Answer(home.kind)
        return Answer("", "A lane needs an open pool")
    if family == "boundary":
        return Answer("", "A boundary event sits on the edge of a step")
    if family == "message":
        return Answer(home.kind)
    if family in FLOW_FAMILIES:
        if home.closed:
            return Answer("", "This pool is closed" if home.kind == "participant" else "This sub-process is closed")
        if home.kind == "collaboration":
            return Answer("", "Steps lie in a pool")
        if home.ad_hoc and family in ("start", "end"):
            return Answer("", "An ad-hoc sub-process has no start and no end")
        if (
            family == "start"
            and not home.event_sub
            and not all(START in DEFINITIONS[each].positions for each in definitions)
        ):
            return Answer("", "Such a start needs an event sub-process")
        if family == "end" and "cancel" in definitions and not home.cancels:
            return Answer("", "Only a transaction can be cancelled")
        return Answer(home.kind)
    return Answer("", "This kind of element is shown but not edited")


def may_attach(host: str, definitions: tuple[str, ...] = ()) -> Answer:
    """Whether a boundary event may sit on a node of this kind."""
    if KINDS[host].family != "step":
        return Answer("", "A boundary event sits on the edge of a step")
    if "cancel" in definitions and host != "transaction":
        return Answer("", "Only a transaction can be cancelled")
    return Answer(host)


DEFAULTING = ("exclusiveGateway", "inclusiveGateway", "complexGateway")


def may_default(source: str) -> bool:
    """Whether one of the flows that leave a node of this kind may be its default, as the schema has it."""
    return source in DEFAULTING or (source in KINDS and KINDS[source].family == "step")


def may_insert(kind: str) -> Answer:
    """Whether a node of this kind may be put into a sequence flow."""
    if KINDS[kind].family in ("step", "gateway", "event"):
        return Answer("sequenceFlow")
    return Answer("", "Only steps, gateways and events on the way go into a flow")


def editable(kind: str) -> bool:
    """False for what is kept and drawn only."""
    return KINDS[kind].family not in ("other",) if kind in KINDS else kind != "conversationLink"
