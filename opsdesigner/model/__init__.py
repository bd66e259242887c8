"""Qt-free core: immutable records, changes, the model."""

from .change import Change, diff, from_json
from .model import Model, ModelError
from .props import NO_PROPS, Props, Value
from .records import Bounds, Diagram, Edge, Id, Link, Node, Point, Record, Shape, new_id, writable_id

__all__ = [
    "NO_PROPS",
    "Bounds",
    "Change",
    "Diagram",
    "Edge",
    "Id",
    "Link",
    "Model",
    "ModelError",
    "Node",
    "Point",
    "Props",
    "Record",
    "Shape",
    "Value",
    "diff",
    "from_json",
    "new_id",
    "writable_id",
]
