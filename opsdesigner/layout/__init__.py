"""Graph in, positions out."""
