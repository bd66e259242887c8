"""Answers from a model, Qt-free: pure functions that change nothing."""
