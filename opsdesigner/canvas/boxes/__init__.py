"""What the boxes of an org chart say, and how they fold."""
