"""Real drawings put right: what was found is gone, nothing worse has come, and one undo brings all back."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.edit.context import Refusal
from opsdesigner.edit.mending import mend
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.layout.faults import faults
from opsdesigner.layout.yardstick import PEOPLES, SERIOUS, Fault
from opsdesigner.model import Diagram, Edge, Id, Model, Shape

from ..conftest import NO_CORPUS, corpus_files


@cache
def bad_pages() -> list[tuple[Path, Id]]:
    """The pages of real files that people, or their programs, drew with faults."""
    found = []
    for path in corpus_files():
        try:
            model = opened(path)
        except Refused:
            continue
        found += [(path, page.id) for page in model.all(Diagram) if not page.kind and faults(model, page.id, PEOPLES)]
    return found


def opened(path: Path) -> Model:
    return Model(bpmn.read(path.read_bytes()).records.values())


def pulled_about(model: Model, page: Id, draw: st.DrawFn) -> None:
    """A few shapes put elsewhere, a few lines bent, as if a careless hand had been at work."""
    shapes, edges = model.referrers(page, Shape), model.referrers(page, Edge)
    with model.change("Another hand"):
        for shape in draw(st.lists(st.sampled_from(shapes), max_size=3, unique=True)):
            by = draw(st.integers(-90, 90)), draw(st.integers(-90, 90))
            model.update(shape.id, x=shape.x + by[0], y=shape.y + by[1])
        for edge in draw(st.lists(st.sampled_from(edges), max_size=2, unique=True)) if edges else ():
            if edge.points:
                model.update(edge.id, points=(edge.points[0], (draw(st.integers(0, 900)), 300.0), edge.points[-1]))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Model, Id, Fault]:
    path, page = draw(st.sampled_from(bad_pages()))
    model = opened(path)
    if draw(st.booleans()):
        pulled_about(model, page, draw)
    found = faults(model, page, PEOPLES) or faults(opened(path), page, PEOPLES)
    return model, page, draw(st.sampled_from(found))


@pytest.mark.skipif(not corpus_files(), reason=NO_CORPUS)
@settings(max_examples=60)
@given(st.data())
def test_what_is_put_right_is_gone_and_nothing_worse_comes(data: st.DataObject) -> None:
    model, page, fault = data.draw(cases())
    before, was = dict(model.records), set(faults(model, page, PEOPLES))
    moment = model.moment
    try:
        mend(model, [fault])
    except Refusal:
        assert dict(model.records) == before and model.moment is moment
        return
    now = set(faults(model, page, PEOPLES))
    assert fault not in now and not {new for new in now - was if new[0] in SERIOUS}
    model.undo()
    assert dict(model.records) == before and model.moment is moment


@pytest.mark.skipif(not corpus_files(), reason=NO_CORPUS)
def test_all_of_a_kind_are_put_right_in_one_step() -> None:
    left = sum(1 for _ in bad_pages())
    assert left > 10
    for path, page in bad_pages():
        model = opened(path)
        for kind in {fault[0] for fault in faults(model, page, PEOPLES)}:
            before, found = dict(model.records), faults(model, page, PEOPLES)
            these = [fault for fault in found if fault[0] == kind]
            mend(model, these)
            now = set(faults(model, page, PEOPLES))
            assert not now & set(these) and not {new for new in now - set(found) if new[0] in SERIOUS}
            model.undo()
            assert dict(model.records) == before
