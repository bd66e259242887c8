"""The capture language: processes written down as lines, one line a step, and printed as such."""
