"""A process of a document as a draft: what the capture language can say of it."""

from __future__ import annotations

from collections.abc import Iterator

from opsdesigner.edit.branches import in_turn
from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.model.queries import ancestors, children, pools_of, title
from opsdesigner.notation.kinds import FLOW_NODES, SAID, SUB_PROCESSES
from opsdesigner.notation.ownership import owner_of

from .draft import Draft, Flow, Item, Remark, plain
from .making import ALL, BY_EVENT, GOES_ON, STARTS


def processes(model: Model) -> list[Node]:
    """The processes of a document, in the order of the file."""
    return [node for node in model.all(Node) if node.kind == "process"]


def draft_of(model: Model, process: Id) -> Draft:
    """What lies in a process, in the order of the file. Flows that lead nowhere or out of their scope are left out."""
    made = Draft(process, _title(model, process))
    inside = sorted(_inside(model, process), key=lambda pair: model.seniority(pair[0].id))
    for node, parent in inside:
        made.put(_item(model, node, parent))
    links = {link.id: link for node, _ in inside for link in model.referrers(node.id, Link, "source")}
    for link in in_turn(model, links.values()):
        source, target = made.items.get(link.source), made.items.get(link.target)
        if link.kind != "sequenceFlow" or source is None or target is None or source.parent != target.parent:
            continue
        made.join(Flow(link.id, source.id, target.id, plain(link.name), link.props.text("portion")))
    for id in ("", *made.items):
        _remarks(model, made, id)
    return made


def _title(model: Model, process: Id) -> str:
    node = model.get(process, Node)
    name = plain(node.name) if node is not None else ""
    return name or next((plain(pool.name) for pool in pools_of(model, process) if pool.name), "")


def _inside(model: Model, home: Id) -> Iterator[tuple[Node, Id]]:
    """The steps, events and gateways of a process, each with the sub-process it lies in."""
    pending = [(home, "")]
    seen = {home}
    while pending:
        at, parent = pending.pop()
        for node in children(model, at):
            if node.id in seen:
                continue
            seen.add(node.id)
            if node.kind in FLOW_NODES:
                yield node, parent
            if node.kind in SUB_PROCESSES:
                pending.append((node.id, node.id))
            elif node.kind == "lane":
                pending.append((node.id, parent))


def who(model: Model, id: Id) -> str:
    """The name of the role or unit that owns a step, else of the lane it lies in."""
    if owner := owner_of(model, id):
        return plain(title(model, owner))
    node = model.get(id, Node)
    if node is not None and node.kind == "boundaryEvent":
        node = model.get(node.host, Node)
    while node is not None and not node.lane:  # what lies in a sub-process is whose that is
        outer = model.get(node.parent, Node)
        node = outer if outer is not None and outer.kind in SUB_PROCESSES else None
    lane = model.get(node.lane, Node) if node is not None else None
    if lane is None:
        return ""
    return next(
        (plain(each.name) for each in (lane, *ancestors(model, lane.id)) if each.kind == "lane" and each.name), ""
    )


def words_of(node: Node) -> tuple[str, ...]:
    """What brackets say of a node after its kind."""
    props, kind = node.props, node.kind
    found = [bag.text("kind") for bag in props.bags("events")]
    if (kind == "boundaryEvent" and not props.flag("cancelActivity", True)) or (
        kind == "startEvent" and not props.flag("isInterrupting", True)
    ):
        found.append(GOES_ON)
    if props.flag("parallelMultiple") or (kind == "eventBasedGateway" and props.get("eventGatewayType") == "Parallel"):
        found.append(ALL)
    if kind == "subProcess" and props.flag("triggeredByEvent"):
        found.append(BY_EVENT)
    if kind in ("eventBasedGateway", "receiveTask") and props.flag("instantiate"):
        found.append(STARTS)
    return tuple(found)


def _item(model: Model, node: Node, parent: Id) -> Item:
    host = node.host if node.kind == "boundaryEvent" else ""
    timers = [bag for bag in node.props.bags("events") if bag.text("kind") == "timer"]
    return Item(
        node.id,
        node.kind,
        plain(node.name),
        who(model, node.id),
        parent,
        host,
        words_of(node),
        node.props.text("workTime"),
        node.props.text("waitTime"),
        node.props.text("volume"),
        timers[0].text("timeDuration") if len(timers) == 1 else "",
    )


def _remarks(model: Model, made: Draft, of: Id) -> None:
    """All that is said of an item, in the order of age."""
    for remark in sorted(_said(model, made, of), key=lambda remark: model.seniority(remark.id)):
        if remark.id not in made.remarks:
            made.say(remark)


def _said(model: Model, made: Draft, of: Id) -> Iterator[Remark]:
    for node in children(model, of or made.id):
        if node.kind in SAID:
            kind, text, question = node.kind, plain(node.name), ""
            if kind == "problem":
                kind = "idea" if node.props.flag("idea") else "problem"
            elif kind == "answer":
                kind, question, text = node.props.text("answer"), plain(node.name), node.props.text("why")
                if kind == "deputy":
                    text = plain(title(model, node.resource))
            if kind:
                yield Remark(node.id, kind, of, text, question)
    for link in model.referrers(of, Link) if of else ():
        if link.kind == "association":
            note = model.get(link.target if link.source == of else link.source, Node)
            if note is not None and note.kind == "textAnnotation":
                yield Remark(note.id, "note", of, plain(note.name))


class Drafts:
    """The drafts of one document as it is, worked out once; whoever copies the document may share them. To be read."""

    def __init__(self) -> None:
        self._known: dict[Id, tuple[int, Draft]] = {}

    def of(self, model: Model, process: Id, version: int) -> Draft:
        """The draft of a process in a document, or a copy of it, that is at this version."""
        known = self._known.get(process)
        if known is None or known[0] != version:
            known = self._known[process] = (version, draft_of(model, process))
        return known[1]
