"""Which drawing a node gets, from its kind and properties: the bridge between the tables and the drawings."""

from __future__ import annotations

from opsdesigner.model import NO_PROPS, Node, Props

from .boxes import PARTY_MARKS
from .drawings import Look
from .events import event_mark, goes_on
from .kinds import GLOBAL_STEPS, KINDS

HEADER = 30.0  # width of a pool's or lane's header, px at 100 %
LOOP_MARKS = {"standard": "loop", "parallel": "parallel", "sequential": "sequential"}
BANDS = {"top": "topBand", "middle": "middleBand", "bottom": "bottomBand"}  # participants on choreography steps
CLOSED_POOLS = ("closedPool", *BANDS.values())  # outlines of pools that hold nothing
UNKNOWN, MISSING = Look("box"), Look("missing")


def look_of(
    node: Node | None,
    shape: Props = NO_PROPS,
    host: Node | None = None,
    inner: Node | None = None,
    held: bool = False,
) -> Look:
    """The look of a node on a shape with these properties.

    `host` is what it stands on (its data object, process), `inner` what it shows of itself where it is closed: the
    event that starts an event sub-process, the step that a call activity calls; `held`: somebody holds the role it is.
    """
    if node is None:
        return MISSING
    if node.kind not in KINDS:
        return UNKNOWN
    family = KINDS[node.kind].family
    if inner is not None and shows_start(node, shape):
        return _step(node, shape, host)._replace(
            mark=event_mark(inner.props), dashed=goes_on("startEvent", inner.props)
        )
    if inner is not None and inner.kind in GLOBAL_STEPS:
        look = _step(node, shape, host)
        return look._replace(
            mark=KINDS[GLOBAL_STEPS[inner.kind]].mark, bottom=tuple(mark for mark in look.bottom if mark != "plus")
        )
    if family == "role":
        return _role(node, held)
    make = _MAKERS.get(family)
    return make(node, shape, host) if make else Look(KINDS[node.kind].outline or "box", KINDS[node.kind].mark)


def is_vacant(node: Node, held: bool) -> bool:
    """Whether a role is said to be vacant and nobody holds it."""
    return node.props.flag("vacant") and not held


def _role(node: Node, held: bool) -> Look:
    if party := node.props.text("party"):
        return Look("outside", party if party in PARTY_MARKS else "customer")
    return Look("vacancy" if is_vacant(node, held) else "role", filled=True)


def is_open(node: Node, shape: Props) -> bool:
    """Whether a sub-process shows its contents in place."""
    return node.kind in ("subProcess", "transaction", "adHocSubProcess") and shape.flag("isExpanded")


def shows_start(node: Node, shape: Props) -> bool:
    """Whether it is an event sub-process whose start is not seen in place."""
    return node.kind == "subProcess" and node.props.flag("triggeredByEvent") and not is_open(node, shape)


def is_closed_pool(node: Node) -> bool:
    """Whether a pool is a black box: no process stands behind it."""
    return node.kind == "participant" and not node.host


def is_upright(shape: Props) -> bool:
    return not shape.flag("isHorizontal", True)


def _step(node: Node, shape: Props, host: Node | None) -> Look:
    kind, props = KINDS[node.kind], node.props
    outline, mark = kind.outline, kind.mark
    if props.flag("triggeredByEvent"):
        outline = "eventSubProcess"
    if props.flag("instantiate") and mark == "receive":
        mark = "instantiate"
    bottom = []
    if loop := LOOP_MARKS.get(props.text("loop")):
        bottom.append(loop)
    if node.kind == "adHocSubProcess":
        bottom.append("adHoc")
    if props.flag("isForCompensation"):
        bottom.append("compensation")
    if node.kind in ("subProcess", "transaction", "adHocSubProcess") and not is_open(node, shape):
        bottom.append("plus")
    if node.kind == "callActivity" and not shape.flag("isExpanded"):
        bottom.append("plus")
    return Look(outline, mark, bottom=tuple(bottom))


def _event(node: Node, shape: Props, host: Node | None) -> Look:
    kind = KINDS[node.kind]
    filled = node.kind in ("intermediateThrowEvent", "endEvent")
    return Look(kind.outline, event_mark(node.props), filled, goes_on(node.kind, node.props))


def _gateway(node: Node, shape: Props, host: Node | None) -> Look:
    mark = KINDS[node.kind].mark
    if node.kind == "exclusiveGateway" and not shape.flag("isMarkerVisible"):
        mark = ""
    if node.kind == "eventBasedGateway":
        parallel = node.props.text("eventGatewayType") == "Parallel"
        if parallel or node.props.flag("instantiate"):
            mark = "parallelEventBased" if parallel else "eventBasedInstantiate"
    return Look("gateway", mark)


def _data(node: Node, shape: Props, host: Node | None) -> Look:
    subject = host if node.kind == "dataObjectReference" and host is not None else node
    many = subject.props.flag("isCollection")
    return Look("data", KINDS[node.kind].mark, node.kind == "dataOutput", bottom=("collection",) if many else ())


def _pool(node: Node, shape: Props, host: Node | None) -> Look:
    if band := BANDS.get(shape.text("participantBandKind").partition("_")[0]):
        return Look(band, filled="non_initiating" in shape.text("participantBandKind"))
    bottom = ("parallel",) if node.props.flag("multiple") else ()
    return Look("closedPool" if is_closed_pool(node) else "pool", bottom=bottom, upright=is_upright(shape))


def _lane(node: Node, shape: Props, host: Node | None) -> Look:
    return Look("lane", upright=is_upright(shape))


def _frame(node: Node, shape: Props, host: Node | None) -> Look:
    return Look("frame")


_MAKERS = {
    "step": _step,
    "start": _event,
    "event": _event,
    "boundary": _event,
    "end": _event,
    "gateway": _gateway,
    "data": _data,
    "pool": _pool,
    "lane": _lane,
    "process": _frame,
}
