"""What stands before a colon or an arrow, where quotation marks, keywords and numbers do not say otherwise."""

from __future__ import annotations

import re

from opsdesigner.edit.saying import ANSWERS

from .typing import quoted

KEYWORDS = ("when", "every", "wait", "send", "receive", "end")
ARROW = re.compile(r"(?:^|(?<=\s)|(?<=[^\s-]))(?:-+>{1,2}|[–—]>{1,2}|[→⇒➔➜])\s*")
_QUOTED = re.compile(r'(?:^|(?<=[\s\]:>]))"(?:[^"]|"")*"(?=\s|$)')
_ANSWER = re.compile(r"(\w+)(?:$|\s*[,;=]\s*|\s+[-–—]\s+|\s*(?=[-–—]+>|[→⇒➔➜]))")
_DASH = re.compile(r"\s+[-–—]\s+")


def masked(text: str) -> str:
    """A text in which nothing between quotation marks counts."""
    return _QUOTED.sub(lambda match: "x" * len(match[0]), text)


def prefix(text: str) -> tuple[str, str] | None:
    """What stands before the first colon, and the rest; None where there is no such thing."""
    if found := quoted(text):
        rest = text[found[1] :]
        return (found[0], rest[1:].strip()) if rest[:1] == ":" and rest[1:2] in ("", " ") else None
    if text.startswith("=>"):
        return None
    for at in (match.start() for match in re.finditer(":", masked(text))):
        before, after = text[:at].strip(), text[at + 1 :]
        word = before.casefold()
        if before.isdigit() or before in KEYWORDS or word == "end" or before[:1] == "[" or ARROW.search(before):
            return None
        if after[:1] in ("", " "):
            return before, after.strip()
        if re.fullmatch(r"[^\W\d][\w.&/-]*", before) and re.match(r"[^\W\d_]|[\"“„@]|->|=>", after):
            return before, after.strip()  # a missing blank
    return None


def answer(text: str) -> tuple[str, str] | None:
    """An answer that a line begins with, though no colon follows it, and the rest."""
    found = _ANSWER.match(text)
    return (found[1], text[found.end() :]) if found and found[1].casefold() in ANSWERS else None


def dashed(text: str) -> tuple[str, str] | None:
    """What stands before the first dash between blanks, and the rest."""
    found = _DASH.search(text) if quoted(text) is None else None
    return (text[: found.start()], text[found.end() :]) if found and text[: found.start()] else None
