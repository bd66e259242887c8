"""How the words of the outline look: keywords and labels quiet, decisions bold."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from opsdesigner.capture.prefixes import KEYWORDS

from ..style import Style

_TOKENS = r"(?:\s+(?:~\S+|w\d\S*|[x×]\d\S*|\d+(?:[.,]\d+)?\s?%))*"
_QUIET = (
    re.compile(rf"(?:^|:)\s*(?:{'|'.join(KEYWORDS)})(?=\s|:|$)"),
    re.compile(r"^\s*(?:[+!]\s*)?(?:[^:\"]{1,60}:(?=\s|$)){1,2}"),
    re.compile(r"\[[^\]]*\]"),
    re.compile(rf"(?<=\S){_TOKENS}$"),
    re.compile(r"^\s*(?://|\?\?|!!|->).*$|\s->.*$|^\s*(?:\+|=>)"),
)
_DECISION = re.compile(rf"[^:\s][^:]*\?(?={_TOKENS}$)")


class OutlineColours(QSyntaxHighlighter):
    """Colours a line when it is typed or shown."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._quiet, self._bold = QTextCharFormat(), QTextCharFormat()
        self._bold.setFontWeight(QFont.Weight.Bold)

    def dress(self) -> None:
        """Takes the colours in use."""
        colour = QColor(Style.here().theme.text3)
        if self._quiet.foreground().color() != colour:
            self._quiet.setForeground(colour)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if text.startswith("#"):
            self.setFormat(0, len(text), self._bold)
            return
        for pattern in _QUIET:
            for found in pattern.finditer(text):
                self.setFormat(found.start(), found.end() - found.start(), self._quiet)
        asks = None if text.lstrip().startswith(("??", "//", "!!")) else _DECISION.search(text)
        if asks is not None:
            self.setFormat(asks.start(), asks.end() - asks.start(), self._bold)
