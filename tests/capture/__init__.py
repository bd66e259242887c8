"""Tests of the capture language."""
