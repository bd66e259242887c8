"""The outline panel: the process as text and as a tree, the parking lot below it."""
