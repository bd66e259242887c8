"""A canvas with a small process on it, and the hand that works on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.build import Sheet

from .hand import Hand


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    """`start -> a -> b`, and `c` apart."""
    sheet = Sheet()
    sheet.start = sheet.put("startEvent", 118, 240, "Go")
    sheet.a = sheet.then(sheet.start, "task", "A")
    sheet.b = sheet.then(sheet.a, "task", "B")
    sheet.c = sheet.put("task", 500, 480, "C")
    made = Hand(sheet)
    yield made
    made.view.leave()
    made.view.close()
    made.view.deleteLater()
