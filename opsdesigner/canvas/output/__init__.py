"""Diagrams as pictures, on paper and on the clipboard."""
