"""How a document is first seen: as a whole where it can be read so, else from its start, always readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.canvas.camera import LEAST_READABLE, READABLE, fitting

from .conftest import Open

SAMPLES = sorted(places.samples().glob("*.bpmn"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (2560, 1440)])
def test_names_are_readable_at_once_and_the_start_is_in_view(opened: Open, path: Path, size: tuple[int, int]) -> None:
    window = opened(path, size=size)
    view, bounds = window.view, window.view.display.bounds
    whole = fitting(bounds, view.size())
    assert view.zoom >= LEAST_READABLE
    corner = view.to_view(bounds[0], bounds[1])
    assert corner.x() >= 0 and corner.y() >= 0
    if whole >= READABLE:
        assert view.zoom == pytest.approx(whole)
    window.actions_by_id["fit"].trigger()
    assert view.zoom == pytest.approx(whole)


def test_a_small_drawing_stands_in_the_middle_at_full_size(opened: Open, tmp_path: Path) -> None:
    from opsdesigner.edit.draw import place
    from opsdesigner.edit.fresh import blank
    from opsdesigner.files.document import new_document, save
    from opsdesigner.notation.variants import VARIANTS

    records, diagram = blank("Small")
    document = new_document(records)
    place(document.model, diagram, VARIANTS["task"], 2000, 2000, name="Only one")
    path = tmp_path / "small.bpmn"
    save(document, path)
    window = opened(path)
    assert window.view.zoom == 1.0
    middle = window.view.to_view(2000, 2000)
    assert abs(middle.x() - window.view.width() / 2) < 30
    assert abs(middle.y() - window.view.height() / 2) < 30
