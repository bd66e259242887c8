"""Twelve colours, none and a free one, for the selected shapes and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QGridLayout, QWidget

from opsdesigner.edit import convert
from opsdesigner.model import Edge, Id, Model, Shape, Value
from opsdesigner.notation.theme import LIGHT, ROLE_COLOURS, mixed

from ..style import Style
from ..words import tip, tr
from .inspector_rows import Mixed, colour_of

if TYPE_CHECKING:
    from .inspector import Inspector

NAMES = (
    "Sky", "Jade", "Violet", "Tan", "Magenta", "Olive", "Petrol", "Coral", "Lavender", "Moss", "Rosewood", "Mist",
)  # fmt: skip
SIDE, ROUND, TINT = 24, 6, 0.14


class Swatch(QAbstractButton):
    """One colour; "" is none, "?" asks for a free one."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setFixedSize(SIDE + 4, SIDE + 4)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"swatch.{name}")

    def sizeHint(self) -> QSize:
        return QSize(SIDE + 4, SIDE + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            plain = not self.colour.startswith("#")
            p.setPen(QPen(QColor(theme.control if plain else self.colour), 1.0))
            p.setBrush(QColor(theme.raised if plain else self.colour))
            p.drawRoundedRect(box, ROUND, ROUND)
            p.setPen(QPen(QColor(theme.text2), 1.5))
            if self.colour == "":
                p.drawLine(
                    box.bottomLeft() + QRectF(4, -4, 0, 0).topLeft(), box.topRight() + QRectF(-4, 4, 0, 0).topLeft()
                )
            elif self.colour == "?":
                for dx in (-4, 0, 4):
                    p.drawEllipse(box.center() + QRectF(dx, 0, 0, 0).topLeft(), 0.6, 0.6)
            if self.isChecked() or self.hasFocus():
                p.setPen(QPen(QColor(theme.accent), 2))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ROUND + 2, ROUND + 2)


class ColourEditor(QWidget):
    """The colour a role has everywhere; the first swatch lets it have one by itself."""

    meant = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        rows = (("", tr("By itself")), *((colour, tr(name)) for colour, name in zip(ROLE_COLOURS, NAMES, strict=True)))
        self.buttons = [Swatch(colour, name) for colour, name in rows]
        for at, button in enumerate(self.buttons):
            grid.addWidget(button, at // 7, at % 7)
            button.clicked.connect(lambda _=False, button=button: self.meant.emit(button.colour))

    def show_value(self, value: Value | Mixed) -> None:
        for button in self.buttons:
            button.setChecked(isinstance(value, str) and button.colour.upper() == value.upper())


class Swatches(QWidget):
    """A step gets the colour as its line and a tint of it as its fill; a line is coloured itself."""

    def __init__(self, inspector: Inspector, model: Model, ids: tuple[Id, ...]) -> None:
        super().__init__()
        self._inspector, self._model = inspector, model
        self._ids = tuple(id for id in ids if isinstance(model.records.get(id), Shape | Edge))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.buttons = [Swatch("", tr("No colour"))]
        self.buttons += [Swatch(colour, tr(name)) for colour, name in zip(ROLE_COLOURS, NAMES, strict=True)]
        self.buttons.append(Swatch("?", tr("Another colour")))
        for at, button in enumerate(self.buttons):
            grid.addWidget(button, at // 7, at % 7)
            button.clicked.connect(lambda _=False, button=button: self._picked(button))

    def show_values(self) -> None:
        now = colour_of(self._model, self._ids, "stroke")
        colour = None if isinstance(now, Mixed) else now.upper()
        known = {button.colour for button in self.buttons}
        for button in self.buttons:
            free = button.colour == "?" and colour is not None and colour not in known
            button.setChecked(button.colour == colour or free)

    def _picked(self, button: Swatch) -> None:
        if button.colour != "?":
            self.give(button.colour)
            return
        dialog = QColorDialog(self.window())
        dialog.setObjectName("colourDialog")
        now = colour_of(self._model, self._ids, "stroke")
        dialog.setCurrentColor(QColor(now if isinstance(now, str) and now else ROLE_COLOURS[0]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self.give(colour.name().upper()))
        dialog.open()
        self.show_values()

    def give(self, colour: str) -> None:
        """Colours all that is selected, in one undo step."""
        model, ids = self._model, self._ids
        shapes = tuple(id for id in ids if isinstance(model.records.get(id), Shape))
        fill = mixed(colour, LIGHT.canvas, TINT) if colour else ""

        def act() -> None:
            with model.change(tr("Colour")):
                convert.set_property(model, ids, "stroke", colour)
                if shapes:
                    convert.set_property(model, shapes, "fill", fill)

        self._inspector.act(act)
