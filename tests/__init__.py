"""Tests of OpsDesigner; `python3 -m tests` runs them all."""
