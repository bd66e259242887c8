"""The lines of shapes in hand: led round what stands in their way, as far as the time of a frame goes."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from opsdesigner.edit.arrange import Plan
from opsdesigner.edit.underway import Underway
from opsdesigner.model import Edge, Id
from opsdesigner.model.geometry import pieces, touches

from ..drawing.edge_pictures import EdgePicture
from .bends import carried
from .snapshot import Snapshot

if TYPE_CHECKING:
    from ..view import CanvasView

FEW = 6  # more lines than this only stretch until the hand rests
FRAME = 0.006  # seconds of a frame that lines may take
REST = 40  # ms after the last move; then all is led as it will be after the drop


class Trail:
    """The lines between what moves and what stays, as they run now; those of others dodge when the hand rests.

    `hide` is told which lines of others no longer run where they did.
    """

    def __init__(self, view: CanvasView, plan: Plan, hide: Callable[[], None]) -> None:
        self.view, self.rims, self._hide = view, plan.rims, hide
        self._underway = Underway(view.model, plan, view.display)
        self._many = len(self.rims) > FEW
        self._stretched = [EdgePicture(rim.edge, view.model) for rim in self.rims] if self._many else []
        self.dodging: dict[Id, Edge] = {}  # the lines of others that are shown anew
        self._at = (0.0, 0.0)
        self._simple = False  # whether lines are only stretched just now
        self._rested = QTimer(view)
        self._rested.setSingleShot(True)
        self._rested.timeout.connect(self._rest)

    def pictures(self, dx: float, dy: float) -> list[EdgePicture]:
        """What to draw when all has moved so far."""
        self._at = (dx, dy)
        self._rested.start(REST)
        self._simple = self._many
        if self._many:
            return [*self._stretch(dx, dy), *self._pictured(self.dodging)]
        self._underway.go(dx, dy)
        self._underway.work(perf_counter() + FRAME)
        return self._led()

    def _led(self) -> list[EdgePicture]:
        return [*self._pictured(self._underway.lines), *self._pictured(self.dodging)]

    def _pictured(self, lines: dict[Id, Edge]) -> list[EdgePicture]:
        return [EdgePicture(edge, self.view.model) for edge in lines.values()]

    def _stretch(self, dx: float, dy: float) -> list[EdgePicture]:
        """Many lines only stretch."""
        seen = self.view.frame.box(self.view.rect())
        shown = []
        for rim, picture in zip(self.rims, self._stretched, strict=True):
            points = carried(rim.edge.points, rim.first, dx, dy)
            if any(touches(piece, seen) for piece in pieces(points)):
                picture.points, picture._polygon = points, None
                picture.touch()
                shown.append(picture)
        return shown

    def _rest(self) -> None:
        """The hand rests: what is left is led, frame by frame, and then the lines of others."""
        if self._simple:
            self._simple = False
            self._underway.go(*self._at)
        if not self._underway.work(perf_counter() + FRAME):
            self._rested.start(0)
        else:
            self._dodge()
        self._show()

    def _dodge(self) -> None:
        found = dict(self._underway.look_round())
        for id, edge in self.dodging.items():
            if id not in found and (as_it_was := self.view.model.get(edge.id, Edge)) is not None:
                found[id] = as_it_was
        anew = found.keys() - self.dodging.keys()
        self.dodging = found
        if anew:
            self._hide()

    def _show(self) -> None:
        if isinstance(shot := self.view.snapshot, Snapshot):
            shot.live = self._led()
            self.view.update()

    def end(self) -> None:
        self._rested.stop()
        self._rested.setParent(None)
