"""Print and preview: a sheet for each diagram, or posters over several sheets."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog

from opsdesigner.canvas.display import Display
from opsdesigner.model import Diagram
from opsdesigner.notation.theme import LIGHT

from .page_setup import PageSetup, page_layout

if TYPE_CHECKING:
    from .window import MainWindow

UNIT = 96.0  # units of a diagram per inch at full size
OVERLAP, MARK = 8.0, 6.0  # mm that sheets of a poster share, length of a cut mark
MM = 25.4


# on paper


def _printer(window: MainWindow) -> QPrinter:
    """The printer with the paper chosen last."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(window.title())
    printer.setPageLayout(page_layout(window.settings))
    return printer


def page_setup(window: MainWindow) -> None:
    """Asks for paper and margins."""
    PageSetup(window).open()


def preview(window: MainWindow) -> None:
    """Shows the sheets as they will be printed."""
    printer = _printer(window)
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setObjectName("printPreview")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(1000, 720)
    dialog.paintRequested.connect(lambda to: paint_sheets(window, to))
    window.kept_printer = printer
    dialog.open()


def print_out(window: MainWindow) -> None:
    """Asks for a printer and prints all diagrams."""
    printer = _printer(window)
    dialog = QPrintDialog(printer, window)
    dialog.setObjectName("printDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: paint_sheets(window, printer))
    window.kept_printer = printer
    dialog.setModal(True)
    dialog.show()


def paint_sheets(window: MainWindow, printer: QPrinter) -> None:
    """Each diagram on a sheet of its own, or at full size over as many as it needs."""
    model = window.view.model
    posters = window.settings.flag("print/posters")
    with QPainter(printer) as p:
        first = True
        for diagram in model.all(Diagram):
            display = Display(model, diagram.id, LIGHT)
            if not display.shapes and not display.edges:
                continue
            for sheet in _sheets(printer, display, posters):
                if not first:
                    printer.newPage()
                first = False
                _paint_sheet(p, printer, display, *sheet)


def _sheets(printer: QPrinter, display: Display, posters: bool) -> list[tuple[float, float, float, bool]]:
    """For each sheet: scale in dots per unit, corner in units, whether it is one of several."""
    page = printer.pageLayout().paintRectPixels(printer.resolution())
    left, top, right, bottom = display.bounds
    full = printer.resolution() / UNIT
    if not posters:
        return [(min(full, page.width() / (right - left), page.height() / (bottom - top)), left, top, False)]
    share = OVERLAP / MM * UNIT
    wide, tall = page.width() / full - share, page.height() / full - share
    across, down = max(1, ceil((right - left - share) / wide)), max(1, ceil((bottom - top - share) / tall))
    corners = [(left + column * wide, top + row * tall) for row in range(down) for column in range(across)]
    return [(full, x, y, across * down > 1) for x, y in corners]


def _paint_sheet(
    p: QPainter, printer: QPrinter, display: Display, scale: float, x: float, y: float, part: bool
) -> None:
    page = printer.pageLayout().paintRectPixels(printer.resolution())
    p.save()
    p.setClipRect(QRectF(0, 0, page.width(), page.height()))
    p.scale(scale, scale)
    p.translate(-x, -y)
    box = (x, y, x + page.width() / scale, y + page.height() / scale)
    display.paint(p, box, scale, True, 1.0)
    p.restore()
    if part:
        _cut_marks(p, page.width(), page.height(), printer.resolution() / MM)


def _cut_marks(p: QPainter, width: int, height: int, dot: float) -> None:
    """Where to cut so that the next sheet goes on."""
    p.setPen(QPen(Qt.GlobalColor.gray, 0.2 * dot))
    long, far = MARK * dot, OVERLAP * dot / 2
    for x in (far, width - far):
        p.drawLine(QRectF(x, 0, 0, long).topLeft(), QRectF(x, 0, 0, long).bottomLeft())
        p.drawLine(QRectF(x, height - long, 0, long).topLeft(), QRectF(x, height - long, 0, long).bottomLeft())
    for y in (far, height - far):
        p.drawLine(QRectF(0, y, long, 0).topLeft(), QRectF(0, y, long, 0).topRight())
        p.drawLine(QRectF(width - long, y, long, 0).topLeft(), QRectF(width - long, y, long, 0).topRight())
