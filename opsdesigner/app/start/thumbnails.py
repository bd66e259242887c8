"""Small pictures of files for the start page, painted while nothing else happens and kept in the state folder."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from opsdesigner import places
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.model import Diagram, Link, Model, Node
from opsdesigner.model.geometry import grown
from opsdesigner.notation.theme import Theme

from ..style import Style

if TYPE_CHECKING:
    from .cards import Card

WIDE, TALL, RATIO, MOST = 300, 180, 2.5, 5_000_000  # px, device pixels a px; bytes of larger files get no picture
SEEN_AS = 0.3  # the zoom that says how much is drawn: outlines and tints, no marks
MADE = 4  # pictures made in another way count as other pictures
KEEP = 60  # pictures


class Thumbnails(QObject):
    """Hands pictures to cards, one at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Card] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._one)

    def ask(self, cards: list[Card]) -> None:
        self._waiting = list(cards)
        self._timer.start()

    def _one(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        card = self._waiting.pop(0)
        try:
            card.show_picture(thumbnail(card.path))
        except RuntimeError:  # the page was filled anew, the card is gone
            self._waiting = []


def thumbnail(path: Path) -> QPixmap:
    """The picture of a file's first diagram, from the store where it is still right; a null one where none can be."""
    kept = _kept_at(path)
    if kept is None:
        return QPixmap()
    picture = QPixmap(str(kept)) if kept.is_file() else QPixmap()
    if not picture.isNull():
        return picture
    picture = _painted(path)
    if not picture.isNull():
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            picture.save(str(kept), "PNG")
            _tidy(kept.parent)
        except OSError:
            pass
    return picture


def _kept_at(path: Path) -> Path | None:
    try:
        state = path.stat()
    except OSError:
        return None
    if state.st_size > MOST:
        return None
    said = f"{path.absolute()}\n{state.st_mtime_ns}\n{state.st_size}\n{Style.here().paper.canvas}\n{MADE}"
    return places.state_folder() / "thumbnails" / f"{sha256(said.encode()).hexdigest()[:32]}.png"


def _tidy(folder: Path) -> None:
    """Only the newest pictures stay."""
    found = sorted(folder.glob("*.png"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in found[KEEP:]:
        old.unlink(missing_ok=True)


def _nameless(model: Model) -> Model:
    """The same drawing without a word: none could be read."""
    records = model.records.values()
    return Model([replace(each, name="") if isinstance(each, Node | Link) else each for each in records])


def _painted(path: Path) -> QPixmap:
    from opsdesigner.files.errors import Refused

    from ..keeping.filing import read

    try:
        return QPixmap.fromImage(picture_of(read(path).model, Style.here().paper))
    except (Refused, OSError):
        return QPixmap()


def picture_of(model: Model, theme: Theme) -> QImage:
    """The picture of a document's first diagram, a null one where it has none; any thread may ask for it."""
    model = _nameless(model)
    diagram = next((each.id for each in model.all(Diagram)), "")
    if not diagram:
        return QImage()
    display = Display(model, diagram, theme)
    box = grown(display.bounds, 6)
    left, top, right, bottom = box
    scale = min(1.0, WIDE / (right - left), TALL / (bottom - top)) * RATIO
    size = max(1, ceil((right - left) * scale)), max(1, ceil((bottom - top) * scale))
    picture = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(theme.canvas))
    with QPainter(picture) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.scale(scale, scale)
        p.translate(-left, -top)
        display.paint(p, box, scale, True, SEEN_AS)
    display.let_go()
    return picture
