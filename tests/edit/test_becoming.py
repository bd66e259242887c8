"""What roles and reporting lines become: variants, vacancies, second bosses; the chart follows, undo brings it back."""

from __future__ import annotations

import pytest

from opsdesigner.edit import holding, seats
from opsdesigner.edit.convert import change_type, set_property
from opsdesigner.edit.ends import Refusal
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import edge_of, shape_of
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.organisation import boss_line, boss_of, dotted_lines, holders, reports_of
from opsdesigner.notation.variants import VARIANTS

ROLES = ("role", "vacancy", "assistant", "supplier", "customer", "software")


class Firm:
    """A boss over a team, one of whom leads two more."""

    def __init__(self) -> None:
        self.model = Model()
        self.page = seats.new_chart(self.model)
        self.boss = self.add("Boss")
        self.lead, self.clerk = self.add("Lead", self.boss), self.add("Clerk", self.boss)
        self.one, self.two = self.add("One", self.lead), self.add("Two", self.lead)

    def add(self, name: str, boss: Id = "") -> Id:
        return self.shape(seats.add(self.model, self.page, boss=boss, name=name)).node

    def shape(self, id: Id) -> Shape:
        found = self.model.get(id, Shape) or shape_of(self.model, id, self.page)
        assert found is not None
        return found

    def node(self, id: Id) -> Node:
        found = self.model.get(id, Node)
        assert found is not None
        return found

    def become(self, id: Id, variant: str) -> None:
        change_type(self.model, [self.shape(id).id], VARIANTS[variant])


@pytest.fixture
def firm() -> Firm:
    return Firm()


@pytest.mark.parametrize("to", ROLES)
@pytest.mark.parametrize("start", ROLES)
def test_any_variant_of_a_role_becomes_any_other(firm: Firm, start: str, to: str) -> None:
    firm.become(firm.clerk, start)
    before = dict(firm.model.records)
    firm.become(firm.clerk, to)
    node, shape = firm.node(firm.clerk), firm.shape(firm.clerk)
    for name in ("vacant", "assistant", "party"):
        assert node.props.get(name) == VARIANTS[to].props.get(name)
    assert (shape.width, shape.height) == box_size(node.kind, node.props)
    assert boss_of(firm.model, firm.clerk) == firm.boss
    if start != to:
        firm.model.undo()
        assert firm.model.records == before


def test_what_is_said_of_a_role_stays_whatever_it_becomes(firm: Firm) -> None:
    set_property(firm.model, [firm.lead], "hours", "38")
    holding.seat(firm.model, firm.lead, "Anna Bell")
    firm.become(firm.lead, "assistant")
    assert firm.node(firm.lead).props.text("hours") == "38"
    assert [person.name for person in holders(firm.model, firm.lead)] == ["Anna Bell"]
    assert reports_of(firm.model, firm.lead) == [firm.one, firm.two]


def test_who_held_what_becomes_a_vacancy_holds_it_no_longer(firm: Firm) -> None:
    holding.seat(firm.model, firm.clerk, "Anna Bell")
    firm.become(firm.clerk, "vacancy")
    assert holders(firm.model, firm.clerk) == []
    firm.model.undo()
    assert [person.name for person in holders(firm.model, firm.clerk)] == ["Anna Bell"]


def test_a_filled_vacancy_forgets_since_when(firm: Firm) -> None:
    firm.become(firm.clerk, "vacancy")
    set_property(firm.model, [firm.clerk], "vacantSince", "2026-05-01")
    firm.become(firm.clerk, "role")
    assert "vacantSince" not in firm.node(firm.clerk).props


def test_an_assistant_stands_beside_the_stem_and_no_longer_among_the_others(firm: Firm) -> None:
    firm.become(firm.clerk, "assistant")
    clerk, lead = firm.shape(firm.clerk), firm.shape(firm.lead)
    assert clerk.y + clerk.height <= lead.y
    firm.become(firm.clerk, "role")
    assert firm.shape(firm.clerk).y == firm.shape(firm.lead).y


def test_units_become_no_roles(firm: Firm) -> None:
    unit = seats.add(firm.model, firm.page, VARIANTS["unit"], name="Sales")
    with pytest.raises(Refusal):
        change_type(firm.model, [unit], VARIANTS["supplier"])


# facts that place


def test_vacant_empties_the_seat_and_since_goes_with_it(firm: Firm) -> None:
    holding.seat(firm.model, firm.clerk, "Anna Bell")
    set_property(firm.model, [firm.clerk], "vacant", True)
    set_property(firm.model, [firm.clerk], "vacantSince", "2026-05-01")
    assert holders(firm.model, firm.clerk) == []
    set_property(firm.model, [firm.clerk], "vacant", False)
    assert "vacantSince" not in firm.node(firm.clerk).props


def test_since_when_in_a_file_stays_where_something_else_is_set(firm: Firm) -> None:
    with firm.model.change("As a file has it"):
        firm.model.set_props(firm.clerk, vacantSince="2026-05-01")
    set_property(firm.model, [firm.clerk], "hours", "38")
    assert firm.node(firm.clerk).props.text("vacantSince") == "2026-05-01"


def test_a_box_that_is_pinned_no_longer_goes_back(firm: Firm) -> None:
    shape = firm.shape(firm.clerk)
    set_property(firm.model, [shape.id], "pinned", True)
    with firm.model.change("Move"):
        firm.model.update(shape.id, x=900.0, y=900.0)
    set_property(firm.model, [shape.id], "pinned", False)
    assert (firm.shape(firm.clerk).x, firm.shape(firm.clerk).y) == (shape.x, shape.y)


def test_a_style_of_a_branch_lays_it_out(firm: Firm) -> None:
    set_property(firm.model, [firm.shape(firm.lead).id], "branch", "tree")
    assert firm.shape(firm.one).y == firm.shape(firm.two).y
    set_property(firm.model, [firm.shape(firm.lead).id], "branch", "hang-right")
    assert firm.shape(firm.one).x == firm.shape(firm.two).x


# second bosses


def line_of(model: Model, id: Id) -> Link:
    line = boss_line(model, id)
    assert line is not None
    return line


def test_a_boss_made_the_second_one_leaves_the_box_at_the_top(firm: Firm) -> None:
    before = firm.shape(firm.clerk)
    set_property(firm.model, [line_of(firm.model, firm.clerk).id], "dotted", True)
    assert boss_of(firm.model, firm.clerk) == ""
    assert firm.shape(firm.clerk).y != before.y
    assert firm.shape(firm.clerk).y == firm.shape(firm.boss).y
    firm.model.undo()
    assert firm.shape(firm.clerk) == before


def test_a_second_boss_made_the_boss_takes_the_place_of_the_first(firm: Firm) -> None:
    seats.report_to(firm.model, [firm.clerk], firm.lead, dotted=True)
    second = dotted_lines(firm.model, firm.clerk)[0]
    set_property(firm.model, [second.id], "dotted", False)
    assert boss_of(firm.model, firm.clerk) == firm.lead
    assert [line.target for line in dotted_lines(firm.model, firm.clerk)] == [firm.boss]
    clerk, lead = firm.shape(firm.clerk), firm.shape(firm.lead)
    assert clerk.y >= lead.y + lead.height
    edge = edge_of(firm.model, second.id, firm.page)
    assert isinstance(edge, Edge)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(edge.points, edge.points[1:], strict=False))


def test_who_is_below_becomes_no_boss(firm: Firm) -> None:
    seats.report_to(firm.model, [firm.lead], firm.clerk, dotted=True)
    seats.report_to(firm.model, [firm.clerk], firm.lead)
    line, before = dotted_lines(firm.model, firm.lead)[0], dict(firm.model.records)
    with pytest.raises(Refusal, match="below"):
        set_property(firm.model, [line.id], "dotted", False)
    assert firm.model.records == before


def test_every_chart_that_shows_them_is_laid_out(firm: Firm) -> None:
    other = seats.new_chart(firm.model, "Second")
    assert isinstance(firm.model[other], Diagram) and firm.model[other].kind == ORG_CHART  # type: ignore[union-attr]
    set_property(firm.model, [line_of(firm.model, firm.clerk).id], "dotted", True)
    for page in (firm.page, other):
        shapes = [shape_of(firm.model, id, page) for id in (firm.clerk, firm.boss)]
        assert shapes[0] is not None and shapes[1] is not None
        assert shapes[0].y == shapes[1].y
