"""Paper, margins, how large diagrams are printed and over how many sheets: asked once, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox, QWidget

from opsdesigner.canvas.output.paper import FIT, SCALE, SHEETS, Plan

from ..controls import CheckBox, ChoiceBox
from ..settings import Settings
from ..style import px
from ..words import NARROW, tr

if TYPE_CHECKING:
    from ..window import MainWindow

SIZES = ("A5", "A4", "A3", "A2", "A1", "A0", "Letter", "Legal", "Tabloid")
MARGIN = 12  # mm
LANDSCAPE, PORTRAIT = "landscape", "portrait"
PERCENT, SIDE = (10, 800), (1, 20)  # of the full size; sheets of a poster, across and down


def page_layout(settings: Settings) -> QPageLayout:
    """The paper as it was chosen last; A4 on its side at first."""
    name = settings.text("print/paper", "A4")
    size = QPageSize(getattr(QPageSize.PageSizeId, name if name in SIZES else "A4"))
    upright = settings.text("print/orientation", LANDSCAPE) == PORTRAIT
    way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    margin = settings.number("print/margin", MARGIN, 0, 60)
    return QPageLayout(size, way, QMarginsF(margin, margin, margin, margin), QPageLayout.Unit.Millimeter)


def plan(settings: Settings) -> Plan:
    """How diagrams lie on that paper; each on one sheet at first."""
    mode = settings.text("print/poster", SCALE) if settings.flag("print/posters") else FIT
    return Plan(
        mode if mode in (FIT, SHEETS, SCALE) else FIT,
        settings.number("print/percent", 100, *PERCENT),
        settings.number("print/across", 2, *SIDE),
        settings.number("print/down", 1, *SIDE),
        settings.flag("print/heads", True),
    )


class PageSetup(QDialog):
    """Remembers what is chosen once OK is pressed."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent or window)
        self.setObjectName("pageSetup")
        self.setWindowTitle(tr("Page setup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = window.settings
        self.paper, self.way, self.margin = ChoiceBox(), ChoiceBox(), QSpinBox()
        self.size_on_paper, self.percent, self.across, self.down = ChoiceBox(), QSpinBox(), QSpinBox(), QSpinBox()
        self.heads = CheckBox(tr("Names, date and page numbers"))
        self.all = CheckBox(tr("All diagrams of the document"))
        for number in (self.margin, self.percent, self.across, self.down):
            number.lineEdit().setTextMargins(6, 0, 2, 0)
        self._fill_paper()
        self._fill_plan()
        self._lay_out()
        self._follow_size()
        self.size_on_paper.currentIndexChanged.connect(self._follow_size)
        self.accepted.connect(self._keep)

    def _lay_out(self) -> None:
        self.form = form = QFormLayout(self)
        form.setContentsMargins(24, 20, 24, 20)
        form.setSpacing(12)
        self._sheets = QWidget()
        row = QHBoxLayout(self._sheets)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across)
        row.addWidget(QLabel("×"))
        row.addWidget(self.down)
        row.addStretch()
        self.across.setAccessibleName(tr("Sheets across"))
        self.down.setAccessibleName(tr("Sheets down"))
        fields: tuple[tuple[str, QWidget], ...] = (
            (tr("Paper"), self.paper),
            (tr("Orientation"), self.way),
            (tr("Margins"), self.margin),
            (tr("Size"), self.size_on_paper),
            (tr("Scale"), self.percent),
            (tr("Sheets"), self._sheets),
        )
        for label, field in fields:
            field.setAccessibleName(label)
            field.setMinimumWidth(px(260))
            form.addRow(label, field)
        form.addRow("", self.heads)
        form.addRow("", self.all)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def _fill_paper(self) -> None:
        settings = self._settings
        self.paper.addItems(list(SIZES))
        self.paper.setCurrentText(settings.text("print/paper", "A4"))
        self.way.addItem(tr("Landscape"), LANDSCAPE)
        self.way.addItem(tr("Portrait"), PORTRAIT)
        self.way.setCurrentIndex(self.way.findData(settings.text("print/orientation", LANDSCAPE)))
        self.margin.setRange(0, 60)
        self.margin.setSuffix(f"{NARROW}mm")
        self.margin.setValue(round(page_layout(settings).margins().left()))

    def _fill_plan(self) -> None:
        chosen = plan(self._settings)
        self.size_on_paper.addItem(tr("Each diagram on one sheet"), FIT)
        self.size_on_paper.addItem(tr("Poster: as many sheets as the scale takes"), SCALE)
        self.size_on_paper.addItem(tr("Poster: this many sheets"), SHEETS)
        self.size_on_paper.setCurrentIndex(self.size_on_paper.findData(chosen.mode))
        self.percent.setRange(*PERCENT)
        self.percent.setSuffix(f"{NARROW}%")
        self.percent.setSingleStep(10)
        self.percent.setValue(round(chosen.percent))
        for field, value in ((self.across, chosen.across), (self.down, chosen.down)):
            field.setRange(*SIDE)
            field.setValue(value)
        self.heads.setChecked(chosen.heads)
        self.all.setChecked(self._settings.flag("print/all", True))

    def _follow_size(self) -> None:
        """Only what the chosen size asks for."""
        mode = self.size_on_paper.currentData()
        self.form.setRowVisible(self.percent, mode == SCALE)
        self.form.setRowVisible(self._sheets, mode == SHEETS)
        self.adjustSize()

    def _keep(self) -> None:
        put, mode = self._settings.put, str(self.size_on_paper.currentData())
        put("print/paper", self.paper.currentText())
        put("print/orientation", str(self.way.currentData()))
        put("print/margin", str(self.margin.value()))
        put("print/posters", mode != FIT)
        if mode != FIT:
            put("print/poster", mode)
        put("print/percent", str(self.percent.value()))
        put("print/across", str(self.across.value()))
        put("print/down", str(self.down.value()))
        put("print/heads", self.heads.isChecked())
        put("print/all", self.all.isChecked())
