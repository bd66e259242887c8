"""The menus over the canvas: append, create, change type, and the pad as a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from opsdesigner.edit import convert, draw
from opsdesigner.edit.context import can_connect, home_at, home_for, host_at
from opsdesigner.model import Edge, Id, Link, Node, Point, Shape
from opsdesigner.model.geometry import along
from opsdesigner.model.queries import subject
from opsdesigner.notation.events import event_mark
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, ORG_CHART
from opsdesigner.notation.rules import may_default
from opsdesigner.notation.variants import VARIANTS, Variant, variants_on

from ..icons import icon, variant_icon
from ..keyboard import steps
from ..marks.pinning import pinnable
from ..words import tr
from .choices import appendable, creatable, replaceable
from .chooser import Entry
from .matching import fit
from .pad_rows import buttons_for

if TYPE_CHECKING:
    from ..view import CanvasView

KEYS = {"task": "Enter", "exclusiveGateway": "?"}
ANYWHERE = ("create_menu", "select_all", "fit")  # commands that are offered whatever is selected
FOUND = 5  # steps already there that are offered


def _entry(variant: Variant, act: Callable[[], object], keys: dict[str, str] | None = None) -> Entry:
    picture = variant_icon(KINDS[variant.kind].family, event_mark(variant.props), variant.id, variant.kind)
    key = (keys or {}).get(variant.id, "")
    return Entry(
        tr(variant.label), tr(variant.group), lambda: _done(act()), picture, variant.words, tr(key) if key else ""
    )


def _done(result: object) -> None:
    """A verb's result is nothing to a menu."""


def open_append(view: CanvasView, source: Id, at: QPoint, place: Point | None = None) -> None:
    """What may follow a shape, the steps already there among it."""
    shape = view.model.get(source, Shape)
    if shape is None:
        return

    def act(variant: Variant) -> Callable[[], object]:
        return lambda: steps.append_variant(view, variant.id, source, place)

    entries = [_entry(row, act(row), KEYS) for row in appendable(view.model, shape.node)]
    if not entries:
        view.refuse(tr("Nothing can follow this"), view.pointer())
        return

    def more(query: str) -> list[Entry]:
        return _existing(view, source, query) + _named(view, source, query, place)

    view.pad.vanish()
    prompt = tr("Who reports to it?") if view.page == ORG_CHART else tr("What comes next?")
    view.chooser.open(entries, prompt, at, more)


def _existing(view: CanvasView, source: Id, query: str) -> list[Entry]:
    """Steps on the page that the typed text finds, to lead a line to."""
    if len(query) < 2:
        return []
    typed = query.casefold()
    shapes = [each for each in view.display.shapes.values() if typed in each.name.casefold() and each.id != source]
    found = sorted(((fit(query, shape.name).score, shape.id) for shape in shapes), reverse=True)
    good = [id for score, id in found[: 4 * FOUND] if score > 300 and can_connect(view.model, source, id)][:FOUND]
    return [_line_to(view, source, id) for id in good]


def _line_to(view: CanvasView, source: Id, target: Id) -> Entry:
    def act() -> None:
        made = view.attempt(lambda: draw.connect(view.model, view.diagram, source, target))
        if made:
            view.select({target})

    shape = view.display.shapes[target]
    picture = variant_icon(shape.kind.family)
    return Entry(" ".join(shape.name.split()), tr("Already here"), act, picture, note=tr("connect"))


def _named(view: CanvasView, source: Id, query: str, place: Point | None) -> list[Entry]:
    """A step, or a role, that is called what was typed."""
    row = VARIANTS["role" if view.page == ORG_CHART else "task"]
    shape = view.model.get(source, Shape)
    if shape is None or row not in appendable(view.model, shape.node):
        return []

    def act() -> None:
        made = view.attempt(lambda: draw.append(view.model, source, row, at=place, name=query))
        if made:
            view.show_new(made, name=False)

    words = tr("Role “{}”") if view.page == ORG_CHART else tr("Step “{}”")
    return [Entry(words.format(query), tr("New"), act, variant_icon(KINDS[row.kind].family))]


def open_create(view: CanvasView, at: QPointF | None = None) -> None:
    """N: anything that may be put where the pointer is, or at a point of the window."""
    at = at or steps.create_spot(view)
    place = view.to_diagram(at.x(), at.y())
    x, y = place.x(), place.y()
    if view.page == ORG_CHART:
        entries = [_entry(row, partial(view.place_variant, row.id, at)) for row in variants_on(ORG_CHART)]
        view.pad.vanish()
        view.chooser.open(entries, tr("Who shall sit here?"), at.toPoint())
        return
    homes = dict.fromkeys((home_for(view.model, view.diagram, x, y, "task"), home_at(view.model, view.diagram, x, y)))
    host = view.model.get(host_at(view.model, view.diagram, x, y, VARIANTS["timer.boundary"]), Shape)
    node = view.model.get(host.node, Node) if host else None

    def act(variant: Variant) -> Callable[[], object]:
        return lambda: view.place_variant(variant.id, view.to_view(x, y))

    known = (creatable(view.model, home.home, home.node, node.kind if node else "") for home in homes)
    rows = {row.id: row for found in known for row in found}
    view.pad.vanish()
    view.chooser.open([_entry(row, act(row)) for row in rows.values()], tr("What shall stand here?"), at.toPoint())


def open_replace(view: CanvasView) -> None:
    """R: what the selected shapes may become; for a flow, plain, default or with a condition."""
    at = _beside_selection(view)
    if view.current() in view.display.edges:
        entries = _flow_kinds(view, view.current())
    else:
        ids = view.picked_shapes()

        def act(variant: Variant) -> Callable[[], object]:
            return lambda: view.attempt(lambda: convert.change_type(view.model, ids, variant))

        entries = [_entry(row, act(row)) for row in replaceable(view.model, ids)] if ids else []
    if not entries:
        if view.picked:
            view.refuse(tr("This has no other type"), view.pointer())
        return
    view.pad.vanish()
    view.chooser.open(entries, tr("What shall it be?"), at)


def _flow_kinds(view: CanvasView, id: Id) -> list[Entry]:
    edge = view.model.get(id, Edge)
    link = view.model.get(edge.link, Link) if edge else None
    source = view.model.get(link.source, Node) if link else None
    if link is None or source is None or link.kind != "sequenceFlow" or source.kind not in KINDS:
        return []
    model, branches = view.model, may_default(source.kind)
    default = link.props.flag("default")
    conditional = bool(link.props.text("conditionExpression"))

    def setting(is_default: bool, condition: str) -> Callable[[], None]:
        def act() -> None:
            with model.change(tr("Change flow")):
                convert.set_property(model, {id}, "conditionExpression", condition)
                convert.set_property(model, {id}, "default", is_default)

        return lambda: (view.attempt(act), None)[1]

    group = tr("Flow")
    entries = []
    if default or conditional:
        entries.append(Entry(tr("Plain flow"), group, setting(False, ""), "connect"))
    if branches and not default:
        entries.append(Entry(tr("Default flow"), group, setting(True, ""), "flow-default", "otherwise else"))
    if branches and not conditional and source.kind != "complexGateway":
        name = " ".join(link.name.split()) or tr("condition")
        entries.append(
            Entry(tr("Flow with a condition"), group, setting(False, name), "flow-condition", "conditional if")
        )
    return entries


def _beside_selection(view: CanvasView) -> QPoint:
    anchor = view.pad_anchor()
    if anchor is None:
        return view.pointer().toPoint()
    if view.current() in view.display.edges:
        edge = view.display.edges[view.current()]
        return view.to_view(*along(edge.points, 0.5)).toPoint() + QPoint(8, 8)
    return QPoint(round(anchor.right()) + 14, round(anchor.top()) - 8)


def open_append_here(view: CanvasView) -> None:
    """A: what may follow the selected shape; without one, what may be created."""
    if view.current() in view.display.shapes:
        open_append(view, view.current(), _beside_selection(view))
    else:
        open_create(view)


def _flows(view: CanvasView) -> bool:
    """Whether one step, event or decision is selected."""
    node = subject(view.model, view.current()) if len(view.picked) == 1 else None
    return isinstance(node, Node) and node.kind in FLOW_NODES


def add_buttons(view: CanvasView, menu: QMenu) -> None:
    """Puts what the pad offers for the selection into a menu."""
    for button in buttons_for(view):
        action = menu.addAction(icon(button.icon, view.theme.text2), tr(button.text))
        if button.key:
            action.setText(f"{tr(button.text)}\t{tr(button.key)}")
        action.triggered.connect(lambda _=False, act=button.act: act(view))


def open_context(view: CanvasView, at: QPoint) -> None:
    """The pad's buttons as an ordinary menu, for the right button and the menu key."""
    menu = QMenu(view)
    menu.setObjectName("canvasMenu")
    add_buttons(view, menu)
    if not menu.isEmpty():
        menu.addSeparator()
    from ..keyboard import commands

    for id in ("rename", "problem", "idea", "pin", "cut", "copy", "paste", "duplicate", *ANYWHERE):
        row = commands.COMMANDS[id]
        if id == "pin" and (view.page == ORG_CHART or not pinnable(view)):
            continue
        if id in ("rename", "cut", "copy", "duplicate") and not view.picked:
            continue
        if id in ("problem", "idea") and not _flows(view):
            continue
        action = menu.addAction(f"{tr(row.text)}\t{row.keys[0] if row.keys else ''}")
        action.triggered.connect(lambda _=False, act=row.act: act(view))
    menu.aboutToHide.connect(menu.deleteLater)
    view.pad.vanish()
    menu.popup(view.mapToGlobal(at))
