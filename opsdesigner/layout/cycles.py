"""Which flows lead back, and which way through a process is the main one."""

from __future__ import annotations

from collections import defaultdict

from .net import Net


def back_flows(net: Net) -> set[int]:
    """Numbers of the flows that close a cycle, found depth first from the starts on, in the order of the file: that is
    what the author had in mind."""
    out: dict[int, list[tuple[int, int]]] = defaultdict(list)
    entering = [0] * net.boxes
    flows = net.graph.flows
    for k in sorted(range(len(flows)), key=lambda k: flows[k].kind != "sequence"):
        a, b = net.index[flows[k].source], net.index[flows[k].target]
        if a != b:
            out[a].append((b, k))
            entering[b] += flows[k].kind == "sequence"
    back: set[int] = set()
    state = [0] * net.boxes
    for start in sorted(range(net.boxes), key=lambda v: (entering[v] > 0, v)):
        if state[start]:
            continue
        state[start] = 1
        stack = [(start, iter(out[start]))]
        while stack:
            v, rest = stack[-1]
            for w, k in rest:
                if state[w] == 1:
                    back.add(k)
                elif state[w] == 0:
                    state[w] = 1
                    stack.append((w, iter(out[w])))
                    break
            else:
                state[v] = 2
                stack.pop()
    return back


def main_path(net: Net, back: set[int]) -> set[int]:
    """Flows of the longest way through the process, then of the longest beside it; drawn straight where possible."""
    out: list[list[tuple[int, int]]] = [[] for _ in net.nodes]
    waiting = [0] * net.boxes
    exceptions = {n.id for n in net.graph.nodes if n.host is not None}  # no main path begins with one
    for k, flow in enumerate(net.graph.flows):
        a, b = net.index[flow.source], net.index[flow.target]
        if a != b and k not in back and flow.kind == "sequence" and flow.source not in exceptions:
            out[a].append((b, k))
            waiting[b] += 1
    order = [v for v in range(net.boxes) if not waiting[v]]
    for v in order:
        for w, _ in out[v]:
            waiting[w] -= 1
            if not waiting[w]:
                order.append(w)
    reach = [0] * net.boxes
    for v in reversed(order):
        reach[v] = 1 + max((reach[w] for w, _ in out[v]), default=0)
    found: set[int] = set()
    taken = [False] * net.boxes
    for start in sorted(order, key=lambda v: -reach[v]):
        v = start
        while not taken[v] and out[v]:
            taken[v] = True
            w, k = max(out[v], key=lambda e: (not taken[e[0]], reach[e[0]]))
            found.add(k)
            v = w
        taken[v] = True
    return found
