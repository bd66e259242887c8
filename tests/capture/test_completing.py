"""Names that a line may go on with: the best first, misspelt ones last, none lost by looking at a glance."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.capture.completing import ALIKE, MISSPELT, MOST, Names, offers

NAMES = ["Check order", "Check stock", "Order goods", "Pick goods", "Chuck it away"]
WORDS = st.text("abc o", min_size=1, max_size=9)


def found(text: str, names: list[str]) -> list[str]:
    return [offer.name for offer in offers(text, Names(steps=names))]


def test_what_begins_so_comes_before_what_has_a_word_that_does_and_what_is_misspelt() -> None:
    assert found("or", NAMES) == ["Order goods", "Check order"]
    assert found("Chekc or", NAMES) == ["Check order"]
    assert found("hceck st", NAMES) == ["Check stock"]
    assert found("Chec", NAMES) == ["Check order", "Check stock", "Chuck it away"]
    assert found("Weigh", NAMES) == []


def alike(typed: str, name: str) -> bool:
    """As `offers` has it, without any short cut."""
    heads = [name[: len(typed) + more] for more in (-1, 0, 1)]
    ratios = [SequenceMatcher(None, head, typed, autojunk=False).ratio() for head in heads]
    return max(ratios) >= ALIKE and bool(set(typed[:2]) & set(name[:2]))


@given(WORDS, st.lists(WORDS.map(str.strip).filter(bool), max_size=MOST, unique=True))
def test_no_name_that_is_alike_enough_is_lost_by_looking_at_a_glance(typed: str, names: list[str]) -> None:
    names = [" ".join(name.split()) for name in names]
    typed = " ".join(typed.split())
    begins = {name for name in names if len(typed) >= 2 and f" {name}".find(f" {typed}") >= 0 and name != typed}
    misspelt = {name for name in names if len(typed) >= MISSPELT and name != typed and alike(typed, name)}
    assert set(found(typed, names)) == begins | misspelt
