"""People's photos, cut round: decoded once from what the file keeps, never read from a path."""

from __future__ import annotations

import base64
from binascii import Error
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QImageReader, QPainter

ACROSS = 128  # pixels; enough for four times the size
FORMATS = (b"jpeg", b"png")
LARGEST = 2048  # pixels of a side: what is larger is no photo of a face, and a few letters can unpack to gigabytes
MOST_LETTERS = 1_000_000  # of base64


@lru_cache(256)
def face(photo: str) -> QImage | None:
    """A photo (base64) as a round picture, None where it is none."""
    image = decoded(photo)
    return _round(image) if image is not None else None


def decoded(photo: str) -> QImage | None:
    """A photo (base64) no larger than it is ever shown, None where it is none."""
    if len(photo) > MOST_LETTERS:
        return None
    try:
        data = base64.b64decode("".join(photo.split()), validate=True)
    except (Error, ValueError):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if bytes(reader.format().data()) not in FORMATS or size.isEmpty() or max(size.width(), size.height()) > LARGEST:
        return None
    reader.setAutoTransform(True)
    reader.setScaledSize(size.scaled(QSize(ACROSS, ACROSS), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return image if not image.isNull() else None


def _round(image: QImage) -> QImage:
    """The middle of a picture, as a circle."""
    side = min(image.width(), image.height())
    middle = image.copy(QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side))
    made = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QBrush(middle))
        p.drawEllipse(0, 0, side, side)
    return made


@lru_cache(512)
def face_at(photo: str, across: int) -> QImage | None:
    """The same so many pixels across, for the screen."""
    known = face(photo)
    if known is None or across >= known.width():
        return known
    smooth = Qt.TransformationMode.SmoothTransformation
    return known.scaled(across, across, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


@lru_cache(256)
def face_png(photo: str) -> str:
    """The same as base64 of a PNG, "" where it is none."""
    known = face(photo)
    if known is None:
        return ""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    known.save(buffer, "PNG")  # type: ignore[call-overload]
    return base64.b64encode(buffer.data().data()).decode()
