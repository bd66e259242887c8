"""A draft carried out: the difference between two drafts of a process made in the document, in one change."""

from __future__ import annotations

from opsdesigner.edit.branches import put_in_turn
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.drafting import (
    lead_flow,
    lead_note,
    put_flow,
    put_note,
    put_step,
    reword_answer,
    say_of,
)
from opsdesigner.edit.labels import rename
from opsdesigner.edit.naming_roles import deputy_called, give_to, lane_of, lane_of_nobody, role_called
from opsdesigner.edit.setting import set_property
from opsdesigner.model import NO_PROPS, Id, Link, Model, Node, Props, Shape, Value
from opsdesigner.model.queries import pools_of
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import SUB_PROCESSES
from opsdesigner.notation.properties import properties_of

from .draft import Draft, Flow, Item, Remark, plain
from .drawn import who
from .making import ALL, BY_EVENT, GOES_ON, STARTS

FLAGS: dict[tuple[str, str], tuple[str, Value]] = {  # word and kind -> what it sets
    (GOES_ON, "boundaryEvent"): ("cancelActivity", False),
    (GOES_ON, "startEvent"): ("isInterrupting", False),
    (ALL, "eventBasedGateway"): ("eventGatewayType", "Parallel"),
    (BY_EVENT, "subProcess"): ("triggeredByEvent", True),
}


def props_of(item: Item, base: Props = NO_PROPS) -> Props:
    """The properties of an item's node; what its words say nothing of stays as it was."""
    bags = base.bags("events")
    kinds = [word for word in item.words if word in DEFINITIONS]
    if [bag.text("kind") for bag in bags] != kinds:
        time = {"timeDuration": item.when} if item.when else {}
        condition = {"condition": item.name} if item.name else {}
        more = {"timer": time, "conditional": condition}
        bags = tuple(Props(kind=kind, **more.get(kind, {})) for kind in kinds)
    said: dict[str, Value | None] = {"events": bags or None}
    names = [*dict.fromkeys(name for name, _ in FLAGS.values()), "parallelMultiple", "instantiate"]
    said |= dict.fromkeys(names)
    for word in item.words:
        if word in (ALL, STARTS) and (word, item.kind) not in FLAGS:
            said["parallelMultiple" if word == ALL else "instantiate"] = True
        elif (word, item.kind) in FLAGS:
            name, value = FLAGS[word, item.kind]
            said[name] = value
    said |= {"workTime": item.work or None, "waitTime": item.wait or None, "volume": item.volume or None}
    return base.having(**said)


class Carrying:
    """One run: lanes and roles looked up once."""

    def __init__(self, model: Model, diagram: Id, before: Draft, after: Draft) -> None:
        self.model, self.diagram, self.before, self.after = model, diagram, before, after
        self.new: list[Id] = []  # nodes and links that were made
        self._roles: dict[str, Id] = {}
        self._lanes: dict[Id, Id] = {}

    def run(self) -> None:
        """Makes the difference. Raises Refusal; inside a change."""
        before, after, model = self.before, self.after, self.model
        gone = [id for id in (*before.remarks, *before.flows) if id not in after.remarks and id not in after.flows]
        model.remove(*gone)
        if plain(after.name) != plain(before.name):
            self._call(after.name)
        for id, item in after.items.items():
            if id not in before.items:
                self._make(item)
            elif item != before.items[id]:
                self._change(before.items[id], item)
        for id, flow in after.flows.items():
            if id not in before.flows:
                self._join(flow)
            elif flow != before.flows[id]:
                self._lead(before.flows[id], flow)
        self._carry_remarks()
        model.remove(*(id for id in before.items if id not in after.items))
        for id in after.items:
            told = [flow.id for flow in after.out_of(id)]
            if len(told) > 1 and told != [flow.id for flow in before.out_of(id)]:
                put_in_turn(model, told)
        for id, remark in after.remarks.items():
            if id not in before.remarks:
                self._say(remark)
            elif remark != before.remarks[id]:
                self._reword(before.remarks[id], remark)

    def _call(self, name: str) -> None:
        model, process = self.model, self.after.id
        model.update(process, name=name)
        for pool in pools_of(model, process):
            model.update(pool.id, name=name)

    def _role(self, name: str) -> Id:
        key = name.casefold()
        if name and key not in self._roles:
            self._roles[key] = role_called(self.model, name)
        return self._roles.get(key, "")

    def _lane(self, item: Item, role: Id) -> Id:
        """The lane an item belongs in: its host's, its role's, or that of those whom nobody owns."""
        if item.parent:
            return ""
        if item.host:
            host = self.model.get(item.host, Node)
            return host.lane if host is not None else ""
        if not role:
            return lane_of_nobody(self.model, self.diagram, self.after.id)
        if role not in self._lanes:
            shared = any(not (each.role or each.parent or each.host) for each in self.after.items.values())
            self._lanes[role] = lane_of(self.model, self.diagram, self.after.id, role, self.after.name, shared)
        return self._lanes[role]

    def _make(self, item: Item) -> None:
        role = self._role(item.role)
        lane = self._lane(item, role)
        parent = item.parent or self.after.id
        node = Node(item.id, item.kind, item.name, parent, item.host, lane, props=props_of(item))
        beside = next((flow.source for flow in self.after.into(item.id) if flow.source in self.model), "")
        put_step(self.model, self.diagram, node, beside)
        self.new.append(item.id)
        if role and not item.host:
            give_to(self.model, item.id, role, lane)

    def _change(self, old: Item, item: Item) -> None:
        node = self.model.get(item.id, Node)
        assert node is not None
        if plain(item.name) != plain(old.name):
            rename(self.model, item.id, item.name)
        if item.kind != old.kind or (item.parent, item.host) != (old.parent, old.host):
            host = item.host or (node.host if node.kind != "boundaryEvent" else "")
            known = {row.name for row in properties_of(item.kind)}
            props = Props({name: value for name, value in node.props.items() if name in known})
            parent = item.parent or self.after.id
            self.model.update(item.id, kind=item.kind, parent=parent, host=host, props=props)
            for shape in self.model.referrers(item.id, Shape) if item.kind not in SUB_PROCESSES else ():
                self.model.set_props(shape.id, isExpanded=None)
        node = self.model.get(item.id, Node)
        assert node is not None
        props = props_of(item, node.props)
        if props != node.props:
            self.model.update(item.id, props=props)
        if item.role.casefold() != old.role.casefold() and not item.host:
            role = self._role(item.role)
            give_to(self.model, item.id, role, self._lane(item, role))
            if not role and (left := who(self.model, item.id)):
                raise Refusal(f"“{item.name}” is the business of {left}, in whose pool or sub-process it lies")
            for event in self.after.items.values():
                if event.host == item.id and event.id in self.model:
                    self.model.update(event.id, lane=self._lane(event, role))

    def _join(self, flow: Flow) -> None:
        props = Props(portion=flow.portion) if flow.portion else Props()
        link = Link(flow.id, "sequenceFlow", flow.source, flow.target, flow.label, props=props)
        put_flow(self.model, self.diagram, link)
        self.new.append(flow.id)

    def _lead(self, old: Flow, flow: Flow) -> None:
        if (flow.source, flow.target) != (old.source, old.target):
            lead_flow(self.model, flow.id, flow.source, flow.target)
        if plain(flow.label) != plain(old.label):
            rename(self.model, flow.id, flow.label)
        if flow.portion != old.portion:
            set_property(self.model, [flow.id], "portion", flow.portion)

    def _say(self, remark: Remark) -> None:
        self.new.append(remark.id)
        of = remark.of or self.after.id
        if remark.kind == "note":
            put_note(self.model, self.diagram, remark.id, of, remark.text)
        elif remark.kind in ("never", "deputy"):
            deputy = deputy_called(self.model, remark.text) if remark.kind == "deputy" and remark.text else ""
            why = {"why": remark.text} if remark.text and not deputy else {}
            props = Props({"answer": remark.kind, **why})
            say_of(self.model, remark.id, "answer", of, remark.question, deputy, props)
        else:
            kind = "result" if remark.kind == "result" else "problem"
            say_of(
                self.model,
                remark.id,
                kind,
                of,
                remark.text,
                props=Props(idea=True) if remark.kind == "idea" else Props(),
            )

    def _carry_remarks(self) -> None:
        """What is said of another item from now on leaves the one before, which may be about to go."""
        for id, remark in self.after.remarks.items():
            old = self.before.remarks.get(id)
            if old is not None and remark.of != old.of and remark.kind != "note" and old.kind != "note":
                self.model.update(id, parent=remark.of or self.after.id)

    def _reword(self, old: Remark, remark: Remark) -> None:
        model, reworded = self.model, plain(remark.text) != plain(old.text)
        if (old.kind, old.question) != (remark.kind, remark.question) or (remark.kind == "note" and not remark.of):
            model.remove(remark.id)
            self._say(remark)
            return
        if remark.of != old.of and remark.kind == "note":
            self.new += lead_note(model, remark.id, old.of, remark.of)
        if reworded and remark.kind in ("never", "deputy"):
            deputy = deputy_called(model, remark.text) if remark.kind == "deputy" else ""
            reword_answer(model, remark.id, remark.text, deputy)
        elif reworded:
            rename(model, remark.id, remark.text)


def carry_out(model: Model, diagram: Id, before: Draft, after: Draft) -> list[Id]:
    """Makes of one draft another in the document; returns the nodes and links that were made. Inside a change."""
    run = Carrying(model, diagram, before, after)
    run.run()
    return run.new
