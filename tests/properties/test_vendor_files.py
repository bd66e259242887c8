"""Every verb on every real file, as its tool wrote it and restyled: saved, read back, valid as before, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from opsdesigner.edit import arrange, clipboard, convert, draw, handover, lanes, opening, pages, remove, spacing
from opsdesigner.edit.context import Refusal
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.files.xmltree import element_end
from opsdesigner.model import Bounds, Diagram, Edge, Id, Link, Model, Node, Props, Record, Shape
from opsdesigner.notation.variants import VARIANTS

from ..conftest import corpus_files
from ..files.restyle import STYLES, restyled
from ..files.schema import faults

AS_IT_IS = "as it is"
AWKWARD = "Prüfe <\"'> & 検査\n]]> -->"


class Hand:
    """Takes hold of something in a file, another thing each time."""

    def __init__(self, model: Model, chance: Random) -> None:
        self.model, self.chance = model, chance

    def _one(self, ids: list[Id]) -> Id:
        return self.chance.choice(sorted(ids)) if ids else ""

    @property
    def diagram(self) -> Id:
        return self.model.get(self.shape, Shape).diagram  # type: ignore[union-attr]

    @property
    def shape(self) -> Id:
        return self._one([shape.id for shape in self.model.all(Shape) if shape.node])

    @property
    def edge(self) -> Id:
        return self._one([edge.id for edge in self.model.all(Edge) if edge.link])

    def of(self, *words: str) -> Id:
        """A shape of such a kind."""
        drawn = [(shape.id, self.model.get(shape.node, Node)) for shape in self.model.all(Shape)]
        return self._one([id for id, node in drawn if node and any(word in node.kind for word in words)])


Verb = Callable[[Model, Hand], object]
VERBS: dict[str, Verb] = {
    "rename": lambda model, hand: draw.rename(model, hand.shape, AWKWARD),
    "rename a line": lambda model, hand: draw.rename(model, hand.edge, AWKWARD),
    "unname": lambda model, hand: draw.rename(model, hand.shape, ""),
    "move": lambda model, hand: arrange.move(model, [hand.shape], 40, 25),
    "move all": lambda model, hand: arrange.move(model, [shape.id for shape in model.all(Shape)], 7, 0),
    "delete": lambda model, hand: remove.remove(model, [hand.shape]),
    "delete a line": lambda model, hand: remove.remove(model, [hand.edge]),
    "append": lambda model, hand: draw.append(model, hand.of("ask", "Event"), VARIANTS["serviceTask"], name=AWKWARD),
    "annotate": lambda model, hand: draw.append(model, hand.of("ask"), VARIANTS["textAnnotation"], name=AWKWARD),
    "attach": lambda model, hand: draw.append(model, hand.of("ask"), VARIANTS["timer.boundary"]),
    "place": lambda model, hand: draw.place(model, hand.diagram, VARIANTS["subProcessOpen"], 300, 200),
    "pool": lambda model, hand: draw.place(model, hand.diagram, VARIANTS["participant"], 300, 200, name="Firm"),
    "connect": lambda model, hand: draw.connect(model, hand.diagram, hand.of("ask", "Event"), hand.of("ask", "Event")),
    "reconnect": lambda model, hand: draw.reconnect(model, hand.edge, "target", hand.of("ask", "Event")),
    "change type": lambda model, hand: convert.change_type(model, [hand.of("ask")], VARIANTS["userTask"]),
    "to gateway": lambda model, hand: convert.change_type(model, [hand.of("ask")], VARIANTS["parallelGateway"]),
    "document": lambda model, hand: convert.set_property(model, [hand.shape], "documentation", AWKWARD),
    "undocument": lambda model, hand: convert.set_property(
        model, [shape.id for shape in model.all(Shape)], "documentation", ""
    ),
    "repeat": lambda model, hand: convert.set_property(model, [hand.of("ask")], "loopCardinality", "3"),
    "condition": lambda model, hand: convert.set_property(model, [hand.edge], "conditionExpression", "${a < b}"),
    "default": lambda model, hand: convert.set_property(model, [hand.edge], "default", True),
    "event": lambda model, hand: convert.set_events(
        model, [hand.of("Event")], [Props(kind="timer", timeDuration="P1D")]
    ),
    "colour": lambda model, hand: convert.set_property(model, [hand.shape, hand.edge], "fill", "#ffeecc"),
    "label": lambda model, hand: arrange.move_label(model, hand.shape, Bounds(10, 20, 64.5, 14)),
    "bend": lambda model, hand: _bend(model, hand.edge),
    "lane": lambda model, hand: lanes.add(model, hand.of("lane", "participant")),
    "split": lambda model, hand: lanes.split(model, hand.of("lane", "participant"), 2),
    "other lane": lambda model, hand: handover.to_next(model, [hand.of("ask")], 1),
    "open or close": lambda model, hand: opening.toggle_open(model, hand.of("ubProcess")),
    "own page": lambda model, hand: opening.plane_of(model, hand.of("ubProcess")),
    "page": lambda model, hand: pages.add_page(model, AWKWARD),
    "duplicate": lambda model, hand: clipboard.duplicate(model, [hand.shape, hand.of("ask")]),
    "make room": lambda model, hand: spacing.make_space(model, hand.diagram, "across", 200.0, 48.0),
}


def _bend(model: Model, id: Id) -> None:
    edge = model.get(id, Edge)
    if edge is not None:
        arrange.set_points(model, id, (edge.points[0], (123.5, 77.0), edge.points[-1]))


def acted(model: Model, verb: str, hand: Hand) -> bool:
    """Whether the verb did something; what cannot be done is refused and changes nothing."""
    before, label = dict(model.records), model.undo_label
    try:
        VERBS[verb](model, hand)
    except Refusal as refusal:
        assert str(refusal) and dict(model.records) == before and model.undo_label == label
    except AttributeError:
        assert not hand.shape  # nothing is drawn
    return dict(model.records) != before


def validity(data: bytes) -> set[str] | None:
    """What the schema says against a file, without the places; None where lxml cannot read it."""
    try:
        return {fault.partition(": ")[2].partition(" Expected")[0] for fault in faults(data)}
    except SyntaxError:
        return None


def styled_files() -> Iterator[tuple[Path, str]]:
    """Each file as it is and in one other style; over the files every style comes up some times."""
    styles = list(STYLES)
    for at, path in enumerate(corpus_files()):
        yield path, AS_IT_IS
        yield path, styles[at % len(styles)]


def opened(path: Path, style: str) -> bpmn.Source:
    data = path.read_bytes()
    try:
        return bpmn.read(data if style == AS_IT_IS else restyled(data, style))
    except Refused:
        pytest.skip("refused when opened")


each_file = pytest.mark.parametrize(
    ("path", "style"),
    list(styled_files()) or [pytest.param(None, "", marks=pytest.mark.skip(reason="no corpus"))],
    ids=lambda each: each.name if isinstance(each, Path) else str(each),
)


@each_file
def test_one_verb_after_the_other_is_saved_and_all_are_taken_back(path: Path, style: str) -> None:
    source = opened(path, style)
    valid = validity(source.data)
    model = Model(source.records.values())
    hand = Hand(model, Random(path.name))
    for verb in hand.chance.sample(sorted(VERBS), 10):
        if acted(model, verb, hand):
            bpmn.verify(written := bpmn.write(source, model.records), model.records)
            assert valid is None or validity(written) <= valid, verb  # type: ignore[operator]
    while model.can_undo:
        model.undo()
    assert bpmn.write(source, model.records) == source.data


@each_file
def test_elements_nobody_touched_stay_letter_for_letter(path: Path, style: str) -> None:
    source = opened(path, style)
    spans = dict(_spans(source))
    for verb in Random(path.name + style).sample(sorted(VERBS), 5):
        model = Model(source.records.values())
        if acted(model, verb, Hand(model, Random(verb))):
            text = bpmn.read(bpmn.write(source, model.records)).file.text.utf8
            edited = _touched(source.records, dict(model.records))
            assert [id for id, span in spans.items() if id not in edited and span not in text] == [], verb


def _touched(before: dict[Id, Record], after: dict[Id, Record]) -> set[Id]:
    """Ids of all that an edit may show at: what differs, what it lies in and what lists it."""
    differ = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
    records = [each for id in differ for each in (before.get(id), after.get(id)) if each is not None]
    ends = {end for each in records if isinstance(each, Link) for end in (each.source, each.target)}
    return differ | ends | {getattr(each, "parent", "") for each in records}


def _spans(source: bpmn.Source) -> Iterator[tuple[Id, bytes]]:
    """How elements are written that hold no other records and list none."""
    text = source.file.text.utf8
    ends = dict(zip(source.file.outline.starts, source.file.outline.ends, strict=True))
    holders = {getattr(record, "parent", "") for record in source.records.values()}
    naming = {record.id for record in source.records.values() if getattr(record, "kind", "") in ("lane", "group")}
    for (id, record), start in zip(source.records.items(), source.places, strict=True):
        if id not in holders | naming and not isinstance(record, Diagram):
            yield id, text[start : element_end(text, start, ends[start])]
