"""Whatever a person does in whatever order: the document stays true, and every step can be taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from opsdesigner.edit import arrange, clipboard, convert, draw, find, handover, lanes
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.remove import remove
from opsdesigner.model import Bounds, Edge, Id, Link, Shape
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet

from .truths import lies

PLACED = [
    *("task", "userTask", "task", "subProcessOpen", "subProcess", "transaction", "adHocSubProcess", "callActivity"),
    *("exclusiveGateway", "parallelGateway", "eventBasedGateway", "startEvent", "endEvent", "timer.catch"),
    *("message.throw", "timer.boundary", "error.boundary", "compensate.boundary", "eventSubProcess"),
    *(
        "dataObjectReference",
        "dataStoreReference",
        "textAnnotation",
        "group",
        "participant",
        "closedPool",
        "uprightPool",
    ),
]
CHANGED = [
    *("task", "serviceTask", "subProcessOpen", "subProcess", "transaction", "exclusiveGateway", "endEvent"),
    *("startEvent", "message.catch", "message.throw", "signal.boundary", "cancel.boundary", "eventSubProcess"),
    *("dataStoreReference", "dataObjectReference", "closedPool", "participant", "uprightPool", "adHocClosed"),
]
SIDES = ("left", "centre", "right", "top", "middle", "bottom")
place = st.tuples(st.integers(-200, 1300), st.integers(-200, 1000))
far = st.tuples(st.integers(-500, 500), st.integers(-400, 400)) | st.tuples(st.integers(-40, 40), st.integers(-40, 40))
pick = st.integers(0, 10_000)
picks = st.lists(pick, min_size=1, max_size=4)


class Hand(RuleBasedStateMachine):
    """A person with a mouse and no plan."""

    @initialize(pool=st.sampled_from(["", "participant", "uprightPool", "lanes"]))
    def begin(self, pool: str) -> None:
        self.patch = patch("opsdesigner.model.records.choice", Random(0).choice)  # the same ids each time
        self.patch.start()
        self.sheet = Sheet()
        if pool:
            shape = self.sheet.put(pool if pool != "lanes" else "participant", 400, 300)
            if pool == "lanes":
                lanes.split(self.sheet.model, shape, 3)

    def teardown(self) -> None:
        self.patch.stop()

    def act(self, verb: Callable[[], object]) -> None:
        model = self.sheet.model
        before = dict(model.records)
        try:
            verb()
        except Refusal as no:
            assert str(no) and dict(model.records) == before
            return
        after = dict(model.records)
        assert not (wrong := lies(model)), wrong
        if after != before:
            model.undo()
            assert dict(model.records) == before
            model.redo()
            assert dict(model.records) == after

    def a_shape(self, number: int) -> Id:
        shapes = list(self.sheet.model.all(Shape))
        return shapes[number % len(shapes)].id if shapes else ""

    def some(self, numbers: list[int]) -> set[Id]:
        """Shapes of one diagram."""
        shapes = list(self.sheet.model.all(Shape))
        if not shapes:
            return set()
        first = shapes[numbers[0] % len(shapes)]
        here = [shape.id for shape in shapes if shape.diagram == first.diagram]
        return {first.id, *(here[number % len(here)] for number in numbers[1:])}

    def an_edge(self, number: int) -> Edge | None:
        edges = list(self.sheet.model.all(Edge))
        return edges[number % len(edges)] if edges else None

    @rule(variant=st.sampled_from(PLACED), at=place)
    def draw_it(self, variant: str, at: tuple[int, int]) -> None:
        self.act(lambda: draw.place(self.sheet.model, self.sheet.diagram, VARIANTS[variant], *at, name="x"))

    @rule(variant=st.sampled_from(PLACED), number=pick, at=place | st.none())
    def append_it(self, variant: str, number: int, at: tuple[int, int] | None) -> None:
        if shape := self.a_shape(number):
            self.act(lambda: draw.append(self.sheet.model, shape, VARIANTS[variant], at))

    @rule(variant=st.sampled_from(["task", "exclusiveGateway", "endEvent"]), number=pick)
    def next_step(self, variant: str, number: int) -> None:
        if shape := self.a_shape(number):
            self.act(lambda: draw.append(self.sheet.model, shape, VARIANTS[variant]))

    @rule(first=pick, last=pick)
    def connect_them(self, first: int, last: int) -> None:
        source, target = self.a_shape(first), self.a_shape(last)
        if source and self.sheet.shape(source).diagram == self.sheet.shape(target).diagram:
            diagram = self.sheet.shape(source).diagram
            self.act(lambda: draw.connect(self.sheet.model, diagram, source, target))

    @rule(edge=pick, end=st.sampled_from(["source", "target"]), number=pick, at=place | st.none())
    def reconnect_it(self, edge: int, end: str, number: int, at: tuple[int, int] | None) -> None:
        line, shape = self.an_edge(edge), self.a_shape(number)
        if line and self.sheet.shape(shape).diagram == line.diagram:
            self.act(lambda: draw.reconnect(self.sheet.model, line.id, end, shape, at))

    @rule(edge=pick, points=st.lists(place, min_size=2, max_size=4))
    def bend_it(self, edge: int, points: list[tuple[float, float]]) -> None:
        if line := self.an_edge(edge):
            self.act(lambda: arrange.set_points(self.sheet.model, line.id, points))

    @rule(numbers=picks, by=far)
    def move_them(self, numbers: list[int], by: tuple[int, int]) -> None:
        if ids := self.some(numbers):
            self.act(lambda: arrange.move(self.sheet.model, ids, *by, ""))

    @rule(number=pick, sides=st.tuples(*[st.integers(-120, 120)] * 4))
    def resize_it(self, number: int, sides: tuple[int, int, int, int]) -> None:
        if shape := self.a_shape(number):
            box = self.sheet.box(shape)
            wanted = (box[0] + sides[0], box[1] + sides[1], box[2] + sides[2], box[3] + sides[3])
            self.act(lambda: arrange.resize(self.sheet.model, shape, wanted))

    @rule(numbers=picks, side=st.sampled_from(SIDES), axis=st.sampled_from(["across", "down", ""]))
    def put_in_order(self, numbers: list[int], side: str, axis: str) -> None:
        ids = self.some(numbers)
        if axis:
            self.act(lambda: arrange.distribute(self.sheet.model, ids, axis))  # type: ignore[arg-type]
        else:
            self.act(lambda: arrange.align(self.sheet.model, ids, side))  # type: ignore[arg-type]

    @rule(axis=st.sampled_from(["across", "down"]), at=st.integers(-200, 1000), by=st.integers(-200, 200))
    def make_space(self, axis: str, at: int, by: int) -> None:
        self.act(lambda: arrange.make_space(self.sheet.model, self.sheet.diagram, axis, at, by))  # type: ignore[arg-type]

    @rule(numbers=picks, edges=st.lists(pick, max_size=2))
    def remove_them(self, numbers: list[int], edges: list[int]) -> None:
        ids = self.some(numbers[:2]) | {line.id for each in edges if (line := self.an_edge(each))}
        self.act(lambda: remove(self.sheet.model, ids))

    @rule(number=pick, where=st.sampled_from(["before", "after"]), count=st.integers(0, 3))
    def lane_work(self, number: int, where: str, count: int) -> None:
        if shape := self.a_shape(number):
            if count > 1:
                self.act(lambda: lanes.split(self.sheet.model, shape, count))
            else:
                self.act(lambda: lanes.add(self.sheet.model, shape, where))  # type: ignore[arg-type]

    @rule(numbers=picks, step=st.sampled_from([-1, 1]), index=st.integers(0, 3))
    def lane_order(self, numbers: list[int], step: int, index: int) -> None:
        ids = self.some(numbers)
        if ids:
            self.act(lambda: lanes.reorder(self.sheet.model, min(ids), index))
            self.act(lambda: handover.to_next(self.sheet.model, ids, step))

    @rule(numbers=picks, variant=st.sampled_from(CHANGED))
    def change_them(self, numbers: list[int], variant: str) -> None:
        self.act(lambda: convert.change_type(self.sheet.model, self.some(numbers[:1]), VARIANTS[variant]))

    @rule(number=pick)
    def open_or_close(self, number: int) -> None:
        if shape := self.a_shape(number):
            self.act(lambda: convert.toggle_open(self.sheet.model, shape))

    @rule(numbers=picks, at=place | st.none())
    def copy_and_paste(self, numbers: list[int], at: tuple[int, int] | None) -> None:
        text = clipboard.copy(self.sheet.model, self.some(numbers))
        self.act(lambda: clipboard.paste(self.sheet.model, self.sheet.diagram, text, at))

    @rule(number=pick, name=st.sampled_from(["", "Check", "check it"]), flag=st.booleans())
    def say(self, number: int, name: str, flag: bool) -> None:
        if shape := self.a_shape(number):
            model = self.sheet.model
            self.act(lambda: draw.rename(model, shape, name))
            self.act(lambda: convert.set_property(model, {shape}, "isForCompensation", flag))
            self.act(lambda: arrange.move_label(model, shape, Bounds(1, 2, 3, 4) if flag else None))
            self.act(lambda: find.replace(model, find.find(model, "CHECK"), "check", name))

    @rule(edge=pick, name=st.sampled_from(["default", "conditionExpression"]))
    def say_of_flow(self, edge: int, name: str) -> None:
        if line := self.an_edge(edge):
            kind = self.sheet.link(line.id)
            if isinstance(kind, Link) and kind.kind == "sequenceFlow":
                value = True if name == "default" else "x > 1"
                self.act(lambda: convert.set_property(self.sheet.model, {line.id}, name, value))


TestHand = Hand.TestCase
TestHand.settings = settings(
    max_examples=int(os.environ.get("OPSDESIGNER_EXAMPLES", "25")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
