"""The tables fit together: every row is reachable, every answer has a reason, every entry of a menu is its own."""

from __future__ import annotations

from itertools import product

import pytest

from opsdesigner.model import NO_PROPS, Node, Props
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.drawings import drawing
from opsdesigner.notation.events import DEFINITIONS, POSITIONS
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, LINKS, ORG_CHART, OWNERS, kind_of
from opsdesigner.notation.looks import look_of
from opsdesigner.notation.properties import PROPERTIES, SHAPE_PROPERTIES, properties_of
from opsdesigner.notation.rules import End, Home, editable, link_between, may_attach, may_hold, may_insert
from opsdesigner.notation.theme import LIGHT, ROLE_COLOURS, THEMES, contrast, legible_on, mixed, on_white, rgb, tint
from opsdesigner.notation.variants import VARIANTS, menu, variant_of, variants_on

DRAWN = [kind for kind in KINDS.values() if kind.outline]


@pytest.mark.parametrize("kind", DRAWN, ids=lambda kind: kind.id)
def test_every_kind_has_a_drawing(kind) -> None:  # type: ignore[no-untyped-def]
    look = look_of(Node("n", kind.id, host="p"))
    assert drawing(look, *(kind.size if kind.size[0] else (100, 80)))


def test_every_editable_kind_is_offered_somewhere() -> None:
    offered = {row.kind for row in VARIANTS.values()}
    made_with_others = {"lane", "message"}
    assert {kind.id for kind in DRAWN if editable(kind.id)} - offered - made_with_others == set()


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_every_variant_is_recognised_again(variant) -> None:  # type: ignore[no-untyped-def]
    closed, in_event_sub = variant.id == "closedPool", variant.position.startswith("subStart")
    assert variant_of(variant.kind, variant.props, variant.shape, closed, in_event_sub) is variant
    assert variant.position in ("", *POSITIONS)


def test_labels_of_variants_are_told_apart() -> None:
    labels = [(row.group, row.label) for row in VARIANTS.values()]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(("one", "two"), list(product(sorted({k.family for k in DRAWN}), repeat=2)))
def test_every_pair_is_joined_or_has_a_reason(one: str, two: str) -> None:
    first = next(kind.id for kind in DRAWN if kind.family == one)
    second = next(kind.id for kind in DRAWN if kind.family == two)
    for scope, pool in (("s", "p"), ("t", "p"), ("t", "q")):
        answer = link_between(End(first, "s", "p", id="a"), End(second, scope, pool, id="b"))
        assert bool(answer) != bool(answer.reason)
        assert not answer or answer.kind in LINKS
        assert len(answer.reason.split()) <= 10


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        (End("task", "s", "p"), End("task", "s", "p"), "sequenceFlow"),
        (End("task", "s", "p"), End("task", "t", "q"), "messageFlow"),
        (End("task", "s", "p"), End("task", "t", "p"), ""),
        (End("endEvent", "s", "p"), End("task", "s", "p"), ""),
        (End("task", "s", "p"), End("startEvent", "s", "p"), ""),
        (End("participant", "", "p"), End("startEvent", "t", "q"), "messageFlow"),
        (End("dataObjectReference"), End("task"), "dataInputAssociation"),
        (End("task"), End("dataStoreReference"), "dataOutputAssociation"),
        (End("intermediateThrowEvent"), End("dataStoreReference"), ""),
        (End("intermediateCatchEvent"), End("dataStoreReference"), "dataOutputAssociation"),
        (End("dataObjectReference"), End("intermediateCatchEvent"), ""),
        (End("textAnnotation"), End("task"), "association"),
        (End("boundaryEvent", "s", definitions=("compensate",)), End("task", "s", compensates=True), "association"),
        (End("boundaryEvent", "s", definitions=("compensate",)), End("task", "s"), ""),
        (End("task", "s", id="a"), End("task", "s", id="a"), "sequenceFlow"),
        (End("exclusiveGateway", "s", id="a"), End("exclusiveGateway", "s", id="a"), ""),
        (End("task", "s"), End("subProcess", "s", event_sub=True), ""),
        (End("boundaryEvent", "s", definitions=("compensate",)), End("textAnnotation"), "association"),
        (End("intermediateThrowEvent", "s", definitions=("link",)), End("task", "s"), ""),
        (End("task", "s"), End("intermediateCatchEvent", "s", definitions=("link",)), ""),
        (End("intermediateCatchEvent", "s", definitions=("link",)), End("task", "s"), "sequenceFlow"),
    ],
)
def test_links_follow_the_standard(source: End, target: End, link: str) -> None:
    assert link_between(source, target).kind == link


@pytest.mark.parametrize("home", [Home("process"), Home("lane"), Home("participant"), Home("subProcess")])
def test_some_events_stand_only_where_they_mean_something(home: Home) -> None:
    for mark in DEFINITIONS:
        plain = "start" in DEFINITIONS[mark].positions
        assert bool(may_hold(home, "startEvent", (mark,))) == plain
        assert may_hold(home._replace(event_sub=True), "startEvent", (mark,))
    assert may_hold(home, "startEvent", ("error",)).reason == "Such a start needs an event sub-process"
    assert may_hold(home, "endEvent", ("cancel",)).reason == "Only a transaction can be cancelled"
    assert may_hold(home._replace(cancels=True), "endEvent", ("cancel",)) and may_hold(home, "endEvent", ("error",))


def test_homes_and_hosts() -> None:
    assert may_hold(Home("process"), "task") and may_hold(Home("lane"), "task")
    assert may_hold(Home("participant", closed=True), "task").reason == "This pool is closed"
    assert not may_hold(Home("collaboration"), "task") and may_hold(Home("collaboration"), "participant")
    assert not may_hold(Home("lane"), "participant") and may_hold(Home("participant"), "lane")
    assert not may_hold(Home("subProcess", ad_hoc=True), "startEvent")
    assert not may_hold(Home("process"), "choreographyTask").kind
    assert may_hold(Home("process"), "lane").reason == "A lane needs an open pool"
    assert may_hold(Home("process"), "boundaryEvent").reason == "A boundary event sits on the edge of a step"
    assert may_hold(Home("collaboration"), "message") and may_hold(Home("participant", closed=True), "textAnnotation")
    assert may_attach("task") and not may_attach("task", ("cancel",)) and may_attach("transaction", ("cancel",))
    assert not may_attach("exclusiveGateway") and may_insert("task") and not may_insert("endEvent")


def test_events_stand_only_where_the_standard_lets_them() -> None:
    assert {row.position for row in VARIANTS.values() if row.id.startswith("timer.")} == set(
        DEFINITIONS["timer"].positions
    )
    assert all(row.kind == "endEvent" for row in menu(tuple(FLOW_NODES), "end") if row.position)


def test_property_rows_are_complete() -> None:
    for row in (*PROPERTIES, *SHAPE_PROPERTIES):
        assert row.label and row.home and row.on
        assert row.editor != "choice" or row.default in [value for value, _ in row.choices]
        assert row.editor != "ref" or row.refers in KINDS
    for kind in (*KINDS, *LINKS):
        assert properties_of(kind)[0].name == "documentation" and kind_of(kind).label


def test_looks_say_what_the_properties_say() -> None:
    loops = look_of(Node("n", "userTask", props=Props(loop="parallel", isForCompensation=True)))
    assert loops.bottom == ("parallel", "compensation") and loops.mark == "user"
    assert look_of(Node("n", "subProcess")).bottom == ("plus",)
    assert look_of(Node("n", "subProcess"), Props(isExpanded=True)).bottom == ()
    assert look_of(Node("n", "exclusiveGateway")).mark == ""
    assert look_of(Node("n", "exclusiveGateway"), Props(isMarkerVisible=True)).mark == "exclusive"
    late = Node("n", "boundaryEvent", props=Props(cancelActivity=False, events=(Props(kind="timer"),)))
    assert look_of(late).dashed and look_of(late).mark == "timer" and not look_of(late).filled
    both = Props(events=(Props(kind="message"), Props(kind="timer")))
    assert look_of(Node("n", "startEvent", props=both)).mark == "multiple"
    assert look_of(Node("n", "startEvent", props=both.having(parallelMultiple=True))).mark == "parallelMultiple"
    assert look_of(Node("n", "receiveTask", props=Props(instantiate=True))).mark == "instantiate"
    waits = Node("n", "eventBasedGateway")
    assert look_of(waits).mark == "eventBased"
    assert look_of(Node("n", waits.kind, props=Props(instantiate=True))).mark == "eventBasedInstantiate"
    all_of_them = Props(instantiate=True, eventGatewayType="Parallel")
    assert look_of(Node("n", waits.kind, props=all_of_them)).mark == "parallelEventBased"
    assert look_of(Node("p", "process")).outline == "frame"
    assert look_of(Node("n", "a kind of tomorrow")).outline == "box"
    calls = look_of(Node("n", "callActivity"), inner=Node("g", "globalUserTask"))
    assert calls == look_of(Node("n", "callActivity"))._replace(mark="user", bottom=())
    assert look_of(None).outline == "missing" and look_of(Node("p", "participant")).outline == "closedPool"


def test_a_closed_event_sub_process_shows_what_starts_it() -> None:
    sub = Node("n", "subProcess", props=Props(triggeredByEvent=True))
    starts = Node("s", "startEvent", props=Props(isInterrupting=False, events=(Props(kind="message"),)))
    closed, opened = look_of(sub, inner=starts), look_of(sub, Props(isExpanded=True), inner=starts)
    assert (closed.outline, closed.mark, closed.dashed, closed.bottom) == (
        "eventSubProcess",
        "message",
        True,
        ("plus",),
    )
    assert (opened.outline, opened.mark, opened.dashed, opened.bottom) == ("eventSubProcess", "", False, ())


def test_what_no_menu_offers_has_no_tick_in_it() -> None:
    assert variant_of("startEvent", Props(events=(Props(kind="cancel"),))) is None
    assert variant_of("choreographyTask", NO_PROPS) is None


def test_colours_keep_their_contrast() -> None:
    for colour in ROLE_COLOURS:
        assert contrast(colour, "#FFFFFF") >= 3 and contrast(colour, "#16181C") >= 3
    for theme in THEMES.values():
        assert contrast(theme.text, theme.chrome) >= 4.5 and contrast(theme.accent, theme.paper) >= 4.5
        assert contrast(theme.text3, theme.chrome) >= 4.5 and contrast(theme.ink, theme.canvas) >= 7
    assert on_white(THEMES["dark"]).canvas == LIGHT.canvas
    dark = THEMES["dark"]
    assert tint("#000000", LIGHT, 0.5) == mixed("#000000", LIGHT.canvas, 0.5)
    assert tint("#FFFFFF", dark, 0.14) == mixed("#FFFFFF", dark.canvas, 0.22)
    assert tint("#FFFFFF", dark, 0.06) == mixed("#FFFFFF", dark.canvas, 0.09)
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080" and legible_on("#000000") == "#FFFFFF"
    assert rgb("#fa0") == (255, 170, 0)
    with pytest.raises(ValueError, match="not a colour"):
        rgb("red")
    assert Props() == NO_PROPS


def test_org_charts_and_processes_offer_different_things() -> None:
    chart, process = variants_on(ORG_CHART), variants_on()
    assert {row.kind for row in chart} == set(OWNERS) and not {row.kind for row in process} & set(OWNERS)
    assert len(chart) + len(process) == len(VARIANTS)
    for row in chart:
        assert may_hold(Home(ORG_CHART), row.kind) and not may_hold(Home("process"), row.kind)
    for row in process:
        assert not may_hold(Home(ORG_CHART), row.kind) and may_hold(Home(ORG_CHART), row.kind).reason


@pytest.mark.parametrize(("one", "other"), list(product(OWNERS, repeat=2)))
def test_roles_and_units_report_to_each_other_but_not_to_themselves(one: str, other: str) -> None:
    assert link_between(End(one, id="a"), End(other, id="b")).kind == "reportsTo"
    assert link_between(End(one, id="a"), End(one, id="a")).reason == "Nobody reports to themselves"


def test_a_role_looks_like_what_it_is() -> None:
    empty = Node("r", "role", props=Props(vacant=True))
    assert look_of(empty).outline == "vacancy" and look_of(empty, held=True).outline == "role"
    assert look_of(Node("r", "role", props=Props(party="system"))).mark == "system"
    assert look_of(Node("r", "role", props=Props(party="of tomorrow", vacant=True))).outline == "outside"
    assert look_of(Node("u", "unit")).outline == "unit"
    assert box_size("role", Props(assistant=True)) == (150, 44) and box_size("role", NO_PROPS) == (160, 56)
    assert box_size("unit", NO_PROPS) == (180, 40) and box_size("role", Props(party="supplier")) == (160, 48)
