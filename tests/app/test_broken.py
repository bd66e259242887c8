"""Files that cannot be opened: one sentence each, and the window goes on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from opsdesigner.app.keeping import copies, filing

from .conftest import Open, shape_named

BROKEN = ("text", "doctype", "zip", "empty", "cut", "folder", "missing", "forbidden", "huge", "other-xml", "latin")


def made(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / f"{what}.bpmn"
    if what == "folder":
        path.mkdir()
    elif what == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("a.txt", "a" * 500)
    elif what == "forbidden":
        path.write_text("<a/>")
        read = Path.read_bytes
        opens = Path.open

        def refused(self: Path, *more: object) -> object:
            if self == path:
                raise PermissionError(13, "Permission denied", str(self))
            return read(self)

        def shut(self: Path, *more: object, **options: object) -> object:
            if self == path:
                raise PermissionError(13, "Permission denied", str(self))
            return opens(self, *more, **options)  # type: ignore[arg-type, call-overload]

        monkeypatch.setattr(Path, "read_bytes", refused)
        monkeypatch.setattr(Path, "open", shut)
    elif what == "huge":
        with path.open("wb") as file:
            file.truncate(60_000_000)
    elif what != "missing":
        path.write_bytes(
            {
                "text": b"Dear all, the meeting is on Friday.",
                "doctype": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
                "empty": b"",
                "cut": b'<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process',
                "other-xml": b"<html><body>Hello</body></html>",
                "latin": b'<?xml version="1.0" encoding="UTF-8"?><a name="\xe4\xff"/>',
            }[what]
        )
    return path


def sentences(window: object) -> list[str]:
    boxes = window.findChildren(QMessageBox, "sentence")  # type: ignore[attr-defined]
    texts = [box.text() for box in boxes if box.isVisible()]
    for box in boxes:
        box.accept()
    return texts


@pytest.mark.parametrize("what", BROKEN)
def test_one_sentence_and_the_work_stays(
    opened: Open, sample: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    path = made(tmp_path, what, monkeypatch)
    assert not filing.open_path(window, path)
    QApplication.processEvents()
    (text,) = sentences(window)
    assert path.name in text
    assert text.count("\n") == 0
    assert text.endswith(".")
    assert len(text) < 200
    assert len(window.others()) == 1
    window.view.select({shape_named(window, "Check order")})
    window.refresh()
    window.actions_by_id["delete"].trigger()
    assert window.isWindowModified()


def test_a_broken_template_is_told_too(opened: Open, tmp_path: Path) -> None:
    window = opened()
    path = tmp_path / "broken.bpmn"
    path.write_text("no")
    copies.open_template(window, path, "Broken")
    assert len(sentences(window)) == 1
    assert window.document is None
