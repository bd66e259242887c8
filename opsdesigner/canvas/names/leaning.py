"""Where a name may go that collides at the place a file gives it: letters of other fonts are narrower there."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import NamedTuple

from ..drawing.edge_pictures import EdgePicture
from ..drawing.pictures import ShapePicture
from .beside import FILED, Spot, blocks, in_place
from .typesetting import Setting

REACH, STEP = 12, 4  # px a name may be moved by, in steps of
DEAR = 1.5  # how much worse each px is; the outline of a home it lies on costs 20 and more
SMALLER, ANEW = 4.0, 14.0  # how much worse smaller letters and other line breaks are
CLOSE = 6.0  # px that a name set in another way may be moved by

WAYS = sorted(
    (DEAR * hypot(dx, dy), dx, dy)
    for dx in range(-REACH, REACH + 1, STEP)
    for dy in range(-REACH, REACH + 1, STEP)
    if hypot(dx, dy) < REACH + STEP
)


class Way(NamedTuple):
    """Another way to set a name down, and how much worse it is than where it was to be."""

    worse: float
    spot: Spot


def leaning(picture: ShapePicture | EdgePicture, first: Spot, most: float) -> Iterator[Way]:
    """The ways that are less than `most` worse, the best first: moved a little, set smaller, broken otherwise."""
    known = list(_settings(picture, first))
    found = [
        (worse + far, i, dx, dy)
        for i, (worse, _) in enumerate(known)
        for far, dx, dy in WAYS
        if 0 < worse + far < most and (not worse or far <= DEAR * CLOSE)
    ]
    for worse, i, dx, dy in sorted(found):
        spot = known[i][1]
        yield Way(worse, spot._replace(x=spot.x + dx, y=spot.y + dy))


def _settings(picture: ShapePicture | EdgePicture, first: Spot) -> Iterator[tuple[float, Spot]]:
    """The name as it is, in the letters of most files, in other lines."""
    yield 0.0, first
    place = picture.placed
    assert place is not None
    setting = Setting(*FILED, first.setting.weight)
    above = isinstance(picture, ShapePicture) and place.y + place.height <= picture.y + 1
    foot, seen = first.box[3], {first.broken.lines}

    def put(lines: Spot) -> Spot:
        tall = len(lines.broken.lines) * setting.pitch
        return lines._replace(y=foot - tall) if above else lines

    filed = in_place(picture.name, place, setting)
    if setting != first.setting:
        seen.add(filed.lines)
        yield SMALLER, put(first._replace(broken=filed, setting=setting))
    for broken in blocks(picture.name, setting, 0):
        if broken.lines not in seen:
            seen.add(broken.lines)
            yield ANEW, put(first._replace(broken=broken, setting=setting))
