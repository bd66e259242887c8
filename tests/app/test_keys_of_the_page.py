"""Each key of the page does its work on a step, a decision and an event, in lanes and without: by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from .bar import Bar
from .hands import PLAIN, SHIFT, Key
from .test_capture_bar import bar

__all__ = ["bar"]
PLAINLY = "when Order arrives\nCheck order\nIn stock?\nyes: Pick goods\nno: Order goods\nreceive Goods"
LANES = PLAINLY.replace("Check", "Sales: Check").replace("Pick", "Stores: Pick").replace("no: ", "no: Purchasing: ")
STEP, DECISION, ANSWER = "Name of the new step", "Name of the new decision", "Answer to In stock?"
MADE = {  # what is on the page -> what Enter, Tab, ? and Shift+Enter open there
    "Check order": (STEP, DECISION, DECISION, STEP),
    "In stock?": (ANSWER, ANSWER, ANSWER, STEP),
    "Pick goods": (STEP, ANSWER, DECISION, STEP),
    "Goods": (STEP, ANSWER, DECISION, STEP),
    "Order arrives": (STEP, DECISION, DECISION, ""),
}
MENUS = (("O", "Who owns this? (a: c: i:)"), ("R", "What shall it be?"), ("A", "What comes next?"))


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize("talk", [PLAINLY, LANES], ids=["no lanes", "lanes"])
def test_a_new_shape_opens_its_name_or_its_answer_first_and_menus_open_to_be_searched(bar: Bar, talk: str) -> None:
    bar.talk(talk)
    bar.key(Key.Key_Escape)
    records = dict(bar.model.records)
    for name, wanted in MADE.items():
        keys = ((Key.Key_Return, PLAIN), (Key.Key_Tab, PLAIN), (Key.Key_Question, PLAIN), (Key.Key_Return, SHIFT))
        for (key, held), opened in zip(keys, wanted, strict=True):
            bar.view.select({bar.named(name).id})
            if key == Key.Key_Question:
                bar.type("?")
            else:
                bar.key(key, held)
            if opened:
                assert focused().accessibleName() == opened, (name, key)
                QTest.keyClick(focused(), Key.Key_Escape)
                bar.model.undo()
            assert bar.view.hasFocus() and dict(bar.model.records) == records, (name, key)
        for letter, asked in MENUS:
            bar.view.select({bar.named(name).id})
            bar.type(letter.lower())
            assert focused().accessibleName() == asked, (name, letter)
            QTest.keyClick(focused(), Key.Key_Escape)
        bar.view.select({bar.named(name).id})
        bar.type("c")
        assert bar.view.letters is not None and bar.view.letters.targets
        bar.key(Key.Key_Escape)
        assert bar.view.letters is None and dict(bar.model.records) == records
