"""Names on the drawing: set in type, placed, edited."""
