"""Questions about a document, also about what is not there or lies in itself."""

from __future__ import annotations

import pytest

from opsdesigner.model import Diagram, Edge, Link, Model, Node, Shape
from opsdesigner.model import geometry as g
from opsdesigner.model import queries as q


@pytest.fixture
def model() -> Model:
    return Model(
        [
            Node("c", "collaboration"),
            Node("p", "process", "Orders"),
            Node("pool", "participant", parent="c", host="p"),
            Node("closed", "participant", "Customer", parent="c"),
            Node("lane", "lane", "Sales", parent="p"),
            Node("sub", "subProcess", "Pack", parent="p", lane="lane"),
            Node("a", "task", "A", parent="sub"),
            Node("late", "boundaryEvent", "late", parent="sub", host="a"),
            Node("value", "categoryValue", "Phase 1"),
            Node("group", "group", parent="p", host="value"),
            Link("f", "sequenceFlow", "a", "a", "again", parent="sub"),
            Diagram("d", "c"),
            Diagram("d2", "sub"),
            Shape("s", "d", "sub", 0, 0, 10, 10),
            Shape("s2", "d2", "a", 0, 0, 10, 10),
            Shape("astray", "d", "", 0, 0, 10, 10),
            Edge("e", "d2", "f", ((0, 0), (1, 0))),
        ]
    )


def ids(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]


def test_what_lies_in_what(model: Model) -> None:
    assert ids(q.ancestors(model, "late")) == ["sub", "p"] and ids(q.ancestors(model, "nowhere")) == []
    assert set(ids(q.inside(model, "p"))) == {"lane", "sub", "group", "a", "late"}
    assert q.scope_of(model, "late") == "sub" and q.scope_of(model, "sub") == "p" and q.scope_of(model, "p") == ""
    assert [q.process_of(model, id) for id in ("late", "p", "pool", "closed", "c", "nowhere")] == ["p"] * 3 + [""] * 3
    assert [q.pool_of(model, id) for id in ("late", "pool", "closed", "group", "value")] == [
        "pool",
        "pool",
        "closed",
        "pool",
        "",
    ]


def test_what_lies_in_itself_is_asked_once() -> None:
    model = Model([Node("x", "lane", parent="y"), Node("y", "lane", parent="x"), Node("z", "lane", parent="z")])
    assert ids(q.ancestors(model, "x")) == ["y"] and ids(q.ancestors(model, "z")) == []
    assert set(ids(q.inside(model, "x"))) == {"y"}


def test_what_stands_where(model: Model) -> None:
    assert q.shape_of(model, "a", "d") is None and q.shape_of(model, "a", "d2") == model["s2"]
    assert q.edge_of(model, "f", "d2") == model["e"] and q.edge_of(model, "f", "d") is None
    assert ids(q.diagrams_of(model, "sub")) == ["d2"]
    subjects = {id: getattr(q.subject(model, id), "id", None) for id in ("s", "e", "a", "f", "d", "astray", "nowhere")}
    assert subjects == {"s": "sub", "e": "f", "a": "a", "f": "f", "d": None, "astray": None, "nowhere": None}


def test_names_come_from_what_a_thing_stands_on_where_it_has_none(model: Model) -> None:
    titles = {id: q.title(model, id) for id in ("pool", "closed", "group", "f", "late", "d", "nowhere")}
    assert titles == {
        "pool": "Orders",
        "closed": "Customer",
        "group": "Phase 1",
        "f": "again",
        "late": "late",
        "d": "",
        "nowhere": "",
    }


def test_the_nearest_point_of_a_line() -> None:
    bent = ((0.0, 0.0), (10.0, 0.0), (10.0, 30.0), (0.0, 30.0))
    assert g.nearest_on(bent, 4, -3) == (3, 0, (4, 0)) and g.nearest_on(bent, 13, 20) == (3, 1, (10, 20))
    assert g.nearest_on(((5.0, 5.0), (5.0, 5.0)), 8, 9) == (5, 0, (5, 5))


def test_points_along_a_line() -> None:
    bent = ((0.0, 0.0), (10.0, 0.0), (10.0, 0.0), (10.0, 30.0))
    assert [g.along(bent, share) for share in (0, 0.125, 0.25, 0.5, 1)] == [(0, 0), (5, 0), (10, 0), (10, 10), (10, 30)]
    assert g.along(((5.0, 5.0), (5.0, 5.0)), 0.5) == (5, 5)
    assert g.along(bent, 1.0000001) == (10, 30)
