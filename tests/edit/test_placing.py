"""What has no place yet is put where the flow wants it; only what is in the way moves."""

from __future__ import annotations

import pytest

from opsdesigner.edit import lanes, pinning
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.placing import place_new, undrawn
from opsdesigner.edit.resizing import resize
from opsdesigner.edit.roots import fresh_id
from opsdesigner.layout.faults import faults
from opsdesigner.model import Id, Link, Node, Shape
from opsdesigner.model.geometry import box_of, centre
from opsdesigner.model.queries import outgoing, shape_of
from tests.build import Sheet


class Page(Sheet):
    """A page on which nodes get flows first and their places after that."""

    def node_of(self, shape: Id) -> Id:
        return self.shape(shape).node

    def add(self, name: str, *sources: Id, kind: str = "task", lane: Id = "", targets: tuple[Id, ...] = ()) -> Id:
        """A node without a place after others, and before others."""
        with self.model.change("add"):
            node = self.model.put(Node(fresh_id(self.model, kind), kind, name, self.process, lane=lane))
            flows = [(source, node.id) for source in sources] + [(node.id, target) for target in targets]
            for source, target in flows:
                id = fresh_id(self.model, "sequenceFlow")
                self.model.put(Link(id, "sequenceFlow", source, target, "", self.process))
        return node.id

    def between(self, name: str, source: Id, target: Id) -> Id:
        """A node without a place in the flow between two others."""
        node = self.add(name, targets=(target,))
        with self.model.change("lead"):
            flow = next(link for link in outgoing(self.model, source) if link.target == target)
            self.model.update(flow.id, target=node)
        return node

    def place(self, *nodes: Id, new_lanes: bool = False) -> list[Id]:
        return place_new(self.model, self.diagram, nodes, new_lanes)

    def at(self, node: Id) -> Shape:
        found = shape_of(self.model, node, self.diagram)
        assert found is not None
        return found

    def middle(self, node: Id) -> tuple[float, float]:
        return centre(box_of(self.at(node)))

    def boxes(self) -> dict[Id, tuple[float, float, float, float]]:
        return {shape.id: box_of(shape) for shape in self.model.all(Shape)}

    def moved(self, before: dict[Id, tuple[float, float, float, float]]) -> set[str]:
        return {self.node(id).name for id, box in self.boxes().items() if id in before and before[id] != box}


@pytest.fixture
def page() -> Page:
    return Page()


def test_a_step_goes_after_the_one_before_it_in_one_line(page: Page) -> None:
    first = page.node_of(page.step("A"))
    second = page.add("B", first)
    page.place(second)
    assert page.middle(second)[1] == page.middle(first)[1]
    assert page.at(second).x == page.at(first).x + 148
    (flow,) = outgoing(page.model, first)
    assert page.edge_between(page.at(first).id, page.at(second).id).link == flow.id


def test_whole_chains_are_placed_in_the_order_of_the_flow(page: Page) -> None:
    first = page.node_of(page.step("A"))
    third = page.add("C")
    second = page.add("B", first, targets=(third,))
    page.place(third, second)
    assert page.middle(first)[0] < page.middle(second)[0] < page.middle(third)[0]
    assert page.middle(third)[1] == page.middle(first)[1]
    assert not faults(page.model, page.diagram)


def test_a_step_between_two_pushes_only_what_is_in_the_way(page: Page) -> None:
    a, b, c, d = page.chain("A > B > C > D")
    far = page.step("far", 100, 400)
    before = page.boxes()
    new = page.between("new", page.node_of(a), page.node_of(b))
    page.place(new)
    assert page.moved(before) == {"B", "C", "D"}
    shifts = [page.box(id)[0] - before[id][0] for id in (b, c, d)]
    assert shifts == sorted(shifts, reverse=True) and shifts[-1] < shifts[0], "each gap gives away what it can spare"
    assert page.box(far) == before[far]
    assert page.middle(new)[1] == page.middle(page.node_of(b))[1]
    assert not faults(page.model, page.diagram)


def test_a_step_in_a_wide_gap_moves_nothing(page: Page) -> None:
    a, b = page.step("A"), page.step("B", 600, 100)
    page.flow(a, b)
    before = page.boxes()
    page.place(page.between("new", page.node_of(a), page.node_of(b)))
    assert not page.moved(before)


def test_branches_stand_below_each_other(page: Page) -> None:
    gate = page.node_of(page.put("exclusiveGateway", 100, 100))
    made = [page.add(name, gate) for name in ("yes", "no", "maybe")]
    for node in made:
        page.place(node)
    levels = [page.middle(node)[1] for node in made]
    assert levels[0] == page.middle(gate)[1]
    assert levels == sorted(set(levels))
    assert len({page.at(node).x for node in made}) == 1
    assert not faults(page.model, page.diagram)


def test_a_join_stands_beyond_all_branches_in_line_with_the_first(page: Page) -> None:
    gate = page.node_of(page.put("exclusiveGateway", 100, 100))
    yes, no = page.add("yes", gate), page.add("no", gate)
    longer = page.add("longer", no)
    join = page.add("", yes, longer, kind="exclusiveGateway")
    page.place(yes, no, longer, join)
    assert page.at(join).x > page.at(longer).x + 100
    assert page.middle(join)[1] == page.middle(gate)[1]
    assert not faults(page.model, page.diagram)


def test_what_leads_on_goes_before_it(page: Page) -> None:
    goal = page.node_of(page.step("goal", 600, 100))
    new = page.add("new", targets=(goal,))
    page.place(new)
    assert page.at(new).x + 100 < page.at(goal).x
    assert page.middle(new)[1] == page.middle(goal)[1]


def test_loops_back_do_not_push(page: Page) -> None:
    a, b, _ = page.chain("A > B > C")
    before = page.boxes()
    page.place(page.add("again", page.node_of(b), targets=(page.node_of(a),)))
    assert not page.moved(before)


def test_it_goes_into_the_lane_of_its_owner(page: Page) -> None:
    pool = page.put("participant", 400, 200)
    top, low = lanes.split(page.model, pool, 2)
    with page.model.change("roles"):
        role = page.model.put(Node("role", "role", "Stores")).id
        page.model.update(page.node_of(low), resource=role)
    a = page.put("task", page.box(top)[0] + 120, centre(page.box(top))[1], "A")
    new = page.add("new", page.node_of(a))
    with page.model.change("owner"):
        page.model.put(Link("as", "assignment", role, new, "", new))
    page.place(new)
    assert page.node(new).lane == page.node_of(low)
    assert page.box(low)[1] <= page.at(new).y and page.at(new).y + 80 <= page.box(low)[3]
    assert "as" not in page.model, "the lane says it"
    assert not faults(page.model, page.diagram)


def test_an_owner_without_a_lane_gets_one_at_the_foot(page: Page) -> None:
    pool = page.put("participant", 400, 200)
    a = page.step("A", 200, 200)
    role = Node("role", "role", "Stores")
    new = page.add("new", page.node_of(a))
    with page.model.change("owner"):
        page.model.put(role)
        page.model.put(Link("as", "assignment", role.id, new, "", new))
    page.place(new, new_lanes=True)
    lane = page.node(page.node(new).lane)
    assert lane.resource == role.id and lane.name == "Stores"
    assert page.at(lane.id).y + page.at(lane.id).height == page.box(pool)[3]
    assert not faults(page.model, page.diagram)


def test_all_that_is_not_drawn_is_placed_at_once(page: Page) -> None:
    a = page.node_of(page.step("A"))
    b = page.add("B", a)
    c = page.add("C", b)
    assert undrawn(page.model, page.diagram) == [b, c]
    place_new(page.model, page.diagram)
    assert not undrawn(page.model, page.diagram)
    with pytest.raises(Refusal, match="has its place"):
        place_new(page.model, page.diagram)


def test_pinned_shapes_stay_and_the_others_go_round_them(page: Page) -> None:
    a, b, c = page.chain("A > B > C")
    pinning.pin(page.model, [b], True)
    before = page.boxes()
    page.place(page.between("new", page.node_of(a), page.node_of(b)))
    assert page.box(b) == before[b]
    assert page.box(c) == before[c]
    assert [fault for fault in faults(page.model, page.diagram) if fault[0] == "overlap"] == []


def test_one_change_and_undone_to_the_byte(page: Page) -> None:
    a, b, _ = page.chain("A > B > C")
    new = page.between("new", page.node_of(a), page.node_of(b))
    before = dict(page.model.records)
    page.place(new)
    page.model.undo()
    assert dict(page.model.records) == before


def test_between_pinned_neighbours_it_goes_aside(page: Page) -> None:
    a, b, _ = page.chain("A > B > C")
    pinning.pin(page.model, [a, b], True)
    before = page.boxes()
    new = page.between("new", page.node_of(a), page.node_of(b))
    page.place(new)
    assert page.moved(before) <= {"C"}
    assert page.middle(new)[1] > page.middle(page.node_of(a))[1]
    assert not [fault for fault in faults(page.model, page.diagram) if fault[0] in ("overlap", "through")]


def test_what_grows_into_a_pinned_shape_is_refused(page: Page) -> None:
    a, b, _ = page.chain("A > B > C")
    pinning.pin(page.model, [a, b], True)
    before = dict(page.model.records)
    left, top, _, bottom = page.box(a)
    with pytest.raises(Refusal, match="pinned"):
        resize(page.model, a, (left, top, left + 200, bottom))
    assert dict(page.model.records) == before
