"""Columns are the best there are: no other choice of columns makes the flows shorter in all."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.layout.simplex import Arc, shorten


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], list[Arc]]:
    """Up to five vertices in columns that keep the least distances, and the arcs between them."""
    count = draw(st.integers(1, 5))
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=7)) if pairs else []
    arcs = [(a, b, draw(st.integers(0, 2)), draw(st.sampled_from([0.3, 1.0, 3.0]))) for a, b in chosen]
    layer = [0] * count
    for v in range(count):
        layer[v] = max((layer[a] + least for a, b, least, _ in arcs if b == v), default=draw(st.integers(0, 3)))
    return layer, arcs


def length(layer: list[int] | tuple[int, ...], arcs: list[Arc]) -> float:
    return sum(weight * (layer[b] - layer[a]) for a, b, _, weight in arcs)


def kept(layer: list[int] | tuple[int, ...], arcs: list[Arc]) -> bool:
    return all(layer[b] - layer[a] >= least for a, b, least, _ in arcs)


@settings(max_examples=60)
@given(graphs())
def test_flows_are_as_short_as_can_be(graph: tuple[list[int], list[Arc]]) -> None:
    layer, arcs = graph
    shorten(layer, arcs)
    reach = sum(least for _, _, least, _ in arcs) + 1
    every = product(range(min(reach, 6)), repeat=len(layer))
    assert kept(layer, arcs)
    assert length(layer, arcs) <= min(length(other, arcs) for other in every if kept(other, arcs)) + 1e-6


def test_a_vertex_with_more_to_its_right_goes_there() -> None:
    layer = [0, 1, 3, 4, 4]
    shorten(layer, [(0, 1, 1, 1.0), (1, 3, 1, 1.0), (1, 4, 1, 1.0), (0, 2, 3, 1.0), (2, 3, 1, 1.0), (2, 4, 1, 1.0)])
    assert layer[3] - layer[1] == 1
