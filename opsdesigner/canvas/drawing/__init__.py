"""Pictures of shapes and lines, kept between repaints, painted in tiles."""
