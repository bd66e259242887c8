"""Which children still stand in the order they were read in; the fewest are counted as moved."""

from bisect import bisect_left
from itertools import pairwise

from opsdesigner.files.element import Element


def kept(originals: list[Element], children: list[Element]) -> list[int]:
    """For each child its index among the originals where it still stands in their order, else -1."""
    index = {id(child): at for at, child in enumerate(originals)}
    found = [index.get(id(child), -1) for child in children]
    if all(at < after for at, after in pairwise(at for at in found if at >= 0)):
        return found
    found = _fitting(found, children)
    ends: list[int] = []  # ends[n]: the smallest end of a rising run of n + 1
    before: dict[int, int] = {}
    for at in found:
        if at < 0:
            continue
        length = bisect_left(ends, at)
        ends[length : length + 1] = [at]
        before[at] = ends[length - 1] if length else -1
    kept = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [at if at in kept else -1 for at in found]


def _fitting(found: list[int], children: list[Element]) -> list[int]:
    """The indexes without those of moved children that do not fit between the ones that never moved."""
    stayed = [
        at >= 0 and not (child.edit and child.edit.scope is not None) for at, child in zip(found, children, strict=True)
    ]
    fitting = found.copy()
    low = -1
    for place, at in enumerate(found):
        low = at if stayed[place] else low
        if at < low:
            fitting[place] = -1
    high = max(found) + 1
    for place in reversed(range(len(found))):
        high = found[place] if stayed[place] else high
        if found[place] > high:
            fitting[place] = -1
    return fitting
