"""Print, preview, page setup: the preview paints the very sheets that are printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog, QWidget

from opsdesigner import __version__
from opsdesigner.canvas.output.export import pages
from opsdesigner.canvas.output.images import DOTS
from opsdesigner.canvas.output.paper import Printout
from opsdesigner.files.saving import write_bytes

from .. import dialogs
from ..keeping.file_sentences import sentence
from ..words import tr
from .page_setup import PageSetup, page_layout, plan

if TYPE_CHECKING:
    from ..window import MainWindow

PATIENCE = 500  # ms until it is shown how far it is


def printer(window: MainWindow) -> QPrinter:
    """The system's printer with the paper chosen last; where there is none it prints into a PDF."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(window.title())
    made.setCreator(f"OpsDesigner {__version__}")
    if QPrinterInfo.defaultPrinter().isNull():
        made.setOutputFileName(_pdf_name(window))
    made.setPageLayout(page_layout(window.settings))
    return made


def _pdf_name(window: MainWindow) -> str:
    return str(Path(window.settings.folder()) / f"{Path(window.title()).stem}.pdf")


def printout(window: MainWindow) -> Printout:
    """What is printed: all diagrams, or the one in view."""
    model, view = window.view.model, window.view
    diagrams = pages(model) if window.settings.flag("print/all", True) else [view.diagram]
    return Printout(model, diagrams, window.title())


def page_setup(window: MainWindow) -> None:
    """Asks for paper, margins, size and sheets."""
    PageSetup(window).open()


def preview(window: MainWindow) -> None:
    """Shows the sheets as they will be printed."""
    from .preview import Preview

    Preview(window).open()


def print_out(window: MainWindow, parent: QWidget | None = None) -> QDialog:
    """Asks for a printer and prints."""
    device = printer(window)
    dialog = QPrintDialog(device, parent or window)
    dialog.setObjectName("printDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_on(window, device))
    QDialog.open(dialog)
    return dialog


def print_on(window: MainWindow, device: QPrinter) -> int:
    """Prints the sheets asked for; returns how many."""
    only = None
    if device.printRange() == QPrinter.PrintRange.PageRange and device.fromPage() > 0:
        only = (device.fromPage(), device.toPage())
    with _watched(window, tr("Printing")) as going:
        try:
            count = printout(window).paint(device, plan(window.settings), only, going)
        except OSError:
            dialogs.say(window, tr("Nothing was printed: {} takes nothing.").format(_device_name(device)))
            return 0
    if going.stopped:
        device.abort()
        window.status.show_hint(tr("Printing was stopped."))
    else:
        window.status.show_hint(tr("Printed: %n sheet(s).", count))
    return count


def _device_name(device: QPrinter) -> str:
    return device.outputFileName() or device.printerName() or tr("the printer")


class Going:
    """Shows how far it is once it takes a while, and hears of a Cancel."""

    def __init__(self, parent: QWidget, text: str) -> None:
        self.stopped = False
        self._dialog = QProgressDialog(text, tr("Cancel"), 0, 0, parent)
        self._dialog.setObjectName("printProgress")
        self._dialog.setWindowTitle(text)
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setMinimumDuration(PATIENCE)

    def __call__(self, done: int, total: int) -> bool:
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)
        self.stopped = self._dialog.wasCanceled()
        return not self.stopped

    def end(self) -> None:
        self._dialog.reset()
        self._dialog.deleteLater()


@contextmanager
def _watched(parent: QWidget, text: str) -> Iterator[Going]:
    """The time sheets are painted in."""
    going = Going(parent, text)
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield going
    finally:
        QApplication.restoreOverrideCursor()
        going.end()


def print_to_pdf(window: MainWindow, parent: QWidget | None = None) -> QDialog:
    """Asks for a file and writes the sheets into it."""

    def write(path: Path) -> None:
        write_pdf(window, path)

    return dialogs.ask_save(parent or window, tr("Print into a PDF"), _pdf_name(window), "PDF (*.pdf)", write)


def write_pdf(window: MainWindow, path: Path) -> None:
    """The sheets as they would come out of a printer, as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(window.title())
    writer.setCreator(f"OpsDesigner {__version__}")
    writer.setResolution(DOTS)
    writer.setPageLayout(page_layout(window.settings))
    with _watched(window, tr("Writing {}").format(path.name)) as going:
        try:
            count = printout(window).paint(writer, plan(window.settings), going=going)
            if going.stopped:
                window.status.show_hint(tr("Stopped; {} is not written.").format(path.name))
                return
            write_bytes(path, bytes(buffer.data().data()))
        except OSError as error:
            dialogs.say(window, sentence(error, path))
            return
    window.status.show_hint(tr("{} is written: %n sheet(s).", count).format(path.name))
