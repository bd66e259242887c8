"""Comparison and merge, without Qt: what differs between two documents in words, and two edits of one joined."""

from .clash import Clash
from .differences import Difference, differences
from .joining import Joined, join
from .marking import Marks, marks, spots
from .notes import sentence
from .summing_up import summed_up

__all__ = [
    "Clash",
    "Difference",
    "Joined",
    "Marks",
    "differences",
    "join",
    "marks",
    "sentence",
    "spots",
    "summed_up",
]
