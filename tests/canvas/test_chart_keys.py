"""An org chart drawn by keyboard: real keys, and how many of them it takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.canvas.view import CanvasView
from opsdesigner.edit import seats
from opsdesigner.edit.chart import seats as seats_of
from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.model.geometry import box_of, overlaps
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.organisation import boss_of, holders

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Seating:
    """An empty org chart, a canvas that shows it, and hands on the keys: every key but those of words is counted."""

    def __init__(self) -> None:
        self.model = Model()
        self.chart = seats.new_chart(self.model)
        self.view = CanvasView()
        self.view.resize(1000, 700)
        self.view.show()
        self.view.activateWindow()
        self.view.show_diagram(self.model, self.chart)
        self.view.show_box((400, 300, 400, 300), 1.0)
        self.view.setFocus()
        self.keys = 0
        QApplication.processEvents()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget(), key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        assert self.view.editing()
        QTest.keyClicks(QApplication.focusWidget(), text)

    def sign(self, text: str) -> None:
        QTest.keyClicks(self.view, text)
        QApplication.processEvents()

    def named(self, text: str) -> None:
        self.type(text)
        self.key(Key.Key_Return)

    def draw(self, *names: str) -> None:
        """A boss, then those below it."""
        self.key(Key.Key_Return)
        self.named(names[0])
        for at, name in enumerate(names[1:]):
            self.key(Key.Key_Return if at else Key.Key_Tab)
            self.named(name)

    def go(self, name: str) -> None:
        self.view.select({self[name].id})
        self.view.by_keyboard = True

    @property
    def current(self) -> str:
        return self.view.name_of(self.view.current())

    def __getitem__(self, name: str) -> Shape:
        node = next(node for node in self.model.all(Node) if node.name == name)
        shape = shape_of(self.model, node.id, self.chart)
        assert shape is not None
        return shape

    def boss(self, name: str) -> str:
        boss = self.model.get(boss_of(self.model, self[name].node), Node)
        return boss.name if boss is not None else ""

    def below(self, name: str) -> list[str]:
        reports = seats_of(self.model, self.chart).reports.get(self[name].node, [])
        return [node.name for id in reports if (node := self.model.get(id, Node))]

    def check(self) -> None:
        """No box stands on another."""
        shown = seats_of(self.model, self.chart, hidden=False).shapes.values()
        assert not any(overlaps(a, b) for a, b in combinations(map(box_of, shown), 2))

    def in_sight(self, id: Id) -> bool:
        return self.view.rect().contains(self.view.window_place(id))


@pytest.fixture
def seating(qapp: QApplication) -> Iterator[Seating]:
    made = Seating()
    yield made
    made.view.close()


def test_enter_makes_the_first_role_and_opens_its_title(seating: Seating) -> None:
    seating.key(Key.Key_Return)
    seating.named("Managing director")
    assert seating.boss("Managing director") == ""
    assert not seating.view.editing()


def test_enter_goes_on_beside_and_tab_below(seating: Seating) -> None:
    seating.draw("Boss", "Sales", "Operations")
    seating.key(Key.Key_Tab)
    seating.named("Stores")
    assert seating.below("Boss") == ["Sales", "Operations"]
    assert seating.below("Operations") == ["Stores"]
    seating.check()


def test_shift_enter_comes_before_and_shift_tab_one_level_up(seating: Seating) -> None:
    seating.draw("Boss", "Sales")
    seating.key(Key.Key_Return, SHIFT)
    seating.named("Marketing")
    assert seating.below("Boss") == ["Marketing", "Sales"]
    seating.key(Key.Key_Tab)
    seating.named("Press")
    seating.key(Key.Key_Backtab, SHIFT)
    seating.named("Web")
    assert seating.below("Boss") == ["Marketing", "Web", "Sales"]


def test_nobody_is_above_the_top(seating: Seating) -> None:
    seating.draw("Boss")
    before = dict(seating.model.records)
    seating.key(Key.Key_Backtab, SHIFT)
    assert dict(seating.model.records) == before


def test_tab_in_the_title_goes_on_to_who_holds_it_and_back(seating: Seating) -> None:
    seating.key(Key.Key_Return)
    seating.type("Sales")
    seating.key(Key.Key_Tab)
    seating.type("Ben Ortiz, Mia Holm")
    seating.key(Key.Key_Tab)
    seating.named("Sales and service")
    role = seating["Sales and service"].node
    assert [person.name for person in holders(seating.model, role)] == ["Ben Ortiz", "Mia Holm"]


def test_p_opens_who_holds_the_selected_role(seating: Seating) -> None:
    seating.draw("Boss")
    seating.key(Key.Key_P)
    seating.named("Anna Bell")
    seating.key(Key.Key_P)
    seating.named("Emil Holm")
    assert [person.name for person in holders(seating.model, seating["Boss"].node)] == ["Emil Holm"]


def test_arrows_walk_the_chart(seating: Seating) -> None:
    seating.draw("Boss", "A", "B")
    seating.key(Key.Key_Tab)
    seating.named("B1")
    seating.go("A")
    seating.key(Key.Key_Tab)
    seating.named("A1")
    for key, name in (
        (Key.Key_Right, "B1"),  # a cousin
        (Key.Key_Up, "B"),
        (Key.Key_Left, "A"),
        (Key.Key_Left, "A"),
        (Key.Key_Down, "A1"),
        (Key.Key_Home, "Boss"),
        (Key.Key_Down, "A"),
        (Key.Key_Up, "Boss"),
        (Key.Key_End, "B1"),
    ):
        seating.key(key)
        assert seating.current == name


def test_order_is_changed_by_keys(seating: Seating) -> None:
    seating.draw("Boss", "A", "B", "C")
    seating.key(Key.Key_Left, CTRL | SHIFT)
    assert seating.below("Boss") == ["A", "C", "B"]
    seating.key(Key.Key_Up, CTRL | SHIFT)
    seating.key(Key.Key_Up, CTRL | SHIFT)
    assert seating.below("Boss") == ["C", "A", "B"]
    seating.key(Key.Key_Down, CTRL | SHIFT)
    assert seating.below("Boss") == ["A", "C", "B"]
    assert seating.current == "C"


def test_folding_by_keys(seating: Seating) -> None:
    seating.draw("Boss", "A", "B")
    seating.key(Key.Key_Tab)
    seating.named("B1")
    seating.go("B")
    seating.sign("-")
    assert seating["B1"].props.flag("hidden")
    seating.sign("+")
    assert not seating["B1"].props.flag("hidden")
    seating.sign("x")
    assert seating["B1"].props.flag("hidden")
    seating.sign("0")
    assert not seating["B1"].props.flag("hidden")
    seating.sign("1")
    assert seating["A"].props.flag("hidden")
    seating.sign("2")
    assert not seating["A"].props.flag("hidden")
    assert seating["B1"].props.flag("hidden")


def test_a_branch_gets_its_style_by_keys(seating: Seating) -> None:
    seating.draw("Boss", "A", "B")
    seating.go("Boss")
    seating.sign("s")
    QTest.keyClicks(seating.view.chooser.field, "columns")
    QTest.keyClick(seating.view.chooser.field, Key.Key_Return)
    assert seating["Boss"].props.text("branch") == "columns"
    seating.check()


def test_delete_hands_the_reports_to_the_boss(seating: Seating) -> None:
    seating.draw("Boss", "A")
    seating.key(Key.Key_Tab)
    seating.named("A1")
    seating.go("A")
    seating.key(Key.Key_Delete)
    assert seating.below("Boss") == ["A1"]
    seating.model.undo()
    assert seating.below("A") == ["A1"]


def test_alt_and_an_arrow_pin_a_box(seating: Seating) -> None:
    seating.draw("Boss", "A")
    x = seating["A"].x
    seating.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert (seating["A"].x, seating["A"].props.flag("pinned")) == (x + 8, True)
    assert seating.boss("A") == "Boss"


def test_the_new_box_is_in_sight_and_the_one_before_it_stays_where_it_was(seating: Seating) -> None:
    seating.draw("Boss", "A")
    for name in "BCDEFGH":
        before = seating.view.window_place(seating.view.current())
        seating.key(Key.Key_Return)
        assert seating.in_sight(seating.view.current())
        seating.named(name)
        assert seating.in_sight(seating.view.current())
        if name < "D":  # there is room still
            row = seating.below("Boss")
            assert seating.view.window_place(seating[row[-2]].id) == before


FIRM = {  # boss: reports
    "Managing director": ("Sales", "Operations", "Finance", "Support", "Marketing"),
    "Sales": ("Key accounts", "Inside sales", "Field sales", "Quotations"),
    "Operations": ("Procurement", "Stores", "Manufacturing", "Shipping", "Planning"),
    "Finance": ("Payroll", "Invoicing", "Controlling"),
    "Support": ("Hotline", "Repairs", "Spare parts"),
    "Marketing": ("Web", "Events", "Press", "Design"),
    "Manufacturing": ("Frames", "Wheels", "Assembly", "Paint", "Testing"),
}


def test_a_chart_of_thirty_roles_by_keyboard_only(seating: Seating) -> None:
    """Each box takes two keys besides its words: the one that makes it, and Enter behind its title."""

    def branch(boss: str, depth: int) -> int:
        """Draws all below a box, each with its own branch; returns how deep the last box lies."""
        last = depth
        for at, name in enumerate(FIRM.get(boss, ())):
            if at == 0:
                seating.key(Key.Key_Tab)
            elif last == depth + 1:
                seating.key(Key.Key_Return)
            else:
                seating.key(Key.Key_Backtab, SHIFT)
            seating.named(name)
            last = branch(name, depth + 1)
        return last

    seating.key(Key.Key_Return)
    seating.named("Managing director")
    branch("Managing director", 1)
    assert len(seats_of(seating.model, seating.chart).shapes) == 30
    for boss, reports in FIRM.items():
        assert tuple(seating.below(boss)) == reports
    seating.check()
    assert seating.keys == 2 * 30
