"""What a new document starts with."""

from __future__ import annotations

from opsdesigner.model import Diagram, Id, Node, Record, new_id


def blank(name: str = "") -> tuple[list[Record], Id]:
    """An empty process with an empty diagram, and the diagram's id."""
    process = Node(new_id("Process"), "process", name)
    diagram = Diagram(new_id("BPMNDiagram"), process.id, name)
    return [process, diagram], diagram.id
