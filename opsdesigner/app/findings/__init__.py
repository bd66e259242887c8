"""What stands in the way, ways out of it, and tidying."""
