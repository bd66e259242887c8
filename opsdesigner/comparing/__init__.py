"""Comparison and merge, without Qt: what differs between two documents in words, and two edits of one joined."""

from .differences import Difference, differences

__all__ = ["Difference", "differences"]
