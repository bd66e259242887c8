"""The strip at the foot of the process: six chips for the current step, how much of the process is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.canvas.menus.chrome import face
from opsdesigner.notation.what_if import OPEN, QUESTIONS, Answer

from ..style import Style, px
from ..words import one_line, tr
from .what_if_parts import Chip, Gauge

ROW = 40  # px high
SIDE, GAP, LEAST = 12, 8, 150  # px at the sides, between parts, that the words keep at least
LONGEST = 40  # letters of a step's name
KEYS = {question[0]: question for question in QUESTIONS}  # the first letters; numbers do as well
WORDS = {"back order": "on back order", "away": "nobody there"}  # after "when it is…"


class WhatIfStrip(QWidget):
    """Shows what it is told, and tells what is chosen; its height goes by its width alone, so that nothing jumps."""

    chosen = Signal(str)  # a question
    next_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("whatIf")
        self.setAccessibleName(tr("What if"))
        self.big = False
        self._name, self._said, self._words = "", "", QRect()
        self.chips = {
            question: Chip(self, tr(WORDS.get(question, question)), str(at)) for at, question in enumerate(QUESTIONS, 1)
        }
        self.gauge = Gauge(self)
        for question, chip in self.chips.items():
            chip.setObjectName(f"whatIf.{question}")
            chip.clicked.connect(lambda _=False, question=question: self.chosen.emit(question))
        self.gauge.clicked.connect(lambda: self.next_wanted.emit())
        self.hide()

    # what it shows

    def show_step(self, name: str, answers: Sequence[Answer], asked: str) -> None:
        """The answers of a step, and which question the line is at; `name` says why where there are none."""
        self._name, self._said = one_line(name, LONGEST), "" if answers else name
        for at, chip in enumerate(self.chips.values()):
            chip.show_answer(answers[at] if answers else None, QUESTIONS[at] == asked)
        words = tr("What happens at {} when it is…").format(name) if answers else name
        self.setAccessibleDescription(words)
        self.update()

    def said(self, name: str, question: str) -> str:
        """A question about a step as a sentence."""
        return tr("What happens at {} when it is {}?").format(name, tr(WORDS.get(question, question)))

    def show_coverage(self, answered: int, asked: int) -> None:
        """How many of the questions of a process have an answer."""
        if self.gauge.show_count(answered, asked):
            self._place()

    def first(self) -> QWidget:
        """What takes the keyboard first: the first question without an answer."""
        able = [chip for chip in self.chips.values() if chip.isEnabled()]
        return next((chip for chip in able if chip.state == OPEN), able[0] if able else self.gauge)

    def grow(self, big: bool) -> None:
        """For the back row, or as usual."""
        self.big = big
        self.dress()

    def dress(self) -> None:
        """Takes the colours, and the size of the words in use."""
        for part in (*self.chips.values(), self.gauge):
            part.big = self.big
            part.update()
        self._place()
        self.update()

    # where all stands

    def _lines(self) -> int:
        """On how many lines the chips stand below the words; 0 where all has room beside each other."""
        gap, room = px(GAP), self.width() - 2 * px(SIDE)
        all_chips = sum(chip.sizeHint().width() + gap for chip in self.chips.values()) - gap
        if not self.big and all_chips + px(LEAST) + self.gauge.sizeHint().width() + 4 * gap <= room:
            return 0
        return 1 if all_chips - sum(chip.key_room() for chip in self.chips.values()) <= room else 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        """Words and gauge, chips beside or below them."""
        lines, side, gauge = self._lines(), px(SIDE), self.gauge.sizeHint()
        high = self.chips[QUESTIONS[0]].sizeHint().height()
        head = px(44 if self.big else 30) if lines else px(ROW)
        tall = head + lines * (high + px(GAP)) + (px(GAP) if self.big else 0)
        if self.minimumHeight() != tall:
            self.setFixedHeight(tall)
        right = self.width() - side - gauge.width()
        self.gauge.setGeometry(right, (head - gauge.height()) // 2, gauge.width(), gauge.height())
        chips = list(self.chips.values())
        if not lines:
            wide = sum(chip.sizeHint().width() for chip in chips) + px(GAP) * (len(chips) - 1)
            self._row(chips, right - 2 * px(GAP) - wide, (head - high) // 2, wide)
        for line in range(lines):
            count = len(chips) // lines
            top = head + line * (high + px(GAP))
            self._row(chips[line * count : (line + 1) * count], side, top, self.width() - 2 * side)
        end = right if lines else chips[0].x()
        self._words = QRect(side, 0, max(0, end - side - 2 * px(GAP)), head)
        self.update()

    def _row(self, chips: Sequence[Chip], left: int, top: int, room: int) -> None:
        """Chips on one line, without their keys where these have no room, shortened where even that is too much."""
        widths = [chip.sizeHint().width() for chip in chips]
        room -= px(GAP) * (len(chips) - 1)
        if sum(widths) > room:
            widths = [wide - chip.key_room() for wide, chip in zip(widths, chips, strict=True)]
        if sum(widths) > room:
            widths = [wide * room // sum(widths) for wide in widths]
        for chip, wide in zip(chips, widths, strict=True):
            chip.setGeometry(left, top, wide, chip.sizeHint().height())
            left += wide + px(GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        with QPainter(self) as p:
            p.fillRect(self.rect(), QColor(theme.paper))
            p.fillRect(QRect(0, 0, self.width(), 1), QColor(theme.line))
            pixels = 16 if self.big else 13
            left = self._words.left()
            for words, bold in self._parts(pixels):
                p.setFont(face(pixels, 600 if bold else 400))
                p.setPen(QColor(theme.text if bold else theme.text2))
                room = QRect(left, self._words.top(), self._words.right() - left + 1, self._words.height())
                said = p.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
                p.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
                left += p.fontMetrics().horizontalAdvance(words)

    def _parts(self, pixels: int) -> list[tuple[str, bool]]:
        """The words before the chips, the name of the step in bold; the short form where the long one has no room."""
        if self._said:
            return [(self._said, False)]
        plain, bold = QFontMetricsF(face(pixels)), QFontMetricsF(face(pixels, 600))
        found: list[tuple[str, bool]] = []
        for form in (tr("What happens at {} when it is…"), tr("{} when it is…")):
            before, _, after = form.partition("{}")
            found = [(before, False), (self._name, True), (after, False)]
            wide = sum((bold if strong else plain).horizontalAdvance(words) for words, strong in found)
            if wide <= self._words.width():
                return found
        rest = self._words.width() - plain.horizontalAdvance(found[-1][0])
        name = bold.elidedText(self._name, Qt.TextElideMode.ElideRight, max(rest, px(40)))
        return [(name, True), found[-1]]

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers and first letters choose, arrows go round, Esc goes back."""
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        typed, key = event.text().casefold(), Qt.Key(event.key())
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        number = int(typed) - 1 if typed.isascii() and typed.isdigit() else -1
        question = QUESTIONS[number] if 0 <= number < len(QUESTIONS) else KEYS.get(typed, "")
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif question and not held and self.chips[question].isEnabled():
            self.chosen.emit(question)
        elif key in ways:
            parts: list[QWidget] = [part for part in (*self.chips.values(), self.gauge) if part.isEnabled()]
            here = next((at for at, part in enumerate(parts) if part.hasFocus()), 0)
            parts[(here + ways[key]) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
