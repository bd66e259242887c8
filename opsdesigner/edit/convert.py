"""Turning one kind into another, with links, names and data kept where the rules let them."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Id, Model, Node, Props, Shape
from opsdesigner.model.geometry import Box, box_of, centre
from opsdesigner.model.queries import boundary_events, children, diagrams_of, outgoing, pools_of
from opsdesigner.notation.events import own
from opsdesigner.notation.kinds import KINDS, SAID, SUB_PROCESSES
from opsdesigner.notation.looks import is_open, is_upright
from opsdesigner.notation.properties import properties_of
from opsdesigner.notation.rules import may_attach, may_default, may_hold
from opsdesigner.notation.variants import Variant

from .append import home_of
from .becoming import become
from .context import Refusal, allow, definitions, lanes_in
from .draw import size_of
from .grow import extend, widen_step
from .guiding import led
from .homing import mend_links, redock
from .opening import plane_of, toggle_open
from .parking import remove_sparing
from .pools import CLOSED_HEIGHT, pool_size
from .resizing import carry_events
from .roots import ROOTS, drop_unused, free_process, host_for
from .routing import BOTTOM, RIGHT
from .setting import new_root, set_events, set_property
from .sheet import Sheet

__all__ = ["can_change", "change_type", "new_root", "plane_of", "set_events", "set_property", "toggle_open"]

FLOWING = ("step", "gateway", "start", "event", "end", "boundary")
GROUPS = (FLOWING, ("data", "store"), ("pool",), ("role",))  # families within which a kind may change
OWN = ("triggeredByEvent", "instantiate", "eventGatewayType", "isInterrupting", "cancelActivity", "parallelMultiple")


def change_type(model: Model, ids: Iterable[Id], variant: Variant) -> None:
    """Makes of shapes what a menu entry says; what cannot be kept goes. Raises Refusal."""
    shapes = [shape for id in ids if (shape := model.get(id, Shape)) is not None]
    with led(model, shapes[0].diagram if shapes else "", "Change type"):
        for shape in shapes:
            node = model.get(shape.node, Node)
            if node is not None:
                can_change(model, shape, variant)
                _change(model, shape, node, variant)


def can_change(model: Model, shape: Shape, variant: Variant) -> None:
    """Raises Refusal where a shape cannot become what a menu entry says."""
    node = model.get(shape.node, Node)
    family = KINDS[node.kind].family if node is not None and node.kind in KINDS else ""
    wanted = KINDS[variant.kind].family
    if node is None or not any(family in group and wanted in group for group in GROUPS):
        raise Refusal(f"This cannot become a {KINDS[variant.kind].label.lower()}")
    if variant.kind == "boundaryEvent":
        host = model.get(node.host, Node)
        if node.kind != "boundaryEvent" or host is None:
            raise Refusal("A boundary event sits on the edge of a step")
        allow(may_attach(host.kind, definitions(variant.props)))
    elif wanted in FLOWING:
        allow(may_hold(home_of(model, node, shape.diagram).home, variant.kind, definitions(variant.props)))
    elif wanted == "pool" and _turns(shape, variant) and lanes_in(model, shape):
        raise Refusal("This pool is divided into lanes already")


def _turns(shape: Shape, variant: Variant) -> bool:
    """Whether a level pool would become an upright one, or the reverse."""
    return variant.id != "closedPool" and is_upright(shape.props) != is_upright(variant.shape)


def _change(model: Model, shape: Shape, node: Node, variant: Variant) -> None:
    family = KINDS[variant.kind].family
    if family == "pool":
        _change_pool(model, shape, node, variant)
        return
    if family == "role":
        become(model, node, variant)
        return
    size = _new_size(model, shape, node, variant)
    if family in ("data", "store"):
        _change_data(model, node, variant)
    else:
        _change_flowing(model, shape, node, variant)
    look = shape.props.having(isExpanded=None, isMarkerVisible=None).having(**dict(variant.shape))
    if node.kind in SUB_PROCESSES and variant.kind in SUB_PROCESSES:
        look = look.having(isExpanded=True if is_open(node, shape.props) else None)
    model.update(shape.id, props=look)
    if variant.kind in SUB_PROCESSES and node.kind in SUB_PROCESSES:
        if is_open(node, shape.props) != variant.shape.flag("isExpanded"):
            toggle_open(model, shape.id)
    elif size != (shape.width, shape.height):
        give_size(model, shape.id, size)
    mend_links(model, [node.id], shape.diagram)
    redock(model, node.id, shape.diagram)


def _new_size(model: Model, shape: Shape, node: Node, variant: Variant) -> tuple[float, float]:
    """The size it keeps where it stays of its sort, else that of its new kind."""
    alike = KINDS[node.kind].size == KINDS[variant.kind].size
    if alike and is_open(node, shape.props) == variant.shape.flag("isExpanded"):
        return (shape.width, shape.height)
    return size_of(variant)


def give_size(model: Model, id: Id, size: tuple[float, float]) -> None:
    """Another size at the same left side and height of the middle (events and gateways: round their middle)."""
    shape = model.get(id, Shape)
    node = model.get(shape.node, Node) if shape else None
    assert shape is not None and node is not None
    x, y = centre(box_of(shape))
    left = shape.x if size[0] > shape.width else x - size[0] / 2
    sheet = Sheet(model, shape.diagram)
    place: Box = (left, y - size[1] / 2, left + size[0], y + size[1] / 2)
    carry_events(sheet, shape, place)
    widen_step(sheet, shape, place)
    sheet.commit()


def _change_flowing(model: Model, shape: Shape, node: Node, variant: Variant) -> None:
    kept = {row.name for row in properties_of(variant.kind)} - set(OWN)
    props = Props({name: value for name, value in node.props.items() if name in kept})
    props = props.having(**dict(variant.props))
    if "events" in variant.props or "Event" in variant.kind:
        props = props.having(events=_kept_events(node.props, variant.props))
    if node.kind in SUB_PROCESSES and variant.kind not in SUB_PROCESSES:
        _empty(model, node)
    host = node.host if variant.kind == "boundaryEvent" else ""
    model.update(node.id, kind=variant.kind, props=props, host=host)
    if KINDS[variant.kind].family != "step" or KINDS[node.kind].family != "step":
        _without_inner(model, node, variant.kind)
    if KINDS[variant.kind].family != "step":
        _without_edge_events(model, node)
    elif variant.kind != "transaction":
        _without_cancelling(model, node)
    if not may_default(variant.kind):
        for flow in outgoing(model, node.id):
            if flow.props.flag("default"):
                model.set_props(flow.id, default=None)


def _kept_events(old: Props, new: Props) -> tuple[Props, ...] | None:
    """The new definitions; what was said of one of the same sort stays."""
    bags = list(old.bags("events"))
    found: list[Props] = []
    for wanted in new.bags("events"):
        same = next((bag for bag in bags if bag.text("kind") == wanted.text("kind")), None)
        if same is not None:
            bags.remove(same)
        found.append(same if same is not None else wanted)
    return own(found, found) or None


def _empty(model: Model, node: Node) -> None:
    """Removes what lies in a sub-process, and the page that shows it."""
    for page in diagrams_of(model, node.id):
        model.remove(page.id)
    remove_sparing(model, (inner.id for inner in children(model, node.id) if inner.kind not in SAID))


def _without_inner(model: Model, node: Node, kind: str) -> None:
    """Removes the data its specification lists, and answers that only a step can have."""
    kept = [each for each in SAID if each != "answer" or KINDS[kind].family == "step"]
    model.remove(*(inner.id for inner in children(model, node.id) if inner.kind not in kept))


def _without_edge_events(model: Model, node: Node) -> None:
    remove_sparing(model, (event.id for event in boundary_events(model, node.id)))


def _without_cancelling(model: Model, node: Node) -> None:
    """Only a transaction can be cancelled: elsewhere the event on the edge loses that mark."""
    for event in boundary_events(model, node.id):
        if "cancel" in definitions(event.props):
            bags = tuple(bag for bag in event.props.bags("events") if bag.text("kind") != "cancel")
            model.set_props(event.id, events=bags or None)


def _change_data(model: Model, node: Node, variant: Variant) -> None:
    old = node.host
    host = (
        old
        if ROOTS.get(node.kind) == ROOTS.get(variant.kind)
        else host_for(model, variant.kind, node.parent, node.name)
    )
    kept = {row.name for row in properties_of(variant.kind)}
    props = Props({name: value for name, value in node.props.items() if name in kept})
    model.update(node.id, kind=variant.kind, host=host, props=props)
    if old and old != host:
        drop_unused(model, {old})


def _change_pool(model: Model, shape: Shape, node: Node, variant: Variant) -> None:
    closed = variant.id == "closedPool"
    if closed and node.host:
        process = node.host
        model.update(node.id, host="")
        if not pools_of(model, process):
            remove_sparing(model, (process,))
        if not is_upright(shape.props):
            left, top, right, bottom = box_of(shape)
            sheet = Sheet(model, shape.diagram)
            sheet.put(shape.id, (left, top, right, min(bottom, top + CLOSED_HEIGHT)))
            sheet.commit()
    elif not closed and not node.host:
        model.update(node.id, host=free_process(model))
        _enlarge(model, shape, pool_size(variant))
    if _turns(shape, variant):
        model.set_props(shape.id, isHorizontal=not is_upright(variant.shape))
    mend_links(model, [node.id], shape.diagram)
    redock(model, node.id, shape.diagram)


def _enlarge(model: Model, shape: Shape, least: tuple[float, float]) -> None:
    """Gives an opened pool room for steps; what lies beside it makes way."""
    sheet = Sheet(model, shape.diagram)
    for side, short in ((RIGHT, least[0] - shape.width), (BOTTOM, least[1] - shape.height)):
        if short > 0:
            extend(sheet, shape, side, short)
    sheet.commit()
