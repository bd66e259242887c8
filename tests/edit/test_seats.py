"""Who sits where, edited: boxes hung below others, put in order, folded, taken out; the chart is tidy after each."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from opsdesigner.edit import arrange, draw, holding, landing, seats
from opsdesigner.edit.beginning import chart_of_branch
from opsdesigner.edit.chart import fold, fold_to, reveal, tidy, unplaced
from opsdesigner.edit.chart import seats as seats_of
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.model import Bounds, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, overlaps
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.organisation import boss_of, dotted_lines, holders, reports_of


class Chart:
    """An org chart, drawn by names."""

    def __init__(self) -> None:
        self.model = Model()
        self.chart = seats.new_chart(self.model)

    def add(self, name: str, boss: str = "", beside: str = "", where: str = "after") -> Id:
        shape = seats.add(
            self.model,
            self.chart,
            boss=self[boss].node if boss else "",
            beside=self[beside].id if beside else "",
            where=where,  # type: ignore[arg-type]
            name=name,
        )
        self.check()
        return shape

    def __getitem__(self, name: str) -> Shape:
        node = next(node for node in self.model.all(Node) if node.name == name)
        shape = shape_of(self.model, node.id, self.chart)
        assert shape is not None
        return shape

    def below(self, name: str) -> list[str]:
        return self.names(seats_of(self.model, self.chart).reports.get(self[name].node, []))

    def names(self, nodes: list[Id]) -> list[str]:
        return [node.name for id in nodes if (node := self.model.get(id, Node))]

    def shown(self) -> set[str]:
        return set(self.names(list(seats_of(self.model, self.chart, hidden=False).shapes)))

    def check(self) -> None:
        """No two boxes share a place, and each line that is seen leads from a box to its boss."""
        found = seats_of(self.model, self.chart, hidden=False)
        boxes = [box_of(shape) for shape in found.shapes.values()]
        assert not any(overlaps(a, b) for a, b in itertools.combinations(boxes, 2))
        seen = {
            edge.link
            for edge in self.model.referrers(self.chart, Edge)
            if not edge.props.flag("hidden") and edge.points
        }
        wanted = {
            link.id
            for link in self.model.all(Link)
            if link.kind == "reportsTo" and {link.source, link.target} <= found.shapes.keys()
        }
        assert seen == wanted

    def drop(self, name: str, on: str, dx: float = 0.0, dy: float = 0.0) -> None:
        """Drags a box so that its middle is so far from the middle of another one."""
        one, other = self[name], self[on]
        going = arrange.plan(self.model, [one.id])
        way_x = other.x + other.width / 2 + dx - one.x - one.width / 2
        way_y = other.y + other.height / 2 + dy - one.y - one.height / 2
        arrange.drop(self.model, going, way_x, way_y, held=one.id)
        self.check()


@pytest.fixture
def firm() -> Chart:
    made = Chart()
    made.add("Boss")
    for name in ("Sales", "Stores", "Shipping"):
        made.add(name, "Boss")
    made.add("Packer", "Shipping")
    return made


def test_boxes_are_added_below_and_beside(firm: Chart) -> None:
    assert firm.below("Boss") == ["Sales", "Stores", "Shipping"]
    firm.add("Support", beside="Sales")
    firm.add("Front", beside="Sales", where="before")
    assert firm.below("Boss") == ["Front", "Sales", "Support", "Stores", "Shipping"]
    firm.add("Second firm", beside="Boss")
    assert boss_of(firm.model, firm["Second firm"].node) == ""


def test_the_order_is_saved_and_read_back(firm: Chart) -> None:
    firm.add("Front", beside="Sales", where="before")
    data = bpmn.write(bpmn.empty(), firm.model.records)
    bpmn.verify(data, firm.model.records)
    again = Model(bpmn.read(data).records.values())
    rows = seats_of(again, firm.chart).reports[firm["Boss"].node]
    assert firm.names(rows) == ["Front", "Sales", "Stores", "Shipping"]


def test_dropping_on_a_box_reports_to_it_and_beside_one_changes_the_order(firm: Chart) -> None:
    firm.drop("Stores", "Sales")
    assert firm.below("Sales") == ["Stores"] and firm.below("Boss") == ["Sales", "Shipping"]
    firm.model.undo()
    assert firm.below("Boss") == ["Sales", "Stores", "Shipping"]
    sales, shipping = firm["Sales"], firm["Shipping"]
    level = sales.y == shipping.y
    away = (-(sales.width / 2 + 10), 0.0) if level else (0.0, -(sales.height / 2 + 5))
    firm.drop("Shipping", "Sales", *away)
    assert firm.below("Boss") == ["Shipping", "Sales", "Stores"]
    assert firm.below("Shipping") == ["Packer"]


def test_nobody_is_hung_below_their_own_report(firm: Chart) -> None:
    before = dict(firm.model.records)
    with pytest.raises(Refusal, match="Packer is below Boss already"):
        seats.report_to(firm.model, [firm["Boss"].id], firm["Packer"].id)
    with pytest.raises(Refusal, match="themselves"):
        seats.report_to(firm.model, [firm["Boss"].id], firm["Boss"].id)
    assert dict(firm.model.records) == before


def test_dropped_on_free_paper_a_box_is_pinned_until_it_is_let_go(firm: Chart) -> None:
    before = firm["Stores"]
    firm.drop("Stores", "Boss", 900, 700)
    pinned = firm["Stores"]
    assert pinned.props.flag("pinned") and boss_of(firm.model, pinned.node) == firm["Boss"].node
    firm.add("More", "Boss")
    assert (firm["Stores"].x, firm["Stores"].y) == (pinned.x, pinned.y)
    landing.let_go(firm.model, [pinned.id])
    firm.check()
    assert not firm["Stores"].props.flag("pinned") and firm["Stores"].y <= before.y + 200


def pinned_at(firm: Chart, name: str, x: float, y: float) -> None:
    """Lets a box go with its corner at a point, to stay there."""
    shape = firm[name]
    landing.pin(firm.model, arrange.plan(firm.model, [shape.id]), x - shape.x, y - shape.y)


def test_a_pinned_box_keeps_clear_of_pinned_ones_that_stand_close_together(firm: Chart) -> None:
    """Between two too close for it, putting it clear of one must not put it on the other for ever."""
    pinned_at(firm, "Sales", 980, 880)
    pinned_at(firm, "Stores", 940, 780)
    pinned_at(firm, "Shipping", 960, 840)
    firm.check()
    assert all(firm[name].props.flag("pinned") for name in ("Sales", "Stores", "Shipping"))


def test_a_pinned_box_keeps_clear_of_pinned_ones_that_are_folded_away(firm: Chart) -> None:
    pinned_at(firm, "Packer", 900, 700)
    fold(firm.model, [firm["Shipping"].id])
    pinned_at(firm, "Sales", 910, 710)
    fold(firm.model, [firm["Shipping"].id], False)
    firm.check()


def test_folded_boxes_come_back_where_they_were(firm: Chart) -> None:
    before = dict(firm.model.records)
    fold(firm.model, [firm["Boss"].id])
    firm.check()
    assert firm.shown() == {"Boss"}
    reveal(firm.model, firm["Packer"].id)
    firm.check()
    assert firm.shown() == {"Boss", "Sales", "Stores", "Shipping", "Packer"}
    assert dict(firm.model.records) == before
    fold_to(firm.model, firm.chart, 2)
    assert firm.shown() == {"Boss", "Sales", "Stores", "Shipping"} and firm["Shipping"].props.flag("collapsed")
    firm.add("New packer", "Shipping")
    assert "New packer" in firm.shown() and "Packer" in firm.shown()
    fold(firm.model, [firm["Sales"].id])
    assert not firm["Sales"].props.flag("collapsed")  # nobody is below


def test_who_goes_leaves_the_reports_to_the_boss(firm: Chart) -> None:
    before = dict(firm.model.records)
    remove(firm.model, [firm["Shipping"].id])
    firm.check()
    assert firm.below("Boss") == ["Sales", "Stores", "Packer"]
    firm.model.undo()
    assert dict(firm.model.records) == before
    remove(firm.model, [firm["Boss"].id, firm["Shipping"].id])
    firm.check()
    assert boss_of(firm.model, firm["Packer"].node) == ""


def test_a_deleted_line_makes_a_box_its_own_top(firm: Chart) -> None:
    line = next(link for link in firm.model.referrers(firm["Stores"].node, Link, "source"))
    edge = next(edge for edge in firm.model.referrers(line.id, Edge))
    remove(firm.model, [edge.id])
    firm.check()
    assert boss_of(firm.model, firm["Stores"].node) == ""


def test_a_second_boss_is_a_dotted_line(firm: Chart) -> None:
    edge = draw.connect(firm.model, firm.chart, firm["Packer"].id, firm["Sales"].id)
    firm.check()
    assert firm.model.get(edge, Edge) and [link.target for link in dotted_lines(firm.model, firm["Packer"].node)]
    draw.reconnect(firm.model, edge, "target", firm["Stores"].id)
    firm.check()
    lines = dotted_lines(firm.model, firm["Packer"].node)
    assert [link.target for link in lines] == [firm["Stores"].node]
    seats.report_to(firm.model, [firm["Packer"].id], firm["Stores"].id)  # no second boss that is the first
    firm.check()
    assert dotted_lines(firm.model, firm["Packer"].node) == [] and firm.below("Stores") == ["Packer"]


def test_units_take_in_who_hangs_below_them(firm: Chart) -> None:
    from opsdesigner.notation.variants import Variant

    unit = seats.add(firm.model, firm.chart, Variant("unit", "Unit", "unit", ""), firm["Boss"].id, name="Operations")
    seats.report_to(firm.model, [firm["Shipping"].id], unit)
    firm.check()
    shipping = firm.model.get(firm["Shipping"].node, Node)
    assert shipping and shipping.resource == firm["Operations"].node
    holding.set_unit(firm.model, [shipping.id], "")
    assert (again := firm.model.get(shipping.id, Node)) and again.resource == ""
    with pytest.raises(Refusal):
        holding.set_unit(firm.model, [shipping.id], firm["Sales"].node)


def test_people_hold_roles_and_stand_in(firm: Chart) -> None:
    model, sales = firm.model, firm["Sales"].node
    with model.change("Vacant"):
        model.set_props(sales, vacant=True, vacantSince="2026-05")
    ann = holding.seat(model, sales, "Ann Lee")
    assert holding.seat(model, firm["Boss"].node, " ann  lee ") == ann
    assert (node := model.get(sales, Node)) and not node.props.flag("vacant")
    holding.set_holders(model, sales, ["Bob", "Cy"])
    assert [person.name for person in holders(model, sales)] == ["Bob", "Cy"]
    holding.set_holders(model, sales, ["cy", "Ann Lee"])
    assert {person.name for person in holders(model, sales)} == {"Cy", "Ann Lee"}
    holding.set_deputy(model, sales, firm["Stores"].node)
    holding.set_deputy(model, sales, firm["Stores"].node)
    assert len([link for link in model.all(Link) if link.kind == "deputy"]) == 1
    holding.set_deputy(model, sales, firm["Stores"].node, on=False)
    assert not [link for link in model.all(Link) if link.kind == "deputy"]
    with pytest.raises(Refusal):
        holding.set_deputy(model, sales, sales)


def test_a_second_chart_shows_who_is_asked_for(firm: Chart) -> None:
    other = seats.new_chart(firm.model, "To be", nodes=[firm["Boss"].node, firm["Packer"].node])
    assert {node.name for node in unplaced(firm.model, other)} == {"Sales", "Stores", "Shipping"}
    assert seats_of(firm.model, other).roots == [firm["Boss"].node, firm["Packer"].node]
    seats.show(firm.model, other, [node.id for node in unplaced(firm.model, other)])
    assert len(seats_of(firm.model, other).reports[firm["Boss"].node]) == 3
    firm.add("Everywhere", "Boss")
    assert [node.name for node in unplaced(firm.model, other)] == ["Everywhere"]


def test_styles_move_boxes_and_nothing_else(firm: Chart) -> None:
    reports = reports_of(firm.model, firm["Boss"].node)
    places = set()
    for style in ("tree", "hang-left", "hang-right", "hang-both", "columns", "compact", ""):
        landing.set_branch(firm.model, [firm["Boss"].id], style)
        firm.check()
        places.add(
            tuple(
                (firm.model.get(shape.id, Shape)) for id in reports if (shape := shape_of(firm.model, id, firm.chart))
            )
        )
    assert len(places) >= 4


def test_a_ring_of_bosses_in_a_file_is_drawn(firm: Chart) -> None:
    with firm.model.change("Ring"):
        firm.model.put(Link("ring", "reportsTo", firm["Boss"].node, firm["Packer"].node, parent=firm["Boss"].node))
    tidy(firm.model, firm.chart)
    found = seats_of(firm.model, firm.chart)
    assert len(found.roots) == 1 and len(found.shapes) == 5


def test_a_reporting_line_has_no_name_to_move(firm: Chart) -> None:
    edge = firm.model.referrers(firm.chart, Edge)[0]
    before = dict(firm.model.records)
    arrange.move_label(firm.model, edge.id, Bounds(10, 10, 60, 14))
    assert dict(firm.model.records) == before
    with firm.model.change("As another tool might"):
        firm.model.put(replace(edge, label=Bounds(1, 1, 9, 9), props=edge.props.having(labelPlaced=True)))
    firm.add("One more", "Boss")
    bpmn.verify(bpmn.write(bpmn.empty(), firm.model.records), firm.model.records)


def test_a_branch_has_a_chart_of_its_own(firm: Chart) -> None:
    chart = chart_of_branch(firm.model, firm["Shipping"].id)
    found = seats_of(firm.model, chart)
    assert firm.names(found.roots) == ["Shipping"] and firm.names(found.reports[found.roots[0]]) == ["Packer"]
    firm.add("Driver", "Shipping")
    assert firm.names(list(seats_of(firm.model, chart).shapes)) == ["Shipping", "Packer"]
    bpmn.verify(bpmn.write(bpmn.empty(), firm.model.records), firm.model.records)


def test_roles_that_hang_nowhere_yet_stand_in_rows_below_and_move_nobody(firm: Chart) -> None:
    before = {shape.id: box_of(shape) for shape in seats_of(firm.model, firm.chart).shapes.values()}
    foot = max(box[3] for box in before.values())
    right = max(box[2] for box in before.values())
    for at in range(7):
        firm.add(f"New {at}")
    boxes = [box_of(firm[f"New {at}"]) for at in range(7)]
    assert all(box[1] > foot for box in boxes) and max(box[2] for box in boxes) <= max(right, 416)
    assert len({box[1] for box in boxes}) > 1
    assert all(box_of(firm.model[id]) == box for id, box in before.items())  # type: ignore[arg-type]
    seats.report_to(firm.model, [firm["New 3"].id], firm["Boss"].id)
    assert firm.below("Boss")[-1] == "New 3" and box_of(firm["New 3"])[1] < box_of(firm["New 2"])[1]
