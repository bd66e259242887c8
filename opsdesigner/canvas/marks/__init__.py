"""What is drawn over the drawing and never stored: pins, rings, chips, ghosts, light."""
