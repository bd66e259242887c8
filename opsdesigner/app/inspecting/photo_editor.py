"""A person's photo: chosen from a file, made small, kept as text; taken away again."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from opsdesigner.canvas.boxes.faces import decoded
from opsdesigner.model import Value

from ..words import tr
from .inspector_rows import Mixed

SIDE, SHOWN = 128, 32  # px of a photo in the file at most, in the inspector
LARGEST_FILE, LARGEST = 30_000_000, 24_000  # bytes of a picture that is read, of the photo made of it
MOST_MEGABYTES = 256  # of a picture while it is decoded
QUALITIES = (85, 70, 55, 40, 25)


def photo_of(path: Path) -> str:
    """A picture file as a small JPEG in base64; "" where it is none that can be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return ""
    except OSError:
        return ""
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > 4 * SIDE:  # decoded no larger than is needed
        reader.setScaledSize(size.scaled(QSize(4 * SIDE, 4 * SIDE), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return "" if image.isNull() else _packed(image)


def _why_not(path: Path) -> str:
    """In words, why a file gave no photo."""
    with suppress(OSError):
        if path.stat().st_size > LARGEST_FILE:
            return tr("{} is too large: {} MB at most").format(path.name, LARGEST_FILE // 1_000_000)
    return tr("{} is no picture that can be read").format(path.name)


def _packed(image: QImage) -> str:
    """The middle of a picture as a square, as good as it may be large."""
    side = min(image.width(), image.height())
    square = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    if side > SIDE:
        square = square.scaled(SIDE, SIDE, mode=Qt.TransformationMode.SmoothTransformation)
    paper = QImage(square.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    with QPainter(paper) as p:
        p.drawImage(0, 0, square)
    for quality in QUALITIES:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(b"jpeg"))
        writer.setQuality(quality)
        writer.write(paper)
        if data.size() <= LARGEST:
            return b64encode(bytes(data.data())).decode()
    return ""


class PhotoEditor(QWidget):
    """The photo, a button to choose another one, a button to take it away."""

    meant = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.picture = QLabel(self)
        self.choose, self.remove = QPushButton(tr("Choose…"), self), QPushButton(tr("Remove"), self)
        for button, act in ((self.choose, self._ask), (self.remove, lambda: self.meant.emit(""))):
            button.setObjectName("small")
            button.clicked.connect(act)
        for part in (self.picture, self.choose, self.remove):
            row.addWidget(part)
        row.addStretch(1)
        self.said = QLabel(self)
        self.said.setObjectName("refusal")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.hide()
        column.addLayout(row)
        column.addWidget(self.said)

    def show_value(self, value: Value | Mixed) -> None:
        text = value if isinstance(value, str) else ""
        image = decoded(text)
        self.picture.setVisible(image is not None)
        self.remove.setVisible(bool(text))
        if image is not None:
            side = round(SHOWN * self.devicePixelRatioF())
            shown = QPixmap.fromImage(image.scaled(side, side, mode=Qt.TransformationMode.SmoothTransformation))
            shown.setDevicePixelRatio(self.devicePixelRatioF())
            self.picture.setPixmap(shown)

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), tr("Choose a photo"))
        dialog.setNameFilter(tr("Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.gif)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take(Path(path)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Means the picture of a file, if it is one."""
        photo = photo_of(path)
        why = "" if photo else _why_not(path)
        self.said.setText(why)
        self.said.setVisible(bool(why))
        if photo:
            self.meant.emit(photo)
        else:
            self.refused.emit(why)
