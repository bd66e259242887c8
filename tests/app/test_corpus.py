"""Real files of many programs through the window: each opens and is shown, or is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from opsdesigner.model import Diagram

from .conftest import Open


def test_real_files_open_or_say_why(opened: Open, corpus_file: Path) -> None:
    window = opened(corpus_file)
    QApplication.processEvents()
    if window.document is None:
        box = window.findChild(QMessageBox, "sentence")
        assert box is not None
        assert corpus_file.name in box.text()
        box.accept()
        return
    assert window.pane.tabs.count() == sum(1 for _ in window.view.model.all(Diagram))
    assert window.actions_by_id["newDiagram"].isEnabled()
    assert not window.isWindowModified()
    window.view.select(frozenset(list(window.view.display.shapes)[:1]))
    for page in range(3):
        window.side.show_page(page, stay=True)
        QApplication.processEvents()
    assert not window.isWindowModified()
    assert not window.grab().isNull()
