"""Names set in type: measured, broken into lines, each line ready to paint."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTransform

from opsdesigner.model.geometry import Box

from .. import theme
from ..threads import per_thread
from .wrapping import Broken, Measure, balanced

LEFT, CENTRE, RIGHT = -1, 0, 1
SHRUNK = 0.9  # of the floor of text from afar, where nothing else fits
SMALLER = ((12, 15), (11, 14), (10, 12))  # before a name is cut it may be set smaller


class Row(NamedTuple):
    """One line of a name: its words, ready to paint where they are plain, from its left end and baseline."""

    words: str
    text: QStaticText | None
    x: float
    y: float


class Label(NamedTuple):
    """A laid-out name; places are seen from its shape's corner, from the origin for an edge."""

    rows: tuple[Row, ...]
    font: QFont
    pixels: int
    box: Box
    outside: bool = False  # beside its shape or line
    turned: bool = False  # read upwards: rows are seen from the shape's lower left corner
    cut: bool = False
    ascent: float = 0.0
    turned_by: float = 0.0  # how far below the shape's corner that is
    crossed: bool = False  # lines run through it and give way
    share: float = 1.0  # at which its text is painted, for sizes between two pixels
    side: int = CENTRE  # where its lines stay when another font is wider


class Setting(NamedTuple):
    """A size of text: pixels, line pitch, weight."""

    pixels: int
    pitch: float
    weight: QFont.Weight = theme.NORMAL
    share: float = 1.0  # of the pixels, as it is painted


@per_thread()
def metrics(pixels: int, weight: QFont.Weight) -> QFontMetricsF:
    return QFontMetricsF(theme.font(pixels, weight))


@per_thread()
def measure_of(pixels: int, weight: QFont.Weight) -> Measure:
    """A function that measures words in this font and remembers them."""
    advance = metrics(pixels, weight).horizontalAdvance
    return lru_cache(8192)(lambda words: float(advance(words)))


@per_thread(8192)
def static(words: str, pixels: int, weight: QFont.Weight) -> QStaticText | None:
    """The words ready to paint; None for scripts whose fallback fonts would move the baseline."""
    if max(words, default=" ") > "\u052f":
        return None
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.prepare(QTransform(), theme.font(pixels, weight))
    return text


def baseline(pitch: float, pixels: float) -> float:
    """How far below the top of a line its baseline lies, so that capitals stand in its middle."""
    return pitch / 2 + pixels * 0.36


def label(lines: tuple[str, ...], set_: Setting, x: float, y: float, side: int, **more: bool) -> Label:
    """Lines stacked from (x, y) down; x is their left end, middle or right end."""
    measure = measure_of(set_.pixels, set_.weight)
    rows, least, most = [], x, x
    for i, words in enumerate(lines):
        wide = measure(words) * set_.share
        left = x if side == LEFT else x - wide / 2 if side == CENTRE else x - wide
        least, most = min(least, left), max(most, left + wide)
        at = y + i * set_.pitch + baseline(set_.pitch, set_.pixels * set_.share)
        rows.append(Row(words, static(words, set_.pixels, set_.weight), left, at))
    font, ascent = theme.font(set_.pixels, set_.weight), metrics(set_.pixels, set_.weight).ascent()
    box = (least, y, most, y + len(lines) * set_.pitch)
    return Label(tuple(rows), font, set_.pixels, box, ascent=ascent, share=set_.share, **more)


Place = Callable[[Broken, Setting], float | None]


def fitted(name: str, width: float, settings: tuple[Setting, ...], most: int, top_of: Place) -> tuple[Broken, Setting]:
    """The name in the first size that fits whole; one that breaks a word only where none else does; else cut."""
    second: tuple[Broken, Setting] | None = None
    for i, setting in enumerate(settings):
        count = most if i == 0 else 99
        broken = balanced(name, width, count, measure_of(setting.pixels, setting.weight))
        if broken.cut or top_of(broken, setting) is None:
            continue
        if not broken.split:
            return broken, setting
        second = second or (broken, setting)
    if second:
        return second
    setting = settings[-1]
    for count in range(12, 0, -1):
        broken = balanced(name, width, count, measure_of(setting.pixels, setting.weight))
        if len(broken.lines) <= count and top_of(broken, setting) is not None:
            break
    return broken, setting


def settings_for(size: int, base: tuple[int, int], weight: QFont.Weight = theme.NORMAL) -> tuple[Setting, ...]:
    """The sizes a name may be set in: the look's own and smaller ones, or one floor size when seen from afar."""
    if size:
        return (Setting(size, size + 3, weight), Setting(small := round(size * SHRUNK), small + 3, weight))
    return (Setting(*base, weight), *(Setting(*each, weight) for each in SMALLER if each[0] < base[0]))
