"""A small firm on an org chart, and the process its roles own, as records."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from opsdesigner.model import NO_PROPS, Diagram, Edge, Link, Model, Node, Props, Record, Shape
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.kinds import ORG_CHART

PLACES = {
    "boss": (200, 0),
    "help": (400, 6),
    "ops": (300, 112),
    "sales": (40, 112),
    "stores": (320, 188),
    "plant": (320, 256),
    "wheels": (40, 400),
    "shops": (240, 400),
    "system": (440, 400),
    "clerk": (40, 600),
    "packer": (300, 600),
}


def photo(colour: str = "#AA5522", form: str = "JPG") -> str:
    """A photo of one colour, as the file keeps it."""
    image = QImage(60, 90, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)  # type: ignore[call-overload]
    return base64.b64encode(buffer.data().data()).decode()


def records() -> list[Record]:
    team = [
        Node("boss", "role", "Managing director"),
        Node("help", "role", "Assistant", props=Props(assistant=True)),
        Node("ops", "unit", "Operations"),
        Node("sales", "role", "Sales", props=Props(colour="#C21F7A")),
        Node("stores", "role", "Stores", resource="ops"),
        Node("plant", "role", "Manufacturing", resource="ops", props=Props(vacant=True, vacantSince="2026-05-04")),
        Node("wheels", "role", "Wheelworks", props=Props(party="supplier")),
        Node("shops", "role", "Bike shops", props=Props(party="customer")),
        Node("system", "role", "Order system", props=Props(party="system")),
        Node("clerk", "role", "Clerk", props=Props(code="CK")),
        Node("packer", "role", "Packer"),
        Node("anna", "person", "Anna Bright", props=Props(photo=photo())),
        Node("emil", "person", "Emil Holm", props=Props(away="2026-11-01/2026-11-03 2026-11-28/2026-12-02")),
        Node("gita", "person", "Gita Rao"),
        Node("joy", "person", "Joy Adeyemi"),
    ]
    held = [("anna", "boss"), ("emil", "stores"), ("gita", "stores"), ("joy", "help"), ("emil", "sales")]
    lines = [
        ("help", "boss"),
        ("ops", "boss"),
        ("sales", "boss"),
        ("stores", "ops"),
        ("plant", "ops"),
        ("packer", "stores"),
        ("clerk", "packer"),
    ]
    links: list[Record] = [Link(f"h{a}{b}", "holds", a, b, parent=a) for a, b in held]
    links += [Link(f"r{a}", "reportsTo", a, b, parent=a) for a, b in lines]
    links.append(Link("dotted", "reportsTo", "stores", "sales", parent="stores", props=Props(dotted=True)))
    kinds = {node.id: node for node in team}
    shapes: list[Record] = []
    for id, (x, y) in PLACES.items():
        props = Props(hidden=True) if id in ("clerk", "packer") else NO_PROPS
        props = Props(collapsed=True) if id == "stores" else props
        shapes.append(Shape(f"{id}_di", "org", id, x, y, *box_size(kinds[id].kind, kinds[id].props), props=props))
    edges: list[Record] = [
        Edge("e_help", "org", "rhelp", ((400, 28), (360, 28))),
        Edge("e_ops", "org", "rops", ((390, 112), (390, 90), (280, 90), (280, 56))),
        Edge("e_sales", "org", "rsales", ((120, 112), (120, 90), (280, 90), (280, 56))),
        Edge("e_stores", "org", "rstores", ((320, 216), (310, 216), (310, 152))),
        Edge("e_plant", "org", "rplant", ((320, 284), (310, 284), (310, 152))),
        Edge("e_packer", "org", "rpacker", ((380, 600), (380, 244)), props=Props(hidden=True)),
        Edge("e_dotted", "org", "dotted", ((320, 200), (220, 200), (220, 140), (200, 140))),
    ]
    process: list[Record] = [
        Node("p", "process"),
        Node("l1", "lane", "Sales", "p"),
        Node("l2", "lane", "The stores", "p", resource="stores"),
        Node("l3", "lane", "Nobody", "p"),
        Node("a", "task", "Check stock", "p", lane="l2"),
        Node("b", "task", "Pick goods", "p", lane="l2"),
        Node("c", "task", "Ask", "p", lane="l1"),
        Node("e", "task", "Rest", "p", lane="l3"),
        Link("as1", "assignment", "sales", "e", parent="e"),
        Diagram("d", "p"),
        Shape("l1_di", "d", "l1", 0, 0, 600, 120),
        Shape("l2_di", "d", "l2", 0, 120, 600, 120),
        Shape("l3_di", "d", "l3", 0, 240, 600, 120),
        Shape("a_di", "d", "a", 60, 140, 100, 80),
        Shape("b_di", "d", "b", 240, 140, 100, 80),
        Shape("c_di", "d", "c", 60, 20, 100, 80),
        Shape("e_di", "d", "e", 60, 260, 100, 80),
    ]
    return [*team, *links, Diagram("org", "", "Organisation", kind=ORG_CHART), *shapes, *edges, *process]


def chart() -> Model:
    return Model(records())
