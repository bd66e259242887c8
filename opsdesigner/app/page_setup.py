"""Paper, margins, and whether a diagram is printed on one sheet or over several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QSpinBox

from .controls import CheckBox, ChoiceBox
from .settings import Settings
from .words import NARROW, tr

if TYPE_CHECKING:
    from .window import MainWindow

SIZES = ("A5", "A4", "A3", "A2", "A1", "A0", "Letter", "Legal", "Tabloid")
MARGIN = 12  # mm
LANDSCAPE, PORTRAIT = "landscape", "portrait"


def page_layout(settings: Settings) -> QPageLayout:
    """The paper as it was chosen last; A4 on its side at first."""
    name = settings.text("print/paper", "A4")
    size = QPageSize(getattr(QPageSize.PageSizeId, name if name in SIZES else "A4"))
    upright = settings.text("print/orientation", LANDSCAPE) == PORTRAIT
    way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    text = settings.text("print/margin", str(MARGIN))
    margin = min(60, int(text)) if text.isdigit() else MARGIN
    return QPageLayout(size, way, QMarginsF(margin, margin, margin, margin), QPageLayout.Unit.Millimeter)


class PageSetup(QDialog):
    """Remembers what is chosen once OK is pressed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("pageSetup")
        self.setWindowTitle(tr("Page setup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = window.settings
        self.paper, self.way, self.margin = ChoiceBox(), ChoiceBox(), QSpinBox()
        self.posters = CheckBox(tr("Full size, over as many sheets as it needs"))
        self._fill()
        form = QFormLayout(self)
        form.setContentsMargins(24, 20, 24, 20)
        form.setSpacing(12)
        for label, field in ((tr("Paper"), self.paper), (tr("Held"), self.way), (tr("Margins"), self.margin)):
            field.setAccessibleName(label)
            field.setMinimumWidth(200)
            form.addRow(label, field)
        form.addRow("", self.posters)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.accepted.connect(self._keep)

    def _fill(self) -> None:
        settings = self._settings
        self.paper.addItems(list(SIZES))
        self.paper.setCurrentText(settings.text("print/paper", "A4"))
        self.way.addItem(tr("On its side"), LANDSCAPE)
        self.way.addItem(tr("Upright"), PORTRAIT)
        self.way.setCurrentIndex(self.way.findData(settings.text("print/orientation", LANDSCAPE)))
        self.margin.setRange(0, 60)
        self.margin.setSuffix(f"{NARROW}mm")
        self.margin.setValue(round(page_layout(settings).margins().left()))
        self.posters.setChecked(settings.flag("print/posters"))

    def _keep(self) -> None:
        self._settings.put("print/paper", self.paper.currentText())
        self._settings.put("print/orientation", str(self.way.currentData()))
        self._settings.put("print/margin", str(self.margin.value()))
        self._settings.put("print/posters", self.posters.isChecked())
