"""Roles, charts and steps edited at random: both ends of a link agree, the file agrees, undo takes all of it back."""

from __future__ import annotations

import itertools

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from opsdesigner.edit import assigning, draw, holding, landing, lanes, remove, seats
from opsdesigner.edit.chart import fold, reveal
from opsdesigner.edit.chart import seats as seats_of
from opsdesigner.edit.context import Refusal
from opsdesigner.files import bpmn
from opsdesigner.model import Edge, Id, Link, Node, Shape
from opsdesigner.model.geometry import box_of, overlaps
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.ownership import assignments, letters, owned_by, owner_of, parts_of
from opsdesigner.notation.variants import Variant

from ..build import Sheet

UNIT = Variant("unit", "Unit", "unit", "")
NAMES = st.sampled_from(["Sales", "Stores", "Shipping", "Boss", "Finance", ""])
PICK = st.integers(0, 10**6)
LETTERS = st.sampled_from("RACI")


class Organisation(RuleBasedStateMachine):
    """A process in two lanes beside an org chart of a few roles."""

    @initialize()
    def start(self) -> None:
        self.sheet = Sheet()
        self.model = self.sheet.model
        pool = self.sheet.put("participant", 400, 300, "Firm")
        self.bands = [*lanes.split(self.model, pool, 2), pool]
        rows = [self.sheet.shape(lane).y + self.sheet.shape(lane).height / 2 for lane in self.bands[:2]]
        self.steps = [self.sheet.put("task", 300 + 150 * i, rows[i % 2], f"Step {i}") for i in range(3)]
        self.steps.append(self.sheet.put("exclusiveGateway", 250, rows[0], "In stock?"))
        self.chart = seats.new_chart(self.model)
        self.before = dict(self.model.records)
        self.saved = bpmn.write(bpmn.empty(), self.model.records)

    def owners(self) -> list[Id]:
        return [node.id for node in self.model.all(Node) if node.kind in OWNERS]

    def boxes(self) -> list[Id]:
        return [shape.id for shape in self.model.referrers(self.chart, Shape)]

    def one(self, ids: list[Id], pick: int) -> Id:
        return ids[pick % len(ids)]

    def attempt(self, act, *arguments) -> None:  # type: ignore[no-untyped-def]
        """What may not be done changes nothing."""
        records = dict(self.model.records)
        try:
            act(self.model, *arguments)
        except Refusal:
            assert dict(self.model.records) == records

    @rule(name=NAMES, pick=PICK, unit=st.booleans(), beside=st.booleans())
    def add(self, name: str, pick: int, unit: bool, beside: bool) -> None:
        variant, boxes = UNIT if unit else seats.ROLE, self.boxes()
        if not boxes:
            seats.add(self.model, self.chart, variant, name=name)
        elif beside:
            seats.add(self.model, self.chart, variant, beside=self.one(boxes, pick), name=name)
        else:
            seats.add(self.model, self.chart, variant, boss=self.one(boxes, pick), name=name)

    @precondition(lambda self: len(self.boxes()) > 1)
    @rule(pick=PICK, other=PICK, dotted=st.booleans())
    def report(self, pick: int, other: int, dotted: bool) -> None:
        boxes = self.boxes()
        self.attempt(seats.report_to, [self.one(boxes, pick)], self.one(boxes, other), dotted)

    @precondition(lambda self: len(self.boxes()) > 1)
    @rule(pick=PICK, other=PICK, where=st.sampled_from(["before", "after"]))
    def order(self, pick: int, other: int, where: str) -> None:
        boxes = self.boxes()
        self.attempt(seats.order, [self.one(boxes, pick)], self.one(boxes, other), where)

    @precondition(lambda self: self.boxes())
    @rule(pick=PICK, folded=st.booleans())
    def fold(self, pick: int, folded: bool) -> None:
        fold(self.model, [self.one(self.boxes(), pick)], folded)
        reveal(self.model, self.one(self.boxes(), pick // 7))

    @precondition(lambda self: self.boxes())
    @rule(pick=PICK, style=st.sampled_from(["tree", "hang-left", "hang-both", "columns", "compact", ""]))
    def style(self, pick: int, style: str) -> None:
        landing.set_branch(self.model, [self.one(self.boxes(), pick)], style)

    @precondition(lambda self: self.owners())
    @rule(pick=PICK, step=PICK, letter=LETTERS)
    def assign(self, pick: int, step: int, letter: str) -> None:
        targets = [id for id in (*self.steps, *self.bands) if id in self.model]
        self.attempt(assigning.assign, [self.one(targets, step)], self.one(self.owners(), pick), letter)

    @rule(step=PICK, letter=st.sampled_from(["", "R", "A"]))
    def take_back(self, step: int, letter: str) -> None:
        targets = [id for id in (*self.steps, *self.bands) if id in self.model]
        assigning.take_back(self.model, [self.one(targets, step)], "", letter)

    @rule()
    def roles_of_lanes(self) -> None:
        assigning.roles_of_lanes(self.model)

    @rule(pick=PICK, name=NAMES)
    def rename(self, pick: int, name: str) -> None:
        draw.rename(self.model, self.one([*self.owners(), *(id for id in self.bands if id in self.model)], pick), name)

    @precondition(lambda self: self.owners())
    @rule(pick=PICK, name=NAMES)
    def seat(self, pick: int, name: str) -> None:
        role = self.one(self.owners(), pick)
        holding.set_holders(self.model, role, [name, f"{name} too"])
        holding.set_deputy(self.model, role, self.one(self.owners(), pick // 3)) if len(self.owners()) > 1 and self.one(
            self.owners(), pick // 3
        ) != role else None

    @precondition(lambda self: self.owners())
    @rule(pick=PICK)
    def delete(self, pick: int) -> None:
        gone = self.one(self.owners(), pick)
        remove.remove(self.model, [gone])
        assert not [link for link in self.model.all(Link) if gone in (link.source, link.target)]
        assert not [node for node in self.model.all(Node) if node.resource == gone]

    @precondition(lambda self: [link for link in self.model.all(Link) if link.kind == "reportsTo"])
    @rule(pick=PICK)
    def delete_line(self, pick: int) -> None:
        lines = [link.id for link in self.model.all(Link) if link.kind == "reportsTo"]
        remove.remove(self.model, [self.one(lines, pick)])

    @rule(times=st.integers(1, 4))
    def undo_and_redo(self, times: int) -> None:
        states = [dict(self.model.records)]
        done = 0
        while done < times and self.model.can_undo:
            self.model.undo()
            states.append(dict(self.model.records))
            done += 1
        for state in reversed(states[:-1]):
            self.model.redo()
            assert dict(self.model.records) == state

    @invariant()
    def both_ends_agree(self) -> None:
        if not hasattr(self, "chart"):
            return
        for owner in self.owners():
            for step in owned_by(self.model, owner):
                assert owner_of(self.model, step) == owner and "R" in letters(self.model, step)[owner]
            for link in parts_of(self.model, owner):
                assert link in assignments(self.model, link.target) and link.parent == link.target

    @invariant()
    def the_chart_is_tidy(self) -> None:
        if not hasattr(self, "chart"):
            return
        found = seats_of(self.model, self.chart, hidden=False)
        boxes = [box_of(shape) for shape in found.shapes.values()]
        assert not any(overlaps(one, other) for one, other in itertools.combinations(boxes, 2))
        for edge in self.model.referrers(self.chart, Edge):
            link = self.model.get(edge.link, Link)
            assert link is not None
            assert edge.props.flag("hidden") == (not {link.source, link.target} <= found.shapes.keys())

    @rule()
    def save(self) -> None:
        fresh = bpmn.write(bpmn.empty(), self.model.records)
        bpmn.verify(fresh, self.model.records)
        edited = bpmn.write(bpmn.read(self.saved), self.model.records)
        bpmn.verify(edited, self.model.records)
        again = bpmn.read(edited)
        order = [node.id for node in again.records.values() if isinstance(node, Node) and node.kind in OWNERS]
        assert set(order) == set(self.owners())

    def teardown(self) -> None:
        if not hasattr(self, "chart"):
            return
        self.save()
        while self.model.can_undo and dict(self.model.records) != self.before:
            self.model.undo()
        assert dict(self.model.records) == self.before
        assert bpmn.write(bpmn.read(self.saved), self.model.records) == self.saved


Organisation.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestOrganisation = Organisation.TestCase
