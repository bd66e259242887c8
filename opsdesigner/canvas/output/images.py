"""A scene as pixels and as PDF pages: the painters of the screen on other devices, always on white or on nothing."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, sqrt
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from opsdesigner import __version__
from opsdesigner.model.geometry import Box

from ..drawing.extent import Scene
from ..drawing.painting import paint_pictures
from ..theme import WHITE

LONGEST, MOST = 8192, 64_000_000  # pixels of a side, of an image
DOTS = 288  # per inch of paper: one dot, the thinnest line that is drawn, is a quarter of a point
INCH = 96.0  # units
LARGEST_PAGE = 14_400  # points; what readers of PDF take
STRIP = 128  # rows of pixels
PACKING = 64  # 0 small and slow, 100 large and fast


def affordable(box: Box, scale: float, most: int = MOST) -> float:
    """The scale, lowered until the image is no larger than it may be."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    return min(scale, (LONGEST - 1) / max(wide, tall), sqrt(most / (wide * tall)) * 0.999)


def image(scene: Scene, scale: float, background: bool = True) -> QImage:
    """The scene at this many pixels per unit. May run in any thread."""
    left, top = floor(scene.box[0] * scale), floor(scene.box[1] * scale)
    wide, tall = ceil(scene.box[2] * scale) - left, ceil(scene.box[3] * scale) - top
    sort = QImage.Format.Format_RGB32 if background else QImage.Format.Format_ARGB32_Premultiplied
    made = QImage(max(1, wide), max(1, tall), sort)
    if made.isNull():
        raise MemoryError
    dots = round(INCH * scale / 0.0254)
    made.setDotsPerMeterX(dots)
    made.setDotsPerMeterY(dots)
    ground = QColor(WHITE.paper) if background else QColor(0, 0, 0, 0)
    with QPainter(made) as p:
        p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for row in range(0, made.height(), STRIP):  # a call for all of it would hold up the window
            p.fillRect(0, row, made.width(), STRIP, ground)
        p.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        p.translate(-left, -top)
        p.scale(scale, scale)
        paint_pictures(p, scene.shapes, scene.edges, scale, WHITE)
    return made


def png(scene: Scene, scale: float, background: bool = True, name: str = "") -> bytes:
    """The scene as a PNG file."""
    made = image(scene, scale, background)
    if name:
        made.setText("Title", name)
    made.setText("Software", f"OpsDesigner {__version__}")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png")
    writer.setQuality(PACKING)
    if not writer.write(made):
        raise MemoryError
    return bytes(buffer.data().data())


class Page(NamedTuple):
    """One page of a PDF: what it shows and how large."""

    scene: Scene
    scale: float = 1.0


def pdf(pages: Sequence[Page], name: str = "") -> bytes:
    """A PDF with a page round each scene; its text is text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(name)
    writer.setCreator(f"OpsDesigner {__version__}")
    writer.setResolution(DOTS)
    p = QPainter()
    for page in pages:
        scale = _set_page(writer, page)
        if p.isActive():
            writer.newPage()
        else:
            p.begin(writer)
        p.save()
        p.scale(scale, scale)
        p.translate(-page.scene.box[0], -page.scene.box[1])
        paint_pictures(p, page.scene.shapes, page.scene.edges, scale, WHITE)
        p.restore()
    p.end()
    return bytes(buffer.data().data())


def _set_page(writer: QPdfWriter, page: Page) -> float:
    """Fits the next page round a scene; returns the dots per unit."""
    left, top, right, bottom = page.scene.box
    wide, tall = right - left, bottom - top
    points = min(72 / INCH * page.scale, LARGEST_PAGE / max(wide, tall))
    size = QSizeF(max(3, ceil(wide * points)), max(3, ceil(tall * points)))
    paper = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    return points * DOTS / 72
