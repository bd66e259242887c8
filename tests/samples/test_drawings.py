"""What we deliver is drawn without a fault, by our own strict measure, and nothing stands in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.analysis.geometry import geometry
from opsdesigner.files.document import open_document
from opsdesigner.layout.faults import faults
from opsdesigner.model import Diagram

DELIVERED = [*sorted(places.samples().glob("*.bpmn")), *sorted((places.resources() / "templates").glob("*.bpmn"))]


@pytest.mark.parametrize("path", DELIVERED, ids=lambda path: path.stem)
def test_drawn_without_a_fault(path: Path) -> None:
    model = open_document(path).model
    pages = [page.id for page in model.all(Diagram) if not page.kind]
    assert pages and [fault for page in pages for fault in faults(model, page)] == []
    assert [each.text for each in geometry(model) if each is not None] == []
