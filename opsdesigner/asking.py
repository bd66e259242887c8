"""What the commands `check` and `answer` print: findings and answers about a file, as lines or as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from opsdesigner.analysis.finding import Finding
from opsdesigner.analysis.findings import findings
from opsdesigner.analysis.questions import QUESTIONS, Unknown, as_lines, ask, card_lines
from opsdesigner.files.document import Document, open_document, parse_document
from opsdesigner.files.errors import Refused


def check(source: str, as_json: bool) -> int:
    """Prints what stands in the way in a file; returns how many findings there are."""
    document = read(source)
    found = findings(document.model, [(note.text, note.element) for note in document.notes])
    if as_json:
        print(json.dumps([_plain(each) for each in found], indent=1, ensure_ascii=False))
    else:
        for each in found:
            print(f"{each.check}: {' '.join(each.text.split())}")
    return len(found)


def _plain(found: Finding) -> dict[str, object]:
    return {
        "check": found.check,
        "severity": found.severity,
        "elements": list(found.elements),
        "text": " ".join(found.text.split()),
    }


def answer(source: str, question: str, name: str, as_json: bool) -> None:
    """Prints the answer to a named question. Raises Refused where it is not understood."""
    about = QUESTIONS[question].about
    if about and not name:
        raise Refused(f"{question}: name {about}, for instance: answer {source} {question} Sales.")
    if name and not about:
        raise Refused(f"{question} takes nothing after it; “{name}” is not understood.")
    try:
        rows = ask(read(source).model, question, name)
    except Unknown as unknown:
        raise Refused(str(unknown)) from None
    if as_json:
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for line in card_lines(rows) if about else as_lines(rows):
        print(line)


def read(source: str) -> Document:
    """The document in a file, or on standard input. Raises Refused or OSError."""
    if source == "-":
        return parse_document("standard input", sys.stdin.buffer.read())
    return open_document(Path(source))
