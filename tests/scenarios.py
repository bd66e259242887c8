"""Talks of four trades as they are typed line by line, and what each of them is to become."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "scenarios"


class Scenario(NamedTuple):
    """What a talk is about, counted and named; `text` has all its lines."""

    name: str
    steps: int
    roles: tuple[str, ...]  # in the order they are named
    decisions: dict[str, tuple[str, ...]]  # and the labels of their branches
    exceptions: dict[str, tuple[str, ...]]  # of steps, drawn ones
    answers: tuple[str, ...] = ()  # exceptions that lead nowhere
    results: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()  # problems and ideas

    @property
    def text(self) -> str:
        return (FOLDER / f"{self.name}.txt").read_text("utf-8")


SCENARIOS = (
    Scenario(
        "order-to-cash",
        12,
        ("Sales", "Finance", "Operations", "Warehouse"),
        {"Credit good?": ("no", "yes"), "Parts there?": ("no", "yes")},
        {},
    ),
    Scenario(
        "bakery",
        17,
        ("Mühle Köhler", "Baker", "Apprentice", "Shop", "Customer"),
        {"Ripe?": ("no", "yes"), "Good enough?": ("no", "yes"), "Fit for a second?": ("yes", "no")},
        {"Deliver flour": ("late", "partial", "back order"), "Bake loaves": ("wrong",)},
        ("away: Apprentice", "missing: the shelf list is checked at night"),
        ("The guests have warm bread at six",),
        ("Nobody writes down how warm the room was", "A second rack would bake both at once"),
    ),
    Scenario(
        "clinic",
        17,
        ("Reception", "Triage nurse", "Doctor", "Insurer", "Lab", "Ward nurse", "Patient"),
        {
            "Emergency?": ("yes", "no"),
            "Allergic?": ("yes", ""),
            "Clear?": ("no", "yes"),
            "More tests wanted?": ("yes", "no"),
            "Bed free?": ("no", "yes"),
        },
        {
            "Greet and ask for the card": ("missing",),
            "Open the file": ("wrong",),
            "Confirm cover": ("late", "partial"),
        },
        ("back order: nobody waits for a card", "away: Ward nurse"),
        ("Every patient lies in a bed within four hours",),
        ("The list of allergies is kept on paper", "A picture of the ward on the web"),
    ),
    Scenario(
        "permit",
        17,
        (
            *("Bürgerbüro", "Bauherr", "Registry", "Case officer", "Fire service", "Nature office", "Neighbours"),
            *("Legal office", "Head of office", "Treasury"),
        ),
        {
            "Complete?": ("no", "yes"),
            "Objection?": ("yes", ""),
            "Settled?": ("no", ""),
            "Allowed?": ("no", "with conditions", "yes"),
            "Signed?": ("no", "yes"),
        },
        {
            "Check that it is complete": ("wrong",),
            "Judge the escape routes": ("late",),
            "Judge trees and birds": ("partial",),
            "Weigh it all": ("missing",),
        },
        ("away: Bürgerbüro", "back order: numbers do not run out"),
        ("Every complete application is answered within twelve weeks",),
        ("Three offices ask for the same plan", "Let them pay on the web"),
    ),
)
