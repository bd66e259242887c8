"""Four talks by real keys from an empty page: how many keys they take, what they become, how that is drawn."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from opsdesigner.analysis.geometry import geometry
from opsdesigner.model import Link, Model, Node
from opsdesigner.model.geometry import contains, grown
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.ownership import owner_of
from tests.properties.truths import lies
from tests.scenarios import SCENARIOS, Scenario

from .conftest import Open
from .test_capture_bar import MOST, Bar

Kind = QEvent.Type
MOUSE = (
    *(Kind.MouseMove, Kind.MouseButtonPress, Kind.MouseButtonRelease, Kind.MouseButtonDblClick),
    *(Kind.Wheel, Kind.HoverEnter, Kind.HoverMove),
)


class EventLog(QObject):
    """All keys and mouse events of the program: letters of words, other keys, anything of the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        if event.type() in MOUSE:
            self.count["mouse"] += 1
        elif isinstance(event, QKeyEvent) and event.type() == Kind.KeyPress and seen is QApplication.focusWidget():
            self.count["letters" if event.text().isprintable() and event.text() else "keys"] += 1
        return False

    def stop(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]


@pytest.fixture(params=SCENARIOS, ids=lambda scenario: scenario.name)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return request.param  # type: ignore[no-any-return]


def typed(opened: Open, scenario: Scenario) -> tuple[Bar, Counter[str]]:
    """The talk typed into the bar of a window with an empty document."""
    window = opened(size=(1440, 900))
    window.actions_by_id["new"].trigger()
    QApplication.processEvents()
    for view in window.twin.views:
        view.motion = False
    bar = Bar(window)
    bar.view.setFocus()
    log = EventLog()
    bar.talk(scenario.text)
    log.stop()
    assert not bar.refused
    return bar, log.count


def test_a_talk_takes_one_key_a_line_and_no_mouse_and_becomes_what_was_said(opened: Open, scenario: Scenario) -> None:
    bar, count = typed(opened, scenario)
    model, lines = bar.model, scenario.text.splitlines()
    assert count["mouse"] == 0
    assert count["keys"] == len(lines), "Enter is all that is pressed beside the words"
    assert count["letters"] == sum(map(len, lines))
    if scenario.steps == 12:
        assert count["keys"] <= MOST
    says_what_was_said(model, scenario)
    assert lies(model) == []
    assert [finding.text for finding in geometry(model) if finding is not None] == []
    assert loose(model) == []
    assert names_beyond_their_shapes(bar) == []
    for _ in lines:
        bar.model.undo()
    assert not [node for node in model.all(Node) if KINDS[node.kind].family in ("step", "gateway", "role")]


def says_what_was_said(model: Model, scenario: Scenario) -> None:
    """Steps, owners, decisions, exceptions, answers, results and pins, as they are counted and named."""
    nodes = list(model.all(Node))
    steps = [node for node in nodes if KINDS[node.kind].family == "step"]
    assert len([node for node in steps if not leads_off(model, node)]) == scenario.steps
    assert tuple(node.name for node in nodes if node.kind == "lane" and node.name) == scenario.roles
    decisions = {
        node.name: tuple(link.name for link in model.referrers(node.id, Link, "source"))
        for node in nodes
        if node.kind == "exclusiveGateway" and node.name
    }
    assert decisions == scenario.decisions
    exceptions: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        if node.kind == "boundaryEvent":
            exceptions[title(model, node.host)] = (*exceptions.get(title(model, node.host), ()), node.name)
    assert exceptions == scenario.exceptions
    answers = (node for node in nodes if node.kind == "answer")
    said = tuple(f"{n.name}: {title(model, n.resource) if n.resource else n.props.text('why')}" for n in answers)
    assert said == scenario.answers
    assert tuple(node.name for node in nodes if node.kind == "result") == scenario.results
    assert tuple(node.name for node in nodes if node.kind == "problem") == scenario.pins
    assert all(owner_of(model, node.id) for node in steps)


def loose(model: Model) -> list[str]:
    """What nothing leads to or what leads nowhere, though it neither starts nor ends."""
    found = []
    for node in model.all(Node):
        family = KINDS[node.kind].family
        if family in ("step", "gateway", "event", "start", "end", "boundary"):
            ways_in, ways_on = model.referrers(node.id, Link, "target"), model.referrers(node.id, Link, "source")
            if not (ways_in or family in ("start", "boundary")) or not (ways_on or family == "end"):
                found.append(node.name)
    return found


def leads_off(model: Model, step: Node) -> bool:
    """Whether a step is what is done on an exception."""
    sources = (model.get(link.source, Node) for link in model.referrers(step.id, Link, "target"))
    return any(source is not None and source.kind == "boundaryEvent" for source in sources)


def names_beyond_their_shapes(bar: Bar) -> list[str]:
    """Names of steps that do not lie in them, or were cut."""
    display = bar.view.display
    found = []
    for shape in display.shapes.values():
        label = display.label(shape.id)
        if label is None or shape.outside or shape.kind.family in ("pool", "lane"):
            continue
        if label.cut or not contains(grown((0.0, 0.0, shape.w, shape.h), 1), label.box):
            found.append(shape.name)
    return found
