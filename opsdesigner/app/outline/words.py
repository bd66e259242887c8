"""A line of the outline in words, for those who hear it: what it is, whose, how much is answered, what comes next."""

from __future__ import annotations

from opsdesigner.capture.drawn import who
from opsdesigner.capture.outline import Written
from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import incoming, outgoing, title
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, SAID
from opsdesigner.notation.what_if import OPEN, QUESTIONS, answers, can_be_asked

from ..words import one_line, tr

MOST = 80  # letters of a name


def line_in_words(model: Model, process: Id, line: Written, text: str) -> str:
    """ "Pick goods, manual step, owner Stores, 3 of 6 exceptions answered, next: Pack bikes"; else the line itself."""
    node = model.get(line.id, Node)
    if node is None:
        label = text.strip().rstrip(":").lstrip("-")
        return tr("branch {}").format(label) if label and text.rstrip().endswith(":") else text.strip()
    if node.id == process:
        return tr("process {}").format(_name(model, node.id))
    if node.kind in SAID or node.kind == "textAnnotation":
        kind = tr(KINDS[node.kind].label).lower()
        return tr("{}: {}").format(kind, " ".join(node.name.split()) or text.strip())
    return ", ".join(_step(model, node))


def _step(model: Model, node: Node) -> list[str]:
    parts = [tr("branch {}").format(flow.name) for flow in incoming(model, node.id) if flow.name.strip()][:1]
    if node.name.strip():
        parts.append(_name(model, node.id))
    parts.append(tr(KINDS[node.kind].label).lower())
    if owner := who(model, node.id):
        parts.append(tr("owner {}").format(one_line(owner, MOST)))
    if can_be_asked(model, node.id):
        said = sum(each.state != OPEN for each in answers(model, node.id))
        parts.append(tr("{} of {} exceptions answered").format(said, len(QUESTIONS)))
    if after := _after(model, node.id):
        parts.append(tr("next: {}").format(", ".join(after)))
    return parts


def _name(model: Model, id: Id) -> str:
    return one_line(title(model, id), MOST)


def _after(model: Model, id: Id) -> list[str]:
    """What comes next, with the answer that leads there; gateways that only bring ways together are looked through."""
    found: list[str] = []
    for flow in outgoing(model, id):
        goal, seen = model.get(flow.target, Node), {id}
        while goal is not None and _only_joins(model, goal) and goal.id not in seen:
            seen.add(goal.id)
            goal = model.get(outgoing(model, goal.id)[0].target, Node)
        if goal is not None:
            name = _name(model, goal.id) if goal.name.strip() else tr(KINDS[goal.kind].label).lower()
            found.append(f"{name} ({one_line(flow.name, MOST)})" if flow.name.strip() else name)
    return found


def _only_joins(model: Model, node: Node) -> bool:
    return node.kind in FLOW_NODES and KINDS[node.kind].family == "gateway" and len(outgoing(model, node.id)) == 1
