"""The capture bar: lines typed or pasted that become steps, and the six questions."""
