"""A process drawn left to right in its lanes: the phases of a layered drawing, run under a search."""

from __future__ import annotations

from .graph import Frame, Graph, Options, Placement
from .search import Artist, Drawing, best

SEARCH = 2000  # drawings tried, times nodes and flows: bounds the time of small and middle graphs


def layout(graph: Graph, options: Options | None = None) -> Placement:
    """Places a graph left to right inside its lanes; the same graph always in the same way.

    Raises KeyError when a flow, host or lane names something unknown.
    """
    options = options or Options()
    if not graph.nodes:
        return _empty(graph, options)
    tries = round(options.effort * SEARCH / (len(graph.nodes) + len(graph.flows)))
    return _placement(best(Artist(graph, options), tries), options)


def _empty(graph: Graph, options: Options) -> Placement:
    bands: dict[str, tuple[float, float]] = {}
    top, pool = 0.0, graph.lanes[0].pool if graph.lanes else ""
    for lane in graph.lanes:
        top += options.pool_gap if lane.pool != pool else 0.0
        pool = lane.pool
        bands[lane.id] = (top, lane.least)
        top += lane.least
    return Placement({}, bands, {}, options.left, top)


def _placement(drawing: Drawing, options: Options) -> Placement:
    net, graph = drawing.net, drawing.net.graph
    frames: dict[str, Frame] = {}
    for n in graph.nodes:
        v = net.index[n.id]
        x, y = drawing.where.centre[net.layer[v]], drawing.y[v]
        if n.host is not None:
            half = net.nodes[v].height / 2
            x, y = x + net.event_offset(n.id), y + (half if net.sits_below(n.id) else -half)
        frames[n.id] = (x - n.width / 2, y - n.height / 2, n.width, n.height)
    bands = dict(zip((lane.id for lane in graph.lanes), drawing.bands, strict=True))
    foot = max((top + height for top, height in drawing.bands), default=0.0)
    return Placement(frames, bands, drawing.routes, drawing.where.width + options.channel, foot)
