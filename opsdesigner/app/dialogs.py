"""Dialogs: one sentence, one question, one file; none blocks the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from .style import px
from .words import one_line, tr

BPMN_FILTER = "BPMN (*.bpmn *.bpmn2 *.xml)"


def say(parent: QWidget | None, text: str, more: str = "") -> QMessageBox:
    """Shows one sentence and lets the program go on."""
    box = QMessageBox(parent)
    box.setObjectName("sentence")
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle("OpsDesigner")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def ask_unsaved(parent: QWidget, name: str, answer: Callable[[str], None]) -> QMessageBox:
    """Asks what becomes of unsaved work; answers "save", "discard" or "cancel"."""
    box = QMessageBox(parent)
    box.setObjectName("unsaved")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("OpsDesigner")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Save the changes in “{}”?").format(one_line(name)))
    box.setInformativeText(tr("Without saving, what you changed since the last save is gone."))
    save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton(tr("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    for button, label in ((save, "save"), (drop, "dontSave"), (cancel, "cancel")):
        button.setObjectName(label)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def finished(_: int) -> None:
        pressed = box.clickedButton()
        answer("save" if pressed is save else "discard" if pressed is drop else "cancel")

    box.finished.connect(finished)
    box.open()
    return box


def ask_changed(parent: QWidget, name: str, answer: Callable[[str], None]) -> QMessageBox:
    """Asks what becomes of a file another program has changed; answers "elsewhere", "theirs", "replace",
    "compare" or "cancel"."""
    box = QMessageBox(parent)
    box.setObjectName("changedOutside")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("OpsDesigner")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("“{}” has been changed by another program since it was opened here.").format(one_line(name)))
    box.setInformativeText(
        tr("Both stay if you save under another name. Whichever you replace is put away with the file's versions.")
    )
    elsewhere = box.addButton(tr("Keep both…"), QMessageBox.ButtonRole.AcceptRole)
    theirs = box.addButton(tr("Take theirs"), QMessageBox.ButtonRole.DestructiveRole)
    replace = box.addButton(tr("Keep mine"), QMessageBox.ButtonRole.DestructiveRole)
    compare = box.addButton(tr("Compare"), QMessageBox.ButtonRole.ActionRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(elsewhere)
    box.setEscapeButton(cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    names = ("elsewhere", "theirs", "replace", "compare", "cancel")
    for button, name in zip((elsewhere, theirs, replace, compare, cancel), names, strict=True):
        button.setObjectName(name)

    def finished(_: int) -> None:
        pressed = box.clickedButton()  # none where the box was closed by its frame
        answer(pressed.objectName() if pressed is not None else "cancel")

    box.finished.connect(finished)
    box.open()
    return box


def ask_open(
    parent: QWidget, folder: str, then: Callable[[list[Path]], None], title: str = "", several: bool = True
) -> QFileDialog:
    """Asks for files to open, or for one."""
    dialog = QFileDialog(parent, title or tr("Open"), folder, f"{BPMN_FILTER};;{tr('All files')} (*)")
    dialog.setObjectName("openDialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()
    return dialog


def ask_save(
    parent: QWidget,
    title: str,
    start: str,
    filters: str,
    then: Callable[[Path], None],
    otherwise: Callable[[], None] = lambda: None,
) -> QFileDialog:
    """Asks where to save; the dialog itself asks before it replaces a file."""
    dialog = QFileDialog(parent, title, start, filters)
    dialog.setObjectName("saveDialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    ending = filters.partition("*.")[2].split()[0].rstrip(")")
    dialog.setDefaultSuffix(ending)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filterSelected.connect(lambda text: dialog.setDefaultSuffix(text.partition("*.")[2].split()[0].rstrip(")")))
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.rejected.connect(otherwise)
    dialog.open()
    return dialog


def ask_text(parent: QWidget, title: str, label: str, text: str, then: Callable[[str], None]) -> QInputDialog:
    """Asks for one line of text."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("textDialog")
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    dialog.resize(px(420), dialog.sizeHint().height())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.textValueSelected.connect(then)
    dialog.open()
    return dialog
