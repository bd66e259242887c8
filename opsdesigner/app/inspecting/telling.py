"""The few facts about a shape or line that tell most of it."""

from __future__ import annotations

from typing import NamedTuple

from opsdesigner.canvas.marks.roles import lane_colours
from opsdesigner.model import Id, Link, Model, Node, Props, Shape
from opsdesigner.model.queries import outgoing, subject, title
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import FLOW_NODES, GATEWAYS, KINDS, SUB_PROCESSES
from opsdesigner.notation.looks import is_open

from ..words import one_line, tr
from .inspector_rows import TECHNICAL, Row, kind_label, rows_for, value_of

LONG, MOST = 46, 4  # letters a fact may have; facts on a card


class Said(NamedTuple):
    """A fact to be read, with the colour of a role where it names one."""

    label: str
    text: str
    colour: str = ""


class EventFact(NamedTuple):
    """What an event waits for or causes: one fact of one of its definitions."""

    label: str
    at: int
    name: str  # of the fact, "ref" for what it refers to
    refers: str = ""


Fact = Said | EventFact | Row

ALWAYS: dict[str, tuple[str, ...]] = {  # shown even where they say nothing yet; by kind or family
    "step": ("loop",),
    "callActivity": ("calledElement",),
    "sendTask": ("messageRef",),
    "receiveTask": ("messageRef",),
    "scriptTask": ("scriptFormat",),
    "transaction": ("method",),
    "adHocSubProcess": ("ordering", "completionCondition"),
    "boundary": ("cancelActivity",),
    "eventBasedGateway": ("eventGatewayType",),
    "complexGateway": ("activationCondition",),
    "data": ("state", "isCollection"),
    "store": ("state",),
    "participant": ("multiple",),
    "sequenceFlow": ("conditionExpression", "default"),
    "messageFlow": ("messageRef",),
    "association": ("associationDirection",),
}
LATER = ("documentation", "events")  # said elsewhere on the card


def facts(model: Model, shape: Id) -> list[Fact]:
    """The facts of what a shape or edge stands for, the most telling first."""
    thing = subject(model, shape)
    if thing is None:
        return []
    found: list[Fact] = [*_ends(model, thing)] if isinstance(thing, Link) else [*_place(model, thing)]
    if isinstance(thing, Node):
        found += _events(thing)
    found += _properties(model, shape, thing)
    if isinstance(thing, Node):
        found += _contents(model, shape, thing)
    return found[:MOST]


def lane_path(model: Model, node: Node) -> str:
    """The lanes a node lies in, from the outside in."""
    names: list[str] = []
    lane = model.get(node.lane, Node) if node.lane else None
    while lane is not None and lane.kind == "lane" and len(names) < MOST:
        names.insert(0, title(model, lane.id) or tr("Lane"))
        lane = model.get(lane.parent, Node)
    return " › ".join(names)


def name_of(model: Model, id: Id) -> str:
    """A name, or the kind where there is none."""
    record = model.records.get(id)
    if not isinstance(record, Node | Link):
        return ""
    return one_line(title(model, id) or kind_label(record), LONG)


def _place(model: Model, node: Node) -> list[Fact]:
    if node.kind == "boundaryEvent":
        return [Said(tr("On"), name_of(model, node.host))] if node.host else []
    if node.kind in FLOW_NODES and node.lane:
        return [Said(tr("Lane"), one_line(lane_path(model, node), LONG), lane_colours(model)(node.id))]
    return []


def _ends(model: Model, link: Link) -> list[Fact]:
    return [Said(tr("From"), name_of(model, link.source)), Said(tr("To"), name_of(model, link.target))]


def _events(node: Node) -> list[Fact]:
    """One fact for each definition: the one that is set, else the first that can be."""
    found: list[Fact] = []
    for at, bag in enumerate(node.props.bags("events")):
        row = DEFINITIONS.get(bag.text("kind"))
        if row is None:
            continue
        label = tr(row.label)
        if row.refers:
            found.append(EventFact(label, at, "ref", row.refers))
        elif row.facts and row.kind != "compensate":
            name, words = _chosen(row.facts, bag)
            found.append(EventFact(label if row.needs else f"{label}: {tr(words).lower()}", at, name))
        else:
            found.append(Said(tr("Event"), label))
    return found


def _chosen(rows: tuple[tuple[str, str], ...], bag: Props) -> tuple[str, str]:
    plain = [(name.lstrip("@"), words) for name, words in rows]
    return next(((name, words) for name, words in plain if bag.text(name)), plain[0])


def _properties(model: Model, shape: Id, thing: Node | Link) -> list[Fact]:
    rows = [row for row in rows_for(model, (shape,)) if row.heading != TECHNICAL and row.what.name not in LATER]
    family = KINDS[thing.kind].family if isinstance(thing, Node) and thing.kind in KINDS else ""
    wanted = (*ALWAYS.get(thing.kind, ()), *ALWAYS.get(family, ()))
    first = [row for name in wanted for row in rows if row.what.name == name]
    if isinstance(thing, Link) and thing.kind == "sequenceFlow":
        first = [row for row in first if row.what.name != "default" or _splits(model, thing)]
    set_ones = [row for row in rows if row not in first and value_of(model, row) != row.what.default]
    return [*first, *(row for row in set_ones if row.what.editor != "lines")]


def _splits(model: Model, flow: Link) -> bool:
    """Whether "otherwise" means something for a flow: several leave its source."""
    return len(outgoing(model, flow.source)) > 1


def _contents(model: Model, shape: Id, node: Node) -> list[Fact]:
    if node.kind in GATEWAYS:
        flows = outgoing(model, node.id)
        names = [one_line(flow.name or name_of(model, flow.target), 20) for flow in flows]
        return [Said(tr("Ways out"), one_line(", ".join(names), LONG))] if len(flows) > 1 else []
    drawn = model.get(shape, Shape)
    if node.kind in SUB_PROCESSES and drawn is not None and not is_open(node, drawn.props):
        return [Said(tr("Holds"), _steps(sum(each.parent == node.id for each in _flow_nodes(model, node.id))))]
    if node.kind == "lane":
        return [Said(tr("Holds"), _steps(sum(each.lane == node.id for each in _flow_nodes(model, node.id))))]
    if node.kind == "participant" and node.host:
        lanes = [each for each in model.referrers(node.host, Node) if each.kind == "lane" and each.parent == node.host]
        names = [one_line(lane.name, 20) for lane in lanes if lane.name]
        return [Said(tr("Lanes"), one_line(", ".join(names), LONG))] if names else []
    return []


def _flow_nodes(model: Model, id: Id) -> list[Node]:
    return [each for each in model.referrers(id, Node) if each.kind in FLOW_NODES]


def _steps(count: int) -> str:
    return tr("1 step, event or gateway") if count == 1 else tr("{} steps, events, gateways").format(count)
