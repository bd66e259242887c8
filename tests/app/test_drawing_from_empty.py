"""One process of 25 steps, four lanes, three decisions, an event on an edge and a sub-process, drawn from nothing.

Once by mouse (keys only for words and the Enter that ends them), once by keys alone; both count what they did.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from opsdesigner.model import Edge, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, contains, overlaps
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS
from tests.properties.truths import lies

from .conftest import Open
from .hands import CTRL, SHIFT, Hands, Key

LANES = {
    "Sales": "Order arrives, Receive order, Check order, Complete?, Confirm order, Ask customer,"
    " Send invoice, Book payment, Order served",
    "Stores": "Check stock, In stock?, Pick goods, Check quality, Pack goods",
    "Procurement": "Choose supplier, Order goods, Too late, Call supplier, Tell customer, Order cancelled,"
    " Receive goods, Inspect goods, Goods right?, Store goods, Return goods, Claim refund",
    "Shipping": "Print label, Book carrier, Load truck, Deliver goods",
}
FLOWS = """
Order arrives > Receive order > Check order > Complete? > Confirm order > Check stock > In stock? > Pick goods
Pick goods > Check quality > Pack goods > Print label > Book carrier > Load truck > Deliver goods > Send invoice
Send invoice > Book payment > Order served
Complete? > Ask customer > Check order
In stock? > Choose supplier > Order goods > Receive goods > Inspect goods > Goods right? > Store goods > Pick goods
Goods right? > Return goods > Claim refund > Choose supplier
Too late > Call supplier > Tell customer > Order cancelled
Goods there > Wrap goods > Box goods
"""
ANSWERS = {
    ("Complete?", "Confirm order"): "yes",
    ("Complete?", "Ask customer"): "no",
    ("In stock?", "Pick goods"): "yes",
    ("In stock?", "Choose supplier"): "no",
    ("Goods right?", "Store goods"): "yes",
    ("Goods right?", "Return goods"): "no",
}
MOST = 160  # interactions; 25 steps and 33 flows, 6 answers, 4 lanes and their names are in it


@pytest.fixture
def hands(opened: Open) -> Hands:
    """A window on an empty document."""
    window = opened(size=(1920, 1080))
    window.actions_by_id["new"].trigger()
    QApplication.processEvents()
    return Hands(window)


# what was drawn


def is_right(model: Model) -> None:
    """Names, lanes, flows and answers are as they should be; lines are docked; nothing lies on anything."""
    nodes = {node.name: node for node in model.all(Node) if node.kind in KINDS}
    for lane, members in LANES.items():
        for name in members.replace(",  ", ", ").split(", "):
            assert model[nodes[name].lane] is nodes[lane], f"{name} is not in {lane}"
    steps = [node for node in nodes.values() if KINDS[node.kind].family == "step"]
    assert len(steps) == 25
    assert nodes["Pack goods"].kind == "subProcess"
    assert {nodes[name].parent for name in ("Wrap goods", "Box goods")} == {nodes["Pack goods"].id}
    assert nodes["Too late"].host == nodes["Order goods"].id
    assert [bag.text("kind") for bag in nodes["Too late"].props.bags("events")] == ["timer"]
    assert [nodes[name].kind for name in ("Complete?", "In stock?", "Goods right?")] == ["exclusiveGateway"] * 3
    links = {(title(model, a.source), title(model, a.target)): a for a in model.all(Link)}
    wanted = {pair for line in FLOWS.strip().split("\n") for pair in _pairs(line.split(" > "))}
    assert {pair for pair in links if pair[0]} == wanted
    assert {pair: links[pair].name for pair in ANSWERS} == ANSWERS
    assert lies(model) == []
    assert overlapping(model) == []
    assert all(model.referrers(link.id, Edge) for link in model.all(Link))


def _pairs(names: list[str]) -> list[tuple[str, str]]:
    return list(pairwise(names))


def overlapping(model: Model) -> list[tuple[str, str]]:
    """Pairs of shapes that lie on each other and should not."""
    shapes = [shape for shape in model.all(Shape) if _family(model, shape) not in ("pool", "lane")]
    return [
        (title(model, a.node), title(model, b.node))
        for a, b in combinations(shapes, 2)
        if a.diagram == b.diagram and overlaps(box_of(a), box_of(b)) and not _may(model, a, b)
    ]


def _family(model: Model, shape: Shape) -> str:
    node = model.get(shape.node, Node)
    return KINDS[node.kind].family if node else ""


def _may(model: Model, a: Shape, b: Shape) -> bool:
    """An event on its step; what lies in an open sub-process."""
    one, other = model.get(a.node, Node), model.get(b.node, Node)
    if one is None or other is None:
        return False
    held = (one.parent == other.id and contains(box_of(b), box_of(a))) or (
        other.parent == one.id and contains(box_of(a), box_of(b))
    )
    return held or one.host == other.id or other.host == one.id


# by keys


class Keys(Hands):
    """What a person without a mouse does."""

    def name(self, text: str) -> None:
        assert self.view.editing(), text
        self.type(text)
        self.key(Key.Key_Return)

    def next(self, text: str, lanes: int = 0, answer: str = "") -> None:
        """A step after the selected one, handed down (or up) so many lanes; after a decision its answer first."""
        self.key(Key.Key_Return)
        if answer:
            self.name(answer)
        self.name(text)
        self.hand_on(lanes)

    def hand_on(self, lanes: int) -> None:
        for _ in range(abs(lanes)):
            self.key(Key.Key_Down if lanes > 0 else Key.Key_Up, CTRL | SHIFT)

    def append(self, search: str, text: str) -> None:
        self.key(Key.Key_A)
        self.type(search)
        self.key(Key.Key_Return)
        self.name(text)

    def decide(self, text: str) -> None:
        self.key(Key.Key_Question, SHIFT)
        self.name(text)

    def branch(self, answer: str, text: str) -> None:
        self.key(Key.Key_Tab)
        self.name(answer)
        self.name(text)

    def command(self, search: str) -> None:
        self.key(Key.Key_K, CTRL)
        self.type(search)
        self.key(Key.Key_Return)

    def join(self, target: str) -> None:
        """By the letter that stands on the target."""
        self.key(Key.Key_C)
        assert self.view.letters is not None
        id = self.named(target).id
        code = next(code for code, each in self.view.letters.targets.items() if each == id)
        for letter in code:
            self.key(getattr(Key, f"Key_{letter}"))

    def go(self, *ways: str) -> None:
        for way in ways:
            self.key(getattr(Key, f"Key_{way}"))


def test_by_keyboard_alone(hands: Hands, capsys: pytest.CaptureFixture[str]) -> None:
    keys = Keys(hands.window)
    keys.key(Key.Key_Return)
    keys.name("Order arrives")
    keys.key(Key.Key_N)
    keys.type("pool")
    keys.key(Key.Key_Return)
    keys.name("Bright Bikes")
    keys.command("Split in two lanes")
    keys.name("Sales")
    keys.go("Down", "F2")
    keys.name("Stores")
    for lane in ("Procurement", "Shipping"):
        keys.command("Add a lane below")
        keys.name(lane)
    keys.go("Home")
    keys.next("Receive order")
    keys.next("Check order")
    keys.decide("Complete?")
    keys.next("Confirm order", answer="yes")
    keys.branch("no", "Ask customer")
    keys.join("Check order")
    keys.go("Right", "Right")
    assert keys.selected() == "Confirm order"
    keys.next("Check stock", 1)
    keys.decide("In stock?")
    keys.next("Pick goods", answer="yes")
    keys.branch("no", "Choose supplier")
    keys.hand_on(1)
    assert keys.selected() == "Choose supplier"
    buy(keys)
    keys.go("Right", "Right", "Right", "Right", "Right")
    assert keys.selected() == "Store goods"
    keys.join("Pick goods")
    keys.next("Check quality")
    keys.append("sub-process, closed", "Pack goods")
    keys.next("Print label", 2)
    for name in ("Book carrier", "Load truck", "Deliver goods"):
        keys.next(name)
    keys.next("Send invoice", -3)
    keys.next("Book payment")
    keys.append("end", "Order served")
    pack(keys)
    is_right(keys.model)
    told(keys, "keyboard", capsys)


def buy(keys: Keys) -> None:
    """What Procurement does, from the choice of a supplier on."""
    keys.next("Order goods")
    keys.append("timer on the edge", "Too late")
    keys.next("Call supplier")
    keys.next("Tell customer")
    keys.append("end", "Order cancelled")
    keys.go("Left", "Left", "Left", "Left")
    assert keys.selected() == "Order goods"
    keys.next("Receive goods")
    keys.next("Inspect goods")
    keys.decide("Goods right?")
    keys.next("Store goods", answer="yes")
    keys.branch("no", "Return goods")
    keys.next("Claim refund")
    keys.join("Choose supplier")


def pack(keys: Keys) -> None:
    """What lies in the sub-process, on its own page."""
    keys.go("Left", "Left", "Left", "Left", "Left", "Left", "Left")
    assert keys.selected() == "Pack goods"
    keys.key(Key.Key_Return, CTRL)
    keys.key(Key.Key_Return)
    keys.name("Goods there")
    keys.next("Wrap goods")
    keys.next("Box goods")


# by mouse


class Mouse(Hands):
    """What a person does who keeps to the mouse and types words only."""

    def name(self, text: str) -> None:
        """Typed, and ended by Enter."""
        assert self.view.editing(), text
        self.type(text)
        self.key(Key.Key_Return)

    def far(self, turns: int) -> None:
        """Zooms out by wheel."""
        self.count["wheel"] += 1
        view, at = self.view.viewport(), QPointF(self.view.rect().center())
        place, none = QPointF(view.mapToGlobal(at.toPoint())), Qt.MouseButton.NoButton
        for _ in range(turns):
            turn = QWheelEvent(at, place, QPoint(), QPoint(0, -120), none, CTRL, Qt.ScrollPhase.NoScrollPhase, False)
            QApplication.sendEvent(view, turn)

    def put(self, tool: str, x: float, y: float, text: str) -> None:
        self.tool(f"place:{tool}")
        self.click(x, y)
        self.name(text)

    def next(self, text: str, variant: str = "task", answer: str = "") -> None:
        """A button of the pad, clicked; after a decision its answer first."""
        self.pad(f"append.{variant}")
        if answer:
            self.name(answer)
        self.name(text)

    def next_at(self, text: str, x: float, y: float, answer: str = "") -> None:
        """A button of the pad, dragged to a place."""
        self.pad_drag("append.task", x, y)
        if answer:
            self.name(answer)
        self.name(text)

    def pick(self, name: str) -> None:
        """A click on it, clear of lines that cross its middle."""
        shape = self.named(name)
        step = _family(self.model, shape) == "step"
        self.click(shape.x + shape.width * (0.15 if step else 0.5), shape.y + shape.height * (0.85 if step else 0.4))
        assert self.selected() == name

    def join(self, target: str) -> None:
        """The arrow of the pad, dragged onto the target."""
        self.pad_drag("connect", *self.middle(target))

    def more(self, search: str, text: str) -> None:
        """From the menu: searched for, the first entry clicked."""
        self.pad("more")
        self.type(search)
        entry = self.view.chooser.list
        first = next(at for at, row in enumerate(entry.rows) if row.entry)
        self.tap(entry, QPointF(entry._places()[first].center()))
        self.name(text)


def test_by_mouse(hands: Hands, capsys: pytest.CaptureFixture[str]) -> None:
    mouse = Mouse(hands.window)
    mouse.far(6)
    mouse.put("participant", -600, -100, "Bright Bikes")
    pool = mouse.named("Bright Bikes")
    rim, middle = pool.x + pool.width, pool.y + pool.height / 2
    mouse.drag((rim, middle), (rim + 1000, middle))
    mouse.pad("split_lane_3")
    mouse.name("Sales")
    for lane in ("Stores", "Procurement"):
        unnamed = next(s for s in mouse.model.all(Shape) if s.height < 200 and mouse.view.name_of(s.id) in ("lane", ""))
        mouse.double_click(unnamed.x + 15, unnamed.y + unnamed.height / 2)
        mouse.name(lane)
    mouse.pad("add_lane_after")
    mouse.name("Shipping")
    sales = mouse.named("Sales")
    mouse.put("startEvent", sales.x + 80, mouse.middle("Sales")[1], "Order arrives")
    mouse.next("Receive order")
    mouse.next("Check order")
    mouse.next("Complete?", "exclusiveGateway")
    mouse.next("Confirm order", answer="yes")
    mouse.pick("Complete?")
    mouse.next("Ask customer", answer="no")
    mouse.pick("Ask customer")
    mouse.join("Check order")
    mouse.pick("Confirm order")
    x = mouse.middle("Confirm order")[0]
    mouse.next_at("Check stock", x + 148, mouse.middle("Stores")[1])
    mouse.next("In stock?", "exclusiveGateway")
    mouse.next("Pick goods", answer="yes")
    mouse.pick("Pick goods")
    mouse.next("Check quality")
    mouse.more("sub-process, open", "Pack goods")
    in_it = mouse.named("Pack goods")
    mouse.put("startEvent", in_it.x + 50, in_it.y + in_it.height / 2, "Goods there")
    mouse.next("Wrap goods")
    mouse.next("Box goods")
    pack, goods = mouse.named("Pack goods"), mouse.middle("Pick goods")
    mouse.click(pack.x + pack.width / 2, pack.y + pack.height - 8)
    mouse.next_at("Print label", pack.x + pack.width, mouse.middle("Shipping")[1])
    for name in ("Book carrier", "Load truck", "Deliver goods"):
        mouse.next(name)
    x = mouse.middle("Deliver goods")[0]
    mouse.next_at("Send invoice", x, mouse.middle("Order arrives")[1])
    mouse.next("Book payment")
    mouse.next("Order served", "endEvent")
    mouse.pick("In stock?")
    mouse.next_at("Choose supplier", goods[0], mouse.middle("Procurement")[1], "no")
    mouse.pick("Choose supplier")
    mouse.next("Order goods")
    mouse.more("timer on the edge", "Too late")
    mouse.next("Call supplier")
    mouse.next("Tell customer")
    mouse.next("Order cancelled", "endEvent")
    mouse.pick("Order goods")
    mouse.next("Receive goods")
    mouse.next("Inspect goods")
    mouse.next("Goods right?", "exclusiveGateway")
    mouse.next("Store goods", answer="yes")
    mouse.pick("Store goods")
    mouse.join("Pick goods")
    mouse.pick("Goods right?")
    mouse.next("Return goods", answer="no")
    mouse.pick("Return goods")
    mouse.next("Claim refund")
    mouse.join("Choose supplier")
    is_right(mouse.model)
    told(mouse, "mouse", capsys)


def told(hands: Hands, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Says the count where it is asked for (`pytest -s`), and holds it to what is reasonable."""
    whole = hands.count.total()
    with capsys.disabled():
        print(f"\nby {how}: {whole} interactions {dict(hands.count)}")
    assert whole <= MOST
