"""Lines that cannot be understood: one sentence with line and column that says what was expected; nothing changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from opsdesigner.capture.commands import document_of
from opsdesigner.capture.line import Misread
from opsdesigner.capture.pasted import read_lines
from opsdesigner.capture.scribe import Scribe
from opsdesigner.edit.fresh import blank
from opsdesigner.files.errors import Refused
from opsdesigner.model import Model

BEFORE = ("Sales: Check order", "[subProcess] Pack", "Ship")
BAD = {  # what is typed after them: the column, and what the sentence says
    "-> Nowhere": (4, "no step is called “Nowhere”"),
    "-> Chek order": (4, "did you mean “Check order”?"),
    "Weigh -> Shipp": (10, "did you mean “Ship”?"),
    "-> Ship #7": (4, "no step is called “Ship” #7"),
    "yes:": (1, "needs an open decision; end the line of the decision with a ?"),
    "no: Ask": (1, "needs an open decision"),
    "-maybe: Ask": (1, "needs an open decision"),
    "r" * 300 + ": Ask": (1, "a role has 120 letters at most"),
    "~10m": (1, "say what is done before what it takes"),
    "~10m w1d x3/day": (1, "say what is done before what it takes"),
    "Sales: ~10m": (1, "say what Sales does: Sales: Check order"),
    "Sales:": (1, "say what Sales does"),
    "Ask ~10x": (5, "“~10x” is not understood; write ~10m, ~2h or ~1d"),
    "Ask ~10m ~20m": (5, "is said twice"),
    "Ask 30%": (1, "a share belongs to the first line of a branch"),
    "end ~10m": (1, "a work time says nothing here"),
    "x" * 5000: (1, "a line has 2,000 letters at most"),
    '"Ask the customer': (1, "is opened and not closed; close it after the name"),
    "Sales: „Ask": (8, "is opened and not closed"),
    '"Sales: Ask': (1, "is opened and not closed"),
    "[nothing] Ask": (1, "[nothing] is no kind of step; write [task], [userTask]"),
    "[usrtask] Ask": (1, "did you mean [userTask]?"),
    "[endEvent what] Ask": (1, "write one of"),
    "[boundaryEvent timer] Ask": (1, "is no kind of step"),
    "!": (1, "after ! name the exception and what is done then: ! late: Tell customer"),
    "! late": (1, "name the exception"),
    "! late:": (1, "say what is done when it is late"),
    "! : Tell": (1, "name the exception"),
    "//": (1, "write what is to be kept in mind"),
    "??": (1, "write what is to be kept in mind"),
    "=>": (1, "after => write what is promised"),
    "wait": (1, "after “wait” say what for"),
    "send:": (1, "after “send” say what for"),
}
TAKEN = (  # odd, but understood
    *(
        "\u202eCheck\u202c",
        "فحص: الطلب",
        "e\u0301tape",
        "👩\u200d🍳: Cook 🍲",
        "\x00\x01Ask\x7f",
        "x" * 1500,
        "検査: する",
        "-----",
    ),
)


def told() -> tuple[Model, Scribe]:
    records, page = blank()
    model = Model(records)
    scribe = Scribe(model, page)
    for line in BEFORE:
        scribe.enter(line)
    return model, scribe


@pytest.mark.parametrize(("line", "column", "said"), [(line, *rest) for line, rest in BAD.items()])
def test_a_bad_line_is_refused_in_one_sentence_and_changes_nothing(line: str, column: int, said: str) -> None:
    model, scribe = told()
    before, now = dict(model.records), scribe.now
    with pytest.raises(Misread) as misread:
        scribe.enter(line)
    assert said in misread.value.message and "\n" not in misread.value.message
    assert (misread.value.line, misread.value.column) == (1, column)
    assert dict(model.records) == before and scribe.now == now
    with pytest.raises(Refused) as refused:
        document_of(read_lines("\n".join((*BEFORE, line))), "a.txt")
    assert f"a.txt, line 4, column {column}: " in str(refused.value) and said in str(refused.value)


@pytest.mark.parametrize("line", TAKEN)
def test_an_odd_line_is_taken(line: str) -> None:
    model, scribe = told()
    scribe.enter(line)
    document_of(read_lines("\n".join((*BEFORE, line))), "a.txt").snapshot().bytes()
    assert model.can_undo


def test_the_command_refuses_all_with_one_sentence_and_writes_nothing(tmp_path: Path) -> None:
    text = "\n".join((*BEFORE, "-> Nowhere", "yes:", "Ask ~10x"))
    command = [sys.executable, "-m", "opsdesigner", "capture", "-", str(tmp_path / "out.bpmn")]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "line 4, column 4" in done.stderr and "(2 more lines are not understood)" in done.stderr
    assert list(tmp_path.iterdir()) == []
