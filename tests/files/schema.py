"""The BPMN 2.0 schema, from a package the tests install."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree


@cache
def _schema() -> etree.XMLSchema | None:
    try:
        import SpiffWorkflow
    except ImportError:
        return None
    folder = Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema"
    return etree.XMLSchema(etree.parse(str(folder / "BPMN20.xsd")))


def faults(data: bytes) -> list[str]:
    """What the schema says against a file, one line each."""
    schema = _schema()
    if schema is None:
        pytest.skip("SpiffWorkflow, which brings the schema, is not installed")
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    schema.validate(tree)
    return [f"{error.line}: {error.message}" for error in schema.error_log]
