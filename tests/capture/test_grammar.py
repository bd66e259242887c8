"""The grammar on the page of the language: it is the one that is read, and all lines that are printed are in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from opsdesigner import places
from opsdesigner.capture.line import BLANK, QUESTIONS, Setting, parse_line
from opsdesigner.capture.outline import outline_text
from opsdesigner.capture.prefixes import KEYWORDS
from opsdesigner.capture.typing import plain_line
from opsdesigner.capture.whole import capture
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import open_document
from opsdesigner.model import Model
from opsdesigner.notation.durations import UNITS, rate_of
from tests.scenarios import SCENARIOS

from .test_language import EXAMPLES, HELP
from .test_tolerance import BRANCHES, STEPS

PART = re.compile(r'"([^"]*)"|([a-z]+)|([\[\](){}|])')
BASE = {"digits": r"\d{1,3}", "number": r"\d{1,3}", "letters": "[A-Za-z]+", "quoted": r'"(?:[^"\n]|"")+"'}
WORDS = r"(?![-=]>)[^\W_](?:(?!->|[^\S\n]{2}|:\s)[^\"?\[\]\n;])*(?<![\s,;:])"  # of lines that are printed
GRAMMAR = dict(
    line.strip().split("=", 1) for line in HELP.read_text("utf-8").splitlines() if re.match(r"    [a-z]+ +=", line)
)
RULES = {name.strip(): body.strip() for name, body in GRAMMAR.items()}


def pattern(rule: str, base: dict[str, str]) -> str:
    """A rule as a regular expression: none of them leads back to itself."""
    made = []
    for literal, name, sign in PART.findall(RULES[rule]):
        if sign:
            made.append({"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "{": "(?:", "}": "){0,2}", "|": "|"}[sign])
        elif name:
            made.append(f"(?:{base[name] if name in base else pattern(name, base)})")
        else:
            made.append(re.escape(literal))
    return "".join(made)


READ = re.compile(pattern("line", BASE | {"words": WORDS}))
ENDS = {"[": "]", "(": ")", "{": "}"}
MADE_UP: dict[str, Callable[[Random], str]] = {  # by base rule
    "words": lambda chance: " ".join(chance.choices(("Check", "it", "Größe", "x", "A/B", "o’clock"), k=2)),
    "letters": lambda chance: chance.choice(("userTask", "subProcess", "startEvent")),
    "quoted": lambda chance: chance.choice(('"no: really?"', '"-> x"', '"say ""hi"""')),
    "digits": lambda chance: str(chance.randint(1, 99)),
    "number": lambda chance: str(chance.randint(1, 99)),
}


def made_up(rule: str, chance: Random) -> str:
    """Something that a rule allows."""
    if rule in MADE_UP:
        return MADE_UP[rule](chance)
    return _one_of(PART.findall(RULES[rule]), chance)


def _one_of(parts: list[tuple[str, str, str]], chance: Random) -> str:
    """One of the alternatives of a row of parts."""
    rows: list[list[tuple[str, str, str]]] = [[]]
    depth = 0
    for part in parts:
        depth += (part[2] in ENDS) - (part[2] in ENDS.values())
        if part[2] == "|" and not depth:
            rows.append([])
        else:
            rows[-1].append(part)
    return _row(chance.choice(rows), chance)


def _row(parts: list[tuple[str, str, str]], chance: Random) -> str:
    text, at = "", 0
    while at < len(parts):
        literal, name, sign = parts[at]
        if sign:
            end = _closing(parts, at)
            times = {"(": 1, "[": chance.randint(0, 1), "{": chance.randint(0, 2)}[sign]
            text += "".join(_one_of(parts[at + 1 : end], chance) for _ in range(times))
            at = end
        else:
            text += made_up(name, chance) if name else literal
        at += 1
    return text


def _closing(parts: list[tuple[str, str, str]], at: int) -> int:
    depth = 0
    for place in range(at, len(parts)):
        depth += (parts[place][2] in ENDS) - (parts[place][2] in ENDS.values())
        if not depth:
            return place
    raise ValueError(parts)


def words(rule: str) -> set[str]:
    return set(re.findall(r'"([^"]+)"', RULES[rule]))


def test_the_words_of_the_grammar_are_those_that_are_read() -> None:
    assert words("question") == set(QUESTIONS)
    assert words("event") | {"end"} == {*KEYWORDS, " "}
    assert words("unit") == {names[0] for names in UNITS.values()}
    assert all(rate_of(f"1/{period}") for period in words("period"))
    used = set(re.findall(r"[a-z]+", " ".join(re.sub(r'"[^"]*"', "", body) for body in RULES.values())))
    assert used - set(RULES) == {"words", "digits", "number", "letters", "quoted"}, "every rule there is, none else"
    assert set(RULES) - used == {"line"}


@given(st.randoms(use_true_random=False))
def test_what_the_grammar_allows_is_read(chance: Random) -> None:
    for _ in range(20):
        line = made_up("line", chance)
        note(line)
        assert (parse_line(plain_line(line), Setting(True)).sort == BLANK) == (not line.strip()), line


PRINTED = [*EXAMPLES, *(scenario.text for scenario in SCENARIOS), "\n".join((*STEPS.values(), *BRANCHES.values()))]


@pytest.mark.parametrize("text", PRINTED, ids=range(len(PRINTED)))
def test_what_is_typed_plainly_is_in_the_grammar(text: str) -> None:
    wrong = [line for line in text.splitlines() if not READ.fullmatch(line.strip())]
    assert wrong == []


@pytest.mark.parametrize("text", PRINTED[:-1], ids=range(len(PRINTED) - 1))
def test_what_is_printed_is_in_the_grammar(text: str) -> None:
    model = Model(blank()[0])
    capture(model, text)
    wrong = [line for line in outline_text(model).splitlines() if not READ.fullmatch(line.strip())]
    assert wrong == []


@pytest.mark.parametrize("line", ["A -> B -> C", "[userTask Enter", "! late", "~10m", "end: "])
def test_the_grammar_does_not_allow_everything(line: str) -> None:
    assert not READ.fullmatch(line)


def test_samples_are_printed_in_the_grammar() -> None:
    for path in sorted(Path(places.samples()).glob("*.bpmn")):
        lines = outline_text(open_document(path).model).splitlines()
        assert [line for line in lines if not READ.fullmatch(line.strip())] == []
