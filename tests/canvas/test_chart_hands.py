"""An org chart by hand: what a drag says it will do and does, folding by click, copies; nothing overlaps after any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.canvas.boxes.folding import fold_rect
from opsdesigner.canvas.output import clip
from opsdesigner.edit import holding, seats
from opsdesigner.edit.chart import seats as seats_of
from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, overlaps
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.organisation import boss_of, dotted_lines, holders

from .hand import ALT, CTRL, SHIFT, Hand, Key, Spot

FIRM = {"Boss": ("Sales", "Operations", "Finance"), "Operations": ("Stores", "Shipping"), "Sales": ("Web",)}


class Page:
    """What a hand needs to know of an org chart."""

    def __init__(self) -> None:
        self.model = Model()
        self.diagram = seats.new_chart(self.model)
        seats.add(self.model, self.diagram, name="Boss")
        for boss, names in FIRM.items():
            for name in names:
                seats.add(self.model, self.diagram, boss=self.node(boss), name=name)

    def node(self, name: str) -> Id:
        return next(node.id for node in self.model.all(Node) if node.name == name)

    def shape(self, id: Id) -> Shape:
        shape = self.model.get(id, Shape)
        assert shape is not None
        return shape


class Firm(Hand):
    """A hand on an org chart; boxes are called by their names."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)  # type: ignore[arg-type]
        self.page = page

    def box(self, name: str) -> Id:
        shape = shape_of(self.model, self.page.node(name), self.page.diagram)
        assert shape is not None
        return shape.id

    def on(self, name: str) -> Spot:
        return self.middle(self.box(name))

    def side(self, name: str, dx: float, dy: float = 0) -> Spot:
        """A spot beside a box: so far right of its right edge, or left of its left one."""
        shape = self.shape(self.box(name))
        x = shape.x + shape.width + dx if dx > 0 else shape.x + dx
        return (x, shape.y + shape.height / 2 + dy)

    def carry(self, name: str, spot: Spot, keys: object = None) -> str:
        """Drags the middle of a box to a spot; what was said on the way."""
        said: list[str] = []
        self.view.hint.connect(said.append)
        self.drag(self.on(name), spot, **({"keys": keys} if keys is not None else {}))  # type: ignore[arg-type]
        self.view.hint.disconnect(said.append)
        return next((text for text in reversed(said) if text), "")

    def boss(self, name: str) -> str:
        boss = self.model.get(boss_of(self.model, self.page.node(name)), Node)
        return boss.name if boss is not None else ""

    def below(self, name: str) -> list[str]:
        reports = seats_of(self.model, self.page.diagram).reports.get(self.page.node(name), [])
        return [node.name for id in reports if (node := self.model.get(id, Node))]

    def check(self) -> None:
        shown = seats_of(self.model, self.page.diagram, hidden=False).shapes.values()
        assert not any(overlaps(a, b) for a, b in combinations(map(box_of, shown), 2))


@pytest.fixture
def firm(qapp: QApplication) -> Iterator[Firm]:
    made = Firm(Page())
    yield made
    made.view.close()


def test_dropped_on_a_box_it_reports_to_it(firm: Firm) -> None:
    with firm.one_step():
        assert firm.carry("Stores", firm.on("Finance")) == "Drop: reports to Finance"
    assert firm.boss("Stores") == "Finance"
    firm.check()


def test_dropped_beside_a_box_it_stands_before_or_after_it(firm: Firm) -> None:
    with firm.one_step():
        assert firm.carry("Finance", firm.side("Sales", -8)) == "Drop: before Sales"
    assert firm.below("Boss") == ["Finance", "Sales", "Operations"]
    with firm.one_step():
        assert firm.carry("Sales", firm.side("Operations", 8)) == "Drop: after Operations"
    assert firm.below("Boss") == ["Finance", "Operations", "Sales"]
    firm.check()


def test_dropped_on_free_paper_it_stays_and_with_alt_it_stays_anywhere(firm: Firm) -> None:
    with firm.one_step():
        assert firm.carry("Web", (700, 500)) == "Drop: stays here"
    assert firm.shape(firm.box("Web")).props.flag("pinned")
    assert firm.boss("Web") == "Sales"
    at = firm.on("Web")
    with firm.one_step():
        assert firm.carry("Shipping", (at[0] + 20, at[1] + 200), ALT) == "Drop: stays here"
    assert firm.on("Shipping") == (at[0] + 20, at[1] + 200)
    firm.check()


def test_a_boss_cannot_be_dropped_on_those_below_who_travel_along(firm: Firm) -> None:
    x, y = firm.on("Boss")
    assert firm.carry("Boss", (x + 9, y + 92)) == "Drop: stays here"
    assert firm.boss("Boss") == ""
    firm.check()


def test_the_whole_branch_travels_and_is_dropped_as_one(firm: Firm) -> None:
    firm.press(firm.on("Operations"))
    firm.move((600, 450))
    plan = firm.view.gesture.plan  # type: ignore[union-attr]
    assert {firm.view.name_of(id) for id in plan.moving} == {"Operations", "Stores", "Shipping"}
    firm.move(firm.on("Finance"))
    firm.release(firm.on("Finance"))
    assert firm.boss("Operations") == "Finance"
    assert firm.below("Operations") == ["Stores", "Shipping"]
    firm.check()


def test_several_are_dropped_together(firm: Firm) -> None:
    firm.view.select({firm.box("Stores"), firm.box("Web")})
    firm.drag(firm.on("Stores"), firm.on("Finance"))
    assert set(firm.below("Finance")) == {"Stores", "Web"}
    firm.check()


def test_esc_puts_it_back(firm: Firm) -> None:
    with firm.nothing():
        firm.press(firm.on("Stores"))
        firm.move(firm.on("Finance"))
        firm.key(Key.Key_Escape)
        firm.release(firm.on("Finance"))


def test_nothing_lines_up_and_no_handles_are_shown(firm: Firm) -> None:
    from opsdesigner.canvas.gestures.handles import shape_handles

    firm.pick(firm.box("Stores"))
    assert shape_handles(firm.view, firm.box("Stores")) == []
    firm.press(firm.on("Stores"))
    x, y = firm.on("Finance")
    firm.move((x + 3, y + 3))
    assert firm.view.gesture.guides == []  # type: ignore[union-attr]
    firm.key(Key.Key_Escape)
    firm.release((x, y))


def test_what_is_dropped_on_stays_where_it_was_in_the_window(firm: Firm) -> None:
    before = firm.view.window_place(firm.box("Finance"))
    firm.carry("Operations", firm.on("Finance"))
    assert firm.view.window_place(firm.box("Finance")) == before
    assert firm.view.rect().contains(firm.view.window_place(firm.box("Operations")))


def test_the_ring_folds_and_unfolds(firm: Firm) -> None:
    firm.hover(firm.on("Operations"))
    ring = fold_rect(firm.view, firm.box("Operations")).center()
    spot = firm.view.to_diagram(ring.x(), ring.y())
    with firm.one_step():
        firm.click((spot.x(), spot.y() + 6))
    assert firm.shape(firm.box("Stores")).props.flag("hidden")
    firm.view.select(())
    firm.view.hover("")
    ring = fold_rect(firm.view, firm.box("Operations")).center()  # a folded one shows it always
    spot = firm.view.to_diagram(ring.x(), ring.y())
    firm.click((spot.x(), spot.y() + 6))
    assert not firm.shape(firm.box("Stores")).props.flag("hidden")


def test_a_ring_that_is_not_shown_takes_no_click(firm: Firm) -> None:
    x, y = firm.on("Operations")
    with firm.nothing():
        firm.click((x, y + 24))
    assert firm.names() == {"Operations"}


def test_a_double_click_opens_the_title(firm: Firm) -> None:
    firm.double_click(firm.on("Stores"))
    firm.name("Main stores")
    assert firm.boss("Main stores") == "Operations"


def test_a_line_drawn_by_key_is_a_second_boss(firm: Firm) -> None:
    firm.pick(firm.box("Stores"))
    firm.type("c")
    letters = firm.view.letters
    assert letters is not None
    letter = next(key for key, id in letters.targets.items() if id == firm.box("Finance"))
    with firm.one_step():
        firm.type(letter)
    assert [line.target for line in dotted_lines(firm.model, firm.page.node("Stores"))] == [firm.page.node("Finance")]


def test_the_line_to_the_boss_is_led_to_another_by_its_end(firm: Firm) -> None:
    edge = firm.edge(firm.box("Web"), firm.box("Sales"))
    firm.view.select({edge.id})
    link = firm.model[edge.link]
    assert isinstance(link, Link)
    end = edge.points[-1] if link.target == firm.page.node("Sales") else edge.points[0]
    with firm.one_step():
        firm.drag(end, firm.on("Finance"))
    assert firm.boss("Web") == "Finance"
    firm.check()


def test_a_role_put_down_by_the_tool_lands_where_it_says(firm: Firm) -> None:
    firm.view.set_tool("place:vacancy")
    firm.click(firm.on("Finance"))
    firm.name("Bookkeeper")
    assert firm.boss("Bookkeeper") == "Finance"
    firm.view.set_tool("place:unit")
    firm.click(firm.side("Finance", 8))
    firm.name("Support")
    assert firm.below("Boss")[-1] == "Support"
    firm.view.set_tool("place:supplier")
    firm.click((900, 560))
    firm.name("Parcel service")
    assert firm.boss("Parcel service") == ""
    firm.check()


def test_steps_are_no_boxes_and_say_so(firm: Firm) -> None:
    firm.view.set_tool("place:task")
    with firm.nothing():
        firm.click((500, 500))


# copies


def test_a_branch_is_copied_with_its_people_and_lines(firm: Firm) -> None:
    holding.set_holders(firm.model, firm.page.node("Stores"), ["Ben Ortiz"])
    firm.view.select({firm.box("Operations"), firm.box("Stores")})
    with firm.one_step():
        clip.duplicate(firm.view)
    copies = [node for node in firm.model.all(Node) if node.name == "Stores"]
    assert len(copies) == 2
    new = firm.model.get(copies[1].id, Node)
    assert new is not None
    assert [person.name for person in holders(firm.model, new.id)] == ["Ben Ortiz"]
    boss = firm.model.get(boss_of(firm.model, new.id), Node)
    assert boss is not None
    assert boss.name == "Operations"
    assert boss.id != firm.page.node("Operations")
    assert sum(node.name == "Ben Ortiz" for node in firm.model.all(Node)) == 1  # one person, two roles
    firm.check()


def test_a_branch_is_pasted_into_another_document(firm: Firm) -> None:
    holding.set_holders(firm.model, firm.page.node("Stores"), ["Ben Ortiz"])
    firm.view.select({firm.box("Operations")})
    clip.copy(firm.view)
    other = Model()
    chart = seats.new_chart(other)
    firm.view.show_diagram(other, chart)
    clip.paste(firm.view)
    assert sorted(node.name for node in other.all(Node)) == ["Ben Ortiz", "Operations", "Shipping", "Stores"]
    found = seats_of(other, chart)
    assert len(found.roots) == 1
    assert len(found.reports[found.roots[0]]) == 2


def test_the_text_of_a_copy_is_an_indented_list(firm: Firm) -> None:
    holding.set_holders(firm.model, firm.page.node("Stores"), ["Ben Ortiz", "Mia Holm"])
    names = ("Operations", "Stores", "Shipping")
    data = clip.data_of(firm.view, frozenset(firm.box(name) for name in names))
    assert data.text() == "Operations\n\tStores: Ben Ortiz, Mia Holm\n\tShipping"
    assert {"image/svg+xml", "image/png"} <= set(data.formats())


def test_an_indented_list_is_pasted_as_boxes(firm: Firm) -> None:
    other = Model()
    chart = seats.new_chart(other)
    firm.view.show_diagram(other, chart)
    clip.board().setText("Boss: Anna Bell\n\tSales\n\t\tWeb: Ben Ortiz, Mia Holm\n\tFinance")
    clip.paste(firm.view)
    found = seats_of(other, chart)
    named = {node.name: node.id for node in other.all(Node)}
    assert [other[id].name for id in found.reports[named["Boss"]]] == ["Sales", "Finance"]  # type: ignore[union-attr]
    assert [person.name for person in holders(other, named["Web"])] == ["Ben Ortiz", "Mia Holm"]


def test_a_copy_is_dropped_on_a_boss_with_ctrl(firm: Firm) -> None:
    with firm.one_step():
        firm.carry("Web", firm.on("Finance"), CTRL)
    assert firm.below("Sales") == ["Web"]
    assert firm.below("Finance") == ["Web"]
    firm.check()


# at random


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_hand_does_the_chart_is_tidy_and_undo_brings_all_back(firm: Firm, seed: int) -> None:
    random, start = Random(seed), firm.records()
    for step in range(40):
        _gesture(firm, random)
        if firm.view.editing():
            QTest.keyClicks(QApplication.focusWidget(), f"Role {step}")
            QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
        firm.view.chooser.close_menu()
        firm.check()
    end = firm.records()
    while firm.model.can_undo and firm.records() != start:
        firm.model.undo()
    assert firm.records() == start
    while firm.model.can_redo:
        firm.model.redo()
    assert firm.records() == end


def _gesture(firm: Firm, random: Random) -> None:
    """One thing a hand or a keyboard does to a box that is in view."""
    boxes = sorted(firm.view.display.shapes, key=lambda id: firm.place(id))
    if not boxes:
        firm.key(Key.Key_Return)
        return
    one, other = random.choice(boxes), random.choice(boxes)
    firm.view.select({one})
    firm.view.setFocus()
    firm.view.reveal(one)
    spot = firm.middle(other)
    act = random.randrange(10)
    if act < 3:
        beside = random.choice(((0, 0), (92, 0), (-92, 0), (0, 40), (300, 300)))
        keys = random.choice((ALT, CTRL, None, None, None))
        end = (spot[0] + beside[0], spot[1] + beside[1])
        firm.drag(firm.middle(one), end, **({"keys": keys} if keys is not None else {}))  # type: ignore[arg-type]
    elif act < 7:
        firm.key(random.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Delete)))
    elif act == 7:
        firm.key(random.choice((Key.Key_Left, Key.Key_Right)), random.choice((ALT, CTRL | SHIFT)))
    elif act == 8:
        firm.type(random.choice("x+-0123"))
    else:
        clip.duplicate(firm.view)
