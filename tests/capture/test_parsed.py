"""Lines that are remembered are taken apart as if they were not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.capture.line import Line, Misread, Setting, parse_line
from opsdesigner.capture.parsed import parsed
from opsdesigner.capture.typing import Typed

WORDS = st.sampled_from(
    ["yes: Go", "Sales: Go", "yes: Sales: Go ~10m", "-no: -> Go", "! late: Office: Go", "+ Pack", "? ~1x", "Sales:", ""]
)


def told(read: object, typed: Typed, setting: Setting) -> Line | str:
    try:
        return read(typed, setting)  # type: ignore[operator,no-any-return]
    except Misread as misread:
        return str(misread)


@given(st.lists(st.tuples(WORDS, st.booleans(), st.booleans(), st.booleans(), st.integers(1, 9)), min_size=2))
def test_the_same_words_elsewhere_say_the_same(lines: list[tuple[str, bool, bool, bool, int]]) -> None:
    for text, deciding, small, role, number in lines:
        setting = Setting(deciding, lambda name, role=role: role and name == "Sales", small)  # type: ignore[misc]
        typed = Typed(number, number % 3, text, number)
        assert told(parsed, typed, setting) == told(parse_line, typed, setting)
