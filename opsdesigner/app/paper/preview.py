"""The sheets before they are printed, with what one may still want to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ..words import tr
from . import printing
from .page_setup import PageSetup, page_layout, plan

if TYPE_CHECKING:
    from ..window import MainWindow

SIZE = (1080, 760)


class Preview(QDialog):
    """Every sheet, painted by the same function as on paper."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("printPreview")
        self.setWindowTitle(tr("Print preview"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._window = window
        self._printer = printing.printer(window)
        self._printout = printing.printout(window)
        self.sheets = QPrintPreviewWidget(self._printer, self)
        self.sheets.setObjectName("sheets")
        self.sheets.paintRequested.connect(self._paint)
        self.sheets.previewChanged.connect(self._count)
        self.number = QLabel()
        self._lay_out()
        self.sheets.fitInView()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 12, 16, 12)
        bar.setSpacing(8)
        self._button(bar, "setup", tr("Page setup…"), self._set_up)
        bar.addStretch()
        self._button(bar, "before", tr("Previous"), lambda: self._turn(-1))
        bar.addWidget(self.number)
        self._button(bar, "next", tr("Next"), lambda: self._turn(1))
        self._button(bar, "one", tr("One sheet"), self._one)
        self._button(bar, "overview", tr("All sheets"), self._all)
        bar.addStretch()
        self._button(bar, "pdf", tr("As PDF…"), lambda: printing.print_to_pdf(self._window, self))
        main = self._button(bar, "print", tr("Print…"), lambda: printing.print_out(self._window, self))
        main.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.sheets, 1)

    def _button(self, bar: QHBoxLayout, name: str, text: str, do: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(name)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: do())
        bar.addWidget(made)
        return made

    def _paint(self, device: QPrinter) -> None:
        self._printout.paint(device, plan(self._window.settings))

    def _count(self) -> None:
        self.number.setText(tr("{} of {}").format(self.sheets.currentPage(), self.sheets.pageCount()))

    def _turn(self, by: int) -> None:
        self.sheets.setCurrentPage(max(1, min(self.sheets.pageCount(), self.sheets.currentPage() + by)))
        self._count()

    def _one(self) -> None:
        self.sheets.setSinglePageViewMode()
        self.sheets.fitInView()

    def _all(self) -> None:
        self.sheets.setAllPagesViewMode()
        self._count()

    def _set_up(self) -> None:
        dialog = PageSetup(self._window, self)
        dialog.accepted.connect(self._again)
        dialog.open()

    def _again(self) -> None:
        """Paints anew on what was chosen."""
        self._printer.setPageLayout(page_layout(self._window.settings))
        self._printout = printing.printout(self._window)
        self.sheets.updatePreview()
        self._count()
